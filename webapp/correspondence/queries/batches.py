"""Many papers for one file.

Which of those asked for can be in it, and why each of the others cannot.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.catalogue import DocumentKind
from webapp.correspondence import queries
from webapp.correspondence.models import Document
from webapp.staff.models import User

PAPERS_MAX = 300
REASONS: dict[str, Promise] = {
    "cancelled": _("Cancelled: it must not leave the house"),
    "no-file": _("Its file is empty"),
    "not-printed": _("It cannot be turned into PDF: open it in Word, or make it anew"),
    "not-found": _("It is not among the documents you may see"),
}


class UnableToCount(Exception):
    """What was asked for is not what would come out and what would be missing, taken together."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that was asked for and will not be in the file.

    Without a document when the person may not see it.
    """

    document: Document | None
    reason: str

    @property
    def words(self) -> str:
        """Return why it is missing."""
        return str(REASONS[self.reason])


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for, what comes out, and what is missing."""

    asked: tuple[int, ...]
    ready: tuple[Document, ...]
    missing: tuple[Missing, ...]

    def __post_init__(self) -> None:
        """Count: nothing that was asked for may be lost without a word."""
        if len(self.asked) != len(self.ready) + len(self.missing):
            raise UnableToCount(f"{len(self.asked)} != {len(self.ready)} + {len(self.missing)}")

    @property
    def is_registry(self) -> bool:
        """Say whether one registry for the bailiffs can be asked for."""
        return len(self.ready) > 1 and all(
            document.kind == DocumentKind.BAILIFF_REGISTRY for document in self.ready
        )


def batch(*, user: User, ids: Sequence[int], unprintable: Collection[int] = ()) -> Batch:
    """Return what of the papers asked for can be in one file, in the order they were made.

    ``unprintable`` has been tried in vain.
    """
    asked = tuple(dict.fromkeys(ids))
    visible = (
        queries.visible_documents(user=user)
        .filter(pk__in=asked)
        .select_related("account")
        .defer("context")
    )
    found = list(visible.annotate(docx_bytes=Length("docx__content")).order_by("id"))
    reasons = {document.pk: _reason(document, unprintable) for document in found}
    lacking = [
        Missing(document, reasons[document.pk]) for document in found if reasons[document.pk]
    ]
    unseen = [Missing(None, "not-found")] * (len(asked) - len(found))
    ready = tuple(document for document in found if not reasons[document.pk])
    return Batch(
        asked=asked,
        ready=ready,
        missing=(*lacking, *unseen),
    )


def _reason(document: Document, unprintable: Collection[int]) -> str:
    if document.status == Document.Status.CANCELED:
        return "cancelled"
    if not document.docx_bytes:  # type: ignore[attr-defined]
        return "no-file"
    if document.pk in unprintable:
        return "not-printed"
    return ""
