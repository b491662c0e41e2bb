"""The processes that apps have declared, and what is looked up in them.

Filled once, when the program begins.
"""

from collections.abc import Iterator

from webapp.processes.declarations import Pages, Process, TaskKind, TaskPage

_processes: dict[str, Process] = {}
_pages: dict[str, Pages] = {}
_kinds: dict[str, TaskKind] = {}
_task_pages: dict[str, TaskPage] = {}


class UnableToDeclare(Exception):
    """Something of this code is declared already."""


def declare(process: Process) -> None:
    """Take a process into the house.

    :raises UnableToDeclare: when its code, or that of one of its tasks, is declared already
    """
    _refuse_again(process.code in _processes, process.code)
    for kind in process.tasks:
        _refuse_again(kind.code in _kinds, kind.code)
        _kinds[kind.code] = kind
    _processes[process.code] = process


def show(pages: Pages) -> None:
    """Take the pages of a process into the house.

    :raises UnableToDeclare: when the process, or a kind of task, has pages already
    """
    _refuse_again(pages.process in _pages, pages.process)
    for code, page in pages.tasks.items():
        _refuse_again(code in _task_pages, code)
        _task_pages[code] = page
    _pages[pages.process] = pages


def processes() -> Iterator[Process]:
    """Return every declared process."""
    yield from _processes.values()


def process_of(*, code: str) -> Process:
    """Return the process of a code.

    :raises KeyError: when nobody declared it
    """
    return _processes[code]


def word(*, process: str, table: str, code: str) -> str:
    """Return what a process calls a code of one of its tables; an unknown one stands as it is."""
    declared = _processes.get(process)
    known = getattr(declared, table, {})
    return str(known.get(code, code))


def pages() -> Iterator[Pages]:
    """Return what people see of every process."""
    yield from _pages.values()


def pages_of(*, process: str) -> Pages | None:
    """Return what people see of a process."""
    return _pages.get(process)


def kinds() -> Iterator[TaskKind]:
    """Return every declared kind of task."""
    yield from _kinds.values()


def kind_of(*, code: str) -> TaskKind | None:
    """Return a kind of task.

    The part behind a hyphen (``settle_unknown-email``) is what a task of it is about.
    """
    whole = _kinds.get(code)
    if whole is not None:
        return whole
    family, _hyphen, _about = code.partition("-")
    return _kinds.get(family)


def page_of(*, code: str) -> TaskPage | None:
    """Return what people see of a kind of task."""
    return _task_pages.get(code)


def _refuse_again(is_known: bool, code: str) -> None:
    if is_known:
        raise UnableToDeclare(f"{code} is declared twice")
