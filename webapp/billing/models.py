"""Charges: what an account owes for a service and a month, or because a court said so.

The debt is computed from them; what is unpaid now the database keeps beside.
"""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.billing import owing
from webapp.staff import history
from webapp.staff.models import lock_date_trigger
from webapp.uploads.models import TableLoad

PRINCIPAL = models.Q(kind="PRINCIPAL")
"""What was consumed, apart from what a court added to it.

Only this is claimed, bears penalty and lets a supply be cut.
"""


_ONLY_DENIED = "TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'denied' = to_jsonb(OLD) - 'denied'"


@history.kept()
class Charge(models.Model):
    """One month of one service on one account, due on ``due_date``.

    ``period`` is the first day of the month. Roubles.

    ``paid_before`` was paid before the account came to this system; later money is allocated to the
    charge by ``payments``. What a court has ``denied`` of it is no debt: nothing is laid on it.

    Costs and penalty that a court awarded are charges too: ``source`` names what awarded them
    (``court_case:17``), ``period`` is the month in which they were entered, ``service`` the one the
    claim was about. They bear no penalty and never count as principal. So are the costs of a
    restriction (``restriction:17:0``).
    """

    class Kind(models.TextChoices):
        """What the sum is in law: it decides the turn in which money is laid on it."""

        PRINCIPAL = "PRINCIPAL", _("Principal")
        COSTS = "COSTS", _("Court costs awarded")
        PENALTY = "PENALTY", _("Penalty awarded")
        RECONNECT = "RECONNECT", _("Costs of a restriction and of its end")

    account = models.ForeignKey(
        "contracts.Account",
        on_delete=models.PROTECT,
        related_name="charges",
        verbose_name=_("account"),
    )
    service = models.ForeignKey(
        "contracts.Service", on_delete=models.PROTECT, verbose_name=_("service")
    )
    period = models.DateField(_("period"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    paid_before = models.DecimalField(
        _("paid before"), max_digits=14, decimal_places=2, default=Decimal(0)
    )
    denied = models.DecimalField(
        _("denied by a court"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        db_default=Decimal(0),
    )
    due_date = models.DateField(_("due date"))
    load = models.ForeignKey(
        "billing.DebtLoad",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("loaded with"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PRINCIPAL)
    source = models.CharField(_("awarded by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "service", "period"],
                condition=PRINCIPAL,
                name="billing_charge_once",
            ),
            models.UniqueConstraint(
                fields=["source", "kind"], condition=~PRINCIPAL, name="billing_charge_awarded_once"
            ),
            models.CheckConstraint(
                condition=PRINCIPAL & models.Q(source="") | ~PRINCIPAL & ~models.Q(source=""),
                name="billing_charge_source",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="billing_charge_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(paid_before__gte=0)
                & models.Q(paid_before__lte=models.F("amount")),
                name="billing_charge_paid_before",
            ),
            models.CheckConstraint(
                condition=models.Q(denied__gte=0)
                & models.Q(denied__lte=models.F("amount") - models.F("paid_before")),
                name="billing_charge_denied",
            ),
            models.CheckConstraint(
                condition=models.Q(period__day=1), name="billing_charge_period_is_a_month"
            ),
            models.CheckConstraint(
                condition=~PRINCIPAL | models.Q(due_date__gt=models.F("period")),
                name="billing_charge_due_after_period_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], name="billing_charge_due"),
            models.Index(fields=["account"], condition=~PRINCIPAL, name="billing_charge_awards"),
        ]
        # a judgment comes after its months are closed, and changes no charge of them
        triggers = [
            lock_date_trigger("period", unless=_ONLY_DENIED),
            owing.told_of("Charge", pgtrigger.Insert | pgtrigger.Update, "NEW.id"),
            owing.FORGOTTEN,
        ]

    @property
    def is_principal(self) -> bool:
        """It pays for a service, and is not costs or a penalty that a court awarded."""
        return self.kind == self.Kind.PRINCIPAL

    def __str__(self) -> str:
        """Return the month and the sum."""
        return f"{self.period:%m.%Y}: {self.amount}"


class Owed(models.Model):
    """What is unpaid of a charge for services, whatever day it is; a paid one has no row.

    Triggers keep it by ``billing_owe`` as charges, payments and what they cover change: of many
    charges few are unpaid, and who owes need not be found among all of them.
    """

    charge = models.OneToOneField(
        "billing.Charge",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="owed",
    )
    account = models.ForeignKey(
        "contracts.Account", on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    service = models.ForeignKey(
        "contracts.Service",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    period = models.DateField()
    due_date = models.DateField()
    debt = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["account", "period"],
                include=["due_date", "debt", "service"],
                name="billing_owed_by_account",
            )
        ]


class DebtLoad(TableLoad):
    """A debts registry that was loaded: charges point at theirs."""

    class Meta:
        verbose_name = _("debts registry")
        verbose_name_plural = _("debts registries")
        permissions = [("load_debts", _("Can load debts registries"))]
        indexes = [models.Index(fields=["-loaded_at"], name="billing_debtload_at")]


@history.kept()
class KeyRate(models.Model):
    """A key rate of the Bank of Russia that staff entered after the rates shipped with the program.
    Percent a year.
    """

    effective_from = models.DateField(_("in effect from"))
    rate_percent = models.DecimalField(_("rate, %"), max_digits=5, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("key rate")
        verbose_name_plural = _("key rates")
        constraints = [
            models.UniqueConstraint(fields=["effective_from"], name="billing_keyrate_once"),
            models.CheckConstraint(
                condition=models.Q(rate_percent__gt=0), name="billing_keyrate_positive"
            ),
        ]
