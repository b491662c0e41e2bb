"""Cases, what each claims, and the journal of what was done in it."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class RecoveryCase(models.Model):
    """One debt followed from notice to bailiffs. The scope is an account (person) or a contract (organization).

    Once it is filed with a court its sum is fixed, and a new case may be opened for the months that came after.
    """

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
    party = models.ForeignKey(
        "parties.Party", on_delete=models.PROTECT, related_name="cases", verbose_name=_("debtor")
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
    scheme_version = models.ForeignKey(
        "recovery.SchemeVersion",
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("scheme"),
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
    side = models.CharField(_("state"), max_length=10, choices=Side.choices, default=Side.ACTIVE)
    is_filed = models.BooleanField(_("filed with a court"), default=False)
    is_restricted = models.BooleanField(_("supply is restricted"), default=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(
        _("closed because"), max_length=12, choices=CloseReason.choices, blank=True
    )
    close_requested = models.CharField(max_length=12, choices=CloseReason.choices, blank=True)

    class Meta:
        verbose_name = _("recovery case")
        verbose_name_plural = _("recovery cases")
        permissions = [
            ("start_recovery", _("Can start recovery")),
            ("work_case", _("Can take promises and agree on instalment plans")),
            ("hold_case", _("Can put cases on hold")),
            ("dispute_case", _("Can open and settle disputes")),
            ("change_executor", _("Can give any case to another person")),
            ("close_case", _("Can withdraw and write off")),
            ("approve_package", _("Can approve packages")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="recovery_case_number"),
            models.CheckConstraint(
                condition=models.Q(account=None, contract__isnull=False)
                | models.Q(account__isnull=False, contract=None),
                name="recovery_case_one_scope",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(closed_on=None, is_filed=False),
                name="recovery_case_one_unfiled_per_account",
            ),
            models.UniqueConstraint(
                fields=["contract"],
                condition=models.Q(closed_on=None, is_filed=False),
                name="recovery_case_one_unfiled_per_contract",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, close_reason="")
                | models.Q(closed_on__isnull=False) & ~models.Q(close_reason=""),
                name="recovery_case_closed_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["stage_kind", "side"], name="recovery_case_stage")]
        triggers = [
            pgtrigger.Trigger(
                name="claims_follow",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("closed_on"),  # type: ignore[no-untyped-call]
                func="""
                    UPDATE recovery_casecharge SET is_open = NEW.closed_on IS NULL WHERE case_id = NEW.id;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


@history.kept()
class CaseCharge(models.Model):
    """A charge the case is about, with what was unpaid of it when the case was opened. One open case claims it, not two.

    ``is_open`` follows the case by a trigger of the database: it is there for the constraint.
    """

    case = models.ForeignKey(
        "recovery.RecoveryCase", on_delete=models.CASCADE, related_name="claims"
    )
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="+")
    debt_at_opening = models.DecimalField(_("debt at opening"), max_digits=14, decimal_places=2)
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("claimed charge")
        verbose_name_plural = _("claimed charges")
        constraints = [
            models.UniqueConstraint(fields=["case", "charge"], name="recovery_casecharge_once"),
            models.UniqueConstraint(
                fields=["charge"],
                condition=models.Q(is_open=True),
                name="recovery_casecharge_one_open_case",
            ),
        ]


class Step(models.Model):
    """One row of the case journal. The key is written once: repeating an activity changes nothing.

    What is in it stands in columns, and nobody takes it apart. ``is_answer`` tells how a person has
    ended what the row of the same deed, name and edition asked for.
    """

    class Deed(models.TextChoices):
        """What a row is about, besides the deeds of a process."""

        EVENT = "event"
        DECIDED = "decided"

    case = models.ForeignKey(
        "recovery.RecoveryCase", on_delete=models.CASCADE, related_name="steps"
    )
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

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="recovery_step_once"),
            models.CheckConstraint(condition=~models.Q(deed=""), name="recovery_step_has_deed"),
        ]
        triggers = history.append_only()
