"""Refused documents as a spreadsheet."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _

from webapp.payments.operations import Refusal
from webapp.staff import characters
from webapp.uploads.tables import books
from webapp.uploads.tables.books import Heading


def refused(errors: Iterable[Refusal]) -> BytesIO:
    """Return refused documents with the place, the reason and the bank's own text."""
    headings = [
        Heading(_("Line of the file"), 14),
        Heading(_("Document"), 16),
        Heading(_("Why it is refused"), 70),
        Heading(_("Text of the document"), 90),
    ]
    rows = (
        [error.line, error.number, error.message, characters.shown(error.text)] for error in errors
    )
    return BytesIO(books.book(books.Sheet(headings, rows, is_filtered=True)))
