"""What is in force against some of those who owe, while others are still claimed from."""

from datetime import date

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.queries import claims, filed
from webapp.staff.amounts import money
from webapp.tasks.models import Task
from workflows.debt_recovery import plan

TASK = plan.BESIDE.name


def is_open(*, case: Case) -> bool:
    """Say whether something is in force that nobody has taken, or is asked to take, to bailiffs."""
    if Task.objects.filter(
        case=case,
        kind=TASK,
        status=Task.Status.OPEN,
    ).exists():
        return False
    return bool(filed.beside(case=case))


def explained(case: Case, _today: date) -> str:
    """Return what goes to the bailiffs now, and in which order its numbers are entered."""
    told = [
        _(
            "What is in force against these debtors stays so, whatever becomes of the others "
            "(ГПК 129). Take it to the bailiffs; the numbers go in this order:"
        )
    ]
    for court in filed.beside(case=case):
        amount = money(claims.granted(court).total)
        told.append(f"№ {court.number}: {court.debtor}; {amount} ₽")
    return "\n".join(told)
