"""Debt recovery: schemes as data, cases, their journal, holds, promises, plans, courts and bailiffs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scheme(models.Model):
    """A way to recover debt from one segment of customers. Its stages live in versions; a running case keeps its version."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    party_kinds = models.JSONField(_("for parties of kinds"), default=list)
    is_active = models.BooleanField(_("opens new cases"), default=True)
    stopped_reason = models.CharField(_("stopped because"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("recovery scheme")
        verbose_name_plural = _("recovery schemes")
        constraints = [models.UniqueConstraint(fields=["code"], name="recovery_scheme_code")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class SchemeVersion(models.Model):
    """An edition of a scheme: ``definition`` is the JSON of ``workflows.interfaces.debt_recovery.Scheme``. Never edited."""

    scheme = models.ForeignKey("recovery.Scheme", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    definition = models.JSONField()
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey("staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("author"))
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("scheme version")
        verbose_name_plural = _("scheme versions")
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="recovery_schemeversion_number")]


class RecoveryCase(models.Model):
    """One debt followed from notice to bailiffs. The scope is an account (person) or a contract (organization)."""

    class Side(models.TextChoices):
        """What stands beside the stages."""

        ACTIVE = "ACTIVE", _("Active")
        HOLD = "HOLD", _("On hold")
        DISPUTE = "DISPUTE", _("Disputed")
        PROMISE = "PROMISE", _("Promise to pay")
        PLAN = "PLAN", _("Instalment plan")
        CLOSED = "CLOSED", _("Closed")

    class CloseReason(models.TextChoices):
        """Why the case ended."""

        PAID = "PAID", _("Paid")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        BANKRUPTCY = "BANKRUPTCY", _("Bankruptcy")
        WRITTEN_OFF = "WRITTEN_OFF", _("Written off")
        DENIED = "DENIED", _("Claim denied")

    number = models.CharField(_("number"), max_length=20)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="cases", verbose_name=_("debtor"))
    account = models.ForeignKey(
        "contracts.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("account")
    )
    contract = models.ForeignKey(
        "contracts.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("contract")
    )
    scheme_version = models.ForeignKey("recovery.SchemeVersion", on_delete=models.PROTECT, related_name="cases", verbose_name=_("scheme"))
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    executor = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("executor")
    )
    stage = models.PositiveSmallIntegerField(_("stage number"), default=0)
    stage_kind = models.CharField(_("stage"), max_length=20)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    stage_started_on = models.DateField(_("stage since"))
    side = models.CharField(_("state"), max_length=10, choices=Side.choices, default=Side.ACTIVE)
    is_restricted = models.BooleanField(_("supply is restricted"), default=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("closed because"), max_length=12, choices=CloseReason.choices, blank=True)
    close_requested = models.CharField(max_length=12, choices=CloseReason.choices, blank=True)

    class Meta:
        verbose_name = _("recovery case")
        verbose_name_plural = _("recovery cases")
        permissions = [
            ("start_recovery", _("Can start recovery")),
            ("work_case", _("Can pause, agree plans and work on cases")),
            ("close_case", _("Can withdraw and write off")),
            ("approve_package", _("Can approve packages")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="recovery_case_number"),
            models.CheckConstraint(
                condition=models.Q(account=None, contract__isnull=False) | models.Q(account__isnull=False, contract=None),
                name="recovery_case_one_scope",
            ),
            models.UniqueConstraint(fields=["account"], condition=models.Q(closed_on=None), name="recovery_case_one_open_per_account"),
            models.UniqueConstraint(fields=["contract"], condition=models.Q(closed_on=None), name="recovery_case_one_open_per_contract"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, close_reason="") | models.Q(closed_on__isnull=False) & ~models.Q(close_reason=""),
                name="recovery_case_closed_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["stage_kind", "side"], name="recovery_case_stage")]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class CaseCharge(models.Model):
    """A charge the case is about, with what was unpaid of it when the case was opened."""

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="claims")
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="+")
    debt_at_opening = models.DecimalField(_("debt at opening"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("claimed charge")
        verbose_name_plural = _("claimed charges")
        constraints = [models.UniqueConstraint(fields=["case", "charge"], name="recovery_casecharge_once")]


class Step(models.Model):
    """One row of the case journal. The key (stage.attempt:name) is written once: repeating an activity changes nothing."""

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=80)
    stage = models.PositiveSmallIntegerField(_("stage number"))
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    name = models.CharField(_("step"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    on = models.DateField(_("date"))
    at = models.DateTimeField(auto_now_add=True)
    term_ends_on = models.DateField(_("term ends on"), null=True, blank=True)
    debt = models.DecimalField(_("debt"), max_digits=14, decimal_places=2)
    by = models.ForeignKey("staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom"))
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    document = models.ForeignKey("correspondence.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="journal")
    message = models.ForeignKey("correspondence.Message", null=True, blank=True, on_delete=models.PROTECT, related_name="journal")
    task = models.ForeignKey("tasks.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="journal")
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="recovery_step_once")]


class Hold(models.Model):
    """A pause with a reason. A dispute has no end until it is settled; a hold and a promise end on ``until``."""

    class Kind(models.TextChoices):
        """What kind of pause."""

        HOLD = "HOLD", _("Hold")
        DISPUTE = "DISPUTE", _("Dispute")
        PROMISE = "PROMISE", _("Promise to pay")

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="holds")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    by = models.ForeignKey("staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_on=None), name="recovery_hold_one_at_a_time"),
            models.CheckConstraint(condition=models.Q(kind="DISPUTE") | models.Q(until__isnull=False), name="recovery_hold_has_end"),
        ]


class InstalmentPlan(models.Model):
    """An agreement to pay the claimed debt in parts. Broken when a part is not covered ``grace_days`` after its date."""

    class Status(models.TextChoices):
        """How the plan goes."""

        ACTIVE = "ACTIVE", _("Kept")
        BROKEN = "BROKEN", _("Broken")
        DONE = "DONE", _("Paid in full")

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="plans")
    agreed_on = models.DateField(_("agreed on"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    grace_days = models.PositiveSmallIntegerField(_("grace, days"), default=5)
    by = models.ForeignKey("staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom"))

    class Meta:
        verbose_name = _("instalment plan")
        verbose_name_plural = _("instalment plans")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(status="ACTIVE"), name="recovery_instalmentplan_one_active")
        ]


