"""A registry may tell where a customer is registered and why he pays; nothing of it is guessed."""

from datetime import date

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.billing.queries import plans, registry
from webapp.contracts.models import Owner
from webapp.parties.models import Party
from webapp.payments.uploads import DEBTS
from webapp.uploads import operations as uploads
from webapp.uploads.tables import reading

pytestmark = pytest.mark.django_db
HEADER = (
    *registries.HEADER,
    *("Адрес регистрации", "Право", "Доля", "Право с", "Документ о праве"),
)
HOME = "170100, Тверская обл., г. Тверь, ул. Южная, д. 7"
RIGHT = (HOME, "собственник", "1/3", "14.05.2019", "Выписка из ЕГРН № 7")


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier()


def content(*told: str) -> bytes:
    return registries.csv((*registries.row(), *told), header=HEADER)


def load(*told: str) -> None:
    uploads.load(
        kind=DEBTS,
        file_name="dolg.csv",
        content=content(*told),
        by=None,
        today=factories.TODAY,
        good_rows_only=False,
    )


def faults(*told: str) -> list[str]:
    with translation.override("ru"):
        found = reading.read(
            registry.READER,
            file_name="dolg.csv",
            content=content(*told),
            today=factories.TODAY,
        )
        return [error.column for error in plans.plan(found, None, factories.TODAY).errors]


def test_the_right_of_a_customer_with_its_share_day_and_paper_is_kept() -> None:
    load(*RIGHT)

    owner = Owner.objects.get()
    assert owner.party == Party.objects.get()
    assert (owner.share_numerator, owner.share_denominator) == (1, 3)
    assert (owner.right, owner.starts_on) == ("OWNERSHIP", date(2019, 5, 14))
    assert owner.proof == "Выписка из ЕГРН № 7"
    assert owner.party.residence == HOME


def test_the_address_of_supply_is_never_taken_for_that_of_registration() -> None:
    load("", "", "", "", "")

    party = Party.objects.get()
    assert (party.residence, party.address) == ("", "")
    assert not Owner.objects.exists()


@pytest.mark.parametrize(
    ("told", "column"),
    [
        (("ул. Южная, д. 7", *RIGHT[1:]), "Адрес регистрации"),
        ((HOME, "сосед", *RIGHT[2:]), "Право"),
        ((HOME, "", *RIGHT[2:]), "Право"),
        ((HOME, "собственник", "3/1", *RIGHT[3:]), "Доля"),
        ((HOME, "собственник", "1/3", "", RIGHT[4]), "Право с"),
    ],
)
def test_a_right_that_a_court_could_not_use_is_refused_by_its_column(
    told: tuple[str, ...], column: str
) -> None:
    assert faults(*told) == [column]
