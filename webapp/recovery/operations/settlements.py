"""A settlement approved by a court: paid by its schedule; its breach gives a writ."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.processes.operations import journal, pausing
from webapp.recovery.models import Installment, InstallmentPlan, Recovery
from webapp.recovery.queries import settlements
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


def agree(*, case: Case, task: Task, today: date) -> None:
    """Let the case sleep while the parts of a settlement are paid (ГПК 153.11, АПК 142).

    :raises UnableToComplete: when the schedule cannot be read, or something else stops the case
    """
    parts = _parts(task)
    if not pausing.take_aside(
        case_id=case.pk,
        side=Recovery.Side.PLAN,
    ):
        text = _("Something else stops the case: end the pause or the plan first.")
        raise UnableToComplete(text)
    case.refresh_from_db(fields=["side"])
    plan = InstallmentPlan.objects.create(
        case=case,
        agreed_on=today,
        signed_on=today,
        costs=Decimal(task.result["duty"]),
        penalty=Decimal(task.result["penalty"]),
        by=task.completed_by,
    )
    rows = [
        Installment(
            plan=plan,
            due_on=due_on,
            amount=amount,
        )
        for due_on, amount in parts
    ]
    Installment.objects.bulk_create(rows)
    journal.tell(
        case_id=case.pk,
        fact="plan-agreed",
        by=task.completed_by,
        today=today,
        parts=len(parts),
        until=parts[-1][0].isoformat(),
    )


def _parts(task: Task) -> list[settlements.Part]:
    try:
        parts = settlements.parts(task.result.get("schedule", ""))
    except settlements.UnableToRead as error:
        raise UnableToComplete(
            str(error),
            field="schedule",
        ) from error
    sums = (task.result[name] for name in ("claim", "penalty", "duty"))
    owed = sum(map(Decimal, sums), Decimal(0))
    if settlements.total(parts) != owed:
        text = _("The parts are to make the sums of the settlement.")
        raise UnableToComplete(
            text,
            field="schedule",
        )
    return parts


def drop(*, case: Case, corrected: Task) -> None:
    """No settlement was approved after all: its plan ends, and the case goes on."""
    plans = InstallmentPlan.objects.filter(
        case=case,
        status=InstallmentPlan.Status.ACTIVE,
    )
    plans.update(
        status=InstallmentPlan.Status.CANCELED,
        ended_on=corrected.completed_on,
    )
    if case.side == Recovery.Side.PLAN:
        case.side = Recovery.Side.ACTIVE
        case.save(update_fields=["side"])
