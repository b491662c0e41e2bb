"""Opening cases: one open case for a debt, whoever asks and however often. Many debts are opened together, in a dozen queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from webapp.audit import operations as audit
from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.correspondence.operations import numbering
from webapp.outbox import operations as outbox
from webapp.payments import operations as payments
from webapp.recovery.models import CaseCharge, RecoveryCase, Scheme, SchemeVersion
from webapp.recovery.operations.executors import Lawyers
from webapp.recovery.queries import ripe, schemes
from webapp.staff.models import User
from workflows.interfaces import debt_recovery as words

_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """How many cases were opened and how many debts already had one (or nothing overdue, or no scheme)."""

    count: int
    skipped: int


@dataclass(frozen=True, slots=True)
class _Debtor:
    """What one case would be about: an account, or all accounts under a contract."""

    accounts: Sequence[Account]

    @property
    def first(self) -> Account:
        return self.accounts[0]

    @property
    def scope(self) -> tuple[int | None, int | None]:
        """Account and contract of the case: one of the two."""
        return (None, self.first.contract_id) if self.first.contract_id else (self.first.pk, None)


@dataclass(frozen=True, slots=True)
class _Order:
    """Who asks, when, and what cases begin with."""

    by: User | None
    today: date
    versions: dict[str, SchemeVersion]
    lawyers: Lawyers


def open_cases(*, account_ids: Sequence[int], by: User | None, today: date) -> Opened:
    """Open a case for each debt that has none. An organization's accounts under one contract make one case.

    A person (``by``) may take up again what was withdrawn or written off; the sweep by itself does not.
    """
    payments.allocate_advances(account_ids=account_ids, by=by)  # what lies prepaid is not owed
    order = _Order(by, today, _versions(), Lawyers())
    debtors = _debtors(account_ids)
    opened = sum(_open(part, order) for part in batched(debtors, _TOGETHER, strict=False))
    return Opened(count=opened, skipped=len(debtors) - opened)


def _versions() -> dict[str, SchemeVersion]:
    """Return the newest version of the active scheme of each kind of party."""
    found: dict[str, SchemeVersion] = {}
    for scheme in Scheme.objects.filter(is_active=True, stopped_reason="").order_by("id"):
        for kind in scheme.party_kinds:
            found[kind] = schemes.newest_version(scheme_id=scheme.pk)
    return found


def _debtors(account_ids: Sequence[int]) -> list[_Debtor]:
    contracts = Account.objects.filter(id__in=account_ids, contract__isnull=False).values("contract")
    accounts = Account.objects.filter(Q(id__in=account_ids) | Q(contract__in=contracts))
    found: dict[tuple[int | None, int | None], list[Account]] = {}
    for account in accounts.select_related("party", "premises__building__street__district").order_by("id"):
        found.setdefault(_Debtor([account]).scope, []).append(account)
    return [_Debtor(together) for together in found.values()]


def _open(debtors: Sequence[_Debtor], order: _Order) -> int:
    """Open cases together; when somebody opens one of them at this very moment, each by itself."""
    try:
        with transaction.atomic():
            return _open_together(debtors, order)
    except IntegrityError:  # the constraint on open cases decides
        return sum(_open([debtor], order) for debtor in debtors) if len(debtors) > 1 else 0


def _open_together(debtors: Sequence[_Debtor], order: _Order) -> int:
    charges = _charges(_without_case(debtors, order), order)
    numbers = iter(numbering.next_numbers(series="ПИР", on=order.today, count=len(charges)))
    cases = RecoveryCase.objects.bulk_create([_case(debtor, next(numbers), order) for debtor, _charges in charges])
    claims = [
        CaseCharge(case=case, charge=charge, debt_at_opening=charge.debt)
        for case, (_debtor, claimed) in zip(cases, charges, strict=True)
        for charge in claimed
    ]
    CaseCharge.objects.bulk_create(claims)
    _start({case: debtor for case, (debtor, _charges) in zip(cases, charges, strict=True)})
    deeds = [(words.case_subject(case_id=case.pk), {"scheme": case.scheme_version_id}) for case in cases]
    audit.record_many(name="recovery.case.opened", deeds=deeds, actor=order.by)
    return len(cases)


def _without_case(debtors: Sequence[_Debtor], order: _Order) -> list[_Debtor]:
    """Leave out who is followed already and whom no scheme is for."""
    scopes = [debtor.scope for debtor in debtors]
    open_cases = RecoveryCase.objects.filter(closed_on=None).filter(
        Q(account__in=[account for account, _contract in scopes if account])
        | Q(contract__in=[contract for _account, contract in scopes if contract])
    )
    followed = set(open_cases.values_list("account_id", "contract_id"))
    return [debtor for debtor in debtors if debtor.scope not in followed and debtor.first.party.kind in order.versions]


def _charges(debtors: Sequence[_Debtor], order: _Order) -> list[tuple[_Debtor, list[Any]]]:
    """Return the debtors who have something overdue, with it."""
    overdue = billing.overdue_charges(account_ids=[account.pk for debtor in debtors for account in debtor.accounts], on=order.today)
    by_account: dict[int, list[Any]] = {}
    for charge in overdue if order.by else overdue.exclude(pk__in=ripe.given_up().values("charge_id")):
        by_account.setdefault(charge.account_id, []).append(charge)
    claimed = [(debtor, [charge for account in debtor.accounts for charge in by_account.get(account.pk, ())]) for debtor in debtors]
    return [(debtor, charges) for debtor, charges in claimed if charges]


def _case(debtor: _Debtor, number: str, order: _Order) -> RecoveryCase:
    account_id, contract_id = debtor.scope
    version = order.versions[debtor.first.party.kind]
    return RecoveryCase(
        number=number,
        party=debtor.first.party,
        account_id=account_id,
        contract_id=contract_id,
        scheme_version=version,
        opened_on=order.today,
        opened_by=order.by,
        executor=order.lawyers.least_loaded(debtor.accounts),
        stage_kind=schemes.scheme_of_version(version.pk).stages[0].kind,
        stage_started_on=order.today,
    )


def _start(cases: dict[RecoveryCase, _Debtor]) -> None:
    """Let the stories begin and be woken by what happens to the case or its accounts."""
    outbox.subscribe_many(
        (words.workflow_id(case_id=case.pk), subject)
        for case, debtor in cases.items()
        for subject in (words.case_subject(case_id=case.pk), *(f"account:{account.pk}" for account in debtor.accounts))
    )
    starts = ((words.workflow_id(case_id=case.pk), _payload(case)) for case in cases)
    outbox.start_many(workflow_type="debt_recovery", task_queue=words.TASK_QUEUE, starts=starts)


def _payload(case: RecoveryCase) -> dict[str, Any]:
    scheme = schemes.SCHEME.dump_python(schemes.scheme_of_version(case.scheme_version_id), mode="json")
    return {"case_id": case.pk, "scheme": scheme}
