"""Who owes: one line an account, with what it owes on a date, chosen by the criteria of the workbench."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from webapp.billing import queries as billing
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Resident
from webapp.recovery.models import RecoveryCase, Step
from webapp.recovery.queries import penalties
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import case_subject

ORDERS = {"debt": "overdue_debt", "days": "oldest_due_date", "periods": "unpaid_periods"}


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the workbench may be asked for. ``on`` is the day of the picture: later charges and payments are not seen."""

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
    executor: int | None = None
    days_overdue: int = 0
    in_recovery: bool | None = None
    only_restrictable: bool = False
    only_connected: bool = False
    only_present: bool = False
    only_unplanned: bool = False
    order: str = "-debt"


@dataclass(frozen=True, slots=True)
class Debtor:
    """One line of the workbench."""

    account: Account
    debt: Decimal
    periods: int
    days_overdue: int
    services: tuple[str, ...]
    case: RecoveryCase | None
    last_event: Step | None
    penalty: Decimal | None = None
    task: Task | None = None


def find(
    *, criteria: Criteria, user: User, account_ids: Iterable[int] | None = None, limit: int | None = None, offset: int = 0
) -> billing.Debtors:
    """Return the debtors of a person's segment (out of some accounts, when given): a slice, with the count and the sum of all."""
    accounts = contracts.visible_accounts(user=user).filter(_where(criteria))
    if account_ids is not None:
        chosen = list(account_ids)
        if not chosen:
            return billing.Debtors()
        accounts = accounts.filter(id__in=chosen)
    wanted = billing.Criteria(
        min_periods=criteria.min_periods, min_debt=criteria.min_debt, services=(criteria.service,) if criteria.service else ()
    )
    return billing.debtors(accounts=accounts, on=criteria.on, criteria=wanted, order=_ordering(criteria.order), limit=limit, offset=offset)


def lines(*, found: Iterable[billing.AccountDebt], on: date) -> list[Debtor]:
    """Return found debtors with customers, addresses, services, penalties, open cases, their next tasks and last events.

    It takes a few queries whatever their number; a penalty that the law known here does not give is ``None``.
    """
    rows = list(found)
    accounts = Account.objects.select_related("party", "premises").in_bulk([row.account_id for row in rows])
    charges = list(billing.overdue_charges(account_ids=list(accounts), on=on))
    services, penalty = _services(charges), penalties.of_accounts(accounts=accounts, charges=charges, on=on)
    cases = _open_cases(list(accounts.values()))
    tasks = _next_tasks(cases.values())
    steps = Step.objects.filter(case__in=set(cases.values())).order_by("case_id", "-on", "-id").distinct("case_id")
    events = {step.case_id: step for step in steps}
    found_lines = [_line(row, accounts[row.account_id], services, cases, events, on) for row in rows]
    return [
        replace(line, penalty=penalty.get(line.account.pk), task=tasks.get(line.case.pk) if line.case else None) for line in found_lines
    ]


def in_recovery(*, account_ids: Iterable[int]) -> int:
    """Return how many of the accounts have an open case already."""
    return Account.objects.filter(Exists(_cases_of("pk", "contract_id")), id__in=list(account_ids)).count()


def unpaid_by_period(*, account_id: int, on: date) -> list[Any]:
    """Return the overdue charges of an account, oldest first, each with ``paid`` and ``debt``."""
    return list(billing.overdue_charges(account_ids=[account_id], on=on))


def _where(criteria: Criteria) -> Q:
    exact = {
        "party__kind": criteria.party_kind,
        "premises__building__street__district_id": criteria.district,
        "premises__building__street__settlement": criteria.settlement,
        "premises__building__street_id": criteria.street,
        "premises__building_id": criteria.building,
        "supplier_id": criteria.supplier,
    }
    condition = Q(**{name: value for name, value in exact.items() if value})
    return condition & _search(criteria.search) & _account(criteria) & _case(criteria) & _age(criteria)


def _search(text: str) -> Q:
    words = Q()
    for word in text.split():
        words &= Q(number__startswith=word) | Q(party__name__icontains=word) | Q(premises__address__icontains=word) | Q(party__inn=word)
    return words


