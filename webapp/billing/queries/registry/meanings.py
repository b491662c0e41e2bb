"""What the words of a registry mean: services and kinds of customers."""

import functools
from typing import Any

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import vocabulary
from webapp.contracts.models import Service
from webapp.parties.models import Party
from webapp.uploads.tables.cells import BadCell, plain

_SERVICE = {name: code for code, names in vocabulary.SERVICES.items() for name in names}
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
