"""The contracts that the words of purposes may mean, in whatever spelling, read at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from webapp.contracts import spellings
from webapp.contracts.models import Contract
from webapp.payments.queries import lettering, mentions
from webapp.payments.queries.purpose import Purpose


@dataclass(frozen=True, slots=True)
class KnownContract:
    """What identification needs to know of a contract."""

    id: int
    number: str
    bank_account: str
    inn: str


def read(named: Iterable[Purpose]) -> list[KnownContract]:
    """Return the contracts that these purposes name, one query for all."""
    purposes = list(named)
    numbers = lettering.spellings(word for one in purposes for word in _numbers(one))
    digits = {each for one in purposes for each in mentions.digits((*one.words, *one.bills))}
    rows = (
        Contract.objects.annotate(digits=spellings.digits())
        .filter(Q(number__in=numbers) | Q(digits__in=digits))
        .order_by("id")
    )
    fields = ("id", "number", "supplier__settlement_account", "party__inn")
    return [KnownContract(*row) for row in rows.values_list(*fields)]


def _numbers(named: Purpose) -> Iterable[str]:
    """Yield whatever may be the number of a contract in a purpose."""
    yield from (*named.contracts, *named.beside, *named.alike, *named.completed)
    for number in named.named:
        yield from (one for one in number.readings if not one.isdecimal())
