"""The rows that were there before are looked at too, without a lock that stops the office."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0004_accepted_by_a_mail_server")]
    operations = [
        ValidateConstraint(
            model_name="message", name="correspondence_message_accepted_has_proof"
        ),
    ]
