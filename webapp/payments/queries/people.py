"""The accounts of the people whom texts name by surname with initials or given names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F, Value
from django.db.models.functions import Concat, Left, Replace, Upper

from webapp.contracts.models import Account
from webapp.payments.queries import names
from webapp.payments.queries.names import Person

type Holders = dict[str, list[tuple[int, Person]]]
"""The stem of a surname → accounts in force, with the names of their holders."""
_ENDINGS = ("", "А", "Я", "Ь", "Й", "АЯ", "ИЙ", "ЫЙ", "ОЙ", "О", "Е", "И")
"""What a nominative may have after its stem."""
ACCOUNTS_MAX = 200
"""Accounts of namesakes that are looked through for one screen."""


def holders(texts: Iterable[str]) -> Holders:
    """Return the accounts of the people whom the texts name, one query for all."""
    keys = {key for text in texts for one in names.likely(text) for key in _keys(one)}
    found: Holders = defaultdict(list)
    if not keys:
        return found
    rows = (
        Account.objects.filter(closed_on=None)
        .annotate(key=_key())
        .filter(key__in=keys)
        .order_by("id")
        .values_list("id", "party__last_name", "party__first_name", "party__patronymic")
    )
    for account_id, *name in rows:
        holder = names.person(*name)
        found[names.stem(holder.last)].append((account_id, holder))
    return found


def account_ids(texts: Sequence[str]) -> set[int]:
    """Return the accounts of the people whom the texts name."""
    among = holders(texts)
    found = {account_id for text in texts for account_id, _holder in named(text, among)}
    return set(sorted(found)[:ACCOUNTS_MAX])


def named(text: str, among: Holders) -> Iterable[tuple[int, Person]]:
    """Yield the accounts, with their holders, whom a text names."""
    for one in names.likely(text):
        for account_id, holder in among.get(names.stem(one.last), ()):
            if one.is_same(holder):
                yield account_id, holder


def _keys(one: Person) -> Iterable[str]:
    """Yield a surname in the nominative, whatever case it is said in, with one initial."""
    if one.last and one.first:
        stem = names.stem(one.last)
        yield from (f"{stem}{ending} {one.first[:1]}" for ending in _ENDINGS)


def _key() -> Replace:
    initial = Concat(Value(" "), Left("party__first_name", 1))
    last = Replace(F("party__last_name"), Value("-"), Value(""))
    return Replace(Upper(Concat(last, initial)), Value("Ё"), Value("Е"))
