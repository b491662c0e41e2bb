"""Tags in Russian: a lawyer may write every fact and filter by its Russian name, or by its own."""

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from importlib import resources

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# what stands in quotes is text of the paper; what follows a bar is a filter
_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|(?P<bar>\|\s*)?(?P<word>[^\W\d]\w*)")
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)

type _Names = Mapping[str, str]


@functools.cache
def _known() -> dict[str, dict[str, str]]:
    text = resources.files("documents").joinpath("russian_names.toml").read_text()
    return tomllib.loads(text)


def russian_names() -> tuple[_Names, _Names]:
    """Return the Russian names of facts (with what rows are called), and of filters."""
    known = _known()
    return known["rows"] | known["facts"], known["filters"]


@functools.cache
def _own_names() -> dict[str, str]:
    return {plain(russian): own for names in _known().values() for own, russian in names.items()}


def plain(name: str) -> str:
    """Return a name as it is compared: nobody has to type ё or mind capitals."""
    return name.casefold().replace("ё", "е")


def in_own_names(text: str) -> str:
    """Return a text whose tags name everything as the program does."""
    own = _own_names()

    def named(word: str, _is_filter: bool) -> str:
        return own.get(plain(word), word)

    return _renamed(text, named)


def in_russian(text: str) -> str:
    """Return a text whose tags name everything in Russian."""
    facts, filters = russian_names()

    def named(word: str, is_filter: bool) -> str:
        if is_filter:
            return filters.get(word) or facts.get(word, word)
        return facts.get(word, word)

    return _renamed(text, named)


def is_russian(text: str) -> bool:
    """Say whether some tag of a text names something in Russian."""
    return any(_RUSSIAN.search(tag) for tag in _TAG.findall(text))


def _renamed(text: str, name: Callable[[str, bool], str]) -> str:
    def of_word(found: re.Match[str]) -> str:
        word = found["word"]
        if word is None:
            return found[0]
        bar = found["bar"] or ""
        return bar + name(word, bool(bar))

    return _TAG.sub(lambda tag: _WORD.sub(of_word, tag[0]), text)
