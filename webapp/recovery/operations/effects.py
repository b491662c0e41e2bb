"""What a report on a supply means for its case: the effects of kinds."""

from collections.abc import Iterable
from datetime import date

from webapp.contracts import operations as contracts
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import Recovery
from webapp.recovery.operations import visits
from webapp.tasks.models import Task


def restricted(case: Case, task: Task, today: date) -> None:
    """Only the account the crew was at is concerned: the others of a contract stay as they are."""
    if task.outcome == "IMPOSSIBLE" and task.completed_by and task.account:
        contracts.mark_restriction(
            account_id=task.account.pk,
            possible=False,
            never_cut=task.account.never_cut,
            ground=task.remarks,
            by=task.completed_by,
        )
    if task.outcome == "DONE" and task.account_id:
        _set_restricted(case, task, [task.account_id], is_restricted=True)
        visits.keep_reading(
            case=case,
            task=task,
            read_on=reports.day_of(task=task, today=today),
        )


def resumed(case: Case, task: Task, today: date) -> None:
    """Everything that was cut off is on again."""
    cut = Task.objects.filter(
        case=case,
        kind="restriction",
        outcome="DONE",
        account__isnull=False,
    )
    _set_restricted(
        case, task, cut.values_list("account_id", flat=True).distinct(), is_restricted=False
    )
    visits.keep_reading(
        case=case,
        task=task,
        read_on=reports.day_of(task=task, today=today),
    )


def _set_restricted(
    case: Case, task: Task, accounts: Iterable[int | None], *, is_restricted: bool
) -> None:
    Recovery.objects.filter(pk=case.pk).update(is_restricted=is_restricted)
    for account_id in accounts:
        if account_id:
            contracts.mark_disconnected(
                account_id=account_id,
                is_disconnected=is_restricted,
                ground=case.number,
                by=task.completed_by,
            )
