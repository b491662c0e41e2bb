"""From a text of lines to rows of cells.

The encoding and the delimiter are told from the text itself.
"""

import csv
import io
import itertools
from collections.abc import Container, Iterator
from typing import Any

from webapp.uploads.tables import cells, limits
from webapp.uploads.tables.limits import Broken, TooLarge
from webapp.uploads.tables.said import said as _

HEADER_WITHIN = 15
"""The header stands in one of the first rows: a title and a date may stand above it."""
MAX_LINE = 100_000


def read(*, content: bytes, headers: Container[str]) -> tuple[str, list[list[Any]]]:
    """Return no name and the cells of a text.

    ``headers`` are those the caller knows, by which the delimiter is told.

    :raises TooLarge: when the text has more rows or cells than a registry may
    :raises Broken: when the text is not in a known encoding, or no table
    """
    text = _decode(content)
    try:
        delimiter = max(
            ";\t,",
            key=lambda delimiter: _known(text, delimiter, headers),
        )
        return "", list(_bounded(_lines(text, delimiter)))
    except csv.Error as error:
        raise Broken(
            _("the table is broken: %(error)s. Export it again") % {"error": error}
        ) from error


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    """A line is bounded before it is cut: millions of delimiters would be millions of cells."""
    stream = io.StringIO(
        text,
        newline="",
    )
    numbered = enumerate(
        iter(
            lambda: stream.readline(MAX_LINE + 1),
            "",
        ),
        1,
    )
    yield from csv.reader(
        (_fitting(number, line) for number, line in numbered),
        delimiter=delimiter,
    )


def _fitting(number: int, line: str) -> str:
    if len(line) > MAX_LINE:
        message = _(
            "the line %(number)s is longer than %(longest)s characters. Export the registry again"
        )
        raise TooLarge(message % {"number": number, "longest": MAX_LINE})
    return line


def _bounded(lines: Iterator[list[str]]) -> Iterator[list[Any]]:
    """Refuse at the first row too many; empty cells at the end of a row are none."""
    count = 0
    for number, line in enumerate(lines, 1):
        count += len(line)
        while line and not line[-1]:
            line.pop()
        if number > limits.MAX_ROWS:
            raise TooLarge(
                _("the file has more than %(rows)s rows. Split it into parts")
                % {"rows": limits.MAX_ROWS}
            )
        limits.check_reach(
            rows=number,
            columns=len(line),
        )
        if count > limits.MAX_CELLS:
            raise TooLarge(
                _("the table has more than %(count)s cells. Split it into parts")
                % {"count": limits.MAX_CELLS}
            )
        yield line


def _known(text: str, delimiter: str, headers: Container[str]) -> tuple[int, int]:
    """Return how many known headers one of the first lines has when cut so, and how many cells."""
    first = list(itertools.islice(_lines(text, delimiter), HEADER_WITHIN))
    return max(
        (
            (
                sum(cells.plain(cell) in headers for cell in line[: limits.MAX_COLUMNS]),
                len(line),
            )
            for line in first
        ),
        default=(0, 0),
    )


def _decode(content: bytes) -> str:
    """UTF-8 if it is UTF-8, else Windows-1251, of which nearly any bytes are some text.

    Then the letters must be Russian ones.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    wrong = Broken(
        _(
            "the encoding of the text is not UTF-8 or Windows-1251. Save the table as «CSV "
            "UTF-8» or as xlsx"
        )
    )
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError as error:
        raise wrong from error
    letters = [char for char in text if not char.isascii() and char.isprintable()]
    russian = sum(char in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" for char in letters)
    if "\x00" in text or russian < len(letters) / 2:
        raise wrong
    return text
