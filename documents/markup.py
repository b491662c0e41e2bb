"""The tags of a template, each with its place.

What a person sees in Word when told where an error is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.refusals import Why

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOWN_MAX = 200
# no paper needs more; the compiler of templates breaks on hundreds of levels, a tag of thousands of
# signs is no field
NESTED_MAX = 20
TAG_LENGTH_MAX = 1000
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
STATEMENT = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)?")
# what begins a line of the numbered text; and what a walk through the tags has to see
BREAK = re.compile(r"(?=<w:p[ >]|\{\{|\{%)")
WALK = re.compile(
    r"<w:p(?: [^>]*)?/>|(?P<begin><w:p[ >])|(?P<end></w:p>)|(?P<tag>\{%.*?%\})|(?P<line>\n)",
    re.DOTALL,
)
OPENING = {"if": "endif", "for": "endfor"}
BETWEEN = {"elif", "else"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a template from being taken.

    Why, the tag, and the paragraph where it stands.
    """

    why: Why
    tag: str = ""
    paragraph: str = ""
    details: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The text of a part in which each paragraph and each tag begins a line, so that a line number
    tells the place.
    """

    text: str

    def fault(self, why: Why, line: int, **details: str) -> Fault:
        """Return a fault at a line."""
        if 0 < line <= len(self._lines()):
            tag = TAG.match(self._lines()[line - 1])
        else:
            tag = None
        if tag:
            words = tag[0]
        else:
            words = ""
        return Fault(
            why,
            tag=words,
            paragraph=self._paragraph(line),
            details={"tag": words, **details},
        )

    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def _paragraph(self, line: int) -> str:
        lines = self._lines()
        first = next(
            (
                number
                for number in range(
                    min(line, len(lines)) - 1,
                    -1,
                    -1,
                )
                if lines[number].startswith("<w:p")
            ),
            0,
        )
        after = next(
            (number for number in range(first + 1, len(lines)) if lines[number].startswith("<w:p")),
            len(lines),
        )
        words = " ".join(
            re.sub(
                r"<[^>]+>",
                "",
                "".join(lines[first:after]),
            ).split()
        )
        return words[:SHOWN_MAX] + "…" * (len(words) > SHOWN_MAX)


def numbered(text: str) -> Numbered:
    """Give each paragraph and each tag a line of its own.

    Between tags a line feed changes nothing that is checked.
    """
    return Numbered(BREAK.sub("\n", re.sub(r"\r\n?|\n", " ", text)))


def unbalanced(part: bytes) -> Iterator[Fault]:
    """Find paragraphs where a bracket of a tag is missing.

    It is looked for before tags are joined, which would spread the error.
    """
    for paragraph in etree.fromstring(part).iter(f"{W}p"):
        nodes = (
            node
            for node in paragraph.iter(f"{W}t")
            if next(node.iterancestors(f"{W}p")) is paragraph
        )
        words = "".join(node.text or "" for node in nodes)
        if any(
            words.count(begin) != words.count(end) for begin, end in (("{{", "}}"), ("{%", "%}"))
        ):
            yield Fault(Why.UNBALANCED, paragraph=words[:SHOWN_MAX])


def structure(source: Numbered) -> Iterator[Fault]:
    """Find conditions and repetitions without a beginning or an end, and tags that are none of
    ours.
    """
    waiting: list[tuple[str, int]] = []
    for tag, line, _paragraph in _walk(source):
        word = _word(tag)
        if word in OPENING:
            waiting.append((OPENING[word], line))
            if len(waiting) > NESTED_MAX:
                yield source.fault(Why.TOO_DEEP, line)
                return
        elif word in BETWEEN or word in OPENING.values():
            if not waiting or (word not in BETWEEN and waiting[-1][0] != word):
                yield source.fault(Why.NOT_OPENED, line)
            elif word not in BETWEEN:
                waiting.pop()
        else:
            yield source.fault(Why.UNKNOWN_STATEMENT, line)
    yield from (source.fault(Why.NOT_CLOSED, line) for _word, line in waiting)


def overlong(source: Numbered) -> Iterator[Fault]:
    """Find tags that are too long to be fields or conditions."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if (tag := TAG.match(line)) and len(tag[0]) > TAG_LENGTH_MAX:
            shown = tag[0][:SHOWN_MAX] + "…"
            yield Fault(
                Why.TOO_LONG,
                tag=shown,
                details={"tag": shown, "line": str(number)},
            )


def torn(source: Numbered) -> Iterator[Fault]:
    """Find conditions and repetitions that begin in one paragraph and end in another."""
    waiting: list[tuple[int, int]] = []
    for tag, line, paragraph in _walk(source):
        if _word(tag) in OPENING:
            waiting.append((paragraph, line))
        elif _word(tag) in OPENING.values() and waiting:
            began, begun_at = waiting.pop()
            if began != paragraph:
                yield source.fault(Why.SPLIT, begun_at)


def _walk(source: Numbered) -> Iterator[tuple[str, int, int]]:
    """Yield each statement with its line and the number of the paragraph it stands in, zero between
    paragraphs.
    """
    line = 1
    paragraphs = 0
    inside = 0
    for found in WALK.finditer(source.text):
        if found["line"]:
            line += 1
        elif found["begin"]:
            paragraphs += 1
            inside = paragraphs
        elif found["end"]:
            inside = 0
        elif tag := found["tag"]:
            yield tag, line, inside
            line += tag.count("\n")


def _word(tag: str) -> str:
    found = STATEMENT.match(tag)
    if found:
        return found[1] or ""
    return ""
