"""After a judgment the page of a case shows its figures, and not those of what was filed before."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.recovery.living import Life
from webapp.processes.declarations import Sight
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import panels
from webapp.recovery.queries.judged import Judged
from webapp.tasks.models import Task


def shown(life: Life) -> Judged | None:
    seen = panels.money(Sight(life.fresh(), life.by, life.today))
    found: Judged | None = seen["judged"]
    return found


@pytest.fixture
def judged(begin: Callable[..., Life]) -> Life:
    """A part of the claim is granted, after an order that was refused."""
    life = begin(
        outcomes={"court_order_ruling": "REFUSED"}, lazy=frozenset({"judgment", "register_writ"})
    )
    life.go(until="ask:judgment")
    assert shown(life) is None
    sums = {"claim": "4000", "penalty": "10", "duty": "1000"}
    day = life.today.isoformat()
    work.complete(
        task_id=Task.objects.get(kind="judgment").pk,
        outcome="PARTIAL",
        result={"date": day, "in_force_on": day, **sums},
        by=life.by,
        today=life.today,
    )
    return life


def test_what_is_awarded_stands_beside_what_was_claimed(judged: Life) -> None:
    found = shown(judged)

    claim = CourtCase.objects.get(track="LAWSUIT")
    assert found
    assert (found.granted.total, found.claimed.total) == (
        Decimal(5010),
        claim.claim + claim.penalty + claim.state_duty,
    )


def test_the_duty_is_that_of_the_claim_as_it_was_awarded(judged: Life) -> None:
    found = shown(judged)

    assert found and not found.is_order
    assert (found.granted.duty, found.claimed.duty) == (
        Decimal(1000),
        CourtCase.objects.get(track="LAWSUIT").state_duty,
    )


def test_what_is_left_to_collect_goes_down_with_every_payment(judged: Life) -> None:
    before = shown(judged)
    assert before and before.left == Decimal(5010)

    judged.pay(Decimal(1500))

    after = shown(judged)
    assert after and after.left < before.left


def test_on_a_day_before_the_judgment_there_is_none(judged: Life) -> None:
    yesterday = judged.today - timedelta(days=1)

    seen = panels.money(Sight(judged.fresh(), judged.by, judged.today, on=yesterday))

    assert seen["judged"] is None


def test_an_order_in_force_is_told_as_an_order(begin: Callable[..., Life]) -> None:
    life = begin(lazy=frozenset({"register_writ"}))
    life.go(until="ask:register_writ")

    found = shown(life)

    assert found and found.is_order and found.granted == found.claimed
