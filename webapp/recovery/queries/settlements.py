"""In what parts a settlement approved by a court is paid (ГПК 153.8–153.11, АПК 139–142)."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.recovery.queries.court_knowledge import Told
from webapp.staff.amounts import money

type Part = tuple[date, Decimal]
_PART = re.compile(r"(\d{2}\.\d{2}\.\d{4})\s+([\d\s\u00a0]+(?:[.,]\d{1,2})?)")


class UnableToRead(ValueError):
    """A part has no day or no sum."""


def parts(told: str) -> list[Part]:
    """Read a schedule: «15.01.2027 5000; 15.02.2027 5000,50».

    :raises UnableToRead: when a part is no day with a sum, or two are due on one day
    """
    pieces = [piece.strip() for piece in told.split(";") if piece.strip()]
    found = [_part(piece) for piece in pieces]
    days = [day for day, _amount in found]
    if not found or len(set(days)) < len(days):
        raise UnableToRead(_("Write each part of the schedule once, on a day of its own."))
    return sorted(found)


def _part(piece: str) -> Part:
    match = _PART.fullmatch(piece)
    if match is None:
        text = _("“%(piece)s” is no part of a schedule. Write days and sums: %(example)s.")
        raise UnableToRead(text % {"piece": piece, "example": "15.01.2027 5000; 15.02.2027 5000"})
    day, amount = match.groups()
    digits, month, year = map(int, day.split("."))
    plain = re.sub(r"\s", "", amount).replace(",", ".")
    try:
        return date(year, month, digits), Decimal(plain)
    except ValueError as error:
        raise UnableToRead(_("There is no day %(day)s.") % {"day": day}) from error


def total(schedule: Sequence[Part]) -> Decimal:
    """Return all parts together."""
    return sum((amount for _day, amount in schedule), Decimal(0))


def refusal(told: Told) -> str:
    """Return why a schedule is not that of the settlement; nothing when it is."""
    try:
        schedule = parts(told.schedule)
    except UnableToRead as error:
        return str(error)
    owed = sum(told.sums, Decimal(0))
    if total(schedule) != owed:
        text = _("The parts make %(parts)s ₽, the sums of the settlement %(owed)s ₽.")
        return text % {"parts": money(total(schedule)), "owed": money(owed)}
    if schedule[0][0] < told.happened_on:
        return _("No part of a settlement is due before the day on which it was approved.")
    return ""
