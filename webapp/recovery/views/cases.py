"""Cases: the list, the page of one, and what may be done to it."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from django_htmx.http import HttpResponseClientRedirect

from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.recovery.forms.actions import ACTIONS, UNABLE, Action, ActionForm, PlanForm
from webapp.recovery.forms.criteria import CasesForm
from webapp.recovery.queries import casefile, claims, diagram, explain, schemes
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task

_PAGE = 50
# what a rule does with facts that nobody foresaw; a database that fails is another matter and fails the page
_BROKEN_RULES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_log = logging.getLogger(__name__)


class CaseList(StaffPage, TemplateView):
    """The cases of a person's segment."""

    permission_required = "recovery.view_recoverycase"
    title = gettext_lazy("Cases")
    is_fullwidth = "1"

    def get_template_names(self) -> list[str]:
        """Return the whole page, or the list alone for htmx."""
        return ["recovery/_cases.html" if self.is_part else "recovery/cases.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find the cases and read one page of them."""
        form = CasesForm({"state": "open", **self.request.GET.dict()})
        form.is_valid()
        given = form.cleaned_data
        executor = given.get("executor")
        criteria = casefile.CaseCriteria(
            **{name: given.get(name) or "" for name in ("search", "state", "stage", "party_kind")},
            executor=executor.pk if executor else None,
            opened_from=given.get("opened_from"),
        )
        found = casefile.find(criteria=criteria, user=self.staff).select_related(
            "party", "account__premises", "contract", "executor"
        )
        page = Paginator(found, _PAGE).get_page(self.request.GET.get("page"))
        debts = casefile.debts(cases=list(page))
        query = urlencode(
            {name: value for name, value in self.request.GET.items() if name != "page"}
        )
        rows = [(case, debts.get(case.pk)) for case in page]
        return super().get_context_data(
            form=form, page=page, rows=rows, query=query, count=page.paginator.count, **kwargs
        )


class _OneCase(StaffPage):
    """A case of the person's segment, named in the address; 404 for all others."""

    permission_required: str | tuple[str, ...] = "recovery.view_recoverycase"
    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        """Return the case."""
        try:
            return casefile.case_for(user=self.staff, case_id=self.kwargs["pk"])
        except Case.DoesNotExist:
            raise Http404(_("There is no such case among yours.")) from None


class CasePage(_OneCase, TemplateView):
    """Everything about a case; its upper part renews itself while the page is open."""

    is_fullwidth = "1"

    def get_template_names(self) -> list[str]:
        """Return the whole page, or the living part for htmx."""
        return ["recovery/_case_live.html" if self.is_part else "recovery/case.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the living part; the rest only for the whole page."""
        case, today, on = self.case, staff.today(), _day(self.request.GET.get("on"))
        steps, panels = casefile.steps(case=case), Panels(case)
        waiting = panels.show(
            _("why the case waits"),
            lambda: explain.waiting(case, today=today, now=staff.contact_moment()),
        )
        until = waiting.until if waiting else None
        context: dict[str, Any] = {
            "case": case,
            "today": today,
            "on": on,
            "waiting": waiting,
            "diagram": panels.show(_("the diagram"), lambda: _diagram(case, steps, until, on)),
            "steps": [step for step in reversed(steps) if on is None or step.on <= on],
            "money": panels.show(
                _("penalty and duty"), lambda: casefile.money(case=case, today=today)
            )
            or casefile.money_without_penalty(case=case),
            "failed": panels.failed,
            "pause": casefile.pause(case=case),
            "plan": casefile.plan(case=case),
            "tasks": list(casefile.tasks(case=case)),
        }
        if not self.is_part:
            context |= self._rest(case, context["tasks"])
        return super().get_context_data(**context, **kwargs)

    def _rest(self, case: Case, tasks: list[Task]) -> dict[str, Any]:
        court_cases, writs = casefile.court(case=case)
        return {
            "title": _("Case {number}").format(number=case.number),
            "actions": self._actions(case),
            "buttons": self._buttons(tasks),
            "beside": casefile.beside(case=case, user=self.staff),
            "documents": list(casefile.documents(case=case)),
            "transmissions": list(casefile.transmissions(case=case)),
            "court_cases": court_cases,
            "writs": writs,
            "court_events": list(
                case.court_events.select_related("entered_by").order_by("-happened_on", "-id")
            ),
        }

    def _buttons(self, tasks: list[Task]) -> list[tuple[Task, Promise]]:
        """Return the open tasks to which a button leads, for whoever may report on them."""
        is_open = [task for task in tasks if task.status == Task.Status.OPEN]
        pages = [(task, registry.page_of(code=task.kind)) for task in is_open]
        return [
            (task, page.button)
            for task, page in pages
            if page and page.button and self.staff.has_perm(page.permission)
        ]

    def _actions(self, case: Case) -> list[tuple[str, Action]]:
        if case.closed_on or case.close_requested:
            return []
        return [
            (code, action)
            for code, action in ACTIONS.items()
            if case.side in action.sides and action.is_open_to(user=self.staff, case=case)
        ]


class CaseAction(_OneCase, View):
    """One action on a case: its dialog on GET, the deed on POST."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the action; an unknown one is not there."""
        super().setup(request, *args, **kwargs)
        if kwargs["action"] not in ACTIONS:
            raise Http404
        self.action = ACTIONS[kwargs["action"]]

    def has_permission(self) -> bool:
        """Demand the action's own permission besides seeing cases."""
        return super().has_permission() and self.action.is_open_to(user=self.staff, case=self.case)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the dialog; a plan is shown with its parts as asked so far."""
        given: dict[str, Any] = (
            {"data": request.GET}
            if "months" in request.GET
            else {"initial": _initial(staff.today())}
        )
        return self._show(self.action.form(case=self.case, **given))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say in the dialog why not."""
        form = self.action.form(request.POST, case=self.case)
        if not form.is_valid():
            return self._show(form)
        try:
            form.run(case_id=self.case.pk, by=self.staff, today=staff.today())
        except UNABLE as error:
            form.add_error(None, str(error))
            return self._show(form)
        messages.success(
            request, _("Done: {action}.").format(action=str(self.action.title).lower())
        )
        address = reverse("admin:recovery_case", args=[self.case.pk])
        return HttpResponseClientRedirect(address) if self.is_part else redirect(address)

    def _show(self, form: ActionForm) -> HttpResponse:
        context = {
            "form": form,
            "action": self.action,
            "code": self.kwargs["action"],
            "case": self.case,
        }
        if isinstance(form, PlanForm):
            debt = claims.debt(case_id=self.case.pk)
            # what was entered and refused stays to be mended; a new split is asked for with GET
            entered = form.entered() if self.request.method == "POST" else []
            context |= {
                "debt": debt,
                "entered": entered,
                "parts": form.proposal(debt=debt, today=staff.today()),
            }
        return render(self.request, "recovery/_action.html", context)


class Panels:
    """The explanations on the page of a case. One that cannot be computed is named; the rest of the page works on."""

    def __init__(self, case: Case) -> None:
        """Begin with none failed."""
        self.failed: list[str] = []
        self._case = case

    def show[T](self, name: str, explanation: Callable[[], T]) -> T | None:
        """Return an explanation; nothing when a rule breaks on the facts of the case, which the log then tells."""
        try:
            return explanation()
        except _BROKEN_RULES:
            _log.exception("case %s: an explanation cannot be computed", self._case.pk)
            self.failed.append(name)
            return None


def _diagram(case: Case, steps: list[Step], until: date | None, on: date | None) -> diagram.Diagram:
    side = casefile.side_on(case=case, on=on) if on else ""
    scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
    return diagram.draw(case=case, scheme=scheme, steps=steps, until=until, on=on, side=side)


def _initial(today: date) -> dict[str, date]:
    """Return what a dialog begins with: the first part of a plan in a month."""
    return {"first_due": today + relativedelta(months=1)}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
