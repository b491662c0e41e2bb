"""What has been done in the present attempt of a case: one plain query, for every look asks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from webapp.processes.models import Case
from workflows.interfaces import days
from workflows.interfaces import process as words

_DONE = """
    SELECT 'step' AS what, step.id, step.name, step.outcome AS status, step."on", step.revision,
           step.term_ends_on AS until, COALESCE(NULLIF(step.basis, ''), step.debt::text) AS about,
           document.status IS NOT DISTINCT FROM 'CANCELLED'
               OR message.status IS NOT DISTINCT FROM 'FAILED' AS is_void,
           '' AS outcome, '' AS role, NULL::timestamptz AS due_at, NULL::date AS asked_on
    FROM processes_step step
    LEFT JOIN correspondence_document document ON document.id = step.document_id
    LEFT JOIN correspondence_message message ON message.id = step.message_id
    LEFT JOIN tasks_task task ON task.id = step.task_id
    WHERE step.case_id = %(case)s AND step.stage = %(stage)s AND step.attempt = %(attempt)s
      AND step.deed IN ('make', 'pass') AND task.status IS DISTINCT FROM 'CORRECTED'
    UNION ALL
    SELECT 'message', id, channel, status, COALESCE(sent_on, planned_on), revision,
           NULL, '', FALSE, '', '', NULL, NULL
    FROM correspondence_message
    WHERE case_id = %(case)s AND stage = %(stage)s AND attempt = %(attempt)s
    UNION ALL
    SELECT 'task', id, name, status, due_on, revision,
           NULL, version, FALSE, outcome, role, due_at, created_on
    FROM tasks_task
    WHERE case_id = %(case)s AND stage = %(stage)s AND attempt = %(attempt)s
    ORDER BY what, id
"""


@dataclass(frozen=True, slots=True)
class Done:
    """Papers made and steps passed, messages and tasks of the present attempt.

    What was asked and sent is told by tasks and messages themselves.
    """

    steps: tuple[words.StepRecord, ...]
    messages: tuple[words.MessageRecord, ...]
    tasks: tuple[words.TaskRecord, ...]


class _Row(NamedTuple):
    what: str
    id: int
    name: str
    status: str
    on: date
    revision: int
    until: date | None
    about: str
    is_void: bool
    outcome: str
    role: str
    due_at: datetime | None
    asked_on: date | None


def done(*, case: Case, proof_days: int) -> Done:
    """Return what has been done; a message proves its delivery after so many days."""
    where = {"case": case.pk, "stage": case.stage, "attempt": case.attempt}
    with connection.cursor() as cursor:
        cursor.execute(_DONE, where)
        rows = [_Row(*row) for row in cursor.fetchall()]
    return Done(
        steps=tuple(map(_step, _of("step", rows))),
        messages=tuple(_message(row, proof_days) for row in _of("message", rows)),
        tasks=tuple(map(_task, _of("task", rows))),
    )


def _of(what: str, rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if row.what == what]


def _step(row: _Row) -> words.StepRecord:
    return words.StepRecord(
        row.name,
        row.status,
        row.on,
        row.about,
        term_ends_on=row.until,
        revision=row.revision,
        is_void=row.is_void,
    )


def _message(row: _Row, proof_days: int) -> words.MessageRecord:
    return words.MessageRecord(
        row.name,
        row.status,
        row.on,
        days.after(row.on, days=proof_days),
        revision=row.revision,
    )


def _task(row: _Row) -> words.TaskRecord:
    return words.TaskRecord(
        row.name,
        row.status,
        row.outcome,
        row.on,
        row.revision,
        row.about,
        row.role,
        row.due_at,
        row.asked_on,
    )
