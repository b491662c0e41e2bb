"""The first page, the menu, the search and the calculators."""

from typing import Any, cast

from django.http import HttpRequest
from django.templatetags.l10n import localize
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from unfold.dataclasses import SearchResult

from webapp.recovery.queries import labels, worklist
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.workplace import forms, queries

Item = dict[str, Any]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the numbers of the first page; Unfold calls it for every staff member, so each part asks for its own permission."""
    user, today = cast(User, request.user), staff.today()
    context.update(title=_("Desk"), today=today, is_fullwidth="1")
    if not user.has_perm("recovery.view_recoverycase"):
        tasks = worklist.to_me(user=user).order_by("due_on", "id")[:12] if user.has_perm("tasks.view_task") else []
        return context | {"desk": None, "my_tasks": worklist.with_cases(tasks=list(tasks), today=today)}
    desk = queries.desk(user=user, today=today)
    shown = [str(labels.STAGES[row.kind]) for row in desk.stages]
    mine = list(worklist.to_me(user=user).order_by("due_on", "id")[:8])
    return context | {
        "desk": desk,
        "cases_chart": queries.chart(labels=shown, values=[row.cases for row in desk.stages], suffix=""),
        "money_chart": queries.chart(labels=shown, values=[int(row.debt / 1000) for row in desk.stages], suffix=_("th. ₽")),
        "my_tasks": worklist.with_cases(tasks=mine, today=today),
    }


def navigation(request: HttpRequest) -> list[Item]:
    """Return the menu for a person: only what the person may open, with counters."""
    user = cast(User, request.user)
    counters = queries.counters(user=user, today=staff.today()) if user.is_authenticated else {}
    groups = [
        (
            "",
            [
                _item(_("Desk"), "space_dashboard", "index", user),
                _item(_("Tasks"), "task_alt", "tasks_list", user, "tasks.view_task", counters.get("tasks")),
            ],
        ),
        (
            _("Debt recovery"),
            [
                _item(_("Debtors"), "group_search", "recovery_debtors", user, "recovery.view_recoverycase"),
                _item(_("Cases"), "gavel", "recovery_cases", user, "recovery.view_recoverycase"),
                _item(_("Schemes"), "account_tree", "recovery_schemes", user, "recovery.view_scheme"),
            ],
        ),
        (
            _("Money"),
            [
                _item(_("Payments"), "payments", "payments_payment_changelist", user, "payments.view_payment"),
                _item(
                    _("Unidentified"),
                    "help_center",
                    "payments_unidentified",
                    user,
                    "payments.identify_payment",
                    counters.get("unidentified"),
                    "warning",
                ),
                _item(_("Bank statements"), "account_balance", "payments_statements", user, "payments.load_statement"),
                _item(_("Debt registries"), "upload_file", "billing_debts", user, "billing.load_debts"),
            ],
        ),
        (
            _("Customers"),
            [
                _item(_("Accounts"), "badge", "contracts_account_changelist", user, "contracts.view_account"),
                _item(_("Parties"), "group", "parties_party_changelist", user, "parties.view_party"),
                _item(_("Agreements"), "contract", "contracts_contract_changelist", user, "contracts.view_contract"),
            ],
        ),
        (
            _("Tools"),
            [
                _item(_("Calculators"), "calculate", "workplace_calculators", user),
                _item(_("Messages"), "outgoing_mail", "correspondence_message_changelist", user, "correspondence.view_message"),
                _item(_("Documents"), "description", "correspondence_document_changelist", user, "correspondence.view_document"),
                _item(_("Journal"), "history", "audit_journal", user, "audit.view_entry"),
                _item(_("Staff"), "manage_accounts", "staff_user_changelist", user, "staff.view_user"),
            ],
        ),
    ]
    return [{"title": title, "separator": bool(title), "items": [item for item in items if item]} for title, items in groups]


def _item(
    title: str, icon: str, page: str, user: User, permission: str = "", badge: int | None = None, variant: str = "info"
) -> Item | None:
    if permission and not user.has_perm(permission):
        return None
    try:
        item: Item = {"title": title, "icon": icon, "link": reverse(f"admin:{page}")}
    except NoReverseMatch:  # a reference list that this installation does not register
        return None
    if badge:
        item |= {"badge": localize(badge), "badge_variant": variant}
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
            link=reverse("admin:recovery_debtors") + f"?search={account.number}&min_debt=0&min_periods=0",
            icon="badge",
        )
        for account in accounts
    ]


class CalculatorsPage(StaffPage, TemplateView):
    """Penalty, state duty and terms, with the lines of the calculation. Nothing is saved."""

    permission_required = ()
    title = gettext_lazy("Calculators")
    template_name = "workplace/calculators.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Answer the chosen calculator when it was asked something."""
        rule = self.request.GET.get("rule", "penalty")
        form_class = forms.CALCULATORS.get(rule, forms.PenaltyForm)
        asked = "go" in self.request.GET
        form = (
            form_class(self.request.GET)
            if asked
            else form_class(initial={"as_of": staff.today(), "on": staff.today(), "start": staff.today()})
        )
        answer = form.answer() if asked and form.is_valid() else None
        tabs = [(code, calculator.title) for code, calculator in forms.CALCULATORS.items()]
        return super().get_context_data(form=form, rule=form_class.rule, tabs=tabs, answer=answer, today=staff.today(), **kwargs)
