"""Finishing several tasks at once: how each kind of them ended is asked once, and told of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.correspondence.models import Document
from webapp.lists.declarations import Result
from webapp.lists.views.deeds import MOST_AT_ONCE, Chosen
from webapp.processes import registry
from webapp.processes.forms import reporting
from webapp.processes.forms.reports import ReportForm
from webapp.processes.queries import labels
from webapp.processes.views.task_list import LISTING
from webapp.staff import queries as staff
from webapp.tasks import operations
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

# what is asked once for all of them
_ASKED = {"outcome", "date", "remarks"}


@dataclass(frozen=True, slots=True)
class Group:
    """The ticked tasks of one kind: how such a task may end, and what else its report demands.

    Each task comes with the papers that it is about.
    """

    name: str
    field: str
    tasks: list[tuple[Task, list[Document]]]
    outcomes: list[tuple[str, str]]
    demands: list[str]


class Finish(Chosen, TemplateView):
    """The question how ticked tasks ended; then what came of each."""

    listing = LISTING
    title = gettext_lazy("Finish several tasks")
    http_method_names = ("post",)

    def get_template_names(self) -> list[str]:
        """Return the question, or the results."""
        if "sure" in self.request.POST:
            return ["lists/results.html"]
        return ["processes/task_finish.html"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask, or finish: one that is refused does not keep the others from it."""
        rows = self.chosen(MOST_AT_ONCE).rows
        tasks = [row.task for row in rows]
        told: dict[str, Any] = {"listing": self.listing, "address": self.address}
        if "sure" in request.POST:
            told["results"] = [result for task in tasks if (result := self._result(task))]
        else:
            told["groups"] = list(self._groups(tasks))
            told |= {"today": staff.today(), "query": self.question.query()}
        return self.render_to_response(self.get_context_data(**told))

    def _groups(self, tasks: list[Task]) -> Iterator[Group]:
        in_order = sorted(tasks, key=_field)
        papers = self._papers(tasks)
        for field, found in groupby(in_order, key=_field):
            group = list(found)
            form = reporting.form_of(group[0], today=staff.today())
            yield Group(
                name=labels.kind_title(process=group[0].process, code=group[0].kind),
                field=field,
                tasks=[(task, papers.get(_place(task), [])) for task in group],
                outcomes=_outcomes(form),
                demands=_demands(form),
            )

    def _papers(self, tasks: list[Task]) -> dict[tuple[Any, ...], list[Document]]:
        """Return the papers of the places of cases where tasks stand, for who may read them."""
        if not self.staff.has_perm("correspondence.view_document"):
            return {}
        cases = {task.case_id for task in tasks if task.case_id}
        made = Document.objects.filter(case__in=cases).defer("context")
        found: dict[tuple[Any, ...], list[Document]] = {}
        for paper in made.exclude(status=Document.Status.CANCELED).order_by("id"):
            found.setdefault(_place(paper), []).append(paper)
        return found

    def _result(self, task: Task) -> Result | None:
        """Finish one; nothing when its kind is left as it is."""
        outcome = self.request.POST.get(_field(task), "")
        if not outcome:
            return None
        page = reverse("admin:tasks_task", args=[task.pk])
        refusal = self._refusal(task, outcome)
        return Result(
            labels.task_title(task),
            page,
            refusal=refusal,
        )

    def _refusal(self, task: Task, outcome: str) -> str:
        now = staff.business_now()
        if not reporting.is_of_person(
            task,
            user=self.staff,
            now=now,
        ):
            return _("You may not complete this task.")
        form = reporting.form_of(
            task,
            self._sent(outcome),
            today=now.date(),
        )
        if form is None or not form.is_valid():
            return _first_error(form)
        kind = registry.kind_of_task(task)
        if kind and outcome in kind.closing:
            return _("This closes the case for good: it is asked about on the page of the task.")
        try:
            reporting.take(
                task,
                form,
                by=self.staff,
                now=now,
            )
        except (UnableToComplete, operations.TooManyPhotos) as error:
            return str(error)
        return ""

    def _sent(self, outcome: str) -> dict[str, str]:
        asked = self.request.POST
        return {
            "outcome": outcome,
            "date": asked.get("date", ""),
            "remarks": asked.get("remarks", ""),
        }


def _place(of_case: Task | Document) -> tuple[Any, ...]:
    return (of_case.case_id, of_case.stage, of_case.attempt)


def _field(task: Task) -> str:
    return f"outcome-{task.process}:{task.kind}"


def _outcomes(form: ReportForm | None) -> list[tuple[str, str]]:
    if form is None:
        return []
    outcome: Any = form.fields["outcome"]
    return [(code, str(name)) for code, name in outcome.choices]


def _demands(form: ReportForm | None) -> list[str]:
    """Return what a report cannot do without and is different for each task."""
    if form is None:
        return []
    asked = [(name, field) for name, field in form.fields.items() if name not in _ASKED]
    return [str(field.label) for _name, field in asked if field.required]


def _first_error(form: ReportForm | None) -> str:
    if form is None:
        return _("Tasks of this kind take no report.")
    name, errors = next(iter(form.errors.items()))
    if name not in form.fields:
        return str(errors[0])
    return f"{form.fields[name].label}: {errors[0]}"
