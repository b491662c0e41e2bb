"""What spreadsheets, mails and keyboards do to a registry on its way: undone where that is safe, else refused with the cell."""

import io
import json
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from documents import declension
from tests import factories
from tests.billing import registries
from tests.billing.registries import Formatted
from webapp.billing.models import Charge, DebtLoad
from webapp.contracts.models import Account
from webapp.parties.models import Party
from webapp.payments.uploads import DEBTS
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report
from webapp.uploads.tables.lines import RowError
from webapp.uploads.tables.sheets import UnableToReadTable

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier(short_name="ООО «ВДЭК»")


def load(content: bytes, file_name: str = "dolg.xlsx") -> Report:
    """Load what is good, as a clerk does who chooses so; the words are Russian."""
    with translation.override("ru"):
        return uploads.load(
            kind=DEBTS,
            file_name=file_name,
            content=content,
            by=None,
            today=TODAY,
            good_rows_only=True,
        )


def load_file(name: str) -> Report:
    return load((FILES / name).read_bytes(), name)


def first_refusal(content: bytes, file_name: str = "dolg.xlsx") -> RowError:
    report = load(content, file_name)
    assert (report.rows_loaded, Account.objects.count()) == (0, 0)
    return report.errors[0]


def numbers() -> list[str]:
    return list(Account.objects.order_by("number").values_list("number", flat=True))


def of(account: Any, **changed: Any) -> tuple[Any, ...]:
    """Return a row of Anna's with another account, and other cells by the header."""
    line = list(registries.row())
    line[0] = account
    for header, value in changed.items():
        line[registries.HEADER.index(TITLES[header])] = value
    return tuple(line)


TITLES = {
    "name": "ФИО / наименование",
    "inn": "ИНН",
    "address": "Адрес",
    "phone": "Телефон",
    "email": "E-mail",
    "contract": "Договор №",
    "contract_date": "Дата договора",
    "period": "Период",
    "charged": "Начислено",
    "paid": "Оплачено",
}


class TestNumbersOfAccounts:
    def test_more_than_fifteen_digits_in_a_numeric_cell_are_refused_with_the_cell(self) -> None:
        report = load_file("account_of_17_digits_in_a_numeric_cell.xlsx")

        assert (report.rows_loaded, numbers()) == (0, [])
        assert [error.message.split(":")[0] for error in report.errors] == ["Sheet!A2", "Sheet!A3"]
        assert "хранит 15 цифр" in report.errors[0].message
        assert "формат «Текстовый»" in report.errors[0].message

    @pytest.mark.parametrize("value", [1e15, 40817810123456789.0, 1234567890123456.0, 1e300])
    def test_any_number_that_long_is_refused(self, value: float) -> None:
        error = first_refusal(registries.xlsx(of(value)))

        assert error.message.startswith("Реестр!A2: ")

    def test_fifteen_digits_are_whole(self) -> None:
        load(registries.xlsx(of(408178101234567.0)))

        assert numbers() == ["408178101234567"]

    def test_seventeen_digits_in_a_text_cell_are_whole(self) -> None:
        load(registries.xlsx(of("40817810123456789")))

        assert numbers() == ["40817810123456789"]

    @pytest.mark.parametrize(
        "text", ["4,08E+16", "4.08178E+16", "4,08178E+16", "7E+15", "4,08e+16"]
    )
    def test_an_exponent_is_refused_with_the_cell(self, text: str) -> None:
        error = first_refusal(registries.csv(of(text)), "dolg.csv")

        assert error.value == text
        assert error.message.startswith("A2: Таблица округлила номер")

    @pytest.mark.parametrize("value", [date(2026, 12, 1), date(2012, 1, 5)])
    def test_a_date_in_a_cell_is_no_account(self, value: date) -> None:
        error = first_refusal(registries.xlsx(of(value)))

        assert error.value == f"{value:%d.%m.%Y}"
        assert error.message.startswith("Реестр!A2: Вместо значения стоит дата")

    @pytest.mark.parametrize(
        "text", ["01.12.2026", "2026-12-01 00:00:00", "12.янв", "01.дек.26", "дек.20", "5-Jan"]
    )
    def test_a_date_in_a_text_is_no_account(self, text: str) -> None:
        error = first_refusal(registries.csv(of(text)), "dolg.csv")

        assert error.message.startswith("A2: Вместо значения стоит дата")

    @pytest.mark.parametrize("value", [70001.5, -70001.0, True])
    def test_what_is_no_whole_number_is_no_account(self, value: Any) -> None:
        error = first_refusal(registries.xlsx(of(value)))

        assert error.message.startswith("Реестр!A2: Это не целое число")

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("70001.0", "70001"),
            ("70001,00", "70001"),
            ("'0036001234", "0036001234"),
            ("\u200b500023\u00a0", "500023"),
            ("\ufeff500023", "500023"),
            ("500\u00ad023", "500023"),
            ("500\u2060023 ", "500023"),
            ("500\u200d023", "500023"),
        ],
    )
    def test_what_can_be_undone_is_undone(self, text: str, number: str) -> None:
        load(registries.csv(of(text)), "dolg.csv")

        assert numbers() == [number]

    def test_a_formula_that_keeps_zeros_is_the_number_it_shows(self) -> None:
        content = registries.csv(of('=""0036001234""'))

        load(content, "dolg.csv")

        assert numbers() == ["0036001234"]

    def test_zero_width_spaces_are_dropped_and_latin_letters_of_a_name_are_repaired(self) -> None:
        load_file("account_with_a_zero_width_space.xlsx")

        assert numbers() == ["500023", "500024"]
        assert set(Party.objects.values_list("name", flat=True)) == {"Иванов Иван Иванович"}


