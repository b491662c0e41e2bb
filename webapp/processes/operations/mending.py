"""Bringing stories back to their cases: started anew from the database, or woken."""

from collections.abc import Collection

from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import opening


def start_anew(*, case_ids: Collection[int]) -> None:
    """Start the stories of open cases anew, whatever has become of their former runs.

    One that runs goes on.
    """
    for process in registry.processes():
        of_process = Case.objects.filter(
            process=process.code,
            pk__in=case_ids,
            closed_on=None,
        )
        cases = of_process.select_related(*process.conduct.related).order_by("id")
        opening.start_anew(process=process, cases=list(cases))


def wake(*, case_ids: Collection[int], key: str) -> None:
    """Let the stories of cases look again."""
    cases = Case.objects.filter(pk__in=case_ids).order_by("id").values_list("process", "id")
    ids = [
        registry.process_of(code=process).workflow_id(case_id=case_id) for process, case_id in cases
    ]
    outbox.wake_many(workflow_ids=ids, fact="look-again", key=key)
