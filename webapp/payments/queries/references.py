"""The writs, proceedings and court cases by which others pay, and whether a purpose names more."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from webapp.payments.models import Payment, Reference
from webapp.payments.queries import lettering, names, people, purpose, writs
from webapp.payments.queries.names import Person
from webapp.payments.queries.people import Holders
from webapp.payments.queries.purpose import Purpose

type ByKind = Mapping[str, set[str]]
_SURNAME = re.compile(r"(?<![\w-])[А-ЯЁ][А-ЯЁа-яё-]{2,}")
# СПИ Петров: who signed the paper
_OFFICIAL = re.compile(
    r"(?<!\w)(?i:СПИ|пристав[\w-]*|судь[яией]\w*)\.?\s+[А-ЯЁ][\w-]+", re.IGNORECASE
)


def read(named: Iterable[Purpose]) -> dict[int, list[str]]:
    """Return all numbers of the accounts that these purposes lead to, by the account."""
    found: dict[int, list[str]] = defaultdict(list)
    numbers = {
        word for one in named for word in (*one.writs, *one.court_cases, *one.likely_references)
    }
    led_to = Reference.objects.filter(number__in=numbers).values("account_id")
    rows = Reference.objects.filter(account_id__in=led_to).values_list("number", "account_id")
    for number, account_id in rows:
        found[account_id].append(number)
    return found


def claimed_before(
    *, payments: Sequence[Payment], scopes: Mapping[int, Collection[int]]
) -> dict[int, date]:
    """Return for each payment that names a writ, or what belongs to it, when its debt was claimed.

    Where it names several, the latest day.
    """
    named = {payment.pk: _numbers(payment.purpose) for payment in payments}
    numbers = set().union(*named.values())
    if not numbers:
        return {}
    known: dict[tuple[str, int], date] = {}
    rows = Reference.objects.filter(number__in=numbers, claimed_before__isnull=False)
    for number, account_id, day in rows.values_list("number", "account_id", "claimed_before"):
        if day:
            known[number, account_id] = day
    found = {}
    for payment in payments:
        among = product(named[payment.pk], scopes[payment.account_id or 0])
        days = [known[one] for one in among if one in known]
        if days:
            found[payment.pk] = max(days)
    return found


def _numbers(text: str) -> set[str]:
    named = purpose.read(text)
    return {*named.writs, *named.court_cases}


def debtors(texts: Iterable[str]) -> Holders:
    """Return the debtors whose surnames stand in the texts that name a reference, in one query."""
    said: set[str] = set()
    for text in texts:
        named = purpose.read(text)
        if named.writs or named.court_cases:
            said |= _surnames(text)
    found: Holders = defaultdict(list)
    if not said:
        return found
    led_to = Reference.objects.values("account_id")
    for account_id, holder in people.of_surnames(said, account_ids=led_to):
        root = names.root(holder.last)
        found[root].append((account_id, holder))
    return found


def debtors_beside(text: str, own: Collection[Person], *, among: Holders) -> Iterator[int]:
    """Yield the accounts of debtors whom a text names beside these.

    A surname alone is another's unless one of these has it.
    """
    said = names.likely(text)
    known = {names.root(holder.last) for holder in own}
    roots = map(names.root, _surnames(text))
    for root in set(roots):
        called = [one for one in said if names.root(one.last) == root]
        others = [one for one in called if not _is_any(one, own)]
        is_alone = not called and root not in known
        for account_id, debtor in among.get(root, ()):
            if is_alone or _is_any(debtor, others):
                yield account_id


def _is_any(one: Person, people_known: Collection[Person]) -> bool:
    return any(one.is_same(person) for person in people_known)


def _surnames(text: str) -> set[str]:
    folded = lettering.folded(text)
    unsigned = _OFFICIAL.sub("|", folded)
    words = _SURNAME.findall(unsigned)
    return {names.person(word).last for word in words}


def are_others(text: str, *, known: Collection[str]) -> bool:
    """Say whether a number of a kind that is known of a debt is none of the known ones.

    A court and a bailiff write both their numbers: one that we never recorded says nothing.
    """
    named = purpose.read(text)
    ours = _by_kind(known)
    return any(
        ours[kind] and numbers - ours[kind]
        for kind, numbers in _by_kind((*named.writs, *named.court_cases)).items()
    )


def _by_kind(numbers: Iterable[str]) -> ByKind:
    found: dict[str, set[str]] = defaultdict(set)
    for number in numbers:
        if writs.COURT_CASE.fullmatch(number):
            found["case"].add(_without_precinct(number))
        else:
            found[_kind(number)].add(number)
    return found


def _kind(number: str) -> str:
    """A proceeding ends with its letters, a writ begins with them."""
    ending = number[-2:]
    if ending.isalpha():
        return ending
    return "writ"


def _without_precinct(case: str) -> str:
    """2-1234/5/2026 is 2-1234/2026 of precinct 5."""
    parts = case.split("/")
    return f"{parts[0]}/{parts[-1]}"
