"""A Word template compiled for speed.

The package is kept zipped, only parts with blanks are rendered.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import docxtpl
import jinja2
import jinja2.sandbox
from lxml import etree

from documents import naming, wording
from documents.refusals import Refused, Why

# the alternative text of the picture that the payment code replaces; Word keeps it whatever it does
# to file names
PICTURE = "payment-qr"
# the earliest moment a zip can hold: the clock must not change the bytes
EPOCH = (1980, 1, 1, 0, 0, 0)
BLANK = re.compile(r"\{\{|\{%|\{#")
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
NAMESPACES = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}


class UnableToReadTemplate(Refused):
    """The file is not a template of this house."""


class BlankValue(jinja2.TemplateRuntimeError):
    """A blank of the template would stay empty."""


def printable(value: Any) -> Any:
    """Refuse an empty value, and drop characters that XML cannot hold."""
    if value is None or value == "":
        raise BlankValue("an empty value")
    if isinstance(value, str):
        return CONTROL.sub(" ", value)
    return value


def environment() -> jinja2.Environment:
    """Make the only environment templates see.

    Sandboxed, escaping, strict, with the words of papers as filters.
    """
    sandbox = jinja2.sandbox.ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=printable,
    )
    sandbox.globals.clear()
    sandbox.filters.update(wording.FILTERS)
    return sandbox


class CompiledTemplate:
    """A template ready to be filled in."""

    def __init__(self, source: bytes, *, has_picture: bool) -> None:
        """Read the package and compile what has blanks.

        :raises UnableToReadTemplate: when it is not a DOCX or has no place for the payment code.
        """
        members = members_of(source)
        if has_picture:
            self.picture_name = _picture_name(members)
        else:
            self.picture_name = ""
        self.sources = sources_of(members)
        self.parts = {name: _compile(text) for name, text in self.sources.items()}
        static = {
            name: content
            for name, content in members.items()
            if name not in self.parts and name != self.picture_name
        }
        self.package = _zipped(io.BytesIO(), static)

    def render(self, variables: Mapping[str, Any], *, picture: bytes) -> bytes:
        """Fill in the blanks.

        :raises jinja2.TemplateError: when a blank has nothing to be filled with.
        """
        changed = {name: checked(part.render(variables)) for name, part in self.parts.items()}
        if self.picture_name:
            changed[self.picture_name] = picture
        stream = io.BytesIO()
        stream.write(self.package)
        return _zipped(stream, changed)


def members_of(source: bytes) -> dict[str, bytes]:
    """Unzip a file.

    :raises UnableToReadTemplate: when it is not a DOCX
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            found = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnableToReadTemplate(Why.NOT_WORD) from error
    if DOCUMENT not in found:
        raise UnableToReadTemplate(Why.NOT_WORD)
    return found


def sources_of(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the parts that have blanks, with the tags that Word has split into runs joined again,
    by the names of the program.

    :raises UnableToReadTemplate: when a part is no text
    """
    try:
        sources = {
            name: _patched(content) for name, content in members.items() if PART.fullmatch(name)
        }
    except UnicodeDecodeError as error:
        raise UnableToReadTemplate(Why.NOT_WORD) from error
    return {name: text for name, text in sources.items() if BLANK.search(text)}


def _patched(content: bytes) -> str:
    text = str(docxtpl.DocxTemplate(io.BytesIO()).patch_xml(content.decode()))
    return naming.in_own_names(text)


def _compile(text: str) -> jinja2.Template:
    try:
        return environment().from_string(text)
    except jinja2.TemplateSyntaxError as error:
        raise UnableToReadTemplate(Why.UNREADABLE, tag=error.message) from error
    except (
        RecursionError,
        SyntaxError,
        MemoryError,
    ) as error:  # what it becomes in Python is too deep
        raise UnableToReadTemplate(Why.TOO_DEEP, tag="") from error


def checked(text: str) -> bytes:
    """Parse strictly: a broken paper must stop here, not be mended silently by Word.

    :raises UnableToReadTemplate: when it is broken
    """
    content = text.encode()
    try:
        etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        raise UnableToReadTemplate(Why.BROKEN_PARAGRAPHS) from error
    return content


def _picture_name(members: Mapping[str, bytes]) -> str:
    document = _parsed(members[DOCUMENT])
    found: Any = document.xpath(
        f"//wp:inline[wp:docPr/@descr='{PICTURE}']//a:blip/@r:embed",
        namespaces=NAMESPACES,
    )
    relations = _parsed(members.get(RELATIONS, b"<none/>"))
    target: Any = found and relations.xpath(
        "//rel:Relationship[@Id=$id]/@Target",
        id=found[0],
        namespaces=NAMESPACES,
    )
    if not target:
        raise UnableToReadTemplate(Why.NO_PICTURE, name=PICTURE)
    return f"word/{target[0]}"


def _parsed(content: bytes) -> etree._Element:
    try:
        return etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        raise UnableToReadTemplate(Why.NOT_WORD) from error


def _zipped(stream: io.BytesIO, members: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(stream, "a", compression=zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(
                zipfile.ZipInfo(name, date_time=EPOCH),
                content,
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return stream.getvalue()
