"""What the words of a registry mean: services and kinds of customers."""

import functools
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from webapp.billing.queries.registry import vocabulary
from webapp.contracts.models import Service
from webapp.parties.models import Party
from webapp.uploads.tables.cells import BadCell, plain, text
from webapp.uploads.tables.said import said as _

_SERVICE = {name: code for code, names in vocabulary.SERVICES.items() for name in names}
_QUANTITY = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_PEOPLE = re.compile(r"[0-9]{1,3}")
_RIGHT = {name: right for right, names in vocabulary.RIGHTS.items() for name in names}
_PARTS_MAX = 100_000
_KIND = {name: kind for kind, names in vocabulary.KINDS.items() for name in names}


@functools.lru_cache(
    maxsize=4096,
    typed=True,
)
def service(value: Any) -> str:
    """Return the code of a service by any of its usual names."""
    code = _SERVICE.get(plain(value))
    if code is None:
        known = ", ".join(str(kind.label) for kind in Service.Code)
        raise BadCell(
            _("The service is unknown. Known services: %(services)s.") % {"services": known}
        )
    return code


def right(value: Any) -> str:
    """Return why somebody pays for premises, by the usual names."""
    found = _RIGHT.get(plain(value))
    if found is None:
        raise BadCell(_("Write «собственник» or «наниматель», or leave the cell empty."))
    return found


def share(value: Any) -> Fraction:
    """Return a share in premises: 1/3, 0,5, 1; a spreadsheet may have made a day of it."""
    told = str(value).replace(" ", "").replace(",", ".")
    try:
        found = Fraction(told)
    except (ValueError, ZeroDivisionError) as error:
        raise BadCell(_("Write the share as a fraction, for example 1/3.")) from error
    if not 0 < found <= 1 or found.denominator > _PARTS_MAX:
        raise BadCell(_("Write the share as a fraction, for example 1/3."))
    return found


def kind(value: Any) -> Party.Kind:
    """Return the kind of a party by its usual names."""
    found = _KIND.get(plain(value))
    if found is None:
        raise BadCell(
            _(
                "The kind of customer is unknown: write «физлицо», «ИП», «организация», "
                "«УК» or «ТСЖ», or leave the cell empty."
            )
        )
    return found


def quantity(value: Any) -> Decimal:
    """Return a norm or a tariff: above zero, no more than four digits after the comma."""
    line = text(value).replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    if not _QUANTITY.fullmatch(line) or not Decimal(line):
        raise BadCell(_("This is not a norm or a tariff: write it as 6,1700."))
    return Decimal(line)


def people(value: Any) -> int:
    """Return for how many people a service is charged."""
    line = text(value).strip()
    if not _PEOPLE.fullmatch(line) or not int(line):
        raise BadCell(_("This is not a number of people: write a whole number above zero."))
    return int(line)
