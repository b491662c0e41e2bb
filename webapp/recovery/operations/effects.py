"""What a report on a supply means for its case: the effects of kinds."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from documents import contexts
from webapp.contracts import operations as contracts
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import Recovery
from webapp.recovery.operations import reconnection, visits
from webapp.recovery.queries import restriction
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
        _remember_no_limit(case, task)
        if not _is_overtaken(case, task, _reported(case, "resumption")):
            _set_restricted(case, task, [task.account_id], is_restricted=True)
            _charge(case, task, today)
        visits.keep_reading(
            case=case,
            task=task,
            read_on=reports.day_of(task=task, today=today),
        )


def unrestricted(case: Case, former: Task, corrected: Task) -> None:
    """The crew did not cut the supply, or it is not impossible after all."""
    account = former.account
    if former.outcome == "IMPOSSIBLE" and account and corrected.completed_by:
        contracts.mark_restriction(
            account_id=account.pk,
            possible=True,
            never_cut=account.never_cut,
            ground=corrected.correction,
            by=corrected.completed_by,
        )
    if former.outcome != "DONE" or account is None:
        return
    visits.take_back_reading(task=former, by=corrected.completed_by)
    if not _reported(case, "resumption").filter(pk__gt=former.pk).exists():
        _set_restricted(case, corrected, [account.pk], is_restricted=False)
        if corrected.outcome != "DONE":
            reconnection.take_back(
                case=case,
                ground=corrected.correction,
                by=corrected.completed_by,
                today=corrected.completed_on or former.created_on,
            )


def _charge(case: Case, task: Task, today: date) -> None:
    """The customer pays for the work of the crew (ПП 354 п. 121(1))."""
    assert task.account
    reconnection.charge(
        case=case,
        account=task.account,
        by=task.completed_by,
        today=today,
    )


def unresumed(case: Case, former: Task, corrected: Task) -> None:
    """What the crew read and sealed is told anew; the supply is on all the same."""
    visits.take_back_reading(task=former, by=corrected.completed_by)


def _is_overtaken(case: Case, task: Task, others: QuerySet[Task]) -> bool:
    """Say whether a crew has done the opposite since a visit that is only told otherwise now."""
    if not task.correction:
        return False
    return others.filter(created_on__gte=task.created_on).exists()


def _reported(case: Case, kind: str) -> QuerySet[Task]:
    return Task.objects.filter(case=case, kind=kind, status=Task.Status.DONE)


def _remember_no_limit(case: Case, task: Task) -> None:
    """A crew sent to limit that had to cut off has found out that limiting is impossible."""
    ordered = restriction.newest(case=case, kind="restriction_order")
    level = contexts.RestrictionLevel
    if ordered is None or ordered.context["level"] != level.PARTIAL:
        return
    if task.result.get("level") == level.FULL and task.account_id and task.completed_by:
        contracts.mark_limit_impossible(
            account_id=task.account_id,
            ground=task.remarks or case.number,
            by=task.completed_by,
        )


def resumed(case: Case, task: Task, today: date) -> None:
    """Everything that was cut off is on again."""
    cut = _reported(case, "restriction").filter(outcome="DONE", account__isnull=False)
    accounts = cut.values_list("account_id", flat=True).distinct()
    if not _is_overtaken(case, task, cut.filter(created_on__gt=task.created_on)):
        _set_restricted(case, task, accounts, is_restricted=False)
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
