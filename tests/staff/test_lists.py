"""Every list stays within its budget of queries, however many rows it shows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from webapp.audit import operations as audit
from webapp.metering.models import Reading
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
BUDGETS = {
    "audit_entry": 12,
    "billing_charge": 11,
    "contracts_account": 12,
    "contracts_contract": 11,
    "contracts_service": 9,
    "contracts_supplier": 9,
    "metering_meter": 11,
    "parties_party": 10,
    "premises_building": 11,
    "premises_district": 9,
    "premises_premises": 11,
    "premises_street": 10,
    "staff_lockdate": 10,
    "staff_user": 12,
}


@pytest.fixture
def administrator(client: Client) -> Client:
    user = factories.create_staff(role=Role.ADMINISTRATOR)
    client.force_login(user)
    for number in range(12):
        organization = factories.create_organization() if number % 2 else None
        account = factories.create_debtor(months=1, party=organization)
        meter = factories.create_meter(account=account)
        Reading.objects.create(meter=meter, read_on=date(2026, 1, 1), value=Decimal(number), source="CREW")
        factories.create_premises(house=str(number), street=f"ул. {number}-я")
        factories.create_staff(role=Role.CREW)
        audit.record(name="billing.debts.loaded", subject=f"account:{account.pk}", actor=user)
    return client


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_list_stays_within_its_budget(administrator: Client, page: str) -> None:
    administrator.get(reverse(f"admin:{page}_changelist"))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = administrator.get(reverse(f"admin:{page}_changelist"))

    assert answer.status_code == 200
    assert len(queries) <= BUDGETS[page], "\n".join(query["sql"] for query in queries)


@pytest.mark.parametrize(
    "page",
    [
        "contracts_account",
        "contracts_contract",
        "parties_party",
        "premises_building",
        "metering_meter",
        "staff_user",
        "billing_charge",
        "audit_entry",
    ],
)
def test_a_row_opens_with_its_history(administrator: Client, page: str) -> None:
    listed = administrator.get(reverse(f"admin:{page}_changelist"))
    row = listed.context["cl"].result_list[0]

    assert administrator.get(reverse(f"admin:{page}_change", args=[row.pk])).status_code == 200


def test_nothing_is_deleted_on_screen(administrator: Client) -> None:
    listed = administrator.get(reverse("admin:contracts_account_changelist"))
    row = listed.context["cl"].result_list[0]

    assert administrator.post(reverse("admin:contracts_account_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
