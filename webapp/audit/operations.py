"""Writing the register of deeds."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit.models import Entry, Look
from webapp.staff import operations as people
from webapp.staff import queries as staff
from webapp.staff.models import LockDate, User

_log = logging.getLogger(__name__)
_through: ContextVar[str] = ContextVar("audit_through", default="")


@contextmanager
def through(what: str) -> Iterator[None]:
    """Let the deeds within say that a program did them in a person's name: ``api_token:5``."""
    before = _through.set(what)
    try:
        yield
    finally:
        _through.reset(before)


def _told(details: dict[str, Any] | None) -> dict[str, Any]:
    told = dict(details or {})
    if what := _through.get():
        told["through"] = what
    return told


def record(
    *,
    name: str,
    subject: str,
    actor: User | None = None,
    ground: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Write one deed, in the transaction of the deed itself.

    ``name`` is dotted: ``payments.payment.posted``.
    """
    return Entry.objects.create(
        at=timezone.now(),
        business_date=staff.today(),
        actor=actor,
        name=name,
        subject=subject,
        ground=ground,
        details=_told(details),
    )


def record_many(
    *,
    name: str,
    deeds: Iterable[tuple[str, dict[str, Any]]],
    actor: User | None = None,
    ground: str = "",
) -> None:
    """Write deeds of one kind, each with its subject and details, in one query.

    A statement posts thousands of payments.
    """
    at = timezone.now()
    business_date = staff.today()
    entries = [
        Entry(
            at=at,
            business_date=business_date,
            actor=actor,
            name=name,
            subject=subject,
            ground=ground,
            details=_told(details),
        )
        for subject, details in deeds
    ]
    Entry.objects.bulk_create(entries, batch_size=1000)


def look(*, subject: str, by: User) -> None:
    """Write down that a person looks at personal data: once an hour, by the real clock.

    The page is shown all the same when that cannot be written: the log tells it.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    looked = Look(by=by, subject=subject, hour=hour)
    try:
        Look.objects.bulk_create([looked], ignore_conflicts=True)
    except DatabaseError:
        _log.exception("a look at %s by %s cannot be written down", subject, by.pk)


def forget_looks() -> int:
    """Delete the looks whose term of keeping is over, and return how many there were."""
    kept = timedelta(days=settings.LOOKS_KEPT_DAYS)
    over, _by_table = Look.objects.filter(hour__lt=timezone.now() - kept).delete()
    return over


class UnableToMoveLockDate(Exception):
    """The day is no day to close a period with."""


@transaction.atomic
def move_lock_date(*, closed_before: date, by: User) -> None:
    """Close everything dated before a day; an earlier day opens a period again.

    :raises UnableToMoveLockDate: when the day has not come: what is entered today could not be
        written
    """
    if closed_before > staff.today():
        raise UnableToMoveLockDate(_("The lock date cannot lie in the future."))
    before = (
        LockDate.objects.select_for_update()
        .filter(id=1)
        .values_list("closed_before", flat=True)
        .first()
    )
    LockDate.objects.update_or_create(id=1, defaults={"closed_before": closed_before})
    details = {"from": before.isoformat() if before else None, "to": closed_before.isoformat()}
    record(name="staff.lock-date.moved", subject="lock_date:1", actor=by, details=details)


def password_of(*, user_id: int) -> str:
    """Return the hash of a person's password, to be compared with the one that ``record_password``
    finds.
    """
    return User.objects.values_list("password", flat=True).get(id=user_id)


def record_password(*, user_id: int, before: str, by: User) -> None:
    """Write who gave whom another password, when it is another; one's own is told apart."""
    if password_of(user_id=user_id) == before:
        return
    if user_id == by.pk:
        what = "changed"
    else:
        what = "reset"
    record(
        name=f"staff.user.password-{what}",
        subject=f"user:{user_id}",
        actor=by,
    )


@transaction.atomic
def learn_telephone(*, user: User, secret: str, code: str) -> list[str]:
    """Take the first code of a person's telephone, and return the codes for the day it is lost.

    :raises UnableToConfirm: when it is not the code that the telephone shows now
    """
    people.learn_secret(user=user, secret=secret, code=code)
    record(
        name="staff.user.second-factor-set",
        subject=f"user:{user.pk}",
        actor=user,
    )
    return people.renew_recovery_codes(user=user)


@transaction.atomic
def forget_telephone(*, user: User, by: User) -> bool:
    """Let a person teach another telephone at the next login; say whether one was known."""
    was_known = people.forget_second_factor(user=user)
    if was_known:
        record(
            name="staff.user.second-factor-reset",
            subject=f"user:{user.pk}",
            actor=by,
        )
    return was_known
