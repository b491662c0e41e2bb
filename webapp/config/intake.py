"""Taking bodies in: how large, how long and how many at once, from whom."""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO

MEMORY_BYTES_MAX = 1024 * 1024
PATIENCE_S = 20.0
SLOWEST_BYTES_A_SECOND = 1024
_LOOK_S = 1.0
_PIECE_MIN, _PIECE_MAX = 64, 64 * 1024


class TooSlow(Exception):
    """The visitor sends too little for too long."""


class TooLarge(Exception):
    """The visitor sends more than any file of ours has, or than a stranger needs."""


class TooMany(Exception):
    """The visitor's address, or all together, send too much at once."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one body may cost: its size in bytes, and how long it may take."""

    size: int
    total_s: float


# a login, a report of a provider; and the photos of a visit over a weak connection
STRANGER = Bounds(size=1024 * 1024, total_s=30.0)
PROVIDER = Bounds(size=64 * 1024, total_s=10.0)
PERSON = Bounds(size=160 * 1024 * 1024, total_s=600.0)


def has_body(environ: dict[str, Any]) -> bool:
    """Say whether anything follows the headers."""
    is_chunked = bool(environ.get("HTTP_TRANSFER_ENCODING"))
    return is_chunked or environ.get("CONTENT_LENGTH", "") not in {"", "0"}


@dataclass(slots=True)
class _Coming:
    """A body on its way: how much of it came, since when, and what it may cost.

    ``wider`` is asked for other bounds when these do not suffice: it may look at the session.
    """

    bounds: Bounds
    wider: Callable[[], Bounds]
    taken: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started

    @property
    def next_size(self) -> int:
        """A read returns when it is full: what came in a second, so that it never waits long."""
        return max(_PIECE_MIN, min(_PIECE_MAX, int(self.taken / max(self.elapsed_s, 0.001))))

    @property
    def is_beyond(self) -> bool:
        return self.taken > self.bounds.size or self.elapsed_s > self.bounds.total_s

    def check(self) -> None:
        if self.is_beyond:
            self.bounds = self.wider()
        if self.taken > self.bounds.size:
            raise TooLarge
        is_trickle = self.taken < self.elapsed_s * SLOWEST_BYTES_A_SECOND
        if self.is_beyond or (self.elapsed_s > PATIENCE_S and is_trickle):
            raise TooSlow


class Room:
    """Where bodies wait until they are whole: so many at once, and so many of one address.

    They are read by threads of the room. A visitor who falls silent is answered without waiting
    for the read, which ends when the server closes the connection after the answer.
    """

    def __init__(self, *, places: int, of_one: int) -> None:
        """Have so many places."""
        self._places, self._of_one = places, of_one
        self._taken: Counter[str] = Counter()
        self._door = threading.Lock()
        self._readers = ThreadPoolExecutor(places, thread_name_prefix="reader")

    def take_in(
        self,
        environ: dict[str, Any],
        *,
        address: str,
        bounds: Bounds,
        wider: Callable[[], Bounds],
    ) -> BinaryIO:
        """Return a body, whole; what is large lies in a file that is gone when it is closed.

        :raises TooMany: when there is no place
        :raises TooSlow: when it comes too slowly
        :raises TooLarge: when it is larger than this visitor may send
        """
        coming = _Coming(bounds, wider)
        _check_announced(environ, coming)
        body: Any = tempfile.SpooledTemporaryFile(MEMORY_BYTES_MAX)
        self._enter(address)
        reading = self._readers.submit(
            self._read,
            environ["wsgi.input"],
            body,
            coming,
            address,
        )
        try:
            while not _is_done(reading):
                coming.check()
            reading.result()
        except BaseException:
            reading.add_done_callback(lambda _reading: body.close())
            raise
        body.seek(0)
        return body  # type: ignore[no-any-return]

    def _enter(self, address: str) -> None:
        with self._door:
            if self._taken.total() >= self._places or self._taken[address] >= self._of_one:
                raise TooMany
            self._taken[address] += 1

    def _leave(self, address: str) -> None:
        with self._door:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]

    def _read(self, source: Any, body: Any, coming: _Coming, address: str) -> None:
        try:
            while piece := source.read(coming.next_size):
                coming.taken += len(piece)
                coming.check()
                body.write(piece)
        finally:
            self._leave(address)


def _check_announced(environ: dict[str, Any], coming: _Coming) -> None:
    """Refuse what says itself that it is too large before any of it is read."""
    announced = int(environ.get("CONTENT_LENGTH") or 0)
    if announced > coming.bounds.size:
        coming.bounds = coming.wider()
    if announced > coming.bounds.size:
        raise TooLarge


def _is_done(reading: Future[None]) -> bool:
    with suppress(TimeoutError):
        reading.exception(timeout=_LOOK_S)
    return reading.done()
