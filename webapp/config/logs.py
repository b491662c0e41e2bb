"""Logs to standard output, without the personal data that a database quotes in its errors."""

import copy
import logging
from types import TracebackType

type ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Drops the DETAIL and CONTEXT lines of PostgreSQL, which hold the values of the row, and tells an expected refusal in one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an ``UnableTo…`` is an answer, not a fault, and a deed that met one is tried again or given to a person."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not type(error).__name__.startswith("UnableTo"):
            return super().format(record)
        brief = copy.copy(record)
        brief.msg = f"{record.getMessage().split(' ({')[0]}: {type(error).__name__}: {error}"
        brief.args, brief.exc_info, brief.exc_text = (), None, None
        return super().format(brief)

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802
        """Return the traceback without quoted rows."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(("DETAIL:", "CONTEXT:")))
