"""DOCX to PDF, by either of two engines.

The fonts are chosen here, so that a paper breaks into the same pages on every machine that has
them.
"""

import hashlib
import importlib.util
import os
import tempfile
from enum import StrEnum
from pathlib import Path
from xml.sax import saxutils

import dxpdf

from documents import libreoffice
from documents.refusals import UnableToConvert as UnableToConvert
from documents.refusals import Why

# the wheel that carries the face of our templates; without it the fonts of the machine are used
FONT_PACKAGE = "fontpkg_pt_serif"
# in order of preference; all have Cyrillic, and the last ones are on nearly every machine
FAMILIES = (
    "PT Serif",
    "Liberation Serif",
    "Times New Roman",
    "DejaVu Serif",
    "DejaVu Sans",
    "Noto Serif",
    "Noto Sans",
)
SYSTEM_DIRECTORIES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)


class Engine(StrEnum):
    """Who prints: a library that comes with us, or LibreOffice, where the machine has it."""

    DXPDF = "dxpdf"
    LIBREOFFICE = "libreoffice"


def convert(docx: bytes, *, engine: Engine) -> bytes:
    """Return the PDF of a paper. Safe to call from several threads.

    :raises UnableToConvert: when there are no fonts, the file is not a DOCX, or the engine cannot
        be had.
    """
    if "FONTCONFIG_FILE" not in os.environ:
        os.environ["FONTCONFIG_FILE"] = configuration()
    if engine is Engine.LIBREOFFICE:
        return libreoffice.convert(
            docx,
            home=home(),
            fonts=os.environ["FONTCONFIG_FILE"],
        )
    return _by_dxpdf(docx)


def _by_dxpdf(docx: bytes) -> bytes:
    try:
        return bytes(dxpdf.convert(docx))
    except (RuntimeError, ValueError) as error:
        if "no fonts available" in str(error):
            raise UnableToConvert(Why.NO_FONTS) from error
        raise UnableToConvert(Why.NOT_PRINTED, cause=error) from error


def font_directories() -> tuple[str, ...]:
    """List where to look for fonts.

    The package with our face alone, or else the directories of the machine.
    """
    package = importlib.util.find_spec(FONT_PACKAGE)
    if package is not None and package.submodule_search_locations:
        return tuple(
            str(Path(location) / "files") for location in package.submodule_search_locations
        )
    return tuple(str(Path(directory).expanduser()) for directory in SYSTEM_DIRECTORIES)


def home() -> Path:
    """Return the folder of what an installation writes: nobody else can have put anything there."""
    beside = Path(__file__).resolve().parent.parent / ".istok"
    return Path(os.environ.get("ISTOK_HOME") or beside).absolute()


def configuration() -> str:
    """Write the font configuration and return its path.

    The converter scans every font of the machine for each paper; a short list of directories makes
    it seven times faster. A request for a family that is absent must still be answered by one of
    ours, or the converter sees no fonts at all.
    """
    directories = "".join(
        f"<dir>{saxutils.escape(directory)}</dir>" for directory in font_directories()
    )
    families = "".join(f"<string>{family}</string>" for family in FAMILIES)
    fallback = (
        f'<match target="pattern"><edit name="family" mode="append">{families}</edit></match>'
    )
    # one place per content, shared by the processes of an installation, so that the cache of fonts
    # is made once
    digest = hashlib.sha256((directories + families).encode()).hexdigest()[:12]
    root = home() / "fonts" / digest
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    cache = saxutils.escape(str(root / "cache"))
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{directories}<cachedir>{cache}</cachedir>{fallback}</fontconfig>"
    )
    with tempfile.NamedTemporaryFile("w", dir=root, delete=False, encoding="utf-8") as draft:
        draft.write(text)
    path = root / "fonts.conf"
    Path(draft.name).replace(path)
    return str(path)
