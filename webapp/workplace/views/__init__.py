"""The first page, the search, the cards of accounts and contracts, and the calculators."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from unfold.dataclasses import SearchResult

from webapp.audit import operations as audit
from webapp.contracts.models import Account, Contract
from webapp.correspondence import queries as papers
from webapp.correspondence.models import Document
from webapp.payments.queries import balances
from webapp.processes.models import Case, Note
from webapp.processes.queries import notes, worklist
from webapp.recovery.queries import labels
from webapp.staff import paging
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.registry import Waiting
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task
from webapp.workplace import forms, queries
from webapp.workplace.forms import law
from webapp.workplace.queries import cards, search
from webapp.workplace.views import first_day


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the numbers of the first page.

    Unfold calls it for every staff member, so each part asks for its own permission.
    """
    user = cast(User, request.user)
    now = staff.business_now()
    today = now.date()
    context.update(title=_("Desk"), today=today, is_fullwidth="1")
    context["first_day"] = first_day.card(user=user)
    context["waits"] = [_told(*found) for found in queries.waits(user=user, now=now)]
    if not user.has_perm("recovery.view_recoverycase"):
        tasks = []
        if user.has_perm("tasks.view_task"):
            tasks = _first_tasks(user, now, 12)
        return context | {"desk": None, "my_tasks": worklist.with_cases(tasks=tasks, today=today)}
    desk = queries.desk(user=user, now=now)
    mine = _first_tasks(user, now, 8)
    return context | {
        "desk": desk,
        "stages": [(labels.STAGES[row.kind], row) for row in desk.stages],
        "most_cases": max((row.cases for row in desk.stages), default=0),
        "most_debt": max((row.debt for row in desk.stages), default=0),
        "my_tasks": worklist.with_cases(tasks=mine, today=today),
    }


def _told(waiting: Waiting, count: int) -> dict[str, Any]:
    address = reverse(f"admin:{waiting.page}")
    if waiting.query:
        address = f"{address}?{waiting.query}"
    return {
        "title": waiting.title,
        "count": count,
        "address": address,
        "variant": waiting.variant,
    }


def _first_tasks(user: User, now: datetime, most: int) -> list[Task]:
    """Return the tasks to a person, the most urgent first, with the people that the table names."""
    mine = worklist.to_me(user=user, now=now).order_by("-priority", "due_on", "id")
    keys = mine.values_list("pk", flat=True)[:most]
    named = Task.objects.select_related("assignee", "assigned_by", "account__premises")
    return paging.rows(named, keys)


def command_search(request: HttpRequest, text: str) -> list[SearchResult]:
    """Answer the palette: at most ten things of the person's segment and rights."""
    found = search.find(user=cast(User, request.user), text=text)
    return [
        *map(_case_found, found.cases),
        *map(_contract_found, found.contracts),
        *map(_paper_found, found.papers),
        *map(_account_found, found.accounts),
        *map(_note_found, found.notes),
    ]


def _case_found(case: Case) -> SearchResult:
    return SearchResult(
        title=f"{case.number} · {case.party}",
        description=str(case.account.premises if case.account else case.contract),
        link=reverse("admin:recovery_case", args=[case.pk]),
        icon="gavel",
    )


def _contract_found(contract: Contract) -> SearchResult:
    return SearchResult(
        title=f"{contract.number} · {contract.party}",
        description=_("Contract"),
        link=reverse("admin:workplace_contract", args=[contract.pk]),
        icon="contract",
    )


def _paper_found(paper: Document) -> SearchResult:
    query = urlencode({"words": paper.number})
    return SearchResult(
        title=f"{paper.number} · {papers.title_of(paper)}",
        description=str(paper.account or ""),
        link=f"{reverse('admin:correspondence_document_changelist')}?{query}",
        icon="description",
    )


def _account_found(account: Account) -> SearchResult:
    return SearchResult(
        title=f"{account.number} · {account.party}",
        description=account.premises.address,
        link=reverse("admin:workplace_account", args=[account.pk]),
        icon="badge",
    )


def _note_found(note: Note) -> SearchResult:
    return SearchResult(
        title=Truncator(note.text).chars(80),
        description=f"{note.get_kind_display()}, {note.on:%d.%m.%Y} · {note.by}",
        link=notes.page_of(note),
        icon="sticky_note_2",
    )


