"""Whether a file that somebody brings is a plain Word document.

No bomb, no macros, nothing fetched from outside.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath

from lxml import etree

from documents import template
from documents.refusals import Refused, Why

MEGABYTE = 1024 * 1024
FILE_MEGABYTES_MAX = 5
UNPACKED_MEGABYTES_MAX = 40
# a part of text this large is no letter, and reading its tags would take minutes
PART_MEGABYTES_MAX = 3
PARTS_MAX = 500
ENCRYPTED = 0x1
# what Word puts before a document that has a password: then it is not a zip at all
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = "[Content_Types].xml"
DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = b"macroEnabled"
MACRO_PARTS = re.compile(r"vba|\.bin$|activeX", re.IGNORECASE)
EMBEDDED_PARTS = re.compile(
    r"(^|/)(embeddings|afchunk)|\.(ole|html?|mht|exe|dll|js|vbs)$", re.IGNORECASE
)
LIVE_FIELDS = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|IMPORT|DATABASE|MACROBUTTON|RD)\b",
    re.IGNORECASE,
)
PICTURES = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf"),
    *(".odttf", ".ttf", ".fntdata"),
)


class UnableToAccept(Refused):
    """The file may not be kept."""


def members(content: bytes) -> dict[str, bytes]:
    """Unzip a file that somebody has brought.

    :raises UnableToAccept: when it is not a Word document, is too large, or carries what a template
        must not
    """
    _check_size(content)
    try:
        found = template.members_of(content)
    except template.UnableToReadTemplate as error:
        raise UnableToAccept(error.why) from error
    _check_types(found)
    for name in found:
        _check_name(name)
    for name, part in found.items():
        if not _is_picture(name):
            _check_part(name, part)
    return found


def _is_picture(name: str) -> bool:
    """Say whether a part is a picture or a font.

    Whatever else there is, under any name, is read as text.
    """
    return name.lower().endswith(PICTURES)


def _check_size(content: bytes) -> None:
    """Look at what the zip says of itself before anything is unpacked."""
    if len(content) > FILE_MEGABYTES_MAX * MEGABYTE:
        raise UnableToAccept(Why.TOO_LARGE, megabytes=FILE_MEGABYTES_MAX)
    if content.startswith(COMPOUND):
        raise UnableToAccept(Why.ENCRYPTED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnableToAccept(Why.NOT_WORD) from error
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise UnableToAccept(Why.ENCRYPTED)
    # Word compares the names of parts without case
    names = {part.filename.lower() for part in parts}
    if len(parts) > PARTS_MAX or len(names) < len(parts):
        raise UnableToAccept(Why.NOT_WORD)
    # zipfile never unpacks more of a part than is declared here
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_MEGABYTES_MAX * MEGABYTE:
        raise UnableToAccept(Why.TOO_LARGE, megabytes=UNPACKED_MEGABYTES_MAX)
    written = (part.file_size for part in parts if not _is_picture(part.filename))
    if any(size > PART_MEGABYTES_MAX * MEGABYTE for size in written):
        raise UnableToAccept(Why.TOO_LARGE, megabytes=PART_MEGABYTES_MAX)


UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _check_types(found: dict[str, bytes]) -> None:
    types = found.get(TYPES, b"")
    if MACRO_TYPE in types:
        raise UnableToAccept(Why.MACROS)
    if DOCUMENT_TYPE not in types:
        raise UnableToAccept(Why.NOT_WORD)


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise UnableToAccept(Why.NOT_WORD)
    if EMBEDDED_PARTS.search(name):
        raise UnableToAccept(Why.EMBEDDED, part=path.name)
    if MACRO_PARTS.search(name):
        raise UnableToAccept(Why.MACROS)


def _check_part(name: str, part: bytes) -> None:
    """Read a part without entities; look for links out of the file and for fields that fetch."""
    # entities need a document type, and Word writes none; UTF-16 would hide one from this look
    has_entities = b"<!DOCTYPE" in part or b"<!ENTITY" in part
    if has_entities or part.startswith(UTF_16_MARKS):
        raise UnableToAccept(Why.NOT_WORD)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise UnableToAccept(Why.NOT_WORD) from error
    if root.getroottree().docinfo.encoding not in ("UTF-8", "utf-8", None):
        raise UnableToAccept(Why.NOT_WORD)
    _check_links(root)
    _check_fields(root)
    # whatever name space a part gives them: Word knows two
    if next(root.iter("{*}altChunk", "{*}object"), None) is not None:
        raise UnableToAccept(Why.EMBEDDED, part=PurePosixPath(name).name)


def _check_links(root: etree._Element) -> None:
    for relation in root.iter("{*}Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode", "").lower() == "external" or "://" in target:
            raise UnableToAccept(Why.EXTERNAL, target=target)


def _check_fields(root: etree._Element) -> None:
    # Word cuts the code of a field into runs as it likes
    codes = [
        "".join(node.text or "" for node in root.iter("{*}instrText")),
        *(
            str(value)
            for node in root.iter("{*}fldSimple")
            for name, value in node.attrib.items()
            if etree.QName(name).localname == "instr"
        ),
    ]
    for code in codes:
        if found := LIVE_FIELDS.search(code):
            raise UnableToAccept(Why.LIVE_FIELD, field=found[0])
