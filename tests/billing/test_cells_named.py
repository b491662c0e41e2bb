"""An error names its cell as the file does, whether the file or the database shows it."""

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.billing.queries import plans, registry
from webapp.uploads.tables import reading

pytestmark = pytest.mark.django_db
OWN = {"Лицевой счёт": "Номер ЛС", "ФИО / наименование": "Абонент", "Начислено": "Начислено, руб."}


def errors(header: tuple[str, ...], *rows: tuple[str, ...]) -> list[tuple[int, str, str]]:
    with translation.override("ru"):
        found = reading.read(
            registry.READER,
            file_name="dolg.csv",
            content=registries.csv(*rows, header=header),
            today=factories.TODAY,
        )
        wrong = plans.plan(found, None, factories.TODAY).errors
    return [(error.row, error.column, error.value) for error in wrong]


def own_header() -> tuple[str, ...]:
    return tuple(OWN.get(name, name) for name in registries.HEADER)


def changed(name: str, value: str) -> tuple[str, ...]:
    given = dict(zip(registries.HEADER, registries.row(), strict=True)) | {name: value}
    return tuple(str(cell) for cell in given.values())


def test_what_the_file_shows_is_named_by_its_header() -> None:
    factories.create_supplier()

    assert errors(own_header(), changed("Начислено", "много")) == [(2, "Начислено, руб.", "много")]


def test_what_only_the_database_shows_is_named_by_its_header_too() -> None:
    factories.create_supplier()
    number = str(registries.row()[0])
    factories.create_account(number=number, party=factories.create_person(name="Орлов Пётр Ильич"))

    (name, *_rest) = errors(own_header(), registries.row())

    assert name == (
        2,
        "Абонент",
        dict(zip(registries.HEADER, registries.row(), strict=True))["ФИО / наименование"],
    )


def test_a_contact_of_a_common_column_is_named_by_that_column() -> None:
    factories.create_supplier(email="dolg@vdes.example")
    header = tuple("Контакты" if name == "E-mail" else name for name in registries.HEADER)
    row = changed("E-mail", "dolg@vdes.example")

    assert errors(header, row) == [(2, "Контакты", "dolg@vdes.example")]


def test_a_row_without_its_supplier_is_named_by_the_column_that_it_lacks() -> None:
    assert errors(registries.HEADER, registries.row()) == [(2, "Поставщик", "")]
