"""Every word on a screen has its Russian: source strings are English, and the catalogues are complete."""

import ast
import re
from collections.abc import Iterator

from babel.messages import pofile
from django.utils.translation import template, trans_real

from tests.house import source
from webapp.config import catalogues

MARKS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
LITERAL = r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
IN_TEMPLATE = re.compile(
    rf"\b(?P<mark>_|gettext|ngettext|pgettext|npgettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?"
)
CONTEXT = "\x04"
CYRILLIC = re.compile("[А-Яа-яЁё]")
QUOTED = re.compile("«[^»]*»")


def in_python() -> Iterator[tuple[str, str]]:
    for module in source.modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and (mark := mark_of(node.func)):
                strings = [
                    argument.value for argument in node.args if isinstance(argument, ast.Constant)
                ]
                texts = [string for string in strings if isinstance(string, str)]
                if texts:
                    yield message(mark, texts), f"{module.name}:{node.lineno}"


def mark_of(called: ast.expr) -> str:
    name = (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )
    return name if name in MARKS else ""


def in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted((source.ROOT / "webapp").rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            for found in IN_TEMPLATE.finditer(template.templatize(path.read_text())):
                texts = [ast.literal_eval(text) for text in found.groups()[1:] if text]
                yield message(found["mark"], texts), str(path.relative_to(source.ROOT))


def message(mark: str, texts: list[str]) -> str:
    return CONTEXT.join(texts[:2]) if mark.lstrip("n").startswith("pgettext") else texts[0]


def has_russian(text: str) -> bool:
    known = trans_real.translation("ru")._catalog  # type: ignore[attr-defined]
    return not text.strip() or any(known.get(key) for key in (text, (text, 0)))


def test_every_text_has_its_russian() -> None:
    missing = {
        text: place for text, place in [*in_python(), *in_templates()] if not has_russian(text)
    }

    assert not (found := [f"{place}: {text}" for text, place in missing.items()]), "\n".join(
        map(str, found)
    )


def test_a_text_in_english_quotes_russian_and_else_has_no_letter_of_it() -> None:
    """What stands in «» is what tables and papers hold: it is quoted as it is written there."""
    known = trans_real.translation("en")._catalog  # type: ignore[attr-defined]
    mixed = {
        text: place
        for text, place in [*in_python(), *in_templates()]
        if CYRILLIC.search(QUOTED.sub("", known.get(text) or text))
    }

    assert not mixed, "\n".join(f"{place}: {text}" for text, place in mixed.items())


def test_the_search_for_texts_finds_them() -> None:
    found = {text for text, _ in [*in_python(), *in_templates()]}

    assert {"Staff", "The form has expired"} <= found


def test_no_catalogue_has_a_doubtful_or_an_empty_entry() -> None:
    doubtful = []
    for path in catalogues.catalogues():
        with path.open("rb") as text:
            for entry in pofile.read_po(text, locale=path.parent.parent.name):
                strings = [entry.string] if isinstance(entry.string, str) else entry.string
                if entry.id and (entry.fuzzy or not all(strings)):
                    doubtful.append(f"{path.relative_to(source.ROOT)}:{entry.lineno} {entry.id}")

    assert not doubtful, "\n".join(map(str, doubtful))


def test_a_text_has_one_translation_in_all_catalogues() -> None:
    """The catalogues of all apps are read into one table: of two translations one would silently win everywhere."""
    found: dict[object, dict[object, list[str]]] = {}
    for path in catalogues.catalogues():
        with path.open("rb") as text:
            for entry in pofile.read_po(text, locale=path.parent.parent.name):
                if entry.id:
                    places = found.setdefault(
                        (path.parent.parent.name, entry.context, entry.id), {}
                    ).setdefault(entry.string, [])
                    places.append(f"{path.relative_to(source.ROOT)}:{entry.lineno}")

    assert not (torn := [f"{key}: {ways}" for key, ways in found.items() if len(ways) > 1]), (
        "\n".join(map(str, torn))
    )


def test_a_translation_fills_in_the_same_values_as_its_source() -> None:
    wrong = []
    for path in catalogues.catalogues():
        with path.open("rb") as text:
            for entry in pofile.read_po(text, locale=path.parent.parent.name):
                wrong += [
                    f"{path.relative_to(source.ROOT)}:{entry.lineno} {error}"
                    for error in entry.check()
                ]

    assert not wrong, "\n".join(map(str, wrong))
