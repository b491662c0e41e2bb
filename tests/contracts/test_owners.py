"""Shares and registrations have their days and are never deleted; owners own no more than the whole."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.contracts.test_supply import fields_of
from webapp.audit.models import Entry
from webapp.contracts.models import Account, Contract, Owner, Resident
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    return client


def line(account: Account, **fields: object) -> dict[str, object]:
    return {
        "account": account.pk,
        "right": "OWNERSHIP",
        "share_numerator": 1,
        "share_denominator": 2,
        "starts_on": "2020-01-01",
        **fields,
    }


def form_of(account: Account, *, initial: int, lines: list[dict[str, object]]) -> dict[str, object]:
    counts = {"owners-TOTAL_FORMS": len(lines), "owners-INITIAL_FORMS": initial}
    cells = {
        f"owners-{number}-{name}": value
        for number, fields in enumerate(lines)
        for name, value in fields.items()
    }
    return {**fields_of(account), **counts, **cells}


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_deletion_of_an_owner_is_not_taken_and_the_end_of_a_share_is(office: Client) -> None:
    account, person = factories.create_account(), factories.create_person()
    owner = Owner.objects.create(account=account, party=person, starts_on=date(2020, 1, 1))
    posted = line(
        account,
        id=owner.pk,
        party=person.pk,
        ends_on="2026-01-01",
        share_denominator=1,
        DELETE="on",
    )

    office.post(
        reverse("admin:contracts_account_change", args=[account.pk]),
        form_of(account, initial=1, lines=[posted]),
    )

    assert Owner.objects.get(pk=owner.pk).ends_on == date(2026, 1, 1)
    deed = Entry.objects.get(name="contracts.account.changed", subject=f"account:{account.pk}")
    assert deed.details == {
        "fields": [],
        "lines": [{"line": "owner", "id": owner.pk, "fields": ["ends_on"]}],
    }


def test_an_owner_who_is_gone_stays_in_the_history_of_the_account(office: Client) -> None:
    account = factories.create_account()
    owner = Owner.objects.create(
        account=account,
        party=factories.create_person(name="Прежний Олег Ильич"),
        starts_on=date(2020, 1, 1),
    )
    owner.delete()

    assert (
        "Прежний Олег Ильич"
        in office.get(reverse("admin:contracts_account_change", args=[account.pk])).content.decode()
    )


def test_shares_above_the_whole_are_refused_with_their_day(office: Client) -> None:
    account, person = factories.create_account(), factories.create_person()
    lines = [
        line(account, party=person.pk),
        line(
            account, party=person.pk, share_numerator=2, share_denominator=3, starts_on="2021-02-03"
        ),
    ]

    page = office.post(
        reverse("admin:contracts_account_change", args=[account.pk]),
        form_of(account, initial=0, lines=lines),
    )

    assert "На 03.02.2021 доли в сумме больше целого" in page.content.decode()
    assert not Owner.objects.exists()


def test_a_share_that_has_ended_makes_room_for_the_next(office: Client) -> None:
    account, person = factories.create_account(), factories.create_person()
    lines = [
        line(account, party=person.pk, share_denominator=1, ends_on="2021-02-03"),
        *(
            line(account, party=person.pk, share_denominator=6, starts_on="2021-02-03")
            for _sixth in range(6)
        ),
    ]

    office.post(
        reverse("admin:contracts_account_change", args=[account.pk]),
        form_of(account, initial=0, lines=lines),
    )
    check_now()

    assert Owner.objects.count() == 7


def test_the_database_keeps_shares_within_the_whole() -> None:
    account = factories.create_account()
    for _half in range(2):
        Owner.objects.create(
            account=account, party=account.party, share_denominator=2, starts_on=date(2020, 1, 1)
        )
    check_now()

    with pytest.raises(IntegrityError, match="more than the whole"), transaction.atomic():
        Owner.objects.create(
            account=account, party=account.party, share_denominator=100, starts_on=date(2022, 1, 1)
        )


@pytest.mark.parametrize("model", [Owner, Resident])
def test_nothing_ends_before_it_begins(model: type[Owner | Resident]) -> None:
    account = factories.create_account()

    with pytest.raises(IntegrityError, match="_dates"), transaction.atomic():
        model.objects.create(
            account=account,
            party=account.party,
            starts_on=date(2026, 5, 1),
            ends_on=date(2026, 4, 1),
        )


def test_a_contract_that_ends_before_it_is_signed_is_refused_in_words(office: Client) -> None:
    contract = factories.create_contract(party=factories.create_organization())
    fields = {
        "number": contract.number,
        "party": contract.party_id,
        "supplier": contract.supplier_id,
        "signed_on": "2020-01-01",
    }
    empty = {f"events-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}

    page = office.post(
        reverse("admin:contracts_contract_change", args=[contract.pk]),
        {**fields, **empty, "ends_on": "2019-01-01"},
    )

    assert "Договор не может закончиться раньше, чем подписан" in page.content.decode()
    assert Contract.objects.get().ends_on is None
