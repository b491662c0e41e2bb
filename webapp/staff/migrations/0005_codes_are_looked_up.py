"""The codes of a person are found without reading everybody's."""

from django.db import migrations, models

# the migration runs outside a transaction
INDEX = """
-- squawk-ignore ban-concurrent-index-creation-in-transaction
CREATE INDEX CONCURRENTLY staff_loginattempt_code ON staff_loginattempt (code_of_id, at DESC)
WHERE code_of_id IS NOT NULL
"""
NO_INDEX = "DROP INDEX CONCURRENTLY staff_loginattempt_code"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("staff", "0004_codes_apart")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(INDEX, NO_INDEX)],
            state_operations=[
                migrations.AddIndex(
                    model_name="loginattempt",
                    index=models.Index(
                        condition=models.Q(("code_of__isnull", False)),
                        fields=["code_of", "-at"],
                        name="staff_loginattempt_code",
                    ),
                )
            ],
        )
    ]
