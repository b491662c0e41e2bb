"""Many papers in one file: one PDF to print, or the Word files in one archive.

What goes in comes out, or there is no file.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import pypdf
from pypdf.errors import PyPdfError

from documents.refusals import Refused, Why
from documents.template import EPOCH


class UnableToBundle(Refused):
    """The file would not hold every paper whole."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a bundle: its name in the file, and its bytes."""

    name: str
    content: bytes


def merged(papers: Sequence[Paper]) -> bytes:
    """Join PDFs, each with a bookmark of its name.

    :raises UnableToBundle: when a paper or a page of one is not in the result
    """
    writer = pypdf.PdfWriter()
    try:
        for paper in papers:
            writer.append(
                io.BytesIO(paper.content),
                outline_item=paper.name,
                import_outline=False,
            )
        stream = io.BytesIO()
        writer.write(stream)
        pages = sum(_pages(paper.content) for paper in papers)
        _agree(counted=_pages(stream.getvalue()), expected=pages)
        _agree(
            counted=len(pypdf.PdfReader(stream).outline),
            expected=len(papers),
        )
    except PyPdfError as error:
        raise UnableToBundle(Why.NOT_PRINTED, cause=error) from error
    return stream.getvalue()


def zipped(papers: Sequence[Paper]) -> bytes:
    """Put files into one archive.

    :raises UnableToBundle: when two have one name, or one is not in the result
    """
    _agree(
        counted=len({paper.name for paper in papers}),
        expected=len(papers),
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_STORED) as archive:
        for paper in papers:
            archive.writestr(zipfile.ZipInfo(paper.name, date_time=EPOCH), paper.content)
    with zipfile.ZipFile(stream) as archive:
        _agree(
            counted=len(archive.namelist()),
            expected=len(papers),
        )
    return stream.getvalue()


def _pages(content: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def _agree(*, counted: int, expected: int) -> None:
    if counted != expected:
        raise UnableToBundle(Why.PAPERS_DIFFER, counted=counted, expected=expected)
