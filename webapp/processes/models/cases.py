"""Cases of every process, their pauses, and the journal of what was done in each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.models import chain
from webapp.search import declarations as search
from webapp.staff import history


class Case(models.Model):
    """One matter that a process follows to its end. What is its process's own stands one to one.

    ``exclusive`` names what no other open case may be about: an account, a contract. Its process
    takes it away when another may begin beside it.
    ``opened_for`` is the step of another case that has opened this one and waits for its end.
    ``side`` is what stands beside the stages. How sides, stages and reasons of closing are called
    is declared by the process.
    """

    process = models.CharField(_("process"), max_length=40)
    number = models.CharField(_("number"), max_length=20)
    exclusive = models.CharField(max_length=80, null=True, blank=True)
    party = models.ForeignKey(
        "parties.Party", on_delete=models.PROTECT, related_name="cases", verbose_name=_("party")
    )
    account = models.ForeignKey(
        "contracts.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("account"),
    )
    contract = models.ForeignKey(
        "contracts.Contract",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("contract"),
    )
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(
        "staff.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("opened by"),
    )
    executor = models.ForeignKey(
        "staff.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("executor"),
    )
    stage = models.PositiveSmallIntegerField(_("stage number"), default=0)
    stage_kind = models.CharField(_("stage"), max_length=20)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    attempts_before = models.PositiveSmallIntegerField(
        _("attempts before the case was led back"), default=0
    )
    stage_started_on = models.DateField(_("stage since"))
    side = models.CharField(_("state"), max_length=10, default="ACTIVE")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("closed because"), max_length=12, blank=True)
    close_requested = models.CharField(max_length=12, blank=True)
    opened_for = models.ForeignKey(
        "processes.Step",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="children",
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["number"], name="processes_case_number"),
            models.UniqueConstraint(
                fields=["exclusive"],
                condition=models.Q(closed_on=None),
                name="processes_case_exclusive",
            ),
            models.CheckConstraint(
                condition=models.Q(account=None) | models.Q(contract=None),
                name="processes_case_one_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, close_reason="")
                | models.Q(closed_on__isnull=False) & ~models.Q(close_reason=""),
                name="processes_case_closed_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["stage_kind", "side"], name="processes_case_stage"),
            search.index("number", name="processes_case_parts"),
            models.Index(
                fields=["opened_for"],
                condition=models.Q(opened_for__isnull=False),
                name="processes_case_child",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number

    @property
    def stage_name(self) -> str:
        """Return what the stage is called."""
        return registry.word(
            process=self.process,
            table="stages",
            code=self.stage_kind,
        )

    @property
    def side_name(self) -> str:
        """Return what is called what stands beside the stages."""
        return registry.word(
            process=self.process,
            table="sides",
            code=self.side,
        )

    @property
    def closing_name(self) -> str:
        """Return what the reason of its closing is called."""
        return registry.word(
            process=self.process,
            table="closings",
            code=self.close_reason,
        )


class Step(models.Model):
    """One row of the case journal. The key is written once: repeating an activity changes nothing.

    What is in it stands in columns, and nobody takes it apart. ``is_answer`` tells how a person has
    ended what the row of the same deed, name and edition asked for. ``basis`` is what a paper was
    made from, where that is not the debt. ``number`` and ``digest`` are its place in the chain of
    the journal: rows of before the chain have none.
    """

    class Deed(models.TextChoices):
        """What a row is about, besides the deeds of a process."""

        EVENT = "event"
        DECIDED = "decided"

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=80)
    stage = models.PositiveSmallIntegerField(_("stage number"))
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    deed = models.CharField(_("deed"), max_length=20, db_default="")
    name = models.CharField(_("step"), max_length=60)
    revision = models.PositiveSmallIntegerField(_("edition"), default=1, db_default=1)
    is_answer = models.BooleanField(default=False, db_default=False)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    on = models.DateField(_("date"))
    at = models.DateTimeField(auto_now_add=True)
    term_ends_on = models.DateField(_("term ends on"), null=True, blank=True)
    debt = models.DecimalField(_("debt"), max_digits=14, decimal_places=2)
    basis = models.CharField(max_length=80, blank=True, db_default="")
    by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom")
    )
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    document = models.ForeignKey(
        "correspondence.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="journal",
    )
    message = models.ForeignKey(
        "correspondence.Message",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="journal",
    )
    task = models.ForeignKey(
        "tasks.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="journal"
    )
    details = models.JSONField(default=dict, blank=True)
    number = models.PositiveIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, db_default="", editable=False)

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="processes_step_once"),
            models.CheckConstraint(condition=~models.Q(deed=""), name="processes_step_has_deed"),
            models.UniqueConstraint(fields=["case", "number"], name="processes_step_in_chain"),
        ]
        triggers = [*history.append_only(), chain.linked()]


@history.kept()
class Pause(models.Model):
    """A reason for which a case rests, all of it or a part, until a day or until somebody ends it.

    Several may stand at once; beside one that ``is_alone`` nothing else does. ``kind`` is declared
    by the process. ``cause`` is another case because of which this one rests. ``parts`` are the
    stages, charges or periods that it is about. With ``stops_clocks`` it stops the clocks of
    statutes too, and not only those of the house. Nobody stands in ``ended_by`` where it has ended
    by itself.
    """

    class Scope(models.TextChoices):
        """What of a case rests."""

        EVERYTHING = "EVERYTHING", _("Everything")
        STAGES = "STAGES", _("Some stages")
        CHARGES = "CHARGES", _("Disputed charges")
        PERIODS = "PERIODS", _("Some periods")
        SUM = "SUM", _("A sum")

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="pauses")
    kind = models.CharField(_("kind"), max_length=10)
    cause = models.ForeignKey(
        "processes.Case",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="caused_pauses",
        verbose_name=_("because of the case"),
    )
    scope = models.CharField(
        _("scope"), max_length=10, choices=Scope.choices, default=Scope.EVERYTHING
    )
    parts = models.JSONField(_("parts"), default=list, blank=True)
    amount = models.DecimalField(_("sum"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_alone = models.BooleanField(default=False)
    stops_clocks = models.BooleanField(_("stops the clocks of statutes"), default=False)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "staff.User",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_on=None, is_alone=True),
                name="processes_pause_alone",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "cause", "scope", "parts", "amount"],
                condition=models.Q(ended_on=None),
                nulls_distinct=False,
                name="processes_pause_once",
            ),
            models.CheckConstraint(
                condition=models.Q(scope="SUM", amount__gt=0)
                | ~models.Q(scope="SUM") & models.Q(amount=None),
                name="processes_pause_sum",
            ),
        ]
        indexes = [
            models.Index(
                fields=["cause"],
                condition=models.Q(cause__isnull=False),
                name="processes_pause_cause",
            ),
        ]

    @property
    def kind_name(self) -> str:
        """Return what the kind is called."""
        return registry.pause_name(process=self.case.process, code=self.kind)


class Restore(models.Model):
    """The database is that of the moment ``backup_of``.

    Between the business days ``lost_from`` and ``lost_until`` letters may have gone out that it
    does not know.
    """

    backup_of = models.DateTimeField()
    lost_from = models.DateField()
    lost_until = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # workers of the former release read the table under this name while they come to their end
        db_table = "recovery_restore"
        constraints = [
            models.UniqueConstraint(fields=["backup_of"], name="recovery_restore_once"),
            models.CheckConstraint(
                condition=models.Q(lost_until__gte=models.F("lost_from")),
                name="recovery_restore_order",
            ),
        ]
