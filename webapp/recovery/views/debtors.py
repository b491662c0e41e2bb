"""What the debtors workbench tells of a debtor, and starting recovery on the chosen ones."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.billing import queries as billing
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.lists.declarations import Result
from webapp.lists.views.deeds import MOST_AT_ONCE, Chosen
from webapp.lists.views.page import NOT_UNDERSTOOD, OfList
from webapp.processes.models import Case
from webapp.recovery.forms.criteria import is_day_of_books
from webapp.recovery.operations import opening
from webapp.recovery.queries import claimable, courses, debtors, labels, penalties, schemes
from webapp.recovery.views.workbench import LISTING
from webapp.staff import queries as staff
from webapp.staff.asked import whole_number, whole_numbers
from webapp.staff.views import StaffPage

_MOST_NAMED = 100
_TAKES_NO_MORE = gettext_lazy("Meanwhile the scheme takes no new debts any more: choose again.")


class Places(OfList, TemplateView):
    """The fields of place anew, when the district or the street was chosen."""

    listing = LISTING
    template_name = "recovery/_places.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the streets of the district and the buildings of the street."""
        return super().get_context_data(form=self.question.form, **kwargs)


class _OfAccount(StaffPage, TemplateView):
    """What is told of one account that the person may see."""

    permission_required = "recovery.view_recoverycase"
    kwargs: dict[str, Any]

    def account(self) -> Account:
        """Find the account within the person's segment."""
        seen = contracts.visible_accounts(user=self.staff).select_related("party")
        return get_object_or_404(seen, pk=self.kwargs["account_id"])


class Periods(_OfAccount):
    """What one account owes, month by month, with the penalty."""

    template_name = "recovery/_periods.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the unpaid charges."""
        account = self.account()
        on = _day(self.request.GET.get("on"), today=staff.today())
        charges = debtors.unpaid_by_period(
            account_id=account.pk,
            on=on,
            service=self.request.GET.get("service", ""),
        )
        total = sum((charge.debt for charge in charges), Decimal(0))
        penalty, refusal = _penalty(
            account,
            charges,
            on,
        )
        return super().get_context_data(
            account=account,
            charges=charges,
            total=total,
            awarded=billing.unpaid_awards(account_id=account.pk, on=on),
            penalty=penalty,
            refusal=refusal,
            on=on,
            **kwargs,
        )


class Steps(_OfAccount):
    """What was done in the cases of a debtor: before court, in court, and by bailiffs."""

    template_name = "recovery/_steps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the journals of the cases."""
        account = self.account()
        found = courses.told_of(account=account, user=self.staff)
        return super().get_context_data(
            account=account,
            courses=found,
            **kwargs,
        )


class _OfStart(Chosen, View):
    """A page of starting recovery on the chosen debtors."""

    listing = LISTING

    def get_permission_required(self) -> tuple[str, ...]:
        """Demand the right to start recovery too."""
        return (*self.listing.permission, "recovery.start_recovery")

    def debtors(self) -> billing.Debtors:
        """Return the ticked debtors, or everything found, within the person's segment."""
        return debtors.find(
            criteria=self.question.form.criteria(),
            user=self.staff,
            account_ids=self.keys,
        )


class Confirm(_OfStart):
    """What starting recovery will do, before it is done."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what the cases will claim, whom they pass over, and which
        given-up debts could be taken up again.
        """
        form = self.question.form
        if not form.is_valid():
            return render(
                request,
                "recovery/_start.html",
                {"refusal": NOT_UNDERSTOOD},
            )
        chosen = self.debtors()
        preview = claimable.preview(
            account_ids=[row.account_id for row in chosen.rows],
            on=staff.today(),
        )
        context = {
            "count": chosen.count,
            "debt": chosen.overdue_debt,
            "preview": preview,
            "schemes": schemes.to_choose(kinds=preview.kinds),
            "named": preview.given_up[:_MOST_NAMED],
            "unnamed": len(preview.given_up[_MOST_NAMED:]),
            "service": form.cleaned_data.get("service"),
            "ids": request.POST.getlist("ids"),
            "everything": self.is_everything,
            "query": self.question.query(),
        }
        return render(
            request,
            "recovery/_start.html",
            context,
        )


class Start(_OfStart, TemplateView):
    """Open cases of the chosen debtors."""

    template_name = "lists/results.html"
    title = gettext_lazy("Start recovery")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the cases and say what came of each debtor.

        A given-up debt is taken up again only where it is ticked.
        """
        if not self.question.form.is_valid():
            return self.back(str(NOT_UNDERSTOOD))
        scheme = whole_number(request.POST.get("scheme"))
        if scheme and not schemes.taking_debts().filter(pk=scheme).exists():
            return self.back(str(_TAKES_NO_MORE))
        ids = [row.account_id for row in self.debtors().rows]
        opened = opening.open_cases(
            account_ids=ids,
            by=self.staff,
            today=staff.today(),
            again=whole_numbers(request.POST.getlist("again")),
            scheme=scheme,
        )
        level = messages.SUCCESS if opened.count else messages.WARNING
        messages.add_message(
            request,
            level,
            _told(opened),
        )
        results = list(_results(ids[:MOST_AT_ONCE], opened.cases))
        shown = {"results": results, "listing": self.listing, "address": self.address}
        return self.render_to_response(self.get_context_data(**shown))


def _told(opened: opening.Opened) -> str:
    text = ngettext(
        "%(count)d case opened.",
        "%(count)d cases opened.",
        opened.count,
    )
    text %= {"count": opened.count}
    if not opened.skipped:
        return text
    skipped = _(
        "Skipped, because everything overdue is in a case or given up, or nothing "
        "is overdue: %(count)d."
    )
    return f"{text} {skipped % {'count': opened.skipped}}"


def _results(account_ids: Sequence[int], cases: Sequence[Case]) -> Iterator[Result]:
    """Yield what came of each account: the case that is about it now, or why there is none."""
    of_account = {case.account_id: case for case in cases if case.account_id}
    of_contract = {case.contract_id: case for case in cases if case.contract_id}
    accounts = Account.objects.select_related("party").in_bulk(account_ids)
    for account in map(accounts.__getitem__, account_ids):
        name = f"{account.number} {account.party}"
        case = of_account.get(account.pk) or of_contract.get(account.contract_id or 0)
        if case is None:
            why = _("No case: everything overdue is in one or given up, or nothing is overdue.")
            yield Result(name, refusal=why)
        else:
            page = reverse("admin:recovery_case", args=[case.pk])
            yield Result(
                name,
                page,
                told=_("Case {number}").format(number=case.number),
            )


def _day(text: str | None, *, today: date) -> date:
    """Return the day of the picture; today when the address names none or an impossible one."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if is_day_of_books(day, today=today) else today


def _penalty(account: Account, charges: list[Any], on: date) -> tuple[Decimal | None, str]:
    """Return the penalty, or why there is none."""
    try:
        return penalties.of_account(
            account=account,
            charges=charges,
            on=on,
        ), ""
    except (NotInForce, UnableToCalculate) as error:
        return None, labels.refusal(error)
