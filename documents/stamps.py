"""Numbers of pages stamped on a package, as a court counts sheets: in the upper right corner."""

import io
from typing import Any

import docx
import pypdf
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from pypdf import Transformation
from pypdf.errors import PyPdfError

from documents import pdf
from documents.bundle import UnableToBundle
from documents.refusals import Why

_WIDTH, _HEIGHT = Mm(210), Mm(297)
_EDGE = Mm(7)


def numbered(content: bytes, *, engine: pdf.Engine) -> bytes:
    """Stamp every page of a PDF with its number and how many there are.

    Pages that lie on their side, or are larger than a sheet, are stamped as they are seen.

    :raises UnableToBundle: when a page cannot be stamped
    :raises UnableToConvert: when the stamps cannot be printed
    """
    try:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
        stamps = pypdf.PdfReader(io.BytesIO(_stamps(len(writer.pages), engine)))
        for page, stamp in zip(writer.pages, stamps.pages, strict=True):
            _stamp(page, stamp)
        stream = io.BytesIO()
        writer.write(stream)
    except (PyPdfError, ValueError) as error:
        raise UnableToBundle(Why.NOT_PRINTED, cause=error) from error
    return stream.getvalue()


def _stamps(count: int, engine: pdf.Engine) -> bytes:
    """Print sheets that say nothing but their number."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = _EDGE
    section.top_margin = section.bottom_margin = _EDGE
    document.styles["Normal"].font.name = pdf.FAMILIES[0]
    document.styles["Normal"].font.size = Pt(9)
    for number in range(1, count + 1):
        paragraph = document.add_paragraph(f"{number} из {count}")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.page_break_before = number > 1
    stream = io.BytesIO()
    document.save(stream)
    return pdf.convert(stream.getvalue(), engine=engine)


def _stamp(page: Any, stamp: Any) -> None:
    page.transfer_rotation_to_content()
    sheet, here = stamp.mediabox, page.cropbox
    # a scan may be as large as a poster
    scale = max(1.0, float(min(here.width, here.height)) / float(sheet.width))
    moved = (
        Transformation()
        .scale(scale)
        .translate(
            float(here.right) - scale * float(sheet.right),
            float(here.top) - scale * float(sheet.top),
        )
    )
    page.merge_transformed_page(stamp, moved)
