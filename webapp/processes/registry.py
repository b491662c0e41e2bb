"""The processes that apps have declared, and what is looked up in them.

Filled once, when the program begins.
"""

from collections.abc import Iterator

from webapp.outbox import registry as outbox
from webapp.processes.declarations import Pages, Process, TaskKind, TaskPage
from webapp.staff import registry as staff
from webapp.tasks.models import Task

_processes: dict[str, Process] = {}
_pages: dict[str, Pages] = {}
# by process and code: two processes may each ask for their own approval
_kinds: dict[tuple[str, str], TaskKind] = {}
_task_pages: dict[tuple[str, str], TaskPage] = {}
# what people ask of each other is of no process
_PEOPLE = ""


class NotDeclared(Exception):
    """No app has declared a process of this code."""


class UnableToDeclare(Exception):
    """Something of this code is declared already."""


def declare(process: Process) -> None:
    """Take a process into the house.

    :raises UnableToDeclare: when its code, or that of one of its tasks, is declared already
    """
    _refuse_again(process.code in _processes, process.code)
    for kind in process.tasks:
        key = (process.code, kind.code)
        _refuse_again(key in _kinds, kind.code)
        _kinds[key] = kind
    _processes[process.code] = process
    for fact, begin in process.begins.items():
        outbox.hear(fact=fact, hear=begin)


def show(pages: Pages) -> None:
    """Take the pages of a process into the house.

    :raises UnableToDeclare: when the process has pages already
    """
    _refuse_again(pages.process in _pages, pages.process)
    for code, page in pages.tasks.items():
        _task_pages[pages.process, code] = page
    _pages[pages.process] = pages
    staff.give(rights=pages.rights)


def process_of(*, code: str) -> Process:
    """Return a process.

    :raises NotDeclared: when there is none of this code
    """
    try:
        return _processes[code]
    except KeyError:
        raise NotDeclared(code) from None


def offer(kind: TaskKind, page: TaskPage) -> None:
    """Take a kind of task into the house that belongs to no process: people ask it of each other.

    :raises UnableToDeclare: when its code is declared already
    """
    _refuse_again((_PEOPLE, kind.code) in _kinds, kind.code)
    _kinds[_PEOPLE, kind.code] = kind
    _task_pages[_PEOPLE, kind.code] = page


def processes() -> Iterator[Process]:
    """Return every declared process."""
    yield from _processes.values()


def word(*, process: str, table: str, code: str) -> str:
    """Return what a process calls a code of one of its tables; an unknown one stands as it is."""
    declared = _processes.get(process)
    known = getattr(declared, table, {})
    return str(known.get(code, code))


def pause_name(*, process: str, code: str) -> str:
    """Return what a kind of pause is called; an unknown one stands as it is."""
    declared = _processes.get(process)
    kind = declared and declared.pause(code=code)
    if kind is None:
        return code
    return str(kind.title)


def limited_name(*, process: str, code: str) -> str:
    """Return what is called about what roles decide within limits: a pause, or something else."""
    declared = _processes.get(process)
    own = declared and declared.limited.get(code)
    if own:
        return str(own.title)
    return pause_name(process=process, code=code)


def pages() -> Iterator[Pages]:
    """Return what people see of every process."""
    yield from _pages.values()


def pages_of(*, process: str) -> Pages | None:
    """Return what people see of a process."""
    return _pages.get(process)


def kinds() -> Iterator[tuple[str, TaskKind]]:
    """Return every declared kind of task with the code of its process, or none for people's."""
    for (process, _code), kind in _kinds.items():
        yield process, kind


def kind_of(*, process: str, code: str) -> TaskKind | None:
    """Return a kind of task of a process; of no process are those that people ask of each other.

    The part behind a hyphen (``settle_unknown-email``) is what a task of it is about.
    """
    family, _hyphen, _about = code.partition("-")
    return _kinds.get((process, code)) or _kinds.get((process, family))


def page_of(*, process: str, code: str) -> TaskPage | None:
    """Return what people see of a kind of task of a process."""
    return _task_pages.get((process, code))


def kind_of_task(task: Task) -> TaskKind | None:
    """Return the kind of a task, as the process that asks for it has declared it."""
    return kind_of(process=task.process, code=task.kind)


def page_of_task(task: Task) -> TaskPage | None:
    """Return what people see of the kind of a task."""
    return page_of(process=task.process, code=task.kind)


def _refuse_again(is_known: bool, code: str) -> None:
    if is_known:
        raise UnableToDeclare(f"{code} is declared twice")
