"""What will follow in a case, in words: one sentence for each thing that changes."""

from collections.abc import Iterator
from datetime import date

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.correspondence import queries as correspondence
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import explain, labels
from webapp.processes.queries.effects import Effects
from webapp.staff.models import Role
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed, DeedKind
from workflows.process.ahead import AtOnce


def sentences(effects: Effects) -> list[str]:
    """Return what follows, in the order in which it comes."""
    told = [
        *_taken_back(effects),
        *_of_people(effects),
        *_by_itself(effects),
    ]
    # a paper made for each of several accounts is told once
    return list(dict.fromkeys(told))


def _taken_back(effects: Effects) -> Iterator[str]:
    for task in effects.recalled:
        yield _RECALLED[_is_visit(task)] % {"task": labels.task_title(task)}
    for paper in effects.taken_back:
        name = correspondence.name_of(paper.kind)
        yield _("Taken back: %(paper)s № %(number)s.") % {"paper": name, "number": paper.number}
    for message in effects.unsent:
        channel = labels.named(labels.CHANNELS, message.channel)
        yield _("Will not be sent: %(channel)s.") % {"channel": channel}


def _of_people(effects: Effects) -> Iterator[str]:
    for task in effects.done:
        yield _("Done: the task “%(task)s”.") % {"task": labels.task_title(task)}
    for task in effects.asked:
        yield _asked(task.role, labels.task_title(task))
    for task in effects.moved:
        told = {"task": labels.task_title(task), "day": _day(task.due_on)}
        yield _("The task “%(task)s” is due on %(day)s.") % told


def _by_itself(effects: Effects) -> Iterator[str]:
    at_once = effects.at_once
    if at_once is None:
        return
    for deed in at_once.deeds:
        if told := _deed(effects.case, deed):
            yield told
    yield from _then(effects.case, at_once)


def _then(case: Case, at_once: AtOnce) -> Iterator[str]:
    if any(deed.kind == DeedKind.CLOSE for deed in at_once.deeds):
        return
    waiting = explain.waiting(case=case, course=at_once.then)
    yield _("Then: %(why)s") % {"why": waiting.text}
    if waiting.until:
        yield _("It waits until %(day)s, inclusive.") % {"day": _day(waiting.until)}


def _deed(case: Case, deed: Deed) -> str:
    """Return what a deed of the process itself will be; nothing of what only the journal needs."""
    match deed.kind:
        case DeedKind.MAKE:
            return _("Drawn up: %(paper)s.") % {"paper": correspondence.name_of(deed.name)}
        case DeedKind.SEND:
            channel = labels.named(labels.CHANNELS, deed.name)
            return _("A message goes out: %(channel)s.") % {"channel": channel}
        case DeedKind.CLOSE:
            return _closed(case, deed)
        case DeedKind.PASS | DeedKind.END_PAUSE | DeedKind.OPEN:
            return ""
        case _ if deed.role:
            title = labels.kind_title(process=case.process, code=deed.name)
            return _asked(deed.role, title)
        case _:
            return labels.named(labels.words_of(case.process).deeds, deed.kind)


def _closed(case: Case, deed: Deed) -> str:
    reason = registry.word(
        process=case.process,
        table="closings",
        code=str(deed.reason),
    )
    return _("The case is closed: %(reason)s.") % {"reason": reason.lower()}


def _asked(role: str, title: str) -> str:
    told = {"task": title, "role": labels.named(_ROLES, role)}
    if role == Role.CREW:
        return _("A crew is sent: “%(task)s”.") % told
    return _("A task is given: “%(task)s” (%(role)s).") % told


def _is_visit(task: Task) -> bool:
    kind = registry.kind_of_task(task)
    return kind is not None and kind.is_visit


def _day(day: date | None) -> str:
    if day is None:
        return "—"
    return formats.date_format(day, "SHORT_DATE_FORMAT")


_ROLES = dict(Role.choices)
_RECALLED: dict[bool, Promise] = {
    False: gettext_lazy("Recalled: the task “%(task)s”."),
    True: gettext_lazy("Recalled: the task “%(task)s”; the crew does not go out."),
}
