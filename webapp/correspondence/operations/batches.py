"""Many papers given out as one file, and each of them told about in the register."""

from collections.abc import Sequence

from django.db import transaction

from documents import bundle, pdf
from documents.bundle import Paper
from webapp.audit import operations as audit
from webapp.correspondence.models import Document
from webapp.correspondence.operations import pdfs
from webapp.staff.models import User


class UnableToPrint(Exception):
    """Some papers cannot be printed: their ids."""

    def __init__(self, ids: Sequence[int]) -> None:
        """Keep which."""
        super().__init__(ids)
        self.ids = tuple(ids)


def as_pdf(*, papers: Sequence[Document], by: User) -> bytes:
    """Return one PDF of papers, each whole and with a bookmark of its number.

    :raises UnableToPrint: when some cannot be printed: then there is no file
    :raises UnableToBundle: when what came out is not what went in
    """
    printed = []
    failed = []
    for document in _with_files(papers):
        try:
            printed.append(Paper(name=document.number, content=pdfs.pdf_of(document)))
        except pdf.UnableToConvert:
            failed.append(document.pk)
    if failed:
        raise UnableToPrint(failed)
    content = bundle.merged(printed)
    enter(papers, by=by, form="pdf")
    return content


def as_docx(*, papers: Sequence[Document], by: User) -> bytes:
    """Return one archive of the Word files of papers.

    :raises UnableToBundle: when what came out is not what went in
    """
    files = [
        Paper(
            name=f"{paper.number.replace('/', '-')}.docx",
            content=bytes(paper.docx.content),
        )
        for paper in _with_files(papers)
    ]
    content = bundle.zipped(files)
    enter(papers, by=by, form="docx")
    return content


def _with_files(papers: Sequence[Document]) -> list[Document]:
    found = (
        Document.objects.select_related("docx", "pdf")
        .defer("context")
        .in_bulk([paper.pk for paper in papers])
    )
    return [found[paper.pk] for paper in papers]


@transaction.atomic
def enter(papers: Sequence[Document], *, by: User, form: str, number: str = "") -> None:
    """Write that each paper went out with others, under its own subject,
    so that the journal of a case has it.

    ``number`` is of the paper they went out as, when they became one.
    """
    went = {"form": form, "together_with": len(papers) - 1, "as": number}
    deeds = [
        (paper.subject, {"document": paper.pk, "kind": paper.kind, "number": paper.number, **went})
        for paper in papers
    ]
    audit.record_many(name="correspondence.document.printed", deeds=deeds, actor=by)
