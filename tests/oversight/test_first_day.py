"""The card of the first day tells each role what its desk is for, until it is put away."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories
from webapp.staff import operations
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles(db: None) -> None:
    operations.seed_roles()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_a_card_whose_pages_open(
    role: Role, client_of: Callable[[User], Client]
) -> None:
    client = client_of(factories.create_staff(role=role))

    card = client.get("/office/").context["first_day"]
    assert len(card["links"]) == 3
    page = client.get("/office/").content.decode()
    for address in addresses(page):
        assert client.get(address).status_code == 200


def addresses(page: str) -> list[str]:
    """Return where the links of the card lead."""
    card = page.partition("first-day")[2].partition("</section>")[0]
    found = [part.partition('"')[0] for part in card.split('href="')[1:]]
    assert len(found) == 3
    return found


def test_the_card_that_was_put_away_comes_no_more(client_of: Callable[[User], Client]) -> None:
    client = client_of(factories.create_staff())

    assert client.get("/office/").context["first_day"]
    client.post("/office/my-settings/card/")
    assert client.get("/office/").context["first_day"] is None
