"""What happens behind the door of the rehearsal's telephone exchange.

Things are taken, live their lives and are reported.
"""

import heapq
import html
import re
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from webapp.demo.json_lines import JsonLines

REPORT_TIMEOUT_S = 5
# a report that is not taken is repeated, in all for about a minute
REPORT_PAUSES_S = (0.5, 1, 2, 4, 8, 15, 15, 15)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing the exchange takes."""

    plural: str
    prefix: str
    status_word: str
    sid_word: str


MESSAGES = Kind(
    plural="messages",
    prefix="SM",
    status_word="MessageStatus",
    sid_word="MessageSid",
)
CALLS = Kind(
    plural="calls",
    prefix="CA",
    status_word="CallStatus",
    sid_word="CallSid",
)

# the last four digits decide the end; see ``twilio_fake``
MESSAGE_LIVES = {"0002": ("sent", "undelivered"), "0003": ("sent", "undelivered")}
MESSAGE_LIFE = ("sent", "delivered")
MESSAGE_ERRORS = {"0002": 30005, "0003": 30003}
CALL_LIVES = {"0002": ("failed",), "0003": ("ringing", "no-answer"), "0008": ("busy",)}
CALL_LIFE = ("ringing", "in-progress", "completed")
# Twilio reports only the end of a call unless asked for more
CALL_REPORTED = frozenset({"completed", "no-answer", "busy", "failed"})


class Exchange:
    """Everything taken so far, and a thread that lets each thing live its life step by step."""

    def __init__(
        self,
        *,
        store: Path,
        account_sid: str,
        auth_token: str,
        step_s: float,
        pressed: Callable[[str], str] = str,
    ) -> None:
        """Open the journal and remember what it holds.

        ``pressed`` are the keys that the owner of a number presses when a call asks for some.
        """
        self._pressed = pressed
        self.account_sid = account_sid
        self._validator = RequestValidator(auth_token)
        self._step_s = step_s
        self._journal = JsonLines(store)
        self._lock = Lock()
        self._things: dict[str, dict[str, Any]] = {}
        self._pending: dict[str, str] = {}
        self._agenda = Agenda()
        for line in self._journal.loaded:
            self._remember(line)

    def start(self) -> None:
        """Begin, with what was under way when the exchange stopped."""
        self._agenda.start()
        for sid, status in list(self._pending.items()):
            self._report(sid, status, attempt=0)
        for sid in self._things:
            self._go_on(sid)

    def stop(self) -> None:
        """Stop; the journal knows where everything stands."""
        self._agenda.stop()
        self._journal.close()

    def take(self, kind: Kind, form: Mapping[str, str]) -> dict[str, Any]:
        """Accept a message or a call: from the moment it is on the disk it will happen."""
        sid = kind.prefix + secrets.token_hex(16)
        line = {
            "event": "accepted",
            "kind": kind.plural,
            "sid": sid,
            "at": datetime.now(UTC).isoformat(),
            "form": dict(form),
        }
        self._journal.add(line)
        self._remember(line)
        self._go_on(sid)
        return _public(self._things[sid])

    def get(self, sid: str) -> dict[str, Any] | None:
        """Return one thing."""
        if sid in self._things:
            return _public(self._things[sid])
        return None

    def search(
        self, kind: Kind, *, to: str = "", from_: str = "", status: str = ""
    ) -> list[dict[str, Any]]:
        """Return things of a kind that fit, newest first."""
        wanted = {"to": to, "from": from_, "status": status}
        with self._lock:
            things = list(self._things.values())
        return [
            _public(thing)
            for thing in reversed(things)
            if thing["sid"].startswith(kind.prefix)
            and all(not value or thing[name] == value for name, value in wanted.items())
        ]

    def text_of(self, sid: str) -> str:
        """Return what a message says or a call speaks."""
        form = self._things[sid]["form"]
        return str(form.get("Body") or form.get("Twiml") or form.get("Url"))

    def _remember(self, line: dict[str, Any]) -> None:
        """Apply one line of the journal to what is known."""
        sid = line["sid"]
        match line["event"]:
            case "accepted":
                with self._lock:
                    self._things[sid] = _thing(line, account_sid=self.account_sid)
            case "status":
                self._things[sid] |= {"status": line["status"], **_outcome(self._things[sid], line)}
                if _is_reported(self._things[sid]):
                    self._pending[sid] = line["status"]
            case "reported" if self._pending.get(sid) == line["status"]:
                del self._pending[sid]

    def _go_on(self, sid: str) -> None:
        """Plan the next step of a life, if there is one."""
        life = _life(self._things[sid])
        status = self._things[sid]["status"]
        if status in life:
            left = life[life.index(status) + 1 :]
        else:
            left = life
        if left:
            self._agenda.plan(
                self._step_s,
                lambda: self._step(sid, left[0]),
            )

    def _step(self, sid: str, status: str) -> None:
        line = {
            "event": "status",
            "sid": sid,
            "status": status,
            "at": datetime.now(UTC).isoformat(),
        }
        self._journal.add(line, durable=False)
        self._remember(line)
        if status == "in-progress":
            self._press(sid)
        if sid in self._pending:
            self._report(sid, status, attempt=0)
        if status == "completed":
            self._tell_recording(sid)
        self._go_on(sid)

    def _press(self, sid: str) -> None:
        """Let whoever has picked up press the keys that the call asks for, and hear the answer."""
        thing = self._things[sid]
        asked = _ACTION.search(thing["form"].get("Twiml", ""))
        if asked is None or thing["answered_by"] != "human":
            return
        form = {"Digits": self._pressed(thing["to"]), **_report_form(thing, "in-progress")}
        self._send(html.unescape(asked[1]), form)

    def _tell_recording(self, sid: str) -> None:
        """Tell that the recording is there, where one was asked for."""
        thing = self._things[sid]
        if thing["form"].get("Record", "").lower() != "true":
            return
        form = {
            "AccountSid": thing["account_sid"],
            "CallSid": sid,
            "RecordingSid": sid.replace(CALLS.prefix, "RE", 1),
            "RecordingStatus": "completed",
            "RecordingDuration": "20",
        }
        self._send(thing["form"].get("RecordingStatusCallback", ""), form)

    def _report(self, sid: str, status: str, *, attempt: int) -> None:
        """Tell the owner; when nobody takes it, try again later, at last give up."""
        answer = self._post(sid, status)
        if answer < 500 or attempt == len(REPORT_PAUSES_S):
            line = {"event": "reported", "sid": sid, "status": status, "answer": answer}
            self._journal.add(line, durable=False)
            self._remember(line)
            return
        self._agenda.plan(
            REPORT_PAUSES_S[attempt],
            lambda: self._report(sid, status, attempt=attempt + 1),
        )

    def _post(self, sid: str, status: str) -> int:
        """Post the signed report and return the HTTP status of the answer, 599 for none."""
        thing = self._things[sid]
        return self._send(thing["form"]["StatusCallback"], _report_form(thing, status))

    def _send(self, url: str, form: dict[str, str]) -> int:
        if not url:
            return 0
        signature = self._validator.compute_signature(url, form)
        request = urllib.request.Request(
            url,
            data=urlencode(form).encode(),
            headers={"X-Twilio-Signature": signature},
        )
        try:
            with _OPENER.open(request, timeout=REPORT_TIMEOUT_S) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 599


class Agenda:
    """Deeds to be done at their moments by a few threads."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._deeds: list[tuple[float, int, Any]] = []
        self._changed = Condition()
        self._count = 0
        self._stopped = False
        self._workers = ThreadPoolExecutor(4)

    def start(self) -> None:
        """Let time run."""
        Thread(target=self._run, daemon=True).start()

    def plan(self, after_s: float, deed: Any) -> None:
        """Do this later."""
        with self._changed:
            self._count += 1
            heapq.heappush(
                self._deeds,
                (monotonic() + after_s, self._count, deed),
            )
            self._changed.notify()

    def stop(self) -> None:
        """Let the deeds under way end and forget the rest."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._workers.shutdown(cancel_futures=True)

    def _run(self) -> None:
        with self._changed:
            while not self._stopped:
                if self._deeds and self._deeds[0][0] <= monotonic():
                    self._workers.submit(heapq.heappop(self._deeds)[2])
                else:
                    self._changed.wait(self._deeds[0][0] - monotonic() if self._deeds else None)


# the owner is reached directly, whatever proxy leads to the world
_ACTION = re.compile(r'<Gather[^>]* action="([^"]+)"')
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _thing(line: dict[str, Any], *, account_sid: str) -> dict[str, Any]:
    """Return a message or a call as Twilio shows it."""
    form = line["form"]
    if line["kind"] == "messages":
        kind = MESSAGES
    else:
        kind = CALLS
    at = format_datetime(datetime.fromisoformat(line["at"]))
    path = f"/2010-04-01/Accounts/{account_sid}/{kind.plural.capitalize()}/{line['sid']}.json"
    common = {
        "sid": line["sid"],
        "account_sid": account_sid,
        "api_version": "2010-04-01",
        "to": form["To"],
        "from": form["From"],
    }
    common |= {
        "status": "queued",
        "direction": "outbound-api",
        "date_created": at,
        "date_updated": at,
        "uri": path,
        "form": form,
    }
    if kind is CALLS:
        return common | {
            "start_time": None,
            "end_time": None,
            "duration": None,
            "answered_by": None,
            "price": None,
            "price_unit": "USD",
        }
    sizes = {
        "num_segments": str(len(form["Body"]) // 67 + 1),
        "num_media": "0",
        "price": None,
        "price_unit": "USD",
    }
    return (
        common
        | sizes
        | {"body": form["Body"], "date_sent": None, "error_code": None, "error_message": None}
    )


def _public(thing: dict[str, Any]) -> dict[str, Any]:
    """Return what Twilio shows: all but the order itself."""
    return {name: value for name, value in thing.items() if name != "form"}


def _outcome(thing: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    """Return what else changes with a status."""
    at = format_datetime(datetime.fromisoformat(line["at"]))
    digits = thing["to"][-4:]
    match line["status"]:
        case "sent":
            return {"date_sent": at, "date_updated": at}
        case "undelivered":
            return {"date_updated": at, "error_code": MESSAGE_ERRORS[digits]}
        case "in-progress":
            return {
                "start_time": at,
                "answered_by": "machine_start" if digits == "0009" else "human",
            }
        case "completed":
            return {"end_time": at, "duration": "20"}
    return {"date_updated": at}


def _life(thing: dict[str, Any]) -> tuple[str, ...]:
    digits = thing["to"][-4:]
    if thing["sid"].startswith(CALLS.prefix):
        return CALL_LIVES.get(digits, CALL_LIFE)
    return MESSAGE_LIVES.get(digits, MESSAGE_LIFE)


def _is_reported(thing: dict[str, Any]) -> bool:
    is_call = thing["sid"].startswith(CALLS.prefix)
    return bool(thing["form"].get("StatusCallback")) and (
        not is_call or thing["status"] in CALL_REPORTED
    )


def _report_form(thing: dict[str, Any], status: str) -> dict[str, str]:
    if thing["sid"].startswith(CALLS.prefix):
        kind = CALLS
    else:
        kind = MESSAGES
    form = {
        kind.sid_word: thing["sid"],
        kind.status_word: status,
        "AccountSid": thing["account_sid"],
        "To": thing["to"],
    }
    form |= {"From": thing["from"], "ApiVersion": thing["api_version"]}
    details = {"ErrorCode": thing.get("error_code"), "AnsweredBy": thing.get("answered_by")}
    return form | {name: str(value) for name, value in details.items() if value}
