"""Finishing several tasks at once: how each kind of them ended is asked once, and told of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.processes import registry
from webapp.processes.forms import reporting
from webapp.processes.forms.reports import ReportForm
from webapp.processes.queries import labels, worklist
from webapp.processes.views.desk import MOST_AT_ONCE, Result
from webapp.staff import queries as staff
from webapp.staff.asked import whole_numbers
from webapp.staff.views import StaffPage
from webapp.tasks import operations
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

# what is asked once for all of them
_ASKED = {"outcome", "date", "remarks"}


@dataclass(frozen=True, slots=True)
class Group:
    """The ticked tasks of one kind: how such a task may end, and what else its report demands."""

    name: str
    field: str
    tasks: list[Task]
    outcomes: list[tuple[str, str]]
    demands: list[str]


class Finish(StaffPage, TemplateView):
    """The question how ticked tasks ended; then what came of each."""

    permission_required = "tasks.view_task"
    title = gettext_lazy("Finish several tasks")
    http_method_names = ("post",)

    def get_template_names(self) -> list[str]:
        """Return the question, or the results."""
        if "sure" in self.request.POST:
            return ["processes/task_results.html"]
        return ["processes/task_finish.html"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask, or finish: one that is refused does not keep the others from it."""
        tasks = list(self._tasks())
        if "sure" in request.POST:
            results = [result for task in tasks if (result := self._result(task))]
            told = self.get_context_data(results=results, done=self.title)
        else:
            told = self.get_context_data(groups=list(self._groups(tasks)), today=staff.today())
        return self.render_to_response(told)

    def _tasks(self) -> QuerySet[Task]:
        ids = whole_numbers(self.request.POST.getlist("ids"))[:MOST_AT_ONCE]
        seen = worklist.visible(user=self.staff, now=staff.business_now())
        named = seen.filter(pk__in=ids).select_related("assignee", "account__premises", "case")
        return named.order_by("kind", "workflow_id", "id")

    def _groups(self, tasks: list[Task]) -> Iterator[Group]:
        in_order = sorted(tasks, key=_field)
        for field, found in groupby(in_order, key=_field):
            group = list(found)
            form = reporting.form_of(group[0], today=staff.today())
            yield Group(
                name=labels.kind_title(process=group[0].process, code=group[0].kind),
                field=field,
                tasks=group,
                outcomes=_outcomes(form),
                demands=_demands(form),
            )

    def _result(self, task: Task) -> Result | None:
        """Finish one; nothing when its kind is left as it is."""
        outcome = self.request.POST.get(_field(task), "")
        if not outcome:
            return None
        return Result(task, labels.task_title(task), self._refusal(task, outcome))

    def _refusal(self, task: Task, outcome: str) -> str:
        now = staff.business_now()
        if not reporting.is_of_person(task, user=self.staff, now=now):
            return _("You may not complete this task.")
        form = reporting.form_of(task, self._sent(outcome), today=now.date())
        if form is None or not form.is_valid():
            return _first_error(form)
        kind = registry.kind_of_task(task)
        if kind and outcome in kind.closing:
            return _("This closes the case for good: it is asked about on the page of the task.")
        try:
            reporting.take(task, form, by=self.staff, now=now)
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
