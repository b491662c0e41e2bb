"""What people were reminded of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """So much of a task's term is over: its doer is told, at the end whoever answers for it too.

    Each is there once, by its key. One without a person is for everybody of the task's role. A term
    that was moved is reminded of anew.
    """

    class Mark(models.IntegerChoices):
        """How many hundredths of the term are over."""

        HALF = 50, _("half of the term is over")
        SOON = 80, _("the term ends soon")
        END = 100, _("the term has ended")

    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("due on"))
    mark = models.PositiveSmallIntegerField(_("what is told"), choices=Mark.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reminders",
        verbose_name=_("who is told"),
    )
    is_escalation = models.BooleanField(default=False)
    told_on = models.DateField(_("told on"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task", "due_on", "mark", "person"],
                condition=Q(person__isnull=False),
                name="tasks_reminder_once_to_a_person",
            ),
            models.UniqueConstraint(
                fields=["task", "due_on", "mark"],
                condition=Q(person=None),
                name="tasks_reminder_once_to_a_role",
            ),
        ]
