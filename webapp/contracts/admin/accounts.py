"""Suppliers, services, contracts, accounts with owners and residents. Readers see their segment."""

from typing import Any

from django.contrib import admin
from django.db import IntegrityError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from webapp.audit.admin import JournaledAdmin
from webapp.contracts import queries
from webapp.contracts.forms import OwnersFormSet, SupplierForm
from webapp.contracts.models import (
    Account,
    Contract,
    MonthlyNorm,
    Owner,
    PowerOfAttorney,
    ReconnectionPrice,
    Resident,
    Service,
    Supplier,
)
from webapp.parties.queries import visible_parties
from webapp.premises.admin import DistrictFilter
from webapp.search.admin import SearchedList
from webapp.staff.admin import HistoryInline, LinesInline

_DEBTOR_STAYS = _(
    "Nothing was saved: the account owes, and the debt is its present customer's. "
    "Close the account and open a new one for the new customer, or change the customer when "
    "everything is paid."
)


class OwnerInline(LinesInline):
    """Shares in the premises. A share that is over gets its last day: courts ask who owned then."""

    model = Owner
    formset = OwnersFormSet
    can_delete = False
    autocomplete_fields = ("party",)


class ResidentInline(LinesInline):
    """Registered people and their absences."""

    model = Resident
    can_delete = False
    autocomplete_fields = ("party",)


class MonthlyNormInline(LinesInline):
    """Norms by which the debt of a citizen is measured before anything is cut off."""

    model = MonthlyNorm


class OwnerHistoryInline(HistoryInline):
    """Former shares, also of those who are in the list no more."""

    model = Owner.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "account"
    verbose_name_plural = _("history of owners")
    columns = (
        *("party", "right", "share_numerator", "share_denominator"),
        *("starts_on", "ends_on", "proof"),
    )


class ResidentHistoryInline(HistoryInline):
    """Former registrations and absences."""

    model = Resident.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "account"
    verbose_name_plural = _("history of residents")
    columns = ("party", "is_absence", "is_family", "starts_on", "ends_on")


class MonthlyNormHistoryInline(HistoryInline):
    """Former norms and tariffs."""

    model = MonthlyNorm.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "account"
    verbose_name_plural = _("history of norms")
    columns = ("service", "norm", "persons", "tariff", "starts_on")


class AccountHistoryInline(HistoryInline):
    """Former customers, places and states."""

    model = Account.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        *("number", "party", "premises", "contract", "supplier", "opened_on", "closed_on"),
        *("restriction_possible", "limit_possible", "never_cut", "is_disconnected"),
    )


class ContractHistoryInline(HistoryInline):
    """Former numbers and terms."""

    model = Contract.pgh_event_model  # type: ignore[attr-defined]
    columns = ("number", "party", "supplier", "signed_on", "ends_on", "venue")


class PowerInline(LinesInline):
    """Who signs for the supplier before courts."""

    model = PowerOfAttorney
    can_delete = False


class PowerHistoryInline(HistoryInline):
    """Former powers of attorney."""

    model = PowerOfAttorney.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "supplier"
    verbose_name_plural = _("history of powers of attorney")
    columns = ("name", "number", "issued_on", "expires_on", "law_degree")


class ReconnectionPriceInline(LinesInline):
    """What restrictions really cost, by day."""

    model = ReconnectionPrice


class ReconnectionPriceHistoryInline(HistoryInline):
    """Former costs of restrictions."""

    model = ReconnectionPrice.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "supplier"
    verbose_name_plural = _("history of the costs of restrictions")
    columns = ("service", "amount", "starts_on", "ground")


class SupplierHistoryInline(HistoryInline):
    """Former requisites."""

    model = Supplier.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        *("name", "short_name", "inn", "kpp", "ogrn", "address", "phone", "email"),
        *(
            "bank_name",
            "bik",
            "settlement_account",
            "correspondent_account",
            "director",
            "director_position",
        ),
    )


