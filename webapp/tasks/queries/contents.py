"""What is in a file: what it begins with says it, not its name, nor whoever sends it."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile

LARGEST = 10 * 1024 * 1024
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BEGINS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
    # papers of Word and Excel as they were kept before 2007: courts still send them
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/x-ole-storage",
}
_ZIPPED = {"word/document.xml": _WORD, "xl/workbook.xml": _EXCEL}
_HEIC = {b"heic", b"heix", b"mif1", b"hevc"}


def read(file: "UploadedFile[Any]") -> tuple[bytes, str]:
    """Return a file and its kind; what is too large is not even read."""
    if (file.size or 0) > LARGEST:
        return b"", ""
    file.seek(0)
    content = file.read()
    return content, kind_of(content)


def picture(start: bytes) -> str:
    """Return the type of a picture by its first bytes.

    Nothing when it is none that a telephone makes.
    """
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC:
        return "image/heic"
    kind = _begins(start)
    return kind if kind.startswith("image/") else ""


def kind_of(content: bytes) -> str:
    """Return the type of a file that an office keeps: a picture, a PDF, a paper of Word or Excel.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"MZ\x90")
    ('application/pdf', '')
    """
    return picture(content[:16]) or _begins(content) or _zipped(content)


def _begins(content: bytes) -> str:
    found = (kind for start, kind in _BEGINS.items() if content.startswith(start))
    return next(found, "")


def _zipped(content: bytes) -> str:
    """Only the list of what is inside is looked at; with a program inside it is not kept."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return next((kind for part, kind in _ZIPPED.items() if part in names), "")
