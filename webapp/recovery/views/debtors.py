"""The debtors workbench: who owes, by any criteria; start recovery, export, print."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.billing import queries as billing
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.recovery.forms.criteria import DebtorsForm, is_day_of_books
from webapp.recovery.operations import opening
from webapp.recovery.queries import claimable, debtors, labels, penalties
from webapp.recovery.views import sheets
from webapp.staff import queries as staff
from webapp.staff.asked import whole_number, whole_numbers
from webapp.staff.views import StaffPage

_PAGE = 50
_MOST_NAMED = 100
_NOT_UNDERSTOOD = gettext_lazy(
    "Some of the criteria cannot be understood. Mend them first: other debtors would be "
    "taken than you mean."
)


class _Criteria(StaffPage):
    """What every page of the workbench reads from the address: the criteria and what they find."""

    permission_required: str | tuple[str, ...] = "recovery.view_recoverycase"

    @cached_property
    def form(self) -> DebtorsForm:
        """Return the criteria as a form."""
        return DebtorsForm(
            self.request.GET,
            user=self.staff,
            today=staff.today(),
        )

    @cached_property
    def criteria(self) -> debtors.Criteria:
        """Return the criteria as asked."""
        return self.form.criteria()

    def chosen(self, posted: QueryDict) -> billing.Debtors:
        """Return the ticked debtors, or everything found, within the person's segment."""
        ids = None if "everything" in posted else whole_numbers(posted.getlist("ids"))
        return debtors.find(
            criteria=self.criteria,
            user=self.staff,
            account_ids=ids,
        )

    def back(self, refusal: str) -> HttpResponse:
        """Return to the list with the same criteria and say why nothing was done."""
        messages.error(self.request, refusal)
        return redirect(f"{reverse('admin:recovery_debtors')}?{_query(self.request.GET)}")


