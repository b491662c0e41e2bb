"""The Word files that papers are made from: the built-in ones and the department's editions."""

from dataclasses import dataclass

from django.db.models import QuerySet

from documents import checking, rendering
from documents.catalogue import CATALOGUE, DocumentKind
from webapp.correspondence import queries
from webapp.correspondence.models import Template


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper on the page of templates.

    What its papers are made from now, and how many editions it has.
    """

    code: str
    name: str
    in_use: Template | None
    editions: int


def in_use(*, kind: str) -> Template | None:
    """Return the department's edition that papers of a kind are made from.

    Nothing when it is the built-in.
    """
    return Template.objects.select_related("file").filter(kind=kind, is_in_use=True).first()


def source_of(template: Template) -> rendering.Source:
    """Return an edition as the renderer takes it."""
    return rendering.Source(
        kind=DocumentKind(template.kind),
        sha256=template.file.sha256,
        content=bytes(template.file.content),
    )


def kinds() -> list[Kind]:
    """Return every kind of paper with what it is made from."""
    by_kind: dict[str, list[Template]] = {}
    for template in Template.objects.select_related("uploaded_by").order_by("version"):
        by_kind.setdefault(template.kind, []).append(template)
    return [_kind(kind, by_kind.get(kind, [])) for kind in CATALOGUE]


def _kind(kind: DocumentKind, editions: list[Template]) -> Kind:
    used = next((template for template in editions if template.is_in_use), None)
    return Kind(
        code=kind,
        name=queries.name_of(kind),
        in_use=used,
        editions=len(editions),
    )


def editions(*, kind: str) -> QuerySet[Template]:
    """Return the department's editions of a kind, newest first."""
    return Template.objects.filter(kind=kind).select_related("uploaded_by").order_by("-version")


def content_of(*, kind: str, version: int) -> bytes | None:
    """Return the Word file of an edition, of the built-in one for zero.

    Nothing when there is no such edition.
    """
    if kind not in CATALOGUE:
        return None
    if version == 0:
        return rendering.built_in(DocumentKind(kind)).content
    found = (
        Template.objects.select_related("file")
        .filter(
            kind=kind,
            version=version,
        )
        .first()
    )
    if found:
        return bytes(found.file.content)
    return None


def omissions(template: Template) -> tuple[str, ...]:
    """Name the facts that the built-in template prints and this edition does not."""
    return checking.not_printed(
        kind=DocumentKind(template.kind),
        content=bytes(template.file.content),
    )
