"""The rehearsal's providers keep their word: what they took is on the disk, shown, and reported until somebody listens."""

import subprocess
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest

from notifications import gateways as door
from notifications.message import Attachment, Identification, OutgoingMessage
from notifications.twilio_callback import read
from tests.notifications import providers


class Listener:
    """Somebody who takes reports, after refusing some."""

    def __init__(self, *, refusals: int = 0) -> None:
        self.forms: list[dict[str, str]] = []
        self.signatures: list[str] = []
        listener = self

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = dict(
                    parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode())
                )
                listener.forms.append(form)
                listener.signatures.append(self.headers["X-Twilio-Signature"])
                self.send_response(503 if len(listener.forms) <= refusals else 204)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/hooks/"

    def wait(self, count: int) -> list[dict[str, str]]:
        deadline = monotonic() + 10
        while len(self.forms) < count and monotonic() < deadline:
            sleep(0.02)
        return self.forms

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener() -> Any:
    listener = Listener()
    yield listener
    listener.close()


def sms(
    recipient: str = "+79161234567", *, channel: str = "sms", callback_url: str = ""
) -> OutgoingMessage:
    return OutgoingMessage(
        channel=channel,
        recipient=recipient,
        title="",
        body="Долг",
        reference=uuid4(),
        callback_url=callback_url,
    )


def get(port: int, path: str = "/") -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}{path}") as response:
        return str(response.read().decode(errors="replace"))


class TestExchange:
    def test_reports_each_step_signed(self, tmp_path: Path, listener: Listener) -> None:
        with providers.open_exchange(tmp_path) as fake:
            receipt = door.send(
                sms(callback_url=listener.url), gateways=providers.gateways(twilio_port=fake.port)
            )
            forms = listener.wait(2)

        assert [form["MessageStatus"] for form in forms] == ["sent", "delivered"]
        for form, signature in zip(forms, listener.signatures, strict=True):
            delivery = read(
                reference=uuid4(),
                url=listener.url,
                form=form,
                signature=signature,
                auth_token=providers.AUTH_TOKEN,
            )
            assert delivery.provider_id == receipt.provider_id

    @pytest.mark.parametrize(
        ("channel", "recipient", "end"),
        [
            ("sms", "+79160000002", "undelivered"),
            ("sms", "+79160000003", "undelivered"),
            ("voice", "+79161234567", "completed"),
            ("voice", "+79160000002", "failed"),
            ("voice", "+79160000003", "no-answer"),
            ("voice", "+79160000008", "busy"),
            ("voice", "+79160000009", "completed"),
        ],
    )
    def test_lets_numbers_end_as_documented(
        self, tmp_path: Path, listener: Listener, channel: str, recipient: str, end: str
    ) -> None:
        with providers.open_exchange(tmp_path) as fake:
            message = sms(recipient, channel=channel, callback_url=listener.url)
            door.send(message, gateways=providers.gateways(twilio_port=fake.port))
            reports = [
                form
                for form in listener.wait(2 if channel == "sms" else 1)
                if "RecordingSid" not in form
            ]
            last = reports[-1]

        assert end in {last.get("MessageStatus"), last.get("CallStatus")}
        assert (last.get("AnsweredBy") == "machine_start") == recipient.endswith("0009")

    def test_repeats_a_report_that_nobody_took(self, tmp_path: Path) -> None:
        deaf_once = Listener(refusals=1)
        with providers.open_exchange(tmp_path) as fake:
            door.send(
                sms(channel="voice", callback_url=deaf_once.url),
                gateways=providers.gateways(twilio_port=fake.port),
            )
            forms = deaf_once.wait(3)
        deaf_once.close()

        reports = [form["CallStatus"] for form in forms if "RecordingSid" not in form]
        assert reports == ["completed", "completed"]

    def test_a_call_asks_for_keys_before_it_tells_anything_and_its_recording_is_told(
        self, tmp_path: Path, listener: Listener
    ) -> None:
        asked = Identification(question="Наберите", otherwise="Перезвоните", digits=4)
        call = replace(sms(channel="voice", callback_url=listener.url), identification=asked)

        with providers.open_exchange(tmp_path, pressed=lambda _number: "4321") as fake:
            sent = door.send(call, gateways=providers.gateways(twilio_port=fake.port))
            said = fake.exchange.text_of(sent.provider_id)
            keys, *reports = listener.wait(3)

        assert "Наберите" in said and "Долг" not in said
        assert (keys["Digits"], keys["CallSid"]) == ("4321", sent.provider_id)
        recorded = next(form for form in reports if "RecordingSid" in form)
        assert recorded["RecordingStatus"] == "completed"

    def test_remembers_and_goes_on_after_a_restart(
        self, tmp_path: Path, listener: Listener
    ) -> None:
        with providers.open_exchange(tmp_path, delay_ms=60_000) as fake:
            receipt = door.send(
                sms(callback_url=listener.url), gateways=providers.gateways(twilio_port=fake.port)
            )
        with (tmp_path / "twilio.jsonl").open("a") as torn:
            torn.write('{"event": "acc')

        with providers.open_exchange(tmp_path) as fake:
            assert fake.exchange.get(receipt.provider_id) is not None
            assert [form["MessageStatus"] for form in listener.wait(2)] == ["sent", "delivered"]
        assert [line["sid"] for line in providers.accepted(tmp_path)] == [receipt.provider_id]

    def test_shows_what_it_took(self, tmp_path: Path) -> None:
        with providers.open_exchange(tmp_path) as fake:
            door.send(sms(channel="voice"), gateways=providers.gateways(twilio_port=fake.port))
            shown = get(fake.port, "/?q=%D0%94%D0%BE%D0%BB%D0%B3")

        assert "+79161234567" in shown

    def test_refuses_a_stranger(self, tmp_path: Path) -> None:
        with (
            providers.open_exchange(tmp_path) as fake,
            pytest.raises(urllib.error.HTTPError) as caught,
        ):
            get(fake.port, f"/2010-04-01/Accounts/{providers.ACCOUNT_SID}/Messages.json")

        assert caught.value.code == 401
        caught.value.close()


