"""Rows on their way to Temporal, and who listens to what."""

from django.db import models


class Row(models.Model):
    """One thing to tell Temporal, written in the transaction of the fact itself.

    Delivered at least once, in order per workflow.
    """

    class Kind(models.TextChoices):
        """What the relay does with the row."""

        START = "START"
        RESTART = "RESTART"
        SIGNAL = "SIGNAL"
        ANNOUNCE = "ANNOUNCE"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    workflow_id = models.CharField(max_length=120, blank=True)
    workflow_type = models.CharField(max_length=60, blank=True)
    task_queue = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    fact = models.CharField(max_length=60, blank=True)
    payload = models.JSONField(default=dict)
    # what Temporal's own pages show of a workflow beside its id: numbers and codes, never a person
    memo = models.JSONField(default=dict, db_default={})
    dedupe_key = models.CharField(max_length=160)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    is_dead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key"], name="outbox_row_dedupe_key"),
            models.CheckConstraint(
                condition=~models.Q(kind="ANNOUNCE") | ~models.Q(subject=""),
                name="outbox_row_announcement_has_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="ANNOUNCE") | ~models.Q(workflow_id=""),
                name="outbox_row_has_workflow",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workflow_id", "id"],
                condition=models.Q(delivered_at=None, is_dead=False),
                name="outbox_row_waiting",
            ),
        ]


class Subscription(models.Model):
    """An open process listens to a subject: each fact announced about it wakes the process."""

    subject = models.CharField(max_length=60)
    workflow_id = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "workflow_id"], name="outbox_subscription_once"
            )
        ]
        indexes = [models.Index(fields=["workflow_id"], name="outbox_subscription_workflow")]
