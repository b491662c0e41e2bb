"""Bringing processes back to their cases: started anew from the database, or woken."""

from collections.abc import Collection

from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.operations import opening
from webapp.recovery.queries import segments
from workflows.interfaces import debt_recovery as words


def start_anew(*, case_ids: Collection[int]) -> None:
    """Start the processes of open cases anew, whatever has become of their former runs.

    One that runs goes on.
    """
    cases = segments.every().filter(pk__in=case_ids, closed_on=None).order_by("id")
    opening.start_anew(
        process=registry.process_of(code=words.WORKFLOW_TYPE),
        cases=list(cases.select_related("recovery__scheme_version__scheme")),
    )


def wake(*, case_ids: Collection[int], key: str) -> None:
    """Let the processes of cases look again."""
    ids = [words.workflow_id(case_id=case_id) for case_id in case_ids]
    outbox.wake_many(workflow_ids=ids, fact="look-again", key=key)
