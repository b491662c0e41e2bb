"""What a lawyer has decided about the months of a claim, before its filing is drawn up."""

from datetime import date

from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge
from webapp.recovery.queries import claim_months
from webapp.tasks.models import Task


def chosen(case: Case, task: Task, today: date) -> None:
    """Leave barred months out but those that are kept, and take the new ones that were chosen.

    The penalty on a month falls with it (ГК 207). What the person has not seen stays undecided.
    """
    offered = claim_months.offered(case=case, today=today, answer=task)
    seen = set(task.result.setdefault("offered", offered.ids))
    kept = set(map(int, task.result.get("keep", ())))
    taken = set(map(int, task.result.get("take", ())))
    task.save(update_fields=["result"])
    barred = {month.charge_id for month in offered.barred} & seen
    left_out = CaseCharge.objects.filter(case=case, charge__in=barred - kept)
    left_out.update(cut_on=today)
    CaseCharge.objects.bulk_create(
        CaseCharge(
            case=case,
            charge_id=month.charge_id,
            debt_at_opening=month.debt,
        )
        for month in offered.new
        if month.charge_id in taken & seen
    )
