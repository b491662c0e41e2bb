"""Templates as somebody has edited them in Word, or as somebody wicked has."""

import io
import zipfile

from documents import rendering
from documents.catalogue import DocumentKind

DOCUMENT = "word/document.xml"


def edited(
    *,
    kind: DocumentKind = DocumentKind.RESUMPTION_ORDER,
    old: str = "",
    new: str = "",
    part: str = DOCUMENT,
) -> bytes:
    """Return the built-in template with some words replaced in a part."""
    return packed(members(kind) | {part: members(kind)[part].replace(old.encode(), new.encode())})


def with_part(
    name: str, content: bytes, *, kind: DocumentKind = DocumentKind.RESUMPTION_ORDER
) -> bytes:
    """Return the built-in template with a part put in."""
    return packed(members(kind) | {name: content})


def members(kind: DocumentKind) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(rendering.built_in(kind).content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(found: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in found.items():
            # the same bytes whenever it is made
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
