"""What each of several who owe still has to pay of what was claimed from him or awarded.

What bailiffs collected by a writ lessens what its own debtor owes, and of those who owe together
what the others do. What came otherwise is laid on all of them by what they owe.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tariffs import liability
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims, writs
from webapp.recovery.queries.claims import Granted

_ZERO = Decimal(0)


def by_debtor(*, case: Case) -> dict[str, Granted]:
    """Return what is left against each debtor by the newest filing against him. Roubles."""
    newest = _newest(case)
    left = {name: _left(court) for name, court in newest.items()}
    elsewhere = _paid_elsewhere(case, newest, left)
    parts = _laid(elsewhere, left)
    return {
        name: Granted(rest.claim - parts[name], rest.penalty, rest.duty)
        for name, rest in left.items()
    }


def last_filed_on(*, case: Case) -> date:
    """Return the day of the last filing: what fell due later is in none of them."""
    return max(court.filed_on for court in _newest(case).values())


def _newest(case: Case) -> dict[str, CourtCase]:
    return {court.debtor: court for court in CourtCase.objects.filter(case=case).order_by("id")}


def _left(court: CourtCase) -> Granted:
    if court.ruling == "DENIED":
        return Granted(_ZERO, _ZERO, _ZERO)
    return writs.left(court=court)


def _paid_elsewhere(case: Case, newest: dict[str, CourtCase], left: dict[str, Granted]) -> Decimal:
    """Return what was paid of the principal besides what bailiffs collected.

    Money from bailiffs that was laid on the principal of others, as costs and penalty are paid by
    law in their turn (ГК 319), lessens nothing of what the others owe.
    """
    if not newest:
        return _ZERO
    owed = sum((rest.claim for rest in left.values()), _ZERO)
    last = last_filed_on(case=case)
    rows = claims.claimed(case_id=case.pk)
    debt = sum((row.debt for row in rows if row.due < last), _ZERO)
    return max(min(owed - debt, _came_otherwise(case, newest), owed), _ZERO)


def _came_otherwise(case: Case, newest: dict[str, CourtCase]) -> Decimal:
    """Return what was paid since the filings and is not known to have come from bailiffs."""
    first = min(court.filed_on for court in newest.values())
    paid = claims.paid_since(case_id=case.pk, on=first - timedelta(days=1))
    collected = (writs.collected(court=court) for court in newest.values())
    return paid - sum(collected, _ZERO)


def _laid(amount: Decimal, left: dict[str, Granted]) -> dict[str, Decimal]:
    by = [Fraction(rest.claim) for rest in left.values()]
    if not amount or not sum(by):
        return dict.fromkeys(left, _ZERO)
    parts = liability.split(
        amount=amount,
        by=by,
    )
    return dict(
        zip(
            left,
            parts,
            strict=True,
        )
    )
