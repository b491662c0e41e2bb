"""``python -m tests.fonts``: make the fonts that the office sends out of those of Unfold.

Unfold brings every letter of the world and every picture of Material Symbols, 740 KB of them: the office writes Russian and English
and shows some hundred pictures. Needs ``fonttools`` and ``brotli``. What is made is committed, with the licenses of both fonts.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import unfold

ROOT = Path(__file__).resolve().parent.parent
UNFOLD = Path(unfold.__file__).parent
FULL = UNFOLD / "static" / "unfold" / "fonts"
OURS = ROOT / "webapp" / "static" / "unfold" / "fonts"
PICTURES = "Material-Symbols-Outlined.woff2"
_OTHERS = {"chart", "jedison", "alpine", "htmx", "trix", "simplebar", "migrations"}
_LETTERS = "U+0020-007E,U+00A0-00BB,U+00D7,U+0400-045F,U+2010-2027,U+202F,U+2030,U+2032-2033,U+20BD,U+2116,U+2190-2193,U+2212,U+2260-2265"
_WORD = re.compile(r"""[>"'\s]\s*([a-z0-9_]{2,40})\s*["'<\s]""")
_QUOTED = re.compile(r"""["']([a-z0-9_]{2,40})["']""")


def words() -> set[str]:
    """Return every word of what may name a picture: our programs and pages, and the pages of Unfold."""
    found: set[str] = set()
    for path in _sources():
        written = _WORD if path.suffix == ".html" else _QUOTED
        found.update(written.findall(path.read_text(encoding="utf-8")))
    return found


def _sources() -> Iterator[Path]:
    for folder in (ROOT / "webapp", UNFOLD):
        for ending in ("py", "html", "js"):
            yield from (
                path
                for path in folder.rglob(f"*.{ending}")
                if "/static/unfold/js/" not in path.as_posix() or path.name == "app.js"
            )


def main() -> None:
    """Make the fonts anew, and the sheets that name them."""
    shutil.rmtree(OURS, ignore_errors=True)
    for font in sorted(FULL.rglob("*.woff2")):
        target = OURS / font.relative_to(FULL)
        target.parent.mkdir(parents=True, exist_ok=True)
        if font.name == PICTURES:
            _pictures(font, target)
        else:
            _subset(
                font,
                target,
                f"--unicodes={_LETTERS}",
                "--layout-features=kern,tnum",
            )
    for other in (*FULL.rglob("LICENSE"), *FULL.rglob("styles.css")):
        target = OURS / other.relative_to(FULL)
        target.write_text(
            _versioned(other.read_text(encoding="utf-8"), target.parent), encoding="utf-8"
        )


def _pictures(font: Path, target: Path) -> None:
    """Keep the pictures that some word of ours names, and the letters that the names are made of."""
    from fontTools.ttLib import TTFont

    glyphs: set[str] = set()
    named = TTFont(font)
    letters = {glyph: chr(code) for code, glyph in named.getBestCmap().items()}
    known = words()
    for lookup in named["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in table.ligatures.items():
                for ligature in ligatures:
                    name = "".join(letters.get(part, "?") for part in (first, *ligature.Component))
                    if name in known:
                        glyphs |= {first, *ligature.Component, ligature.LigGlyph}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as chosen:
        chosen.write("\n".join(sorted(glyphs)))
        chosen.flush()
        _subset(
            font,
            target,
            f"--glyphs-file={chosen.name}",
            "--no-layout-closure",
            "--layout-features=rlig,liga",
        )


def _subset(font: Path, target: Path, *options: str) -> None:
    from fontTools import subset

    subset.main(
        [
            str(font),
            f"--output-file={target}",
            "--flavor=woff2",
            "--no-hinting",
            "--desubroutinize",
            *options,
        ]
    )


def _versioned(sheet: str, folder: Path) -> str:
    """Return a sheet that names each font with what is in it: a browser keeps a font for a year."""

    def named(found: re.Match[str]) -> str:
        name = found.group(1)
        version = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:10]
        return f'url("{name}?v={version}")'

    return re.sub(r'url\("?([^")]+)"?\)', named, sheet)


if __name__ == "__main__":
    main()