class TestLeadingZeros:
    def test_the_number_that_the_format_shows_is_the_account_that_is_there(self) -> None:
        load_file("account_with_leading_zeros.csv")

        report = load_file("account_shown_with_leading_zeros_by_its_format.xlsx")

        assert (report.rows_unchanged, report.errors) == (1, ())
        assert numbers() == ["0036001234"]
        assert Charge.objects.count() == 1

    @pytest.mark.parametrize(
        ("format", "shown"),
        [
            ("0000000000", "0036001234"),
            ("000000000000", "000036001234"),
            ("0000\\-000000", "0036-001234"),
            ('"ЛС-"0000000000', "ЛС-0036001234"),
            ("0000000000;-0", "0036001234"),
            ("0000000000_ ", "0036001234"),
            ("0", "36001234"),
            ("0.00", "36001234"),
            ("#,##0", "36001234"),
            ("000", "36001234"),
        ],
    )
    def test_a_number_is_taken_as_its_format_shows_it(self, format: str, shown: str) -> None:
        load(registries.xlsx(of(Formatted(36001234, format))))

        assert numbers() == [shown]

    def test_an_old_workbook_shows_its_zeros_too(self) -> None:
        cells = [
            *registries.xls_table(registries.HEADER, ("", *registries.row()[1:])),
            registries.xls_number(1, 0, 36001234.0, style=1),
        ]

        load(registries.xls(*cells, formats=("0000000000",)), "dolg.xls")

        assert numbers() == ["0036001234"]

    def test_a_format_of_zeros_does_not_change_money(self) -> None:
        load(registries.xlsx(of("1", charged=Formatted(1500, "000000"))))

        assert str(Charge.objects.get().amount) == "1500.00"

    @pytest.mark.parametrize(
        ("there", "written"),
        [
            ("0036001234", "36001234"),
            ("36001234", "0036001234"),
            ("00-36001234", "36001234"),
            ("А-0012", "А-12"),
        ],
    )
    @pytest.mark.parametrize("changed", [{}, {"name": "Орлова Мария Ильинична"}])
    def test_the_same_digits_at_the_same_address_are_asked_about(
        self, there: str, written: str, changed: dict[str, str]
    ) -> None:
        load(registries.csv(of(there)), "dolg.csv")

        (error,) = load(registries.csv(of(written, period="09.2026", **changed)), "dolg.csv").errors

        assert (numbers(), error.column, error.value) == ([there], "Лицевой счёт", written)
        assert f"«{there}» уже есть в базе" in error.message
        assert "Напишите номер так, как там" in error.message

    def test_the_same_digits_of_the_same_person_are_asked_about(self) -> None:
        load(registries.csv(of("0036001234")), "dolg.csv")
        elsewhere = of("36001234", address="г. Тверь, ул. Садовая, д. 9, кв. 9")

        (error,) = load(registries.csv(elsewhere), "dolg.csv").errors

        assert "тот же абонент" in error.message

    def test_the_same_digits_of_another_person_elsewhere_are_another_account(self) -> None:
        stranger = of(
            "36001234", name="Петров Пётр Ильич", address="г. Тверь, ул. Садовая, д. 9, кв. 9"
        )

        report = load(registries.csv(of("0036001234"), stranger), "dolg.csv")

        assert (report.errors, numbers()) == ((), ["0036001234", "36001234"])

    def test_the_same_digits_twice_in_one_file_are_asked_about(self) -> None:
        rows = (
            of("0036001234"),
            of("36001234", period="09.2026"),
            of("0036001234", period="07.2026"),
        )

        errors = load(registries.csv(*rows), "dolg.csv").errors

        assert ([error.row for error in errors], numbers()) == ([2, 3, 4], [])
        assert "в строке 3" in errors[0].message and "в строке 2" in errors[1].message


