"""A paper as it is printed, line by line, beside the case it was made for."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from django.db.models import QuerySet

from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase

FILINGS = frozenset({"court_order_application", "statement_of_claim"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper as it is printed, line by line, and the case it was made for."""

    paper: Document
    case: Case
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything that is printed."""
        return "\n".join(self.lines)

    @property
    def enclosures(self) -> tuple[str, ...]:
        """What is said to be enclosed."""
        if "Приложения:" not in self.lines:
            return ()
        start = self.lines.index("Приложения:") + 1
        numbered = (re.fullmatch(r"\d+\. (.+)\.", line) for line in self.lines[start:])
        return tuple(found[1] for found in numbered if found)

    def orders(self, ruling: str) -> QuerySet[CourtCase]:
        """Return the orders of the case that had been ruled so when the paper was made."""
        return CourtCase.objects.filter(
            case=self.case,
            track=CourtCase.Track.ORDER,
            ruling=ruling,
            ruled_on__lte=self.paper.dated,
        )


def read(paper: Document, case: Case) -> Reading:
    """Read what is printed."""
    return Reading(paper, case, tuple(_lines(bytes(paper.docx.content))))


def _lines(content: bytes) -> Iterator[str]:
    printed = docx.Document(io.BytesIO(content))
    for part in printed.iter_inner_content():
        if isinstance(part, docx.table.Table):
            yield from (" | ".join(cell.text for cell in row.cells) for row in part.rows)
        else:
            yield part.text.replace("\u00a0", " ").strip()
