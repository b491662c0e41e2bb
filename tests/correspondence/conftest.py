"""Real providers at the edge of the network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notifications.gateways import Gateways
from tests.notifications import providers
from webapp.demo.mail_catcher import MailCatcher
from webapp.demo.twilio_fake import TwilioFake


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[MailCatcher]:
    with providers.open_post_office(tmp_path) as catcher:
        yield catcher


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[TwilioFake]:
    with providers.open_exchange(tmp_path, delay_ms=1) as fake:
        yield fake


@pytest.fixture
def gateways(post_office: MailCatcher, exchange: TwilioFake) -> Gateways:
    return providers.gateways(mail_port=post_office.port, twilio_port=exchange.port)
