"""Accounts and balances, as programs read them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests import factories
from tests.api.conftest import Program
from webapp.contracts.models import Account
from webapp.staff.models import Role

Programs = Callable[..., Program]
TODAY = date(2026, 3, 2)


def test_an_account_says_whose_it_is_and_where(program: Programs) -> None:
    account = factories.create_account(number="700000001")

    answer = program().get(f"/api/v1/accounts/{account.pk}/")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": account.pk,
        "number": "700000001",
        "customer": {
            "id": account.party_id,
            "kind": "PERSON",
            "name": "Смирнова Анна Павловна",
        },
        "address": account.premises.address,
        "district": "north",
        "contract": None,
        "supplier_inn": "7705123452",
        "opened_on": "2020-01-01",
        "closed_on": None,
        "is_disconnected": False,
    }


def test_a_list_is_read_page_by_page_to_its_end(program: Programs) -> None:
    made = [factories.create_account().pk for _number in range(5)]
    caller = program()

    first = caller.get("/api/v1/accounts/", limit=2).json()
    second = caller.get(first["next"]).json()
    factories.create_account()
    third = caller.get(second["next"]).json()

    seen = [row["id"] for page in (first, second, third) for row in page["results"]]
    assert seen == made[::-1]
    assert third["next"] is None


def test_a_list_is_filtered_and_refuses_what_it_does_not_know(program: Programs) -> None:
    account = factories.create_account()
    factories.create_account(party=factories.create_organization())
    caller = program()

    by_number = caller.get("/api/v1/accounts/", number=account.number).json()["results"]
    by_kind = caller.get("/api/v1/accounts/", customer_kind="ORGANIZATION").json()["results"]
    slip = caller.get("/api/v1/accounts/", nubmer=account.number)

    assert [row["id"] for row in by_number] == [account.pk]
    assert [row["customer"]["kind"] for row in by_kind] == ["ORGANIZATION"]
    assert slip.status_code == 400
    assert slip.json()["errors"][0]["field"] == "nubmer"


def test_a_list_shows_the_segment_of_the_owner_of_the_token(program: Programs) -> None:
    south = factories.create_district(code="south", name="Южный")
    factories.create_account()
    seen = factories.create_account(district=south)
    caller = program(Role.CALL_CENTER, districts=("south",))

    found = caller.get("/api/v1/accounts/").json()["results"]

    assert [row["id"] for row in found] == [seen.pk]
    assert caller.get(f"/api/v1/accounts/{Account.objects.earliest('pk').pk}/").status_code == 404


def test_a_balance_is_what_the_card_of_the_account_shows(program: Programs) -> None:
    account = factories.create_debtor(months=2, monthly=Decimal("1500.00"), today=TODAY)

    balance = program().get(f"/api/v1/accounts/{account.pk}/balance/").json()

    assert (balance["debt"], balance["overdue"]) == ("3000.00", "3000.00")
    assert (balance["overdue_months"], balance["advance"]) == (2, "0.00")
    assert [line["debt"] for line in balance["charges"]] == ["1500.00", "1500.00"]


def test_a_balance_of_a_past_day_knows_nothing_of_later_months(program: Programs) -> None:
    account = factories.create_debtor(months=2, monthly=Decimal("1500.00"), today=TODAY)

    balance = program().get(f"/api/v1/accounts/{account.pk}/balance/", on="2025-12-31").json()

    assert (balance["on"], balance["debt"]) == ("2025-12-31", "1500.00")
