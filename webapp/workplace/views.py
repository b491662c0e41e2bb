"""The first page, the menu, the search, the cards of accounts and contracts, and the calculators."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.templatetags.l10n import localize
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from unfold.dataclasses import SearchResult

from webapp.recovery.queries import labels, worklist
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task
from webapp.workplace import forms, queries
from webapp.workplace.forms import law
from webapp.workplace.queries import cards

Item = dict[str, Any]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the numbers of the first page; Unfold calls it for every staff member, so each part asks for its own permission."""
    user, today = cast(User, request.user), staff.today()
    context.update(title=_("Desk"), today=today, is_fullwidth="1")
    if not user.has_perm("recovery.view_recoverycase"):
        tasks = list(_first_tasks(user)[:12]) if user.has_perm("tasks.view_task") else []
        return context | {"desk": None, "my_tasks": worklist.with_cases(tasks=tasks, today=today)}
    desk = queries.desk(user=user, today=today)
    shown = [str(labels.STAGES[row.kind]) for row in desk.stages]
    mine = list(_first_tasks(user)[:8])
    return context | {
        "desk": desk,
        "cases_chart": queries.chart(labels=shown, values=[row.cases for row in desk.stages], suffix=""),
        "money_chart": queries.chart(labels=shown, values=[int(row.debt / 1000) for row in desk.stages], suffix=_("th. ₽")),
        "my_tasks": worklist.with_cases(tasks=mine, today=today),
    }


def _first_tasks(user: User) -> QuerySet[Task]:
    """Return the tasks to a person, the most urgent first, with the people that the table names."""
    return worklist.to_me(user=user).select_related("assignee", "assigned_by", "account__premises").order_by("due_on", "id")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: shown to whoever has the permission, with the counter of that name."""

    title: Any
    icon: str
    page: str
    permission: str = ""
    counter: str = ""
    variant: str = "info"


MENU: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry(gettext_lazy("Desk"), "space_dashboard", "index"),
            Entry(gettext_lazy("Tasks"), "task_alt", "tasks_list", "tasks.view_task", "tasks"),
        ),
    ),
    (
        gettext_lazy("Debt recovery"),
        (
            Entry(gettext_lazy("Debtors"), "group_search", "recovery_debtors", "recovery.view_recoverycase"),
            Entry(gettext_lazy("Cases"), "gavel", "recovery_cases", "recovery.view_recoverycase"),
            Entry(gettext_lazy("Court events"), "balance", "recovery_events", "recovery.enter_court_event"),
            Entry(gettext_lazy("Schemes"), "account_tree", "recovery_schemes", "recovery.view_scheme"),
        ),
    ),
    (
        gettext_lazy("Money"),
        (
            Entry(gettext_lazy("Payments"), "payments", "payments_payment_changelist", "payments.view_payment"),
            Entry(
                *(gettext_lazy("Unidentified"), "help_center", "payments_unidentified", "payments.identify_payment"),
                counter="unidentified",
                variant="warning",
            ),
            Entry(gettext_lazy("Bank statements"), "account_balance", "payments_statements", "payments.load_statement"),
            Entry(gettext_lazy("Charges"), "receipt_long", "billing_charge_changelist", "billing.view_charge"),
            Entry(gettext_lazy("Debts registries"), "upload_file", "billing_debts", "billing.load_debts"),
        ),
    ),
    (
        gettext_lazy("Customers"),
        (
            Entry(gettext_lazy("Accounts"), "badge", "contracts_account_changelist", "contracts.view_account"),
            Entry(gettext_lazy("Parties"), "group", "parties_party_changelist", "parties.view_party"),
            Entry(gettext_lazy("Agreements"), "contract", "contracts_contract_changelist", "contracts.view_contract"),
            Entry(gettext_lazy("Meters"), "speed", "metering_meter_changelist", "metering.view_meter"),
        ),
    ),
    (
        gettext_lazy("Addresses"),
        (
            Entry(gettext_lazy("Flats and offices"), "door_front", "premises_premises_changelist", "premises.view_premises"),
            Entry(gettext_lazy("Buildings"), "apartment", "premises_building_changelist", "premises.view_building"),
            Entry(gettext_lazy("Streets"), "signpost", "premises_street_changelist", "premises.view_street"),
            Entry(gettext_lazy("Districts"), "map", "premises_district_changelist", "premises.view_district"),
        ),
    ),
    (
        gettext_lazy("Tools"),
        (
            Entry(gettext_lazy("Calculators"), "calculate", "workplace_calculators"),
            Entry(gettext_lazy("Messages"), "outgoing_mail", "correspondence_message_changelist", "correspondence.view_message"),
            Entry(gettext_lazy("Documents"), "description", "correspondence_document_changelist", "correspondence.view_document"),
            Entry(gettext_lazy("Paper templates"), "edit_document", "correspondence_templates", "correspondence.change_template"),
            Entry(gettext_lazy("Journal"), "history", "audit_journal", "audit.view_entry"),
        ),
    ),
    (
        gettext_lazy("Reference"),
        (
            Entry(gettext_lazy("Suppliers"), "factory", "contracts_supplier_changelist", "contracts.view_supplier"),
            Entry(gettext_lazy("Services"), "bolt", "contracts_service_changelist", "contracts.view_service"),
            Entry(gettext_lazy("Courts and bailiffs"), "balance", "recovery_authority_changelist", "recovery.view_authority"),
            Entry(gettext_lazy("Key rate"), "percent", "billing_key_rates", "billing.add_keyrate"),
            Entry(gettext_lazy("Lock date"), "event_busy", "staff_lockdate_changelist", "staff.view_lockdate"),
            Entry(gettext_lazy("Staff"), "manage_accounts", "staff_user_changelist", "staff.view_user"),
        ),
    ),
)


def navigation(request: HttpRequest) -> list[Item]:
    """Return the menu for a person: only what the person may open, with counters."""
    user = cast(User, request.user)
    counters = queries.counters(user=user)
    return [
        {
            "title": title,
            "separator": bool(title),
            "items": [_item(entry, counters) for entry in entries if not entry.permission or user.has_perm(entry.permission)],
        }
        for title, entries in MENU
    ]


def _item(entry: Entry, counters: dict[str, int]) -> Item:
    item: Item = {"title": entry.title, "icon": entry.icon, "link": reverse(f"admin:{entry.page}")}
    if count := counters.get(entry.counter):
        item |= {"badge": localize(count), "badge_variant": entry.variant}
    return item


def command_search(request: HttpRequest, text: str) -> list[SearchResult]:
    """Answer the palette: at most ten cases and accounts of the person's segment."""
    user = cast(User, request.user)
    if not user.has_perm("recovery.view_recoverycase"):
        return []
    cases, accounts = queries.search(user=user, text=text)
    found = [
        SearchResult(
            title=f"{case.number} · {case.party}",
            description=str(case.account.premises if case.account else case.contract),
            link=reverse("admin:recovery_case", args=[case.pk]),
            icon="gavel",
        )
        for case in cases
    ]
    return found + [
        SearchResult(
            title=f"{account.number} · {account.party}",
            description=account.premises.address,
            link=reverse("admin:workplace_account", args=[account.pk]),
            icon="badge",
        )
        for account in accounts
    ]


