"""The page of a case, and what may be done to it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from webapp.audit import operations as audit
from webapp.parties.models import Contact
from webapp.processes import registry
from webapp.processes.declarations import Action, Pages, Place, Process, Sight
from webapp.processes.forms import pausing as pausing_forms
from webapp.processes.models import Case, Pause, Step
from webapp.processes.queries import casefile, dates, diagram, explain, pauses, timeline
from webapp.processes.queries import notes as written
from webapp.processes.views.panels import Explanations
from webapp.staff import queries as staff
from webapp.staff.forms import day_of
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task
from workflows.process.course import Course

# so many signs of a search are looked for
_WORDS = 100


class OfProcess(StaffPage):
    """A page about the cases of one process, for whoever may see them."""

    process = ""

    @cached_property
    def pages(self) -> Pages:
        """Return what people see of the process."""
        pages = registry.pages_of(process=self.process)
        assert pages is not None
        return pages

    @cached_property
    def declared(self) -> Process:
        """Return what the process is."""
        return registry.process_of(code=self.process)

    def get_permission_required(self) -> tuple[str, ...]:
        """Demand the right to see the cases of the process."""
        return (self.pages.permission,)


class OneCase(OfProcess):
    """A case of the person's segment, named in the address; 404 for all others."""

    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        """Return the case."""
        case_id = self.kwargs["pk"]
        try:
            return casefile.case_for(
                user=self.staff,
                case_id=case_id,
                process=self.process,
            )
        except Case.DoesNotExist:
            raise Http404(_("There is no such case among yours.")) from None


