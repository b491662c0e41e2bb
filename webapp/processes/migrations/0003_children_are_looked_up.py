"""Cases are found by the step that has opened them; its link is looked at too."""

from django.db import migrations, models

VALIDATE = "ALTER TABLE processes_case VALIDATE CONSTRAINT processes_case_opened_for_fk"
# the migration runs outside a transaction
INDEX = """
-- squawk-ignore ban-concurrent-index-creation-in-transaction
CREATE INDEX CONCURRENTLY processes_case_child ON processes_case (opened_for_id)
    WHERE opened_for_id IS NOT NULL
"""
NO_INDEX = "DROP INDEX CONCURRENTLY processes_case_child"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("processes", "0002_steps_of_any_process")]
    operations = [
        migrations.RunSQL(VALIDATE, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(INDEX, NO_INDEX)],
            state_operations=[
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["opened_for"],
                        condition=models.Q(opened_for__isnull=False),
                        name="processes_case_child",
                    ),
                )
            ],
        ),
    ]