class TestAlphabets:
    @pytest.mark.parametrize(
        ("there", "written"),
        [("А-123", "A-123"), ("A-123", "А-123"), ("ТСК-5", "TCK-5"), ("12Е", "12E")],
    )
    def test_an_account_that_only_looks_the_same_is_asked_about(
        self, there: str, written: str
    ) -> None:
        load(registries.csv(of(there)), "dolg.csv")
        stranger = of(
            written, name="Петров Пётр Ильич", address="г. Тверь, ул. Садовая, д. 9, кв. 9"
        )

        (error,) = load(registries.csv(stranger), "dolg.csv").errors

        assert numbers() == [there]
        assert "другого алфавита" in error.message

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("Cмирнова Анна Павловна", "Смирнова Анна Павловна"),
            ("Смирнoва Aнна Пaвлoвнa", "Смирнова Анна Павловна"),
            ("Петрoв-Вoдкин Кузьма Сергеевич", "Петров-Водкин Кузьма Сергеевич"),
        ],
    )
    def test_a_name_with_letters_that_look_the_same_is_repaired(
        self, written: str, meant: str
    ) -> None:
        load(registries.csv(of("1", name=written)), "dolg.csv")

        assert Party.objects.get().name == meant

    @pytest.mark.parametrize("written", ["Смиrнова", "Ивaнovа", "Sидорова", "Пeтrова"])
    def test_a_name_with_foreign_letters_is_refused(self, written: str) -> None:
        error = first_refusal(registries.csv(of("1", name=f"{written} Анна Павловна")), "dolg.csv")

        assert (error.column, f"«{written}»" in error.message) == ("ФИО / наименование", True)

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("OOO «Ромашка»", "ООО «Ромашка»"),
            ("AO «Мир»", "АО «Мир»"),
            ("ООО «Alfa Сервис»", "ООО «Alfa Сервис»"),
        ],
    )
    def test_foreign_words_of_an_organization_are_kept_and_its_legal_form_is_repaired(
        self, written: str, kept: str
    ) -> None:
        line = of("1", name=written, inn="7728168971", contract="Д-1", contract_date="01.02.2020")

        load(registries.csv(line), "dolg.csv")

        assert Party.objects.get().name == kept

    def test_an_address_with_letters_that_look_the_same_is_one_address(self) -> None:
        rows = (of("1"), of("1", period="09.2026", address="г. Твepь, ул. Mиpa, д. 1, кв. 2"))

        assert load(registries.csv(*rows), "dolg.csv").errors == ()


