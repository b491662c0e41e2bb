"""Writing rows for Temporal in the transaction of the fact itself.

Nobody above this room ever calls Temporal.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.outbox.models import Row, Subscription

type Memos = Mapping[str, dict[str, str]]
_NO_MEMOS: Memos = {}


def start_many(
    *,
    workflow_type: str,
    task_queue: str,
    starts: Iterable[tuple[str, Any]],
    memos: Memos = _NO_MEMOS,
) -> None:
    """Ask for workflows to be started, each once for its id: pairs of id and payload.

    ``memos`` say by id what Temporal's own pages show of them: numbers and codes, never a person.
    """
    rows = [
        Row(
            kind=Row.Kind.START,
            dedupe_key=f"start:{workflow_id}",
            workflow_id=workflow_id,
            workflow_type=workflow_type,
            task_queue=task_queue,
            payload=payload,
            memo=memos.get(workflow_id, {}),
        )
        for workflow_id, payload in starts
    ]
    Row.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def start_anew_many(
    *,
    workflow_type: str,
    task_queue: str,
    starts: Iterable[tuple[str, Any]],
    memos: Memos = _NO_MEMOS,
) -> None:
    """Ask for workflows to be started though their ids have run before, even to a good end.

    A running one goes on.

    One row for each id: asked again, the same row goes once more, however many ask.
    """
    rows = [
        Row(
            kind=Row.Kind.RESTART,
            dedupe_key=f"restart:{workflow_id}",
            workflow_id=workflow_id,
            workflow_type=workflow_type,
            task_queue=task_queue,
            payload=payload,
            memo=memos.get(workflow_id, {}),
        )
        for workflow_id, payload in starts
    ]
    Row.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["dedupe_key"],
        update_fields=[
            "delivered_at",
            "is_dead",
            "attempts",
            "retry_at",
            "error",
            "payload",
            "memo",
        ],
    )


def announce(*, subject: str, fact: str, key: str) -> None:
    """Tell every process that listens to ``subject`` (``account:42``) that ``fact`` happened.

    ``key`` makes it one fact.
    """
    announce_many(fact=fact, about=[(subject, key)])


def announce_many(*, fact: str, about: Iterable[tuple[str, str]]) -> None:
    """Announce one fact about many subjects, each with its key, in one query."""
    rows = [
        Row(
            kind=Row.Kind.ANNOUNCE,
            dedupe_key=f"{subject}:{fact}:{key}",
            subject=subject,
            fact=fact,
        )
        for subject, key in about
    ]
    Row.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def wake_many(*, workflow_ids: Iterable[str], fact: str, key: str) -> None:
    """Let open processes look again, whatever they listen to; ``key`` makes it one fact."""
    rows = [
        Row(
            kind=Row.Kind.SIGNAL,
            workflow_id=workflow_id,
            dedupe_key=f"{fact}:{key}>{workflow_id}",
            payload={"key": f"{fact}:{key}", "fact": fact},
        )
        for workflow_id in workflow_ids
    ]
    Row.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def subscribe_many(listeners: Iterable[tuple[str, str]]) -> None:
    """Let processes be woken by facts: pairs of workflow id and the subject it listens to."""
    rows = [
        Subscription(workflow_id=workflow_id, subject=subject) for workflow_id, subject in listeners
    ]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def unsubscribe(*, workflow_id: str) -> None:
    """Let a finished process sleep for ever."""
    Subscription.objects.filter(workflow_id=workflow_id).delete()
