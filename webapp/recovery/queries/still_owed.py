"""What each of several who owe still has to pay of what was claimed from him or awarded.

What bailiffs collected by a writ lessens what its own debtor owes, and of those who owe together
what the others do. What came otherwise is laid on all of them by what they owe.
"""

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
    newest = {court.debtor: court for court in CourtCase.objects.filter(case=case).order_by("id")}
    left = {name: _left(court) for name, court in newest.items()}
    elsewhere = _paid_elsewhere(case, left)
    parts = _laid(elsewhere, left)
    return {
        name: Granted(rest.claim - parts[name], rest.penalty, rest.duty)
        for name, rest in left.items()
    }


def _left(court: CourtCase) -> Granted:
    if court.ruling == "DENIED":
        return Granted(_ZERO, _ZERO, _ZERO)
    return writs.left(court=court)


def _paid_elsewhere(case: Case, left: dict[str, Granted]) -> Decimal:
    """Return what was paid of the principal besides what bailiffs collected."""
    owed = sum((rest.claim for rest in left.values()), _ZERO)
    paid = owed - claims.debt(case_id=case.pk)
    return min(max(paid, _ZERO), owed)


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
