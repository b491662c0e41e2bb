"""A corrected street, house or flat is what the next paper prints."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit.models import Entry
from webapp.premises import addresses
from webapp.premises.models import Premises, Street
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
EMPTY = {f"events-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    return client


@pytest.fixture
def flat() -> Premises:
    return factories.create_premises(street="ул. Мира", house="10", number="5")


def test_a_corrected_street_is_in_every_address_on_it_and_in_the_journal(
    office: Client, flat: Premises
) -> None:
    street = flat.building.street
    house = factories.create_premises(street="ул. Мира", house="12", number="")
    elsewhere = factories.create_premises(street="ул. Лесная", house="1", number="1")

    fields = {"district": street.district_id, "settlement": "г. Тверь", "name": "ул. Новая"}
    office.post(reverse("admin:premises_street_change", args=[street.pk]), fields)

    lines = dict(Premises.objects.values_list("id", "address"))
    assert lines[flat.pk] == "г. Тверь, ул. Новая, д. 10, кв. 5"
    assert lines[house.pk] == "г. Тверь, ул. Новая, д. 12"
    assert lines[elsewhere.pk] == "г. Тверь, ул. Лесная, д. 1, кв. 1"
    deed = Entry.objects.get(name="premises.address.refreshed")
    assert (deed.subject, deed.details) == (f"street:{street.pk}", {"premises": 2, "parties": 0})


def test_a_corrected_house_moves_the_customers_whose_post_went_there(
    office: Client, flat: Premises
) -> None:
    building = flat.building
    here = factories.create_person(address=flat.address)
    elsewhere = factories.create_person(address="г. Тверь, а/я 5")
    nowhere = factories.create_person()
    fields = {
        "street": building.street_id,
        "ownership": building.ownership,
        "number": "10а",
        "kind": building.kind,
    }

    office.post(reverse("admin:premises_building_change", args=[building.pk]), {**fields, **EMPTY})

    for party in (here, elsewhere, nowhere):
        party.refresh_from_db()
    assert here.address == "г. Тверь, ул. Мира, д. 10а, кв. 5"
    assert (elsewhere.address, nowhere.address) == ("г. Тверь, а/я 5", "")


def test_a_flat_gets_its_address_from_its_house(office: Client, flat: Premises) -> None:
    fields = {
        "building": flat.building_id,
        "number": "6",
        "is_residential": "on",
        "address": "где-то",
    }

    office.post(reverse("admin:premises_premises_add"), fields)
    office.post(
        reverse("admin:premises_premises_change", args=[flat.pk]),
        {**fields, **EMPTY, "number": "7"},
    )

    assert set(Premises.objects.values_list("address", flat=True)) == {
        "г. Тверь, ул. Мира, д. 10, кв. 6",
        "г. Тверь, ул. Мира, д. 10, кв. 7",
    }


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ({"kind": "FLAT", "number": "5"}, "г. Тверь, ул. Мира, д. 5 корп. 2, кв. 5"),
        (
            {"kind": "FLAT", "number": "5", "room": "3"},
            "г. Тверь, ул. Мира, д. 5 корп. 2, кв. 5, комн. 3",
        ),
        (
            {"kind": "PREMISES", "number": "1-Н", "rest": "эт. 2"},
            "г. Тверь, ул. Мира, д. 5 корп. 2, пом. 1-Н, эт. 2",
        ),
        ({"kind": "OTHER", "rest": "подвал"}, "г. Тверь, ул. Мира, д. 5 корп. 2, подвал"),
        ({}, "г. Тверь, ул. Мира, д. 5 корп. 2"),
    ],
)
def test_what_an_administrator_enters_is_printed_as_a_registry_of_the_same_address(
    office: Client, columns: dict[str, str], line: str
) -> None:
    flat = factories.create_premises(house="5 корп. 2")

    fields = {"building": flat.building_id, "is_residential": "on", **columns, **EMPTY}
    office.post(reverse("admin:premises_premises_change", args=[flat.pk]), fields)

    assert Premises.objects.get().address == line
    assert str(addresses.parse_address(line)) == line


def test_a_flat_of_an_older_version_becomes_an_office_with_its_address(
    office: Client, flat: Premises
) -> None:
    owner = factories.create_organization(address=flat.address)

    fields = {"building": flat.building_id, "kind": "OFFICE", "number": "5", **EMPTY}
    office.post(reverse("admin:premises_premises_change", args=[flat.pk]), fields)

    owner.refresh_from_db()
    assert owner.address == "г. Тверь, ул. Мира, д. 10, оф. 5"


def test_a_second_spelling_of_a_street_is_refused_by_name(office: Client, flat: Premises) -> None:
    street = flat.building.street
    fields = {
        "district": street.district_id,
        "settlement": "город Тверь",
        "name": "Мира улица",
    }

    answer = office.post(reverse("admin:premises_street_add"), fields)

    assert "г. Тверь, ул. Мира" in str(answer.context["adminform"].form.non_field_errors())
    assert Street.objects.count() == 1


def test_an_address_that_did_not_change_is_not_written(office: Client, flat: Premises) -> None:
    street = flat.building.street

    fields = {"district": street.district_id, "settlement": street.settlement, "name": street.name}
    office.post(reverse("admin:premises_street_change", args=[street.pk]), fields)

    assert not Entry.objects.exists()
