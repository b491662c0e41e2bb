"""The relay: carries outbox rows to Temporal, at least once, in order for each workflow.

Several may run side by side.
"""

import asyncio
import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from webapp.outbox import registry, temporal
from webapp.outbox.models import Row, Subscription
from webapp.staff import queries as staff

BATCH = 100
CONCURRENT = 10
_LONGEST_PAUSE_S = 30

log = logging.getLogger(__name__)


def fan_out() -> int:
    """Turn announcements into one signal for each listener.

    Return how many announcements there were.

    Done after commit, by the relay: who subscribed before a fact was committed gets it, who
    subscribed later reads it.
    """
    with transaction.atomic():
        rows = list(
            _due()
            .filter(kind=Row.Kind.ANNOUNCE)
            .select_for_update(skip_locked=True)
            .order_by("id")[:BATCH]
        )
        listeners = Subscription.objects.filter(
            subject__in={row.subject for row in rows}
        ).values_list("subject", "workflow_id")
        by_subject: dict[str, list[str]] = {}
        for subject, workflow_id in listeners:
            by_subject.setdefault(subject, []).append(workflow_id)
        signals = [
            _signal(row, workflow_id)
            for row in rows
            for workflow_id in by_subject.get(row.subject, ())
        ]
        Row.objects.bulk_create(signals, ignore_conflicts=True)
        heard = [row.pk for row in rows if _is_heard(row)]
        Row.objects.filter(pk__in=heard).update(delivered_at=timezone.now())
    return len(rows)


def _is_heard(row: Row) -> bool:
    """Let begin what begins with a fact; what fails is tried again, and holds up nothing else."""
    hearers = registry.hearers(fact=row.fact)
    if not hearers:
        return True
    try:
        with transaction.atomic():
            for hear in hearers:
                hear(row.subject, staff.today())
    except Exception as error:
        _put_off(row, error)
        return False
    return True


def _signal(row: Row, workflow_id: str) -> Row:
    key = f"{row.dedupe_key}>{workflow_id}"
    return Row(
        kind=Row.Kind.SIGNAL,
        workflow_id=workflow_id,
        dedupe_key=key,
        payload={"key": row.dedupe_key, "fact": row.fact},
    )


class _NotBegun(Exception):
    """The server was found to be away before the row's turn came."""


def deliver_due(client: Client, loop: asyncio.AbstractEventLoop) -> int:
    """Deliver the oldest waiting row of each workflow; return how many went through.

    The rows stay locked meanwhile, so another relay passes them by, and they are free the moment
    this one dies. A silent server holds them for one time-out and not for one per row.
    """
    with transaction.atomic():
        rows = list(
            _heads().select_for_update(skip_locked=True, of=("self",)).order_by("id")[:BATCH]
        )
        if rows:
            errors = loop.run_until_complete(_deliver_all(client, rows))
        else:
            errors = []
        _mark(rows, errors)
    return sum(error is None for error in errors)


def _due() -> QuerySet[Row]:
    return Row.objects.filter(delivered_at=None, is_dead=False).filter(
        Q(retry_at=None) | Q(retry_at__lte=timezone.now())
    )


def _heads() -> QuerySet[Row]:
    """Return due rows with nothing waiting before them for the same workflow."""
    earlier = Row.objects.filter(
        workflow_id=OuterRef("workflow_id"),
        id__lt=OuterRef("id"),
        delivered_at=None,
        is_dead=False,
    )
    return _due().exclude(kind=Row.Kind.ANNOUNCE).filter(~Exists(earlier))


async def _deliver_all(client: Client, rows: list[Row]) -> list[Exception | None]:
    gate = asyncio.Semaphore(CONCURRENT)
    away = asyncio.Event()
    return await asyncio.gather(*(_deliver(client, row, gate, away) for row in rows))


async def _deliver(
    client: Client, row: Row, gate: asyncio.Semaphore, away: asyncio.Event
) -> Exception | None:
    async with gate:
        if away.is_set():
            return _NotBegun()
        try:
            await temporal.deliver(client, row)
        except Exception as error:
            if _is_server_away(error):
                away.set()
            return error
    return None


def _mark(rows: list[Row], errors: Iterable[Exception | None]) -> None:
    done = []
    for row, error in zip(rows, errors, strict=True):
        if error is None:
            done.append(row.pk)
        elif isinstance(error, temporal.NobodyListens):
            Row.objects.filter(pk=row.pk).update(
                is_dead=True,
                error="workflow is over",
            )
        elif not isinstance(error, _NotBegun):
            _put_off(row, error)
    Row.objects.filter(pk__in=done).update(
        delivered_at=timezone.now(),
        attempts=F("attempts") + 1,
    )


def _put_off(row: Row, error: Exception) -> None:
    if _is_server_away(error):
        pause = 1
    else:
        pause = min(2**row.attempts, _LONGEST_PAUSE_S)
    log.warning("outbox row %s waits %s s: %s", row.pk, pause, type(error).__name__)
    retry_at = timezone.now() + timedelta(seconds=pause)
    Row.objects.filter(pk=row.pk).update(
        attempts=F("attempts") + 1,
        error=str(error)[:2000],
        retry_at=retry_at,
    )


def _is_server_away(error: Exception) -> bool:
    """An absent server is nobody's fault: every row goes at once when it is back."""
    return isinstance(error, RPCError) and error.status in {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
    }


def carry_all(*, seconds: float) -> None:
    """Deliver what is due until nothing is, or for so many seconds.

    For a command that cannot wait for the relay.

    :raises TemporalIsAway: when there is no server
    """
    loop = asyncio.new_event_loop()
    deadline = time.monotonic() + seconds
    try:
        client = loop.run_until_complete(temporal.connect())
        while fan_out() + deliver_due(client, loop) and time.monotonic() < deadline:
            continue
    except (RPCError, RuntimeError) as error:
        raise temporal.TemporalIsAway(str(error)[:200]) from error
    finally:
        loop.close()


def wait_for_rows(*, seconds: float) -> None:
    """Sleep until somebody writes a row, or for so many seconds."""
    with connection.cursor() as cursor:
        cursor.execute("LISTEN outbox")
    assert connection.connection is not None
    next(
        iter(connection.connection.notifies(timeout=seconds, stop_after=1)),
        None,
    )
