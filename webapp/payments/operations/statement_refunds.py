"""Outgoing documents of a statement that give a customer's money back.

Kept beside the payments, reversing nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from webapp.payments.models import Payment, Refund, Statement
from webapp.payments.operations.movement import Direction
from webapp.payments.operations.statement_file import Document
from webapp.payments.queries import lettering, refunds
from webapp.staff.amounts import money

_GIVEN_BACK = re.compile(r"возврат|возвращ|ошибочно\s+(?:перечисл|зачисл|уплач)", re.IGNORECASE)


def given_back(documents: Iterable[Document]) -> list[Document]:
    """Return the documents by which we give money back."""
    return [
        document
        for document in documents
        if document.direction is Direction.OUTGOING
        and not document.is_own
        and _GIVEN_BACK.search(lettering.folded(document.purpose))
    ]


def warnings(documents: Sequence[Document], incoming: Sequence[Document]) -> Iterator[str]:
    """Name beside each refund the payment that it seems to undo, of this file or an earlier one."""
    rows = [_refund(document, "") for document in documents]
    payments = [*_known(rows), *map(_payment, incoming)]
    for refund in rows:
        undone = next((one for one in payments if refunds.undoes(refund, one)), None)
        if undone is not None:
            yield _(
                "Document %(number)s gives back %(amount)s: it seems to undo payment "
                "%(payment)s. Nothing is reversed by itself."
            ) % {
                "number": refund.document_number or "—",
                "amount": money(refund.amount),
                "payment": undone,
            }


def keep(documents: Sequence[Document], keys: Iterable[str], statement: Statement) -> None:
    """Write the refunds that no file has brought before."""
    rows = [
        _refund(document, key, statement) for document, key in zip(documents, keys, strict=True)
    ]
    Refund.objects.bulk_create(rows, ignore_conflicts=True)


def _known(rows: Sequence[Refund]) -> Iterable[Payment]:
    if not rows:
        return []
    accounts = {row.receiver_bank_account for row in rows} - {""}
    inns = {row.receiver_inn for row in rows} - {""}
    return Payment.objects.filter(
        Q(payer_bank_account__in=accounts) | Q(payer_inn__in=inns),
        amount__in={row.amount for row in rows},
        parent=None,
    ).exclude(status=Payment.Status.REVERSED)


def _refund(document: Document, key: str, statement: Statement | None = None) -> Refund:
    return Refund(
        natural_key=key,
        statement=statement,
        paid_on=document.moved_on,
        amount=document.amount,
        document_number=document.number[:40],
        receiver_inn=document.receiver_inn,
        receiver_bank_account=document.receiver_account[:20],
        purpose=document.purpose,
    )


def _payment(document: Document) -> Payment:
    return Payment(
        paid_on=document.moved_on,
        amount=document.amount,
        document_number=document.number[:40],
        payer_inn=document.payer_inn,
        payer_bank_account=document.payer_account[:20],
    )
