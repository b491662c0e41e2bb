"""What is read from a registry, and what a clerk is told when it cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests.billing import registries
from webapp.billing.queries import registry
from webapp.parties.models import Party
from webapp.uploads.tables import reading
from webapp.uploads.tables.reading import Reading
from webapp.uploads.tables.sheets import UnableToReadTable

TODAY = date(2026, 11, 16)


def read(content: bytes, file_name: str = "dolg.csv") -> Reading[registry.Row]:
    return reading.read(registry.READER, file_name=file_name, content=content, today=TODAY)


def refusal(content: bytes, file_name: str) -> str:
    with translation.override("ru"), pytest.raises(UnableToReadTable) as error:
        read(content, file_name)
    return str(error.value)


def test_a_row_says_everything_about_the_account() -> None:
    (row,) = read(registries.csv(registries.row(paid="500,50"))).rows

    assert (row.account, row.name, row.kind) == (
        "70001",
        "Смирнова Анна Павловна",
        Party.Kind.PERSON,
    )
    assert str(row.address) == "г. Тверь, ул. Мира, д. 1, кв. 2"
    assert (row.emails, row.phones, row.district) == (
        ("anna@example.com",),
        ("+79161234567",),
        "Северный",
    )
    assert (row.service, row.period, row.charged, row.paid) == (
        "electricity",
        date(2026, 8, 1),
        Decimal("1500.50"),
        Decimal("500.50"),
    )
    assert row.due_date == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("cp1251", ";"), ("cp1251", "\t")],
)
def test_csv_is_read_in_both_encodings_with_any_delimiter(encoding: str, delimiter: str) -> None:
    assert (
        read(registries.csv(registries.row(), encoding=encoding, delimiter=delimiter)).rows[0].name
        == "Смирнова Анна Павловна"
    )


def test_a_workbook_may_have_a_title_above_the_header_and_real_dates_and_numbers() -> None:
    line = (70001.0, *registries.ANNA[1:], "ээ", date(2026, 8, 31), 1500.5, 0)

    (row,) = read(
        registries.xlsx(line, above=("Реестр задолженности", "на 01.11.2026")), "dolg.xlsx"
    ).rows

    assert (row.account, row.period, row.charged, row.number) == (
        "70001",
        date(2026, 8, 1),
        Decimal("1500.50"),
        4,
    )


def test_headers_may_be_english_in_any_order_and_case() -> None:
    header = ("PERIOD", "Charged", "paid", "service", "account", "name", "address")
    line = ("2026-08", "10.00", "", "heat", "1", "Петров Пётр Ильич", "г. Тверь, Садовая ул., 3, 4")

    (row,) = read(registries.csv(line, header=header, delimiter=",")).rows

    assert (row.period, row.service, str(row.address)) == (
        date(2026, 8, 1),
        "heat",
        "г. Тверь, Садовая ул., д. 3, кв. 4",
    )


@pytest.mark.parametrize(
    "period",
    ["08.2026", "8.2026", "2026-08", "31.08.2026", "2026-08-15", "август 2026", "Август 2026 г."],
)
def test_a_month_is_understood_as_people_write_it(period: str) -> None:
    assert read(registries.csv(registries.row(period=period))).rows[0].period == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("name", "inn", "kind"),
    [
        ("Смирнова Анна Павловна", "", Party.Kind.PERSON),
        ("СМИРНОВ ИВАН ИЛЬИЧ", "", Party.Kind.PERSON),
        ("Петрова-Водкина Мария Фоминична", "", Party.Kind.PERSON),
        ("Мамедов Али Гасан оглы", "", Party.Kind.PERSON),
        ("Алиева Лейла Рашид кызы", "", Party.Kind.PERSON),
        ("Школа Иван Петрович", "", Party.Kind.PERSON),
        ("Ли Мин", "500100732259", Party.Kind.PERSON),
        ("ИП Лебедев Олег Иванович", "500100732259", Party.Kind.SOLE_TRADER),
        ("ООО «Ромашка»", "7728168971", Party.Kind.ORGANIZATION),
        ("Местная религиозная община", "7728168971", Party.Kind.ORGANIZATION),
        ("УК «Уют»", "7728168971", Party.Kind.MANAGING_COMPANY),
        ("ТСЖ «Надежда»", "7728168971", Party.Kind.HOA),
    ],
)
def test_the_kind_of_customer_is_told_by_the_name_and_the_inn(
    name: str, inn: str, kind: Party.Kind
) -> None:
    line = ("1", name, inn, "", "", "г. Тверь, ул. Мира, д. 5", "", "", "Д-1", "01.02.2020")

    assert read(registries.csv(registries.row(of=line))).rows[0].kind == kind


@pytest.mark.parametrize(
    ("name", "inn", "seems"),
    [
        ("МБОУ Средняя школа № 5", "", "Организация"),
        ("МБДОУ детский сад «Ромашка»", "", "Организация"),
        ("ТСЖ «Надежда»", "", "ТСЖ, ТСН, ЖСК"),
        ("ГСК Мотор", "", "Организация"),
        ("Гаражный кооператив Стрела", "", "Организация"),
        ("Администрация Медновского поселения", "", "Организация"),
        ("ИП Лебедев Олег Иванович", "", "Индивидуальный предприниматель"),
        ("КФХ Рассвет", "", "Организация"),
        ("Глава КФХ Лебедев Олег Иванович", "", "Индивидуальный предприниматель"),
        ("Церковь Святого Николая", "", "Организация"),
        ("СНТ Берёзка", "", "Организация"),
        ("УК «Уют»", "", "Управляющая компания"),
        ("Родник Плюс", "", ""),
        ("Совхоз имени Ильича", "", "Организация"),
        ("Ли Мин", "", ""),
        ("Смирнова Анна Павловна", "7728168971", ""),
    ],
)
def test_who_is_no_citizen_for_sure_is_asked_about(name: str, inn: str, seems: str) -> None:
    line = ("1", name, inn, "", "", "г. Тверь, ул. Мира, д. 5", "", "", "Д-1", "01.02.2020")

    with translation.override("ru"):
        found = read(registries.csv(registries.row(of=line)))

    (error,) = found.errors
    assert (found.rows, error.column) == ((), "Вид")
    assert f"«{name}»" in error.message
    assert seems in error.message


@pytest.mark.parametrize(
    ("place", "value", "column", "words"),
    [
        (0, "", "Лицевой счёт", "Ячейка пуста"),
        (
            1,
            "Иванов Иван Иванович, Иванова Анна Петровна",
            "ФИО / наименование",
            "Напишите одного человека",
        ),
        (1, "Петров П. П.", "ФИО / наименование", "полностью"),
        (2, "7728168970", "ИНН", "контрольная цифра"),
        (5, "Тверь", "Адрес", "улиц"),
        (5, "г. Тверь, ул. Мира 5, 12", "Адрес", "оканчивается числом"),
        (5, f"г. Тверь, ул. {'Очень ' * 20}Длинная, д. 5", "Адрес", "длиннее 120"),
        (6, "anna(at)example", "E-mail", "не адрес электронной почты"),
        (7, "12", "Телефон", "номер"),
        (10, "Кабельное ТВ", "Услуга", "Услуга неизвестна"),
        (11, "13.2026", "Период", "Нет такого месяца"),
        (11, "12.2026", "Период", "ещё не начался"),
        (11, "01.1900", "Период", "Срок оплаты"),
        (12, "много", "Начислено", "Это не сумма"),
        (12, "-5", "Начислено", "отрицательн"),
        (12, "1,005", "Начислено", "двух цифр"),
        (13, "9999", "Оплачено", "Оплачено больше, чем начислено"),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(
    place: int, value: str, column: str, words: str
) -> None:
    line = list(registries.row())
    line[place] = value

    with translation.override("ru"):
        found = read(registries.csv(registries.row(of=registries.ROMASHKA), tuple(line)))

    (error,) = found.errors
    assert (error.row, error.column, error.value) == (3, column, value)
    assert words in error.message
    assert [row.account for row in found.rows] == ["90001"]


def test_an_organization_needs_its_contract() -> None:
    line = (*registries.ROMASHKA[:8], "", "")

    (error,) = read(registries.csv(registries.row(of=line))).errors

    assert error.column == "Договор №"


@pytest.mark.parametrize("number", ["б/н", "-", "нет", "Без договора"])
def test_words_for_no_contract_are_no_number(number: str) -> None:
    organization = (*registries.ROMASHKA[:8], number, registries.ROMASHKA[9])
    person = (*registries.ANNA[:8], number, "")

    found = read(registries.csv(registries.row(of=organization), registries.row(of=person)))

    assert [(error.row, error.column) for error in found.errors] == [(2, "Договор №")]
    assert [row.contract_number for row in found.rows] == [""]


def test_contacts_in_one_cell_are_told_apart_by_their_shape() -> None:
    header = tuple("Контакты" if name == "E-mail" else name for name in registries.HEADER)
    line = list(registries.row())
    line[6] = "Anna@Example.com 8 916 111-22-33, +7 (4822) 34-56-78; a.smirnova@mail.ru"

    (row,) = read(registries.csv(tuple(line), header=header)).rows

    assert row.emails == ("Anna@example.com", "a.smirnova@mail.ru")
    assert row.phones == ("+79161234567", "+79161112233", "+74822345678")


def test_an_organization_pays_for_electricity_and_hot_water_by_the_law_and_for_wastewater_by_its_contract() -> (
    None
):
    with translation.override("ru"):
        found = read(
            registries.csv(
                *(
                    registries.row(of=registries.ROMASHKA, service=name)
                    for name in ("Электроснабжение", "ГВС", "Водоотведение")
                )
            )
        )

    assert [row.due_date for row in found.rows] == [date(2026, 9, 18), date(2026, 9, 10)]
    (error,) = found.errors
    assert (error.row, error.column, "задаёт договор" in error.message) == (4, "Срок оплаты", True)


@pytest.mark.parametrize(
    ("period", "due_on"),
    [
        pytest.param("12.2025", date(2026, 1, 12), id="the 10th is a Saturday after holidays"),
        pytest.param("02.2026", date(2026, 3, 16), id="the 15th is a Sunday: Минстрой 9202-ДН/04"),
        pytest.param("07.2026", date(2026, 8, 17), id="the 15th is a Saturday"),
        pytest.param("06.2026", date(2026, 7, 15), id="a working day stays"),
    ],
)
def test_a_day_to_pay_that_the_law_names_moves_off_a_day_off(period: str, due_on: date) -> None:
    (row,) = read(registries.csv(registries.row(period=period))).rows

    assert row.due_date == due_on


def test_a_month_repeated_in_the_file_is_an_error_that_names_the_other_row() -> None:
    with translation.override("ru"):
        found = read(registries.csv(registries.row(), registries.row(charged="1,00")))

    first, second = found.errors
    assert (first.row, "строке 3" in first.message) == (2, True)
    assert (second.row, "строке 2" in second.message) == (3, True)
    assert not found.rows


def test_a_broken_workbook_is_refused_by_name() -> None:
    whole = registries.xlsx(registries.row())

    for broken in (whole[: len(whole) // 2], b"PK\x03\x04 not a workbook", b"just text"):
        message = refusal(broken, "dolg.xlsx")
        assert "«dolg.xlsx»" in message
        assert "повреждён" in message
    assert "повреждён" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut", "dolg.xls")


def test_a_wrong_header_names_the_missing_columns() -> None:
    header = tuple("Что-то" if name in {"Услуга", "Период"} else name for name in registries.HEADER)

    message = refusal(registries.csv(registries.row(), header=header), "dolg.csv")

    assert "Услуга, Период" in message


def test_a_header_that_names_one_thing_twice_is_refused() -> None:
    header = tuple("Начислено" if name == "Оплачено" else name for name in registries.HEADER)

    assert "дважды: Начислено" in refusal(
        registries.csv(registries.row(), header=header), "dolg.csv"
    )


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "utf-16"])
def test_a_wrong_encoding_is_named(encoding: str) -> None:
    assert (
        "кодировк"
        in refusal(registries.csv(registries.row(), encoding=encoding), "dolg.csv").casefold()
    )


@pytest.mark.parametrize(
    ("content", "file_name", "words"),
    [
        (b"", "dolg.csv", "пуст"),
        (b"  \n", "dolg.csv", "пуст"),
        (b"x", "dolg.pdf", "xlsx, xls и csv"),
        (registries.csv(), "dolg.csv", "нет строк"),
    ],
    ids=["no bytes", "blanks", "another format", "header only"],
)
def test_a_file_without_a_registry_is_refused(content: bytes, file_name: str, words: str) -> None:
    assert words in refusal(content, file_name)
