"""What an address asks of a list: criteria, order, columns; and what asks otherwise."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.forms import BooleanField, BoundField, DateField, ModelChoiceField
from django.http import QueryDict
from django.utils.formats import date_format

from webapp.lists.declarations import Asked, Column, Found, Listing
from webapp.staff.models import User

_ORDER, _COLUMNS = "order", "columns"


@dataclass(frozen=True, slots=True)
class Chip:
    """A criterion that is set: what it is, and the question without it."""

    label: str
    value: str
    query: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a list is looked at: the chosen columns, in close rows or in roomy ones."""

    columns: tuple[str, ...] = ()
    is_roomy: bool = False

    @property
    def query(self) -> str:
        """Return it as the end of an address."""
        told = {_COLUMNS: ".".join(self.columns)}
        if self.is_roomy:
            told["roomy"] = "1"
        return urlencode(told)


def look_of(asked: Mapping[str, str]) -> Look:
    """Return the look that an address asks for."""
    keys = asked.get(_COLUMNS, "").split(".")
    return Look(tuple(filter(None, keys)), bool(asked.get("roomy")))


class Question:
    """What a person asks of a list."""

    def __init__(self, listing: Listing, data: Mapping[str, str], *, user: User) -> None:
        """Read it; what is no criterion of the list is left out."""
        self.listing, self.data, self.user = listing, data, user
        self.form = listing.form(data, user=user)

    @property
    def asked(self) -> Asked:
        """Return who asks, and for what."""
        return Asked(self.user, self.form)

    @cached_property
    def order(self) -> str:
        """Return the column that the rows are ordered by, with a minus when downwards."""
        wanted = self.data.get(_ORDER, "")
        key = wanted.removeprefix("-")
        for column in self.listing.columns:
            if column.key == key and column.order:
                return wanted
        return self.listing.usual(self.user) or self.listing.order

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the address itself asks for."""
        known = {column.key for column in self.listing.columns if column.is_on_screen}
        found = []
        for key in look_of(self.data).columns:
            if key in known:
                found.append(key)
        return tuple(found)

    def find(self, keys: list[int] | None = None) -> Found:
        """Return what is found, out of some keys where they are given."""
        return self.listing.find(self.asked, keys)

    @cached_property
    def criteria(self) -> dict[str, str]:
        """Return the criteria that are asked for.

        What is usual is left out; an emptied one stays where its absence would mean the usual one.
        """
        given = {}
        for field in self.form:
            said = self.data.get(field.name)
            if field.is_hidden:
                said = str(field.value() or "")
            if said is not None and said != self._usual(field.name):
                given[field.name] = said
        return given

    def _usual(self, name: str) -> str:
        usual = self.form[name].initial
        if usual is None:
            return ""
        return str(usual)

    def query(self, **changes: str) -> str:
        """Return the question as the end of an address, without the page; some of it otherwise."""
        said = dict(self.criteria)
        if _ORDER in self.data:
            said[_ORDER] = self.order
        if self.columns:
            said[_COLUMNS] = ".".join(self.columns)
        return urlencode(said | changes)

    @property
    def fingerprint(self) -> str:
        """Return what is the same for the same criteria, and tells nobody which they are."""
        told = f"{self.listing.code}?{urlencode(self.criteria)}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def fields(self) -> list[BoundField]:
        """Return the criteria that stand in the line."""
        return [self.form[name] for name in self.listing.line]

    def more(self) -> list[BoundField]:
        """Return the other criteria."""
        found = []
        for field in self.form.visible_fields():
            if field.name not in self.listing.line:
                found.append(field)
        return found

    def ways(self) -> Iterator[tuple[str, str]]:
        """Yield the orders that can be asked for, with their names."""
        for column in self.listing.columns:
            if column.order:
                yield column.key, f"{column.title} ↑"
                yield f"-{column.key}", f"{column.title} ↓"

    def chips(self) -> Iterator[Chip]:
        """Yield the set criteria that do not stand in the line."""
        for field in self.more():
            if self.is_set(field):
                without = self.query(**{field.name: ""})
                yield Chip(
                    str(field.label),
                    self.in_words(field),
                    without,
                )

    def is_set(self, field: BoundField) -> bool:
        """Say whether a criterion is set to something else than is usual."""
        raw = str(self.form.data.get(field.name) or "")
        return bool(raw) and raw != self._usual(field.name) and not field.errors

    def in_words(self, field: BoundField) -> str:
        """Return what a criterion is set to; nothing where its name says it."""
        raw = self.form.data[field.name]
        match field.field:
            case BooleanField():
                return ""
            case ModelChoiceField() as choice:
                return str(choice.label_from_instance(choice.clean(raw)))
            case DateField() as day:
                return date_format(day.clean(raw), "SHORT_DATE_FORMAT")
            case plain:
                choices = getattr(
                    plain,
                    "choices",
                    (),
                )
                return str(dict(choices).get(raw, raw))


def shown(question: Question, look: Look) -> list[Column]:
    """Return the columns on the screen: as the address says, as the person likes, as usual."""
    chosen = question.columns or look.columns
    kept = []
    usual = []
    for column in question.listing.columns:
        if not column.is_on_screen:
            continue
        if column.key in chosen:
            kept.append(column)
        if column.is_shown:
            usual.append(column)
    return kept or usual


def said(query: str) -> dict[str, str]:
    """Return what the end of an address says."""
    return QueryDict(query).dict()