class TestPostOffice:
    def letter(self) -> OutgoingMessage:
        paper = Attachment(
            name="notice.pdf", content_type="application/pdf", content=b"%PDF-1.7 the paper"
        )
        return OutgoingMessage(
            channel="email",
            recipient="petrov@example.org",
            title="<Долг>",
            body="Пётр!",
            reference=uuid4(),
            attachments=(paper,),
        )

    def test_keeps_one_line_for_each_letter_across_restarts(self, tmp_path: Path) -> None:
        for _day in range(2):
            with providers.open_post_office(tmp_path) as catcher:
                door.send(self.letter(), gateways=providers.gateways(mail_port=catcher.port))

        kept = providers.lines(tmp_path / "mail.jsonl")
        assert [(line["number"], line["to"], line["subject"]) for line in kept] == [
            (1, ["petrov@example.org"], "<Долг>"),
            (2, ["petrov@example.org"], "<Долг>"),
        ]
        assert len({line["message_id"] for line in kept}) == 2

    def test_shows_letters_and_their_papers(self, tmp_path: Path) -> None:
        with providers.open_post_office(tmp_path) as catcher:
            door.send(self.letter(), gateways=providers.gateways(mail_port=catcher.port))

            assert "&lt;Долг&gt;" in get(catcher.ui_port)
            assert "Пётр!" in get(catcher.ui_port, "/letters/1")
            assert get(catcher.ui_port, "/letters/1/0") == "%PDF-1.7 the paper"
            with pytest.raises(urllib.error.HTTPError) as caught:
                get(catcher.ui_port, "/letters/2")
            caught.value.close()


@pytest.mark.parametrize(
    "command",
    [
        ["mail_catcher", "--ui-port", "0"],
        ["twilio_fake"],
    ],
    ids=["mail_catcher", "twilio_fake"],
)
def test_commands_say_where_they_listen_and_stop_when_asked(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", providers.ACCOUNT_SID)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", providers.AUTH_TOKEN)
    monkeypatch.setenv("TWILIO_FROM", "+15005550006")
    script = [
        sys.executable,
        "-m",
        "webapp.config.cli",
        *command,
        "--port",
        "0",
        "--store",
        str(tmp_path / "store.jsonl"),
    ]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.terminate()

    assert "127.0.0.1:" in said
    assert process.returncode == 0


def test_a_stop_asked_before_a_catcher_waits_is_kept_though_other_threads_mask_nothing() -> None:
    script = """
import os, signal, threading
threading.Thread(target=threading.Event().wait, daemon=True).start()  # as libraries do, before the command runs
from webapp.demo.stop_request import StopRequest
stop = StopRequest()
os.kill(os.getpid(), signal.SIGTERM)
stop.wait()
print("stopped in order")
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30
    )

    assert (ended.returncode, ended.stdout) == (0, "stopped in order\n")
