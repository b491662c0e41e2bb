"""Money that an order brought before it was cancelled; a writ that rests; what a calculation shows of payments."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.documents import reading
from tests.recovery.living import START, Life
from tests.recovery.test_awards import report
from tests.recovery.test_court_events import tell
from webapp.correspondence.models import Document
from webapp.processes.models import Step
from webapp.processes.operations import beside
from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import means
from webapp.recovery.queries import cancellation
from webapp.tasks.models import Task
from workflows.process import decisions

Kind = CourtEvent.Kind


@pytest.fixture
def collected(begin: Callable[..., Life]) -> Life:
    """An order of 60 000 by which the bailiffs have collected 30 000."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    life = begin(account, lazy=frozenset({"enforcement_result", "file_lawsuit", "order_reversal"}))
    life.go(until="ask:enforcement_result")
    life.today += timedelta(days=10)
    tell(life, Kind.COLLECTED, principal=Decimal(30_000))
    life.pay(Decimal(30_000))
    return life


def test_an_order_cancelled_after_collection_tells_the_lawyer_of_its_reversal(
    collected: Life,
) -> None:
    assert any("443" in told for told in cancellation.effects(case=collected.fresh()))

    tell(collected, Kind.ORDER_CANCELED, note="Определение от 01.10.2026")

    task = Task.objects.get(kind="order_reversal")
    told = task.remarks.replace("\xa0", "")
    assert "30000,00" in told
    assert "443–445" in told


def test_the_claim_discloses_what_the_cancelled_order_brought(collected: Life) -> None:
    tell(collected, Kind.ORDER_CANCELED, note="Определение от 01.10.2026")
    collected.go(until="make:statement_of_claim")

    paper = Document.objects.get(kind="statement_of_claim")

    assert Decimal(paper.context["cancelled_order"]["collected"]) == 30_000
    payments = [one for row in paper.context["debts"] for one in row["payments"]]
    assert payments
    assert {one["on"] for one in payments} == {collected.today.isoformat()}


def test_objections_to_a_reversal_name_what_the_order_brought(collected: Life) -> None:
    tell(collected, Kind.ORDER_CANCELED, note="Определение от 01.10.2026")

    paper = beside.draw_up(
        case=collected.fresh(), kind="reversal_objections", today=collected.today
    )

    text = reading.text_of(bytes(paper.docx.content)).replace("\u00a0", " ")
    assert "взыскано 30 000,00 руб." in text


@pytest.fixture
def resting(begin: Callable[..., Life]) -> Life:
    """A writ that the bailiffs have given back with nothing: it rests six months."""
    life = begin(outcomes={"enforcement_result": "ENDED", "after_enforcement": "PRESENT_AGAIN"})
    life.go(until="ask:enforcement_result")
    life.work()
    life.lazy = frozenset({"present_writ"})
    return life


def test_new_means_of_the_debtor_end_the_rest_of_a_writ(resting: Life) -> None:
    waits = resting.decide()
    assert isinstance(waits, decisions.Wait)
    assert (waits.why, waits.until > resting.today + timedelta(days=150)) == ("returned_writ", True)

    means.changed(
        case_id=resting.case.pk, ground="Ответ ГИБДД № 7", by=resting.by, today=resting.today
    )

    assert isinstance(resting.decide(), decisions.Act)
    assert Step.objects.get(name="means-changed").ground == "Ответ ГИБДД № 7"


def test_nothing_is_shortened_where_no_writ_rests(begin: Callable[..., Life]) -> None:
    life = begin()
    with pytest.raises(means.UnableToPresent):
        means.changed(case_id=life.case.pk, ground="Ответ", by=life.by, today=life.today)


def test_a_calculation_shows_day_sum_and_rest_of_every_payment(begin: Callable[..., Life]) -> None:
    life = begin()
    life.today += timedelta(days=1)
    life.pay(Decimal("400.50"))
    life.go(until="make:notice")

    rows = Document.objects.get(kind="notice").context["debts"]

    first = rows[0]
    assert [(one["on"], one["amount"], one["rest"]) for one in first["payments"]] == [
        (life.today.isoformat(), "400.50", str(Decimal(first["charged"]) - Decimal("400.50")))
    ]
    assert all(not row["payments"] for row in rows[1:])


def test_a_judgment_lets_the_registry_print_by_what_the_penalty_runs_on(
    begin: Callable[..., Life],
) -> None:
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    life = begin(
        account,
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"judgment", "present_writ"}),
    )
    life.go(until="ask:judgment")
    report(life, "judgment", "GRANTED", in_force_on=life.today.isoformat())

    life.go(until="make:bailiff_registry")

    [row] = Document.objects.get(kind="bailiff_registry").context["rows"]
    assert "1/130" in row["formula"]
