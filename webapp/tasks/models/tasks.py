"""Tasks: what a process or a colleague asks a person to do."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.search import declarations as search
from webapp.staff import history
from webapp.staff.models import User
from workflows.interfaces.process import process_of

_REPORT = (
    *("kind", "subject", "workflow_id", "step", "role", "account_id", "created_on"),
    *("outcome", "remarks", "completed_on", "completed_by_id", "completed_for_id"),
    *("title", "text", "done_when", "party_id", "created_by_id", "correction"),
)


def _person(name: Any, *, related: str = "+") -> "models.ForeignKey[User | None, User | None]":
    """Return a column that names a colleague, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name=related,
        verbose_name=name,
    )


class Task(models.Model):
    """Something a person of a role must do by a date; its end is announced about ``subject``.

    A process asks one per (workflow, step). Where in its case it was asked for stand in columns:
    the key of a step is unique, and nobody takes it apart. What people ask of each other has no
    workflow: ``title``, ``text`` and ``done_when`` say what is wanted, and ``created_by`` who wants
    it.

    ``assignee`` is whom it was given to. Of a role's task ``held_by`` is who has taken it up, until
    ``held_until``: then it is anybody's again. ``responsible`` is who answers for it while somebody
    else does it. ``completed_for`` is the absent colleague for whom it was done.
    ``version`` is the hash of what it is about, where that may change meanwhile; ``due_at`` the
    moment at which a term of hours is over.

    A report that was wrong stays as it is, ``CORRECTED``: the next edition of the same step takes
    its place, and ``correction`` says why.
    """

    class Status(models.TextChoices):
        """Where it stands."""

        OPEN = "OPEN", _("Open")
        DONE = "DONE", _("Done")
        RECALLED = "RECALLED", _("Recalled")
        CORRECTED = "CORRECTED", _("Report corrected")

    class Priority(models.IntegerChoices):
        """How urgent it is; lists begin with the most urgent."""

        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")

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
    party = models.ForeignKey(
        "parties.Party",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("party"),
    )
    title = models.CharField(_("what to do"), max_length=200, blank=True, db_default="")
    text = models.TextField(_("details"), blank=True, db_default="")
    done_when = models.TextField(_("what counts as done"), blank=True, db_default="")
    created_by = _person(_("who asks for it"), related="tasks_created")
    held_by = _person(_("taken up by"), related="tasks_held")
    held_until = models.DateTimeField(_("taken up until"), null=True, blank=True)
    responsible = _person(_("who answers for it"), related="tasks_delegated")
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        choices=Priority.choices,
        default=Priority.NORMAL,
        db_default=Priority.NORMAL,
    )
    follow_up_on = models.DateField(_("look again on"), null=True, blank=True)
    counts_working_days = models.BooleanField(
        _("the term is in working days"), default=False, db_default=False
    )
    created_on = models.DateField(_("created on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    version = models.CharField(max_length=80, blank=True, db_default="")
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
    completed_for = _person(_("in whose place"))
    correction = models.TextField(
        _("why the former report is corrected"), blank=True, db_default=""
    )

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        permissions = [
            ("complete_task", _("Can report on tasks")),
            ("forward_task", _("Can give tasks to others")),
            ("create_task", _("Can ask others to do something")),
            ("lead_team", _("Can see who has how much work, and share it out")),
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
                | models.Q(workflow_id="")
                | models.Q(stage__isnull=False, attempt__isnull=False),
                name="tasks_task_asked_has_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="") | models.Q(assignee__isnull=False),
                name="tasks_task_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(held_by=None, held_until=None)
                | models.Q(held_by__isnull=False, held_until__isnull=False),
                name="tasks_task_held_until",
            ),
        ]
        indexes = [
            models.Index(
                fields=["role", "due_on"], condition=models.Q(status="OPEN"), name="tasks_task_open"
            ),
            models.Index(fields=["subject"], name="tasks_task_subject"),
            search.index("title", name="tasks_task_title_parts"),
            models.Index(fields=["case", "stage", "attempt"], name="tasks_task_case"),
        ]
        # a report is a fact; what was known then and is lost later, as a former seal, is added
        triggers = history.settled(
            *_REPORT,
            grows="result",
            when="OLD.status IN ('DONE', 'CORRECTED')",
            becomes="CORRECTED",
        )

    @property
    def is_of_people(self) -> bool:
        """Say whether a colleague asks for it, and no process waits for its end."""
        return not self.workflow_id

    @property
    def process(self) -> str:
        """Return the code of the process that asks for it; nothing when a colleague does."""
        return process_of(self.workflow_id)

    def holder(self, *, now: datetime) -> User | None:
        """Return who has taken it up and still has it."""
        if self.held_until is None or self.held_until <= now:
            return None
        return self.held_by

    @property
    def has_report(self) -> bool:
        """Say whether somebody has reported on it, be the report corrected since."""
        return self.status in {self.Status.DONE, self.Status.CORRECTED}

    @property
    def about(self) -> str:
        """Return what of its step it is about: a channel, a paper (``settle_unknown-email``)."""
        return self.name.partition("-")[2]
