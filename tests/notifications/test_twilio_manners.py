"""What an HTTP answer of Twilio means for a further attempt: refused, not taken, or nobody knows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import uuid4

import pytest

from notifications import gateways as door
from notifications.message import OutgoingMessage, UnableToSend
from tests.notifications import providers


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """An exchange that says the same to everybody."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()


def failure(status: int, body: bytes, channel: str) -> UnableToSend:
    message = OutgoingMessage(
        channel=channel, recipient="+79161234567", title="", body="Долг", reference=uuid4()
    )
    with answering(status, body) as port, pytest.raises(UnableToSend) as caught:
        door.send(message, gateways=providers.gateways(twilio_port=port))
    return caught.value


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize(
    ("status", "permanent", "unknown"),
    [
        (400, True, False),
        (401, False, False),
        (404, True, False),
        (408, False, True),
        (429, False, False),
        (500, False, True),
        (502, False, True),
        (503, False, False),
        (504, False, True),
    ],
)
def test_an_answer_of_twilio_says_whether_it_may_be_tried_again(
    status: int, permanent: bool, unknown: bool, channel: str
) -> None:
    body = json.dumps({"code": 20000, "message": "no\x00", "status": status}).encode()

    error = failure(status, body, channel)

    assert (error.permanent, error.outcome_unknown) == (permanent, unknown)
    assert "\x00" not in error.words


@pytest.mark.parametrize("body", [b"<html>", b"\x00\xff", b"", b"{}", b'{"sid": null}'])
def test_a_taking_that_cannot_be_read_leaves_the_outcome_unknown(body: bytes) -> None:
    assert failure(201, body, "sms").outcome_unknown
