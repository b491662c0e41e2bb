"""What is shown of the tasks of every process: who does how much, what is late, what comes."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from webapp.oversight import registry
from webapp.oversight.declarations import (
    Asked,
    Cell,
    Column,
    Kind,
    Looked,
    Overview,
    Row,
    Source,
    Table,
    total,
)
from webapp.oversight.queries import agenda, workload
from webapp.oversight.queries.workload import LATE, NOBODY, Done, Load
from webapp.processes.queries import labels
from webapp.processes.templatetags.processes import case_address
from webapp.staff import registry as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.queries import own

_SEE_TASKS = "tasks.view_task"
_TOTAL = _("Total")
_AHEAD_DAYS = 14
_WHO = Column(_("Who"), Kind.TEXT, 34)
_WORK = (
    _WHO,
    Column(_("Open")),
    Column(_("Overdue")),
    Column(_("Finished")),
    Column(_("of these late")),
    Column(_("Median days"), Kind.DAYS),
)
_OVERDUE = (
    _WHO,
    Column(_("Overdue")),
    Column(_("1–3 days late")),
    Column(_("4–7 days late")),
    Column(_("8–30 days late")),
    Column(_("over 30 days late")),
    Column(_("The oldest was due on"), Kind.DAY),
)
_TASKS = (
    Column(_("Task"), Kind.TEXT, 44),
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Customer"), Kind.TEXT, 40),
    Column(_("Since"), Kind.DAY, 12),
    Column(_("Due"), Kind.DAY, 12),
    Column(_("Finished on"), Kind.DAY, 12),
    Column(_("Who"), Kind.TEXT, 30),
)
_DAYS = (
    Column(_("Day"), Kind.DAY, 12),
    Column(_("What"), Kind.TEXT, 22),
    Column(_("About"), Kind.TEXT, 44),
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Customer"), Kind.TEXT, 40),
    Column(_("Who"), Kind.TEXT, 30),
)


def _read_work(asked: Asked) -> Table:
    loads = workload.loads(asked)
    done = {one.who: one for one in workload.done(asked)}
    names = _names([*(load.who for load in loads), *done])
    known = {load.who: load for load in loads if load.who != NOBODY}
    rows = [
        _work_row(
            asked,
            known.get(who)
            or Load(
                who,
                "",
                0,
                0,
                None,
                (),
            ),
            done.get(who),
            name,
        )
        for who, name in names.items()
    ]
    rows += [
        _work_row(
            asked,
            load,
            None,
            _desk(load.role),
        )
        for load in loads
        if not load.who
    ]
    return Table(_WORK, rows, total(_WORK, rows, title=_TOTAL))


def _work_row(asked: Asked, load: Load, done: Done | None, name: Any) -> Row:
    finished = done or Done(
        load.who,
        0,
        0,
        0,
    )
    return (
        Cell(name),
        _open_cell(asked, load, load.open),
        _open_cell(asked, load, load.late, late="1"),
        Cell(finished.count, key=f"done:{load.who}"),
        Cell(finished.late, key=f"late:{load.who}"),
        Cell(done.days if done else None),
    )


def _open_cell(asked: Asked, load: Load, count: int, **more: str) -> Cell:
    """The list of tasks knows people; what nobody has is listed here."""
    if load.who == NOBODY:
        return Cell(count, key=f"{'overdue' if more else 'open'}:{load.role}")
    query = {"tab": "all", "person": str(load.who), **more, **asked.of_customers}
    return Cell(count, link=f"{reverse('admin:tasks_list')}?{urlencode(query)}")


def _read_overdue(asked: Asked) -> Table:
    late = [load for load in workload.loads(asked) if load.late]
    names: Mapping[int, Any] = _names(load.who for load in late)
    in_order = sorted(late, key=lambda load: -load.late)
    rows = [_overdue_row(asked, load, names.get(load.who)) for load in in_order]
    return Table(_OVERDUE, rows, total(_OVERDUE, rows, title=_TOTAL))


def _overdue_row(asked: Asked, load: Load, name: str | None) -> Row:
    whose = load.role or load.who
    counts = zip(LATE, load.by_late, strict=True)
    return (
        Cell(name or _desk(load.role)),
        _open_cell(asked, load, load.late, late="1"),
        *(Cell(count, key=f"overdue:{whose}:{late.code}") for late, count in counts),
        Cell(load.oldest_on),
    )


def _behind(asked: Asked, key: str) -> Table:
    """Return the tasks behind a figure: what it counts, whose it is, how late it may be."""
    what, whose, code = (*key.split(":"), "", "")[:3]
    found = _counted(asked, what).filter(_of(what, whose))
    for late in LATE:
        if late.code == code:
            found = found.filter(late.due(today=asked.today))
    joined = found.select_related(
        "case__party",
        "party",
        "account__party",
        "completed_by",
    )
    rows = [_task_row(task) for task in joined.order_by("due_on", "id")]
    return Table(_TASKS, rows)


def _counted(asked: Asked, what: str) -> QuerySet[Task]:
    is_late = Q(due_on__lt=asked.today)
    if what == "done":
        return workload.finished(asked)
    if what == "late":
        return workload.finished(asked).filter(due_on__lt=F("completed_on"))
    if what == "overdue":
        return workload.tasks(asked).filter(own.OPEN & is_late)
    if what == "open":
        return workload.tasks(asked).filter(own.OPEN)
    return Task.objects.none()


def _of(what: str, whose: str) -> Q:
    if not whose.isdecimal():
        return Q(desk=whose)
    if what in {"done", "late"}:
        return Q(completed_by=int(whose))
    return Q(who=int(whose))


def _task_row(task: Task) -> Row:
    about = task.case or task.account or task
    return (
        Cell(labels.task_title(task), link=reverse("admin:tasks_task", args=[task.pk])),
        _case_cell(task.case),
        Cell(str(about.party) if about.party else None),
        Cell(task.created_on),
        Cell(task.due_on),
        Cell(task.completed_on),
        Cell(str(task.completed_by or task.assignee or "")),
    )


def _case_cell(case: Any) -> Cell:
    if case is None:
        return Cell()
    return Cell(case.number, link=case_address(case))


def _read_days(asked: Asked) -> Table:
    looked = Looked(
        asked.user,
        asked.now,
        asked.last_on,
        asked.last_on,
        most=asked.most,
    )
    entries = agenda.read(agenda.ahead(looked, days=_AHEAD_DAYS))
    rows = [_day_row(entry) for entry in entries]
    return Table(_DAYS, rows, is_cut=agenda.is_cut(entries, looked))


def _day_row(entry: agenda.Entry) -> Row:
    one = entry.deadline
    return (
        Cell(one.on),
        Cell(entry.source.title),
        Cell(one.title, link=one.link),
        _case_cell(one.case),
        Cell(str(one.case.party) if one.case else None),
        Cell(one.person),
    )


def _names(ids: Iterable[int]) -> dict[int, str]:
    people = User.objects.filter(pk__in=set(ids)).order_by("last_name", "first_name", "id")
    return {person.pk: str(person) for person in people}


def _desk(role: str) -> str:
    """Return what stands for the tasks of a role that nobody has taken up."""
    names = dict(Role.choices)
    return f"{names.get(role, role)}: {_('nobody yet')}"


_DUE = _("A task is overdue when its day is before today, and open until somebody reports on it.")
_HAS = _("Whoever was given a task has it, else whoever has taken it up; the rest is the role's.")
registry.declare(
    Overview(
        "work",
        title=_("Work of executors"),
        told=_("Who has how many tasks, what of it is late, and what was finished how fast."),
        counted=(
            _HAS,
            _DUE,
            _(
                "Finished is counted by the day of the report, for whoever reported. The median "
                "is of the days from asking to reporting."
            ),
        ),
        read=_read_work,
        behind=_behind,
        permissions=(_SEE_TASKS,),
    ),
    Overview(
        "overdue",
        title=_("Overdue by person"),
        told=_("Whose tasks are late today, and by how many days."),
        counted=(_HAS, _DUE),
        read=_read_overdue,
        behind=_behind,
        permissions=(_SEE_TASKS,),
        has_period=False,
    ),
    Overview(
        "days",
        title=_("Deadlines of the next 14 days"),
        told=_("Hearings, terms, limitation and tasks that fall due within two weeks of the day."),
        counted=(_("What the calendar shows of the whole team from the day on, in one list."),),
        read=_read_days,
        permissions=(_SEE_TASKS,),
        has_period=False,
    ),
)
staff.give(rights={Role.HEAD_OF_LEGAL: (registry.SEE,)})
registry.watch(
    Source("task", _("Task"), "task_alt", agenda.tasks, _SEE_TASKS),
    Source("term", _("Term of the stage"), "hourglass_bottom", agenda.terms, _SEE_TASKS),
    Source("pause", _("End of a pause"), "play_arrow", agenda.pauses, _SEE_TASKS),
)
