"""The rehearsal's telephone exchange.

Twilio's published REST contract, spoken to by Twilio's own SDK. It calls nobody.

Some numbers behave as the world does (by their last four digits):

* ``0001``: refused, not a phone number (21211);
* ``0002``: taken, then undelivered (30005); a call fails;
* ``0003``: taken, then the phone cannot be reached (30003); a call is not answered;
* ``0004``: the first request is answered by HTTP 500 and not taken, the next is taken;
* ``0005``: refused, the owner has unsubscribed (21610);
* ``0006``: the first request is answered by "too many requests" (20429), the next is taken;
* ``0007``: taken, but the answer never comes;
* ``0008``: a call finds the line busy;
* ``0009``: a call is answered by a machine.
"""

import base64
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from webapp.demo.twilio_exchange import CALLS, MESSAGES, Exchange, Kind
from webapp.demo.twilio_page import show

SILENCE_S = 3600
PAGE_SIZE = 50
PATH = re.compile(
    r"^/2010-04-01/Accounts/(?P<account>\w+)/(?P<kind>Messages|Calls)(/(?P<sid>\w+))?\.json$"
)
NUMBER = re.compile(r"^\+[1-9]\d{6,14}$")


class Refused(Exception):
    """Twilio says no."""

    def __init__(self, status: int, code: int, message: str) -> None:
        """Keep the answer."""
        super().__init__(message)
        self.status = status
        self.body = {
            "code": code,
            "message": message,
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        }


class TwilioFake:
    """The exchange, its door and its window."""

    def __init__(
        self,
        *,
        store: Path,
        port: int,
        account_sid: str,
        auth_token: str,
        delay_ms: int = 300,
        host: str = "127.0.0.1",
        pressed: Callable[[str], str] = str,
    ) -> None:
        """Prepare the exchange; port 0 takes a free one."""
        self.exchange = Exchange(
            store=store,
            account_sid=account_sid,
            auth_token=auth_token,
            step_s=delay_ms / 1000,
            pressed=pressed,
        )
        keys = base64.b64encode(f"{account_sid}:{auth_token}".encode()).decode()
        door = type(
            "OurDoor",
            (Door,),
            {
                "exchange": self.exchange,
                "authorization": f"Basic {keys}",
                "stumbled": set(),
                "lock": Lock(),
            },
        )
        self._server = ThreadingHTTPServer((host, port), door)
        self._server.daemon_threads = True

    def start(self) -> None:
        """Open the door and go on with what was under way when the exchange stopped."""
        self.exchange.start()
        Thread(
            target=self._server.serve_forever,
            args=(0.1,),
            daemon=True,
        ).start()

    def stop(self) -> None:
        """Close the door, then the exchange."""
        self._server.shutdown()
        self._server.server_close()
        self.exchange.stop()

    @property
    def port(self) -> int:
        """Where the door is."""
        return int(self._server.server_address[1])


class Door(BaseHTTPRequestHandler):
    """Requests to the exchange."""

    exchange: Exchange
    authorization: str
    stumbled: set[str]
    lock: Lock

    def do_GET(self) -> None:
        """List what was taken, or show one thing, or the page for people."""
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/":
            self._answer(
                200,
                show(self.exchange, words=query.get("q", "")),
                content_type="text/html; charset=utf-8",
            )
            return
        self._guarded(
            lambda kind, sid: self._one(kind, sid) if sid else (200, self._page(kind, query))
        )

    def do_POST(self) -> None:
        """Take a message or a call."""
        length = int(self.headers.get("Content-Length") or 0)
        form = {
            name: values[-1]
            for name, values in parse_qs(
                self.rfile.read(length).decode(),
                keep_blank_values=True,
            ).items()
        }
        self._guarded(lambda kind, _sid: (201, self._take(kind, form)))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the supervisor's log is for the processes that work."""

    def _guarded(self, act: Any) -> None:
        """Check the address and the keys, act, and answer in Twilio's words."""
        try:
            status, body = act(*self._place())
        except Refused as refusal:
            status = refusal.status
            body = refusal.body
        self._answer(status, json.dumps(body).encode())

    def _place(self) -> tuple[Kind, str]:
        match = PATH.match(urlsplit(self.path).path)
        if not match or match["account"] != self.exchange.account_sid:
            raise Refused(404, 20404, f"The requested resource {self.path} was not found")
        if not secrets.compare_digest(
            self.headers.get("Authorization") or "",
            self.authorization,
        ):
            raise Refused(401, 20003, "Authenticate")
        return {"Messages": MESSAGES, "Calls": CALLS}[match["kind"]], match["sid"] or ""

    def _take(self, kind: Kind, form: Mapping[str, str]) -> dict[str, Any]:
        _check(kind, form)
        self._stumble(form["To"])
        taken = self.exchange.take(kind, form)
        if form["To"].endswith("0007"):
            time.sleep(SILENCE_S)
        return taken

    def _stumble(self, number: str) -> None:
        """Fail the first request about a number that is known for it."""
        with self.lock:
            if number in self.stumbled or number[-4:] not in {"0004", "0006"}:
                return
            self.stumbled.add(number)
        if number.endswith("0004"):
            raise Refused(500, 20500, "Internal Server Error")
        raise Refused(429, 20429, "Too Many Requests")

    def _one(self, kind: Kind, sid: str) -> tuple[int, dict[str, Any]]:
        found = self.exchange.get(sid)
        if found is None or not sid.startswith(kind.prefix):
            raise Refused(404, 20404, f"The requested resource {self.path} was not found")
        return 200, found

    def _page(self, kind: Kind, query: Mapping[str, str]) -> dict[str, Any]:
        """Return one page of a list, newest first, with the address of the next one."""
        size = min(int(query.get("PageSize", PAGE_SIZE)), 1000)
        number = int(query.get("Page", 0))
        found = self.exchange.search(
            kind,
            to=query.get("To", ""),
            from_=query.get("From", ""),
            status=query.get("Status", ""),
        )
        start = number * size
        end = (number + 1) * size
        path = urlsplit(self.path).path
        if len(found) > end:
            following = f"{path}?{urlencode({**query, 'Page': number + 1})}"
        else:
            following = None
        return {
            kind.plural: found[start:end],
            "page": number,
            "page_size": size,
            "start": start,
            "end": min(end, len(found)) - 1,
            "uri": self.path,
            "first_page_uri": f"{path}?{urlencode({**query, 'Page': 0})}",
            "next_page_uri": following,
            "previous_page_uri": f"{path}?{urlencode({**query, 'Page': number - 1})}"
            if number
            else None,
        }

    def _answer(self, status: int, body: bytes, *, content_type: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _check(kind: Kind, form: Mapping[str, str]) -> None:
    """Refuse what Twilio refuses."""
    to = form.get("To", "")
    if not NUMBER.match(to) or to.endswith("0001"):
        raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
    if not form.get("From"):
        raise Refused(400, 21603, "A 'From' phone number is required.")
    if kind is MESSAGES and to.endswith("0005"):
        raise Refused(400, 21610, "Attempt to send to unsubscribed recipient")
    if kind is MESSAGES and not form.get("Body"):
        raise Refused(400, 21602, "Message body is required.")
    if kind is CALLS and not (form.get("Twiml") or form.get("Url")):
        raise Refused(400, 21205, "Url parameter is required.")
