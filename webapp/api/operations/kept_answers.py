"""What a call with a key was answered, kept in the transaction of its deed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from webapp.api.models import KeptAnswer
from webapp.staff.models import User

KEPT_FOR = timedelta(days=7)
WAIT_MS = 10_000
_CLEANED_AT_ONCE = 100
_LOCK_TIMEOUT = "55P03"


class UnableToBegin(Exception):
    """The key stands for another call, or the same call is being done right now."""


class StillBeingDone(UnableToBegin):
    """Another call with this key has not ended yet."""


def begin(*, owner: User, key: str, digest: str, now: datetime) -> KeptAnswer:
    """Return the answer that a key stands for; one without a status is still to be made.

    Call it inside the transaction of the deed. A call with the same key at the same moment waits
    for its end; when it fails, or its process is killed, its key is free.

    :raises StillBeingDone: when the other call takes too long
    :raises UnableToBegin: when the key was used for another call
    """
    _forget_old(now)
    fresh = {"digest": digest, "kept_at": now}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [f"{WAIT_MS}ms"])
        kept, _is_new = KeptAnswer.objects.get_or_create(
            owner=owner,
            key=key,
            defaults=fresh,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != _LOCK_TIMEOUT:
            raise
        raise StillBeingDone(
            _("The same call is still being done. Repeat it in a minute with the same key.")
        ) from error
    if kept.digest != digest:
        raise UnableToBegin(
            _("This key was used for another call. Give every new call a key of its own.")
        )
    return kept


def finish(*, kept: KeptAnswer, status: int, content: Any) -> None:
    """Keep what the deed was answered."""
    KeptAnswer.objects.filter(pk=kept.pk).update(
        status=status,
        content=content,
    )


def _forget_old(now: datetime) -> None:
    """Answers hold personal data: they are kept as long as a program may repeat a call.

    Locked rows are another call's to forget.
    """
    free = KeptAnswer.objects.select_for_update(skip_locked=True)
    old = free.filter(kept_at__lt=now - KEPT_FOR)
    ids = list(old.values_list("pk", flat=True)[:_CLEANED_AT_ONCE])
    if ids:
        KeptAnswer.objects.filter(pk__in=ids).delete()
