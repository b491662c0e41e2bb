"""Twilio's own SDK, pointed at the address we were given, and its failures told apart by what they
mean for a further attempt.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

import requests
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from notifications.credentials import Gateways
from notifications.message import CannotAsk, Receipt, Search, UnableToSend

HOST = "https://api.twilio.com"
# one page of Twilio's lists
FOUND_MAX = 1000
# Twilio's clock and ours differ, and its stamps have whole seconds
CLOCK_SKEW = timedelta(minutes=5)
# refused before any work, or our keys are wrong: the message itself is good and may be tried again
CERTAINLY_NOT_TAKEN = frozenset({401, 403, 429, 503})
# the number cannot be one, is no one's, or is out of service
NOBODY_THERE = frozenset({"13223", "13224", "21211", "21217", "30005"})
# Twilio stopped waiting for itself or for us: it may have begun
TIMED_OUT = 408


class Trace(Protocol):
    """What a message and a call in Twilio's lists have in common."""

    sid: Any
    status: Any
    date_created: Any


class HttpClient(TwilioHttpClient):  # type: ignore[misc]
    """The SDK's HTTP client that can be sent to another address than Twilio's own, and that keeps
    silent about recipients.
    """

    def __init__(self, *, base_url: str, timeout: float) -> None:
        """Remember where to go.

        A client lives for one conversation, so a stale connection never makes an outcome doubtful.
        """
        super().__init__(timeout=timeout)
        self.base_url = base_url.rstrip("/")
        # an address of our own is reached directly, whatever proxy leads to the world
        self.session.trust_env = not base_url

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        """Make the request, at our own address when there is one."""
        if self.base_url and url.startswith(HOST):
            url = self.base_url + url.removeprefix(HOST)
        return super().request(method, url, *args, **kwargs)

    def log_request(self, _request: Any) -> None:
        """Write nothing: a request holds the recipient's number and the text."""


@contextmanager
def conversation(gateways: Gateways) -> Iterator[Client]:
    """Open the SDK for one conversation and translate what goes wrong in it.

    :raises UnableToSend: for every failure of Twilio or of the way to it
    """
    if not (gateways.twilio_account_sid and gateways.twilio_auth_token):
        raise UnableToSend("no-keys")
    http_client = HttpClient(base_url=gateways.twilio_api_url, timeout=gateways.timeout_s)
    try:
        yield Client(
            gateways.twilio_account_sid,
            gateways.twilio_auth_token,
            http_client=http_client,
        )
    except TwilioException as error:
        raise _refusal(error) from None
    except requests.RequestException as error:
        raise _failure(error, outcome_unknown=not _never_connected(error)) from None
    except UnicodeEncodeError as error:  # keys or text that cannot be put into a request
        raise _failure(error, permanent=True) from None
    except ValueError as error:  # an answer that is not Twilio's
        raise _failure(error, outcome_unknown=True) from None
    finally:
        http_client.session.close()


def recognize(
    traces: Sequence[Trace], *, search: Search, alike: Callable[[Any], bool]
) -> Receipt | None:
    """Pick our message out of all that Twilio has for the recipient.

    Twilio's date filters look at the moment of sending, which a queued message does not have yet;
    so the age is judged here.

    :raises CannotAsk: when there are candidates and nothing tells which one is ours
    """
    since = search.since - CLOCK_SKEW
    ours = [
        trace
        for trace in traces
        if trace.sid not in search.taken and trace.date_created >= since and alike(trace)
    ]
    if not ours and len(traces) < FOUND_MAX:
        return None
    if len(ours) != 1 or not search.sole:
        raise CannotAsk(f"Twilio has {len(ours)} messages that may be ours")
    return receipt(ours[0])


def receipt(trace: Trace) -> Receipt:
    """Return the proof that Twilio has a message.

    Whether it reached anybody comes later, by callback.

    :raises UnableToSend: when an answer without an id proves nothing
    """
    if not trace.sid:
        raise UnableToSend("twilio-no-id", outcome_unknown=True)
    return Receipt(
        provider_id=trace.sid,
        evidence=f"Twilio {trace.sid}: {trace.status}",
        is_reported=True,
    )


def _refusal(error: TwilioException) -> UnableToSend:
    """Judge an answer: 4xx is final, except where it is about our keys or pace.

    After a 408 or a 5xx the message may exist.

    An error without a status is a page of a list that the SDK could not fetch: it says nothing
    about any message.
    """
    status = getattr(error, "status", 500)
    code = getattr(error, "code", "")
    words = f"Twilio {code}: {getattr(error, 'msg', error)}"
    may_be_taken = status not in CERTAINLY_NOT_TAKEN
    is_unknown = status == TIMED_OUT or (status >= 500 and may_be_taken)
    return UnableToSend(
        f"twilio-{status}-{code}",
        words=words,
        permanent=may_be_taken and not is_unknown,
        outcome_unknown=is_unknown,
        nobody_there=str(code) in NOBODY_THERE,
    )


def _failure(
    error: Exception, *, permanent: bool = False, outcome_unknown: bool = False
) -> UnableToSend:
    name = type(error).__name__
    return UnableToSend(
        f"twilio-{name}",
        words=f"{name}: {error}",
        permanent=permanent,
        outcome_unknown=outcome_unknown,
    )


def _never_connected(error: requests.RequestException) -> bool:
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    if error.args:
        cause = error.args[0]
    else:
        cause = None
    return isinstance(cause, MaxRetryError) and isinstance(
        cause.reason,
        NewConnectionError | ConnectTimeoutError,
    )
