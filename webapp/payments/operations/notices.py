"""Payment notices: what agents have taken in for accounts that they name.

The same notice again changes nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.payments.operations import posting
from webapp.payments.queries import registry_money, standing, sums
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import days


@dataclass(frozen=True, slots=True)
class Notice:
    """One payment as an agent tells of it.

    ``reference`` is the agent's own name of it, and unique.
    """

    reference: str
    account: str
    amount: Decimal
    paid_on: date
    document_number: str = ""
    payer_name: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class NoticeError:
    """Why a notice cannot be taken: the row from 1, the field, what was in it, what to do."""

    row: int
    field: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of notices: those posted now, those that wait because they may be a payment that
    is there, those that were known, those refused.
    """

    posted: tuple[Payment, ...]
    waiting: tuple[Payment, ...]
    repeated: int
    errors: tuple[NoticeError, ...]


class UnableToTake(Exception):
    """Nothing was posted; ``errors`` says which notices are wrong."""

    def __init__(self, message: str, errors: tuple[NoticeError, ...] = ()) -> None:
        super().__init__(message)
        self.errors = errors


@transaction.atomic
def take(
    *,
    notices: Sequence[Notice],
    accounts: QuerySet[Account],
    by: User,
    today: date,
    good_rows_only: bool,
) -> Taken:
    """Post notices to the ``accounts`` that the sender sees: all of them, or the good ones only.

    :raises UnableToTake: when some are wrong and all or nothing was asked, or a period was closed
    """
    try:
        posting.wait_for_others()
    except posting.HeldByOthers as error:
        raise UnableToTake(str(error)) from error
    plan = _Plan(notices, accounts, by)
    errors = tuple(plan.errors(today=today))
    if errors and not good_rows_only:
        raise UnableToTake(_("Some notices are wrong, so none was posted."), errors)
    wrong = {error.row for error in errors}
    good = [notice for row, notice in enumerate(notices, 1) if row not in wrong]
    fresh = [plan.payment(notice) for notice in good if plan.key(notice) not in plan.known]
    waiting = _let_wait(fresh)
    posted = [payment for payment in fresh if payment.status == Payment.Status.POSTED]
    try:
        with transaction.atomic():
            Payment.objects.bulk_create(posted)
            Payment.objects.bulk_create(waiting)  # they point to what is posted
    except IntegrityError as error:
        raise UnableToTake(posting.why_refused(error)) from error
    posting.post(payments=posted, by=by)
    return Taken(
        tuple(posted),
        tuple(waiting),
        len(good) - len(fresh),
        errors,
    )


def _let_wait(payments: Sequence[Payment]) -> list[Payment]:
    """Take off their accounts what may be a payment that is there, or an earlier one of these."""
    entries = [standing.of(payment) for payment in payments]
    there = standing.read(entries)
    told = registry_money.like(entries)
    waiting = []
    for payment, entry, said in zip(payments, entries, told, strict=True):
        such = there.like(entry)
        if such or said:
            payment.status = Payment.Status.UNIDENTIFIED
            payment.account = None
            payment.found_by = Payment.FoundBy.NOT_FOUND
            payment.posted_at = None
            payment.looks_like = such
            waiting.append(payment)
        else:
            there.add(payment)
    return waiting


class _Plan:
    """Notices compared with the accounts that there are, and with the payments that are known."""

    def __init__(self, notices: Sequence[Notice], accounts: QuerySet[Account], by: User) -> None:
        self._notices, self._by = notices, by
        numbers = {notice.account for notice in notices}
        self._accounts = dict(accounts.filter(number__in=numbers).values_list("number", "pk"))
        keys = [self.key(notice) for notice in notices]
        payments = Payment.objects.filter(natural_key__in=keys).select_related("account")
        self.known = {payment.natural_key: payment for payment in payments}
        self._closed_before = staff.lock_date()

    def key(self, notice: Notice) -> str:
        """Return the key that makes two notices one payment: the sender and the sender's name of
        it.
        """
        digest = hashlib.sha256(notice.reference.encode()).hexdigest()
        return f"notice:{self._by.pk}:{digest[:48]}"

    def errors(self, *, today: date) -> Iterator[NoticeError]:
        """Yield what is wrong, notice by notice."""
        seen: set[str] = set()
        for row, notice in enumerate(self._notices, 1):
            for field, message in self._faults(notice, seen, today):
                yield NoticeError(row, field, str(getattr(notice, field)), message)
            seen.add(notice.reference)

    def payment(self, notice: Notice) -> Payment:
        """Return the payment of a notice, not written yet."""
        return Payment(
            natural_key=self.key(notice),
            status=Payment.Status.POSTED,
            source=Payment.Source.NOTICE,
            account_id=self._accounts[notice.account],
            account_said=notice.account,
            paid_on=notice.paid_on,
            amount=notice.amount,
            document_number=notice.document_number,
            payer_name=notice.payer_name,
            purpose=notice.purpose,
            found_by=Payment.FoundBy.NOTICE,
            posted_at=timezone.now(),
        )

    def _faults(self, notice: Notice, seen: set[str], today: date) -> Iterator[tuple[str, str]]:
        if notice.reference in seen:
            yield "reference", _("This reference stands in an earlier row: keep one of them.")
        if notice.account not in self._accounts:
            yield "account", _("There is no such account. Check the number.")
        if doubt := sums.doubt_about(notice.amount):
            yield "amount", doubt
        if doubt := staff.doubt_about_day(notice.paid_on, span=days.HAPPENED, today=today):
            yield "paid_on", doubt
        elif self._closed_before and notice.paid_on < self._closed_before:
            yield "paid_on", _("The period is closed: ask the administrator to move the lock date.")
        if self._is_another(notice):
            yield "reference", _("Another payment was told under this reference: give it its own.")

    def _is_another(self, notice: Notice) -> bool:
        """Say whether a known payment of this reference differs in what matters."""
        known = self.known.get(self.key(notice))
        if known is None:
            return False
        told = (notice.amount, notice.paid_on, notice.account)
        return told != (known.amount, known.paid_on, _account_said(known) or notice.account)


def _account_said(payment: Payment) -> str:
    """Return the account that the agent named, whatever account a person moved the money to."""
    is_untouched = payment.revision == 1 and payment.account is not None
    return payment.account_said or (str(payment.account) if is_untouched else "")