class TestInvisibleSigns:
    @pytest.mark.parametrize(
        ("sign", "code"),
        [
            ("\x00", "U+0000"),
            ("\x07", "U+0007"),
            ("\u202e", "U+202E"),
            ("\u200e", "U+200E"),
            ("\u2066", "U+2066"),
            ("\ufffd", "\ufffd"),
            ("\ue000", "U+E000"),
        ],
    )
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "Смирнова{} Анна Павловна"),
            ("address", "г. Тверь, ул. Ми{}ра, д. 1, кв. 2"),
            ("phone", "{}8 916 123-45-67"),
            ("inn", "50010073{}2259"),
        ],
    )
    def test_a_sign_that_cannot_be_meant_is_refused_in_words(
        self, sign: str, code: str, field: str, value: str
    ) -> None:
        bad = of("2", **{field: value.format(sign)})

        report = load(registries.csv(of("1"), bad), "dolg.csv")

        ((error,), kept) = report.errors, DebtLoad.objects.get()
        assert (error.column, code in error.message) == (TITLES[field], True)
        told = json.loads(json.dumps(vars_of(error), cls=DjangoJSONEncoder))
        assert [{name: row[name] for name in told} for row in kept.errors] == [told]
        assert "\x00" not in error.value

    def test_a_nul_in_a_row_refused_for_another_reason_does_not_break_the_load(self) -> None:
        bad = of("2", charged="12\x003", name="Смирнова\x00 Анна Павловна")

        load(registries.csv(of("1"), bad), "dolg.csv")

        assert {error["column"] for error in DebtLoad.objects.get().errors} == {
            "Начислено",
            "ФИО / наименование",
        }

    def test_a_nul_in_a_header_does_not_break_the_load(self) -> None:
        header = tuple(f"{name}\x00" if name == "Телефон" else name for name in registries.HEADER)

        load(registries.csv(of("1"), of("2", phone="12"), header=header), "dolg.csv")

        assert [error["column"] for error in DebtLoad.objects.get().errors] == ["Телефон[U+0000]"]

    @pytest.mark.parametrize(
        "header", ["Лицевой\u200b счёт", "Лиц\u00adевой счёт", "\ufeffЛицевой счёт"]
    )
    def test_a_header_is_known_whatever_invisible_stands_in_it(self, header: str) -> None:
        load(registries.csv(of("1"), header=(header, *registries.HEADER[1:])), "dolg.csv")

        assert numbers() == ["1"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "Смирнова\u00a0Анна\u200bПавловна".replace("\u200b", "\u200b ")),
            ("name", "Смир\u00adнова Анна Павловна\ufeff"),
            ("name", "Смирнова Анна Павловна".replace("й", "и\u0306")),
            ("address", "г.\u00a0Тверь, ул.\u202fМира, д.\u200b 1, кв. 2"),
        ],
    )
    def test_what_only_breaks_lines_is_dropped(self, field: str, value: str) -> None:
        load(registries.csv(of("1", **{field: value})), "dolg.csv")

        account = Account.objects.select_related("party", "premises").get()
        assert account.party.name == "Смирнова Анна Павловна"
        assert account.premises.address == "г. Тверь, ул. Мира, д. 1, кв. 2"


def vars_of(error: RowError) -> dict[str, Any]:
    return {name: getattr(error, name) for name in ("row", "column", "value", "message")}


class TestPhones:
    def phones(self) -> list[str]:
        contacts = Party.objects.get(accounts__number="1").contacts.order_by("value")
        return list(contacts.filter(kind="PHONE").values_list("value", flat=True))

    def test_two_numbers_on_two_lines_are_two_and_no_number_is_none(self) -> None:
        report = load_file("phones_on_two_lines.csv")

        found = {
            account.number: set(account.party.contacts.values_list("value", flat=True))
            for account in Account.objects.all()
        }
        assert report.errors == ()
        assert found == {"500201": {"+79161234567", "+79167654321"}, "500202": set()}

    @pytest.mark.parametrize(
        "text",
        [
            "8 916 123-45-67\n8 916 765-43-21",
            "8 916 123-45-67\r\n+7(916)7654321",
            "89161234567, 89167654321",
            "89161234567; 89167654321",
            "89161234567/89167654321",
            "8-916-123-45-67 и 8-916-765-43-21",
            "моб. 8 916 123-45-67, дом. 8 916 765-43-21",
            "тел.: 9161234567 | 9167654321",
            "8 916 123-45-67 доб. 12; 8 916 765-43-21, доб. 5",
        ],
    )
    def test_two_numbers_are_read_as_people_write_them(self, text: str) -> None:
        load(registries.xlsx(of("1", phone=text)))

        assert self.phones() == ["+79161234567", "+79167654321"]

    @pytest.mark.parametrize(
        "text", ["нет", "-", "—", "отсутствует", "не указан", "Нет данных", "н/д", "б/н", "Нет."]
    )
    def test_words_for_no_phone_are_no_phone(self, text: str) -> None:
        report = load(registries.csv(of("1", phone=text, email=text)), "dolg.csv")

        assert (report.errors, self.phones()) == ((), [])

    def test_a_number_in_a_numeric_cell_is_a_phone(self) -> None:
        load(registries.xlsx(of("1", phone=89161234567.0)))

        assert self.phones() == ["+79161234567"]

    @pytest.mark.parametrize(
        "text",
        [
            "8 916 123-45-67\n12-34",
            "89161234567 89167654321",
            "8 916 123-45-67/68",
            "не звонить 8 916 123-45-67",
            "8,91612E+10",
            "8 916 12З-45-67",
            "спросить у соседей",
        ],
    )
    def test_what_is_no_phone_is_refused_with_its_column(self, text: str) -> None:
        error = first_refusal(registries.csv(of("1", phone=text)), "dolg.csv")

        assert (error.row, error.column) == (2, "Телефон")


