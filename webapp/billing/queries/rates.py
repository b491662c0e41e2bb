"""The key rate as this installation knows it.

The rates shipped with the program, then what staff entered.
"""

import functools
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from tariffs import parameters
from webapp.billing.models import KeyRate


def key_rate() -> parameters.Series:
    """Return the key rate over the years."""
    return _with(
        tuple(
            KeyRate.objects.order_by("effective_from").values_list(
                "effective_from",
                "rate_percent",
                "source",
            )
        )
    )


def refinancing_rate() -> parameters.Series:
    """Return the refinancing rate while it was one of its own: to the end of 2015.

    From then on it is the key rate (Указание 3894-У).
    """
    return parameters.series("refinancing_rate")


def not_yet_in_effect(*, today: date) -> QuerySet[KeyRate]:
    """Return the rates that staff entered and whose day has not come, the earliest first."""
    return KeyRate.objects.filter(effective_from__gt=today).order_by("effective_from")


@functools.lru_cache(maxsize=8)
def _with(entered: tuple[tuple[date, Decimal, str], ...]) -> parameters.Series:
    """The rules cache by the series itself, so equal rates must be the same object.

    A rate that has since been shipped is passed over.
    """
    known = parameters.series("key_rate")
    for effective_from, rate, source in entered:
        if effective_from > known.rows[-1].start:
            known = known.with_value(start=effective_from, value=rate, act=source)
    return known
