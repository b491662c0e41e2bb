"""A Word template compiled for speed: the package is kept zipped, only parts with blanks are rendered."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import docxtpl
import jinja2
import jinja2.sandbox
from lxml import etree

from documents import wording

# the alternative text of the picture that the payment code replaces; Word keeps it whatever it does to file names
PICTURE = "payment-qr"
# the earliest moment a zip can hold: the clock must not change the bytes
EPOCH = (1980, 1, 1, 0, 0, 0)
BLANK = re.compile(r"\{\{|\{%|\{#")
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
RELATIONS = "word/_rels/document.xml.rels"
NAMESPACES = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}


class UnableToReadTemplate(Exception):
    """The file is not a template of this house."""


class BlankValue(jinja2.TemplateRuntimeError):
    """A blank of the template would stay empty."""


def printable(value: Any) -> Any:
    """Refuse an empty value, and drop characters that XML cannot hold."""
    if value is None or value == "":
        raise BlankValue("в документе осталось бы пустое место")
    return CONTROL.sub(" ", value) if isinstance(value, str) else value


def environment() -> jinja2.Environment:
    """Make the only environment templates see: sandboxed, escaping, strict, with the words of papers as filters."""
    sandbox = jinja2.sandbox.ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined, finalize=printable)
    sandbox.globals.clear()
    sandbox.filters.update(wording.FILTERS)
    return sandbox


class CompiledTemplate:
    """A template ready to be filled in."""

    def __init__(self, source: bytes, *, has_picture: bool) -> None:
        """Read the package and compile what has blanks.

        :raises UnableToReadTemplate: when it is not a DOCX or has no place for the payment code.
        """
        members = _members(source)
        self.picture_name = _picture_name(members) if has_picture else ""
        self.sources = {name: _patched(content) for name, content in members.items() if PART.fullmatch(name)}
        self.sources = {name: text for name, text in self.sources.items() if BLANK.search(text)}
        self.parts = {name: _compile(text) for name, text in self.sources.items()}
        static = {name: content for name, content in members.items() if name not in self.parts and name != self.picture_name}
        self.package = _zipped(io.BytesIO(), static)

    def render(self, variables: Mapping[str, Any], *, picture: bytes) -> bytes:
        """Fill in the blanks.

        :raises jinja2.TemplateError: when a blank has nothing to be filled with.
        """
        changed = {name: _checked(part.render(variables)) for name, part in self.parts.items()}
        if self.picture_name:
            changed[self.picture_name] = picture
        stream = io.BytesIO()
        stream.write(self.package)
        return _zipped(stream, changed)


def _members(source: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile as error:
        raise UnableToReadTemplate("файл шаблона не является документом Word") from error


def _patched(content: bytes) -> str:
    """Join the tags that Word has split into runs."""
    return str(docxtpl.DocxTemplate(io.BytesIO()).patch_xml(content.decode()))


def _compile(text: str) -> jinja2.Template:
    try:
        return environment().from_string(text)
    except jinja2.TemplateSyntaxError as error:
        raise UnableToReadTemplate(f"ошибка в разметке шаблона: {error.message}") from error


def _checked(text: str) -> bytes:
    """Parse strictly: a broken paper must stop here, not be mended silently by Word."""
    content = text.encode()
    etree.fromstring(content)
    return content


def _picture_name(members: Mapping[str, bytes]) -> str:
    document = etree.fromstring(members["word/document.xml"])
    found: Any = document.xpath(f"//wp:inline[wp:docPr/@descr='{PICTURE}']//a:blip/@r:embed", namespaces=NAMESPACES)
    if not found:
        raise UnableToReadTemplate(f"в шаблоне нет рисунка с замещающим текстом «{PICTURE}» для платёжного кода")
    relations = etree.fromstring(members[RELATIONS])
    target: Any = relations.xpath(f"//rel:Relationship[@Id='{found[0]}']/@Target", namespaces=NAMESPACES)
    return f"word/{target[0]}"


def _zipped(stream: io.BytesIO, members: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(stream, "a", compression=zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, date_time=EPOCH), content, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()
