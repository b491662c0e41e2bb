"""What a case of debt recovery has besides what every case has, and what it claims."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class Recovery(models.Model):
    """One debt followed from notice to bailiffs.

    It is of an account (person) or a contract (organization). Once it is filed with a court its
    sum is fixed, and a new case may be opened for the months that came after.
    """

    class Side(models.TextChoices):
        """What stands beside the stages."""

        ACTIVE = "ACTIVE", _("Active")
        HOLD = "HOLD", _("On hold")
        DISPUTE = "DISPUTE", _("Disputed")
        PROMISE = "PROMISE", _("Promise to pay")
        PLAN = "PLAN", _("Installment plan")
        CLOSED = "CLOSED", _("Closed")

    class CloseReason(models.TextChoices):
        """Why the case ended."""

        PAID = "PAID", _("Paid")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        BANKRUPTCY = "BANKRUPTCY", _("Bankruptcy")
        WRITTEN_OFF = "WRITTEN_OFF", _("Written off")
        DENIED = "DENIED", _("Claim denied")
        TERMINATED = "TERMINATED", _("Proceedings terminated")

    class Rest(models.TextChoices):
        """What a lawyer has decided about duty and penalty when the principal was paid."""

        OPEN = "", _("Not decided")
        PURSUED = "PURSUED", _("Pursued before the court")
        LEFT = "LEFT", _("Left")

    class Penalty(models.TextChoices):
        """What has become of a penalty that no court has awarded."""

        OPEN = "", _("Not decided")
        CHARGED = "CHARGED", _("Penalty charged")
        WAIVED = "WAIVED", _("Penalty waived")

    case = models.OneToOneField(
        "processes.Case", on_delete=models.CASCADE, primary_key=True, related_name="recovery"
    )
    scheme_version = models.ForeignKey(
        "recovery.SchemeVersion",
        on_delete=models.PROTECT,
        related_name="recoveries",
        verbose_name=_("scheme"),
    )
    is_filed = models.BooleanField(_("filed with a court"), default=False)
    is_restricted = models.BooleanField(_("supply is restricted"), default=False)

    rest = models.CharField(
        _("duty and penalty after payment"),
        max_length=10,
        choices=Rest.choices,
        blank=True,
        db_default="",
    )

    penalty = models.CharField(
        _("penalty without a court"),
        max_length=10,
        choices=Penalty.choices,
        blank=True,
        db_default="",
    )

    class Meta:
        verbose_name = _("recovery case")
        verbose_name_plural = _("recovery cases")
        default_permissions = ()
        permissions = [
            ("view_recoverycase", _("Can view cases of debt recovery")),
            ("start_recovery", _("Can start recovery")),
            ("work_case", _("Can take promises and agree on installment plans")),
            ("hold_case", _("Can put cases on hold")),
            ("dispute_case", _("Can open and settle disputes")),
            ("change_executor", _("Can give any case to another person")),
            ("close_case", _("Can withdraw and write off")),
            ("approve_package", _("Can approve packages")),
            ("decide_penalty", _("Can charge and waive penalties")),
        ]


@history.kept()
class CaseCharge(models.Model):
    """A charge that a case is about, with what was unpaid of it when the case was opened.

    One open case claims it, not two: ``is_open`` follows the case by a trigger of the database, for
    the constraint. ``acknowledged_on``: when the debtor acknowledged it in writing (ГК 203).
    ``cut_on``: when a lawyer left it out of the claim, for it can no longer be sued for.
    """

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="claims")
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="+")
    debt_at_opening = models.DecimalField(_("debt at opening"), max_digits=14, decimal_places=2)
    is_open = models.BooleanField(default=True)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    cut_on = models.DateField(_("left out on"), null=True, blank=True)

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
