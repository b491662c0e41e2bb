"""A house is one house, however files spell its street and its number."""

import threading

import pytest
from django.db import connection
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.contracts.models import Account
from webapp.payments.uploads import DEBTS
from webapp.premises.models import Building, District, Premises, Street
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report

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


def line(
    number: int, address: str, period: str = "08.2026", *, district: str = "Северный"
) -> tuple[str, ...]:
    return registries.row(
        of=(
            f"7000{number}",
            *registries.ANNA[1:4],
            district,
            address.format(flat=number),
            *registries.ANNA[6:],
        ),
        period=period,
    )


def load(*rows: tuple[str, ...]) -> Report:
    content = registries.csv(*rows)
    return uploads.load(
        kind=DEBTS,
        file_name="dolg.csv",
        content=content,
        by=None,
        today=factories.TODAY,
        good_rows_only=False,
    )


def test_house_spelt_four_ways_in_one_file_is_one_house() -> None:
    load(*(line(number, address) for number, address in enumerate(SPELLINGS, start=1)))

    assert (Street.objects.count(), Building.objects.count(), Premises.objects.count()) == (1, 1, 4)
    assert (Street.objects.get().name, str(Building.objects.get())) == ("ул. Мира", "12 корп. 1")


@pytest.mark.parametrize("address", SPELLINGS[1:])
def test_house_of_an_earlier_file_keeps_its_spelling(address: str) -> None:
    load(line(1, SPELLINGS[0]))

    load(line(2, address))

    assert (Street.objects.get().name, str(Building.objects.get())) == ("ул. Мира", "12 корп. 1")
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
    street = first.street
    twin = Street.objects.create(
        district=street.district,
        settlement=street.settlement,
        name="улица Мира",
        key=f"{street.key}#7",
    )
    Building.objects.create(street=twin, number="1", kind=first.kind)

    load(line(5, "г. Тверь, Мира ул., д. 1, кв. {flat}"))

    assert Account.objects.get().premises.building == first


@pytest.mark.parametrize("settlement", ["г. Тверь", "город Тверь", "Тверь"])
def test_settlement_without_a_district_is_one_district_however_it_is_spelt(settlement: str) -> None:
    load(line(1, "г. Тверь, ул. Мира, д. 1, кв. 1", district=""))

    load(line(2, f"{settlement}, ул. Мира, д. 1, кв. 2", district=""))

    assert (District.objects.count(), Building.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("д. 15А, стр. 1, кв. 5", "д. 15А, стр. 2, кв. 5"),
        ("д. 15А, кв. 5", "д. 15А, корп. 1, кв. 5"),
        ("д. 15, лит. А, кв. 5", "д. 15, лит. Б, кв. 5"),
        ("д. 15, кв. 5", "вл. 15, кв. 5"),
    ],
)
def test_blocks_of_one_number_are_houses_of_their_own(one: str, other: str) -> None:
    load(line(1, f"г. Тверь, ул. Южная, {one}"), line(2, f"г. Тверь, ул. Южная, {other}"))

    assert (Street.objects.count(), Building.objects.count(), Premises.objects.count()) == (1, 2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("кв. 3, комн. 1", "кв. 3, комн. 2"),
        ("кв. 3", "оф. 3"),
        ("пом. 1-Н", "пом. 2-Н"),
        ("подвал", "чердак"),
    ],
)
def test_rooms_and_offices_of_one_number_are_premises_of_their_own(one: str, other: str) -> None:
    load(
        line(1, f"г. Тверь, ул. Южная, д. 5, {one}"), line(2, f"г. Тверь, ул. Южная, д. 5, {other}")
    )

    assert (Building.objects.count(), Premises.objects.count()) == (1, 2)


def test_known_account_at_an_office_of_the_same_number_is_asked_about() -> None:
    load(line(1, "г. Тверь, ул. Мира, д. 1, кв. 3"))

    with translation.override("ru"), pytest.raises(uploads.UnableToLoad) as refused:
        load(line(1, "г. Тверь, ул. Мира, д. 1, оф. 3", "07.2026"))

    assert "«г. Тверь, ул. Мира, д. 1, кв. 3»" in refused.value.errors[0].message


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_one_moment_with_two_spellings_make_one_house() -> None:
    start, outcomes = threading.Barrier(2, timeout=60), []

    def clerk(number: int, address: str) -> None:
        start.wait()
        try:
            outcomes.append(load(line(number, address, district="")).rows_loaded)
        finally:
            connection.close()

    clerks = [
        threading.Thread(target=clerk, args=(number, address))
        for number, address in enumerate(SPELLINGS[1:3], start=1)
    ]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()

    assert outcomes == [1, 1]
    counts = (District, Street, Building, Premises)
    assert [model.objects.count() for model in counts] == [1, 1, 1, 2]
