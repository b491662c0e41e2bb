"""The cases of the papers that were there before are looked at too, and papers are found by their case."""

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
    dependencies = [("correspondence", "0007_where_in_its_case")]
    operations = [
        ValidateConstraint(model_name="document", name="correspondence_document_of_case_has_place"),
        migrations.RunSQL(VALIDATE.format(table="correspondence_document"), migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    INDEX.format(name="correspondence_document_case", table="correspondence_document"),
                    NO_INDEX.format(name="correspondence_document_case"),
                )
            ],
            state_operations=[
                migrations.AddIndex(
                    model_name="document",
                    index=models.Index(fields=["case", "stage", "attempt"], name="correspondence_document_case"),
                )
            ],
        ),
        ValidateConstraint(model_name="message", name="correspondence_message_of_case_has_place"),
        migrations.RunSQL(VALIDATE.format(table="correspondence_message"), migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    INDEX.format(name="correspondence_message_case", table="correspondence_message"),
                    NO_INDEX.format(name="correspondence_message_case"),
                )
            ],
            state_operations=[
                migrations.AddIndex(
                    model_name="message",
                    index=models.Index(fields=["case", "stage", "attempt"], name="correspondence_message_case"),
                )
            ],
        ),
    ]
