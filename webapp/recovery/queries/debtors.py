"""Who owes.

One line an account, with what it owes on a date, chosen by the criteria of the workbench.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from webapp.billing import queries as billing
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Resident
from webapp.payments.models import Payment
from webapp.processes.models import Case, Step
from webapp.processes.queries import casefile
from webapp.recovery.queries import ages, claimable, limitation, penalties, segments
from webapp.recovery.queries.limitation import Limitation
from webapp.search import queries as search
from webapp.staff.models import User
from webapp.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the workbench may be asked for.

    ``on`` is the day of the picture: later charges and payments are not seen.
    """

    on: date
    min_periods: int = 2
    min_debt: Decimal = Decimal(2000)
    search: str = ""
    party_kind: str = ""
    district: int | None = None
    street: int | None = None
    settlement: str = ""
    building: int | None = None
    service: str = ""
    supplier: int | None = None
    stage: str = ""
    scheme: int | None = None
    executor: int | None = None
    building_kind: str = ""
    next_from: date | None = None
    next_to: date | None = None
    waits_for: int | None = None
    paid_from: date | None = None
    paid_to: date | None = None
    days_overdue: int = 0
    age: str = ""
    in_recovery: bool | None = None
    only_new_months: bool = False
    only_restrictable: bool = False
    only_connected: bool = False
    only_present: bool = False
    only_unplanned: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """An open case of a debtor with its next task and what happened last."""

    case: Case
    task: Task | None
    last_event: Step | None


@dataclass(frozen=True, slots=True)
class Debtor:
    """One line of the workbench.

    Beside a case that is filed with a court there may be one for the months that came after.
    """

    account: Account
    debt: Decimal
    periods: int
    days_overdue: int
    services: tuple[str, ...]
    penalty: Decimal | None
    cases: tuple[Followed, ...]
    limitation: Limitation | None = None


def find(
    *,
    criteria: Criteria,
    user: User,
    account_ids: Iterable[int] | None = None,
    order: str = "-overdue_debt",
    limit: int | None = None,
    offset: int = 0,
) -> billing.Debtors:
    """Return the debtors of a person's segment (out of some accounts, when given).

    A slice, with the count and the sum of all.
    """
    accounts = _accounts(criteria, user, account_ids)
    if accounts is None:
        return billing.Debtors()
    return billing.debtors(
        accounts=accounts,
        on=criteria.on,
        criteria=_wanted(criteria),
        order=order,
        limit=limit,
        offset=offset,
    )


def count(*, criteria: Criteria, user: User, account_ids: Iterable[int] | None = None) -> int:
    """Return how many debtors there are."""
    accounts = _accounts(criteria, user, account_ids)
    if accounts is None:
        return 0
    return billing.count_debtors(
        accounts=accounts,
        on=criteria.on,
        criteria=_wanted(criteria),
    )


def _accounts(
    criteria: Criteria, user: User, account_ids: Iterable[int] | None
) -> QuerySet[Account] | None:
    """Return the accounts that are looked at; nothing where none is chosen."""
    accounts = contracts.visible_accounts(user=user).filter(_where(criteria))
    if account_ids is None:
        return accounts
    chosen = list(account_ids)
    if not chosen:
        return None
    return accounts.filter(id__in=chosen)


def _wanted(criteria: Criteria) -> billing.Criteria:
    due_from, due_before = _due(criteria)
    return billing.Criteria(
        min_periods=criteria.min_periods,
        min_debt=criteria.min_debt,
        services=(criteria.service,) if criteria.service else (),
        due_from=due_from,
        due_before=due_before,
    )


def _due(criteria: Criteria) -> tuple[date | None, date | None]:
    """Return from when and before when the debts of the asked age were due."""
    if criteria.age not in ages.BY_CODE:
        return None, None
    return ages.BY_CODE[criteria.age].due(on=criteria.on)


