"""Approving a version of something by a route: whose turn it is, who may answer, and how it ends.

An approval belongs to the version it was given for: the hash of the whole, or of the clause a seat
answers for. What changes afterwards is approved anew, and only by those whose part has changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.interfaces.approval import (
    APPROVED,
    FORWARDED,
    OPINION,
    RETURNED,
    TAKEN_BACK,
    Matter,
    Round,
    Route,
    Seat,
    Substitution,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A seat to be asked now; the role that answers is its own, or where it was forwarded to."""

    seat: Seat
    role: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A route with the answers given so far."""

    route: Route
    matter: Matter
    votes: tuple[Vote, ...] = ()

    def outcome(self) -> str:
        """Return how the route has ended; empty while it has not."""
        if any(self._is_returned(one) for one in self.route.rounds):
            return RETURNED
        if self._current() is None:
            return APPROVED
        return ""

    def turns(self) -> tuple[Turn, ...]:
        """Return who is to be asked now: the open seats of the first round that is not passed."""
        current = self._current()
        if current is None or self.outcome():
            return ()
        found = map(self._turn, self._asked(current))
        return tuple(turn for turn in found if turn)

    def objection(self, *, seat: Seat, by: int, roles: Sequence[str]) -> str:
        """Return why somebody may not answer from a seat, as a code; empty when he may.

        Four eyes: nobody approves what he wrote, and nobody answers from two seats.
        """
        wanted = {turn.seat: turn.role for turn in self.turns()}
        if seat not in wanted:
            return "not_asked"
        if wanted[seat] not in roles:
            return "not_in_role"
        if by == self.matter.author:
            return "own_work"
        if by in self._answered_elsewhere(seat):
            return "has_answered"
        return ""

    # where the route stands

    def _current(self) -> Round | None:
        for one in self.route.rounds:
            if not self._is_passed(one):
                return one
        return None

    def _asked(self, one: Round) -> list[Seat]:
        known = {"", *self.matter.conditions}
        return [seat for seat in one.seats if seat.condition in known]

    def _is_passed(self, one: Round) -> bool:
        asked = self._asked(one)
        given = sum(self._says(seat) == APPROVED for seat in asked)
        needed = one.needed or len(asked)
        return given >= min(needed, len(asked))

    def _is_returned(self, one: Round) -> bool:
        return any(self._says(seat) == RETURNED for seat in self._asked(one))

    def _turn(self, seat: Seat) -> Turn | None:
        last = self._last_vote(seat)
        if last is None or last.outcome in (OPINION, TAKEN_BACK):
            return Turn(seat, seat.role)
        if last.outcome == FORWARDED:
            return Turn(seat, last.to_role)
        return None

    # what counts: answers about versions that are no more say nothing

    def _says(self, seat: Seat) -> str:
        last = self._last_vote(seat)
        if last is None:
            return ""
        return last.outcome

    def _last_vote(self, seat: Seat) -> Vote | None:
        found = None
        for vote in self.votes:
            if self._is_about(vote, seat):
                found = vote
        return found

    def _is_about(self, vote: Vote, seat: Seat) -> bool:
        version = self.matter.version_for(seat)
        return vote.seat == seat.name and vote.version == version

    def _answered_elsewhere(self, seat: Seat) -> set[int | None]:
        people: set[int | None] = set()
        for other in self._others(seat):
            vote = self._last_vote(other)
            if vote and vote.outcome in (APPROVED, RETURNED):
                people |= {vote.by, vote.instead_of}
        return people

    def _others(self, seat: Seat) -> Iterator[Seat]:
        for one in self.route.rounds:
            yield from (other for other in one.seats if other != seat)


def stands_in(*, by: int, absent: int, on: date, substitutions: Sequence[Substitution]) -> bool:
    """Say whether somebody may answer for an absent person on a day; not for a stand-in of his."""
    for one in substitutions:
        is_theirs = one.absent == absent and one.instead == by
        if is_theirs and one.first <= on <= one.last:
            return True
    return False
