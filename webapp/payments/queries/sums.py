"""Which sums one payment can have."""

from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.staff import queries as staff

AMOUNT_MAX = Decimal(1_000_000_000)
"""No customer pays a billion by one document: a comma is lost, or the money is no customer's."""


def doubt_about(amount: Decimal) -> str:
    """Return why a payment cannot be of this sum, in words; nothing when it can."""
    if amount.is_finite() and amount <= 0:
        return _("The amount must be greater than zero.")
    if doubt := staff.doubt_about_sum(amount):
        return doubt
    if amount >= AMOUNT_MAX:
        return _("One payment is less than a billion roubles: check where the comma stands.")
    return ""
