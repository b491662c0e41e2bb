"""What was told about courts wrongly is mended by whoever may, and the journal keeps both."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.recovery.living import Life
from webapp.billing.models import Charge
from webapp.recovery.models import CourtCase, CourtEvent
from webapp.recovery.operations import court_events, court_mending
from webapp.recovery.operations.court_events import UnableToEnter
from webapp.recovery.operations.court_mending import UnableToMend
from webapp.recovery.queries import claims
from webapp.recovery.queries.claims import Granted
from webapp.recovery.queries.court_events import Told

Kind = CourtEvent.Kind
pytestmark = pytest.mark.django_db


@pytest.fixture
def at_lawsuit(begin: Callable[..., Life]) -> Life:
    """The claim is made and nobody has filed it yet."""
    life = begin(
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"file_lawsuit", "judgment", "register_writ"}),
    )
    life.go(until="ask:file_lawsuit")
    return life


@pytest.fixture
def judged(begin: Callable[..., Life]) -> Life:
    """A judgment is in force, with the duty of another case typed into it."""
    life = begin(
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"judgment", "register_writ"}),
    )
    life.go(until="ask:judgment")
    tell(life, Kind.JUDGMENT_PARTIAL, principal=600, penalty=0, duty=100)
    tell(life, Kind.JUDGMENT_IN_FORCE)
    return life


def tell(life: Life, kind: CourtEvent.Kind, **fields: object) -> bool:
    sums = {name: Decimal(str(value)) for name, value in fields.items() if value is not None}
    told = Told(kind=kind, happened_on=life.today, **sums)
    return court_events.enter(case_id=life.case.pk, told=told, by=life.by, today=life.today)


def withdraw(life: Life) -> None:
    event = CourtEvent.objects.latest("id")
    court_mending.withdraw(event_id=event.pk, ground="опечатка", by=life.by, today=life.today)


def correct(life: Life, **sums: int) -> None:
    court = CourtCase.objects.latest("id")
    granted = Granted(**{name: Decimal(amount) for name, amount in sums.items()})
    court_mending.correct_award(
        court_case_id=court.pk, sums=granted, ground="решение", by=life.by, today=life.today
    )


def test_a_judgment_told_before_the_filing_awards_no_more_than_the_claim(at_lawsuit: Life) -> None:
    with pytest.raises(UnableToEnter, match=r"4.500,00|4,500\.00"):
        tell(at_lawsuit, Kind.JUDGMENT_PARTIAL, principal=100, penalty=1, duty=99_999_999)

    assert not CourtEvent.objects.filter(kind=Kind.JUDGMENT_PARTIAL).exists()


def test_a_kept_event_is_withdrawn_and_the_right_one_entered_for_the_same_day(
    at_lawsuit: Life,
) -> None:
    tell(at_lawsuit, Kind.JUDGMENT_PARTIAL, principal=600, penalty=0, duty=100)

    withdraw(at_lawsuit)
    is_new = tell(at_lawsuit, Kind.JUDGMENT_PARTIAL, principal=4000, penalty=0, duty=100)

    assert is_new
    assert CourtEvent.objects.get(kind=Kind.JUDGMENT_PARTIAL).principal == 4000
    step = at_lawsuit.steps().get(name="court-event-withdrawn")
    assert "опечатка" in step.ground
    assert step.details["principal"] == "600.00"


def test_an_event_that_the_case_has_gone_on_from_is_not_withdrawn(judged: Life) -> None:
    with pytest.raises(UnableToMend):
        withdraw(judged)

    assert CourtEvent.objects.filter(kind=Kind.JUDGMENT_IN_FORCE).exists()


def test_an_award_is_corrected_and_charged_anew(judged: Life) -> None:
    assert claims.granted(CourtCase.objects.latest("id")).claim == 600

    correct(judged, claim=4000, penalty=10, duty=3000)

    charged = Charge.objects.exclude(kind="PRINCIPAL").order_by("kind")
    assert [(charge.kind, charge.amount) for charge in charged] == [
        ("COSTS", Decimal(3000)),
        ("PENALTY", Decimal(10)),
    ]
    assert claims.granted(CourtCase.objects.latest("id")).claim == 4000
    step = judged.steps().get(name="award-corrected")
    assert step.ground == "решение"
    assert step.details["former"][0] == "600.00"


def test_an_award_is_not_corrected_beyond_the_claim_nor_to_the_same_sums(judged: Life) -> None:
    with pytest.raises(UnableToMend):
        correct(judged, claim=4_000_000, penalty=0, duty=0)
    with pytest.raises(UnableToMend):
        correct(judged, claim=600, penalty=0, duty=100)
    with pytest.raises(UnableToMend):
        correct(judged, claim=0, penalty=0, duty=0)


def test_an_order_is_not_cancelled_before_the_day_on_which_it_was_issued(
    begin: Callable[..., Life],
) -> None:
    life = begin(lazy=frozenset({"court_order_ruling", "court_order_effect"}))
    life.go(until="ask:court_order_ruling")
    life.today += timedelta(days=9)
    ours = CourtCase.objects.latest("id").number
    issued = Told(kind=Kind.ORDER_ISSUED, happened_on=life.today, number=ours)
    court_events.enter(case_id=life.case.pk, told=issued, by=life.by, today=life.today)
    early = Told(kind=Kind.ORDER_CANCELED, happened_on=life.today - timedelta(days=1))

    with pytest.raises(UnableToEnter, match=r"раньше|before"):
        court_events.enter(case_id=life.case.pk, told=early, by=life.by, today=life.today)
