"""PDFs of papers: printed when first asked for, then kept, so that what was sent and
what is downloaded are the same bytes.
"""

from django.conf import settings

from documents import layout
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents


def pdf_of(document: Document) -> bytes:
    """Return the PDF of a paper.

    :raises UnableToConvert: when it cannot be printed
    """
    if document.pdf is None:
        file = documents.keep_file(
            layout.printed(bytes(document.docx.content), engine=settings.PDF_ENGINE)
        )
        # when two print it at once, the first copy stays the paper
        Document.objects.filter(
            pk=document.pk,
            pdf=None,
        ).update(pdf=file)
        document.refresh_from_db()
    assert document.pdf is not None
    return bytes(document.pdf.content)
