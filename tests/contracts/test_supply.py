"""The state of supply is changed by crews and by clerks: neither overwrites the other, and the journal knows both."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit.models import Entry
from webapp.contracts import operations
from webapp.contracts.models import Account
from webapp.outbox.models import Row
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
FORMSETS = (
    "owners",
    "residents",
    "norms",
    "events",
    "ownerevent",
    "residentevent",
    "monthlynormevent",
)
EMPTY = {
    f"{prefix}-{name}_FORMS": "0"
    for prefix in FORMSETS
    for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
}
ON = {"is_disconnected": "on"}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    return client


def fields_of(account: Account) -> dict[str, object]:
    links = {name: getattr(account, f"{name}_id") for name in ("party", "premises", "supplier")}
    return {"number": account.number, "opened_on": account.opened_on.isoformat(), **links, **EMPTY}


def seen(account: Account) -> dict[str, object]:
    """What the page of the state of supply carries along about the moment it was opened."""
    return {
        f"seen_{name}": str(getattr(account, name))
        for name in ("is_disconnected", "restriction_possible", "limit_possible", "never_cut")
    }


def test_a_form_that_was_open_while_a_crew_restricted_does_not_undo_it(office: Client) -> None:
    account = factories.create_account()
    open_form = {**fields_of(account), "restriction_possible": "on", "opened_on": "2019-12-01"}
    operations.mark_disconnected(account_id=account.pk, is_disconnected=True, ground="Акт 7")

    office.post(reverse("admin:contracts_account_change", args=[account.pk]), open_form)

    account.refresh_from_db()
    assert account.opened_on == date(2019, 12, 1)
    assert account.is_disconnected


def test_the_form_of_the_account_changes_no_state_of_supply(office: Client) -> None:
    account = factories.create_account()

    office.post(
        reverse("admin:contracts_account_change", args=[account.pk]),
        {**fields_of(account), **ON, "never_cut": "on"},
    )

    account.refresh_from_db()
    assert (account.is_disconnected, account.never_cut, account.restriction_possible) == (
        False,
        False,
        True,
    )


def test_a_clerk_corrects_the_state_with_its_ground_and_the_cases_hear_of_it(
    office: Client,
) -> None:
    account = factories.create_account()
    address = reverse("admin:contracts_account_supply", args=[account.pk])

    page = office.get(address).content.decode()
    office.post(address, {**seen(account), **ON, "never_cut": "on", "ground": "Письмо больницы"})

    account.refresh_from_db()
    assert "Сейчас потребление ограничено" in page
    assert (account.is_disconnected, account.never_cut, account.restriction_possible) == (
        True,
        True,
        False,
    )
    deeds = Entry.objects.filter(
        subject=f"account:{account.pk}", ground="Письмо больницы"
    ).values_list("name", flat=True)
    assert set(deeds) == {"contracts.account.disconnected", "contracts.account.restriction-marked"}
    assert Row.objects.get(subject=f"account:{account.pk}").fact == "account.supply-corrected"


def test_a_page_that_was_open_while_a_crew_restricted_says_so_and_changes_nothing(
    office: Client,
) -> None:
    account = factories.create_account()
    open_page = {**seen(account), "never_cut": "on", "ground": "Письмо больницы"}
    operations.mark_disconnected(account_id=account.pk, is_disconnected=True, ground="Акт 7")

    answer = office.post(
        reverse("admin:contracts_account_supply", args=[account.pk]), open_page, follow=True
    )

    account.refresh_from_db()
    assert "тем временем изменили" in answer.content.decode()
    assert (account.is_disconnected, account.never_cut) == (True, False)
    assert not Entry.objects.filter(ground="Письмо больницы").exists()


def test_nothing_is_written_without_a_ground_or_a_difference(office: Client) -> None:
    account = factories.create_account()
    address = reverse("admin:contracts_account_supply", args=[account.pk])

    without_ground = office.post(address, {**seen(account), **ON})
    as_it_is = {"restriction_possible": "on", "limit_possible": "on", "ground": "Так"}
    same = office.post(address, {**seen(account), **as_it_is}, follow=True)

    assert without_ground.context["form"].errors.keys() == {"ground"}
    assert "Ничего не изменено" in same.content.decode()
    assert not Entry.objects.exists()


def test_the_state_of_another_segment_is_not_there(client: Client) -> None:
    account = factories.create_account(party=factories.create_organization())
    clerk = factories.create_staff(role=Role.ADMINISTRATOR, kinds=("PERSON",))
    client.force_login(clerk)

    assert (
        client.get(reverse("admin:contracts_account_supply", args=[account.pk])).status_code == 404
    )


def test_the_page_of_the_account_leads_to_its_state_of_supply(office: Client) -> None:
    account = factories.create_account()

    page = office.get(reverse("admin:contracts_account_change", args=[account.pk])).content.decode()

    assert f'href="{reverse("admin:contracts_account_supply", args=[account.pk])}"' in page
    assert 'name="is_disconnected"' not in page
