"""A post office and a telephone company with bad manners, by chance and by seed.

What they have taken stands in the books of the rehearsal's own post office and exchange, so the verdict can count it.
"""

import asyncio
import http.client
import random
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.notifications.providers import ACCOUNT_SID
from webapp.demo.mail_catcher import MailCatcher, PostOffice
from webapp.demo.twilio_fake import TwilioFake

AUTH_TOKEN = "key-of-the-attack"
HOST = "127.0.0.1"
RUDE_SHARE = 0.25
NOT_TAKEN = ("451 4.3.0 Later", "421 4.7.0 Too busy", "452 4.2.2 No room")
TAKEN_ALL_THE_SAME = ("hello this is not smtp", "250\x00taken", "299 Odd", "drop")


class Dice:
    """Chance that several threads may ask."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lock = Lock()

    def rude(self) -> bool:
        with self._lock:
            return self._chance.random() < RUDE_SHARE

    def choose(self, *ways: str) -> str:
        with self._lock:
            return self._chance.choice(ways)


class RudePostOffice(PostOffice):
    """Refuses for now, takes and says nonsense, takes and hangs up, hangs up before taking."""

    def __init__(self, office: PostOffice, dice: Dice) -> None:
        self._office, self._dice = office, dice

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if self._dice.rude():
            return self._dice.choose(*NOT_TAKEN)
        return await self._office.handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self._dice.rude():
            return await self._office.handle_DATA(server, session, envelope)
        way = self._dice.choose(*NOT_TAKEN, *TAKEN_ALL_THE_SAME, "drop before")
        if way == "drop before":
            return self._hang_up(server)
        if way in NOT_TAKEN:
            return way
        await self._office.handle_DATA(server, session, envelope)
        return self._hang_up(server) if way == "drop" else way

    def _hang_up(self, server: SMTP) -> str:
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
        return "250 nobody hears this"


class RudeDoor(BaseHTTPRequestHandler):
    """Stands before the exchange: passes requests on, or not, and answers, or not."""

    exchange_port: int
    dice: Dice

    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.dice.rude():
            self._pass_on(body)
            return
        match self.dice.choose("busy", "broken", "cut before", "cut after", "broken after"):
            case "busy":
                self._answer(429, b'{"code": 20429, "message": "Too Many Requests", "status": 429}')
            case "broken":
                self._answer(503, b'{"code": 20503, "message": "Unavailable", "status": 503}')
            case "cut before":
                self.close_connection = True
            case "cut after":
                self._ask(body)
                self.close_connection = True
            case "broken after":
                self._ask(body)
                self._answer(500, b'{"code": 20500, "message": "Internal", "status": 500}')

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _pass_on(self, body: bytes) -> None:
        status, answer = self._ask(body)
        self._answer(status, answer)

    def _ask(self, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self.exchange_port, timeout=30)
        kept = ("Authorization", "Content-Type", "Accept")
        headers = {name: self.headers[name] for name in kept if self.headers.get(name)}
        connection.request(self.command, self.path, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def providers(*, home: Path, seed: int) -> Iterator[dict[str, str]]:
    """Open both and yield the environment that leads a stack to them."""
    dice = Dice(seed)
    home.mkdir(parents=True, exist_ok=True)
    catcher = MailCatcher(store=home / "mail.jsonl", port=0, ui_port=0)
    catcher._post_office = RudePostOffice(catcher._post_office, dice)
    exchange = TwilioFake(
        store=home / "twilio.jsonl",
        port=0,
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        delay_ms=300,
    )
    door = ThreadingHTTPServer(
        (HOST, 0), type("Door", (RudeDoor,), {"exchange_port": exchange.port, "dice": dice})
    )
    door.daemon_threads = True
    catcher.start()
    exchange.start()
    Thread(target=door.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield {
            "SMTP_URL": f"smtp://{HOST}:{catcher.port}",
            "MAIL_FROM": "dolg@istok.example",
            # a killed sender is given up after this: nobody can know earlier
            "SMTP_ANSWER_TIMEOUT": "10",
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_FROM": "+15005550006",
            "TWILIO_API_URL": f"http://{HOST}:{door.server_port}",
        }
    finally:
        door.shutdown()
        exchange.stop()
        catcher.stop()
