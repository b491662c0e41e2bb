"""Writing the register of deeds."""

from typing import Any

from django.utils import timezone

from webapp.audit.models import Entry
from webapp.staff import queries as staff
from webapp.staff.models import User


def record(*, name: str, subject: str, actor: User | None = None, ground: str = "", details: dict[str, Any] | None = None) -> Entry:
    """Write one deed, in the transaction of the deed itself. ``name`` is dotted: ``payments.payment.posted``."""
    return Entry.objects.create(
        at=timezone.now(), business_date=staff.today(), actor=actor, name=name, subject=subject, ground=ground, details=details or {}
    )
