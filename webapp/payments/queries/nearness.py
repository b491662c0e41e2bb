"""The same payment in an export that leaves something out: its number, an account, half a name.

What is left out agrees with anything. A number tells two payments apart, an empty one does not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from webapp.payments.models import Payment
from webapp.payments.queries import bank_accounts, lettering, numbering
from webapp.payments.queries.likeness import Written

DAYS = timedelta(days=3)
"""A bank may date a document by its sending, its writing off or its receipt, over a weekend."""

_FORMS = {"ООО", "АО", "ПАО", "ЗАО", "ОАО", "ИП"}
_FIELDS = (
    "id",
    "natural_key",
    "account_id",
    "receiver_bank_account",
    "paid_on",
    "amount",
    "document_number",
    "payer_bank_account",
    "payer_inn",
    "payer_name",
    "purpose",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says, and where its money goes as far as that is found."""

    written: Written
    account_id: int | None


type Known = dict[tuple[Decimal, int], list[tuple[int, Told]]]
UNKNOWN, ANY = 0, -1
"""No account, and whatever account: the accounts themselves are counted from one."""


def earlier(documents: Sequence[Told], *, apart_from: Collection[str]) -> list[Payment | None]:
    """Return for each document a payment of another file that nothing tells apart from it.

    ``apart_from`` are the natural keys of this file: what it brings itself is another document.
    """
    known = _known(documents, set(apart_from))
    found = [_first(document, _candidates(document, known)) for document in documents]
    ids = {payment_id for payment_id in found if payment_id}
    payments = Payment.objects.select_related("statement").in_bulk(ids)
    return [payments.get(payment_id or 0) for payment_id in found]


def _known(documents: Sequence[Told], apart_from: Collection[str]) -> Known:
    """Return payments of these sums and days, by the sum and the account."""
    found: Known = defaultdict(list)
    if not documents:
        return found
    rows = Payment.objects.filter(
        source=Payment.Source.STATEMENT,
        parent=None,
        paid_on__in=_days_around(documents),
        amount__in={document.written.amount for document in documents},
    ).exclude(status=Payment.Status.REVERSED)
    for payment_id, key, account_id, *said in rows.order_by("id").values_list(*_FIELDS):
        if key not in apart_from:
            told = Told(Written(*said), account_id)
            for under in (account_id or UNKNOWN, ANY):
                found[told.written.amount, under].append((payment_id, told))
    return found


def _candidates(document: Told, known: Known) -> Iterator[tuple[int, Told]]:
    """Yield those of one account first, and those that nobody has found an account for."""
    amount = document.written.amount
    if document.account_id is None:
        yield from known[amount, ANY]
    else:
        yield from known[amount, document.account_id]
        yield from known[amount, UNKNOWN]


def _days_around(documents: Iterable[Told]) -> set[date]:
    days = {document.written.paid_on for document in documents}
    around: set[date] = set()
    for count in range(-DAYS.days, DAYS.days + 1):
        shift = timedelta(days=count)
        around |= {day + shift for day in days}
    return around


def _first(document: Told, known: Iterable[tuple[int, Told]]) -> int | None:
    for payment_id, told in known:
        if _may_be_one(document, told):
            return payment_id
    return None


def _may_be_one(one: Told, other: Told) -> bool:
    mine, its = one.written, other.written
    return (
        abs(mine.paid_on - its.paid_on) <= DAYS
        and _agree(mine.receiver_account, its.receiver_account)
        and not numbering.are_apart(mine.number, its.number)
        and _is_one_payer(mine, its)
    )


def _agree(mine: str, its: str) -> bool:
    return not mine or not its or mine == its


def _is_one_payer(mine: Written, its: Written) -> bool:
    """Compare what both tell: the payer's own bank account, else the ИНН, else the name."""
    accounts = [_own_account(mine), _own_account(its)]
    for first, second in (accounts, [mine.payer_inn, its.payer_inn]):
        if first and second:
            return first == second
    return _is_one_name(mine.payer_name, its.payer_name)


def _own_account(written: Written) -> str:
    """The account of a bank that passes money on, or of the treasury, is not the payer's."""
    account = written.payer_account
    if bank_accounts.is_shared(account):
        return ""
    return account


def _is_one_name(mine: str, its: str) -> bool:
    """A name may be cut to its first words, and these to their first letters."""
    pairs = zip(_name(mine), _name(its), strict=False)
    return all(_is_cut(first, second) or _is_cut(second, first) for first, second in pairs)


def _is_cut(word: str, whole: str) -> bool:
    return whole.startswith(word)


def _name(text: str) -> list[str]:
    words = lettering.words(text.split("//", maxsplit=1)[0])
    return [word for word in words if word not in _FORMS]
