"""Slow visitors and a silent database keep nobody waiting.

A real server, the reception before the office.
"""

import io
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client, RequestFactory

from tests import factories
from webapp.config import doors, intake, reception
from webapp.config.pulse import Pulse
from webapp.config.stack import ports
from webapp.staff.models import Role

SLOW = 16
NOBODY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def served(**environment: str) -> Iterator[tuple[str, int]]:
    port = ports.any_free()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    threads = ["--workers", "1", "--blocking-threads", "32", "--backpressure", "512"]
    threads += ["--workers-kill-timeout", "10"]
    server = subprocess.Popen(
        [*command, *threads, "--no-ws", "--log-level", "error", "webapp.config.wsgi:application"],
        env=os.environ | environment,
    )
    deadline = time.monotonic() + 90
    try:
        while not ports.answers(port):
            assert server.poll() is None and time.monotonic() < deadline, "it did not start"
            time.sleep(0.2)
        yield ("127.0.0.1", port)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    with served() as address:
        assert eventually(lambda: asked(address, "/healthz")[0] == 200)
        yield address


def asked(address: tuple[str, int], path: str, timeout_s: float = 60, **headers: str) -> Any:
    """Return the status, the headers and the words of an answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{address[1]}{path}", headers=headers)
    try:
        with NOBODY.open(request, timeout=timeout_s) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def begun(address: tuple[str, int], *, length: int) -> socket.socket:
    visitor = socket.create_connection(address)
    head = "POST /office/login/ HTTP/1.1\r\nHost: localhost\r\n"
    visitor.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode())
    return visitor


def test_sixteen_who_send_a_letter_a_second_do_not_stop_the_office(
    address: tuple[str, int],
) -> None:
    slow = [begun(address, length=5000) for _number in range(SLOW)]

    for _second in range(3):
        for each in slow:
            with suppress(OSError):  # those beyond the eighth of one address are sent away
                each.sendall(b"x")
        assert asked(address, "/healthz", timeout_s=10)[2] == "ok"
        time.sleep(1)

    for each in slow:
        each.close()


def test_more_than_eight_bodies_of_one_address_at_once_are_refused(
    address: tuple[str, int],
) -> None:
    slow = [begun(address, length=5000) for _number in range(8)]
    time.sleep(2)

    ninth = begun(address, length=5000)

    ninth.settimeout(20)
    assert b" 429 " in ninth.recv(4000).splitlines()[0]
    for each in [*slow, ninth]:
        each.close()


class Wire:
    """A wire to the database of the tests that can fall silent, as a stopped server does."""

    def __init__(self) -> None:
        self.speaks = threading.Event()
        self.speaks.set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        there = (connection.settings_dict["HOST"], int(connection.settings_dict["PORT"]))
        while True:
            here, _address = self._door.accept()
            beyond = socket.create_connection(there)
            for one, other in ((here, beyond), (beyond, here)):
                threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65536):
                self.speaks.wait()
                other.sendall(piece)
            other.shutdown(socket.SHUT_RDWR)


@pytest.mark.django_db(transaction=True)
def test_a_silent_database_is_told_and_forgotten_when_it_speaks_again() -> None:
    wire = Wire()
    name = connection.settings_dict["NAME"]
    ours = urlsplit(os.environ["DATABASE_URL"])
    url = f"postgres://{ours.username}:{ours.password}@127.0.0.1:{wire.port}/{name}"
    page, cookie = "/office/", {"Cookie": f"sessionid={'a' * 32}"}

    with served(DATABASE_URL=url) as address:
        assert eventually(lambda: asked(address, "/healthz")[0] == 200)
        assert asked(address, page, **cookie)[0] == 200

        wire.speaks.clear()
        visitors = [in_thread(lambda: asked(address, page, **cookie)) for _number in range(6)]
        time.sleep(9)
        began = time.monotonic()
        assert asked(address, "/healthz")[0] == 503
        assert time.monotonic() - began < 5
        for visitor in visitors:
            status, headers, words = visitor()
            assert status in {500, 503}
            if status == 503:
                assert headers["Retry-After"] == "30"
                assert "База данных сейчас не отвечает" in words

        wire.speaks.set()
        assert eventually(lambda: asked(address, "/healthz")[0] == 200)
        assert eventually(lambda: asked(address, page, **cookie)[0] == 200)


def in_thread(deed: Callable[[], Any]) -> Callable[[], Any]:
    """Begin a deed, and return how to wait for what it brings."""
    brought: list[Any] = []
    thread = threading.Thread(target=lambda: brought.append(deed()), daemon=True)
    thread.start()

    def wait() -> Any:
        thread.join(timeout=60)
        return brought[0]

    return wait


def eventually(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 40
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.5)
    return is_so()


class Trickle(io.RawIOBase):
    """A body of which each read brings a few bytes after a moment."""

    def __init__(self, *, pieces: int) -> None:
        self._left = pieces

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        time.sleep(0.02)
        return b"x" if self._left >= 0 else b""


class Silence(io.RawIOBase):
    """A body that never comes, until its connection is closed."""

    def __init__(self) -> None:
        self.is_closed = threading.Event()

    def read(self, size: int = -1) -> bytes:
        self.is_closed.wait()
        return b""


def taken(
    body: Any,
    length: int = 0,
    *,
    bounds: intake.Bounds = intake.PERSON,
    wider: intake.Bounds | None = None,
    room: intake.Room | None = None,
) -> bytes:
    room = room or intake.Room(places=4, of_one=4)
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(length or "")}
    with room.take_in(
        environ, address="192.0.2.1", bounds=bounds, wider=lambda: wider or bounds
    ) as got:
        return got.read()


def test_who_sends_too_slowly_for_too_long_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "PATIENCE_S", 0.1)

    with pytest.raises(intake.TooSlow):
        taken(Trickle(pieces=1000))


def test_who_takes_too_long_altogether_is_sent_away() -> None:
    with pytest.raises(intake.TooSlow):
        taken(Trickle(pieces=1000), bounds=intake.Bounds(size=100, total_s=0.2))


def test_who_falls_silent_is_answered_and_leaves_the_place_when_the_connection_ends() -> None:
    room, silence = intake.Room(places=1, of_one=1), Silence()
    with pytest.raises(intake.TooSlow):
        taken(silence, bounds=intake.Bounds(size=100, total_s=0.2), room=room)
    with pytest.raises(intake.TooMany):
        taken(io.BytesIO(b"x"), 1, room=room)

    silence.is_closed.set()

    assert eventually(lambda: has_place(room))


def has_place(room: intake.Room) -> bool:
    try:
        return taken(io.BytesIO(b"x"), 1, room=room) == b"x"
    except intake.TooMany:
        return False


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 70_000, 1_500_000])
def test_a_body_arrives_as_it_was_sent(length: int) -> None:
    sent = bytes(number % 251 for number in range(length))

    assert taken(io.BytesIO(sent), length) == sent


@pytest.mark.parametrize("announced", [0, 2_000_000])
def test_a_stranger_sends_a_megabyte_at_most_and_a_person_more(announced: int) -> None:
    sent = b"x" * 2_000_000

    with pytest.raises(intake.TooLarge):
        taken(io.BytesIO(sent), announced, bounds=intake.STRANGER)

    assert taken(io.BytesIO(sent), announced, bounds=intake.STRANGER, wider=intake.PERSON) == sent


def test_what_is_larger_than_any_file_of_ours_is_not_taken_in() -> None:
    with pytest.raises(intake.TooLarge):
        taken(io.BytesIO(b""), intake.PERSON.size + 1)


@pytest.mark.django_db(transaction=True)
def test_a_person_is_who_has_logged_in_and_not_who_has_a_cookie(client: Client) -> None:
    client.get("/office/login/")
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": io.BytesIO()}
    stranger = environ | {"HTTP_COOKIE": f"sessionid={'a' * 32}"}
    client.force_login(factories.create_staff(role=Role.LAWYER))
    person = environ | {"HTTP_COOKIE": f"sessionid={client.session.session_key}"}

    assert SESSION_KEY in client.session
    assert [doors.is_of_a_person(each) for each in (environ, stranger, person)] == [
        False,
        False,
        True,
    ]


def test_who_sends_too_much_is_told_so_in_words() -> None:
    said: list[str] = []
    house = replace(doors.house(), pulse=Pulse(lambda: None), is_of_a_person=lambda _environ: False)
    room = intake.Room(places=1, of_one=1)
    desk = reception.Reception(lambda _environ, _start: [], house, desks=1, room=room)
    asked = RequestFactory().post("/office/login/", {}).environ
    large = {**asked, "CONTENT_LENGTH": str(intake.PERSON.size + 1)}

    words = b"".join(desk(large, lambda status, _headers: said.append(status))).decode()

    assert said[0].startswith("413 ")
    assert words.startswith("Это больше, чем можно отправить")