def lines(*, found: Iterable[billing.AccountDebt], on: date, service: str = "") -> list[Debtor]:
    """Return found debtors with customers, addresses, services, penalties and open cases.

    The cases come with their next tasks and last events. It takes a few queries whatever their
    number; a penalty that the law known here does not give is ``None``. With a service (its code)
    only that one is looked at, as when the debtors were found.
    """
    rows = list(found)
    accounts = Account.objects.select_related("party", "premises__building").in_bulk(
        [row.account_id for row in rows]
    )
    charges = list(_overdue(accounts, on, service))
    services, penalty = (
        _services(charges),
        penalties.of_accounts(
            accounts=accounts,
            charges=charges,
            on=on,
        ),
    )
    cases = _open_cases(list(accounts.values()))
    followed = [each.case for several in cases.values() for each in several]
    ends = limitation.of_cases(cases=followed, today=on)
    return [
        Debtor(
            account=accounts[row.account_id],
            debt=row.overdue_debt,
            periods=row.unpaid_periods,
            days_overdue=(on - row.oldest_due_date).days if row.oldest_due_date else 0,
            services=tuple(services.get(row.account_id, ())),
            penalty=penalty.get(row.account_id),
            cases=tuple(cases.get(row.account_id, ())),
            limitation=limitation.earliest(
                [ends.get(each.case.pk) for each in cases.get(row.account_id, ())],
                oldest_due_on=row.oldest_due_date,
                on=on,
            ),
        )
        for row in rows
    ]


def unpaid_by_period(*, account_id: int, on: date, service: str = "") -> list[Any]:
    """Return the overdue charges of an account, oldest first, each with ``paid`` and ``debt``.

    With a service (its code) only those for that one.
    """
    return list(
        _overdue(
            [account_id],
            on,
            service,
        )
    )


def _overdue(account_ids: Iterable[int], on: date, service: str) -> QuerySet[Any]:
    charges = billing.overdue_charges(account_ids=account_ids, on=on)
    if service:
        return charges.filter(service__code=service)
    return charges


def _where(criteria: Criteria) -> Q:
    exact = {
        "party__kind": criteria.party_kind,
        "place__district": criteria.district,
        "premises__building__street__settlement": criteria.settlement,
        "premises__building__street_id": criteria.street,
        "premises__building_id": criteria.building,
        "premises__building__kind": criteria.building_kind,
        "supplier_id": criteria.supplier,
    }
    condition = Q(**{name: value for name, value in exact.items() if value})
    condition &= search.condition(kind="account", text=criteria.search)
    return condition & _account(criteria) & _case(criteria) & _age(criteria)


def _account(criteria: Criteria) -> Q:
    condition = Q()
    if criteria.only_restrictable:
        condition &= Q(
            restriction_possible=True,
            never_cut=False,
            closed_on=None,
        )
    if criteria.only_connected:
        condition &= Q(is_disconnected=False)
    if criteria.only_present:
        absent = Resident.objects.filter(
            account=OuterRef("pk"),
            is_absence=True,
            starts_on__lte=criteria.on,
        )
        condition &= ~Q(Exists(absent.filter(Q(ends_on=None) | Q(ends_on__gt=criteria.on))))
    if criteria.paid_from or criteria.paid_to:
        condition &= Q(Exists(_paid(criteria)))
    if criteria.only_unplanned:
        planned = Task.objects.filter(
            account=OuterRef("pk"),
            kind="restriction",
            status=Task.Status.OPEN,
        )
        condition &= ~Q(Exists(planned))
    return condition


def _paid(criteria: Criteria) -> QuerySet[Payment]:
    """Return what an account paid on the days asked for."""
    last = min(criteria.paid_to or criteria.on, criteria.on)
    found = Payment.objects.filter(
        account=OuterRef("pk"),
        status=Payment.Status.POSTED,
        paid_on__lte=last,
    )
    if criteria.paid_from:
        found = found.filter(paid_on__gte=criteria.paid_from)
    return found


