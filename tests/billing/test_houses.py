"""A house is one house, however files spell its street and its number."""

import pytest

from tests import factories
from tests.billing import registries
from webapp.billing.operations import debts
from webapp.contracts.models import Account
from webapp.premises.models import Building, Premises, Street

pytestmark = pytest.mark.django_db
SPELLINGS = (
    "г. Тверь, ул. Мира, д. 12 корп. 1, кв. {flat}",
    "город Тверь, улица Мира, дом 12 к.1, кв. {flat}",
    "Тверь, Мира ул., д. 12, корпус 1, кв. {flat}",
    "г.Тверь, УЛ МИРА, 12к1, кв. {flat}",
)


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier()


def line(number: int, address: str, period: str = "08.2026") -> tuple[str, ...]:
    return registries.row(
        of=(
            f"7000{number}",
            *registries.ANNA[1:5],
            address.format(flat=number),
            *registries.ANNA[6:],
        ),
        period=period,
    )


def load(*rows: tuple[str, ...]) -> debts.LoadReport:
    content = registries.csv(*rows)
    return debts.load(
        file_name="dolg.csv", content=content, by=None, today=factories.TODAY, good_rows_only=False
    )


def test_house_spelt_four_ways_in_one_file_is_one_house() -> None:
    load(*(line(number, address) for number, address in enumerate(SPELLINGS, start=1)))

    assert (Street.objects.count(), Building.objects.count(), Premises.objects.count()) == (1, 1, 4)
    assert (Street.objects.get().name, Building.objects.get().number) == ("ул. Мира", "12 корп. 1")


@pytest.mark.parametrize("address", SPELLINGS[1:])
def test_house_of_an_earlier_file_keeps_its_spelling(address: str) -> None:
    load(line(1, SPELLINGS[0]))

    load(line(2, address))

    assert (Street.objects.get().name, Building.objects.get().number) == ("ул. Мира", "12 корп. 1")
    assert {
        account.premises.building_id for account in Account.objects.select_related("premises")
    } == {Building.objects.get().pk}


def test_known_account_spelt_another_way_is_no_error() -> None:
    load(line(1, SPELLINGS[0]))

    assert (
        load(
            *(
                line(1, address, f"{month:02}.2026")
                for month, address in enumerate(SPELLINGS, start=1)
            )
        ).rows_loaded
        == 4
    )


def test_flat_spelt_another_way_is_one_flat() -> None:
    load(line(1, "г. Тверь, ул. Мира, д. 1, кв. 2А"), line(2, "г. Тверь, ул. Мира, д. 1, кв. 2а"))

    assert Premises.objects.count() == 1


def test_avenue_and_street_of_one_name_are_two() -> None:
    load(line(1, "г. Тверь, ул. Мира, д. 1, кв. 2"), line(2, "г. Тверь, пр-т Мира, д. 1, кв. 2"))

    assert (Street.objects.count(), Building.objects.count()) == (2, 2)


def test_of_two_houses_that_an_older_version_doubled_the_first_is_taken() -> None:
    first = factories.create_premises(street="ул. Мира", house="1", number="1").building
    factories.create_premises(street="улица Мира", house="1", number="1")

    load(line(5, "г. Тверь, Мира ул., д. 1, кв. {flat}"))

    assert Account.objects.get().premises.building == first
