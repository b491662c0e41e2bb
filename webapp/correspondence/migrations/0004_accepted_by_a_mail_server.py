"""What a mail server has taken is accepted, not delivered: letters that counted as delivered by its answer are told as they are."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

ACCEPTED = """
UPDATE correspondence_message SET status = 'ACCEPTED', delivered_on = NULL
WHERE channel = 'email' AND status = 'DELIVERED' AND evidence <> ''
"""
DELIVERED = """
UPDATE correspondence_message SET status = 'DELIVERED', delivered_on = sent_on
WHERE channel = 'email' AND status = 'ACCEPTED'
"""
STATUSES = [
    ("PLANNED", "Planned"),
    ("SENDING", "Being sent"),
    ("SENT", "Sent"),
    ("ACCEPTED", "Accepted by the mail server"),
    ("DELIVERED", "Delivered"),
    ("FAILED", "Failed"),
    ("NO_CONTACT", "No contact"),
    ("UNKNOWN", "Outcome unknown"),
    ("CANCELLED", "Not sent"),
]


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0003_numbers_without_gaps")]
    operations = [
        migrations.AlterField(
            model_name="message",
            name="status",
            field=models.CharField(
                choices=STATUSES, default="PLANNED", max_length=10, verbose_name="status"
            ),
        ),
        AddConstraintNotValid(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=~models.Q(status="ACCEPTED") | ~models.Q(evidence=""),
                name="correspondence_message_accepted_has_proof",
            ),
        ),
        migrations.RunSQL(ACCEPTED, DELIVERED),
    ]
