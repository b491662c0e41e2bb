"""Packages of the rehearsal opened again: what the inventory promises is looked for in the file."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pypdf

from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.recovery.operations import packages
from webapp.recovery.queries import enclosed
from workflows.interfaces import debt_recovery as words

# a package is printed anew: of each kind of paper some are enough
OPENED_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """How many packages were opened, and what is wrong in them, in words."""

    checked: int
    wrong: tuple[str, ...]


def unpack(*, today: date) -> Opened:
    """Make and open the packages of some filings that have gone."""
    checked, wrong = 0, []
    for paper in _some():
        checked += 1
        wrong += [f"package of {paper.number}: {fault}" for fault in faults(paper, today)]
    return Opened(checked, tuple(wrong))


def faults(paper: Document, today: date) -> Iterator[str]:
    """Yield where a package is not what its inventory says."""
    try:
        package = packages.pack(paper=paper, by=None, today=today)
    except packages.UnableToPack as error:
        yield str(error)
        return
    texts, marks = _read(package.content)
    letter = " ".join(texts[0].split())
    for piece in package.pieces:
        if " ".join(piece.title.split()) not in letter:
            yield f"the inventory does not name «{piece.title}»"
        if piece.title in marks and marks[piece.title] != piece.first:
            yield f"«{piece.title}» stands on page {marks[piece.title]}, not {piece.first}"
    last = max(piece.last for piece in package.pieces)
    if last != len(texts):
        yield f"the inventory ends with page {last}, the file with {len(texts)}"


def _some() -> Iterator[Document]:
    of_recovery = Case.objects.filter(process=words.WORKFLOW_TYPE)
    for kind in enclosed.FILED:
        gone = Document.objects.filter(
            case__in=of_recovery,
            kind=kind,
            status=Document.Status.ISSUED,
        )
        related = gone.select_related("case__party", "account__supplier", "account__contract")
        yield from related.order_by("-id")[:OPENED_OF_A_KIND]


def _read(content: bytes) -> tuple[list[str], dict[str, int]]:
    """Return what the pages say, and on which of them each bookmark stands."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    marks = {}
    for mark in reader.outline:
        if isinstance(mark, pypdf.generic.Destination):
            marks[str(mark.title)] = 1 + (reader.get_destination_page_number(mark) or 0)
    return [page.extract_text() for page in reader.pages], marks