class TestDatesAndSums:
    @pytest.mark.parametrize("value", [46249.0, 46249, 1.0])
    def test_a_number_where_a_date_is_meant_is_refused_with_the_day_it_may_be(
        self, value: float
    ) -> None:
        error = first_refusal(registries.xlsx(of("1", contract="Д-1", contract_date=value)))

        assert error.message.startswith("Реестр!J2: Вместо даты стоит число")
        assert ("15.08.2026" in error.message) == (value > 1)

    @pytest.mark.parametrize("value", [46249.0, 202608.0, 1e300])
    def test_a_number_where_a_month_is_meant_is_refused(self, value: float) -> None:
        error = first_refusal(registries.xlsx(of("1", period=value)))

        assert error.message.startswith("Реестр!L2: Вместо даты стоит число")

    @pytest.mark.parametrize("day", ["31.12.9999", "01.01.2100", "15.08.0226", "31.12.1899"])
    def test_a_day_outside_the_calendar_of_people_is_refused(self, day: str) -> None:
        error = first_refusal(
            registries.csv(of("1", contract="Д-1", contract_date=day)), "dolg.csv"
        )

        assert "Такого дня здесь быть не может" in error.message

    @pytest.mark.parametrize("value", [date(2026, 5, 1), date(2026, 12, 1)])
    @pytest.mark.parametrize("field", ["charged", "name", "address", "phone", "inn", "contract"])
    def test_a_date_where_none_is_meant_is_refused(self, value: date, field: str) -> None:
        error = first_refusal(registries.xlsx(of("1", **{field: value})))

        assert (error.column, "Вместо значения стоит дата" in error.message) == (
            TITLES[field],
            True,
        )

    @pytest.mark.parametrize(
        "text",
        ["1e9999999", "-1e9999999", "NaN", "sNaN", "Infinity", "-inf", "1_000", "1E+5", "١٢٣"],
    )
    def test_what_is_no_sum_is_refused_in_words(self, text: str) -> None:
        error = first_refusal(registries.csv(of("1", charged=text)), "dolg.csv")

        assert (error.column, "Это не сумма" in error.message) == ("Начислено", True)

    @pytest.mark.parametrize("text", ["9" * 13, "9" * 5000, "1," + "0" * 5000 + "1"])
    def test_a_sum_with_too_many_digits_is_refused_in_words(self, text: str) -> None:
        error = first_refusal(registries.csv(of("1", charged=text)), "dolg.csv")

        assert "не больше двух цифр" in error.message.casefold()


