"""The calculators answer what the rules say, with their lines, in the language of the screen; what makes no sense is refused in words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.billing.operations import rates
from webapp.staff.models import Role

LogIn = Callable[..., Client]
Question = dict[str, str]

METER = {
    "rule": "charge.meter",
    "previous": "99985",
    "current": "12",
    "digits": "5",
    "ratio": "1",
    "tariff": "5,38",
}
NORM = {
    "rule": "charge.norm",
    "norm": "4.5",
    "persons": "2",
    "first_day": "2026-10-01",
    "last_day": "2026-10-31",
    "tariff": "48.20",
    "multiplier": "1.5",
}
RANGES = {
    "rule": "charge.ranges",
    "volume": "4 500",
    "bound_1": "3900",
    "bound_2": "6000",
    "tariff_1": "5.00",
    "tariff_2": "6.50",
    "tariff_3": "9.00",
}
COMMON = {
    "rule": "common_property",
    "building_volume": "12000",
    "premises_volume": "10000",
    "area": "60",
    "total_area": "2400",
    "tariff": "1.936",
}
PENALTY = {
    "rule": "penalty",
    "debtor": "citizen",
    "service": "heat",
    "amount": "1000.00",
    "due": "2026-06-15",
    "as_of": "2026-09-15",
    "paid": "400.00",
    "paid_on": "2026-08-01",
}


@pytest.fixture
def ask(log_in: LogIn) -> Callable[..., str]:
    """Ask a calculator as a lawyer and read the page."""
    client = log_in(Role.LAWYER)

    def asked(question: Question, *, language: str = "ru") -> str:
        client.cookies["django_language"] = language
        page: str = client.get(
            reverse("admin:workplace_calculators"), question | {"go": "1"}
        ).content.decode()
        return page

    return asked


@pytest.mark.parametrize(
    ("question", "russian", "english"),
    [
        (
            METER,
            ("145,26 ₽", "27,000 (с переходом через ноль)", "прил. 2 ф. 1 Правил"),
            ("145.26 ₽", "27.000", "Charge by the meter"),
        ),
        (
            NORM,
            ("650,70 ₽", "433,80", "216,90", "01.10.2026 – 31.10.2026"),
            ("650.70 ₽", "9.000", "1 Oct 2026 – 31 Oct 2026"),
        ),
        (
            RANGES,
            ("23\u00a0400,00 ₽", "19\u00a0500,00", "3\u00a0900,00"),
            ("23,400.00 ₽", "19,500.00", "Charge by ranges"),
        ),
        (
            COMMON,
            ("96,80 ₽", "2\u00a0000,000", "Остаток по дому"),
            ("96.80 ₽", "2,000.000", "Remainder of the building"),
        ),
        (
            PENALTY,
            ("14,43 ₽", "16.07.2026 – 01.08.2026", "1/130"),
            ("14.43 ₽", "16 Jul 2026 – 1 Aug 2026", "1/130"),
        ),
    ],
    ids=["meter", "norm", "ranges", "common property", "penalty"],
)
def test_an_answer_brings_its_lines_in_both_languages(
    ask: Callable[..., str], question: Question, russian: tuple[str, ...], english: tuple[str, ...]
) -> None:
    in_russian, in_english = ask(question), ask(question, language="en")

    assert [text for text in russian if text not in in_russian] == []
    assert [text for text in english if text not in in_english] == []


@pytest.mark.parametrize(
    ("question", "russian", "english"),
    [
        (
            METER | {"previous": "199985"},
            "Предыдущее показание: 199\u00a0985: не помещается в 5 знаков",
            "Previous reading: 199,985: does not fit the 5 digits",
        ),
        (
            METER | {"previous": "1650", "current": "1500"},
            "меньше предыдущего",
            "is below the previous reading",
        ),
        (METER | {"tariff": "дорого"}, "Введите число.", "Enter a number."),
        (
            NORM | {"last_day": "2026-09-30"},
            "Последний день раньше первого.",
            "The last day is earlier than the first.",
        ),
        (NORM | {"multiplier": "0.5"}, "должно быть не меньше 1", "must be at least 1"),
        (RANGES | {"bound_2": "3000"}, "границы должны возрастать", "must rise"),
        (
            RANGES | {"tariff_3": ""},
            "Третьему диапазону нужны и граница, и тариф.",
            "A third range needs both",
        ),
        (
            COMMON | {"premises_volume": ""},
            "Нужен вместе с показаниями",
            "Needed beside the building meter.",
        ),
        (
            COMMON | {"building_volume": ""},
            "Нужен, если в доме нет",
            "Needed where the building has no meter.",
        ),
        (
            COMMON | {"total_area": "50"},
            "больше площади всех помещений",
            "is larger than total_area",
        ),
        (
            PENALTY | {"due": "1990-01-15"},
            "Последний день оплаты: 15.01.1990: неизвестно",
            "Due, last day to pay: 15 Jan 1990: nothing is known",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    ask: Callable[..., str], question: Question, russian: str, english: str
) -> None:
    in_russian, in_english = ask(question), ask(question, language="en")

    assert russian in in_russian and 'role="alert"' in in_russian
    assert english in in_english and 'role="alert"' in in_english


def test_two_ranges_are_enough(ask: Callable[..., str]) -> None:
    assert "23\u00a0400,00 ₽" in ask(RANGES | {"bound_2": "", "tariff_3": ""})


def test_a_building_without_a_meter_is_charged_by_the_norm(ask: Callable[..., str]) -> None:
    assert "96,80 ₽" in ask(
        COMMON | {"building_volume": "", "premises_volume": "", "common_volume_norm": "2000"}
    )


def test_the_ways_of_charging_stand_under_one_tab(ask: Callable[..., str]) -> None:
    page = ask(RANGES)

    assert page.count(">Начисление</a>") == 1
    assert [
        page.count(f"rule={rule}")
        for rule in ("charge.meter", "charge.norm", "charge.ranges", "common_property")
    ] == [2, 1, 1, 1]
    assert "Способ начисления" not in ask(PENALTY)


def test_the_print_says_in_words_what_was_asked(ask: Callable[..., str]) -> None:
    page = ask(PENALTY)

    assert "<dd>Гражданин</dd>" in page
    assert "<dd>15.06.2026</dd>" in page


def test_the_penalty_follows_a_key_rate_that_staff_entered(ask: Callable[..., str]) -> None:
    by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
    question = PENALTY | {"due": "2026-10-15", "as_of": "2026-12-20", "paid": "", "paid_on": ""}
    before = ask(question)

    rate = {
        "effective_from": date(2026, 12, 1),
        "rate_percent": Decimal("5.00"),
        "source": "Банк России",
    }
    rates.enter_key_rate(**rate, by=by, today=date(2026, 11, 16))

    assert "5,00 %" not in before
    assert "5,00 %" in ask(question)


def test_a_rate_of_a_day_that_nobody_has_verified_is_marked(ask: Callable[..., str]) -> None:
    later = PENALTY | {
        "debtor": "other",
        "due": "2026-10-15",
        "as_of": "2027-06-15",
        "paid": "",
        "paid_on": "",
    }

    assert "14,00 % (не подтверждена)" in ask(later)
    assert "не подтверждена" not in ask(PENALTY)
