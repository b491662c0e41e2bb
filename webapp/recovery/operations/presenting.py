"""What is in force against some goes to the bailiffs while the claim goes on against the others."""

from datetime import date

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import Writ
from webapp.recovery.operations import filings
from webapp.recovery.queries import claims, filed
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


def presented(case: Case, task: Task, today: date) -> None:
    """The orders and writs lie with the bailiffs: each lives there by itself from now on.

    :raises UnableToComplete: when the numbers are not as many as the debtors
    """
    courts = filed.beside(case=case)
    numbers = filed.numbers(task.result["number"])
    if len(numbers) != len(courts):
        text = _("Enter the numbers of the writs, divided by «;», in this order: %(debtors)s.")
        raise UnableToComplete(
            text % {"debtors": filed.in_order(courts)},
            field="number",
        )
    on = reports.day_of(
        task=task,
        today=today,
    )
    for court, number in zip(
        courts,
        numbers,
        strict=True,
    ):
        Writ.objects.create(
            case=case,
            number=number,
            debtor=court.debtor,
            issued_on=court.in_force_on or on,
            amount=claims.granted(court).total,
            presented_on=on,
            bailiff_office=task.result.get("office", ""),
        )
    filings.remember(case, task)
