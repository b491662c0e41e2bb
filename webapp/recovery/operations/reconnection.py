"""What a crew's work costs a citizen: charged when supply is cut, taken back when it was not."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.billing.models import Charge
from webapp.billing.operations import awards as billing
from webapp.contracts.models import Account, Service
from webapp.payments import operations as payments
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.queries import reconnection, restriction
from webapp.recovery.queries.reconnection import Cost
from webapp.staff.amounts import money
from webapp.staff.models import User
from webapp.tasks.operations import UnableToComplete


@transaction.atomic
def charge(*, case: Case, account: Account, by: User | None, today: date) -> None:
    """Charge the supplier's cost of a restriction that was carried out; once, however often asked.

    Where nobody has entered the cost the journal says that nothing is charged.

    :raises UnableToComplete: when the present month is closed
    """
    source = reconnection.source(case_id=case.pk)
    if Charge.objects.filter(source=source).exists():
        return
    costs = _costs(case, account, today)
    if costs is None:
        return
    if not costs:
        _tell(case, "reconnection-not-charged", _("the supplier's cost is not entered"), by, today)
        return
    amount = sum((cost.amount for cost in costs.values()), Decimal(0))
    first = next(iter(costs))
    try:
        billing.charge(
            source=source,
            account_id=account.pk,
            service_id=first.pk,
            sums={Charge.Kind.RECONNECT: amount},
            due_date=today,
            by=by,
            today=today,
        )
    except billing.UnableToCharge as error:
        raise UnableToComplete(str(error)) from error
    payments.allocate_advances(account_ids=[account.pk], by=by)
    _tell(case, "reconnection-charged", _explained(costs, today), by, today)


@transaction.atomic
def take_back(*, case: Case, ground: str, by: User | None, today: date) -> None:
    """Withdraw the cost of a restriction that was none; what was paid of it goes to the debt.

    :raises UnableToComplete: when the month in which it was entered is closed
    """
    source = reconnection.source(case_id=case.pk)
    known = list(Charge.objects.filter(source=source))
    if not known:
        return
    payments.free(
        charge_ids=[one.pk for one in known],
        ground=ground,
        by=by,
    )
    try:
        billing.cancel(source=source, ground=ground, by=by)
    except billing.UnableToCancel as error:
        raise UnableToComplete(str(error)) from error
    payments.allocate_advances(account_ids={one.account_id for one in known}, by=by)
    _tell(case, "reconnection-taken-back", ground, by, today)


def _costs(case: Case, account: Account, today: date) -> dict[Service, Cost] | None:
    """Return what each restricted service costs; nothing where the law lets nobody ask for it."""
    if restriction.debtor_at(account) != "citizen":
        return None
    order = restriction.newest(case=case, kind="restriction_order")
    if order is None:
        return None
    found = {}
    for service in Service.objects.filter(name__in=order.context["services"]).order_by("id"):
        cost = reconnection.price(
            account=account,
            service=service.code,
            on=today,
        )
        if cost:
            found[service] = cost
    return found


def _explained(costs: dict[Service, Cost], today: date) -> str:
    told = []
    for service, cost in costs.items():
        line = f"{service.name}: {money(cost.amount)} ₽, {cost.ground}"
        most = reconnection.limit(service=service.code, on=today)
        if most.is_finite():
            line += _("; at most %(most)s ₽ (ПП 354, p. 121(1))") % {"most": money(most)}
        told.append(line)
    return "; ".join(told)[:300]


def _tell(case: Case, fact: str, ground: str, by: User | None, today: date) -> None:
    journal.tell(
        case_id=case.pk,
        fact=fact,
        by=by,
        today=today,
        ground=ground[:300],
    )