def _account(criteria: Criteria) -> Q:
    condition = Q()
    if criteria.only_restrictable:
        condition &= Q(restriction_possible=True, never_cut=False)
    if criteria.only_connected:
        condition &= Q(is_disconnected=False)
    if criteria.only_present:
        absent = Resident.objects.filter(account=OuterRef("pk"), is_absence=True, starts_on__lte=criteria.on)
        condition &= ~Q(Exists(absent.filter(Q(ends_on=None) | Q(ends_on__gt=criteria.on))))
    if criteria.only_unplanned:
        planned = Task.objects.filter(account=OuterRef("pk"), kind="restriction", status=Task.Status.OPEN)
        condition &= ~Q(Exists(planned))
    return condition


def _case(criteria: Criteria) -> Q:
    open_cases = _cases_of("pk", "contract_id")
    condition = Q()
    if criteria.in_recovery is not None:
        condition &= Q(Exists(open_cases)) if criteria.in_recovery else ~Q(Exists(open_cases))
    if criteria.stage:
        condition &= Q(Exists(open_cases.filter(stage_kind=criteria.stage)))
    if criteria.executor:
        condition &= Q(Exists(open_cases.filter(executor=criteria.executor)))
    return condition


def _age(criteria: Criteria) -> Q:
    if not criteria.days_overdue:
        return Q()
    due_by = criteria.on - timedelta(days=criteria.days_overdue)
    old = billing.debt_by_charge(on=criteria.on, charges=billing.principal()).filter(debt__gt=0, due_date__lte=due_by)
    return Q(id__in=old.order_by().values("account_id"))


def _cases_of(account: str, contract: str) -> QuerySet[RecoveryCase]:
    return RecoveryCase.objects.filter(Q(account=OuterRef(account)) | Q(contract=OuterRef(contract)), closed_on=None)


def _ordering(order: str) -> str:
    name = ORDERS.get(order.removeprefix("-"), "overdue_debt")
    # the older the due date the more days overdue, so this one column is ordered the other way round
    is_descending = order.startswith("-") != (name == "oldest_due_date")
    return f"-{name}" if is_descending else name


def _services(charges: list[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for charge in charges:
        names = found.setdefault(charge.account_id, [])
        if charge.service.name not in names:
            names.append(charge.service.name)
    return found


def _next_tasks(cases: Iterable[RecoveryCase]) -> dict[int, Task]:
    """Return the open task of each case, the one due first."""
    subjects = {case_subject(case_id=case.pk): case.pk for case in cases}
    tasks = Task.objects.filter(subject__in=subjects, status=Task.Status.OPEN).order_by("subject", "due_on", "id").distinct("subject")
    return {subjects[task.subject]: task for task in tasks}


def _open_cases(accounts: list[Account]) -> dict[int, RecoveryCase]:
    """Return the open case of each account, its own or its contract's."""
    contract_ids = {account.contract_id for account in accounts if account.contract_id}
    open_cases = RecoveryCase.objects.filter(Q(account__in=accounts) | Q(contract__in=contract_ids), closed_on=None)
    known = list(open_cases.select_related("executor"))
    by_account = {case.account_id: case for case in known if case.account_id}
    by_contract = {case.contract_id: case for case in known if case.contract_id}
    found = {account.pk: by_account.get(account.pk) or by_contract.get(account.contract_id or 0) for account in accounts}
    return {pk: case for pk, case in found.items() if case}


def _line(
    row: billing.AccountDebt,
    account: Account,
    services: dict[int, list[str]],
    cases: dict[int, RecoveryCase],
    events: dict[int, Step],
    on: date,
) -> Debtor:
    case = cases.get(account.pk)
    return Debtor(
        account=account,
        debt=row.overdue_debt,
        periods=row.unpaid_periods,
        days_overdue=(on - row.oldest_due_date).days if row.oldest_due_date else 0,
        services=tuple(services.get(account.pk, ())),
        case=case,
        last_event=events.get(case.pk) if case else None,
    )
