"""A lawyer for persons never sees organizations, nor another district."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.contracts import queries
from webapp.contracts.models import Account
from webapp.parties.queries import visible_parties
from webapp.premises.queries import visible_premises
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, Account]:
    south = factories.create_district(code="south", name="Южный")
    return {
        "person north": factories.create_account(),
        "person south": factories.create_account(district=south, party=factories.create_person(name="Иванов Иван Иванович")),
        "organization north": factories.create_account(party=factories.create_organization()),
    }


def seen(town: dict[str, Account], user: User) -> set[str]:
    visible = set(queries.visible_accounts(user=user))
    return {name for name, account in town.items() if account in visible}


def test_without_a_segment_everything_is_seen(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(role=Role.LAWYER)) == set(town)


def test_a_lawyer_for_persons_sees_no_organizations(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(kinds=("PERSON",))) == {"person north", "person south"}


def test_a_lawyer_of_a_district_sees_no_other(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(districts=("north",))) == {"person north", "organization north"}


def test_both_limits_hold_at_once(town: dict[str, Account]) -> None:
    assert seen(town, factories.create_staff(kinds=("PERSON",), districts=("south",))) == {"person south"}


def test_a_superuser_sees_everything_whatever_the_segment(town: dict[str, Account]) -> None:
    user = factories.create_staff(role=Role.ADMINISTRATOR, kinds=("PERSON",), districts=("south",))
    user.is_superuser = True

    assert seen(town, user) == set(town)
    assert visible_parties(user=user).count() == 3


def test_one_account_is_asked_about_by_id(town: dict[str, Account]) -> None:
    user = factories.create_staff(kinds=("PERSON",))

    assert queries.can_see(user=user, account_id=town["person north"].pk)
    assert not queries.can_see(user=user, account_id=town["organization north"].pk)


def test_premises_are_seen_by_the_districts(town: dict[str, Account]) -> None:
    user = factories.create_staff(districts=("south",))

    assert list(visible_premises(user=user)) == [town["person south"].premises]


def test_parties_are_seen_by_the_same_segment(town: dict[str, Account]) -> None:
    user = factories.create_staff(kinds=("PERSON",), districts=("north",))

    assert list(visible_parties(user=user)) == [town["person north"].party]


@pytest.mark.parametrize("page", ["contracts_account", "parties_party", "billing_charge", "metering_meter", "contracts_contract"])
def test_screens_open_nothing_outside_the_segment(client: Client, town: dict[str, Account], page: str) -> None:
    hidden = town["organization north"]
    row = {
        "contracts_account": hidden,
        "parties_party": hidden.party,
        "contracts_contract": hidden.contract,
        "billing_charge": factories.create_charge(account=hidden, period=factories.previous_month(factories.TODAY)),
        "metering_meter": factories.create_meter(account=hidden),
    }[page]
    client.force_login(factories.create_staff(role=Role.LAWYER, kinds=("PERSON",)))

    listed = client.get(reverse(f"admin:{page}_changelist"))
    opened = client.get(reverse(f"admin:{page}_change", args=[row.pk]))

    assert listed.status_code == 200
    assert hidden.number not in listed.content.decode()
    assert "Ромашка" not in listed.content.decode()
    assert opened.status_code == 302  # Django's admin: "does not exist, perhaps it was deleted"


def test_the_search_of_parties_in_forms_keeps_the_segment(client: Client, town: dict[str, Account]) -> None:
    user = factories.create_staff(role=Role.LAWYER, kinds=("PERSON",))
    client.force_login(user)

    answer = client.get(
        reverse("admin:autocomplete"), {"term": "Ромашка", "app_label": "contracts", "model_name": "account", "field_name": "party"}
    )

    assert answer.json()["results"] == []
