"""Opening cases: one open case for a debt, whoever asks and however often.

Many debts are opened together, in a dozen queries. What a case claims is fixed when it is opened.
Months that come later wait until it is filed with a court: then they may make a case of their own,
with notices of its own. No charge is ever claimed by two open cases.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.db import IntegrityError, transaction

from webapp.audit import operations as audit
from webapp.contracts.models import Account
from webapp.correspondence.operations import numbering
from webapp.payments import operations as payments
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import opening
from webapp.processes.operations.executors import Executors
from webapp.recovery.models import CaseCharge, Recovery
from webapp.recovery.queries import claimable, claims, scheme_choice
from webapp.recovery.queries.claimable import Claim, Debtor
from webapp.recovery.queries.scheme_choice import Candidate, Choice
from webapp.staff.models import Role, User
from workflows.interfaces import debt_recovery as words


@dataclass(frozen=True, slots=True)
class Opened:
    """The cases that were opened, and for how many debts none was.

    Those had one already, or nothing overdue that is not claimed or given up, or no scheme.
    """

    cases: Sequence[Case]
    skipped: int

    @property
    def count(self) -> int:
        """Return how many cases were opened."""
        return len(self.cases)


@dataclass(frozen=True, slots=True)
class _Order:
    """Who asks, when, which given-up cases are meant too, and what cases begin with."""

    by: User | None
    today: date
    again: frozenset[int]
    choice: Choice
    lawyers: Executors


def open_cases(
    *,
    account_ids: Sequence[int],
    by: User | None,
    today: date,
    again: Collection[int] = (),
    scheme: int | None = None,
    only: bool = False,
) -> Opened:
    """Open a case for each debt that has none.

    An organization's accounts under one contract make one case. What was withdrawn, written off,
    denied or lost to a bankruptcy stays so, but for the former cases that a person names in
    ``again``. They go by the ``scheme`` where it is for such debts, else by the most particular
    one; with ``only`` no case is opened by another.
    """
    # what lies prepaid is not owed
    payments.allocate_advances(account_ids=account_ids, by=by)
    choice = Choice(scheme_choice.candidates(), chosen=scheme, only=only)
    order = _Order(by, today, frozenset(again), choice, Executors(role=Role.LAWYER))
    debtors = claimable.debtors(account_ids=account_ids)
    opened: list[Case] = []
    for part in batched(debtors, claimable.TOGETHER, strict=False):
        opened += _open(part, order)
    return Opened(opened, skipped=len(debtors) - len(opened))


def _open(debtors: Sequence[Debtor], order: _Order) -> list[Case]:
    """Open cases together; when somebody opens one of them at this very moment, each by itself."""
    try:
        with transaction.atomic():
            return _open_together(debtors, order)
    except IntegrityError:  # the constraints on open cases and their claims decide
        if len(debtors) == 1:
            return []
        return [case for debtor in debtors for case in _open([debtor], order)]


def _open_together(debtors: Sequence[Debtor], order: _Order) -> list[Case]:
    wanted = _wanted(debtors, order)
    process = registry.process_of(code=words.WORKFLOW_TYPE)
    numbers = numbering.next_numbers(
        series=process.series,
        on=order.today,
        count=len(wanted),
    )
    cases = Case.objects.bulk_create(
        [
            _case(claim.debtor, scheme, number, order)
            for (claim, scheme), number in zip(wanted, numbers, strict=True)
        ]
    )
    Recovery.objects.bulk_create([case.recovery for case in cases])
    opened = list(zip(cases, [claim for claim, _scheme in wanted], strict=True))
    rows = [
        CaseCharge(
            case=case,
            charge=charge,
            debt_at_opening=charge.debt,
        )
        for case, claim in opened
        for charge in claim.charges
    ]
    CaseCharge.objects.bulk_create(rows)
    opening.start(
        process=process,
        listening={case: _heard_of(claim.debtor.accounts) for case, claim in opened},
    )
    deeds = [
        (words.case_subject(case_id=case.pk), {"scheme": case.recovery.scheme_version_id})
        for case in cases
    ]
    audit.record_many(
        name="recovery.case.opened",
        deeds=deeds,
        actor=order.by,
    )
    return cases


def _wanted(debtors: Sequence[Debtor], order: _Order) -> list[tuple[Claim, Candidate]]:
    """Return what is claimed, each with its scheme."""
    found = claimable.claims(
        debtors=debtors,
        kinds=order.choice.kinds,
        on=order.today,
        again=order.again,
    )
    return [
        (claim, scheme)
        for claim in found
        if claim.charges and (scheme := order.choice.of(claim.debt))
    ]


def _case(debtor: Debtor, scheme: Candidate, number: str, order: _Order) -> Case:
    account_id, contract_id = debtor.scope
    case = Case(
        process=words.WORKFLOW_TYPE,
        number=number,
        exclusive=_exclusive(account_id, contract_id),
        party=debtor.first.party,
        account_id=account_id,
        contract_id=contract_id,
        opened_on=order.today,
        opened_by=order.by,
        executor=order.lawyers.least_loaded(debtor.accounts),
        stage_kind=scheme.definition.stages[0].kind,
        stage_started_on=order.today,
    )
    Recovery(case=case, scheme_version=scheme.version)
    return case


def _exclusive(account_id: int | None, contract_id: int | None) -> str:
    """Name the debt that has one unfiled case."""
    if account_id:
        return f"{words.WORKFLOW_TYPE}:account:{account_id}"
    return f"{words.WORKFLOW_TYPE}:contract:{contract_id}"


def listens(case: Case) -> list[str]:
    """Return the subjects, besides the case itself, whose facts wake it: the accounts it claims."""
    return _heard_of(claims.accounts(case))


def _heard_of(accounts: Iterable[Account]) -> list[str]:
    return [f"account:{account.pk}" for account in accounts]


def memo(case: Case) -> dict[str, str]:
    """Return what Temporal's own pages show of a case besides its number: its scheme."""
    version = case.recovery.scheme_version
    return {"scheme": f"{version.scheme.code} v{version.number}"}
