"""Money laid on charges: of payments that come, and of what was paid in advance."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from webapp.audit import operations as audit
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.outbox import operations as outbox
from webapp.payments.models import Allocation, Payment
from webapp.payments.operations import allocation, told
from webapp.payments.queries import charged as charges
from webapp.payments.queries import debts, identification, penalty_words, references, services
from webapp.staff.models import User


@transaction.atomic
def allocate_advances(*, account_ids: Collection[int], by: User | None = None) -> int:
    """Lay what was paid in advance on the accounts' (their contracts') new charges.

    Return how many payments were used.
    """
    prepaid = {
        payment.account_id
        for payment in debts.with_advances(together(account_ids))
        if payment.account_id
    }
    if prepaid:
        return lay_advances(together(prepaid), by)
    return 0


def allocate_all_advances(*, by: User | None = None) -> int:
    """Lay all advances on charges that have appeared, account by account.

    Return how many payments were used.
    """
    accounts = {payment.account_id for payment in debts.with_advances() if payment.account_id}
    return sum(
        allocate_advances(account_ids=[account_id], by=by) for account_id in sorted(accounts)
    )


@transaction.atomic
def free(*, charge_ids: Collection[int], ground: str, by: User | None = None) -> None:
    """Take money off charges that are no longer owed.

    It is an advance until ``allocate_advances`` lays it anew.
    """
    charged = set(Charge.objects.filter(id__in=charge_ids).values_list("account_id", flat=True))
    touched = sorted(
        {account_id for scope in debts.scopes(charged).values() for account_id in scope}
    )
    lock(touched)
    freed = Allocation.objects.filter(charge_id__in=charge_ids).order_by("id")
    for payment_id, amount in freed.values_list("payment_id", "amount"):
        subject = f"payment:{payment_id}"
        details = {"freed": str(amount)}
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


def lay(payments: Sequence[Payment], *, as_advance: bool = False) -> dict[int, set[int]]:
    """Write allocations of the payments' unused money.

    Return for each payment the accounts it touched.
    """
    scopes = debts.scopes({payment.account_id for payment in payments if payment.account_id})
    lock(account_id for scope in scopes.values() for account_id in scope)
    owed: dict[int, dict[int, debts.ChargeDebt]] = defaultdict(dict)
    for debt in debts.open_charges(
        {account_id for scope in scopes.values() for account_id in scope}
    ):
        owed[debt.account_id][debt.charge_id] = debt
    named = _services_named(payments, scopes)
    under_writs = references.claimed_before(payments=payments, scopes=scopes)
    used = debts.allocated([payment.pk for payment in payments])
    rows: list[Allocation] = []
    touched = {payment.pk: {payment.account_id or 0} for payment in payments}
    for payment in sorted(
        payments,
        key=lambda payment: (payment.paid_on, payment.pk),
    ):
        available = [
            debt
            for account_id in scopes[payment.account_id or 0]
            for debt in owed[account_id].values()
        ]
        portions = _portions(
            payment,
            payment.amount - used.get(payment.pk, Decimal(0)),
            available,
            named[payment.pk],
            under_writs.get(payment.pk),
        )
        for portion in portions:
            debt = owed[portion.account_id].pop(portion.charge_id)
            if debt.debt > portion.amount:
                owed[portion.account_id][portion.charge_id] = debts.less(debt, by=portion.amount)
        touched[payment.pk] |= {portion.account_id for portion in portions}
        rows += [_row(payment, portion, as_advance) for portion in portions]
    _write(rows, used)
    return touched


def lay_advances(scope: Collection[int], by: User | None) -> int:
    """Lay what the accounts of a scope have in advance; return how many payments were used."""
    lock(scope)
    waiting = debts.with_advances(scope)
    before = debts.allocated([payment.pk for payment in waiting])
    if waiting:
        touched = lay(waiting, as_advance=True)
    else:
        touched = {}
    after = debts.allocated([payment.pk for payment in waiting])
    used = [payment for payment in waiting if after.get(payment.pk) != before.get(payment.pk)]
    deeds = [
        (
            f"payment:{payment.pk}",
            {"allocated": str(after[payment.pk])},
        )
        for payment in used
    ]
    audit.record_many(name="payments.payment.allocated", deeds=deeds, actor=by)
    facts = [
        (subject, f"{key}:{after[payment.pk]}")
        for payment in used
        for subject, key in told.facts(payment, touched[payment.pk])
    ]
    outbox.announce_many(fact="payment.allocated", about=facts)
    return len(used)


def together(account_ids: Collection[int]) -> set[int]:
    """Return the accounts with those that they share a contract with."""
    return {account_id for scope in debts.scopes(account_ids).values() for account_id in scope}


def lock(account_ids: Iterable[int]) -> None:
    """Hold the accounts until the transaction ends, always in one order.

    Debts read after this stay as they are.
    """
    accounts = (
        Account.objects.select_for_update(of=("self",), no_key=True)
        .filter(id__in=set(account_ids))
        .order_by("id")
    )
    list(accounts.values_list("id"))


def _write(rows: list[Allocation], used: Collection[int]) -> None:
    """Write allocations.

    What a payment lays once more on a charge that it pays in part already adds to that part.
    """
    more = Allocation.objects.filter(
        payment__in=used,
        charge__in=[row.charge_id for row in rows if row.payment_id in used],
    )
    if used:
        known = {(row.payment_id, row.charge_id): row.amount for row in more}
    else:
        known = {}
    for row in rows:
        row.amount += known.get((row.payment_id, row.charge_id), Decimal(0))
    Allocation.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        update_fields=["amount", "reason"],
        unique_fields=["payment", "charge"],
    )


def _services_named(
    payments: Sequence[Payment], scopes: Mapping[int, Collection[int]]
) -> dict[int, frozenset[str]]:
    """Return for each payment the named services that its accounts were ever charged for."""
    said = {payment.pk: services.read(payment.purpose).codes for payment in payments}
    if not any(said.values()):
        return said
    known = charges.read({account_id for scope in scopes.values() for account_id in scope})
    for payment in payments:
        scope = scopes[payment.account_id or 0]
        has = charges.together(known.get(one, charges.NOTHING) for one in scope)
        said[payment.pk] &= has.services
    return said


def _portions(
    payment: Payment,
    amount: Decimal,
    available: list[debts.ChargeDebt],
    named: frozenset[str],
    awarded_before: date | None,
) -> tuple[allocation.Portion, ...]:
    if payment.contract_id:
        own_account = None
    else:
        own_account = payment.account_id
    said = allocation.Named(
        identification.months_of(payment),
        named,
        names_penalty=penalty_words.is_named(payment.months_said or payment.purpose),
        awarded_before=awarded_before,
    )
    return allocation.allocate(
        amount=amount,
        debts=available,
        named=said,
        account_id=own_account,
        paid_on=payment.paid_on,
    )


def _row(payment: Payment, portion: allocation.Portion, as_advance: bool) -> Allocation:
    if as_advance:
        reason = Allocation.Reason.ADVANCE
    else:
        reason = portion.reason
    return Allocation(
        payment=payment,
        charge_id=portion.charge_id,
        amount=portion.amount,
        reason=reason,
    )
