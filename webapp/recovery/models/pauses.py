"""What stands beside the stages: holds, promises, disputes and instalment plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


@history.kept()
class Hold(models.Model):
    """A pause with a reason.

    A dispute has no end until it is settled; a hold and a promise end on ``until``.
    """

    class Kind(models.TextChoices):
        """What kind of pause."""

        HOLD = "HOLD", _("Hold")
        DISPUTE = "DISPUTE", _("Dispute")
        PROMISE = "PROMISE", _("Promise to pay")

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="holds")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_on=None),
                name="recovery_hold_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="DISPUTE") | models.Q(until__isnull=False),
                name="recovery_hold_has_end",
            ),
        ]


@history.kept()
class InstalmentPlan(models.Model):
    """An agreement to pay the claimed debt in parts.

    Broken when a part is not covered ``grace_days`` after its date.
    """

    class Status(models.TextChoices):
        """How the plan goes."""

        ACTIVE = "ACTIVE", _("Kept")
        BROKEN = "BROKEN", _("Broken")
        DONE = "DONE", _("Paid in full")
        CANCELLED = "CANCELLED", _("Ended early or with the case")

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="plans")
    agreed_on = models.DateField(_("agreed on"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("grace, days"), default=5)
    by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("instalment plan")
        verbose_name_plural = _("instalment plans")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(status="ACTIVE"),
                name="recovery_instalmentplan_one_active",
            )
        ]


@history.kept()
class Instalment(models.Model):
    """One part of a plan."""

    plan = models.ForeignKey(
        "recovery.InstalmentPlan", on_delete=models.CASCADE, related_name="instalments"
    )
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="recovery_instalment_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="recovery_instalment_positive"
            ),
        ]