class Workbench(_Criteria, TemplateView):
    """The list with its criteria. htmx asks for the list alone."""

    title = gettext_lazy("Debtors")
    is_fullwidth = "1"

    def get_template_names(self) -> list[str]:
        """Return the whole page, or the list alone for htmx."""
        return ["recovery/_debtors.html" if self.is_part else "recovery/debtors.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find debtors and read one page of them."""
        page, found = self._read(whole_number(self.request.GET.get("page")) or 1)
        return super().get_context_data(
            form=self.form,
            criteria=self.criteria,
            count=found.count,
            debt=found.overdue_debt,
            page=page,
            debtors=debtors.lines(
                found=found.rows,
                on=self.criteria.on,
                service=self.criteria.service,
            ),
            columns=_columns(self.request.GET, self.criteria.order),
            query=_query(self.request.GET),
            of_periods=self._of_periods(),
            today=staff.today(),
            is_part=self.is_part,
            **kwargs,
        )

    def _of_periods(self) -> str:
        """Return what the months of an account are asked with: the day, and the service."""
        asked = {"on": self.criteria.on.isoformat()}
        if self.criteria.service:
            asked["service"] = self.criteria.service
        return urlencode(asked)

    def _read(self, number: int) -> tuple[Page[int], billing.Debtors]:
        """Return a page of the debtors.

        Beyond the end, where a slice has no count, the last one.
        """
        found = self._slice(number)
        if number > 1 and not found.rows:
            number = Paginator(range(self._slice(1).count), _PAGE).num_pages
            found = self._slice(number)
        return Paginator(range(found.count), _PAGE).get_page(number), found

    def _slice(self, number: int) -> billing.Debtors:
        return debtors.find(
            criteria=self.criteria,
            user=self.staff,
            limit=_PAGE,
            offset=(number - 1) * _PAGE,
        )


class Places(_Criteria, TemplateView):
    """The fields of place anew, when the district or the street was chosen."""

    template_name = "recovery/_places.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the streets of the district and the buildings of the street."""
        return super().get_context_data(form=self.form, **kwargs)


class Periods(StaffPage, TemplateView):
    """What one account owes, month by month, with the penalty."""

    permission_required = "recovery.view_recoverycase"
    template_name = "recovery/_periods.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the unpaid charges of an account the person may see."""
        account = get_object_or_404(
            contracts.visible_accounts(user=self.staff).select_related("party"),
            pk=kwargs["account_id"],
        )
        on = _day(self.request.GET.get("on"), today=staff.today())
        charges = debtors.unpaid_by_period(
            account_id=account.pk,
            on=on,
            service=self.request.GET.get("service", ""),
        )
        total = sum((charge.debt for charge in charges), Decimal(0))
        penalty, refusal = _penalty(account, charges, on)
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


class Confirm(_Criteria, View):
    """What starting recovery will do, before it is done."""

    permission_required = "recovery.start_recovery"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what the cases will claim, whom they pass over, and which
        given-up debts could be taken up again.
        """
        if not self.form.is_valid():
            return render(request, "recovery/_start.html", {"refusal": _NOT_UNDERSTOOD})
        chosen = self.chosen(request.POST)
        preview = claimable.preview(
            account_ids=[row.account_id for row in chosen.rows],
            on=staff.today(),
        )
        context = {
            "count": chosen.count,
            "debt": chosen.overdue_debt,
            "preview": preview,
            "named": preview.given_up[:_MOST_NAMED],
            "unnamed": len(preview.given_up[_MOST_NAMED:]),
            "service": self.form.cleaned_data.get("service"),
            "ids": request.POST.getlist("ids"),
            "everything": "everything" in request.POST,
            "query": _query(request.GET),
        }
        return render(request, "recovery/_start.html", context)


class Start(_Criteria, View):
    """Open cases of the chosen debtors."""

    permission_required = "recovery.start_recovery"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the cases and say how many.

        A given-up debt is taken up again only where it is ticked.
        """
        if not self.form.is_valid():
            return self.back(str(_NOT_UNDERSTOOD))
        ids = [row.account_id for row in self.chosen(request.POST).rows]
        again = whole_numbers(request.POST.getlist("again"))
        opened = opening.open_cases(
            account_ids=ids,
            by=self.staff,
            today=staff.today(),
            again=again,
        )
        text = ngettext("%(count)d case opened.", "%(count)d cases opened.", opened.count) % {
            "count": opened.count
        }
        if opened.skipped:
            text += " " + _(
                "Skipped, because everything overdue is in a case or given up, or nothing "
                "is overdue: %(count)d."
            ) % {"count": opened.skipped}
        messages.add_message(
            request,
            messages.SUCCESS if opened.count else messages.WARNING,
            text,
        )
        return redirect(f"{reverse('admin:recovery_debtors')}?{_query(request.GET)}")


class Export(_Criteria, View):
    """Everything found, as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file."""
        if not self.form.is_valid():
            return self.back(str(_NOT_UNDERSTOOD))
        found = debtors.find(criteria=self.criteria, user=self.staff)
        if found.count > sheets.MOST_LINES:
            return self.back(
                _("A spreadsheet holds at most {most} debtors: narrow the criteria.").format(
                    most=sheets.MOST_LINES
                )
            )
        lines = debtors.lines(
            found=found.rows,
            on=self.criteria.on,
            service=self.criteria.service,
        )
        name = _("debtors {day}.xlsx").format(day=self.criteria.on.isoformat())
        return FileResponse(
            sheets.debtors(lines=lines, on=self.criteria.on),
            as_attachment=True,
            filename=name,
        )


def _query(data: QueryDict, **changes: str) -> str:
    """Return the criteria as an address without the page number.

    An emptied criterion stays: without it the default would come back.
    """
    kept = {name: data[name] for name in data if name not in {"page", "csrfmiddlewaretoken"}}
    return urlencode(kept | changes)


def _columns(data: QueryDict, order: str) -> list[dict[str, str]]:
    """Return the headings; those that order the list carry an address and a direction."""
    names = [
        ("", _("Customer"), ""),
        ("", _("Address"), ""),
        ("periods", _("Periods"), "ik-right"),
        ("", _("Services"), ""),
        ("debt", _("Debt, ₽"), "ik-right"),
        ("", _("Penalty, ₽"), "ik-right"),
        ("days", _("Days overdue"), "ik-right"),
        ("", _("Case, executor"), ""),
        ("", _("Task, last event"), ""),
    ]
    return [
        {"label": label, "class": css, **_ordering(data, code, order)} for code, label, css in names
    ]


def _ordering(data: QueryDict, code: str, order: str) -> dict[str, str]:
    if not code:
        return {}
    is_current, is_descending = order.removeprefix("-") == code, order.startswith("-")
    turned = code if is_current and is_descending else f"-{code}"
    sort = ("descending" if is_descending else "ascending") if is_current else ""
    return {
        "query": _query(data, order=turned),
        "sort": sort,
        "arrow": {"descending": "↓", "ascending": "↑"}.get(sort, ""),
    }


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
