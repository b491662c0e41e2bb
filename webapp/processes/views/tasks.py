"""The task desk: the tasks of a person in tabs."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.processes.forms.desk import TasksForm
from webapp.processes.queries import worklist
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks.models import Reminder, Task

_PAGE = 50
_REMINDERS = 10
_TABS = {
    "mine": gettext_lazy("To me"),
    "role": gettext_lazy("My role"),
    "forwarded": gettext_lazy("Forwarded by me"),
    "approve": gettext_lazy("Documents to approve"),
}


class TaskList(StaffPage, TemplateView):
    """Tasks in tabs, the nearest date first; overdue ones are marked."""

    permission_required = "tasks.view_task"
    title = gettext_lazy("Tasks")
    is_fullwidth = "1"
    template_name = "processes/tasks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one tab, narrowed by kind and by being late."""
        now = staff.business_now()
        form = TasksForm(self.request.GET)
        tab = self.request.GET.get("tab", "")
        if tab not in _TABS:
            tab = "mine"
        counts = worklist.counts(user=self.staff, now=now)
        page = Paginator(self._found(tab, form), _PAGE).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            tab=tab,
            tabs=[(code, title, counts[code]) for code, title in _TABS.items()],
            form=form,
            reminders=_reminders(self.staff),
            page=page,
            items=worklist.with_cases(tasks=list(page), today=now.date()),
            query=query.urlencode(),
            today=now.date(),
            **kwargs,
        )

    def _found(self, tab: str, form: TasksForm) -> QuerySet[Task]:
        now = staff.business_now()
        wanted = worklist.lists(user=self.staff, now=now)[tab]
        seen = worklist.visible(user=self.staff, now=now).filter(wanted)
        asked = seen.filter(form.condition(today=now.date()))
        joined = asked.select_related("assignee", "assigned_by", "account__premises")
        return joined.order_by("-priority", "due_on", "id")


def _reminders(user: User) -> list[Reminder]:
    """Return what a person is told of terms that are half over, nearly over or over."""
    told = worklist.reminders(user=user, now=staff.business_now())
    return list(told.select_related("task")[:_REMINDERS])
