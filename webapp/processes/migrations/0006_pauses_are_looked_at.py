"""The rows of pauses that were there before are looked at too."""

from django.db import migrations

VALIDATE = """
ALTER TABLE processes_pause VALIDATE CONSTRAINT processes_pause_cause_fk;
ALTER TABLE processes_pause VALIDATE CONSTRAINT processes_pause_ended_by_fk;
ALTER TABLE processes_pause VALIDATE CONSTRAINT processes_pause_sum
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0005_pauses_of_every_process")]
    operations = [migrations.RunSQL(VALIDATE, migrations.RunSQL.noop)]
