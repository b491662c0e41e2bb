"""The months by the norm that a registry tells: by them the debt of a citizen is measured."""

from decimal import Decimal

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.contracts.models import MonthlyNorm
from webapp.payments.uploads import DEBTS
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report

pytestmark = pytest.mark.django_db
HEADER = (*registries.HEADER, "Норматив", "Человек", "Тариф")


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier()


def load(*rows: tuple[str, ...], good_rows_only: bool = False) -> Report:
    content = registries.csv(*rows, header=HEADER)
    return uploads.load(
        kind=DEBTS,
        content=content,
        file_name="norms.csv",
        good_rows_only=good_rows_only,
        by=None,
        today=factories.TODAY,
    )


def line(period: str, *norm: str) -> tuple[str, ...]:
    return (*registries.row(period=period), *(norm or ("", "", "")))


def told() -> list[tuple[object, ...]]:
    rows = MonthlyNorm.objects.order_by("starts_on")
    return list(rows.values_list("norm", "persons", "tariff", "starts_on__month"))


def test_a_registry_tells_norm_people_and_tariff_of_a_service() -> None:
    load(line("08.2026", "130", "2", "6,17"))

    assert told() == [(Decimal(130), 2, Decimal("6.17"), 8)]


def test_only_a_newer_norm_that_says_something_else_is_kept_beside_the_former() -> None:
    load(line("07.2026", "130", "2", "6,17"))
    load(line("08.2026", "130", "2", "6,17"))
    load(line("09.2026", "130", "2", "6,80"))
    load(line("05.2026", "99", "1", "5"))

    assert [row[-1] for row in told()] == [7, 9]


@pytest.mark.parametrize("norm", [("130", "2", ""), ("0", "2", "6"), ("130", "двое", "6")])
def test_a_norm_that_says_nothing_is_refused_with_its_column(norm: tuple[str, ...]) -> None:
    with translation.override("ru"):
        report = load(line("08.2026", *norm), good_rows_only=True)

    assert {error.row for error in report.errors} == {2}
    assert "норматив" in report.errors[0].message.lower() or "человек" in report.errors[0].message
    assert not MonthlyNorm.objects.exists()
