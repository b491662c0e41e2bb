"""Pauses go to the room of all processes: what the database keeps about them is said there."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recovery", "0011_files_wait_in_one_room")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="hold", name="update_update"),
        pgtrigger.migrations.RemoveTrigger(model_name="hold", name="delete_delete"),
        pgtrigger.migrations.RemoveTrigger(model_name="hold", name="no_truncate"),
        pgtrigger.migrations.RemoveTrigger(model_name="holdevent", name="no_truncate"),
        pgtrigger.migrations.RemoveTrigger(model_name="holdevent", name="append_only"),
    ]
