"""Filters: what was done with a payment, and the months a payer named."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.audit import queries as audit
from webapp.audit.models import Entry

register = template.Library()


class DeedLook(NamedTuple):
    """How a deed is shown: the icon, its tone, what it is called."""

    icon: str
    tone: str
    name: str | Promise


_LOOKS = {
    "payments.payment.posted": DeedLook("check", "ok", _("Posted")),
    "payments.payment.divided": DeedLook("call_split", "ok", _("Divided between accounts")),
    "payments.payment.allocated": DeedLook("savings", "pri", _("Advance used for new charges")),
    "payments.payment.requeued": DeedLook("undo", "warn", _("Returned to the queue")),
    "payments.payment.reversed": DeedLook("undo", "warn", _("Reversed")),
}


@register.filter
def deed_look(entry: Entry) -> DeedLook:
    """Return how a deed on a payment is shown in its story."""
    return _LOOKS.get(entry.name, DeedLook("undo", "warn", audit.deed_in_words(entry.name)))


@register.filter
def months(named: Iterable[date]) -> str:
    """Return months as a clerk types them: ``06.2026, 07.2026``."""
    return ", ".join(f"{month:%m.%Y}" for month in named)
