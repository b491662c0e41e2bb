"""The rows that were there before are looked at too, without a lock that stops the office."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recovery", "0006_where_in_its_case")]
    operations = [ValidateConstraint(model_name="step", name="recovery_step_has_deed")]
