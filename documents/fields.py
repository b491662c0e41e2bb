"""What a template of a kind may print.

The facts of its context, their types, and what each looks like on paper.
"""

import dataclasses
import enum
import functools
import html
import re
import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import jinja2

from documents import catalogue, naming, rendering, samples, template

# what a repetition knows about itself
LOOP = "loop"
LOOP_FACTS = {"index": int, "first": bool, "last": bool, "length": int}
# how a fact is usually written
BLANK = re.compile(r"\{\{\s*([\w.]+)[^{}]*\}\}")
ROWS = re.compile(r"\{%\s*for (\w+) in ([\w.]+)")
FILTERS: dict[type, str] = {Decimal: "|money", date: "|short_day"}


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One fact as it is written in a template, with what a sample paper prints.

    ``of`` names the table whose rows have it.
    """

    tag: str
    example: str
    of: str = ""

    @property
    def russian(self) -> str:
        """Return the same tag in Russian."""
        return naming.in_russian(self.tag)


def hints(owner: type) -> dict[str, Any]:
    """Return the types of fields and properties of a value."""
    found = dict(typing.get_type_hints(owner))
    # an enumeration hides its properties from ``dir``
    for name, member in _members(owner):
        if isinstance(member, property):
            found[name] = typing.get_type_hints(member.fget).get("return")
    shown = [name for name in found if not name.startswith("_")]
    return {name: bare(found[name]) for name in shown}


def _members(owner: type) -> Iterator[tuple[str, Any]]:
    for base in owner.__mro__:
        yield from vars(base).items()


def bare(hint: Any) -> Any:
    """Return the type behind ``X | None``."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def row_of(hint: Any) -> Any:
    """Return what a repetition over a value of this type gives.

    Nothing when it cannot be repeated.
    """
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0]
    return None


def attribute(owner: Any, name: str) -> Any:
    """Return the type of a fact of a value; nothing when it has no such fact."""
    if owner == LOOP:
        return LOOP_FACTS.get(name)
    if isinstance(owner, type) and (
        dataclasses.is_dataclass(owner) or issubclass(owner, enum.Enum)
    ):
        return hints(owner).get(name)
    return None


def known(kind: catalogue.DocumentKind) -> dict[str, Any]:
    """Return the names a template of a kind may print, with their types."""
    context = catalogue.CATALOGUE[kind].context
    names = rendering.names(context)
    return {name: hint for name, hint in hints(context).items() if name in names}


def listing(kind: catalogue.DocumentKind) -> tuple[Field, ...]:
    """List every fact of a kind as it is written, with the value of a sample paper.

    Of a citizen's, or else of an organization's, or else of a represented claimant's.
    """
    papers = (
        samples.sample(kind=kind, is_citizen=True),
        samples.sample(kind=kind, is_citizen=False),
        samples.represented(kind),
    )
    scopes = [rendering.variables(paper) for paper in papers]
    habits = _habits(kind)
    plain = list(_listed(list(known(kind).items()), scopes, habits))
    shown = {field.tag for field in plain}
    others = (tag for tag in habits.whole if tag not in shown)
    return (
        *plain,
        *(Field(tag, _example(tag, scopes)) for tag in others),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Habits:
    """How the built-in template writes facts, what it calls the rows of a table, and which tags
    stand outside of tables.
    """

    tags: dict[str, str]
    rows: dict[str, str]
    whole: tuple[str, ...]


def _habits(kind: catalogue.DocumentKind) -> _Habits:
    text = " ".join(rendering.compiled(rendering.built_in(kind)).sources.values())
    tags = [(found[0], found[1]) for found in BLANK.finditer(text)]
    outside = set(known(kind))
    whole: dict[str, None] = {}
    for tag, path in tags:
        head, _dot, _rest = path.partition(".")
        if head in outside:
            whole[tag] = None
    return _Habits(
        tags={path: tag for tag, path in reversed(tags)},
        rows={path: row for row, path in ROWS.findall(text)},
        whole=tuple(whole),
    )


def _listed(
    facts: list[tuple[str, Any]],
    scopes: list[dict[str, Any]],
    habits: _Habits,
    *,
    prefix: str = "",
    of: str = "",
) -> Iterator[Field]:
    for name, hint in facts:
        path = f"{prefix}{name}"
        if row := row_of(hint):
            yield from _repeated(path, row, scopes, habits, of)
        elif dataclasses.is_dataclass(hint) or issubclass(hint, enum.Enum):
            yield from _listed(
                list(hints(typing.cast(type, hint)).items()),
                scopes,
                habits,
                prefix=f"{path}.",
                of=of,
            )
        elif hint is bool:
            yield Field(f"{{% if {path} %}}…{{% endif %}}", "", of)
        else:
            tag = habits.tags.get(path) or f"{{{{ {path}{FILTERS.get(hint, '')} }}}}"
            yield Field(tag, _example(tag, scopes), of)


def _repeated(
    path: str, row: Any, scopes: list[dict[str, Any]], habits: _Habits, of: str
) -> Iterator[Field]:
    """List the rows of a table: each fact of the first row stands for all."""
    name = habits.rows.get(path, "row")
    # values of several facts stand in rows of a table, single ones in paragraphs
    if dataclasses.is_dataclass(row):
        unit = "tr"
    else:
        unit = "p"
    yield Field(
        f"{{%{unit} for {name} in {path} %}}…{{%{unit} endfor %}}",
        "",
        of,
    )
    inner = [
        {**scope, name: first} for scope in scopes if (first := _first(path, scope)) is not None
    ]
    yield from _listed([(name, row)], inner, habits, of=path)


def _first(path: str, scope: dict[str, Any]) -> Any:
    head, *rest = path.split(".")
    return next(
        iter(functools.reduce(getattr, rest, scope[head])),
        None,
    )


def _example(tag: str, scopes: list[dict[str, Any]]) -> str:
    """Print a fact as a paper would; a dash when no sample has it."""
    compiled = template.environment().from_string(tag)
    return next((printed for scope in scopes if (printed := _printed(compiled, scope))), "—")


def _printed(compiled: jinja2.Template, scope: dict[str, Any]) -> str:
    try:
        return html.unescape(compiled.render(scope))
    except (template.BlankValue, jinja2.UndefinedError, *rendering.UNPRINTABLE):
        return ""
