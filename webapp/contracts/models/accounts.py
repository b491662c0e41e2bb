"""What is supplied to whom: contracts, accounts, owners, residents."""

from decimal import Decimal

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.contracts import spellings
from webapp.contracts.models.places import ADDED, MOVED
from webapp.search import declarations as search
from webapp.staff import history

DEBTOR_CONSTRAINT = "contracts_account_debtor_stays"
"""What the database names when an account that owes would get another customer.

The apps that know of debts enforce it.
"""
_MORE_THAN_THE_WHOLE = history.violation(
    "contracts_owner_shares",
    message="'shares in account ' || NEW.account_id || ' are more than the whole'",
)
_OWNERS_OF_ONE_ACCOUNT = (
    "contracts_owner since JOIN contracts_owner share ON share.account_id = since.account_id"
)
_NOT_ENDED = "(share.ends_on IS NULL OR share.ends_on > since.starts_on)"
_SHARE = "share.share_numerator::NUMERIC / share.share_denominator"
_POSITIVE = MinValueValidator(Decimal("0.0001"))
_ENDS_LATER = _("The last day must be later than the first: correct the days.")


@history.kept()
class Contract(models.Model):
    """An agreement between a supplier and a customer.

    Organizations always have one; persons may have an implied one (no row).
    """

    number = models.CharField(_("number"), max_length=40)
    party = models.ForeignKey(
        "parties.Party",
        on_delete=models.PROTECT,
        related_name="contracts",
        verbose_name=_("customer"),
    )
    supplier = models.ForeignKey(
        "contracts.Supplier", on_delete=models.PROTECT, verbose_name=_("supplier")
    )
    signed_on = models.DateField(_("signed on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    venue = models.CharField(
        _("court agreed in the contract, as it is called in the list of courts"),
        max_length=200,
        blank=True,
        db_default="",
    )

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        indexes = [
            search.index("number", name="contracts_contract_parts"),
            models.Index(spellings.digits(), name="contracts_contract_digits"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "number"], name="contracts_contract_number"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("signed_on")),
                name="contracts_contract_dates",
                violation_error_message=_(
                    "The contract cannot end before it is signed: correct the days."
                ),
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


@history.kept()
class Account(models.Model):
    """Лицевой счёт: a customer's relation to a supplier at one address.

    ``party`` pays; owners and residents stand beside.
    """

    number = models.CharField(_("number"), max_length=30)
    party = models.ForeignKey(
        "parties.Party",
        on_delete=models.PROTECT,
        related_name="accounts",
        verbose_name=_("customer"),
    )
    premises = models.ForeignKey(
        "premises.Premises",
        on_delete=models.PROTECT,
        related_name="accounts",
        verbose_name=_("premises"),
    )
    contract = models.ForeignKey(
        "contracts.Contract",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
        verbose_name=_("contract"),
    )
    supplier = models.ForeignKey(
        "contracts.Supplier", on_delete=models.PROTECT, verbose_name=_("supplier")
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    restriction_possible = models.BooleanField(
        _("restriction is technically possible"), default=True
    )
    limit_possible = models.BooleanField(
        _("can be limited in part before it is cut off"), default=True, db_default=True
    )
    never_cut = models.BooleanField(
        _("may never be cut (hospital, state body, boiler house …)"), default=False
    )
    is_disconnected = models.BooleanField(_("disconnected"), default=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        indexes = [search.index("number", name="contracts_account_parts")]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="contracts_account_number"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="contracts_account_dates",
                violation_error_message=_(
                    "The account cannot be closed before it is opened: correct the days."
                ),
            ),
        ]
        triggers = [ADDED, MOVED]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


@history.kept()
class Owner(models.Model):
    """A share in the premises of an account, in force over ``[starts_on, ends_on)``.

    Where the premises are let by the state or a town, the tenant stands here: he pays instead of
    the owner (ЖК 153). ``proof`` names the paper that a court believes.
    """

    class Right(models.TextChoices):
        """Why the law makes somebody pay for premises."""

        OWNERSHIP = "OWNERSHIP", _("Owner")
        TENANCY = "TENANCY", _("Tenant")

    account = models.ForeignKey(
        "contracts.Account", on_delete=models.CASCADE, related_name="owners"
    )
    party = models.ForeignKey(
        "parties.Party",
        on_delete=models.PROTECT,
        verbose_name=_("owner"),
    )
    right = models.CharField(
        _("right"),
        max_length=10,
        choices=Right.choices,
        default=Right.OWNERSHIP,
        db_default=Right.OWNERSHIP,
    )
    share_numerator = models.PositiveIntegerField(_("share: numerator"), default=1)
    share_denominator = models.PositiveIntegerField(_("share: denominator"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    proof = models.CharField(
        _("paper that proves the right"), max_length=200, blank=True, db_default=""
    )

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share_numerator__gte=1)
                & models.Q(share_numerator__lte=models.F("share_denominator")),
                name="contracts_owner_share",
                violation_error_message=_(
                    "A share is at least one part and at most the whole: correct the "
                    "numerator and the denominator."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="contracts_owner_dates",
                violation_error_message=_ENDS_LATER,
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="shares",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                # Deferred: a sale ends one share and begins another, in any order. The row lock
                # makes two clerks at one account wait. Thirds and sixths are not exact, hence the
                # little room above the whole.
                func=f"""
                    PERFORM 1 FROM contracts_account WHERE id = NEW.account_id FOR NO KEY UPDATE;
                    IF EXISTS (
                        SELECT 1 FROM {_OWNERS_OF_ONE_ACCOUNT}
                            AND share.starts_on <= since.starts_on AND {_NOT_ENDED}
                        WHERE since.account_id = NEW.account_id
                        GROUP BY since.id HAVING SUM({_SHARE}) > 1.000000000001
                    ) THEN
                        {_MORE_THAN_THE_WHOLE}
                    END IF;
                    RETURN NULL;
                """,
            )
        ]


@history.kept()
class Resident(models.Model):
    """A person registered at the address over ``[starts_on, ends_on)``; ``is_absence`` rows are
    registered temporary absences.
    """

    account = models.ForeignKey(
        "contracts.Account", on_delete=models.CASCADE, related_name="residents"
    )
    party = models.ForeignKey(
        "parties.Party",
        on_delete=models.PROTECT,
        verbose_name=_("resident"),
    )
    is_absence = models.BooleanField(_("absent"), default=False)
    is_family = models.BooleanField(
        _("of the owner's or tenant's family"), default=False, db_default=False
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="contracts_resident_dates",
                violation_error_message=_ENDS_LATER,
            )
        ]


@history.kept()
class MonthlyNorm(models.Model):
    """What the norm gives one person of a service a month, and the tariff, since ``starts_on``.

    Without ``persons`` those registered at the account are counted, or else its owners.
    """

    account = models.ForeignKey("contracts.Account", on_delete=models.CASCADE, related_name="norms")
    service = models.ForeignKey(
        "contracts.Service", on_delete=models.PROTECT, verbose_name=_("service")
    )
    norm = models.DecimalField(
        _("norm of a person a month"), max_digits=10, decimal_places=4, validators=[_POSITIVE]
    )
    persons = models.PositiveSmallIntegerField(
        _("people"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("empty: those registered, or the owners where nobody is"),
    )
    tariff = models.DecimalField(
        _("tariff, ₽"), max_digits=10, decimal_places=4, validators=[_POSITIVE]
    )
    starts_on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("month by the norm")
        verbose_name_plural = _("months by the norm")
        ordering = ("service", "starts_on")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "service", "starts_on"], name="contracts_monthlynorm_once"
            ),
            models.CheckConstraint(
                condition=models.Q(norm__gt=0, tariff__gt=0)
                & (models.Q(persons=None) | models.Q(persons__gt=0)),
                name="contracts_monthlynorm_positive",
            ),
        ]
