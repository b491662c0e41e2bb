"""The months that a payer names are read in every way people and banks write them; what is not understood is said."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.payments.queries import months

PAID_ON = date(2026, 9, 10)
SUMMER = ["06.2026", "07.2026", "08.2026"]


def named(text: str) -> list[str]:
    read = months.read(text, paid_on=PAID_ON)
    assert read.unread == ""
    return [f"{month:%m.%Y}" for month in read.months]


@pytest.mark.parametrize(
    "text",
    [
        "за период с июня по август 2026",
        "за июнь-август",
        "за июнь – август 2026 г.",
        "июнь, июль и август 2026",
        "за июнь/июль/август 26",
        "июнь 2026, июль, август",
        "за 06-08.2026",
        "06,07,08.2026",
        "за 6,7,8 месяцы 2026",
        "06.2026-08.2026",
        "за 06/2026, 07/2026, 08/2026",
        "за 06.26-08.26",
        "за период 2026.06-2026.08",
        "PaymPeriod=062026, 072026, 082026",
        "с 01.06.2026 по 31.08.2026",
        "01.06.26-31.08.26 период",
        "с 1 июня по 31 августа 2026",
        "2026-06-01 – 2026-08-31",
        "за июнь 2026 за июль 2026 за август 2026",
        "за июнь, июль-август 2026",
        "ЗА ИЮНЬ-АВГУСТ 2026Г.",
        "за VI.2026, VII.2026, VIII.2026",
        "маусым-тамыз 2026",
    ],
)
def test_one_summer_is_read_however_it_is_written(text: str) -> None:
    assert named(text) == SUMMER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("за июль 2026", ["07.2026"]),
        ("за июль 2026г.", ["07.2026"]),
        ("07.2026", ["07.2026"]),
        ("за сент. 2026", ["09.2026"]),
        ("за сентябрь2026", ["09.2026"]),
        ("за июль 2026 2000 руб", ["07.2026"]),
        ("за июль месяц 2026 года", ["07.2026"]),
        ("за 08 месяц 2026", ["08.2026"]),
        ("за aвгуcт 2026", ["08.2026"]),
        ("период: 202608", ["08.2026"]),
        ("оплата электроэнергии июль", ["07.2026"]),
        ("за э/э 06-2026, НДС 22%", ["06.2026"]),
        ("за 2 квартал 2026", ["04.2026", "05.2026", "06.2026"]),
        ("за II кв. 2026 г.", ["04.2026", "05.2026", "06.2026"]),
        ("второй квартал 2026", ["04.2026", "05.2026", "06.2026"]),
        ("за 4кв.2025г.", ["10.2025", "11.2025", "12.2025"]),
        ("за 1 полугодие 2026", [f"0{number}.2026" for number in range(1, 7)]),
        ("за 2025 год", [f"{number:02}.2025" for number in range(1, 13)]),
        ("за 1-2 кв 2026", [f"0{number}.2026" for number in range(1, 7)]),
    ],
)
def test_a_month_a_quarter_a_half_year_and_a_year_are_read(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("за август", ["08.2026"]),
        ("за декабрь", ["12.2025"]),
        ("за ноябрь-январь", ["11.2025", "12.2025", "01.2026"]),
        ("за декабрь, январь 2026", ["12.2025", "01.2026"]),
        ("за август, июль 2026", ["08.2026", "07.2026"]),
        ("за ноябрь 2025 г. по январь 2026 г.", ["11.2025", "12.2025", "01.2026"]),
        ("за 12/25, 01/26", ["12.2025", "01.2026"]),
        ("за август-октябрь", ["08.2026", "09.2026", "10.2026"]),
        ("По дог. № ЭС-05/2026 от 1 марта 2026 г. за апрель-май 2026", ["04.2026", "05.2026"]),
        ("Счёт за июль 2026 № 7 от 5 августа 2026", ["07.2026"]),
    ],
)
def test_a_month_without_a_year_takes_its_neighbors_or_the_latest(
    text: str, expected: list[str]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "аванс",
        "ул. 1 Мая, д. 5",
        "ул. 8 Марта, кв. 20",
        "ООО «Март»",
        "от Май И. И.",
        "долг на 01.09.2026",
        "оплата за газ 2 кв. 5",
        "за 10.50 руб",
        "до 15 марта",
        "д. 5, кв. 12",
        "показания 45678",
        "договор от 15.07.2026",
        "по договору № 15 от 1 марта 2026 г.",
        "по договору от «01» марта 2026 г. № 15",
        "Оплата по счету № 7 от 10 августа 2026 г. за тепло",
        "По дог. № ЭС-05/2026",
        "По делу 2-10/2026, 12-11/2026",
    ],
)
def test_what_only_looks_like_a_month_names_none(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("за авгут 2026", "за авгут 2026"),
        ("за сентебрь месяц", "за сентебрь месяц"),
        ("за 13.2026", "за 13.2026"),
        ("за прошлый месяц", "за прошлый месяц"),
        ("за 3 месяца", "за 3 месяца"),
        ("за 6 мес. 2026", "за 6 мес"),
        ("за лето", "за лето"),
        ("за отопительный сезон", "за отопительный"),
        ("за 2025-2026", "за 2025-2026"),
        ("за август-июнь 2026", "август-июнь 2026"),
        ("за сентябрь 2020 по август 2026", "сентябрь 2020 по август 2026"),
        ("за июль 2029", "июль 2029"),
        ("PaymPeriod=2026", "paymperiod=2026"),
    ],
)
def test_a_period_that_is_not_understood_is_said(text: str, words: str) -> None:
    assert months.read(text, paid_on=PAID_ON).unread == words


NAMES = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
FORMS = (
    lambda day: f"за {NAMES[day.month - 1]} {day.year}",
    lambda day: f"за {NAMES[day.month - 1]} {day.year} г.",
    lambda day: f"{NAMES[day.month - 1].upper()}{day.year}",
    lambda day: f"{day:%m.%Y}",
    lambda day: f"{day:%m/%Y}г",
    lambda day: f"за {day:%Y-%m}",
    lambda day: f"PaymPeriod={day:%m%Y}",
    lambda day: f"за {day:%m.%y}",
)


@given(
    st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(["", "ЛС |||||||||, ", "Оплата эл/энергии ", "кв. 7 "]),
    st.sampled_from(["", ", НДС 22% - 15.30", " сумма 1500-00", " кв. 12", " Иванова М.И."]),
)
def test_every_month_is_read_back_from_every_form(day, form, before, after) -> None:
    read = months.read(before + form(day) + after, paid_on=PAID_ON)

    assert read == months.Named((day.replace(day=1),))


@given(st.text(st.sampled_from("0123456789 .,-/–иза кв2026пгодмесюньIV"), max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = months.read(text, paid_on=PAID_ON)

    assert all(month.day == 1 for month in read.months)


@pytest.mark.parametrize(
    "piece", ["06.2026 ", "за ", "июль ", "1,", "01.01.2026-", "за прошл ", "1"]
)
def test_long_nonsense_is_read_in_no_time(piece: str) -> None:
    started = time.process_time()

    months.read((piece * 1_000)[: months.LENGTH_MAX], paid_on=PAID_ON)

    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "за янв-мрт 2026",
        "за январь-мрат 2026",
        "янвр-март 2026",
        "за фвр-март 2026",
        "с января по мрт 2026",
        "за январь по мрт 2026",
    ],
)
def test_range_with_a_misspelt_end_is_not_understood(text):
    assert months.read(text, paid_on=date(2026, 11, 5)).unread


@pytest.mark.parametrize(
    "text",
    [
        "за май 2026-л/с 401000163",
        "за май 2026-свет",
        "за январь 2026 - электроэнергия",
        "за июнь по договору 5",
        "за янв-март 2026",
    ],
)
def test_what_stands_after_a_month_is_no_range(text):
    named = months.read(text, paid_on=date(2026, 11, 5))

    assert named.months and not named.unread
