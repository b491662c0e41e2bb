"""The words of an approval: who is asked in which order, and what has been answered about what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

WHOLE = ""
APPROVED = "APPROVED"
RETURNED = "RETURNED"
FORWARDED = "FORWARDED"
OPINION = "OPINION"
TAKEN_BACK = "TAKEN_BACK"


@dataclass(frozen=True, slots=True)
class Seat:
    """One place on a route: people of a role who answer for the whole or for one clause.

    With a ``condition`` the seat is asked only where that is among what is true of the matter.
    """

    name: str
    role: str
    clause: str = WHOLE
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """Seats that are asked at the same time; ``needed`` of them must approve, all when it is 0."""

    seats: tuple[Seat, ...]
    needed: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """Rounds one after another."""

    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """An answer given from a seat about a version.

    ``by`` is the id of the person, ``instead_of`` of the absent one he stands in for. A seat that
    was ``FORWARDED`` to another role waits for its ``OPINION``, or is ``TAKEN_BACK``; then it is
    asked again.
    """

    seat: str
    by: int
    outcome: str
    version: str
    to_role: str = ""
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Substitution:
    """Somebody stands in for somebody else from a day to a day, both included."""

    absent: int
    instead: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Matter:
    """What is up for approval: hashes of the whole and of its clauses, the author, what is true."""

    versions: Mapping[str, str]
    author: int = 0
    conditions: frozenset[str] = frozenset()

    def version_for(self, seat: Seat) -> str:
        """Return the hash a seat answers for; the whole's where its clause is not apart."""
        return self.versions.get(seat.clause, self.versions[WHOLE])