class TestNamesOnPaper:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("ИВАНОВ ИВАН ИВАНОВИЧ", "Иванов Иван Иванович"),
            ("ПЕТРОВ-ВОДКИН КУЗЬМА СЕРГЕЕВИЧ", "Петров-Водкин Кузьма Сергеевич"),
            ("МАМЕДОВ АЛИ ГАСАН ОГЛЫ", "Мамедов Али Гасан оглы"),
            ("АЛИЕВА ЛЕЙЛА РАШИД-КЫЗЫ", "Алиева Лейла Рашид-кызы"),
            ("МАК-ДОНАЛЬД АННА ПАВЛОВНА", "Мак-Дональд Анна Павловна"),
            ("О'НИЛ АННА ПАВЛОВНА", "О'Нил Анна Павловна"),
            ("иванова анна павловна", "Иванова Анна Павловна"),
            ("ИВАНОВА Анна Павловна", "Иванова Анна Павловна"),
            ("МакДональд Анна Павловна", "МакДональд Анна Павловна"),
            ("ЛИ АННА ПАВЛОВНА", "Ли Анна Павловна"),
        ],
    )
    def test_a_persons_name_is_kept_as_people_write_it(self, written: str, kept: str) -> None:
        load(registries.csv(of("1", name=written)), "dolg.csv")

        party = Party.objects.get()
        parts = (party.last_name, party.first_name, party.patronymic)
        assert (party.name, " ".join(parts)) == (kept, kept)

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("ИП ИВАНОВ ИВАН ИВАНОВИЧ", "ИП Иванов Иван Иванович"),
            (
                "ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ ИВАНОВ ИВАН ИВАНОВИЧ",
                "Индивидуальный предприниматель Иванов Иван Иванович",
            ),
            ("ГЛАВА КФХ ИВАНОВ ИВАН ИВАНОВИЧ", "Глава КФХ Иванов Иван Иванович"),
        ],
    )
    def test_a_sole_trader_keeps_the_status(self, written: str, kept: str) -> None:
        load(registries.csv(of("1", name=written, inn="500100732259")), "dolg.csv")

        assert Party.objects.get().name == kept

    def test_a_surname_that_is_an_adjective_is_declined_as_one(self) -> None:
        report = load_file("surname_that_is_an_adjective.csv")

        name = Party.objects.get().name
        assert (report.errors, report.rows_loaded) == ((), 3)
        assert {declension.declined(name, case) for case in declension.Case} == {
            "Непомнящей Анны Ивановны",
            "Непомнящей Анне Ивановне",
            "Непомнящую Анну Ивановну",
            "Непомнящей Анной Ивановной",
        }

    def test_an_organization_keeps_its_capitals(self) -> None:
        name = "МБОУ «СРЕДНЯЯ ШКОЛА ИМЕНИ ПЕТРА II»"
        line = of("1", name=name, inn="7728168971", contract="Д-1", contract_date="01.02.2020")

        load(registries.csv(line), "dolg.csv")

        assert Party.objects.get().name == name

    def test_a_name_in_capitals_is_the_one_that_is_there(self) -> None:
        load(registries.csv(of("1")), "dolg.csv")

        report = load(registries.csv(of("1", name="СМИРНОВА АННА ПАВЛОВНА")), "dolg.csv")

        assert (report.errors, report.rows_unchanged) == ((), 1)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Анна Павловна Смирнова", "сначала фамилию"),
            ("Иван Ильич Обломов", "сначала фамилию"),
            ("Салтыков Щедрин Михаил Евграфович", "через дефис"),
            ("Иван0в Иван Иванович", "цифра"),
        ],
    )
    def test_a_name_that_papers_would_decline_wrongly_is_refused(
        self, name: str, words: str
    ) -> None:
        header = (*registries.HEADER, "Вид")

        error = first_refusal(
            registries.csv((*of("1", name=name), "физлицо"), header=header), "dolg.csv"
        )

        assert (error.column, words in error.message) == ("ФИО / наименование", True)

    @pytest.mark.parametrize("name", ["МБОУ Школа № 5", "ГСК Мотор", "Церковь Святого Николая"])
    def test_an_institution_is_no_citizen_though_the_file_says_so(self, name: str) -> None:
        header = (*registries.HEADER, "Вид")

        error = first_refusal(
            registries.csv((*of("1", name=name), "физлицо"), header=header), "dolg.csv"
        )

        assert "не имя человека" in error.message


class TestWholeFiles:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b";" * 15_000_000, "строка 1 длиннее"),
            (b"," * 15_000_000, "строка 1 длиннее"),
            (b";\n" * 7_000_000, "больше 300000 строк"),
            ((b";" * 99_000 + b"\n") * 150, "больше 10000000 ячеек"),
            (b"\t" * 5_000_000 + b";" * 5_000_000, "строка 1 длиннее"),
        ],
        ids=["semicolons", "commas", "rows", "long rows", "both"],
    )
    def test_millions_of_empty_cells_are_refused_in_seconds(
        self, content: bytes, words: str
    ) -> None:
        started = time.process_time()

        with pytest.raises(UnableToReadTable, match=words):
            load(content, "dolg.csv")

        assert time.process_time() - started < 4

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (' r:id="rId1"', ""),
            (' r:id="rId1"', ' r:id="rId99"'),
            ("<sheet ", "<leaf "),
        ],
    )
    def test_a_workbook_whose_sheet_leads_nowhere_is_refused_in_words(
        self, old: str, new: str
    ) -> None:
        content = changed_book(registries.xlsx(of("1")), old, new)

        with pytest.raises(UnableToReadTable, match="повреждён"):
            load(content)


def changed_book(content: bytes, old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as copy:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/workbook.xml":
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            copy.writestr(name, text)
    return stream.getvalue()
