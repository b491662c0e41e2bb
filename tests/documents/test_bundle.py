"""Many papers in one file: what goes in comes out."""

import io
import zipfile

import pypdf
import pytest

from documents import bundle, pdf, rendering, samples
from documents.bundle import Paper
from documents.catalogue import DocumentKind


def printed(kind):
    paper = rendering.render(kind=kind, context=samples.sample(kind=kind, is_citizen=True))
    return pdf.convert(paper.content, engine=pdf.Engine.DXPDF)


def test_one_pdf_has_every_page_and_a_bookmark_of_each_paper():
    papers = [
        Paper("ПВ-1", printed(DocumentKind.RESUMPTION_ORDER)),
        Paper("УВ-1", printed(DocumentKind.NOTICE)),
    ]

    reader = pypdf.PdfReader(io.BytesIO(bundle.merged(papers)))

    assert len(reader.pages) == 1 + 2
    assert [mark.title for mark in reader.outline] == ["ПВ-1", "УВ-1"]


def test_paper_that_is_no_pdf_stops_the_file():
    with pytest.raises(bundle.UnableToBundle, match="not-printed"):
        bundle.merged([Paper("УВ-1", b"plain text")])


def test_archive_has_every_file_and_the_same_bytes_whenever_it_is_made():
    papers = [Paper("УВ-1.docx", b"one"), Paper("УВ-2.docx", b"two")]

    content = bundle.zipped(papers)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "УВ-1.docx": b"one",
            "УВ-2.docx": b"two",
        }
    assert content == bundle.zipped(papers)


def test_two_papers_of_one_name_are_not_taken_for_one():
    with pytest.raises(bundle.UnableToBundle, match="counted=1: expected=2"):
        bundle.zipped([Paper("УВ-1.docx", b"one"), Paper("УВ-1.docx", b"two")])
