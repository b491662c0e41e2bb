"""Slow visitors keep nobody waiting: a real server with the reception before the office."""

import io
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from webapp.config import reception
from webapp.config.stack import ports

SLOW = 16


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    port = ports.any_free()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    threads = ["--workers", "1", "--blocking-threads", "32", "--no-ws", "--log-level", "error"]
    server = subprocess.Popen([*command, *threads, "webapp.config.wsgi:application"])
    deadline = time.monotonic() + 90
    while not ports.answers(port):
        assert server.poll() is None and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.2)
    yield ("127.0.0.1", port)
    server.terminate()
    server.wait(timeout=30)


def test_sixteen_who_send_a_letter_a_second_do_not_stop_the_office(
    address: tuple[str, int],
) -> None:
    slow = [socket.create_connection(address) for _number in range(SLOW)]
    for each in slow:
        each.sendall(
            b"POST /office/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"
        )

    for _second in range(3):
        for each in slow:
            each.sendall(b"x")
        with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/healthz", timeout=10) as answer:
            assert answer.read() == b"ok"
        time.sleep(1)

    for each in slow:
        each.close()


class Trickle(io.RawIOBase):
    """A body of which each read brings a few bytes after a moment."""

    def __init__(self, *, pieces: int) -> None:
        self._left = pieces

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        time.sleep(0.02)
        return b"x" if self._left >= 0 else b""


def taken(body: Any, length: int = 0) -> bytes:
    with reception.taken_in({"wsgi.input": body, "CONTENT_LENGTH": str(length or "")}) as got:
        return got.read()


def test_who_sends_too_slowly_for_too_long_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "PATIENCE_S", 0.1)

    with pytest.raises(reception.TooSlow):
        taken(Trickle(pieces=1000))


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 70_000, 1_500_000])
def test_a_body_arrives_as_it_was_sent(length: int) -> None:
    sent = bytes(number % 251 for number in range(length))

    assert taken(io.BytesIO(sent), length) == sent


def test_what_is_larger_than_any_file_of_ours_is_not_taken_in() -> None:
    with pytest.raises(reception.TooLarge):
        taken(io.BytesIO(b""), reception.BYTES_MAX + 1)
