"""How long cases have stood in their stages, by what the register says of every move."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from webapp.processes.declarations import Process
from webapp.processes.models import Case

# another attempt of the same stage is no move; a case that was led back enters its stage anew
_STAYS = """
    seen AS ({cases}),
    alive AS (
        SELECT id, opened_on, closed_on, stage_kind, executor_id, party_id
        FROM processes_case
        WHERE id IN (SELECT id FROM seen)
          AND opened_on <= %s AND (closed_on IS NULL OR closed_on >= %s)
    ),
    moved AS (
        SELECT alive.id AS case_id, entry.id AS number, entry.business_date AS since,
               entry.details->>'from' AS former, entry.details->>'to' AS kind
        FROM alive JOIN audit_entry AS entry ON entry.subject = %s || alive.id
        WHERE entry.name = %s AND entry.details->>'from' <> entry.details->>'to'
    ),
    begun AS (SELECT DISTINCT ON (case_id) case_id, former FROM moved ORDER BY case_id, number),
    entered AS (
        SELECT case_id, number, since, kind FROM moved
        UNION ALL
        SELECT id, 0, opened_on, COALESCE(begun.former, stage_kind)
        FROM alive LEFT JOIN begun ON begun.case_id = alive.id
    ),
    stays AS (
        SELECT entered.case_id, entered.number, entered.kind, entered.since,
               LEAD(entered.since) OVER one AS moved_on, alive.closed_on,
               COALESCE(LEAD(entered.since) OVER one, alive.closed_on) AS until,
               LEAD(entered.number) OVER one IS NULL AS is_last,
               alive.executor_id, alive.party_id
        FROM entered JOIN alive ON alive.id = entered.case_id
        WINDOW one AS (PARTITION BY entered.case_id ORDER BY entered.number)
    )
"""


def rows(
    *,
    process: Process,
    cases: QuerySet[Case],
    first_on: date,
    last_on: date,
    select: str,
    given: Sequence[Any] = (),
) -> list[tuple[Any, ...]]:
    """Return what a statement selects from ``stays`` of the cases open in a span of days.

    A stay is ``case_id``, ``kind`` (of the stage), ``since`` and ``until``, which is nothing while
    it lasts; ``moved_on`` is when the case went on to another stage, ``closed_on`` when it ended.
    """
    inner, known = cases.order_by().values("id").query.sql_with_params()
    name = process.audited("stage-changed")
    subject = process.subject_of(case_id=0).removesuffix("0")
    asked = [*known, last_on, first_on, subject, name, *given]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {_STAYS.format(cases=inner)} {select}", asked)
        return list(cursor.fetchall())
