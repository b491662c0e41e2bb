"""Logs to standard output, without the personal data that a database quotes in its errors."""

import logging
from types import TracebackType

type ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Drops the DETAIL and CONTEXT lines of PostgreSQL: they hold the values of the row."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802
        """Return the traceback without quoted rows."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(("DETAIL:", "CONTEXT:")))
