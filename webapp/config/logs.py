"""Logs to standard output, without the personal data that a database quotes in its errors."""

import copy
import logging
import re
from types import TracebackType

type ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


_QUOTES = re.compile(
    (
        r"^(?:DETAIL|CONTEXT):.*?(?=^(?:HINT:|CONTEXT:|Traceback |The above exception|During "
        r"handling)|\Z)"
    ),
    re.DOTALL | re.MULTILINE,
)


# a message that has not left is tried again, and one that another worker sends is sent: the page of
# the message tells both
_EXPECTED_OF_DEEDS = ("UnableToSend", "AlreadyBeingSent")
# a request that Django refuses unread (too many fields, a foreign host): anybody can send thousands
_REFUSED_AT_THE_DOOR = "django.security"
# Temporal's name for a decision that took over five seconds: the machine is busy
_SLOW_DECISION = "[TMPRL1104]"


class ExpectedIsNoWarning(logging.Filter):
    """Tells what libraries warn of in the usual course of things only where LOG_LEVEL asks for more
    than warnings.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is told: an error always is."""
        return not _is_expected(record) or logging.getLogger().isEnabledFor(logging.INFO)


def _is_expected(record: logging.LogRecord) -> bool:
    if record.levelno > logging.WARNING:
        return False
    if record.name == "temporalio.core":
        return _SLOW_DECISION in record.getMessage()
    return record.name == "temporalio.activity" and _named(record) in _EXPECTED_OF_DEEDS


def _named(record: logging.LogRecord) -> str:
    """Return the name of a record's error.

    What leaves an activity carries the name of the error it stands for.
    """
    if record.exc_info:
        error = record.exc_info[1]
    else:
        error = None
    return str(getattr(error, "type", None) or type(error).__name__)


class RefusedIsNoError(logging.Filter):
    """Tells what Django refuses unread as a warning: the house is well, and nothing was done."""

    def filter(self, record: logging.LogRecord) -> bool | logging.LogRecord:
        """Return the line as a warning; others as they are."""
        is_refused = record.name.startswith(_REFUSED_AT_THE_DOOR)
        if not is_refused or record.levelno <= logging.WARNING:
            return True
        if not logging.getLogger().isEnabledFor(logging.WARNING):
            return False
        lowered = copy.copy(record)
        lowered.levelno, lowered.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        return lowered


class DiscreetFormatter(logging.Formatter):
    """Drops the DETAIL and CONTEXT lines of PostgreSQL, which hold the values of the row, and tells
    an expected refusal in one line.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line.

        An ``UnableTo…`` is an answer, not a fault, and a deed that met one is tried again or given
        to a person.
        """
        if record.exc_info:
            error = record.exc_info[1]
        else:
            error = None
        name = _named(record)
        if error is not None and record.name.startswith(_REFUSED_AT_THE_DOOR):
            return super().format(_without_traceback(record))
        if error is None or not name.startswith("UnableTo"):
            return super().format(record)
        brief = _without_traceback(record)
        brief.msg = (
            f"{record.getMessage().split(' ({')[0]}: {name}: {getattr(error, 'message', error)}"
        )
        brief.args = ()
        return super().format(brief)

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802
        """Return the traceback without quoted rows."""
        return without_rows(super().formatException(ei))


def _without_traceback(record: logging.LogRecord) -> logging.LogRecord:
    brief = copy.copy(record)
    brief.exc_info, brief.exc_text = None, None
    return brief


def without_rows(text: str) -> str:
    """Return what an error says, without the lines in which PostgreSQL quotes values.

    A value may have several.
    """
    return _QUOTES.sub("", text).rstrip()
