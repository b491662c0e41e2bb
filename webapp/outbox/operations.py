"""Writing rows for Temporal in the transaction of the fact itself. Nobody above this room ever calls Temporal."""

from collections.abc import Iterable
from typing import Any

from webapp.outbox.models import Row, Subscription


def start(*, workflow_id: str, workflow_type: str, task_queue: str, payload: Any) -> None:
    """Ask for a workflow to be started, once for its id."""
    _write(
        kind=Row.Kind.START,
        dedupe_key=f"start:{workflow_id}",
        workflow_id=workflow_id,
        workflow_type=workflow_type,
        task_queue=task_queue,
        payload=payload,
    )


def start_again(*, workflow_id: str) -> bool:
    """Send the start of a workflow once more, after the server has lost it; say whether there was a start to send."""
    return bool(Row.objects.filter(dedupe_key=f"start:{workflow_id}").update(delivered_at=None, is_dead=False, attempts=0, retry_at=None))


def cancel(*, workflow_id: str) -> None:
    """Ask for a workflow to be cancelled."""
    _write(kind=Row.Kind.CANCEL, dedupe_key=f"cancel:{workflow_id}", workflow_id=workflow_id, payload={})


def announce(*, subject: str, fact: str, key: str) -> None:
    """Tell every process that listens to ``subject`` (``account:42``) that ``fact`` happened; ``key`` makes it one fact."""
    announce_many(fact=fact, about=[(subject, key)])


def announce_many(*, fact: str, about: Iterable[tuple[str, str]]) -> None:
    """Announce one fact about many subjects, each with its key, in one query."""
    rows = [Row(kind=Row.Kind.ANNOUNCE, dedupe_key=f"{subject}:{fact}:{key}", subject=subject, fact=fact) for subject, key in about]
    Row.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def subscribe(*, workflow_id: str, subjects: list[str]) -> None:
    """Let a process be woken by facts about these subjects."""
    Subscription.objects.bulk_create(
        [Subscription(subject=subject, workflow_id=workflow_id) for subject in subjects], ignore_conflicts=True
    )


def unsubscribe(*, workflow_id: str) -> None:
    """Let a finished process sleep for ever."""
    Subscription.objects.filter(workflow_id=workflow_id).delete()


def _write(**fields: Any) -> None:
    """Insert the row unless its key is there already: the same fact told twice is one row."""
    Row.objects.bulk_create([Row(**fields)], ignore_conflicts=True)
