"""What one paper of a kind says otherwise than another, part by part, as people call the parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from documents import catalogue

_PRINTED: dict[catalogue.DocumentKind, TypeAdapter[Any]] = {
    kind: TypeAdapter(entry.context) for kind, entry in catalogue.CATALOGUE.items()
}
# two papers never share these
_OF_EVERY_PAPER = {"number", "dated", "as_of"}
# with the days a penalty grows, and what is counted from it, though nobody has changed anything
_GROWS = {"penalty", "duty"}
_PARTS: dict[str, Promise] = {
    "addressee": _("addressee"),
    "claimant": _("data of the supplier"),
    "court": _("court"),
    "debtor": _("data of the debtor"),
    "debts": _("months and sums of the debt"),
    "duty": _("state duty"),
    "enclosures": _("enclosures"),
    "executor": _("executor"),
    "penalty": _("penalty"),
    "proofs": _("proofs of delivery"),
    "signatory": _("who signs"),
}
_OTHER = _("other facts")


@dataclass(frozen=True, slots=True)
class Change:
    """A part that says another thing; what it said and says now, where that is one word or sum."""

    name: str
    was: str = ""
    is_now: str = ""
    grows: bool = False


def printed(*, kind: str, context: Any) -> dict[str, Any]:
    """Return the facts of a paper as they are kept with it."""
    facts: dict[str, Any] = _PRINTED[catalogue.DocumentKind(kind)].dump_python(
        context,
        mode="json",
    )
    return facts


def changes(*, was: Mapping[str, Any], is_now: Mapping[str, Any]) -> list[Change]:
    """Return what the facts of two papers tell differently; nothing when they say the same."""
    found: list[Change] = []
    for part in sorted({*was, *is_now} - _OF_EVERY_PAPER):
        found += _of_part(part, was.get(part), is_now.get(part))
    return found


def _of_part(part: str, was: Any, is_now: Any) -> Iterator[Change]:
    if was == is_now:
        return
    name, grows = str(_PARTS.get(part, _OTHER)), part in _GROWS
    if not isinstance(was, dict) or not isinstance(is_now, dict):
        yield Change(name, _plain(was), _plain(is_now), grows)
        return
    for fact in sorted({*was, *is_now} - _OF_EVERY_PAPER):
        said, says = _plain(was.get(fact)), _plain(is_now.get(fact))
        if said != says:
            yield Change(name, said, says, grows)


def _plain(value: Any) -> str:
    """Return one word, sum or day as people read it; nothing for rows of a table."""
    if not isinstance(value, str):
        return ""
    try:
        return formats.number_format(Decimal(value), 2, force_grouping=True)
    except InvalidOperation:
        pass
    try:
        return formats.date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value
