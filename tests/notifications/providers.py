"""The rehearsal's post office and telephone exchange, as the tests use them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from notifications.gateways import Gateways
from webapp.demo.mail_catcher import MailCatcher
from webapp.demo.twilio_fake import TwilioFake

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "key-of-the-tests"
PATIENCE_S = 10.0  # for providers that answer: a loaded machine must not look like a lost answer
IMPATIENCE_S = 0.6  # for those that keep silent


@contextmanager
def open_post_office(folder: Path) -> Iterator[MailCatcher]:
    catcher = MailCatcher(store=folder / "mail.jsonl", port=0, ui_port=0)
    catcher.start()
    try:
        yield catcher
    finally:
        catcher.stop()


@contextmanager
def open_exchange(
    folder: Path,
    *,
    delay_ms: int = 1,
    auth_token: str = AUTH_TOKEN,
    pressed: Callable[[str], str] = str,
) -> Iterator[TwilioFake]:
    fake = TwilioFake(
        store=folder / "twilio.jsonl",
        port=0,
        account_sid=ACCOUNT_SID,
        auth_token=auth_token,
        delay_ms=delay_ms,
        pressed=pressed,
    )
    fake.start()
    try:
        yield fake
    finally:
        fake.stop()


def gateways(*, mail_port: int = 1, twilio_port: int = 1, auth_token: str = AUTH_TOKEN) -> Gateways:
    """Keys and addresses; port 1 is a place where nobody listens."""
    return Gateways(
        smtp_url=f"smtp://127.0.0.1:{mail_port}",
        mail_from="Исток <dolg@istok.example>",
        twilio_account_sid=ACCOUNT_SID,
        twilio_auth_token=auth_token,
        twilio_from="+15005550006",
        twilio_api_url=f"http://127.0.0.1:{twilio_port}",
        timeout_s=PATIENCE_S,
        smtp_answer_s=PATIENCE_S,
    )


def impatient(patient: Gateways) -> Gateways:
    """The same, tired of a silent provider after a moment."""
    return replace(patient, timeout_s=IMPATIENCE_S, smtp_answer_s=IMPATIENCE_S)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def accepted(folder: Path) -> list[dict[str, Any]]:
    """What the exchange has taken, in order."""
    return [line for line in lines(folder / "twilio.jsonl") if line["event"] == "accepted"]
