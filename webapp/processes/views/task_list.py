"""The task desk: the tasks of a person in lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext_lazy

from webapp.lists.declarations import (
    Act,
    Asked,
    Column,
    Deed,
    Empty,
    Listing,
    Parts,
    Refused,
)
from webapp.lists.queries.rows import Rows
from webapp.processes import registry
from webapp.processes.forms.desk import ForwardForm, PriorityForm, TasksForm
from webapp.processes.models import Case
from webapp.processes.queries import labels, worklist
from webapp.processes.views import desk
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Reminder, Task
from webapp.tasks.queries import own, substitutes

_REMINDERS = 10
_NAMED = ("assignee", "assigned_by", "held_by", "account__premises", "account__party", "party")
_TABS = {
    "mine": gettext_lazy("To me"),
    "role": gettext_lazy("My role"),
    "forwarded": gettext_lazy("Forwarded by me"),
    "approve": gettext_lazy("Documents to approve"),
    "look": gettext_lazy("To look at again"),
    "all": gettext_lazy("Colleagues' too"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A task in the list; its case is there for whoever may see the cases of its process."""

    item: worklist.Item
    case: Case | None
    now: datetime

    @property
    def task(self) -> Task:
        """Return the task."""
        return self.item.task

    @property
    def is_held(self) -> bool:
        """Say whether somebody has taken it up."""
        held_until = self.task.held_until
        return held_until is not None and held_until > self.now

    @property
    def customer(self) -> str:
        """Return whom it is about."""
        for about in (self.item.case, self.task.account, self.task):
            if about and about.party:
                return str(about.party)
        return ""


def _found(asked: Asked, keys: Sequence[int] | None) -> Rows:
    user, now = asked.user, asked.form.now
    seen = worklist.visible(user=user, now=now)
    known = None
    if keys is None:
        criteria = asked.form.criteria()
        found = seen.filter(criteria.condition(user=user, now=now))
        if criteria.is_whole_list:
            known = asked.form.counts[criteria.tab]
    else:
        found = seen.filter(pk__in=keys)
    return Rows(
        found.select_related(*_NAMED),
        read=partial(_read, user, now),
        unknown=frozenset({"due_on"}),
        known=known,
    )


def _read(user: User, now: datetime, tasks: list[Task]) -> list[Row]:
    items = worklist.with_cases(tasks=tasks, today=now.date())
    shown = _shown_to(user)
    return [
        Row(
            item,
            _case(item, shown),
            now,
        )
        for item in items
    ]


def _shown_to(user: User) -> set[str]:
    return {pages.process for pages in registry.pages() if user.has_perm(pages.permission)}


def _case(item: worklist.Item, shown: Iterable[str]) -> Case | None:
    if item.case and item.case.process in shown:
        return item.case
    return None


def _context(asked: Asked) -> dict[str, Any]:
    user, form = asked.user, asked.form
    told = worklist.reminders(user=user, now=form.now).select_related("task")
    reminders: list[Reminder] = list(told[:_REMINDERS])
    acting_for = substitutes.standing_for(substitute=user, today=form.now.date())
    return {
        "tab": form.data["tab"],
        "tabs": [(code, title, form.counts[code]) for code, title in _TABS.items()],
        "reminders": reminders,
        "acting_for": list(acting_for),
    }


def _usual(user: User) -> str | None:
    """Of a crew as it goes, from house to house."""
    if own.is_crew(user):
        return "round"
    return None


def _whose(row: Row) -> str:
    return str(row.task.assignee or Role(row.task.role).label)


def _state(row: Row) -> str:
    if row.task.status == Task.Status.DONE:
        return labels.outcome_name(process=row.task.process, code=row.task.outcome)
    return row.task.get_status_display()


