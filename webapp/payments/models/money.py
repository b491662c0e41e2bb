"""Payments: statements they came with, the charges they were allocated to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.payments.models import indexes, triggers
from webapp.staff import characters, history
from webapp.staff.models import lock_date_trigger


class Statement(models.Model):
    """A bank statement file (1CClientBankExchange) that was loaded.

    The same bytes are loaded once.
    """

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("loaded by"),
    )
    period_start = models.DateField(_("period start"), null=True, blank=True)
    period_end = models.DateField(_("period end"), null=True, blank=True)
    received = models.DecimalField(
        _("received"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    documents = models.PositiveIntegerField(_("documents"), default=0)
    outgoing = models.PositiveIntegerField(_("outgoing"), default=0)
    repeated = models.PositiveIntegerField(_("known from another file"), default=0)
    without_money = models.PositiveIntegerField(_("without money"), default=0, db_default=0)
    loaded = models.PositiveIntegerField(_("loaded"), default=0)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    errors = models.JSONField(_("errors"), default=list, blank=True)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        constraints = [models.UniqueConstraint(fields=["sha256"], name="payments_statement_once")]
        triggers = history.written_once("file_name", "sha256", "loaded_at", "loaded_by")

    def __str__(self) -> str:
        """Return the file's name."""
        return self.file_name


@history.kept()
class Payment(models.Model):
    """Money received. ``natural_key`` (payer, bank, document, date, amount …) makes the same
    payment in two files one payment.

    ``contract`` is set when the payer named the contract as a whole: ``account`` is then the
    contract's first one, and the money goes to the earliest debt of all of them.

    A payment for several accounts is divided: it keeps the bank's document and no account, its
    ``parts`` are posted, each to its own. A database trigger sees that the standing parts make
    exactly the whole, and none stands without it.
    """

    class Status(models.TextChoices):
        """Where the money stands."""

        POSTED = "POSTED", _("Posted")
        UNIDENTIFIED = "UNIDENTIFIED", _("Not identified")
        DIVIDED = "DIVIDED", _("Divided")
        REVERSED = "REVERSED", _("Reversed")

        @property
        def tone(self) -> str:
            """How a screen colors it."""
            if self in {self.POSTED, self.DIVIDED}:
                return "ok"
            return "warn" if self == self.UNIDENTIFIED else "bad"

    class Source(models.TextChoices):
        """How it came."""

        STATEMENT = "STATEMENT", _("Bank statement")
        REGISTRY = "REGISTRY", _("Debts registry")
        MANUAL = "MANUAL", _("By hand")
        NOTICE = "NOTICE", _("Notice of an agent")

    class FoundBy(models.TextChoices):
        """What led from the bank's document to the account."""

        NOT_FOUND = "", _("Not found")
        ACCOUNT = "ACCOUNT", _("Account number in the purpose")
        CONTRACT = "CONTRACT", _("Contract number in the purpose")
        REFERENCE = "REFERENCE", _("Number of a proceeding, a writ or a court case")
        SIGNS = "SIGNS", _("A number, and a second sign that agrees")
        INN = "INN", _("ИНН of the payer")
        HAND = "HAND", _("A person decided")
        NOTICE = "NOTICE", _("Account number in the notice")

    natural_key = models.CharField(max_length=80)
    status = models.CharField(_("status"), max_length=14, choices=Status.choices)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    statement = models.ForeignKey(
        "payments.Statement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
        verbose_name=_("bank statement"),
    )
    parent = models.ForeignKey(
        "payments.Payment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("part of the payment"),
    )
    account = models.ForeignKey(
        "contracts.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
        verbose_name=_("account"),
    )
    contract = models.ForeignKey(
        "contracts.Contract",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
        verbose_name=_("contract"),
    )
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    document_number = models.CharField(_("document"), max_length=40, blank=True)
    payer_name = models.CharField(_("payer"), max_length=300, blank=True)
    payer_inn = models.CharField(_("payer's ИНН"), max_length=12, blank=True)
    payer_bank_account = models.CharField(_("payer's bank account"), max_length=20, blank=True)
    receiver_bank_account = models.CharField(
        _("receiver's bank account"), max_length=20, blank=True
    )
    purpose = models.TextField(_("purpose"), blank=True)
    months_said = models.CharField(
        _("months that it pays, by a person"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
    )
    account_said = models.CharField(
        _("account that the agent names"),
        max_length=30,
        blank=True,
        default="",
        db_default="",
    )
    found_by = models.CharField(_("found by"), max_length=10, choices=FoundBy.choices, blank=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)
    reversal_reason = models.CharField(_("reversed because"), max_length=300, blank=True)
    # An earlier payment of the same day, sum, number and payer: a person says whether this is
    # another one.
    looks_like = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    # Counts the changes of status: a fact announced twice under one key would wake nobody the
    # second time.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        permissions = [
            ("load_statement", _("Can load bank statements")),
            ("identify_payment", _("Can identify payments")),
            ("reverse_payment", _("Can reverse payments")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["natural_key"], name="payments_payment_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="payments_payment_positive"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="POSTED") | models.Q(account__isnull=False),
                name="payments_payment_posted_has_account",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="UNIDENTIFIED") | models.Q(account__isnull=True),
                name="payments_payment_unidentified_has_none",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="DIVIDED") | models.Q(account__isnull=True),
                name="payments_payment_divided_has_none",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True)
                | models.Q(status__in=["POSTED", "REVERSED"]),
                name="payments_payment_part_is_posted",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="REVERSED") | ~models.Q(reversal_reason=""),
                name="payments_payment_reversed_has_reason",
            ),
        ]
        indexes = list(indexes.OF_PAYMENTS)
        triggers = [
            lock_date_trigger("paid_on", unless=triggers.MOVED_ONLY),
            triggers.COVERS_ALLOCATIONS,
            triggers.STANDS,
            triggers.PARTS_MAKE_THE_WHOLE,
        ]

    def __str__(self) -> str:
        """Return the document's number and day."""
        return f"{characters.shown(self.document_number) or '—'}, {self.paid_on:%d.%m.%Y}"


