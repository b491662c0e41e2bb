"""What payments have brought of the debts that cases are about, by the stage they came in.

Money is of the case that claimed the charge on the day of payment, the newest where several have,
and of the stage that the case had entered by that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from webapp.oversight.queries import stays
from webapp.processes import registry
from webapp.processes.models import Case
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

# the last stay that had begun: of the newest case, and in it of the latest stage
_COLLECTED = """
    , collected AS (
        SELECT DISTINCT ON (allocation.id)
               allocation.id, allocation.amount, payment.id AS payment_id, payment.paid_on,
               stays.case_id, stays.kind, stays.executor_id
        FROM stays
        JOIN recovery_casecharge AS claim ON claim.case_id = stays.case_id
        JOIN payments_allocation AS allocation ON allocation.charge_id = claim.charge_id
        JOIN payments_payment AS payment ON payment.id = allocation.payment_id
        WHERE payment.status = 'POSTED' AND payment.paid_on BETWEEN %s AND %s
          AND stays.since <= payment.paid_on
          AND (stays.closed_on IS NULL OR payment.paid_on <= stays.closed_on)
        ORDER BY allocation.id, stays.case_id DESC, stays.number DESC
    )
"""
_SUMS = "SELECT executor_id, kind, SUM(amount) FROM collected GROUP BY executor_id, kind"
_ROWS = """
    SELECT payment_id, paid_on, case_id, kind, executor_id, SUM(amount)
    FROM collected WHERE {condition}
    GROUP BY payment_id, paid_on, case_id, kind, executor_id
    ORDER BY paid_on, payment_id, case_id
"""
_CONDITION = "(%s = '' OR kind = %s) AND (%s < 0 OR COALESCE(executor_id, 0) = %s)"
NOBODY = 0
"""Stands for the executor of a case that has none."""
_ANYBODY = -1


@dataclass(frozen=True, slots=True)
class Part:
    """What one payment brought to one case, in the stage of that day."""

    payment_id: int
    paid_on: date
    case_id: int
    kind: str
    executor_id: int | None
    amount: Decimal


def sums(*, cases: QuerySet[Case], first_on: date, last_on: date) -> dict[tuple[int, str], Decimal]:
    """Return what was collected in a span of days, by executor and kind of stage."""
    found = _rows(cases, (first_on, last_on), _SUMS)
    return {(executor or NOBODY, kind): amount for executor, kind, amount in found}


def parts(
    *,
    cases: QuerySet[Case],
    first_on: date,
    last_on: date,
    kind: str = "",
    executor: int | None = None,
) -> list[Part]:
    """Return the payments behind a sum: of one kind of stage, of one executor, when given."""
    whose = _ANYBODY if executor is None else executor
    found = _rows(
        cases, (first_on, last_on), _ROWS.format(condition=_CONDITION), kind, kind, whose, whose
    )
    return [Part(*row) for row in found]


def _rows(
    cases: QuerySet[Case], span: Sequence[date], select: str, *given: Any
) -> list[tuple[Any, ...]]:
    first_on, last_on = span
    return stays.rows(
        process=registry.process_of(code=WORKFLOW_TYPE),
        cases=cases,
        first_on=first_on,
        last_on=last_on,
        select=f"{_COLLECTED} {select}",
        given=[first_on, last_on, *given],
    )
