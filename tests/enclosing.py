"""Somebody brings what filings enclose: a page for everything that is lacking."""

import functools
import io
from datetime import date

import pypdf

from webapp.processes.models import Case
from webapp.recovery.operations import enclosing
from webapp.recovery.operations.enclosing import Brought
from webapp.recovery.queries import enclosed
from webapp.staff.models import User


@functools.cache
def page(*, wide: int = 595) -> bytes:
    """Return a PDF of one page; another width is another file."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=wide, height=842)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def supply(*, case: Case, by: User, today: date) -> int:
    """Bring everything that the filings of a case wait for; return how many files that were."""
    count = 0
    for paper in enclosed.waiting(case=case):
        for item in enclosed.lacking(paper=paper, today=today):
            for holder in item.wants:
                enclosing.enclose(
                    paper=paper,
                    title=item.title,
                    holder=holder,
                    brought=Brought("scan.pdf", page(), today),
                    by=by,
                    today=today,
                )
                count += 1
    return count