@history.kept()
class Refund(models.Model):
    """Money that we gave back by a document of a statement.

    It is shown beside the payment that it undoes, and reverses nothing.
    """

    natural_key = models.CharField(max_length=80, unique=True)
    statement = models.ForeignKey("payments.Statement", models.PROTECT, related_name="refunds")
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    document_number = models.CharField(_("document"), max_length=40, blank=True)
    receiver_inn = models.CharField(_("receiver's ИНН"), max_length=12, blank=True)
    receiver_bank_account = models.CharField(max_length=20, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        default_permissions = ()
        indexes = [models.Index(fields=["amount", "paid_on"], name="payments_refund_amount")]

    def __str__(self) -> str:
        """Return the document's number and day."""
        return f"{characters.shown(self.document_number) or '—'}, {self.paid_on:%d.%m.%Y}"


class Reference(models.Model):
    """A number under which others pay for an account.

    Bailiffs name their proceeding, the writ or the court's case, not the account.

    ``number`` is in the form that ``queries.purpose`` reads out of a payment. Two courts may give
    one number to two debts. ``claimed_before``: what was due before this day is what the court was
    asked for.
    """

    number = models.CharField(_("number"), max_length=60)
    account = models.ForeignKey(
        "contracts.Account", on_delete=models.PROTECT, related_name="+", verbose_name=_("account")
    )
    claimed_before = models.DateField(_("claimed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("number that is paid by")
        verbose_name_plural = _("numbers that are paid by")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["number", "account"], name="payments_reference_once")
        ]


@history.kept()
class ConfirmedPayer(models.Model):
    """A person said that money from this bank account is for this account.

    A sign for the next one, gone when undone.
    """

    bank_account = models.CharField(_("payer's bank account"), max_length=20)
    account = models.ForeignKey(
        "contracts.Account", on_delete=models.PROTECT, related_name="+", verbose_name=_("account")
    )
    payment = models.OneToOneField(
        "payments.Payment",
        on_delete=models.PROTECT,
        related_name="confirmation",
        verbose_name=_("payment"),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))

    class Meta:
        verbose_name = _("confirmed payer")
        verbose_name_plural = _("confirmed payers")
        default_permissions = ()
        indexes = [models.Index(fields=["bank_account"], name="payments_confirmed_payer")]

    def __str__(self) -> str:
        """Return the bank account."""
        return self.bank_account


@history.kept()
class Allocation(models.Model):
    """A part of a payment that covers a part of a charge.

    What is left over stays on the payment as an advance.

    Database triggers keep the sum of a charge's allocations within the charge, and of a payment's
    within the payment, from whichever side it is changed. An allocation grows or is taken off as a
    whole; it never moves and never shrinks.
    """

    class Reason(models.TextChoices):
        """Why the money went to this charge."""

        NAMED_PERIOD = "NAMED_PERIOD", _("The payer named the period")
        NAMED_SERVICE = "NAMED_SERVICE", _("The payer named the service")
        NAMED_BOTH = "NAMED_BOTH", _("The payer named the service and the period")
        EARLIEST_DEBT = "EARLIEST_DEBT", _("The earliest debt")
        ADVANCE = "ADVANCE", _("Paid in advance")
        AWARD = "AWARD", _("Awarded by court")
        NAMED_PENALTY = "NAMED_PENALTY", _("The payer named the penalty")
        RECONNECT = "RECONNECT", _("Costs of a restriction")

    payment = models.ForeignKey(
        "payments.Payment",
        on_delete=models.PROTECT,
        related_name="allocations",
        verbose_name=_("payment"),
    )
    charge = models.ForeignKey(
        "billing.Charge",
        on_delete=models.PROTECT,
        related_name="allocations",
        verbose_name=_("charge"),
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("why here"), max_length=20, choices=Reason.choices, blank=True)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(fields=["payment", "charge"], name="payments_allocation_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="payments_allocation_positive"
            ),
        ]
        triggers = [
            triggers.WITHIN_SUMS,
            triggers.COVERED,
            pgtrigger.Protect(
                name="is_a_fact",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__payment__df=pgtrigger.F("new__payment"))
                | pgtrigger.Q(old__charge__df=pgtrigger.F("new__charge"))
                | pgtrigger.Q(new__amount__lt=pgtrigger.F("old__amount")),
            ),
        ]
