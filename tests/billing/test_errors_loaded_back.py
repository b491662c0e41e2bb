"""What was refused stays refused: the workbook of errors, loaded back untouched, makes nothing."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from tests.billing.test_spoilt_cells import FILES, TODAY, load, of
from webapp.contracts.models import Account
from webapp.payments.uploads import DEBTS
from webapp.uploads import queries
from webapp.uploads.tables import books, sheets

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier(short_name="ООО «ВДЭК»")


def errors_book(content: bytes, file_name: str) -> bytes:
    """Return the workbook as a person takes it from the preview."""
    with translation.override("ru"):
        reading = queries.read(kind=DEBTS, file_name=file_name, content=content, today=TODAY)
        errors = DEBTS.plan(reading, None, TODAY).errors
        return books.errors_book(errors, reading.rejected(errors))


def first_cells(book: bytes) -> list[Any]:
    table = sheets.read_table(file_name="errors.xlsx", content=book, headers=())
    return [line[0] for line in table.rows[1:]]


def cells(field: str, *values: Any) -> list[Any]:
    return [pytest.param({field: value}, id=f"{field} {value!r}"[:40]) for value in values]


REFUSED = [
    *cells("account", 1e15, 40817810123456789.0, 1234567890123456.0, 1e300),
    *cells("account", "4,08E+16", "4.08178E+16", "7E+15", "4,08e+16", "#N/A", "#Н/Д"),
    *cells("account", DAY, date(2012, 1, 5), "01.12.2026", "2026-12-01 00:00:00", "12.янв"),
    *cells("account", "дек.20", "5-Jan", 70001.5, -70001.0, True, "5000\x0023"),
    *cells("name", DAY, "Смиrнова Анна Павловна", "Смирнова\x00 Анна Павловна"),
    *cells("address", DAY, "г. Тверь, ул. Ми\u202eра, д. 1, кв. 2", "г. Тверь, ул. Ми\ufffdра, 1"),
    *cells("inn", DAY, "50010073\x002259", 500100732.5, 1e15),
    *cells("phone", DAY, "8,91612E+10", "8 916 123-45-67/68", "\u200e8 916 123-45-67"),
    *cells("contract", DAY, 1e17, "1E+20", 12.5),
    *cells("contract_date", 46249.0, 1.0, 1e300, "31.12.9999"),
    *cells("period", 46249.0, 202608.0, 1e300, "?"),
    *cells("charged", DAY, "1e9999999", "NaN", "1E+5", "9" * 13, -5.0, True),
    *cells("paid", DAY, "NaN", "-1"),
]


@pytest.mark.parametrize("changed", REFUSED)
def test_a_refused_row_loaded_back_untouched_is_refused_again(changed: dict[str, Any]) -> None:
    name, content = "dolg.xlsx", registries.xlsx(of(**{"account": "70001", **changed}))
    if all(isinstance(value, str) for value in changed.values()):
        name, content = "dolg.csv", registries.csv(of(**{"account": "70001", **changed}))
    assert load(content, name).rows_wrong == 1

    again = load(errors_book(content, name), "errors.xlsx")

    assert (again.rows_loaded, again.rows_wrong, Account.objects.count()) == (0, 1, 0)


def test_an_account_that_lost_its_digits_comes_back_as_a_mark() -> None:
    name = "account_of_17_digits_in_a_numeric_cell.xlsx"

    book = errors_book((FILES / name).read_bytes(), name)

    assert first_cells(book) == ["?", "?"]
    again = load(book, "errors.xlsx")
    assert (again.rows_wrong, Account.objects.count()) == (2, 0)
    assert "введите значение заново" in again.errors[0].message


def test_an_account_that_lost_its_zeros_comes_back_with_the_row_it_is_compared_with() -> None:
    content = registries.csv(of("0036001234"), of("36001234", period="09.2026"))

    book = errors_book(content, "dolg.csv")

    assert first_cells(book) == ["0036001234", "36001234"]
    again = load(book, "errors.xlsx")
    assert (again.rows_wrong, Account.objects.count()) == (2, 0)


def test_what_nobody_would_believe_is_written_back_as_it_was_typed() -> None:
    book = errors_book(registries.csv(of("4,08E+16"), of("12.янв")), "dolg.csv")

    assert first_cells(book) == ["4,08E+16", "12.янв"]
