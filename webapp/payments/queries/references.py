"""The writs, proceedings and court cases by which others pay, and whether a purpose names more."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from webapp.payments.models import Reference
from webapp.payments.queries import purpose
from webapp.payments.queries.purpose import Purpose

type ByKind = Mapping[str, set[str]]


def read(named: Iterable[Purpose]) -> dict[int, list[str]]:
    """Return all numbers of the accounts that these purposes lead to, by the account."""
    found: dict[int, list[str]] = defaultdict(list)
    numbers = {word for one in named for word in (*one.writs, *one.court_cases)}
    led_to = Reference.objects.filter(number__in=numbers).values("account_id")
    rows = Reference.objects.filter(account_id__in=led_to).values_list("number", "account_id")
    for number, account_id in rows:
        found[account_id].append(number)
    return found


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
        if purpose.COURT_CASE.fullmatch(number):
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
