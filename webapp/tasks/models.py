"""Tasks: what a process or a colleague asks a person to do."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history

_REPORT = (
    *("kind", "subject", "workflow_id", "step", "role", "account_id", "created_on", "status"),
    *("outcome", "remarks", "completed_on", "completed_by_id"),
)
_STAYS_WITH_ITS_REPORT = """
    IF (SELECT status FROM tasks_task WHERE id = OLD.task_id) = 'DONE' THEN
        RAISE EXCEPTION 'photo % belongs to a report', OLD.id;
    END IF;
    RETURN NEW;
"""


class Task(models.Model):
    """Something a person of a role must do by a date; its end is announced about ``subject``.

    One per (workflow, step). Where in its case it was asked for stand in columns: the key of a step
    is unique, and nobody takes it apart.
    """

    class Status(models.TextChoices):
        """Where it stands."""

        OPEN = "OPEN", _("Open")
        DONE = "DONE", _("Done")
        RECALLED = "RECALLED", _("Recalled")

    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60)
    workflow_id = models.CharField(max_length=120, blank=True)
    step = models.CharField(max_length=80, blank=True)
    case = models.ForeignKey(
        "processes.Case",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="tasks",
        verbose_name=_("case"),
    )
    stage = models.PositiveSmallIntegerField(_("stage number"), null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), null=True, blank=True)
    name = models.CharField(_("step"), max_length=60, blank=True, db_default="")
    revision = models.PositiveSmallIntegerField(_("edition"), default=1, db_default=1)
    role = models.CharField(_("role"), max_length=20)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
        verbose_name=_("assignee"),
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks_given",
        verbose_name=_("assigned by"),
    )
    account = models.ForeignKey(
        "contracts.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("account"),
    )
    created_on = models.DateField(_("created on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks_done",
        verbose_name=_("completed by"),
    )

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        permissions = [
            ("complete_task", _("Can report on tasks")),
            ("forward_task", _("Can give tasks to others")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workflow_id", "step"],
                condition=~models.Q(workflow_id=""),
                name="tasks_task_once_per_step",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="DONE") | ~models.Q(outcome=""),
                name="tasks_task_done_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(case=None)
                | models.Q(stage__isnull=False, attempt__isnull=False),
                name="tasks_task_of_case_has_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["role", "due_on"], condition=models.Q(status="OPEN"), name="tasks_task_open"
            ),
            models.Index(fields=["subject"], name="tasks_task_subject"),
            models.Index(fields=["case", "stage", "attempt"], name="tasks_task_case"),
        ]
        # a report is a fact; what was known then and is lost later, as a former seal, is added
        triggers = history.settled(*_REPORT, grows="result", when="OLD.status = 'DONE'")

    @property
    def about(self) -> str:
        """Return what of its step it is about: a channel, a paper (``settle_unknown-email``)."""
        return self.name.partition("-")[2]


class TaskPhoto(models.Model):
    """A picture a crew attached to its report."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="photos")
    name = models.CharField(_("file"), max_length=200)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        triggers = [
            *history.written_once("name", "content_type", "content"),
            # a late report may answer another task than the one its photos were sent with
            pgtrigger.Trigger(
                name="stays_with_its_report",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__task__df=pgtrigger.F("new__task")),
                func=_STAYS_WITH_ITS_REPORT,
            ),
        ]
