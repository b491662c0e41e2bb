"""Scans: a picture becomes a page of PDF, and a PDF is looked at before it is kept."""

import io

import docx
import pypdf
from docx.shared import Mm
from pypdf.errors import PyPdfError

from documents import pdf
from documents.refusals import Refused, Why

PDF = b"%PDF-"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
PAGES_MAX = 300
_MARGIN = Mm(10)
_WIDTH, _HEIGHT = Mm(190), Mm(270)


class UnableToRead(Refused):
    """The file is no scan that can be put into a package."""


def as_pdf(content: bytes, *, engine: pdf.Engine) -> tuple[bytes, int]:
    """Return a scan as PDF and how many pages it has; a PDF stays as it is.

    :raises UnableToRead: when it is neither, is locked by a password, has no pages or too many
    :raises UnableToConvert: when a picture cannot be printed
    """
    if content.startswith(PICTURES):
        content = pdf.convert(_on_a_page(content), engine=engine)
    if not content.startswith(PDF):
        raise UnableToRead(Why.NOT_A_SCAN)
    pages = pages_of(content)
    if not 0 < pages <= PAGES_MAX:
        raise UnableToRead(Why.NOT_A_SCAN)
    return content, pages


def pages_of(content: bytes) -> int:
    """Count the pages of a PDF.

    :raises UnableToRead: when it is broken or locked
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UnableToRead(Why.ENCRYPTED)
        return len(reader.pages)
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise UnableToRead(Why.NOT_A_SCAN) from error


def _on_a_page(picture: bytes) -> bytes:
    """Return a Word file of one page with a picture as large as it may be."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    try:
        shown = document.add_picture(io.BytesIO(picture), width=_WIDTH)
    except Exception as error:
        # python-docx names no base of what it raises about pictures that are cut off
        raise UnableToRead(Why.NOT_A_SCAN) from error
    if shown.height > _HEIGHT:
        shown.width = int(shown.width * _HEIGHT / shown.height)  # type: ignore[assignment]
        shown.height = _HEIGHT
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
