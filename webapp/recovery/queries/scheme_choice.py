"""Which scheme a debt goes by: of all that are for such a debt, the most particular one.

A scheme that names a supplier, a service or a district is more particular than one that does not;
of those that name as many, the one that begins at the larger sum, then at more periods.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.recovery.models import Scheme, SchemeLimit, SchemeVersion
from webapp.recovery.models.schemes import LIMITS
from webapp.recovery.queries import schemes
from workflows.interfaces.debt_recovery import Scheme as Definition


@dataclass(frozen=True, slots=True)
class Debt:
    """What schemes are chosen by.

    Keys of the suppliers, services and districts of all that is owed; roubles; unpaid periods.
    """

    kind: str
    supplier: frozenset[int]
    service: frozenset[int]
    district: frozenset[int]
    amount: Decimal
    periods: int


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom a scheme is for; nothing named means everything there is."""

    kinds: frozenset[str]
    supplier: frozenset[int] = frozenset()
    service: frozenset[int] = frozenset()
    district: frozenset[int] = frozenset()

    @property
    def named(self) -> int:
        """How many of supplier, service and district are named."""
        return sum(bool(getattr(self, limit)) for limit in LIMITS)

    def holds(self, debt: Debt) -> bool:
        """Say whether all of a debt is what the scheme is for."""
        return debt.kind in self.kinds and all(
            _is_within(getattr(debt, limit), getattr(self, limit)) for limit in LIMITS
        )

    def meets(self, other: "Aim") -> bool:
        """Say whether one debt could be what both are for."""
        return not self.kinds.isdisjoint(other.kinds) and all(
            _may_share(getattr(self, limit), getattr(other, limit)) for limit in LIMITS
        )


def _is_within(known: frozenset[int], wanted: frozenset[int]) -> bool:
    """Say whether all that is known is wanted; what is not known is not."""
    if not wanted:
        return True
    return bool(known) and known <= wanted


def _may_share(one: frozenset[int], other: frozenset[int]) -> bool:
    return not one or not other or not one.isdisjoint(other)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A scheme with its newest version and whom it is for."""

    scheme: Scheme
    version: SchemeVersion
    definition: Definition
    aim: Aim

    @property
    def rank(self) -> tuple[int, Decimal, int]:
        """How particular it is."""
        return self.aim.named, self.definition.min_debt, self.definition.min_periods

    @property
    def order(self) -> tuple[int, Decimal, int, int]:
        """The most particular last; of equal ones, the one that was made first."""
        return (*self.rank, -self.scheme.pk)

    def is_met_by(self, debt: Debt) -> bool:
        """Say whether a debt is large and old enough for it."""
        needed = self.definition
        return debt.amount >= needed.min_debt and debt.periods >= needed.min_periods


def candidates() -> list[Candidate]:
    """Return the schemes at work, the most particular first; stopped ones keep their debts."""
    found = of_schemes(Scheme.objects.filter(is_active=True))
    return sorted(
        found,
        key=lambda candidate: candidate.order,
        reverse=True,
    )


def of_schemes(stored: Iterable[Scheme]) -> list[Candidate]:
    """Return schemes with their newest versions and whom they are for."""
    by_scheme = {scheme.pk: scheme for scheme in stored}
    limits: dict[int, list[SchemeLimit]] = {}
    for limit in SchemeLimit.objects.filter(scheme__in=by_scheme):
        limits.setdefault(limit.scheme_id, []).append(limit)
    newest = SchemeVersion.objects.filter(scheme__in=by_scheme).order_by("scheme", "-number")
    return [
        _candidate(
            by_scheme[version.scheme_id],
            version,
            limits.get(version.scheme_id, []),
        )
        for version in newest.distinct("scheme")
    ]


def _candidate(scheme: Scheme, version: SchemeVersion, limits: Sequence[SchemeLimit]) -> Candidate:
    version.scheme = scheme
    return Candidate(
        scheme=scheme,
        version=version,
        definition=schemes.SCHEME.validate_python(version.definition),
        aim=aim_of(scheme, limits),
    )


def aim_of(scheme: Scheme, limits: Iterable[SchemeLimit]) -> Aim:
    """Return whom a scheme is for by its rows."""
    rows = list(limits)
    return Aim(frozenset(scheme.party_kinds), **{limit: _keys(rows, limit) for limit in LIMITS})


def _keys(rows: Iterable[SchemeLimit], limit: str) -> frozenset[int]:
    return frozenset(key for row in rows if (key := getattr(row, f"{limit}_id")))


@dataclass(frozen=True, slots=True)
class Choice:
    """Out of which schemes is chosen.

    ``chosen`` was named by a person or by the sweep; ``only`` means that no other will do.
    """

    candidates: Sequence[Candidate]
    chosen: int | None = None
    only: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of customers for whom there is any scheme."""
        return frozenset().union(*(candidate.aim.kinds for candidate in self.candidates))

    def of(self, debt: Debt) -> Candidate | None:
        """Return the scheme of a debt; none while its scheme is stopped.

        The one that was chosen, where it is for such a debt. Else the most particular of those
        whose sum and periods the debt reaches; below all of them, the least demanding.
        """
        fitting = [candidate for candidate in self.candidates if candidate.aim.holds(debt)]
        met = [candidate for candidate in fitting if candidate.is_met_by(debt)]
        for candidate in fitting:
            if candidate.scheme.pk == self.chosen:
                return None if self.only and _waits(met, candidate) else candidate
        if self.only or not fitting:
            return None
        best = max(met, key=lambda candidate: candidate.order) if met else min(fitting, key=_demand)
        return None if best.scheme.stopped_reason else best


def _waits(met: Iterable[Candidate], candidate: Candidate) -> bool:
    """Say whether a debt waits for a stopped scheme that is more particular than a candidate."""
    return any(other.scheme.stopped_reason and other.order > candidate.order for other in met)


def _demand(candidate: Candidate) -> tuple[int, Decimal, int, int]:
    """The most particular first, then the least demanding."""
    needed = candidate.definition
    return -candidate.aim.named, needed.min_debt, needed.min_periods, candidate.scheme.pk


def rivals(candidate: Candidate) -> list[Scheme]:
    """Return the schemes at work that are as particular for one and the same debt."""
    others = Scheme.objects.filter(is_active=True).exclude(pk=candidate.scheme.pk).order_by("pk")
    return [
        other.scheme
        for other in of_schemes(others)
        if other.rank == candidate.rank and other.aim.meets(candidate.aim)
    ]