class Instalment(models.Model):
    """One part of a plan."""

    plan = models.ForeignKey("recovery.InstalmentPlan", on_delete=models.CASCADE, related_name="instalments")
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="recovery_instalment_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="recovery_instalment_positive"),
        ]


class CourtCase(models.Model):
    """What went to a court: an application for an order or a statement of claim, and what the court did with it."""

    class Track(models.TextChoices):
        """The procedure."""

        ORDER = "ORDER", _("Court order")
        LAWSUIT = "LAWSUIT", _("Lawsuit")

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="court_cases")
    track = models.CharField(_("track"), max_length=10, choices=Track.choices)
    court = models.CharField(_("court"), max_length=200)
    number = models.CharField(_("case number"), max_length=60, blank=True)
    filed_on = models.DateField(_("filed on"))
    claim = models.DecimalField(_("claim"), max_digits=14, decimal_places=2)
    penalty = models.DecimalField(_("penalty"), max_digits=14, decimal_places=2, default=0)
    state_duty = models.DecimalField(_("state duty"), max_digits=14, decimal_places=2)
    issued_on = models.DateField(_("order issued on"), null=True, blank=True)
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)
    ruling = models.CharField(_("ruling"), max_length=40, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    awarded_claim = models.DecimalField(_("claim awarded"), max_digits=14, decimal_places=2, null=True, blank=True)
    awarded_penalty = models.DecimalField(_("penalty awarded"), max_digits=14, decimal_places=2, null=True, blank=True)
    awarded_duty = models.DecimalField(_("duty awarded"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("court case")
        verbose_name_plural = _("court cases")
        constraints = [models.UniqueConstraint(fields=["case", "track", "filed_on"], name="recovery_courtcase_once")]


class Writ(models.Model):
    """A writ of execution or an order in force, and its life with the bailiffs."""

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="writs")
    number = models.CharField(_("number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    presented_on = models.DateField(_("presented on"), null=True, blank=True)
    bailiff_office = models.CharField(_("bailiffs' office"), max_length=200, blank=True)
    proceeding_number = models.CharField(_("proceeding"), max_length=60, blank=True)
    opened_on = models.DateField(_("proceeding opened on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("ended because"), max_length=200, blank=True)
    collected = models.DecimalField(_("collected"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("writ of execution")
        verbose_name_plural = _("writs of execution")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="recovery_writ_number_of_case")]


class Authority(models.Model):
    """A court or a bailiffs' office that serves a district (every district when none is named)."""

    class Kind(models.TextChoices):
        """What it is."""

        MAGISTRATE = "MAGISTRATE", _("Magistrate")
        DISTRICT_COURT = "DISTRICT_COURT", _("District court")
        ARBITRATION = "ARBITRATION", _("Arbitration court")
        BAILIFFS = "BAILIFFS", _("Bailiffs' office")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    district = models.ForeignKey("premises.District", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("district"))
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("court or bailiffs")
        verbose_name_plural = _("courts and bailiffs")
        constraints = [models.UniqueConstraint(fields=["kind", "district"], nulls_distinct=False, name="recovery_authority_once")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
