"""What was typed, as a condition on the rows of a kind.

All words stand in one column, a name or an address, or each is known of the row by a column of its
own or of what leads to it: a surname and a street. The database finds them by indexes, so that a
hundred thousand rows take no longer than a hundred.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL

from webapp.search import registry
from webapp.search.declarations import Kind, Source, has, is_long

_WORDS_MAX = 6
type Asked = Callable[[Source], Any]
type Params = tuple[Any, ...]
type Statement = tuple[str, Params]


def condition(*, kind: str, text: str) -> Q:
    """Return the condition on rows of a kind that a text asks for; of an empty text, none."""
    declared = registry.kind_of(code=kind)
    words = text.split()[:_WORDS_MAX]
    long = [word for word in words if is_long(word)]
    short = [word for word in words if not is_long(word)]
    if not long:
        return _beside(declared, short)
    return _among(_numbers(declared, text.strip(), long, short))


def rows(*, kind: str, text: str) -> QuerySet[Any]:
    """Return the numbers of the rows of a kind that a text asks for."""
    declared = registry.kind_of(code=kind)
    wanted = condition(
        kind=kind,
        text=text,
    )
    return _every(declared).filter(wanted).values("pk")


def _numbers(kind: Kind, text: str, long: Sequence[str], short: Sequence[str]) -> RawSQL:
    """Return the numbers of the rows that a text with long words asks for."""
    told = _Told()
    parts = []
    params: Params = ()
    if told.found(kind, lambda source: source.whole(text), "whole"):
        parts.append(_all_of(kind, "whole"))
        if len(long) + len(short) > 1:
            return told.select(parts[0])
    if short or len(long) == 1:
        told.found(
            kind,
            _with(*long, *short),
            "together",
        )
        parts.append(_all_of(kind, "together"))
    if len(long) > 1:
        several, params = _in_several(
            told,
            kind,
            long,
            short,
        )
        parts.append(several)
    together = " UNION ALL ".join(parts)
    return told.select(together, params)


def _in_several(told: "_Told", kind: Kind, long: Sequence[str], short: Sequence[str]) -> Statement:
    """Return the numbers of the rows of which each word is known, by whatever column."""
    found = []
    for place, word in enumerate(long):
        mark = str(place)
        told.found(kind, _with(word), mark)
        found.append(_all_of(kind, mark))
    every = " INTERSECT ".join(found)
    if not short:
        return f"({every})", ()
    known = _beside(kind, short)
    known &= _among(RawSQL(every, ()))
    return _statement(_every(kind).filter(known))


def _with(*words: str) -> Asked:
    """Return how a column is asked for all of the words."""
    return lambda source: source.with_words(words)


def _name(kind: Kind, mark: str) -> str:
    return f"{kind.code}_{mark}"


def _all_of(kind: Kind, mark: str) -> str:
    return f"SELECT n FROM {_name(kind, mark)}"


class _Told:
    """The parts of one statement: of each kind that leads to another, the numbers that are found.

    They are found once, however many kinds they lead to.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._parts: dict[str, Statement] = {}

    def found(self, kind: Kind, asked: Asked, mark: str) -> bool:
        """Add the part of a kind under a mark; say whether any column can be asked so."""
        name = _name(kind, mark)
        if name not in self._parts:
            texts = []
            params: list[Any] = []
            for text, given in self._found(kind, asked, mark):
                texts.append(text)
                params.extend(given)
            if not texts:
                return False
            together = " UNION ALL ".join(texts)
            self._parts[name] = together, tuple(params)
        return True

    def select(self, statement: str, params: Params = ()) -> RawSQL:
        """Return what is selected of the parts."""
        parts = []
        known: list[Any] = []
        for name, (text, given) in self._parts.items():
            parts.append(f"{name} (n) AS ({text})")
            known.extend(given)
        beginning = ", ".join(parts)
        return RawSQL(f"WITH {beginning} {statement}", (*known, *params))

    def _found(self, kind: Kind, asked: Asked, mark: str) -> Iterator[Statement]:
        """Yield the numbers of a kind's rows: by its own columns, then by what leads to it."""
        for source in registry.sources(finds=kind.code):
            wanted = asked(source)
            if wanted is not None:
                known = source.model._default_manager.filter(wanted)
                yield _statement(known.order_by(), source.by)
        for code, column in kind.links.items():
            linked = registry.kind_of(code=code)
            if self.found(linked, asked, mark):
                numbers = RawSQL(_all_of(linked, mark), ())
                led = _among(
                    numbers,
                    column=column,
                )
                yield _statement(_every(kind).filter(led))


class _IsOneOf(Func):
    template = "(%(expressions)s))"
    arg_joiner = " = ANY(ARRAY"
    output_field = BooleanField()


def _among(numbers: RawSQL, *, column: str = "pk") -> Q:
    """Return the condition that a column is one of some numbers.

    As an array they are found once and looked up: told to join them, the database may begin anew
    for every row, or read them all.
    """
    column_of = F(column)
    return Q(_IsOneOf(column_of, numbers))


def _statement(found: QuerySet[Any], by: str = "pk") -> Statement:
    numbers = found.values(by)
    text, params = numbers.query.sql_with_params()
    return f"({text})", params


def _beside(kind: Kind, words: Sequence[str]) -> Q:
    """Return the condition on rows with words that are too short for an index."""
    known = Q()
    for word in words:
        found = Q()
        for column in kind.beside:
            found |= Q(has(column, word))
        known &= found
    return known


def _every(kind: Kind) -> QuerySet[Any]:
    manager = kind.model._default_manager
    return manager.order_by()
