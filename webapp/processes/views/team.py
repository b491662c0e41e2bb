"""The team: who has how much open work, and sharing a part of it out."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.lists.declarations import Result
from webapp.lists.views.deeds import MOST_AT_ONCE
from webapp.processes.queries import labels, takers, team, worklist
from webapp.staff import queries as staff
from webapp.staff.asked import whole_number, whole_numbers
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task
from webapp.tasks.operations import handing

_MAY = ("tasks.view_task", "tasks.lead_team", "tasks.forward_task")


class Team(StaffPage, TemplateView):
    """Person by person of each role: what is open, overdue, due this week; each leads to a list."""

    permission_required = _MAY
    title = gettext_lazy("Team")
    template_name = "processes/team.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read who has how much."""
        loads = team.loads(user=self.staff, now=staff.business_now())
        by_role = groupby(loads, key=lambda load: load.role)
        return super().get_context_data(
            roles=[(role, list(found)) for role, found in by_role],
            people=list(team.colleagues()),
            **kwargs,
        )


class Share(StaffPage, TemplateView):
    """What would go from whom to whom; once that is wanted, what came of each task."""

    permission_required = _MAY
    title = gettext_lazy("Share the work out")
    http_method_names = ("post",)

    def get_template_names(self) -> list[str]:
        """Return the question, or the results."""
        if "sure" in self.request.POST:
            return ["lists/results.html"]
        return ["processes/team_share.html"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask, or give: one that is refused does not keep the others from it."""
        told: dict[str, Any]
        if "sure" in request.POST:
            told = {"results": self._results(), "address": reverse("admin:tasks_team")}
        else:
            told = {"portions": self._portions(), "most": MOST_AT_ONCE}
        return self.render_to_response(self.get_context_data(**told))

    def _portions(self) -> list[team.Portion]:
        now = staff.business_now()
        asked = self.request.POST
        found = team.tasks_of(keys=asked.getlist("ids"), user=self.staff, now=now)
        return team.spread(
            tasks=list(found[:MOST_AT_ONCE]),
            people=list(team.colleagues().filter(pk__in=whole_numbers(asked.getlist("to")))),
            today=now.date(),
        )

    def _results(self) -> list[Result]:
        asked = self.request.POST
        ids = whole_numbers(asked.getlist("ids"))[:MOST_AT_ONCE]
        seen = worklist.visible(user=self.staff, now=staff.business_now())
        tasks = list(seen.filter(pk__in=ids).order_by("id"))
        people = {person.pk: person for person in team.colleagues()}
        able = takers.who_may(tasks=tasks, people=list(people.values()))
        results = []
        for task in tasks:
            to = people.get(whole_number(asked.get(f"to-{task.pk}")) or 0)
            refusal = self._refusal(task, to, able[task.pk])
            page = reverse("admin:tasks_task", args=[task.pk])
            results.append(Result(labels.task_title(task), page, refusal=refusal))
        return results

    def _refusal(self, task: Task, to: User | None, able: list[User]) -> str:
        """Give one; return why it was refused, or nothing."""
        if to is None or to not in able:
            return _("This colleague may not do it, or was not chosen.")
        try:
            handing.move(
                task_id=task.pk,
                was=whole_number(self.request.POST.get(f"was-{task.pk}")),
                to=to,
                by=self.staff,
                now=staff.business_now(),
                takes_over="take_over" in self.request.POST,
            )
        except handing.UnableToForward as error:
            return str(error)
        return ""
