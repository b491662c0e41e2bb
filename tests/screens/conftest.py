"""An office at work: staff with their rights, debtors, schemes, a case that waits for a letter to be delivered."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.processes.models import Case
from webapp.staff import operations as staff
from webapp.staff.models import Role, User

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture
def morning(db: None) -> None:
    """It is the morning of the day on which the cases are opened; nothing is remembered from another test."""
    cache.clear()
    staff.set_clock(business_at=MORNING, rate=1.0)


@pytest.fixture
def boss(morning: None) -> User:
    """The head of legal sees everything; schemes and courts are in place."""
    return living.prepare()


@pytest.fixture
def log_in(morning: None) -> Callable[..., Client]:
    """Log somebody in: a person, or anybody of a role."""

    def enter(user: User | Role = Role.LAWYER, **segment: tuple[str, ...]) -> Client:
        client = Client(headers={"accept-language": "ru"})
        client.force_login(
            user if isinstance(user, User) else factories.create_staff(role=user, **segment)
        )
        return client

    return enter


@pytest.fixture
def case(boss: User) -> Case:
    """A case of a person whom no channel reaches: it waits for a registered letter."""
    party = factories.create_person(name="Петров Пётр Петрович", email="", phone="")
    account = factories.create_debtor(
        party=party, months=3, monthly=Decimal("1500.00"), today=living.START
    )
    life = living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"deliver_by_post"}),
    )
    life.go(until="ask:deliver_by_post")
    return life.fresh()
