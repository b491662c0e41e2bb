"""Files of events wait in the room of all uploads.

The table is emptied and left: a process of the former release may still look into it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recovery", "0010_one_recovery_of_a_case"), ("uploads", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DELETE FROM recovery_courteventupload", migrations.RunSQL.noop)
            ],
            state_operations=[migrations.DeleteModel("CourtEventUpload")],
        ),
    ]
