"""The reader of the rehearsal's papers finds what a case makes false, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.conftest import begin, gateways  # noqa: F401
from webapp.correspondence.models import Document
from webapp.demo import proofreading, proofreading_of_courts
from webapp.demo.reading import Reading, read
from webapp.processes.models import Case, Pause
from webapp.recovery.models import Authority, CaseCharge, CourtCase, Recovery, Writ


def _said(kind: str) -> list[str]:
    return list(proofreading.faults(Document.objects.filter(kind=kind).latest("id")))


def test_every_paper_from_the_notice_to_the_bailiffs_is_true(begin):  # noqa: F811
    begin(outcomes={"court_order_ruling": "REFUSED"}).go(until="make:bailiff_registry")

    read = proofreading.proofread()

    assert read.checked == Document.objects.count() > 6
    assert read.wrong == ()


def _forget_the_refusal() -> None:
    CourtCase.objects.filter(track="ORDER").update(ruling="")


def _refuse_on_another_day() -> None:
    order = CourtCase.objects.get(track="ORDER")
    order.ruled_on -= timedelta(days=1)
    order.save()


def _dispute() -> None:
    case = CaseCharge.objects.latest("id").case
    Pause.objects.create(
        case=case, kind=Recovery.Side.DISPUTE, reason="счётчик", since=date(2026, 3, 2)
    )


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_forget_the_refusal, "that nobody ruled so"),
        (_refuse_on_another_day, "is not enclosed"),
        (_dispute, "objections are denied"),
    ],
)
def test_a_claim_that_its_case_contradicts_is_found(begin, spoil, words):  # noqa: F811
    life = begin(outcomes={"court_order_ruling": "REFUSED"})
    life.go(until="make:statement_of_claim")
    assert _said("statement_of_claim") == []

    spoil()

    if spoil is _dispute:
        assert any(words in fault for fault in _said("court_order_application"))
    else:
        assert any(words in fault for fault in _said("statement_of_claim"))


def test_a_register_before_the_judgment_is_in_force_is_found(begin):  # noqa: F811
    begin().go(until="make:bailiff_registry")
    assert _said("bailiff_registry") == []

    later = Document.objects.get(kind="bailiff_registry").dated + timedelta(days=1)
    CourtCase.objects.update(in_force_on=later)
    Writ.objects.update(number="2-99/2026")

    early, unnamed = _said("bailiff_registry")
    assert "before it is in force" in early
    assert "no writ" in unnamed


def _move_the_court() -> None:
    far = factories.create_district(code="far", name="Дальний")
    Authority.objects.update(district=far)


def _forget_what_was_tried() -> None:
    CourtCase.objects.filter(track="ORDER").delete()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_move_the_court, "does not serve"), (_forget_what_was_tried, "no order was tried")],
)
def test_a_claim_in_a_wrong_court_or_without_an_order_is_found(begin, spoil, words):  # noqa: F811
    life = begin(outcomes={"court_order_ruling": "REFUSED"})
    life.go(until="make:statement_of_claim")

    spoil()

    assert any(words in fault for fault in _said("statement_of_claim"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("адрес: Тверская обл., г. Тверь, ул. Мира, д. 1", ["no index"]),
        ("адрес: 170100, г. Тверь, ул. Мира, д. 1", ["no region"]),
        ("адрес: 170100, Тверская обл., г. Тверь, ул. Мира, д. 1", []),
    ],
)
def test_an_address_without_index_or_region_is_found(address, words):
    paper = Document(kind="court_order_application")
    reading = Reading(paper, Case(), ("Должник: Иванов", address))

    found = list(proofreading_of_courts.full_address(reading))

    assert len(found) == len(words)
    assert all(word in fault for word, fault in zip(words, found, strict=True))


def test_a_debt_that_is_owed_is_not_told_to_be_paid():
    paper = Document(kind="notice_to_court", debt=Decimal(5))

    reading = Reading(paper, Case(), ("Сообщаем, что задолженность погашена 01.02.2026.",))

    assert list(proofreading_of_courts.settled(reading)) == ["told to be paid, and 5 are owed"]


def _forget_the_return() -> None:
    CourtCase.objects.filter(ruling="RETURNED").update(ruling="ISSUED")


def _return_on_another_day() -> None:
    order = CourtCase.objects.get(ruling="RETURNED")
    order.ruled_on -= timedelta(days=1)
    order.save()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_forget_the_return, "that nobody ruled"), (_return_on_another_day, "is not named as mended")],
)
def test_an_application_that_came_back_says_what_is_mended(begin, spoil, words):  # noqa: F811
    life = begin(outcomes={"court_order_ruling": "RETURNED"})
    life.go(until=".2:make:court_order_application")
    assert _said("court_order_application") == []
    assert "устранено" in _last_application()

    spoil()

    assert any(words in fault for fault in _said("court_order_application"))


def _last_application() -> str:
    paper = Document.objects.filter(kind="court_order_application").latest("id")
    return read(paper, paper.case).text