class CasePage(OneCase, TemplateView):
    """Everything about a case; its upper part renews itself while the page is open."""

    is_fullwidth = "1"

    def get_template_names(self) -> list[str]:
        """Return the whole page, or the living part for htmx."""
        return ["processes/_case_live.html" if self.is_part else "processes/case.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse a day on which the case cannot be looked at: the page of now is shown instead."""
        asked = request.GET.get("on")
        if asked and (fault := self._fault_of_day(day_of(asked))):
            messages.error(request, fault)
            return redirect(request.path)
        return super().get(request, *args, **kwargs)

    def _fault_of_day(self, on: date | None) -> str:
        if on is None:
            return _("This is no day: the case is shown as it is now.")
        shown = {"day": f"{on:%d.%m.%Y}", "opened": f"{self.case.opened_on:%d.%m.%Y}"}
        if on > staff.today():
            return _("The day %(day)s has not come yet: the case is shown as it is now.") % shown
        if on < self.case.opened_on:
            message = _(
                "On %(day)s there was no case yet, it was opened on %(opened)s: it is shown as it "
                "is now."
            )
            return message % shown
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the living part; the rest only for the whole page."""
        on = day_of(self.request.GET.get("on"))
        sight = Sight(self.case, self.staff, staff.today(), on)
        explained = Explanations(sight)
        context = explained.read(self._panels())
        context |= self._live(sight, explained)
        if not self.is_part:
            subject = self.declared.subject_of(case_id=self.case.pk)
            audit.look(subject=subject, by=self.staff)
            context |= self._rest(context["tasks"], on)
        return super().get_context_data(**context, **kwargs)

    def _panels(self) -> list[Any]:
        panels = self.pages.panels
        if self.is_part:
            return [panel for panel in panels if panel.is_live]
        return list(panels)

    def _live(self, sight: Sight, explained: Explanations) -> dict[str, Any]:
        case, on = sight.case, sight.on
        steps = casefile.steps(case=case)
        notes = written.of_case(case=case, on=on)
        tasks = self._tasks(case, on)
        waiting = self._waits(sight, explained, tasks, steps)
        ahead = self._ahead(sight, explained)
        seen = diagram.Seen(
            case,
            self.pages,
            steps,
            until=waiting.until if waiting else None,
            on=on,
            side=self._side_on(case, on),
            ahead=dates.first_days(ahead),
        )
        rows = timeline.of_case(case=case, steps=steps, notes=notes, on=on)
        return {
            "case": case,
            "today": sight.today,
            "on": on,
            "day": sight.day,
            "then": diagram.then(seen),
            "pages": self.pages,
            "policy": self.pages.policy(case),
            "panels": {place.value: self.pages.templates(place) for place in Place},
            "waiting": waiting,
            "ahead": ahead,
            "next_steps": dates.next_steps(ahead, beside=waiting.step if waiting else ""),
            "pauses": self._pauses(case, on),
            "diagram": explained.show(_("the diagram"), lambda: diagram.draw(seen)),
            "steps": [row.step for row in rows if row.step],
            "files": written.files_of(case=case, notes=notes, on=on),
            **self._asked(rows),
            "failed": explained.failed,
            "tasks": tasks,
        }

    def _asked(self, rows: list[timeline.Row]) -> dict[str, Any]:
        """Return the rows that have the words asked for, and what was asked."""
        words = self.request.GET.get("words", "").strip()[:_WORDS]
        return {
            "words": words,
            "timeline": timeline.with_words(rows, words),
            "query": self.request.GET.urlencode(),
        }

    def _tasks(self, case: Case, on: date | None) -> list[Task]:
        if on:
            return casefile.tasks_on(case=case, on=on)
        return list(casefile.tasks(case=case))

    def _side_on(self, case: Case, on: date | None) -> str:
        if on is None:
            return ""
        side_on = self.pages.side
        if side_on is None:
            return pauses.side_on(case=case, on=on)
        return side_on(case, on)

    def _pauses(self, case: Case, on: date | None) -> list[Pause]:
        """Return the pauses that stand, or stood at the end of a past day."""
        if not self.declared.pauses:
            return []
        shown = pauses.standing(case=case)
        if on:
            shown = pauses.standing_on(case=case, on=on)
        return list(shown.select_related("by", "cause"))

    @cached_property
    def course(self) -> Course:
        """Return the case as its decider sees it now."""
        return self.pages.course(self.case, staff.today(), staff.contact_moment())

    def _waits(
        self, sight: Sight, explained: Explanations, tasks: list[Task], steps: list[Step]
    ) -> explain.Explanation | None:
        """Return why the case waits, or what its journal tells of that for a past day."""
        if sight.on:
            return explain.waited(tasks=tasks, steps=steps, on=sight.on)
        return explained.show(_("why the case waits"), lambda: self._waiting(tasks))

    def _waiting(self, tasks: list[Task]) -> explain.Explanation:
        return explain.waiting_for(
            explain.waiting(case=self.case, course=self.course),
            tasks=tasks,
            now=staff.business_now(),
        )

    def _ahead(self, sight: Sight, explained: Explanations) -> list[dates.Ahead]:
        """Return the dates ahead; the past has none."""
        if sight.on:
            return []
        found = explained.show(
            _("the dates ahead"),
            lambda: dates.ahead_of(case=self.case, course=self.course),
        )
        return found or []

    def _rest(self, tasks: list[Task], on: date | None) -> dict[str, Any]:
        return {
            "title": _("Case {number}").format(number=self.case.number),
            "actions": self._actions(),
            "buttons": self._buttons(tasks),
            "phones": self._phones(),
            "note_address": self._address("case_note", "note"),
            "call_address": self._address("case_note", "call"),
            "documents": list(casefile.documents(case=self.case, on=on)),
            "transmissions": list(casefile.transmissions(case=self.case, on=on)),
        }

    def _address(self, page: str, what: str) -> str:
        return reverse(f"admin:{self.pages.address}_{page}", args=[self.case.pk, what])

    def _phones(self) -> list[Contact] | None:
        """Return the numbers of the customer, those that may be called first."""
        if not self.staff.has_perm("parties.view_contact"):
            return None
        known = self.case.party.contacts.filter(kind=Contact.Kind.PHONE)
        return list(known.order_by("-is_valid", "-takes_calls", "id"))

    def _buttons(self, tasks: list[Task]) -> list[tuple[Task, Promise]]:
        """Return the open tasks to which a button leads, for whoever may report on them.

        A past day has none.
        """
        if self.request.GET.get("on"):
            return []
        is_open = [task for task in tasks if task.status == Task.Status.OPEN]
        buttons = []
        for task in is_open:
            page = registry.page_of_task(task)
            if page and page.button and self.staff.has_perm(page.permission):
                buttons.append((task, page.button))
        return buttons

    def _actions(self) -> list[tuple[str, Action]]:
        case = self.case
        if case.closed_on or case.close_requested:
            return []
        return [
            (code, action)
            for code, action in pausing_forms.actions(self.pages).items()
            if action.is_offered(user=self.staff, case=case)
        ]
