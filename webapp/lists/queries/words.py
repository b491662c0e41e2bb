"""Values of rows as people read them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats

from webapp.staff import amounts


def plain(value: Any) -> str:
    """Return a value in words and figures; nothing for nothing."""
    match value:
        case None | "":
            return ""
        case Decimal():
            return amounts.money(value)
        case date():
            return formats.date_format(value, "SHORT_DATE_FORMAT")
        case int():
            return formats.number_format(
                value,
                use_l10n=True,
                force_grouping=True,
            )
        case _:
            return str(value)
