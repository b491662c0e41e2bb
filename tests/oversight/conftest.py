"""Days that go by, and cases that pass from stage to stage on them."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from tests import factories
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.oversight.declarations import Asked
from webapp.payments import operations as payments
from webapp.processes.models import Case
from webapp.processes.operations import closing, moving
from webapp.staff import operations as staff
from webapp.staff.models import Role, User
from workflows.interfaces.clock import MOSCOW
from workflows.interfaces.process import Deed, DeedKind

MARCH = date(2026, 3, 2)


@pytest.fixture
def head(db: None) -> User:
    """The head of legal; schemes and courts are in place, and it is the second of March."""
    boss = living.prepare()
    come(MARCH)
    return boss


@pytest.fixture
def client_of(db: None) -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client = Client(headers={"accept-language": "ru"})
        client.force_login(user)
        return client

    return enter


def come(day: date) -> None:
    """Let a business day come: the register dates what it is told by it."""
    staff.set_clock(business_at=moment(day), rate=1.0)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(10), MOSCOW)


def debtor(*, months: int = 3, monthly: str = "1500.00", **account: object) -> Account:
    return factories.create_debtor(months=months, monthly=Decimal(monthly), today=MARCH, **account)


def open_case(account: Account, *, on: date = MARCH, by: User | None = None) -> Case:
    come(on)
    case = living.open_case(account, today=on)
    if by is not None:
        Case.objects.filter(pk=case.pk).update(executor=by)
    return Case.objects.get(pk=case.pk)


def move(case: Case, *, stage: int, on: date, attempt: int = 1) -> None:
    come(on)
    moving.move(case=case, stage=stage, attempt=attempt, today=on)


def close(case: Case, *, on: date) -> None:
    come(on)
    case.refresh_from_db()
    deed = Deed(DeedKind.CLOSE, "close", case.stage, case.attempt, reason="PAID")
    closing.close(case=case, deed=deed, today=on)


def pay(account: Account, amount: str, *, on: date, by: User) -> None:
    come(on)
    payments.post_by_hand(
        account_id=account.pk,
        is_another=True,
        amount=Decimal(amount),
        paid_on=on,
        by=by,
        today=on,
        document_number="1",
        purpose="Оплата по лицевому счёту",
        key=str(uuid4()),
    )


def asked(user: User, *, first: date, last: date, **more: object) -> Asked:
    """Return what a report is asked for on the last of its days."""
    return Asked(user=user, now=moment(last), first_on=first, last_on=last, **more)  # type: ignore[arg-type]


def lawyer(last_name: str) -> User:
    person = factories.create_staff(role=Role.LAWYER)
    User.objects.filter(pk=person.pk).update(last_name=last_name)
    return User.objects.get(pk=person.pk)
