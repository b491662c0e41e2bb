"""A case with real providers around it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from notifications.gateways import Gateways
from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.contracts.models import Account


@pytest.fixture
def gateways(tmp_path: Path) -> Iterator[Gateways]:
    with (
        providers.open_post_office(tmp_path) as mail,
        providers.open_exchange(tmp_path) as exchange,
    ):
        yield providers.gateways(mail_port=mail.port, twilio_port=exchange.port)


@pytest.fixture
def begin(db: None, gateways: Gateways) -> Callable[..., living.Life]:
    """Begin the life of a case on an account (a person with a phone only, by default)."""
    boss = living.prepare()

    def start(account: Account | None = None, **settings: object) -> living.Life:
        account = account or factories.create_debtor(
            today=living.START, party=factories.create_person(email="", phone="+79031234567")
        )
        return living.Life(case=living.open_case(account), by=boss, gateways=gateways, **settings)

    return start


@pytest.fixture
def sued(begin: Callable[..., living.Life]) -> living.Life:
    """A claim of 60 000 lies before the court."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=living.START, monthly=Decimal(20_000), party=party)
    life = begin(account, outcomes={"court_order_ruling": "REFUSED"}, lazy=living.SLOW)
    life.go(until="ask:judgment")
    return life
