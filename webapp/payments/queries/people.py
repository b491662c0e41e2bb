"""The accounts of the people whom texts name by surname with initials or given names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Left, Replace

from webapp.contracts.models import Account
from webapp.parties import spellings
from webapp.payments.queries import names, surnames
from webapp.payments.queries.names import Person

type Holders = dict[str, list[tuple[int, Person]]]
"""The root of a surname → accounts in force, with the names of their holders."""
type Namesakes = dict[str, set[Person]]
"""The root of a surname → the people of that surname who hold accounts in force."""


@dataclass(frozen=True, slots=True)
class Named:
    """The customers whom texts may name, in full and by surname alone."""

    holders: Holders = field(default_factory=dict)
    namesakes: Namesakes = field(default_factory=dict)


NAMESAKES_MAX = 5
"""Accounts of one surname of which any is worth a look."""
ACCOUNTS_MAX = 200
"""Accounts of namesakes that are looked through for one screen."""


def read(texts: Sequence[str]) -> Named:
    """Return the customers whom the texts may name."""
    return Named(holders(texts), namesakes(texts))


def holders(texts: Iterable[str]) -> Holders:
    """Return the accounts of the people whom the texts name, one query for all."""
    keys = {key for text in texts for one in names.likely(text) for key in _keys(one)}
    found: Holders = defaultdict(list)
    if not keys:
        return found
    # by surname first: of it there is an index
    said = {last for last, _initial in keys}
    rows = (
        Account.objects.filter(closed_on=None)
        .annotate(last=_last_name(), key=_key())
        .filter(last__in=said, key__in=[" ".join(key) for key in keys])
        .order_by("id")
        .values_list("id", "party__last_name", "party__first_name", "party__patronymic")
    )
    for account_id, *name in rows:
        holder = names.person(*name)
        found[names.root(holder.last)].append((account_id, holder))
    return found


def namesakes(texts: Iterable[str]) -> Namesakes:
    """Return the holders of the surnames that stand alone in the texts, one query for all."""
    keys: set[str] = set()
    for text in texts:
        for one in surnames.alone(text):
            keys.update(names.nominatives(one.last))
    found: Namesakes = defaultdict(set)
    if not keys:
        return found
    rows = (
        Account.objects.filter(closed_on=None)
        .annotate(key=_last_name())
        .filter(key__in=keys)
        .order_by()
        .values_list("party__last_name", "party__first_name", "party__patronymic")
        .distinct()
    )
    for row in rows:
        holder = names.person(*row)
        found[names.root(holder.last)].add(holder)
    return found


def of_surnames(
    surnames_said: Iterable[str], *, account_ids: QuerySet[Any]
) -> Iterator[tuple[int, Person]]:
    """Yield those of the accounts whose holders have one of the surnames, with their names."""
    keys: set[str] = set()
    for surname in surnames_said:
        keys.update(names.nominatives(surname))
    rows = (
        Account.objects.filter(id__in=account_ids)
        .annotate(key=_last_name())
        .filter(key__in=keys)
        .order_by("id")
        .values_list("id", "party__last_name", "party__first_name", "party__patronymic")
    )
    for account_id, *name in rows:
        yield account_id, names.person(*name)


def ids(among: Holders) -> set[int]:
    """Return all these accounts."""
    known = set()
    for found in among.values():
        known |= {account_id for account_id, _holder in found}
    return known


def account_ids(texts: Sequence[str]) -> set[int]:
    """Return the accounts of the people whom the texts name."""
    among = holders(texts)
    found = {account_id for text in texts for account_id, _holder in named(text, among)}
    return set(sorted(found)[:ACCOUNTS_MAX]) | _of_rare_surnames(texts)


def _of_rare_surnames(texts: Sequence[str]) -> set[int]:
    """Return the accounts of those whose surname stands alone, where it is not everybody's."""
    said = {one.last for text in texts for one in surnames.alone(text)}
    in_force = Account.objects.filter(closed_on=None).values("id")
    by_root: dict[str, set[int]] = defaultdict(set)
    for account_id, holder in of_surnames(said, account_ids=in_force):
        root = names.root(holder.last)
        by_root[root].add(account_id)
    rare = (ids for ids in by_root.values() if len(ids) <= NAMESAKES_MAX)
    return set().union(*rare)


def named(text: str, among: Holders) -> Iterable[tuple[int, Person]]:
    """Yield the accounts, with their holders, whom a text names."""
    for one in names.likely(text):
        for account_id, holder in among.get(names.root(one.last), ()):
            if one.is_same(holder):
                yield account_id, holder


def _keys(one: Person) -> Iterable[tuple[str, str]]:
    """Yield a surname in the nominative, whatever case it is said in, with one initial."""
    if one.last and one.first:
        yield from ((last, one.first[:1]) for last in names.nominatives(one.last))


def _key() -> Concat:
    initial = spellings.in_capitals(Left("party__first_name", 1))
    return Concat(F("last"), Value(" "), initial)


def _last_name() -> Replace:
    return spellings.surname("party__last_name")