class AccountCard(StaffPage, TemplateView):
    """Everything known about an account on one page; what the person may not see elsewhere is not here either."""

    permission_required = "contracts.view_account"
    template_name = "workplace/account.html"
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the account within the person's segment, and the parts that the person may see."""
        user, today = self.staff, staff.today()
        account = get_object_or_404(cards.account_for(user=user, pk=kwargs["pk"]))
        scope = Q(account=account) | Q(contract=account.contract_id, contract__isnull=False)
        cases = cards.cases(user=user, scope=scope) if user.has_perm("recovery.view_recoverycase") else []
        about = [case for case, _debt in cases]
        parts: dict[str, tuple[str, Callable[[], Any]]] = {
            "debt": ("billing.view_charge", lambda: cards.debt(account=account, on=today)),
            "payments": ("payments.view_payment", lambda: cards.payments_of(account=account, user=user)),
            "papers": ("correspondence.view_document", lambda: cards.papers(user=user, account=account, about=about)),
            "transmissions": ("correspondence.view_message", lambda: cards.messages(user=user, account=account, about=about)),
            "meters": ("metering.view_meter", lambda: list(cards.meters(account=account))),
        }
        known = {name: read() for name, (permission, read) in parts.items() if user.has_perm(permission)}
        title = _("Account {number}").format(number=account.number)
        return super().get_context_data(**known, account=account, cases=cases, today=today, title=title, **kwargs)


class ContractCard(StaffPage, TemplateView):
    """A contract: whose it is, what all its accounts owe together and each of them, the cases about it."""

    permission_required = ("contracts.view_contract", "contracts.view_account")
    template_name = "workplace/contract.html"
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the contract within the person's segment."""
        user, today = self.staff, staff.today()
        contract = get_object_or_404(cards.contract_for(user=user, pk=kwargs["pk"]))
        rows = cards.accounts_of(contract=contract, user=user, on=today)
        scope = Q(contract=contract) | Q(account__in=[row.account.pk for row in rows])
        return super().get_context_data(
            contract=contract,
            rows=rows,
            debt=sum((row.debt.debt for row in rows), cards.ZERO),
            overdue=sum((row.debt.overdue_debt for row in rows), cards.ZERO),
            cases=cards.cases(user=user, scope=scope) if user.has_perm("recovery.view_recoverycase") else [],
            today=today,
            title=_("Contract {number}").format(number=contract.number),
            **kwargs,
        )


class CalculatorsPage(StaffPage, TemplateView):
    """Penalty, state duty, terms and charges, with the lines of the calculation. Nothing is saved."""

    permission_required = ()
    title = gettext_lazy("Calculators")
    template_name = "workplace/calculators.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Answer the chosen calculator when it was asked something."""
        form_class = forms.CALCULATORS.get(self.request.GET.get("rule", ""), law.PenaltyForm)
        asked, today = "go" in self.request.GET, staff.today()
        form = form_class(self.request.GET) if asked else form_class(initial=_initial(today))
        tabs = {str(calculator.tab or calculator.title): code for code, calculator in reversed(forms.CALCULATORS.items())}
        ways = [(code, way.title) for code, way in forms.CALCULATORS.items() if way.tab and way.tab == form_class.tab]
        return super().get_context_data(
            form=form,
            rule=form_class.rule,
            tabs=[(code, title, title == (form_class.tab or form_class.title)) for title, code in reversed(tabs.items())],
            ways=ways,
            answer=form.answer() if asked and form.is_valid() else None,
            today=today,
            **kwargs,
        )


def _initial(today: date) -> dict[str, date]:
    """Return the days that a calculator begins with: today, and this month."""
    first_day = today.replace(day=1)
    return {"as_of": today, "on": today, "start": today, "first_day": first_day, "last_day": first_day + relativedelta(months=1, days=-1)}
