"""The reception: takes in a whole request before the office is asked, so that a slow visitor keeps
nobody waiting but himself.

The server gives it many threads, which mostly wait for the network; behind it a few desks do the
work, each with one connection to the database. A visitor who sends less than a kilobyte a second is
sent away. A proxy that buffers spares the threads too.
"""

import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

BYTES_MAX = 160 * 1024 * 1024
MEMORY_BYTES_MAX = 1024 * 1024
PATIENCE_S = 20.0
SLOWEST_BYTES_A_SECOND = 1024
_PIECE_MIN = 64
_PIECE_MAX = 64 * 1024

type Office = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
type Answer = tuple[str, list[tuple[str, str]], bytes]


class TooSlow(Exception):
    """The visitor sends too little for too long."""


class TooLarge(Exception):
    """The visitor sends more than any file of ours has."""


class Reception:
    """A WSGI application before another one."""

    def __init__(self, office: Office, *, desks: int) -> None:
        """Open as many desks as requests are worked on at once."""
        self._office = office
        self._desks = ThreadPoolExecutor(desks, thread_name_prefix="desk")

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Take the request in, have it answered, and give the answer out."""
        try:
            with taken_in(environ) as body:
                status, headers, content = self._desks.submit(
                    _answer, self._office, {**environ, "wsgi.input": body}
                ).result()
        except TooSlow:
            status, headers, content = _refusal("408 Request Timeout")
        except TooLarge:
            status, headers, content = _refusal("413 Content Too Large")
        start_response(status, headers)
        return [content]


def taken_in(environ: dict[str, Any]) -> BinaryIO:
    """Return the body, whole; what is large lies in a file that is gone when it is closed.

    :raises TooSlow: when it comes too slowly
    :raises TooLarge: when it is larger than any file of ours
    """
    if int(environ.get("CONTENT_LENGTH") or 0) > BYTES_MAX:
        raise TooLarge
    body: Any = tempfile.SpooledTemporaryFile(MEMORY_BYTES_MAX)
    started = time.monotonic()
    taken = 0
    size = _PIECE_MIN
    # a read returns when it is full: its size is what came in the last second, so that it never
    # waits long
    while piece := environ["wsgi.input"].read(size):
        body.write(piece)
        taken += len(piece)
        elapsed_s = time.monotonic() - started
        size = max(
            _PIECE_MIN,
            min(_PIECE_MAX, int(taken / max(elapsed_s, 0.001))),
        )
        if taken > BYTES_MAX:
            raise TooLarge
        if elapsed_s > PATIENCE_S and taken < elapsed_s * SLOWEST_BYTES_A_SECOND:
            raise TooSlow
    body.seek(0)
    return body  # type: ignore[no-any-return]


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


def _refusal(status: str) -> Answer:
    return status, [("Content-Type", "text/plain"), ("Connection", "close")], status.encode()
