"""Every list stays within its budget of queries, however many rows it shows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.correspondence.steps import plan
from tests.correspondence.test_documents import store
from tests.parties.test_parties import INLINES
from tests.recovery import living
from webapp.audit import operations as audit
from webapp.billing.models import DebtLoad
from webapp.billing.operations import rates
from webapp.contracts.models import Account
from webapp.correspondence.models import Message
from webapp.metering.models import Reading
from webapp.payments.models import Statement
from webapp.processes.models import Case
from webapp.recovery.models import Authority
from webapp.recovery.operations import opening
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import case_subject

pytestmark = pytest.mark.django_db
ROWS = 12
BUDGETS = {
    "audit_entry_changelist": 14,
    "audit_journal": 14,
    "billing_charge_changelist": 11,
    "billing_debts": 9,
    "billing_key_rates": 8,
    "contracts_account_changelist": 12,
    "contracts_contract_changelist": 11,
    "contracts_service_changelist": 9,
    "contracts_supplier_changelist": 9,
    "correspondence_document_changelist": 9,
    "correspondence_message_changelist": 10,
    "correspondence_message_doubtful": 9,
    "correspondence_templates": 8,
    "index": 21,
    "metering_meter_changelist": 11,
    "parties_party_changelist": 10,
    "payments_statements": 9,
    "premises_building_changelist": 11,
    "premises_district_changelist": 9,
    "premises_premises_changelist": 11,
    "premises_street_changelist": 10,
    "recovery_authority_changelist": 11,
    "recovery_cases": 15,
    "recovery_events": 12,
    "staff_lockdate_changelist": 10,
    "staff_user_changelist": 12,
    "tasks_list": 21,
}


@pytest.fixture
def administrator(client: Client) -> Client:
    user = factories.create_staff(role=Role.ADMINISTRATOR)
    client.force_login(user)
    accounts = [add_customer(number) for number in range(ROWS)]
    living.prepare()
    opening.open_cases(
        account_ids=[account.pk for account in accounts], by=None, today=living.START
    )
    for number, (account, case) in enumerate(
        zip(accounts, Case.objects.order_by("id"), strict=True)
    ):
        for subject in (
            f"account:{account.pk}",
            f"party:{account.party_id}",
            case_subject(case_id=case.pk),
        ):
            audit.record(name="tasks.task.completed", subject=subject, actor=user)
        write_papers_of(case, account)
        load_files(number)
        give_task(case, account, role=Role.CREW)
        give_task(case, account, role=Role.ADMINISTRATOR, assignee=user)
    return client


def add_customer(number: int) -> Account:
    organization = factories.create_organization() if number % 2 else None
    account = factories.create_debtor(
        months=1, monthly=Decimal("5000.00"), party=organization, today=living.START
    )
    meter = factories.create_meter(account=account)
    Reading.objects.create(
        meter=meter, read_on=date(2026, 1, 1), value=Decimal(number), source="CREW"
    )
    factories.create_premises(house=str(number), street=f"ул. {number}-я")
    return account


def write_papers_of(case: Case, account: Account) -> None:
    paper = store(step=f"{case.pk}", subject=case_subject(case_id=case.pk), account_id=account.pk)
    for status in (Message.Status.PLANNED, Message.Status.UNKNOWN):
        message = plan(subject=paper.subject, document_id=paper.pk, account_id=account.pk)
        Message.objects.filter(pk=message.pk).update(status=status)


def load_files(number: int) -> None:
    clerk, at = factories.create_staff(role=Role.ACCOUNTANT), datetime(2026, 3, 2, tzinfo=UTC)
    for kind in (Statement, DebtLoad):
        kind.objects.create(
            file_name=f"{number}", sha256=f"{number}", loaded_at=at, loaded_by=clerk
        )
    rates.enter_key_rate(
        effective_from=date(2026, 12, 1) + timedelta(days=number),
        rate_percent=Decimal(10 + number),
        source="ЦБ",
        by=clerk,
        today=date(2026, 11, 21),
    )
    district = factories.create_district(code=f"d{number}", name=f"Район {number}")
    Authority.objects.create(
        kind=Authority.Kind.BAILIFFS, name=f"ОСП {number}", address="г. Тверь", district=district
    )


def give_task(case: Case, account: Account, *, role: Role, assignee: User | None = None) -> None:
    Task.objects.create(
        kind="restriction",
        subject=case_subject(case_id=case.pk),
        case=case,
        stage=0,
        attempt=1,
        role=role,
        assignee=assignee,
        assigned_by=factories.create_staff(role=Role.LAWYER),
        account=account,
        created_on=living.START,
    )


def count(client: Client, page: str) -> list[str]:
    address = reverse(f"admin:{page}")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [
        query["sql"] for query in queries if "staff_business" not in query["sql"]
    ]  # the clock is read once a second, by any page


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_list_stays_within_its_budget(administrator: Client, page: str) -> None:
    asked = count(administrator, page)

    assert len(asked) <= BUDGETS[page], "\n".join(asked)


def test_the_desk_of_a_crew_stays_within_its_budget(administrator: Client) -> None:
    crew = factories.create_staff(role=Role.CREW)
    administrator.force_login(crew)

    asked = count(administrator, "index")

    assert len(asked) <= 12, "\n".join(asked)


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
        "recovery_authority",
    ],
)
def test_a_row_opens_with_its_history(administrator: Client, page: str) -> None:
    listed = administrator.get(reverse(f"admin:{page}_changelist"))
    row = listed.context["cl"].result_list[0]

    assert administrator.get(reverse(f"admin:{page}_change", args=[row.pk])).status_code == 200


def test_nothing_is_deleted_on_screen(administrator: Client) -> None:
    listed = administrator.get(reverse("admin:contracts_account_changelist"))
    row = listed.context["cl"].result_list[0]

    assert (
        administrator.post(
            reverse("admin:contracts_account_delete", args=[row.pk]), {"post": "yes"}
        ).status_code
        == 403
    )


def test_a_long_history_is_read_in_as_many_queries_as_a_short_one(administrator: Client) -> None:
    party = factories.create_organization()
    address = reverse("admin:parties_party_change", args=[party.pk])
    inlines = {
        f"{prefix}-{name}_FORMS": "0"
        for prefix in INLINES
        for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }
    asked = []

    for number in range(6):
        administrator.post(
            address,
            {
                "kind": party.kind,
                "name": f"ООО «{number}»",
                "inn": party.inn,
                "language": "ru",
                **inlines,
            },
        )
        with CaptureQueriesContext(connection) as queries:
            page = administrator.get(address).content.decode()
        asked.append(len(queries))

    assert "ООО «4»" in page
    # the clock may have to be read again just then
    assert asked[-1] <= asked[1] + 1


def test_people_are_chosen_by_the_name_of_their_role() -> None:
    lawyer = factories.create_staff(role=Role.LAWYER)
    accountant = factories.create_staff(role=Role.ACCOUNTANT)
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    address = reverse("admin:staff_user_changelist")

    page = client.get(address, {"role": "ACCOUNTANT"})

    people = set(page.context["cl"].result_list)
    assert accountant in people
    assert lawyer not in people
    assert ">ACCOUNTANT<" not in page.content.decode()
