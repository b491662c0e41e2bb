"""An approval: whose turn it is and how it ends, against a slow reading; who may answer at all."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.interfaces.approval import Matter, Round, Route, Seat, Substitution, Vote
from workflows.process import approval
from workflows.process.approval import Approval

NAMES = ["networks", "metering", "legal", "finance"]
SEATS = st.builds(
    Seat,
    name=st.just(""),
    role=st.just("ENGINEER"),
    clause=st.sampled_from(["", "liability"]),
    condition=st.sampled_from(["", "large"]),
)
MATTERS = st.builds(
    Matter,
    versions=st.sampled_from([{"": "v2"}, {"": "v2", "liability": "c1"}]),
    conditions=st.sampled_from([frozenset(), frozenset({"large"})]),
)
VOTES = st.lists(
    st.builds(
        Vote,
        seat=st.sampled_from(NAMES),
        by=st.integers(1, 5),
        outcome=st.sampled_from(["APPROVED", "RETURNED", "FORWARDED", "OPINION", "TAKEN_BACK"]),
        version=st.sampled_from(["v1", "v2", "c1"]),
        to_role=st.just("NETWORKS"),
    ),
    max_size=8,
)


@st.composite
def routes(draw: st.DrawFn) -> Route:
    names = iter(NAMES)
    rounds = []
    for size in draw(st.sampled_from([(1, 1), (2,), (2, 2), (1, 3), (3, 1)])):
        seats = tuple(
            Seat(next(names), "ENGINEER", seat.clause, seat.condition)
            for seat in draw(st.lists(SEATS, min_size=size, max_size=size))
        )
        rounds.append(Round(seats, needed=draw(st.integers(0, size))))
    return Route(tuple(rounds))


def last_words(route: Route, matter: Matter, votes: list[Vote]) -> dict[str, str]:
    """Read the answers one after another: what each seat that is asked says last of its version."""
    says: dict[str, str] = {}
    for vote, one in itertools.product(votes, route.rounds):
        for seat in asked(one, matter):
            wanted = matter.versions.get(seat.clause) or matter.versions[""]
            if (seat.name, wanted) == (vote.seat, vote.version):
                says[seat.name] = vote.outcome
    return says


def asked(one: Round, matter: Matter) -> list[Seat]:
    return [seat for seat in one.seats if seat.condition in {"", *matter.conditions}]


def slowly(route: Route, matter: Matter, votes: list[Vote]) -> tuple[str, set[tuple[str, str]]]:
    says = last_words(route, matter, votes)
    if "RETURNED" in says.values():
        return "RETURNED", set()
    for one in route.rounds:
        seats = asked(one, matter)
        yes = len([seat for seat in seats if says.get(seat.name) == "APPROVED"])
        if yes < (one.needed or len(seats)) and yes < len(seats):
            roles = {"FORWARDED": "NETWORKS"}
            open_ones = [seat for seat in seats if says.get(seat.name) != "APPROVED"]
            return "", {(s.name, roles.get(says.get(s.name, ""), "ENGINEER")) for s in open_ones}
    return "APPROVED", set()


@given(route=routes(), matter=MATTERS, votes=VOTES)
def test_turns_and_outcome_are_those_of_a_slow_reading(route, matter, votes):
    found = Approval(route, matter, tuple(votes))

    outcome, waiting = slowly(route, matter, votes)

    assert found.outcome() == outcome
    assert {(turn.seat.name, turn.role) for turn in found.turns()} == waiting


@given(route=routes(), matter=MATTERS, votes=VOTES)
def test_a_route_that_has_not_ended_always_asks_somebody(route, matter, votes):
    found = Approval(route, matter, tuple(votes))

    assert bool(found.turns()) == (found.outcome() == "")


LEGAL, HEAD = Seat("legal", "LAWYER"), Seat("head", "HEAD")
TWO = Route((Round((LEGAL, HEAD)),))


@pytest.mark.parametrize(
    ("votes", "by", "roles", "why"),
    [
        ((), 1, ["LAWYER"], ""),
        ((), 7, ["LAWYER"], "own_work"),
        ((), 1, ["HEAD"], "not_in_role"),
        ((Vote("head", 1, "APPROVED", "v1"),), 1, ["LAWYER"], "has_answered"),
        ((Vote("head", 2, "APPROVED", "v1", instead_of=1),), 1, ["LAWYER"], "has_answered"),
        ((Vote("head", 1, "APPROVED", "old"),), 1, ["LAWYER"], ""),
        ((Vote("legal", 1, "APPROVED", "v1"),), 1, ["LAWYER"], "not_asked"),
        ((Vote("legal", 1, "FORWARDED", "v1", to_role="EXPERT"),), 3, ["EXPERT"], ""),
    ],
)
def test_four_eyes_look_at_a_text_and_only_those_who_are_asked(votes, by, roles, why):
    known = Approval(TWO, Matter({"": "v1"}, author=7), votes)

    assert known.objection(seat=LEGAL, by=by, roles=roles) == why


def test_a_substitute_answers_on_the_days_of_the_absence_and_no_substitute_of_his():
    away = (
        Substitution(absent=1, instead=2, first=date(2026, 3, 2), last=date(2026, 3, 6)),
        Substitution(absent=2, instead=3, first=date(2026, 3, 2), last=date(2026, 3, 6)),
    )

    def may(by: int, on: date) -> bool:
        return approval.stands_in(by=by, absent=1, on=on, substitutions=away)

    assert may(2, date(2026, 3, 6)) and not may(2, date(2026, 3, 7))
    assert not may(3, date(2026, 3, 3))
