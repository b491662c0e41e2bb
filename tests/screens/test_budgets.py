"""Lists cost the same queries for one row and for many."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.correspondence.models import Document, File, Message
from webapp.lists import operations as lists
from webapp.payments.models import Payment
from webapp.processes.models import Case, Step
from webapp.processes.queries import labels
from webapp.recovery.models import Scheme
from webapp.recovery.operations import opening
from webapp.recovery.queries import schemes
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
CLOCK = 1
"""The business clock is looked at once a second, so one page in a while reads it."""
CHARGED = factories.previous_month(living.START)


def queries_of(client: Client, address: str) -> int:
    """Count the queries of a page that has been opened before.

    Nothing is remembered of the schemes. What is known for a moment may have to be read again just
    then, so the page is opened twice.
    """
    client.get(address)
    return min(_spent(client, address) for _time in range(2))


def _spent(client: Client, address: str) -> int:
    cache.clear()
    schemes.scheme_of_version.cache_clear()
    with CaptureQueriesContext(connection) as spent:
        client.get(address)
    return len(spent)


def eleven_more_cases(case: Case) -> None:
    task = Task.objects.get()
    accounts = [factories.create_debtor(today=living.START) for _number in range(11)]
    opening.open_cases(
        account_ids=[account.pk for account in accounts], by=None, today=living.START
    )
    for other in Case.objects.exclude(pk=case.pk):
        task.pk, task.subject, task.workflow_id = (
            None,
            f"recovery_case:{other.pk}",
            f"debt_recovery:{other.pk}",
        )
        task.account = other.account
        task.save()


@pytest.mark.parametrize(("address", "most"), [("recovery_cases", 20), ("tasks_list", 34)])
def test_the_lists_of_cases_and_tasks(
    case: Case, boss: User, log_in: LogIn, address: str, most: int
) -> None:
    client = log_in(boss)
    page = reverse(f"admin:{address}") + "?tab=all"
    of_one = queries_of(client, page)

    eleven_more_cases(case)

    assert client.get(page).context["page"].paginator.count == 12
    assert queries_of(client, page) <= min(most, of_one + CLOCK)


def test_the_workbench_where_the_newest_thing_about_each_debtor_is_a_task(
    case: Case, boss: User, log_in: LogIn
) -> None:
    client, page = log_in(boss), reverse("admin:recovery_debtors")
    of_one = queries_of(client, page)

    eleven_more_cases(case)
    for other in Case.objects.exclude(pk=case.pk):
        Step.objects.create(
            case=other, key="1:1:ask", stage=1, deed="ask", name="approve", on=living.START, debt=1
        )

    title = labels.kind_title(process=case.process, code="approve")
    assert client.get(page).content.decode().count(title) >= 11
    assert queries_of(client, page) <= min(29, of_one + CLOCK)


def test_the_list_of_schemes(boss: User, log_in: LogIn) -> None:
    client, page = log_in(boss), reverse("admin:recovery_schemes")
    of_three = queries_of(client, page)

    for number in range(9):
        scheme = Scheme.objects.create(
            code=f"scheme-{number}", name=f"Схема {number}", party_kinds=["PERSON"], is_active=False
        )
        scheme.versions.create(
            number=1, definition=Scheme.objects.get(code="persons").versions.get().definition
        )

    assert len(client.get(page).context["rows"]) == 12
    assert queries_of(client, page) <= min(16, of_three + CLOCK)


def a_payment(number: int, **fields: Any) -> None:
    Payment.objects.create(
        natural_key=f"budget-{number}",
        source=Payment.Source.STATEMENT,
        paid_on=living.START,
        amount=100 + number,
        payer_name="Смирнова Анна Павловна",
        purpose="Оплата за свет",
        **fields,
    )


def posted(number: int) -> None:
    a_payment(number, status=Payment.Status.POSTED, account=factories.create_account())


def waiting(number: int) -> None:
    a_payment(number, status=Payment.Status.UNIDENTIFIED)


def paper(number: int) -> None:
    file = File.objects.get_or_create(sha256="a" * 64, defaults={"content": b"PK"})[0]
    Document.objects.create(
        kind="notice",
        number=f"УВ-{number}",
        subject=f"account:{number}",
        account=factories.create_account(),
        workflow_id=f"of:{number}",
        step="make",
        dated=living.START,
        status=Document.Status.ISSUED,
        docx=file,
    )


def message(number: int) -> None:
    Message.objects.create(
        channel=Message.Channel.EMAIL,
        subject=f"account:{number}",
        account=factories.create_account(),
        workflow_id=f"of:{number}",
        step="send",
        reference=uuid4(),
        recipient="a@example.com",
        planned_on=living.START,
    )


def account(_number: int) -> None:
    factories.create_account()


def of_a_firm(_number: int) -> None:
    factories.create_account(party=factories.create_organization())


def charge(_number: int) -> None:
    factories.create_charge(account=factories.create_account(), period=CHARGED)


def meter(number: int) -> None:
    factories.create_meter(account=factories.create_account(), number=f"M-{number}")


@pytest.mark.parametrize(
    ("address", "add", "most"),
    [
        ("payments_payment_changelist", posted, 15),
        ("payments_unidentified", waiting, 40),
        ("correspondence_document_changelist", paper, 18),
        ("correspondence_message_changelist", message, 16),
        ("contracts_account_changelist", account, 16),
        ("contracts_contract_changelist", of_a_firm, 16),
        ("parties_party_changelist", account, 16),
        ("premises_premises_changelist", account, 16),
        ("metering_meter_changelist", meter, 16),
        ("billing_charge_changelist", charge, 16),
    ],
)
def test_the_lists_of_what_there_is_very_much(
    boss: User, log_in: LogIn, address: str, add: Callable[[int], None], most: int
) -> None:
    client, page = log_in(Role.ADMINISTRATOR), reverse(f"admin:{address}")
    for number in range(2):
        add(number)
    of_two = queries_of(client, page)

    for number in range(2, 12):
        add(number)

    assert queries_of(client, page) <= min(most, of_two + CLOCK)


def test_views_that_differ_in_order_alone_are_counted_once(boss: User, log_in: LogIn) -> None:
    client = log_in(boss)
    page = reverse("admin:payments_payment_changelist_counts")
    for number in range(2):
        keep(boss, f"{number}", "status=POSTED")
    of_two = queries_of(client, page)

    keep(boss, "other order", "status=POSTED&order=amount")
    of_three = queries_of(client, page)
    keep(boss, "other criteria", "status=REVERSED")

    assert of_three <= of_two + CLOCK
    assert queries_of(client, page) <= of_three + 1 + CLOCK


def keep(owner: User, name: str, query: str) -> None:
    lists.save(owner=owner, listing="payments_payment_changelist", name=name, query=query)
