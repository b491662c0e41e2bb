"""Numbers as bank documents are compared with them: the database has an index of each spelling."""

from django.db.models import F, Func, Value

_NO_DIGITS = r"\D"


def digits(column: str = "number") -> Func:
    """Return the digits of a number, without what stands between them."""
    return Func(
        F(column),
        Value(_NO_DIGITS),
        Value(""),
        Value("g"),
        function="regexp_replace",
    )
