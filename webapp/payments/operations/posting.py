"""Posting money to accounts: allocation, the register of deeds and the word to open processes, all in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.outbox import operations as outbox
from webapp.payments.models import Allocation, ConfirmedPayer, Payment
from webapp.payments.operations import allocation, told
from webapp.payments.queries import debts, identification
from webapp.payments.queries.identification import Finding
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import days


class UnableToPost(Exception):
    """The money cannot be entered."""


class UnableToReverse(Exception):
    """The payment is dealt with already, or its day is closed and it cannot be taken out."""


def post(*, payments: Sequence[Payment], by: User | None) -> None:
    """Allocate payments that were just written as posted, and wake the processes of the accounts they touch.

    Call it inside the transaction that wrote them.
    """
    touched = _allocate(payments)
    deeds = [(f"payment:{payment.pk}", told.amounts(payment)) for payment in payments]
    audit.record_many(name="payments.payment.posted", deeds=deeds, actor=by)
    outbox.announce_many(
        fact="payment.posted",
        about=[fact for payment in payments for fact in told.facts(payment, touched[payment.pk])],
    )


@transaction.atomic
def post_by_hand(
    *,
    account_id: int,
    amount: Decimal,
    paid_on: date,
    document_number: str,
    purpose: str,
    key: str,
    by: User,
    today: date,
) -> Payment:
    """Enter a payment by hand and post it. ``key`` is the form's own: the same form sent twice is one payment.

    :raises UnableToPost: when the amount or the day cannot be right
    """
    doubt = staff.doubt_about_sum(amount)
    if doubt := doubt or staff.doubt_about_day(paid_on, span=days.HAPPENED, today=today):
        raise UnableToPost(doubt)
    if not amount:
        raise UnableToPost(_("The amount must be greater than zero."))
    entered = {
        "status": Payment.Status.POSTED,
        "source": Payment.Source.MANUAL,
        "account_id": account_id,
        "paid_on": paid_on,
        "amount": amount,
        "document_number": document_number,
        "purpose": purpose,
        "found_by": Payment.FoundBy.HAND,
        "posted_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            payment, is_new = Payment.objects.get_or_create(
                natural_key=f"manual:{key}", defaults=entered
            )
    except IntegrityError as error:
        raise UnableToPost(why_refused(error)) from error
    if is_new:
        post(payments=[payment], by=by)
    return payment


@transaction.atomic
def post_found(*, payment_id: int, finding: Finding, by: User | None) -> bool:
    """Post a waiting payment where it belongs; say whether it was still waiting."""
    found = {
        "account_id": finding.account_id,
        "contract_id": finding.contract_id,
        "found_by": finding.found_by,
    }
    changed = Payment.objects.filter(pk=payment_id, status=Payment.Status.UNIDENTIFIED).update(
        **found, status=Payment.Status.POSTED, posted_at=timezone.now(), revision=F("revision") + 1
    )
    if changed:
        post(payments=[Payment.objects.get(pk=payment_id)], by=by)
    return bool(changed)


@transaction.atomic
def requeue(*, payment_id: int, reason: str, by: User, today: date) -> Payment:
    """Take a posted payment off its account, a divided one off all of them, and put it back whole into the unidentified queue.

    :raises UnableToReverse: when it is not posted
    """
    back = {
        "status": Payment.Status.UNIDENTIFIED,
        "account": None,
        "contract": None,
        "found_by": "",
        "posted_at": None,
    }
    payment = _withdraw(
        payment_id, [Payment.Status.POSTED, Payment.Status.DIVIDED], by, back, reason
    )
    told.record(payment, "requeued", by, {}, ground=reason)
    return payment


@transaction.atomic
def reverse(*, payment_id: int, reason: str, by: User, today: date) -> Payment:
    """Take a payment out: the bank returned it or it was entered by mistake. What it paid is owed again.

    :raises UnableToReverse: when it is reversed already, or its day is closed
    """
    if not reason.strip():
        raise UnableToReverse(
            _("Write why the payment is reversed: the reason stays in the journal.")
        )
    known = [Payment.Status.POSTED, Payment.Status.UNIDENTIFIED, Payment.Status.DIVIDED]
    payment = _withdraw(
        payment_id,
        known,
        by,
        {"status": Payment.Status.REVERSED, "reversal_reason": reason[:300]},
        reason,
    )
    told.record(payment, "reversed", by, {}, ground=reason)
    return payment


@transaction.atomic
def allocate_advances(*, account_ids: Collection[int], by: User | None = None) -> int:
    """Lay what was paid in advance on the accounts' (their contracts') new charges; return how many payments were used."""
    prepaid = {
        payment.account_id
        for payment in debts.with_advances(_together(account_ids))
        if payment.account_id
    }
    return _allocate_advances(_together(prepaid), by) if prepaid else 0


@transaction.atomic
def free(*, charge_ids: Collection[int], ground: str, by: User | None = None) -> None:
    """Take money off charges that are no longer owed: it is an advance until ``allocate_advances`` lays it anew."""
    charged = set(Charge.objects.filter(id__in=charge_ids).values_list("account_id", flat=True))
    touched = sorted(
        {account_id for scope in debts.scopes(charged).values() for account_id in scope}
    )
    _lock(touched)
    freed = Allocation.objects.filter(charge_id__in=charge_ids).order_by("id")
    for payment_id, amount in freed.values_list("payment_id", "amount"):
        subject, details = f"payment:{payment_id}", {"freed": str(amount)}
        entry = audit.record(
            name="payments.payment.freed",
            subject=subject,
            actor=by,
            ground=ground[:300],
            details=details,
        )
        outbox.announce_many(
            fact="payment.freed",
            about=[(f"account:{account_id}", str(entry.pk)) for account_id in touched],
        )
    freed.delete()


def allocate_all_advances(*, by: User | None = None) -> int:
    """Lay all advances on charges that have appeared, account by account; return how many payments were used."""
    accounts = {payment.account_id for payment in debts.with_advances() if payment.account_id}
    return sum(
        allocate_advances(account_ids=[account_id], by=by) for account_id in sorted(accounts)
    )


def why_refused(error: IntegrityError) -> str:
    """Return in the clerk's words why the database refused; what is not known is no clerk's business and goes up as it is."""
    if staff.breaks_lock_date(error):
        return _(
            "The day of the payment lies in a closed period. Ask the administrator to move the lock date."
        )
    raise error


def _allocate(payments: Sequence[Payment], *, as_advance: bool = False) -> dict[int, set[int]]:
    """Write allocations of the payments' unused money; return for each payment the accounts it touched."""
    scopes = debts.scopes({payment.account_id for payment in payments if payment.account_id})
    _lock(account_id for scope in scopes.values() for account_id in scope)
    owed: dict[int, dict[int, debts.ChargeDebt]] = defaultdict(dict)
    for debt in debts.open_charges(
        {account_id for scope in scopes.values() for account_id in scope}
    ):
        owed[debt.account_id][debt.charge_id] = debt
    used = debts.allocated([payment.pk for payment in payments])
    rows: list[Allocation] = []
    touched = {payment.pk: {payment.account_id or 0} for payment in payments}
    for payment in sorted(payments, key=lambda payment: (payment.paid_on, payment.pk)):
        available = [
            debt
            for account_id in scopes[payment.account_id or 0]
            for debt in owed[account_id].values()
        ]
        portions = _portions(payment, payment.amount - used.get(payment.pk, Decimal(0)), available)
        for portion in portions:
            debt = owed[portion.account_id].pop(portion.charge_id)
            if debt.debt > portion.amount:
                owed[portion.account_id][portion.charge_id] = debts.less(debt, by=portion.amount)
        touched[payment.pk] |= {portion.account_id for portion in portions}
        rows += [_row(payment, portion, as_advance) for portion in portions]
    _write(rows, used)
    return touched


