"""Writing the register of deeds."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from webapp.audit.models import Entry
from webapp.staff import queries as staff
from webapp.staff.models import LockDate, User


def record(
    *,
    name: str,
    subject: str,
    actor: User | None = None,
    ground: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Write one deed, in the transaction of the deed itself. ``name`` is dotted: ``payments.payment.posted``."""
    return Entry.objects.create(
        at=timezone.now(),
        business_date=staff.today(),
        actor=actor,
        name=name,
        subject=subject,
        ground=ground,
        details=details or {},
    )


def record_many(
    *,
    name: str,
    deeds: Iterable[tuple[str, dict[str, Any]]],
    actor: User | None = None,
    ground: str = "",
) -> None:
    """Write deeds of one kind, each with its subject and details, in one query: a statement posts thousands of payments."""
    at, business_date = timezone.now(), staff.today()
    entries = [
        Entry(
            at=at,
            business_date=business_date,
            actor=actor,
            name=name,
            subject=subject,
            ground=ground,
            details=details,
        )
        for subject, details in deeds
    ]
    Entry.objects.bulk_create(entries, batch_size=1000)


@transaction.atomic
def move_lock_date(*, closed_before: date, by: User) -> None:
    """Close everything dated before a day; an earlier day opens a period again."""
    before = (
        LockDate.objects.select_for_update()
        .filter(id=1)
        .values_list("closed_before", flat=True)
        .first()
    )
    LockDate.objects.update_or_create(id=1, defaults={"closed_before": closed_before})
    details = {"from": before.isoformat() if before else None, "to": closed_before.isoformat()}
    record(name="staff.lock-date.moved", subject="lock_date:1", actor=by, details=details)
