"""The penalty that has run on a principal by its payment, beyond what a court has awarded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.billing.models import Charge
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import casefile, claims
from webapp.staff.amounts import money
from webapp.tasks.models import Task

QUESTION = "penalty_after_award"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Left:
    """How much it is, in roubles, and the ranges of days it is made of; or why nobody can tell."""

    amount: Decimal = _ZERO
    lines: tuple[casefile.PenaltyLine, ...] = ()
    refusal: str = ""


def of_case(*, case: Case, today: date) -> Left:
    """Return the penalty of a case that no court has awarded and nobody has charged."""
    if case.recovery.penalty:
        return Left()
    found = casefile.money(case=case, today=today)
    if found.penalty_beyond is None:
        return Left(refusal=found.refusal)
    return Left(found.penalty_beyond, found.lines)


def after_award(*, case: Case, today: date) -> Decimal:
    """Return what has run beyond an award when the principal was paid later than it counted to."""
    awarded = claims.awards(case_id=case.pk)
    if not any(award.court_case_id and award.kind == Charge.Kind.PENALTY for award in awarded):
        return _ZERO
    return of_case(case=case, today=today).amount


def explained(case: Case, today: date) -> str:
    """Return the sum with the ranges of days behind the day that the award counted to."""
    filed = CourtCase.objects.filter(case=case).latest("id")
    left = of_case(case=case, today=today)
    told = [
        _(
            "The principal was paid later than the award counted to (%(day)s). "
            "Penalty to be added: %(sum)s ₽."
        )
        % {
            "day": f"{filed.filed_on:%d.%m.%Y}",
            "sum": money(left.amount),
        }
    ]
    told += [_line(line) for line in left.lines if line.end > filed.filed_on]
    return "\n".join(told)


def _line(line: casefile.PenaltyLine) -> str:
    days = f"{line.start:%d.%m.%Y}–{line.end:%d.%m.%Y}"
    counted = f"{money(line.base)} × {line.rate} % × {line.fraction} × {line.days}"
    return f"{line.period:%m.%Y} {line.service}: {days}: {counted} = {money(line.amount)} ₽"


def is_asked(*, case: Case) -> bool:
    """Say whether a lawyer has the question now."""
    asked = Task.objects.filter(
        case=case,
        kind=QUESTION,
        status=Task.Status.OPEN,
    )
    return asked.exists()


def source(*, case_id: int) -> str:
    """Return the name under which the penalty of a case is charged without a court."""
    return f"penalty:{case_id}"
