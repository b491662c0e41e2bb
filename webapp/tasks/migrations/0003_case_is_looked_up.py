"""The cases of the tasks that were there before are looked at too, and tasks are found by their case."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models

VALIDATE = "ALTER TABLE {table} VALIDATE CONSTRAINT {table}_case_id_fk"
# the migration runs outside a transaction
INDEX = """
-- squawk-ignore ban-concurrent-index-creation-in-transaction
CREATE INDEX CONCURRENTLY {name} ON {table} (case_id, stage, attempt)
"""
NO_INDEX = "DROP INDEX CONCURRENTLY {name}"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0002_where_in_its_case")]
    operations = [
        ValidateConstraint(model_name="task", name="tasks_task_of_case_has_place"),
        migrations.RunSQL(VALIDATE.format(table="tasks_task"), migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    INDEX.format(name="tasks_task_case", table="tasks_task"),
                    NO_INDEX.format(name="tasks_task_case"),
                )
            ],
            state_operations=[
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(fields=["case", "stage", "attempt"], name="tasks_task_case"),
                )
            ],
        ),
    ]
