"""Signs of life of a deed that may wait long for somebody outside."""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from temporalio import activity

EVERY_S = 20.0


@contextmanager
def beating(*, every_s: float = EVERY_S) -> Iterator[None]:
    """Tell Temporal again and again that this deed is being done, as long as the block lasts."""
    is_over = Event()
    context = contextvars.copy_context()
    heart = Thread(
        target=context.run,
        args=(_beat, is_over, every_s),
        daemon=True,
    )
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()


def _beat(is_over: Event, every_s: float) -> None:
    while not is_over.wait(every_s):
        activity.heartbeat()
