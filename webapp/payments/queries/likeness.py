"""The same payment written otherwise.

Another bank's export drops zeros of a number, spaces of a purpose, an ИНН.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.payments.models import Payment
from webapp.payments.queries import bank_accounts, lettering

type Key = tuple[str, date, Decimal, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What a document says, as far as two exports may write it differently."""

    receiver_account: str
    paid_on: date
    amount: Decimal
    number: str
    payer_account: str
    payer_inn: str
    payer_name: str
    purpose: str

    @property
    def key(self) -> Key:
        """Return what every export writes alike but for zeros."""
        return self.receiver_account, self.paid_on, self.amount, _bare_number(self.number)

    @property
    def likeness(self) -> tuple[str, ...]:
        """Return what makes two documents of one file alike but for zeros, spaces and capitals."""
        name = lettering.letters(self.payer_name)
        payer = payer_key(
            account=self.payer_account,
            inn=self.payer_inn,
            name=name,
        )
        return (*map(str, self.key), payer, lettering.letters(self.purpose))

    def is_by_the_same_payer(self, other: "Written") -> bool:
        """Compare what both exports tell: the bank account, else the ИНН, else the name.

        From an account of a bank or the treasury many pay: there both ИНН and name must agree.
        """
        account = (self.payer_account, other.payer_account)
        person = (
            (self.payer_inn, other.payer_inn),
            (lettering.letters(self.payer_name), lettering.letters(other.payer_name)),
        )
        if any(map(bank_accounts.is_shared, account)):
            return all(mine == its for mine, its in person if mine and its)
        return next((mine == its for mine, its in (account, *person) if mine and its), True)

    def says_the_same(self, other: "Written") -> bool:
        """Say whether the purposes differ in spaces, signs and capitals only."""
        return lettering.letters(self.purpose) == lettering.letters(other.purpose)


def payer_key(*, account: str, inn: str, name: str) -> str:
    """Return what a payer is known by: his bank account unless many pay from it."""
    if bank_accounts.is_shared(account):
        return "\x1f".join((account, inn, lettering.letters(name)))
    return account or inn or name


def earlier(
    documents: Sequence[Written], *, apart_from: Collection[str]
) -> list[tuple[Payment, bool] | None]:
    """Return for each document the payment of another file that it looks like, and whether even the
    purpose is the same.

    ``apart_from`` are the natural keys of this file: what it brings itself is another document.
    """
    known = _known(documents, apart_from)
    return [_best(document, known[document.key]) for document in documents]


def _known(
    documents: Sequence[Written], apart_from: Collection[str]
) -> dict[Key, list[tuple[Written, Payment]]]:
    found: dict[Key, list[tuple[Written, Payment]]] = defaultdict(list)
    if not documents:
        return found
    payments = Payment.objects.filter(
        source=Payment.Source.STATEMENT,
        parent=None,
        paid_on__in={document.paid_on for document in documents},
        amount__in={document.amount for document in documents},
    ).select_related("statement")
    wanted = {document.key for document in documents}
    known_here = set(apart_from)
    for payment in payments.order_by("id"):
        written = _of(payment)
        if written.key in wanted and payment.natural_key not in known_here:
            found[written.key].append((written, payment))
    return found


def _best(document: Written, known: list[tuple[Written, Payment]]) -> tuple[Payment, bool] | None:
    """Return the likest.

    A payment is one document once, so that two twins of a file are not both this one.
    """
    alike = [one for one in known if document.is_by_the_same_payer(one[0])]
    same = [one for one in alike if document.says_the_same(one[0])]
    if same:
        known.remove(same[0])
    return next(
        ((payment, bool(same)) for _written, payment in same or alike),
        None,
    )


def _of(payment: Payment) -> Written:
    return Written(
        receiver_account=payment.receiver_bank_account,
        paid_on=payment.paid_on,
        amount=payment.amount,
        number=payment.document_number,
        payer_account=payment.payer_bank_account,
        payer_inn=payment.payer_inn,
        payer_name=payment.payer_name,
        purpose=payment.purpose,
    )


def _bare_number(number: str) -> str:
    return re.sub(r"\W", "", lettering.key(number)).lstrip("0")
