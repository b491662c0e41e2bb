"""Payments: statements they came with, the charges they were allocated to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Statement(models.Model):
    """A bank statement file (1CClientBankExchange) that was loaded; the same bytes are loaded once."""

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("loaded by"))
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("to"), null=True, blank=True)
    received = models.DecimalField(_("received"), max_digits=16, decimal_places=2, null=True, blank=True)
    documents = models.PositiveIntegerField(_("documents"), default=0)
    loaded = models.PositiveIntegerField(_("loaded"), default=0)
    warnings = models.JSONField(_("warnings"), default=list)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        constraints = [models.UniqueConstraint(fields=["sha256"], name="payments_statement_once")]


class Payment(models.Model):
    """Money received. ``natural_key`` (payer, bank, document, date, amount …) makes the same payment in two files one payment."""

    class Status(models.TextChoices):
        """Where the money stands."""

        POSTED = "POSTED", _("Posted")
        UNIDENTIFIED = "UNIDENTIFIED", _("Unidentified")
        REVERSED = "REVERSED", _("Reversed")

    class Source(models.TextChoices):
        """How it came."""

        STATEMENT = "STATEMENT", _("Bank statement")
        REGISTRY = "REGISTRY", _("Debts registry")
        MANUAL = "MANUAL", _("By hand")

    natural_key = models.CharField(max_length=64)
    status = models.CharField(_("status"), max_length=14, choices=Status.choices)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    statement = models.ForeignKey("payments.Statement", null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    account = models.ForeignKey(
        "contracts.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="payments", verbose_name=_("account")
    )
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    document_number = models.CharField(_("document"), max_length=40, blank=True)
    payer_name = models.CharField(_("payer"), max_length=300, blank=True)
    payer_inn = models.CharField(_("payer's ИНН"), max_length=12, blank=True)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    found_by = models.CharField(_("found by"), max_length=60, blank=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["natural_key"], name="payments_payment_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_payment_positive"),
            models.CheckConstraint(
                condition=~models.Q(status="POSTED") | models.Q(account__isnull=False), name="payments_payment_posted_has_account"
            ),
        ]
        indexes = [
            models.Index(fields=["status"], name="payments_payment_status"),
            models.Index(fields=["paid_on"], name="payments_payment_day"),
        ]


class Allocation(models.Model):
    """A part of a payment that covers a part of a charge. What is left over stays on the payment as an advance."""

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="allocations")
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="allocations")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("why here"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(fields=["payment", "charge"], name="payments_allocation_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_allocation_positive"),
        ]
