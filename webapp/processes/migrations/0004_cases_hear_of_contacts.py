"""Open cases are woken by what happens to the contacts of their customers."""

from django.db import migrations

SUBSCRIBE = """
INSERT INTO outbox_subscription (subject, workflow_id)
SELECT 'party:' || party_id, process || ':' || id FROM processes_case WHERE closed_on IS NULL
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    """Cases that are opened from now on listen by themselves."""

    dependencies = [
        ("processes", "0003_children_are_looked_up"),
        ("outbox", "0004_memo"),
    ]
    operations = [migrations.RunSQL(SUBSCRIBE, migrations.RunSQL.noop, elidable=True)]
