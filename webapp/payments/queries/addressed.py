"""The accounts at the places that texts name, read for many texts at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.contracts.models import Account
from webapp.payments.queries import places
from webapp.premises.models import Street

type Houses = dict[tuple[int, str], set[str]]
"""A street and the first number of a house → the words that may be its block and its flat."""
_LEADING = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Streets:
    """The streets, with their words, by the last word of each, and these words."""

    by_word: Mapping[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


def streets() -> Streets:
    """Return all streets."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for street_id, name in Street.objects.values_list("id", "name"):
        street = places.place(name, "", "").street
        if street:
            found[street[-1]].append((street_id, street))
    return Streets(found, frozenset(found))


def account_ids(texts: Iterable[str], *, among: Streets) -> set[int]:
    """Return the accounts whose street and house, and flat if they have one, stand in a text."""
    spoken = [places.words(text) for text in texts]
    houses = _houses([words for words in spoken if any(places.pairs(words))], among)
    if not houses:
        return set()
    escaped = {re.escape(number) for _street, number in houses}
    numbers = "|".join(sorted(escaped))
    rows = Account.objects.filter(
        premises__building__street__in={street for street, _number in houses},
        premises__building__number__regex=rf"^({numbers})([^0-9]|$)",
    ).values_list(
        "id",
        "premises__building__street",
        "premises__building__number",
        "premises__number",
    )
    found: set[int] = set()
    for account_id, street, house, flat in rows:
        following = houses.get((street, _first_number(house)), set())
        if _may_be_named(flat, following):
            found.add(account_id)
    return found


def _houses(spoken: Sequence[Sequence[str]], streets: Streets) -> Houses:
    found: Houses = defaultdict(set)
    for said in spoken:
        words = places.corrected(said, streets.words)
        for index, (word, number) in places.pairs(words):
            end = index + 1
            following = words[end + 1 : end + places.NUMBERS_MAX]
            for street_id, name in streets.by_word.get(word, ()):
                if _ends_with(words[:end], name):
                    found[street_id, number] |= {"", *following}
    return found


def _ends_with(words: Sequence[str], name: tuple[str, ...]) -> bool:
    start = max(0, len(words) - len(name))
    return tuple(words[start:]) == name


def _may_be_named(flat: str, following: set[str]) -> bool:
    """A precise comparison is the reader's; here a flat only has to be spoken of at all."""
    if not flat:
        return bool(following)
    return _first_number(flat) in following


def _first_number(number: str) -> str:
    found = _LEADING.search(number)
    if found is None:
        return ""
    return found[0]
