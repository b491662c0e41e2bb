"""The reception: takes in a whole request before the office is asked.

A slow visitor keeps nobody waiting but himself. The server gives it many threads, which mostly wait
for the network; behind it a few desks do the work, each with one connection to the database. Who
sends too slowly, too much or too many at once is sent away. A desk whose database is silent is
given back: its connection is cut, and the visitor is told to come again.
"""

import io
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from os import dup
from typing import Any, BinaryIO

from webapp.config import intake
from webapp.config.pulse import Pulse

_LOOK_S = 1.0
_HEALTH_S = 3.0
_HEALTH, _HOOKS = "/healthz", "/hooks/"

type Office = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
type Answer = tuple[str, list[tuple[str, str]], bytes]


class NoAnswer(Exception):
    """The office cannot answer: its database says nothing."""


@dataclass(frozen=True, slots=True)
class House:
    """What the reception asks about, and ``answer_s``, the longest that an answer may take.

    ``connection`` is asked at a desk and returns the connection of that desk.
    """

    address_of: Callable[[dict[str, Any]], str]
    is_of_a_person: Callable[[dict[str, Any]], bool]
    connection: Callable[[], Any]
    pulse: Pulse
    sorry: Callable[[], str]
    too_large: Callable[[], str]
    answer_s: float


@dataclass(slots=True)
class _Errand:
    """One thing to be done at a desk, and the connection of that desk once it is begun."""

    house: House
    deed: Callable[[], Any]
    connections: list[Any] = field(default_factory=list)

    def do(self) -> Any:
        self.connections.append(self.house.connection())
        try:
            return self.deed()
        finally:
            self.connections.clear()

    def cut(self) -> None:
        """End the wait for the database: a read from a socket that is shut ends at once."""
        for connection in list(self.connections):
            # it may be closed at this very moment
            with suppress(Exception):
                with socket.socket(fileno=dup(connection.connection.fileno())) as wire:
                    wire.shutdown(socket.SHUT_RDWR)


class Reception:
    """A WSGI application before another one."""

    def __init__(self, office: Office, house: House, *, desks: int, room: intake.Room) -> None:
        """Open as many desks as requests are worked on at once."""
        self._office = office
        self._house = house
        self._room = room
        self._desks = ThreadPoolExecutor(desks, thread_name_prefix="desk")

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Take the request in, have it answered, and give the answer out."""
        self._house.pulse.begin()
        is_health = environ["PATH_INFO"] == _HEALTH
        if is_health:
            status, headers, content = self._health()
        else:
            status, headers, content = self._served(environ)
        start_response(status, headers)
        return [content]

    def _served(self, environ: dict[str, Any]) -> Answer:
        try:
            with self._taken_in(environ) as body:
                asked = {**environ, "wsgi.input": body}
                answer: Answer = self._at_a_desk(lambda: _answer(self._office, asked))
        except intake.TooSlow:
            return _refusal(HTTPStatus.REQUEST_TIMEOUT)
        except intake.TooLarge:
            return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._house.too_large())
        except intake.TooMany:
            return _refusal(HTTPStatus.TOO_MANY_REQUESTS, retry_s=10)
        except NoAnswer:
            return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, self._house.sorry(), retry_s=30)
        return answer

    def _taken_in(self, environ: dict[str, Any]) -> BinaryIO:
        if not intake.has_body(environ):
            return io.BytesIO()
        is_hook = environ["PATH_INFO"].startswith(_HOOKS)
        if is_hook:
            narrow = intake.PROVIDER
        else:
            narrow = intake.STRANGER

        def wider() -> intake.Bounds:
            if is_hook or not self._at_a_desk(lambda: self._house.is_of_a_person(environ)):
                return narrow
            return intake.PERSON

        address = self._house.address_of(environ)
        return self._room.take_in(environ, address=address, bounds=narrow, wider=wider)

    def _at_a_desk(self, deed: Callable[[], Any]) -> Any:
        """Have something done; give the desk back when its database says nothing.

        :raises NoAnswer: when there is none
        """
        errand = _Errand(self._house, deed)
        future, began = self._desks.submit(errand.do), time.monotonic()
        while not _is_done(future):
            waited_s = time.monotonic() - began
            if self._house.pulse.is_silent or waited_s > self._house.answer_s:
                future.cancel()
                errand.cut()
                raise NoAnswer
        return future.result()

    def _health(self) -> Answer:
        """Answer without a desk: a balancer asks, also while the desks are busy."""
        if self._house.pulse.is_well(within_s=_HEALTH_S):
            return "200 OK", [("Content-Type", "text/plain")], b"ok"
        return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, retry_s=5)


def _is_done(future: Future[Any]) -> bool:
    with suppress(TimeoutError):
        future.exception(timeout=_LOOK_S)
    return future.done()


def _answer(office: Office, environ: dict[str, Any]) -> Answer:
    """Let the office answer, to the last byte.

    Its connections are closed at the desk that opened them.
    """
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        said[:] = status, headers

    parts = office(environ, start_response)
    try:
        content = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return said[0], said[1], content


def _refusal(status: HTTPStatus, words: str = "", *, retry_s: int = 0) -> Answer:
    line = f"{status.value} {status.phrase}"
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
    if retry_s:
        headers.append(("Retry-After", str(retry_s)))
    return line, headers, (words or line).encode()
