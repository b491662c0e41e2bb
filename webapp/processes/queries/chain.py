"""The chain of a case's journal: each row holds the digest of the one before it.

The database writes the digests itself, by a trigger; here they are only read and counted again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from documents.catalogue import DocumentKind
from webapp.correspondence.models import Document
from webapp.processes.models import Step
from webapp.processes.models.chain import DIGEST

# every row is hashed anew beside what its case's former row says
_BROKEN = f"""
    SELECT case_id, number, step.id
    FROM (
        SELECT *, lag(digest, 1, '') OVER journal AS before,
            row_number() OVER journal AS place
        FROM processes_step WHERE number IS NOT NULL
        WINDOW journal AS (PARTITION BY case_id ORDER BY number)
    ) step
    WHERE place <> number OR digest <> {DIGEST.format(row="step", before="step.before")}
    ORDER BY case_id, number LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class End:
    """How many rows the journal of a case has, and the digest of the last one."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that is not what was written, or that follows a gap."""

    case_id: int
    number: int
    step_id: int


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A sheet of terms on which another end of the journal is printed than stands there."""

    case_id: int
    number: int
    paper: str


def end(*, case_id: int) -> End:
    """Return where the chain of a case ends."""
    chained = Step.objects.filter(case=case_id, number__isnull=False)
    last = chained.order_by("-number").values_list("number", "digest").first()
    if last is None:
        return End(0, "")
    rows, digest = last
    return End(rows or 0, digest)


def first_broken() -> Broken | None:
    """Count every digest again, in one statement, and return the first row that does not agree."""
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN)
        row = cursor.fetchone()
    if row is None:
        return None
    return Broken(*row)


def contradicted() -> Iterator[Contradicted]:
    """Yield the sheets whose row has gone, or has another digest by now.

    What was cut off at the end of a chain leaves no gap: what is printed outlives it.
    """
    sheets = Document.objects.filter(kind=DocumentKind.PROOF_SHEET, case__isnull=False)
    for case_id, number, context in sheets.values_list("case_id", "number", "context"):
        rows, digest = context["rows"], context["digest"]
        row = Step.objects.filter(case=case_id, number=rows)
        if rows and not row.filter(digest=digest).exists():
            yield Contradicted(case_id or 0, rows, number)
