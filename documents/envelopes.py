"""Envelopes of letters as one PDF: the sender above at the left, the addressee below at the right.

A page is an envelope C5 (229 × 162 mm), as ГОСТ Р 51506 lays its fields.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt

from documents import pdf

_FACE = "PT Serif"
_SIZE = Pt(11)
_WIDTH, _HEIGHT, _MARGIN = Mm(229), Mm(162), Mm(12)
_TO_THE_RIGHT, _DOWN = Mm(105), Mm(50)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom. ``mark`` is the number of the paper inside."""

    sender: str
    sender_address: str
    addressee: str
    address: str
    mark: str


def printed(*, envelopes: Sequence[Envelope], engine: pdf.Engine) -> bytes:
    """Return a page for each envelope.

    :raises UnableToConvert: when they cannot be printed
    """
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FACE, _SIZE  # type: ignore[attr-defined]
    section = document.sections[0]
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    for number, envelope in enumerate(envelopes):
        _lay(document, envelope, is_first=number == 0)
    stream = io.BytesIO()
    document.save(stream)
    return pdf.convert(stream.getvalue(), engine=engine)


def _lay(document: Document, envelope: Envelope, *, is_first: bool) -> None:
    sender = document.add_paragraph()
    if not is_first:
        sender.add_run().add_break(WD_BREAK.PAGE)
    sender.add_run(f"От кого: {envelope.sender}")
    document.add_paragraph(f"Откуда: {envelope.sender_address}")
    document.add_paragraph(f"Заказное с уведомлением, {envelope.mark}")
    addressee = document.add_paragraph(f"Кому: {envelope.addressee}")
    addressee.paragraph_format.space_before = _DOWN
    where = document.add_paragraph(f"Куда: {envelope.address}")
    for paragraph in (addressee, where):
        paragraph.paragraph_format.left_indent = _TO_THE_RIGHT
