"""The scans that the office lays to its filings: a page for each, which says what it stands for."""

import functools
import io
from datetime import date

import docx
from django.conf import settings

from documents import pdf
from webapp.processes.models import Case
from webapp.recovery.operations import enclosing
from webapp.recovery.operations.enclosing import Brought
from webapp.recovery.queries import enclosed
from webapp.staff.models import User


def bring(*, case_id: int, by: User, today: date) -> int:
    """Bring everything that the filings of a case lack; return how many files that were."""
    case = Case.objects.get(pk=case_id)
    count = 0
    for paper in enclosed.waiting(case=case):
        for item in enclosed.lacking(paper=paper, today=today):
            for holder in item.wants:
                enclosing.enclose(
                    paper=paper,
                    title=item.title,
                    holder=holder,
                    brought=Brought(f"{item.line.code}.pdf", scan(item.title), today),
                    by=by,
                    today=today,
                )
                count += 1
    return count


@functools.lru_cache(maxsize=256)
def scan(title: str) -> bytes:
    """Return a page that names what a scan of it would show."""
    document = docx.Document()
    document.add_heading("Скан документа")
    document.add_paragraph(title)
    stream = io.BytesIO()
    document.save(stream)
    return pdf.convert(stream.getvalue(), engine=settings.PDF_ENGINE)