def _write(rows: list[Allocation], used: Collection[int]) -> None:
    """Write allocations; what a payment lays once more on a charge that it pays in part already adds to that part."""
    more = Allocation.objects.filter(
        payment__in=used, charge__in=[row.charge_id for row in rows if row.payment_id in used]
    )
    known = {(row.payment_id, row.charge_id): row.amount for row in more} if used else {}
    for row in rows:
        row.amount += known.get((row.payment_id, row.charge_id), Decimal(0))
    Allocation.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        update_fields=["amount", "reason"],
        unique_fields=["payment", "charge"],
    )


def _portions(
    payment: Payment, amount: Decimal, available: list[debts.ChargeDebt]
) -> tuple[allocation.Portion, ...]:
    own_account = None if payment.contract_id else payment.account_id
    months = identification.months_of(payment)
    return allocation.allocate(
        amount=amount,
        debts=available,
        months=months,
        account_id=own_account,
        paid_on=payment.paid_on,
    )


def _row(payment: Payment, portion: allocation.Portion, as_advance: bool) -> Allocation:
    reason = Allocation.Reason.ADVANCE if as_advance else portion.reason
    return Allocation(
        payment=payment, charge_id=portion.charge_id, amount=portion.amount, reason=reason
    )


def _together(account_ids: Collection[int]) -> set[int]:
    """Return the accounts with those that they share a contract with."""
    return {account_id for scope in debts.scopes(account_ids).values() for account_id in scope}


