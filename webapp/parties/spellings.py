"""Names as bank documents are compared with them: the database has an index of each spelling."""

from django.db.models import F, Func, Q, Value
from django.db.models.functions import Replace, Trim, Upper

FORMS = (
    "ООО|ПАО|НАО|ЗАО|ОАО|АО|ИП|ТСЖ|ТСН|СНТ|ГСК|ЖСК|УК|МУП|ГУП|ФГУП|АНО|НКО|НП|"
    "ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ|АКЦИОНЕРНОЕ ОБЩЕСТВО"
)
FORM = rf"^(?:{FORMS}) "
FIRMS = ~Q(kind__in=("PERSON", "SOLE_TRADER"))
"""Parties whose names begin with their form."""
_SIGNS = r"[^А-ЯA-Z0-9]+"
_BEHIND_THE_FIRST = " .*$"


def surname(column: str = "last_name") -> Replace:
    """Return a surname in capitals, Ё as Е, without a hyphen."""
    joined = Replace(
        F(column),
        Value("-"),
        Value(""),
    )
    return in_capitals(joined)


def in_capitals(words: F | Func) -> Replace:
    """Return words in capitals, Ё as Е."""
    return Replace(
        Upper(words),
        Value("Ё"),
        Value("Е"),
    )


def first_word(column: str = "name") -> Func:
    """Return the first word of the name of a firm behind its form, in capitals."""
    capitals = in_capitals(F(column))
    plain = Trim(_replaced(capitals, _SIGNS, " "))
    bare = _replaced(plain, FORM, "")
    return _replaced(bare, _BEHIND_THE_FIRST, "")


def _replaced(of: Func, pattern: str, by: str) -> Func:
    return Func(
        of,
        Value(pattern),
        Value(by),
        Value("g"),
        function="regexp_replace",
    )
