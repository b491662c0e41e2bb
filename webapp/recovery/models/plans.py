"""What stands beside the stages besides pauses: installment plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


@history.kept()
class InstallmentPlan(models.Model):
    """An agreement to pay the claimed debt in parts.

    Broken when a part is not covered ``grace_days`` after its date. Of its parts ``costs`` and
    ``penalty`` are beside the principal. ``signed_on``: when the debtor signed it.
    """

    class Status(models.TextChoices):
        """How the plan goes."""

        ACTIVE = "ACTIVE", _("Kept")
        BROKEN = "BROKEN", _("Broken")
        DONE = "DONE", _("Paid in full")
        CANCELED = "CANCELLED", _("Ended early or with the case")

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="plans")
    agreed_on = models.DateField(_("agreed on"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("grace, days"), default=5)
    costs = models.DecimalField(
        _("of it costs"), max_digits=14, decimal_places=2, default=0, db_default=0
    )
    penalty = models.DecimalField(
        _("of it penalty"), max_digits=14, decimal_places=2, default=0, db_default=0
    )
    signed_on = models.DateField(_("signed by the debtor on"), null=True, blank=True)
    by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("installment plan")
        verbose_name_plural = _("installment plans")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(status="ACTIVE"),
                name="recovery_installmentplan_one_active",
            )
        ]


@history.kept()
class Installment(models.Model):
    """One part of a plan."""

    plan = models.ForeignKey(
        "recovery.InstallmentPlan", on_delete=models.CASCADE, related_name="installments"
    )
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("installment")
        verbose_name_plural = _("installments")
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="recovery_installment_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="recovery_installment_positive"
            ),
        ]
