"""The journal and the cases go to the room of all processes: what the database keeps about them is said there."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recovery", "0008_own_rights_of_pauses")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="step", name="append_only"),
        pgtrigger.migrations.RemoveTrigger(model_name="step", name="no_truncate"),
        pgtrigger.migrations.RemoveTrigger(model_name="recoverycase", name="claims_follow"),
    ]
