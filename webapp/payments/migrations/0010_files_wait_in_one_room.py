"""Statements wait in the room of all uploads.

The table is emptied and left, tied to nobody: a process of the former release may still look into it.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0009_accounts_said"), ("uploads", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="statementupload",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                db_constraint=False,
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DELETE FROM payments_statementupload", migrations.RunSQL.noop)
            ],
            state_operations=[migrations.DeleteModel("StatementUpload")],
        ),
    ]
