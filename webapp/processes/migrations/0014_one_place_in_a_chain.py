"""No two rows of a journal have one place in its chain."""

from django.db import migrations, models

# the migration runs outside a transaction
INDEX = """
-- squawk-ignore ban-concurrent-index-creation-in-transaction
CREATE UNIQUE INDEX CONCURRENTLY processes_step_in_chain ON processes_step (case_id, number)
"""
NO_INDEX = "DROP INDEX CONCURRENTLY IF EXISTS processes_step_in_chain"
CONSTRAINT = """
ALTER TABLE processes_step
    ADD CONSTRAINT processes_step_in_chain UNIQUE USING INDEX processes_step_in_chain
"""
NO_CONSTRAINT = "ALTER TABLE processes_step DROP CONSTRAINT processes_step_in_chain"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("processes", "0013_the_journal_is_a_chain"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(INDEX, NO_INDEX),
                migrations.RunSQL(CONSTRAINT, NO_CONSTRAINT),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="step",
                    constraint=models.UniqueConstraint(
                        fields=("case", "number"), name="processes_step_in_chain"
                    ),
                ),
            ],
        ),
    ]
