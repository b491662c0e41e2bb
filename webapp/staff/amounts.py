"""Money as people of the active language read it."""

from decimal import Decimal

from django.utils import formats


def money(amount: Decimal | None) -> str:
    """Return roubles with kopecks, grouped: 1 234,50; a dash for nothing known."""
    if amount is None:
        return "—"
    return formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)
