"""Where letters go: to the address that the paper itself prints, not to where one is supplied."""

from collections.abc import Sequence, Set

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.tasks.models import Task

type Attempt = tuple[int | None, int | None, int | None]
"""A case, a stage of it and an attempt there: its newest paper is the one that is sent."""


def on_papers(*, tasks: Sequence[Task]) -> dict[int, str]:
    """Return the addresses that the newest papers of letters print, by task.

    A task that sends no letter, or whose paper is not made yet, is not among them.
    """
    letters = [task for task in tasks if _is_letter(task)]
    if not letters:
        return {}
    known = _printed({task.case_id for task in letters})
    found = {}
    for task in letters:
        asked = (task.case_id, task.stage, task.attempt)
        printed = known.get(asked)
        if printed:
            found[task.pk] = printed
    return found


def address(*, case: Case | None, task: Task, printed: str) -> str:
    """Return where a letter goes: as its paper prints, else as the debtor is known.

    A task that sends no letter has no such address.
    """
    if case is None or not _is_letter(task):
        return ""
    if printed:
        return printed
    supplied = ""
    if task.account:
        supplied = task.account.premises.address
    return case.party.mailing_address or supplied


def _is_letter(task: Task) -> bool:
    kind = registry.kind_of_task(task)
    return kind is not None and kind.is_letter


def _printed(cases: Set[int | None]) -> dict[Attempt, str]:
    papers = Document.objects.filter(case__in=cases).exclude(status=Document.Status.CANCELED)
    rows = papers.order_by("id").values_list(
        *("case_id", "stage", "attempt"),
        *("context__debtor__postal_address", "context__debtor__address"),
    )
    return {
        (case_id, stage, attempt): postal or supplied or ""
        for case_id, stage, attempt, postal, supplied in rows
    }