class AccountCard(StaffPage, TemplateView):
    """Everything known about an account on one page.

    What the person may not see elsewhere is not here either.
    """

    permission_required = "contracts.view_account"
    template_name = "workplace/account.html"
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the account within the person's segment, and the parts that the person may see."""
        user = self.staff
        today = staff.today()
        account = get_object_or_404(cards.account_for(user=user, pk=kwargs["pk"]))
        audit.look(subject=f"account:{account.pk}", by=user)
        scope = Q(account=account) | Q(contract=account.contract_id, contract__isnull=False)
        if user.has_perm("recovery.view_recoverycase"):
            cases = cards.cases(user=user, scope=scope)
        else:
            cases = []
        about = [case for case, _debt in cases]
        parts: dict[str, tuple[str, Callable[[], Any]]] = {
            "debt": ("billing.view_charge", lambda: balances.of_account(account=account, on=today)),
            "payments": (
                "payments.view_payment",
                lambda: cards.payments_of(account=account, user=user),
            ),
            "papers": (
                "correspondence.view_document",
                lambda: cards.papers(user=user, account=account, about=about),
            ),
            "transmissions": (
                "correspondence.view_message",
                lambda: cards.messages(user=user, account=account, about=about),
            ),
            "meters": ("metering.view_meter", lambda: list(cards.meters(account=account))),
        }
        known = {
            name: read() for name, (permission, read) in parts.items() if user.has_perm(permission)
        }
        title = _("Account {number}").format(number=account.number)
        return super().get_context_data(
            **known,
            account=account,
            notes=notes.of_account(account=account, user=user),
            cases=cases,
            today=today,
            title=title,
            **kwargs,
        )


class ContractCard(StaffPage, TemplateView):
    """A contract: whose it is, what all its accounts owe together and each of them, the cases about
    it.
    """

    permission_required = ("contracts.view_contract", "contracts.view_account")
    template_name = "workplace/contract.html"
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the contract within the person's segment."""
        user = self.staff
        today = staff.today()
        contract = get_object_or_404(cards.contract_for(user=user, pk=kwargs["pk"]))
        audit.look(subject=f"contract:{contract.pk}", by=user)
        rows = cards.accounts_of(contract=contract, user=user, on=today)
        scope = Q(contract=contract) | Q(account__in=[row.account.pk for row in rows])
        return super().get_context_data(
            contract=contract,
            rows=rows,
            debt=sum((row.debt.debt for row in rows), cards.ZERO),
            overdue=sum((row.debt.overdue_debt for row in rows), cards.ZERO),
            cases=cards.cases(user=user, scope=scope)
            if user.has_perm("recovery.view_recoverycase")
            else [],
            today=today,
            title=_("Contract {number}").format(number=contract.number),
            **kwargs,
        )


class PartyCard(StaffPage, TemplateView):
    """A party: how to reach it, its accounts with what each owes, the cases about it."""

    permission_required = ("parties.view_party", "contracts.view_account")
    template_name = "workplace/party.html"
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the party within the person's segment."""
        user, today = self.staff, staff.today()
        party = get_object_or_404(cards.party_for(user=user, pk=kwargs["pk"]))
        cases: list[Any] = []
        if user.has_perm("recovery.view_recoverycase"):
            cases = cards.cases(user=user, scope=Q(party=party))
        return super().get_context_data(
            party=party,
            accounts=cards.accounts_of_party(party=party, user=user, on=today),
            cases=cases,
            title=str(party),
            **kwargs,
        )


class CalculatorsPage(StaffPage, TemplateView):
    """Penalty, state duty, terms and charges, with the lines of the calculation.

    Nothing is saved.
    """

    permission_required = ()
    title = gettext_lazy("Calculators")
    template_name = "workplace/calculators.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Answer the chosen calculator when it was asked something."""
        form_class = forms.CALCULATORS.get(self.request.GET.get("rule", ""), law.PenaltyForm)
        asked = "go" in self.request.GET
        today = staff.today()
        if asked:
            form = form_class(self.request.GET)
        else:
            form = form_class(initial=_initial(today))
        tabs = {
            str(calculator.tab or calculator.title): code
            for code, calculator in reversed(forms.CALCULATORS.items())
        }
        ways = [
            (code, way.title)
            for code, way in forms.CALCULATORS.items()
            if way.tab and way.tab == form_class.tab
        ]
        return super().get_context_data(
            form=form,
            rule=form_class.rule,
            tabs=[
                (code, title, title == (form_class.tab or form_class.title))
                for title, code in reversed(tabs.items())
            ],
            ways=ways,
            answer=form.answer() if asked and form.is_valid() else None,
            today=today,
            **kwargs,
        )


def _initial(today: date) -> dict[str, date]:
    """Return the days that a calculator begins with: today, and this month."""
    first_day = today.replace(day=1)
    return {
        "as_of": today,
        "on": today,
        "start": today,
        "first_day": first_day,
        "last_day": first_day + relativedelta(months=1, days=-1),
    }
