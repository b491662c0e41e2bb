"""Statements wait in the room of all uploads.

The table is emptied and left: a process of the former release may still look into it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payments", "0009_accounts_said"), ("uploads", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DELETE FROM payments_statementupload", migrations.RunSQL.noop)
            ],
            state_operations=[migrations.DeleteModel("StatementUpload")],
        ),
    ]
