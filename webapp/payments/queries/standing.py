"""Payments that stand, and which of them money that comes another way may be.

Notices of agents, entries by hand and statements number and date one payment each in its own way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from webapp.payments.models import Payment
from webapp.payments.queries import lettering, numbering
from webapp.payments.queries.nearness import DAYS

type _Sign = tuple[str, object]
_WAITS: _Sign = ("waits", True)
PAST_THE_BANK = (Payment.Source.MANUAL, Payment.Source.REGISTRY, Payment.Source.NOTICE)


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that comes, and the account that it is for as far as that is known.

    ``months_said`` are the months that a person says it pays, whatever the purpose does.
    """

    account_id: int | None
    paid_on: date
    amount: Decimal
    number: str
    purpose: str
    months_said: str = ""

    def signs(self) -> Iterator[_Sign]:
        """Yield what makes another payment of the sum worth a look."""
        if self.account_id:
            yield "account", self.account_id
        if number := numbering.bare(self.number):
            yield "number", number
        if words := lettering.letters(self.purpose):
            yield "purpose", words


class Standing:
    """Standing payments by the signs that they may be found by, the earliest first."""

    def __init__(self, payments: Iterable[Payment] = ()) -> None:
        self._found: dict[tuple[Decimal, _Sign], list[tuple[Entry, Payment]]] = defaultdict(list)
        for payment in payments:
            self.add(payment)

    def add(self, payment: Payment) -> None:
        """Let a payment be found by what comes after it."""
        entry = of(payment)
        signs = list(entry.signs())
        if payment.status == Payment.Status.UNIDENTIFIED:
            signs.append(_WAITS)
        for sign in signs:
            self._found[entry.amount, sign].append((entry, payment))

    def like(self, entry: Entry, *, is_asked: bool = False) -> Payment | None:
        """Return a payment that may be this one.

        A person who ``is_asked`` hears of those, too, that wait and have nothing but the sum and
        the day in common with it.
        """
        signs = [*entry.signs(), *([_WAITS] if is_asked else [])]
        return next(
            (
                payment
                for sign in signs
                for other, payment in self._found.get((entry.amount, sign), ())
                if _may_be_one(entry, other)
            ),
            None,
        )


def read(
    entries: Collection[Entry],
    *,
    sources: Collection[str] = Payment.Source.values,
    apart_from: int | None = None,
) -> Standing:
    """Return the payments of these sums, of these days and those around them.

    ``apart_from`` is a payment that is left out with its parts.
    """
    days = {entry.paid_on for entry in entries}
    around = [timedelta(days=count) for count in range(-DAYS.days, DAYS.days + 1)]
    payments = Payment.objects.filter(
        source__in=sources,
        paid_on__in={day + shift for day in days for shift in around},
        amount__in={entry.amount for entry in entries},
    ).exclude(status=Payment.Status.REVERSED)
    if apart_from:
        payments = payments.exclude(pk=apart_from).exclude(parent=apart_from)
    return Standing(payments.select_related("account", "statement").order_by("id"))


def of(payment: Payment, *, account_id: int | None = None) -> Entry:
    """Return a payment as it stands, or as it will on an account."""
    return Entry(
        account_id or payment.account_id,
        payment.paid_on,
        payment.amount,
        payment.document_number,
        payment.purpose,
        payment.months_said,
    )


def _may_be_one(one: Entry, other: Entry) -> bool:
    """Say whether nothing tells two apart that have a sum and a sign in common."""
    is_one_day = one.paid_on == other.paid_on
    number = numbering.bare(one.number)
    if is_one_day and number and number == numbering.bare(other.number):
        return True
    accounts = {one.account_id, other.account_id} - {None}
    if abs(one.paid_on - other.paid_on) > DAYS or len(accounts) > 1:
        return False
    if numbering.are_apart(one.number, other.number):
        return is_one_day and _say_the_same(one, other)
    return True


def _say_the_same(one: Entry, other: Entry) -> bool:
    words = lettering.letters(one.purpose)
    return bool(words) and words == lettering.letters(other.purpose)
