"""The task desk: the tasks of a person in lists, and the filters that a person keeps."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from webapp.processes.forms.desk import ManyForm, TasksForm
from webapp.processes.queries import criteria, takers, worklist
from webapp.processes.queries.criteria import Criteria
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks.models import Reminder, SavedFilter
from webapp.tasks.operations import filters
from webapp.tasks.queries import own, substitutes

_PAGE = 50
_REMINDERS = 10
_SHARE = "tasks.create_task"
_NAMED = ("assignee", "assigned_by", "held_by", "account__premises")
_TABS = {
    "mine": gettext_lazy("To me"),
    "role": gettext_lazy("My role"),
    "forwarded": gettext_lazy("Forwarded by me"),
    "approve": gettext_lazy("Documents to approve"),
    "look": gettext_lazy("To look at again"),
    "all": gettext_lazy("Colleagues' too"),
}
# where one begins when no list is asked for: the first that has anything
_FIRST = ("mine", "approve", "role")


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter that somebody keeps, with the number of the reader's tasks that it finds."""

    filter: SavedFilter
    number: int
    may_drop: bool


class TaskList(StaffPage, TemplateView):
    """Tasks in lists, the most urgent first; overdue ones are marked."""

    permission_required = "tasks.view_task"
    title = gettext_lazy("Tasks")
    is_fullwidth = "1"
    template_name = "processes/tasks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one list, narrowed as the address says."""
        user, now = self.staff, staff.business_now()
        kept, people = _filters_of(user), list(takers.everybody())
        wanted = _conditions(kept, user)
        counts = worklist.counts(
            user=user,
            now=now,
            more=wanted,
        )
        asked = criteria.read({"tab": _first(counts), **self.request.GET.dict()})
        seen = worklist.visible(user=user, now=now)
        found = seen.filter(asked.condition(user=user, now=now)).select_related(*_NAMED)
        page = Paginator(found.order_by(*_order(user)), _PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            tab=asked.tab,
            tabs=[(code, title, counts[code]) for code, title in _TABS.items()],
            kept=[Kept(one, counts[_name(one)], _may_drop(one, user)) for one in kept],
            form=TasksForm(
                self.request.GET.dict(),
                people=people,
                of_crew=own.is_crew(user),
            ),
            many=ManyForm(auto_id="many_%s", people=people),
            reminders=_reminders(user),
            acting_for=list(substitutes.standing_for(substitute=user, today=now.date())),
            page=page,
            items=worklist.with_cases(tasks=list(page), today=now.date()),
            query=asked.query,
            is_narrowed=asked.is_narrowed,
            may_share=user.has_perm(_SHARE),
            now=now,
            today=now.date(),
            **kwargs,
        )


class SaveFilter(StaffPage, View):
    """Keeping what the list was asked for."""

    permission_required = "tasks.view_task"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep it under a name; the same name again means the new question."""
        asked = criteria.read(QueryDict(request.POST.get("query", "")).dict())
        wants_to_share = "is_shared" in request.POST
        try:
            filters.save(
                owner=self.staff,
                name=request.POST.get("name", ""),
                query=asked.query,
                is_shared=wants_to_share and self.staff.has_perm(_SHARE),
            )
        except filters.UnableToSave as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The filter is kept."))
        return redirect(f"{reverse('admin:tasks_list')}?{asked.query}")


class DropFilter(StaffPage, View):
    """Forgetting a filter."""

    permission_required = "tasks.view_task"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Forget it, or say whose it is."""
        try:
            filters.drop(by=self.staff, filter_id=kwargs["pk"])
        except filters.UnableToDrop as error:
            messages.error(request, str(error))
        return redirect(reverse("admin:tasks_list"))


def _order(user: User) -> tuple[str, ...]:
    """The most urgent first; of a crew as it goes, from house to house."""
    if own.is_crew(user):
        return ("-priority", "account__premises__address", "id")
    return ("-priority", "due_on", "id")


def _first(counts: dict[str, int]) -> str:
    return next((tab for tab in _FIRST if counts[tab]), _FIRST[0])


def _filters_of(user: User) -> list[SavedFilter]:
    """Return the filters of a person's own and those that are for everybody."""
    own_ones = Q(owner=user)
    shared = Q(is_shared=True)
    found = SavedFilter.objects.filter(own_ones | shared)
    joined = found.select_related("owner")
    return list(joined.order_by("name", "id"))


def _conditions(kept: list[SavedFilter], user: User) -> dict[str, Q]:
    now = staff.business_now()
    return {_name(one): _asked(one).condition(user=user, now=now) for one in kept}


def _asked(kept: SavedFilter) -> Criteria:
    return criteria.read(QueryDict(kept.query).dict())


def _name(kept: SavedFilter) -> str:
    return f"filter_{kept.pk}"


def _may_drop(kept: SavedFilter, user: User) -> bool:
    return kept.owner_id == user.pk or own.runs_place(user)


def _reminders(user: User) -> list[Reminder]:
    """Return what a person is told of terms that are half over, nearly over or over."""
    told = worklist.reminders(user=user, now=staff.business_now())
    return list(told.select_related("task")[:_REMINDERS])