def _case(criteria: Criteria) -> Q:
    open_cases = _cases_of("pk", "contract_id")
    condition = Q()
    if criteria.in_recovery is not None:
        has_case = Q(Exists(open_cases))
        condition &= has_case if criteria.in_recovery else ~has_case
    if criteria.only_new_months:
        condition &= ~Q(Exists(open_cases.filter(recovery__is_filed=False))) & Q(
            id__in=_new_months(criteria).order_by().values("account_id")
        )
    if criteria.scheme:
        of_scheme = open_cases.filter(recovery__scheme_version__scheme=criteria.scheme)
        condition &= Q(Exists(of_scheme))
    if criteria.next_from or criteria.next_to or criteria.waits_for:
        waited_for = _waited_for(criteria).values("case")
        condition &= Q(Exists(open_cases.filter(id__in=waited_for)))
    if criteria.stage:
        condition &= Q(Exists(open_cases.filter(stage_kind=criteria.stage)))
    if criteria.executor:
        condition &= Q(Exists(open_cases.filter(executor=criteria.executor)))
    return condition


def _waited_for(criteria: Criteria) -> QuerySet[Task]:
    """Return the open tasks of whom and within the days that are asked for."""
    tasks = Task.objects.filter(status=Task.Status.OPEN, case__isnull=False)
    if criteria.next_from:
        tasks = tasks.filter(due_on__gte=criteria.next_from)
    if criteria.next_to:
        tasks = tasks.filter(due_on__lte=criteria.next_to)
    if criteria.waits_for:
        tasks = tasks.filter(assignee=criteria.waits_for)
    return tasks


def _new_months(criteria: Criteria) -> QuerySet[Any]:
    """Return the overdue charges that no open case claims, of accounts with a case in court."""
    filed = _cases_of("account", "account__contract").filter(recovery__is_filed=True)
    charges = billing.principal().filter(Exists(filed), ~claimable.is_claimed())
    return billing.debt_by_charge(on=criteria.on, charges=charges).filter(
        debt__gt=0,
        due_date__lt=criteria.on,
    )


def _age(criteria: Criteria) -> Q:
    if not criteria.days_overdue:
        return Q()
    due_by = criteria.on - timedelta(days=criteria.days_overdue)
    old = billing.unpaid(on=criteria.on).filter(due_date__lte=due_by)
    if criteria.service:
        old = old.filter(service__code=criteria.service)
    return Q(id__in=old.order_by().values("account_id"))


def _cases_of(account: str, contract: str) -> QuerySet[Case]:
    return segments.every().filter(
        Q(account=OuterRef(account)) | Q(contract=OuterRef(contract)),
        closed_on=None,
    )


def _services(charges: list[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for charge in charges:
        names = found.setdefault(charge.account_id, [])
        if charge.service.name not in names:
            names.append(charge.service.name)
    return found


def _last_events(cases: Iterable[Case]) -> dict[int, Step]:
    """Return the newest row of each case's journal; it knows its case."""
    by_id = {case.pk: case for case in cases}
    found = Step.objects.filter(case__in=by_id).select_related("message")
    steps = list(found.order_by("case_id", "-on", "-id").distinct("case_id"))
    for step in steps:
        step.case = by_id[step.case_id]
    return {step.case_id: step for step in steps}


def _open_cases(accounts: list[Account]) -> dict[int, list[Followed]]:
    """Return the open cases of each account, its own and its contract's, the oldest first."""
    contract_ids = {account.contract_id for account in accounts if account.contract_id}
    found = segments.every().filter(
        Q(account__in=accounts) | Q(contract__in=contract_ids),
        closed_on=None,
    )
    cases = list(found.select_related("executor").order_by("id"))
    tasks = casefile.next_tasks(cases)
    events = _last_events(cases)
    by_scope: dict[tuple[int | None, int | None], list[Followed]] = {}
    for case in cases:
        followed = Followed(
            case,
            tasks.get(case.pk),
            events.get(case.pk),
        )
        by_scope.setdefault((case.account_id, case.contract_id), []).append(followed)
    return {
        account.pk: [
            *by_scope.get((account.pk, None), ()),
            *(by_scope.get((None, account.contract_id), ()) if account.contract_id else ()),
        ]
        for account in accounts
    }
