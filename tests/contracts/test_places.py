"""Where an account is, is written down beside it, whatever moves it there."""

import pytest

from tests import factories
from webapp.contracts import queries
from webapp.contracts.models import Account, Place
from webapp.premises.models import Building, Premises, Street
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    """An account in the north; there is a south too."""
    factories.create_district(code="south", name="Южный")
    return factories.create_account()


@pytest.fixture
def southerner() -> User:
    """Somebody who sees the south alone."""
    return factories.create_staff(role=Role.LAWYER, districts=("south",))


def south() -> Street:
    district = factories.create_district(code="south", name="Южный")
    return Street.objects.create(district=district, settlement="г. Тверь", name="ул. Южная")


def move_street(account: Account) -> None:
    district = factories.create_district(code="south", name="Южный")
    Street.objects.filter(pk=account.premises.building.street_id).update(district=district)


def move_building(account: Account) -> None:
    Building.objects.filter(pk=account.premises.building_id).update(street=south())


def move_premises(account: Account) -> None:
    building = Building.objects.create(street=south(), number="1")
    Premises.objects.filter(pk=account.premises_id).update(building=building)


def move_account(account: Account) -> None:
    building = Building.objects.create(street=south(), number="1")
    premises = Premises.objects.create(building=building, number="1")
    Account.objects.filter(pk=account.pk).update(premises=premises)


@pytest.mark.parametrize("move", [move_street, move_building, move_premises, move_account])
def test_an_account_is_seen_in_the_district_to_which_anything_moves_it(
    account: Account, southerner: User, move
) -> None:
    before = list(queries.visible_accounts(user=southerner))

    move(account)

    assert before == []
    assert list(queries.visible_accounts(user=southerner)) == [account]


def test_another_customer_and_a_contract_stand_in_the_place_of_the_account(
    account: Account,
) -> None:
    contract = factories.create_contract(party=factories.create_organization())

    Account.objects.filter(pk=account.pk).update(contract=contract, party=contract.party)

    place = Place.objects.get(account=account)
    assert (place.contract, place.party) == (contract, contract.party)
