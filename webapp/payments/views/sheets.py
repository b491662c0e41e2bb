"""Payments and refused documents as spreadsheets."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.payments.models import Payment
from webapp.payments.operations import Refusal
from webapp.staff import characters
from webapp.uploads.tables import books
from webapp.uploads.tables.books import Heading


def payments(found: QuerySet[Payment]) -> BytesIO:
    """Return payments, one a row.

    :raises UnableToWrite: when a sheet does not hold them
    """
    books.refuse_too_many(found.count())
    headings = [
        Heading(_("Paid on"), 12),
        Heading(_("Document"), 14),
        Heading(_("Amount, ₽"), 14),
        Heading(_("Status"), 18),
        Heading(_("Account"), 14),
        Heading(_("Customer"), 36),
        Heading(_("Payer"), 36),
        Heading(_("ИНН"), 14),
        Heading(_("Purpose"), 60),
        Heading(_("Source"), 18),
        Heading(_("Found by"), 28),
    ]
    rows = (_row(payment) for payment in found)
    return BytesIO(books.book(books.Sheet(headings, rows, is_filtered=True)))


def refused(errors: Iterable[Refusal]) -> BytesIO:
    """Return refused documents with the place, the reason and the bank's own text."""
    headings = [
        Heading(_("Line of the file"), 14),
        Heading(_("Document"), 16),
        Heading(_("Why it is refused"), 70),
        Heading(_("Text of the document"), 90),
    ]
    rows = (
        [error.line, error.number, error.message, characters.shown(error.text)] for error in errors
    )
    return BytesIO(books.book(books.Sheet(headings, rows, is_filtered=True)))


def _row(payment: Payment) -> list[Any]:
    account = payment.account
    return [
        *(payment.paid_on, payment.document_number, payment.amount, payment.get_status_display()),
        *(account.number if account else "", account.party.name if account else ""),
        *(characters.shown(payment.payer_name), payment.payer_inn),
        *(characters.shown(payment.purpose), payment.get_source_display()),
        payment.get_found_by_display() if payment.found_by else "",
    ]
