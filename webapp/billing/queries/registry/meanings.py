"""What the words of a registry mean: services and kinds of customers."""

import functools
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import vocabulary
from webapp.contracts.models import Service
from webapp.parties.models import Party
from webapp.uploads.tables.cells import BadCell, plain, text

_SERVICE = {name: code for code, names in vocabulary.SERVICES.items() for name in names}
_QUANTITY = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_PEOPLE = re.compile(r"[0-9]{1,3}")
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
