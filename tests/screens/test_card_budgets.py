"""Cards cost the same queries however much is known of their subject."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.recovery import living
from tests.screens import test_budgets as budgets
from webapp.contracts.models import Account
from webapp.correspondence.models import Document, File, Message
from webapp.metering.models import Meter, Reading
from webapp.parties.models import Contact
from webapp.payments.models import Allocation, Payment
from webapp.processes.models import Case, Note, Pause
from webapp.staff.models import Role, User
from webapp.tasks.models import Task, TaskComment

LogIn = Callable[..., Client]
MORE = range(1, 12)


def asked(client: Client, name: str, key: int, *, most: int, add: Callable[[int], None]) -> None:
    """Ask a card that knows one of everything, then one that knows a dozen."""
    page = reverse(f"admin:{name}", args=[key])
    add(0)
    assert client.get(page).status_code == 200
    of_one = budgets.queries_of(client, page)

    for number in MORE:
        add(number)

    assert budgets.queries_of(client, page) <= min(most, of_one + budgets.CLOCK)


def note(
    number: int, *, by: User, case: Case | None = None, account: Account | None = None
) -> None:
    Note.objects.create(
        key=uuid4(),
        case=case,
        account=account,
        text=f"Звонил, обещал оплатить {number}",
        by=by,
        on=living.START,
        at=timezone.now(),
    )


def paper(number: int, *, case: Case) -> None:
    file = File.objects.get_or_create(sha256="a" * 64, defaults={"content": b"PK"})[0]
    Document.objects.create(
        kind="notice",
        number=f"УВ-{number}",
        subject=f"recovery_case:{case.pk}",
        case=case,
        account=case.account,
        stage=case.stage,
        attempt=case.attempt,
        workflow_id=f"of:{number}",
        step=f"make{number}",
        dated=living.START,
        status=Document.Status.ISSUED,
        docx=file,
    )


def message(number: int, *, case: Case) -> None:
    Message.objects.create(
        channel=Message.Channel.EMAIL,
        subject=f"recovery_case:{case.pk}",
        case=case,
        account=case.account,
        stage=case.stage,
        attempt=case.attempt,
        workflow_id=f"of:{number}",
        step=f"send{number}",
        reference=uuid4(),
        recipient="a@example.com",
        planned_on=living.START,
    )


def pause(number: int, *, case: Case, by: User) -> None:
    Pause.objects.create(
        case=case,
        kind="hold",
        reason="Ждём ответа потребителя",
        since=living.START - timedelta(days=30 + number),
        until=living.START - timedelta(days=20 + number),
        ended_on=living.START - timedelta(days=20 + number),
        by=by,
    )


@pytest.fixture
def clerk(boss: User) -> User:
    """Whoever may see everything."""
    return factories.create_staff(role=Role.ADMINISTRATOR)


def test_the_card_of_a_case(case: Case, clerk: User, log_in: LogIn) -> None:
    def add(number: int) -> None:
        note(number, by=clerk, case=case)
        paper(number, case=case)
        message(number, case=case)
        pause(number, case=case, by=clerk)

    asked(log_in(clerk), "recovery_case", case.pk, most=55, add=add)


def test_the_card_of_an_account(case: Case, clerk: User, log_in: LogIn) -> None:
    account = case.account
    assert account

    def add(number: int) -> None:
        note(number, by=clerk, account=account)
        paper(number, case=case)
        message(number, case=case)
        paid(number, account=account)

    asked(log_in(clerk), "workplace_account", account.pk, most=34, add=add)


def paid(number: int, *, account: Account) -> Payment:
    return Payment.objects.create(
        natural_key=f"card-{number}",
        source=Payment.Source.STATEMENT,
        status=Payment.Status.POSTED,
        account=account,
        paid_on=living.START,
        amount=Decimal(100 + number),
        payer_name="Смирнова Анна Павловна",
        purpose="Оплата за свет",
    )


def test_the_card_of_a_party(clerk: User, log_in: LogIn) -> None:
    party = factories.create_person()

    def add(number: int) -> None:
        factories.create_debtor(party=party, today=living.START)
        phone = f"+7916000000{number:02}"
        Contact.objects.create(party=party, kind=Contact.Kind.PHONE, value=phone)

    asked(log_in(clerk), "workplace_party", party.pk, most=24, add=add)
    asked(log_in(clerk), "parties_contacts", party.pk, most=18, add=lambda _number: None)


def test_the_card_of_a_contract(clerk: User, log_in: LogIn) -> None:
    party = factories.create_organization()
    contract = factories.create_contract(party=party)

    def add(_number: int) -> None:
        factories.create_debtor(party=party, contract=contract, today=living.START)

    asked(log_in(clerk), "workplace_contract", contract.pk, most=20, add=add)


def test_the_card_of_a_payment(clerk: User, log_in: LogIn) -> None:
    account = factories.create_account()
    payment = paid(99, account=account)
    months = [living.START.replace(day=1)]
    while len(months) <= len(MORE):
        months.append(factories.previous_month(months[-1]))

    def add(number: int) -> None:
        charge = factories.create_charge(account=account, period=months[number])
        Allocation.objects.create(payment=payment, charge=charge, amount=1, reason="EARLIEST_DEBT")

    asked(log_in(clerk), "payments_payment", payment.pk, most=26, add=add)


def test_the_card_of_a_task(case: Case, clerk: User, log_in: LogIn) -> None:
    task = Task.objects.get()

    def add(number: int) -> None:
        TaskComment.objects.create(task=task, text=f"Ждём {number}", by=clerk, at=timezone.now())
        note(number, by=clerk, case=case)
        paper(number, case=case)

    asked(log_in(clerk), "tasks_task", task.pk, most=36, add=add)


def test_the_card_of_a_meter(clerk: User, log_in: LogIn) -> None:
    meter: Meter = factories.create_meter(account=factories.create_account())

    def add(number: int) -> None:
        day = living.START - timedelta(days=30 * number)
        Reading.objects.create(meter=meter, read_on=day, value=900 - number, source="CREW")

    asked(log_in(clerk), "metering_meter_change", meter.pk, most=20, add=add)


def test_the_card_of_premises(clerk: User, log_in: LogIn) -> None:
    premises = factories.create_premises()

    def add(number: int) -> None:
        closed = living.START - timedelta(days=number + 1)
        factories.create_account(premises=premises, closed_on=closed)

    asked(log_in(clerk), "premises_premises_change", premises.pk, most=16, add=add)
    asked(
        log_in(clerk),
        "premises_building_change",
        premises.building_id,
        most=16,
        add=lambda _number: factories.create_premises(),
    )
