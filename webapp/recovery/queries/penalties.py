"""The penalty on what accounts owe on a day, whether they are in recovery or not."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tariffs.exemptions import NONE, Exemptions
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment
from webapp.recovery.queries import accrued, exempt
from webapp.recovery.queries.claims import ClaimedCharge

type _ByAccount = dict[int, list[ClaimedCharge]]
type _Debtor = tuple[str, Exemptions]
_ZERO = Decimal(0)


def of_account(*, account: Account, charges: Iterable[Any], on: date) -> Decimal:
    """Return the penalty on unpaid charges of one account.

    :raises NotInForce: when the law of some of the days is not known
    :raises UnableToCalculate: when a service has no penalty of its own
    """
    by_account = _claimed(list(charges), {account.pk: account}, on)
    debtor = (accrued.debtor_for_penalty(account.party, account), exempt.of(account.party))
    return _count(debtor, by_account, on).get(account.pk, _ZERO)


def of_accounts(
    *, accounts: Mapping[int, Account], charges: Iterable[Any], on: date
) -> dict[int, Decimal | None]:
    """Return the penalty on unpaid charges by account, counted together.

    ``None`` where the law known here gives no answer.
    """
    freed = exempt.of_parties({account.party_id for account in accounts.values()})
    by_debtor: dict[_Debtor, _ByAccount] = {}
    for account_id, rows in _claimed(list(charges), accounts, on).items():
        account = accounts[account_id]
        party = account.party
        debtor = (accrued.debtor_for_penalty(party, account), freed.get(party.pk, NONE))
        by_debtor.setdefault(debtor, {})[account_id] = rows
    found: dict[int, Decimal | None] = {}
    for debtor, by_account in by_debtor.items():
        found |= _known(debtor, by_account, on)
    return found


def _known(debtor: _Debtor, by_account: _ByAccount, on: date) -> dict[int, Decimal | None]:
    """Count together; when the rule refuses, look for the accounts it
    refuses, half by half: they are few.
    """
    try:
        return {**_count(debtor, by_account, on)}
    except (NotInForce, UnableToCalculate):
        if len(by_account) == 1:
            return dict.fromkeys(by_account)
    parts = list(by_account.items())
    middle = len(by_account) // 2
    return _known(debtor, dict(parts[:middle]), on) | _known(debtor, dict(parts[middle:]), on)


def _count(debtor: _Debtor, by_account: _ByAccount, on: date) -> dict[int, Decimal]:
    kind, freed = debtor
    charges = [row for rows in by_account.values() for row in rows]
    totals = accrued.penalty_totals(
        charges=charges,
        debtor=kind,
        as_of=on,
        exempt=freed,
    )
    return {
        account_id: sum((totals.get(str(row.charge_id), _ZERO) for row in rows), _ZERO)
        for account_id, rows in by_account.items()
    }


def _claimed(charges: list[Any], accounts: Mapping[int, Account], on: date) -> _ByAccount:
    payments = _payments(charges, on)
    found: _ByAccount = {}
    for charge in charges:
        if charge.kind != Charge.Kind.PRINCIPAL:
            continue  # no penalty runs on penalty, nor on costs
        claimed = ClaimedCharge(
            charge_id=charge.pk,
            account_number=accounts[charge.account_id].number,
            service=charge.service.name,
            service_code=charge.service.code,
            period=charge.period,
            due=charge.due_date,
            charged=charge.amount,
            paid_before=charge.paid_before,
            payments=tuple(payments.get(charge.pk, ())),
            denied=charge.denied,
        )
        found.setdefault(charge.account_id, []).append(claimed)
    return found


def _payments(charges: list[Any], on: date) -> dict[int, list[tuple[date, Decimal]]]:
    payments: dict[int, list[tuple[date, Decimal]]] = {}
    posted = Allocation.objects.filter(
        charge__in=charges,
        payment__status=Payment.Status.POSTED,
        payment__paid_on__lte=on,
    )
    for charge_id, day, amount in posted.order_by("payment__paid_on", "id").values_list(
        "charge_id",
        "payment__paid_on",
        "amount",
    ):
        payments.setdefault(charge_id, []).append((day, amount))
    return payments