_ABOUT = (
    Column(
        key="task",
        title=gettext_lazy("Task"),
        read=lambda row: labels.task_title(row.task),
        template="processes/_task_name.html",
        width=28,
        order=("kind", "title"),
    ),
    Column(
        key="customer",
        title=gettext_lazy("About"),
        read=lambda row: row.customer,
        width=22,
        is_strong=True,
        on_card="third",
    ),
    Column(
        key="case",
        title=gettext_lazy("Case"),
        read=lambda row: row.case and row.case.number,
        template="processes/_task_case.html",
        width=24,
        order=("case__number",),
    ),
    Column(
        key="address",
        title=gettext_lazy("Address"),
        read=lambda row: row.item.address,
        width=26,
        order=("account__premises__address",),
        on_card="first",
    ),
)
_TERMS = (
    Column.field(
        "due_on",
        of="task",
        key="due",
        title=gettext_lazy("Due"),
        template="processes/_task_due.html",
        width=17,
        is_whole=True,
        on_card="second",
    ),
    Column(
        key="late",
        title=gettext_lazy("Days late"),
        read=lambda row: row.item.days_late or None,
        width=9,
        is_number=True,
        is_shown=False,
    ),
    Column.field(
        "created_on",
        of="task",
        key="since",
        title=gettext_lazy("Given on"),
        width=11,
        is_shown=False,
    ),
    Column(
        key="urgency",
        title=gettext_lazy("Priority"),
        read=lambda row: row.task.get_priority_display(),
        width=11,
        order=("-priority", "due_on"),
        is_shown=False,
    ),
    # of crews: the most urgent first, then from house to house
    Column.ordering(
        "-priority",
        "account__premises__address",
        key="round",
        title=gettext_lazy("Priority, then address"),
    ),
)
_PEOPLE = (
    Column(
        key="whose",
        title=gettext_lazy("For whom"),
        read=_whose,
        template="processes/_task_whose.html",
        width=20,
        order=("assignee__last_name", "role"),
    ),
    Column(
        key="from",
        title=gettext_lazy("From whom"),
        read=lambda row: row.task.assigned_by and str(row.task.assigned_by),
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="state",
        title=gettext_lazy("State"),
        read=_state,
        template="processes/_task_state.html",
        width=13,
        order=("status", "outcome"),
    ),
)


def _deed(code: str, icon: str, title: Any, form: type[Form] = Form) -> Deed:
    deed = desk.DEEDS[code]
    return Deed(
        code=code,
        title=title,
        icon=icon,
        permission=deed.permission,
        act=_act(deed),
        form=form,
    )


def _act(deed: desk.Deed) -> Callable[[Act], str]:
    """Return how a deed is done to one of many tasks: as from its page, or refused as there."""

    def act(asked: Act) -> str:
        said = str(asked.form.data.get(deed.field, ""))
        done = desk.Act(
            asked.row.task,
            asked.by,
            staff.business_now(),
            said,
        )
        refusal = desk.refusal_of(deed, done)
        if refusal:
            raise Refused(refusal)
        return ""

    return act


LISTING = Listing(
    code="tasks_list",
    at="tasks/",
    title=gettext_lazy("Tasks"),
    permission=("tasks.view_task",),
    columns=(*_ABOUT, *_TERMS, *_PEOPLE),
    order="urgency",
    usual=_usual,
    form=TasksForm,
    line=("search", "kind", "person", "late"),
    find=_found,
    key=lambda row: int(row.task.pk),
    name=lambda row: f"{labels.task_title(row.task)}, {row.customer or row.task.pk}",
    address=lambda row: reverse("admin:tasks_task", args=[row.task.pk]),
    parts=Parts(
        count="processes/_tasks_count.html",
        above="processes/_tasks_above.html",
        tools="processes/_tasks_tools.html",
    ),
    empty=Empty(
        "task_alt",
        gettext_lazy("Nothing is waiting here"),
        gettext_lazy("New tasks appear here by themselves."),
    ),
    deeds=(
        Deed(
            code="finish",
            title=gettext_lazy("Finish"),
            icon="check",
            permission="tasks.view_task",
            page="admin:tasks_finish",
        ),
        _deed("claim", "front_hand", gettext_lazy("Take up")),
        _deed("give-back", "undo", gettext_lazy("Give back")),
        _deed("forward", "forward", gettext_lazy("Give"), ForwardForm),
        _deed("priority", "priority_high", gettext_lazy("Set the priority"), PriorityForm),
    ),
    context=_context,
)
