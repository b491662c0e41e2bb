"""Waiting for somebody outside: signs of life meanwhile, and when to ask again who was away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities import heartbeats
from notifications.message import UnableToSend
from webapp.correspondence.models import TRIES_QUICK

# a provider that is away for longer is not asked every few seconds
_LONG_PAUSE = timedelta(minutes=5)


@contextmanager
def with_providers() -> Iterator[None]:
    """Let a deed take its time with a provider; one that is away is asked again, later and later.

    :raises ApplicationError: when the message was certainly not sent, or is in doubt
    """
    try:
        with heartbeats.beating():
            yield
    except UnableToSend as error:
        pause = _LONG_PAUSE if activity.info().attempt > TRIES_QUICK else None
        name = type(error).__name__
        raise ApplicationError(str(error), type=name, next_retry_delay=pause) from None