def _lock(account_ids: Iterable[int]) -> None:
    """Hold the accounts until the transaction ends, always in one order: debts read after this stay as they are."""
    accounts = (
        Account.objects.select_for_update(of=("self",), no_key=True)
        .filter(id__in=set(account_ids))
        .order_by("id")
    )
    list(accounts.values_list("id"))


def _withdraw(
    payment_id: int,
    statuses: Collection[str],
    by: User,
    changes: dict[str, str | None],
    reason: str,
) -> Payment:
    """Take the payment and its parts off their charges, set its new status, let other advances fill the gap, and wake who listens."""
    standing = (
        Payment.objects.filter(
            Q(pk=payment_id) | Q(parent=payment_id, status=Payment.Status.POSTED)
        )
        .order_by("id")
        .in_bulk()
    )
    scope = _together({payment.account_id for payment in standing.values() if payment.account_id})
    _lock(scope)
    _change(standing[payment_id], statuses, changes)
    ConfirmedPayer.objects.filter(payment=payment_id).delete()
    _take_out_parts([payment for payment in standing.values() if payment.parent_id], reason, by)
    freed = Allocation.objects.filter(payment__in=standing)
    touched = {pk: {payment.account_id} for pk, payment in standing.items()}
    for pk, account_id in freed.values_list("payment", "charge__account"):
        touched[pk].add(account_id)
    freed.delete()
    _allocate_advances(scope, by)
    withdrawn = Payment.objects.in_bulk(standing)
    facts = [fact for pk, payment in withdrawn.items() for fact in told.facts(payment, touched[pk])]
    outbox.announce_many(fact="payment.reversed", about=facts)
    return withdrawn[payment_id]


def _change(payment: Payment, statuses: Collection[str], changes: dict[str, str | None]) -> None:
    """Set the status if nobody was quicker: the revision counts every change."""
    if payment.parent_id:
        raise UnableToReverse(
            _(
                "This is a part of a divided payment. Open the whole payment: it goes back or out as one."
            )
        )
    still = Payment.objects.filter(pk=payment.pk, revision=payment.revision, status__in=statuses)
    try:
        with transaction.atomic():
            changed = still.update(**changes, revision=F("revision") + 1)
    except IntegrityError as error:
        raise UnableToReverse(why_refused(error)) from error
    if not changed:
        raise UnableToReverse(
            _("The payment has been dealt with meanwhile. Open it again to see what was done.")
        )


def _take_out_parts(parts: Sequence[Payment], reason: str, by: User) -> None:
    """The parts of a payment that is whole again are kept as reversed: what was done stays readable."""
    ids = [part.pk for part in parts]
    reversed_as = {
        "status": Payment.Status.REVERSED,
        "reversal_reason": reason.strip()[:300] or "—",
    }
    Payment.objects.filter(pk__in=ids).update(**reversed_as, revision=F("revision") + 1)
    deeds: list[tuple[str, dict[str, str]]] = [(f"payment:{pk}", {}) for pk in ids]
    audit.record_many(name="payments.payment.reversed", deeds=deeds, actor=by, ground=reason[:300])


def _allocate_advances(scope: Collection[int], by: User | None) -> int:
    _lock(scope)
    waiting = debts.with_advances(scope)
    before = debts.allocated([payment.pk for payment in waiting])
    touched = _allocate(waiting, as_advance=True) if waiting else {}
    after = debts.allocated([payment.pk for payment in waiting])
    used = [payment for payment in waiting if after.get(payment.pk) != before.get(payment.pk)]
    deeds = [(f"payment:{payment.pk}", {"allocated": str(after[payment.pk])}) for payment in used]
    audit.record_many(name="payments.payment.allocated", deeds=deeds, actor=by)
    facts = [
        (subject, f"{key}:{after[payment.pk]}")
        for payment in used
        for subject, key in told.facts(payment, touched[payment.pk])
    ]
    outbox.announce_many(fact="payment.allocated", about=facts)
    return len(used)