@admin.register(Supplier)
class SupplierAdmin(JournaledAdmin):
    """The claimants."""

    form = SupplierForm
    list_display = ("short_name", "inn", "kpp", "phone", "email")
    search_fields = ("name", "short_name", "inn")
    ordering = ("short_name",)
    inlines = (
        PowerInline,
        ReconnectionPriceInline,
        SupplierHistoryInline,
        PowerHistoryInline,
        ReconnectionPriceHistoryInline,
    )


@admin.register(Service)
class ServiceAdmin(JournaledAdmin):
    """Utility services."""

    list_display = ("name", "code")
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(Contract)
class ContractAdmin(SearchedList, JournaledAdmin):
    """Contracts with customers of the reader's segment."""

    change_form_before_template = "contracts/contract_links.html"
    list_display = ("number", "party", "supplier", "signed_on", "ends_on", "accounts_count")
    list_filter = (("party__kind", ChoicesDropdownFilter), ("supplier", RelatedDropdownFilter))
    list_select_related = ("party", "supplier")
    searched = "contract"
    card = "admin:workplace_contract"
    autocomplete_fields = ("party", "supplier")
    ordering = ("number", "id")
    inlines = (ContractHistoryInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contract]:
        """Return contracts of visible parties, with the number of their accounts."""
        parties = visible_parties(user=request.user)  # type: ignore[arg-type]
        contracts: QuerySet[Contract] = super().get_queryset(request)
        if parties.query.has_filters():
            contracts = contracts.filter(party__in=parties)
        of_contract = Account.objects.filter(contract=OuterRef("pk")).order_by().values("contract")
        number = Subquery(of_contract.values(number=Count("pk")))
        return contracts.annotate(number_of_accounts=Coalesce(number, 0))

    @display(description=_("accounts"), ordering="number_of_accounts")
    def accounts_count(self, contract: Contract) -> int:
        """Return how many accounts the contract has."""
        return int(contract.number_of_accounts)  # type: ignore[attr-defined]


@admin.register(Account)
class AccountAdmin(SearchedList, JournaledAdmin):
    """Accounts of the reader's segment.

    The state of supply has a page of its own: crews change it too.
    """

    is_personal = True
    change_form_before_template = "contracts/account_links.html"
    list_display = (
        "number",
        "customer",
        "premises",
        "opened_on",
        "closed_on",
        "may_restrict",
        "is_disconnected",
    )
    list_filter = (
        ("party__kind", ChoicesDropdownFilter),
        ("premises__building__street__district", DistrictFilter),
        ("supplier", RelatedDropdownFilter),
        *("is_disconnected", "restriction_possible", "never_cut"),
    )
    searched = "account"
    card = "admin:workplace_account"
    autocomplete_fields = ("party", "premises", "contract", "supplier")
    ordering = ("number", "id")
    inlines = (
        OwnerInline,
        ResidentInline,
        MonthlyNormInline,
        AccountHistoryInline,
        OwnerHistoryInline,
        ResidentHistoryInline,
        MonthlyNormHistoryInline,
    )

    def refusal(self, error: IntegrityError) -> Any:
        """Say in words when the database keeps the customer because the account owes."""
        if queries.is_about_debtor(error):
            return _DEBTOR_STAYS
        return super().refusal(error)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Return the reader's segment with what the list shows."""
        accounts = queries.visible_accounts(user=request.user)  # type: ignore[arg-type]
        return queries.with_address(accounts=accounts).order_by(*self.get_ordering(request))

    def get_readonly_fields(
        self, _request: HttpRequest, obj: Account | None = None
    ) -> tuple[str, ...]:
        """A new account may be told to be spared; nobody enters it disconnected."""
        if obj:
            return ("is_disconnected", "restriction_possible", "limit_possible", "never_cut")
        return ("is_disconnected",)

    @display(description=_("customer"), header=True, ordering="party__name")
    def customer(self, account: Account) -> list[str]:
        """Return the name, and under it the kind."""
        return [account.party.name, account.party.get_kind_display()]

    @display(description=_("may be restricted"), boolean=True)
    def may_restrict(self, account: Account) -> bool:
        """Say whether supply can be restricted, technically and by law."""
        return account.restriction_possible and not account.never_cut
