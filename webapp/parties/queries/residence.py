"""Where a person is registered and an organization has its seat: what a court must read of it.

ГПК 124, 131, АПК 125: the address of the debtor; a letter needs its index, and a
court of another region is another court.
"""

import re

from django.utils.translation import gettext as _

_INDEX = re.compile(r"(?<!\d)[1-6]\d{5}(?!\d)")
_REGION = re.compile(
    r"\b(обл|область|край|кр|респ|республика|автономный округ|ао|аобл|автономная область)\b"
    r"|\bг(ород)?\.?\s*(москва|санкт-петербург|севастополь|байконур)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(д|дом|домовл|домовладение|зд|здание|стр|влд|вл|уч)\b\.?\s*\S*\d", re.IGNORECASE
)


def fault(address: str) -> str:
    """Return what an address lacks to be printed to a court; nothing when it lacks nothing."""
    if lacking := _lacking(address):
        text = _("The address lacks %(parts)s: write it in full.")
        return text % {"parts": ", ".join(lacking)}
    return ""


def _lacking(address: str) -> list[str]:
    parts = {
        _("the postal index"): _INDEX,
        _("the region"): _REGION,
        _("the house"): _HOUSE,
    }
    return [name for name, shape in parts.items() if not shape.search(address)]
