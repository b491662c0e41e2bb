"""State duty of a filing that came to nothing comes back, or counts toward the next one."""

from decimal import Decimal

import pytest

from tests.recovery.living import Life
from tests.recovery.test_course_of_courts import claim, settle
from tests.recovery.test_court_events import tell
from webapp.correspondence.models import Document
from webapp.recovery.models import CourtEvent
from webapp.recovery.queries import duties_back

Kind = CourtEvent.Kind
ENDED = [
    (Kind.CLAIM_RETURNED, "подпись"),
    (Kind.CLAIM_UNEXAMINED, "неявка"),
    (Kind.CLAIM_TERMINATED, "ликвидация"),
]


@pytest.mark.parametrize(("kind", "note"), ENDED)
def test_all_of_the_duty_comes_back_when_the_court_did_not_decide(
    sued: Life,
    kind: CourtEvent.Kind,
    note: str,
) -> None:
    tell(sued, kind, note=note)

    found = duties_back.of_court(court=claim())

    assert found is not None
    assert (found.amount, found.percent) == (claim().state_duty, 100)
    [told] = duties_back.of_courts(courts=[claim()])
    assert "333.40" in told


def test_seventy_percent_come_back_of_a_claim_that_was_settled(sued: Life) -> None:
    settle(sued)

    found = duties_back.of_court(court=claim())

    assert found is not None
    assert found.amount == claim().state_duty * Decimal("0.7")


def test_nothing_comes_back_while_a_court_works_on_a_claim(sued: Life) -> None:
    assert duties_back.of_court(court=claim()) is None
    assert duties_back.of_courts(courts=[claim()]) == []


def test_the_duty_of_a_returned_claim_counts_toward_the_next_and_the_paper_says_why(
    sued: Life,
) -> None:
    paid = claim().state_duty
    tell(sued, Kind.CLAIM_RETURNED, note="подпись")

    sued.go(until="2:make:statement_of_claim")

    duty = Document.objects.filter(kind="statement_of_claim").latest("id").context["duty"]
    assert Decimal(duty["set_off"]) == paid
    assert duty["set_off_ground"] == "пункт 6 статьи 333.40 НК РФ"
