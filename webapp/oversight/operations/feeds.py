"""Giving out the private address of a calendar, and taking it back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from webapp.audit import operations as audit
from webapp.oversight.models import Feed
from webapp.oversight.queries import feeds
from webapp.staff.models import User

_READ_WRITTEN_EVERY = timedelta(hours=1)


@transaction.atomic
def give(*, person: User, language: str, now: datetime) -> str:
    """Return the secret of a new address, told once; the address before opens nothing more."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        person=person,
        defaults={
            "digest": feeds.digest_of(secret),
            "language": language,
            "given_at": now,
            "last_read_at": None,
        },
    )
    _record("oversight.feed.given", person)
    return secret


@transaction.atomic
def take_back(*, person: User) -> bool:
    """Let the address open nothing any more; say whether there was one."""
    gone, _of_each = Feed.objects.filter(person=person).delete()
    if gone:
        _record("oversight.feed.taken-back", person)
    return bool(gone)


def write_reading(*, feed: Feed, now: datetime) -> None:
    """Write down that the calendar is read, once an hour."""
    before = now - _READ_WRITTEN_EVERY
    is_old = Q(last_read_at=None) | Q(last_read_at__lte=before)
    Feed.objects.filter(is_old, person=feed.person_id).update(last_read_at=now)


def _record(name: str, person: User) -> None:
    audit.record(
        name=name,
        subject=f"user:{person.pk}",
        actor=person,
    )
