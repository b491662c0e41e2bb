"""Where the pages of a paper end: no head of a table alone, no signature alone on the last page.

The engines keep paragraphs together and not rows, so a paper is printed, looked at and, where it
broke badly, printed again with a page begun earlier.
"""

import copy
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import docx
import pypdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents import pdf

# so few lines on the last page are a signature without what is signed
ALONE_MAX = 3
# so many rows go to the last page with the signature
ROWS_MOVED = 2
_MENDED_MAX = 3
_FOOTER_LINES_MAX = 2
type _Lines = list[str]


def printed(content: bytes, *, engine: pdf.Engine) -> bytes:
    """Return the PDF of a paper whose pages end where they may.

    :raises UnableToConvert: when it cannot be printed
    """
    made = pdf.convert(content, engine=engine)
    for _time in range(_MENDED_MAX):
        pages = _pages(made)
        if len(pages) < 2:
            break
        mended = _mended(content, pages)
        if mended is None:
            break
        content = mended
        made = pdf.convert(content, engine=engine)
    return made


def _pages(content: bytes) -> list[_Lines]:
    """Return what the pages say, line by line, without the footer that all of them end with."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    if len(reader.pages) < 2:
        return [[]] * len(reader.pages)
    pages = [_lines(page.extract_text()) for page in reader.pages]
    for _line in range(_FOOTER_LINES_MAX):
        last = {_numberless(page[-1]) if page else "" for page in pages}
        if len(last) > 1:
            break
        pages = [page[:-1] for page in pages]
    return pages


def _lines(text: str) -> _Lines:
    lines = (_tight(line) for line in text.splitlines())
    return [line for line in lines if line]


def _tight(text: str) -> str:
    return "".join(text.split())


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "", line)


def _mended(content: bytes, pages: Sequence[_Lines]) -> bytes | None:
    """Return the Word file with a page begun earlier; nothing where every page ends well."""
    document = docx.Document(io.BytesIO(content))
    blocks = _blocks(document)
    if not (_head_moved(blocks, pages) or _signature_joined(blocks, pages[-1])):
        return None
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _blocks(document: Any) -> list[Any]:
    """Return paragraphs and tables that say something, in their order."""
    return [block for block in document.element.body if block.tag != qn("w:sectPr")]


def _head_moved(blocks: Sequence[Any], pages: Sequence[_Lines]) -> bool:
    """Begin a page before the title of a table whose head ends the page alone."""
    for ending, following in itertools.pairwise(pages):
        for at, block in enumerate(blocks):
            head = _head(block)
            if head and _ends_with(ending, head) and _begins_with(following, head):
                return _begin_page(_title(blocks, at))
    return False


def _head(block: Any) -> str:
    """Return what the head of a table says; nothing of what has none."""
    rows = block.findall(qn("w:tr"))
    if not rows or rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
        return ""
    return _said(rows[0])


def _said(element: Any) -> str:
    return _tight("".join(node.text or "" for node in element.iter(qn("w:t"))))


def _ends_with(lines: _Lines, text: str) -> bool:
    """Say whether a page ends with a text: a cell may stand in several lines, in another order."""
    return _is_made_of(lines[::-1], text)


def _begins_with(lines: _Lines, text: str) -> bool:
    return _is_made_of(lines, text)


def _is_made_of(lines: _Lines, text: str) -> bool:
    wanted, found = sorted(text), ""
    for line in lines:
        found += line
        if len(found) >= len(text):
            break
    return sorted(found) == wanted


def _title(blocks: Sequence[Any], at: int) -> Any:
    """Return the paragraph before a table, which is its title; the table where there is none."""
    before = blocks[at - 1] if at else blocks[at]
    return before if _is_paragraph(before) and _said(before) else blocks[at]


def _is_paragraph(block: Any) -> bool:
    return bool(block.tag == qn("w:p"))


def _signature_joined(blocks: Sequence[Any], last: _Lines) -> bool:
    """Let the last page begin with what stands before the signature, where it stands alone.

    Signatures stand in tables without a head.
    """
    if len(last) > ALONE_MAX:
        return False
    text = "".join(last)
    for block in reversed(blocks):
        if _begins_page(block):
            return False
        if not _said(block) or _is_on(block, text):
            continue
        if _is_paragraph(block):
            return _begin_page(block)
        if _head(block):
            return _begin_page(_split(block))
    return False


def _is_on(block: Any, text: str) -> bool:
    """Say whether a page has all of a block."""
    return all(_tight(part) in text for part in _texts(block))


def _texts(block: Any) -> Iterator[str]:
    for node in block.iter(qn("w:t")):
        if node.text and node.text.strip():
            yield node.text


def _split(table: Any) -> Any:
    """Move the last rows of a table into one of their own, with its head; return the new one."""
    rows = table.findall(qn("w:tr"))
    moved = rows[-ROWS_MOVED:]
    if len(rows) <= ROWS_MOVED + 2:
        return table
    rest = copy.deepcopy(table)
    for row in rest.findall(qn("w:tr"))[1:-ROWS_MOVED]:
        rest.remove(row)
    for row in moved:
        table.remove(row)
    table.addnext(rest)
    return rest


def _begins_page(block: Any) -> bool:
    """Say whether a page begins with a block already: then it holds all that can be moved."""
    return block.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


def _begin_page(block: Any) -> bool:
    """Begin a page with a block; a paragraph of no height stands for a table that cannot.

    Say whether that is anything new.
    """
    if not _is_paragraph(block):
        mark = OxmlElement("w:p")
        block.addprevious(mark)
        _make_flat(mark)
        block = mark
    if _begins_page(block):
        return False
    block.get_or_add_pPr().get_or_add_pageBreakBefore()
    return True


def _make_flat(paragraph: Any) -> None:
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    for name, value in {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}.items():
        spacing.set(qn(f"w:{name}"), value)
