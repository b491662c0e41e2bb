"""``istok twilio_fake``: Twilio's contract without Twilio."""

import os
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from webapp.contracts.models import Account
from webapp.correspondence.operations import calls
from webapp.demo.stop_request import StopRequest
from webapp.demo.twilio_fake import TwilioFake


class Command(BaseCommand):
    """The keys are read from the environment.

    A command line is there for all users of the machine to see.
    """

    help = (
        "Take SMS and calls by Twilio's contract, report their delivery, show them in a "
        "browser; call nobody."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--port",
            type=int,
            default=8026,
        )
        parser.add_argument(
            "--store",
            type=Path,
            required=True,
            help="file of JSON lines",
        )
        parser.add_argument(
            "--delay-ms",
            type=int,
            default=300,
            help="between two steps of a message's life",
        )

    def handle(self, *args: Any, host: str, port: int, store: Path, **options: Any) -> None:
        stop = StopRequest()
        fake = TwilioFake(
            store=store,
            port=port,
            host=host,
            account_sid=_key("TWILIO_ACCOUNT_SID"),
            auth_token=_key("TWILIO_AUTH_TOKEN"),
            delay_ms=options["delay_ms"],
            pressed=_pressed,
        )
        fake.start()
        self.stdout.write(f"Twilio's contract, SMS and calls at http://{host}:{fake.port}/")
        self.stdout.flush()
        stop.wait()
        fake.stop()


def _pressed(number: str) -> str:
    """In the town everybody knows the number of his own account, and nobody another's."""
    accounts = Account.objects.filter(party__contacts__value=number).order_by("id")
    own = accounts.values_list("number", flat=True).first() or ""
    close_old_connections()
    return re.sub(r"\D", "", own)[-calls.DIGITS :]


def _key(name: str) -> str:
    if not os.environ.get(name):
        raise CommandError(f"set {name}: the owner of the messages signs with it")
    return os.environ[name]
