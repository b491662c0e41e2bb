"""Numbers of documents: when two of them are one, and when they tell two payments apart."""

import re

from webapp.payments.queries import lettering

# бн, б/н, без номера
_NO_NUMBER = re.compile(r"\W*(?:б\W{0,2}н|без\s+номера|0*|нет)\W*", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*[/\\_.]\s*\d{1,2}$")


def bare(number: str) -> str:
    """Return what every export writes alike; empty when it is no number."""
    key = lettering.key(number)
    if _NO_NUMBER.fullmatch(key):
        return ""
    return _bare(key)


def are_apart(mine: str, its: str) -> bool:
    """Say whether the numbers are two. 4711/1 may be 4711; 4711/1 and 4711/2 are two."""
    first, second = lettering.key(mine), lettering.key(its)
    if _NO_NUMBER.fullmatch(first) or _NO_NUMBER.fullmatch(second):
        return False
    forms = [{_bare(number), _bare(_SUFFIX.sub("", number))} for number in (first, second)]
    return _bare(first) not in forms[1] and _bare(second) not in forms[0]


def _bare(number: str) -> str:
    return re.sub(r"\W", "", number).lstrip("0")
