"""Logs to standard output, without the personal data that a database quotes in its errors."""

import copy
import logging
import re
from types import TracebackType

type ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


_QUOTES = re.compile(
    r"^(?:DETAIL|CONTEXT):.*?(?=^(?:HINT:|CONTEXT:|Traceback |The above exception|During handling)|\Z)",
    re.DOTALL | re.MULTILINE,
)


class DiscreetFormatter(logging.Formatter):
    """Drops the DETAIL and CONTEXT lines of PostgreSQL, which hold the values of the row, and tells an expected refusal in one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an ``UnableTo…`` is an answer, not a fault, and a deed that met one is tried again or given to a person."""
        error = record.exc_info[1] if record.exc_info else None
        # what leaves an activity carries the name of the error it stands for
        name = str(getattr(error, "type", None) or type(error).__name__)
        if error is None or not name.startswith("UnableTo"):
            return super().format(record)
        brief = copy.copy(record)
        brief.msg = (
            f"{record.getMessage().split(' ({')[0]}: {name}: {getattr(error, 'message', error)}"
        )
        brief.args, brief.exc_info, brief.exc_text = (), None, None
        return super().format(brief)

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802
        """Return the traceback without quoted rows."""
        return without_rows(super().formatException(ei))


def without_rows(text: str) -> str:
    """Return what an error says, without the lines in which PostgreSQL quotes values; a value may have several."""
    return _QUOTES.sub("", text).rstrip()
