"""The journal of installment plans: every plan, what is due by it and what is paid."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table, total
from webapp.recovery.overviews.common import SEE_CASES, TOTAL, case_cell, cases_of
from webapp.recovery.queries import plan_journal
from webapp.recovery.queries.plan_journal import Kept, Status

_WAYS: dict[str, Promise] = {
    "running": _("plans that ran in the period"),
    "agreed": _("agreed in the period"),
    "broken": _("broken in the period"),
    "done": _("paid in full in the period"),
}
_PLANS = (
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Debtor"), Kind.TEXT, 40),
    Column(_("Agreed on"), Kind.DAY, 12),
    Column(_("Signed on"), Kind.DAY, 12),
    Column(_("Parts")),
    Column(_("Agreed, ₽"), Kind.MONEY),
    Column(_("Due, ₽"), Kind.MONEY),
    Column(_("Paid, ₽"), Kind.MONEY),
    Column(_("Overdue, ₽"), Kind.MONEY),
    Column(_("Next part"), Kind.DAY, 12),
    Column(_("State"), Kind.TEXT, 22),
    Column(_("Ended on"), Kind.DAY, 12),
    Column(_("Agreed by"), Kind.TEXT, 30),
)
_PARTS = (
    Column(_("Due on"), Kind.DAY, 12),
    Column(_("Part, ₽"), Kind.MONEY),
    Column(_("Paid, ₽"), Kind.MONEY),
    Column(_("Left, ₽"), Kind.MONEY),
)


def _found(asked: Asked) -> list[Kept]:
    return plan_journal.plans(
        cases=cases_of(asked),
        first_on=asked.first_on,
        last_on=asked.last_on,
        way=asked.way,
    )


def _read_plans(asked: Asked) -> Table:
    rows = [_plan_row(kept) for kept in _found(asked)]
    return Table(
        _PLANS,
        rows,
        total(
            _PLANS,
            rows,
            title=TOTAL,
        ),
    )


def _plan_row(kept: Kept) -> Row:
    plan, parts = kept.plan, str(kept.plan.pk)
    has_ended = kept.status != Status.ACTIVE
    return (
        case_cell(plan.case),
        Cell(str(plan.case.party)),
        Cell(plan.agreed_on),
        Cell(plan.signed_on),
        Cell(len(kept.parts), key=parts),
        Cell(kept.agreed, key=parts),
        Cell(kept.due, key=parts),
        Cell(kept.paid, key=parts),
        Cell(kept.overdue, key=parts),
        Cell(kept.next_on),
        Cell(Status(kept.status).label),
        Cell(plan.ended_on if has_ended else None),
        Cell(str(plan.by or "")),
    )


def _behind_plans(asked: Asked, key: str) -> Table:
    rows = [
        (Cell(part.due_on), Cell(part.amount), Cell(part.paid), Cell(part.amount - part.paid))
        for kept in _found(asked)
        if str(kept.plan.pk) == key
        for part in kept.parts
    ]
    return Table(
        _PARTS,
        rows,
        total(
            _PARTS,
            rows,
            title=TOTAL,
        ),
    )


PLANS = Overview(
    "plans",
    title=_("Journal of installment plans"),
    told=_("Every plan: what was agreed, what is due and paid by the day, which were broken."),
    counted=(
        _(
            "Due are the parts whose day has come by the last day of the period, or by the day on "
            "which the plan ended."
        ),
        _(
            "Paid is what was received from the day of the agreement on, until the plan ended: for "
            "the claimed debt, the awarded costs, the penalty in the plan and the costs of a "
            "restriction."
        ),
    ),
    read=_read_plans,
    behind=_behind_plans,
    permissions=(SEE_CASES,),
    ways=_WAYS,
)
