"""What a new case would claim: overdue charges that no open case claims.

What was given up before lies aside until a person asks for it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import batched
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.parties.models import State
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, Recovery
from webapp.recovery.queries import scheme_choice, segments

TOGETHER = 200
_LOOKED_AT_TOGETHER = 2000
_GIVEN_UP = [
    Recovery.CloseReason.WITHDRAWN,
    Recovery.CloseReason.WRITTEN_OFF,
    Recovery.CloseReason.DENIED,
    Recovery.CloseReason.TERMINATED,
]


@dataclass(frozen=True, slots=True)
class Debtor:
    """Whom one case would be about: an account, or all accounts under a contract."""

    accounts: Sequence[Account]

    @property
    def first(self) -> Account:
        """The account that names the customer and the contract."""
        return self.accounts[0]

    @property
    def scope(self) -> tuple[int | None, int | None]:
        """Account and contract of the case: one of the two."""
        return (None, self.first.contract_id) if self.first.contract_id else (self.first.pk, None)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a case would be about, earliest due first.

    ``aside`` are charges that an earlier case gave up, each with that case.
    """

    debtor: Debtor
    charges: tuple[Any, ...]
    aside: tuple[tuple[Any, Case], ...]

    @property
    def amount(self) -> Decimal:
        """What is claimed. Roubles."""
        return sum((charge.debt for charge in self.charges), Decimal(0))

    @property
    def debt(self) -> scheme_choice.Debt:
        """What its scheme is chosen by."""
        accounts = self.debtor.accounts
        return scheme_choice.Debt(
            kind=self.debtor.first.party.kind,
            supplier=frozenset(account.supplier_id for account in accounts),
            service=frozenset(charge.service_id for charge in self.charges),
            district=frozenset(
                account.premises.building.street.district_id for account in accounts
            ),
            amount=self.amount,
            periods=len({charge.period for charge in self.charges}),
        )


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A debt of an account that an earlier case ended without payment. Roubles."""

    account: Account
    case: Case
    debt: Decimal


@dataclass(frozen=True, slots=True)
class Preview:
    """What starting recovery would do.

    Cases and roubles, debtors who are passed over, debts that only a person may take up again, and
    the kinds of the customers.
    """

    cases: int
    debt: Decimal
    skipped: int
    given_up: tuple[GivenUp, ...]
    kinds: frozenset[str]


def unclaimed(*, account_ids: Iterable[int], on: date) -> QuerySet[Any]:
    """Return the overdue charges of accounts that no open case claims."""
    return billing.overdue_charges(account_ids=account_ids, on=on).filter(~is_claimed())


def is_claimed() -> Exists:
    """Return the condition on a charge that an open case claims it."""
    return Exists(CaseCharge.objects.filter(charge=OuterRef("pk"), is_open=True))


def given_up() -> QuerySet[CaseCharge]:
    """Return the claims of cases that people or courts ended without payment, and those left out.

    Nobody takes them up again unless asked to. Months that begin with the ruling on a bankruptcy or
    after it are current: they are claimed as of anybody (127-ФЗ ст. 5).
    """
    is_bankrupt = Q(case__close_reason=Recovery.CloseReason.BANKRUPTCY)
    is_given_up = Q(case__close_reason__in=_GIVEN_UP) | Q(cut_on__isnull=False)
    is_former = is_bankrupt & ~Exists(_current())
    return CaseCharge.objects.filter(is_given_up | is_former)


def _current() -> QuerySet[Any]:
    """Return the rulings by whose month a claimed charge is current."""
    ruled = State.objects.filter(
        party=OuterRef("case__party"),
        kind=State.Kind.BANKRUPT,
    )
    return ruled.annotate(month=TruncMonth("starts_on")).filter(
        month__lte=OuterRef("charge__period")
    )


def unfiled() -> QuerySet[Case]:
    """Return the open cases that no court has yet: while there is one, its debtor gets no other."""
    return segments.every().filter(closed_on=None, recovery__is_filed=False)


def debtors(*, account_ids: Iterable[int]) -> list[Debtor]:
    """Return the debtors whom accounts belong to, each with all its accounts."""
    chosen = list(account_ids)
    contracts = Account.objects.filter(
        id__in=chosen,
        contract__isnull=False,
    ).values("contract")
    accounts = Account.objects.filter(Q(id__in=chosen) | Q(contract__in=contracts))
    found: dict[tuple[int | None, int | None], list[Account]] = {}
    for account in accounts.select_related(
        "party", "premises__building__street__district"
    ).order_by("id"):
        found.setdefault(Debtor([account]).scope, []).append(account)
    return [Debtor(together) for together in found.values()]


def claims(
    *, debtors: Sequence[Debtor], kinds: Collection[str], on: date, again: Collection[int] = ()
) -> list[Claim]:
    """Return what cases on debtors would be about.

    They are on those who are not followed already and whom a scheme is for. ``again`` are cases
    that were given up and whose debts are to be claimed anew.
    """
    free = _without_case(debtors, kinds)
    by_account: dict[int, list[Any]] = {}
    for charge in unclaimed(
        account_ids=[account.pk for debtor in free for account in debtor.accounts],
        on=on,
    ):
        by_account.setdefault(charge.account_id, []).append(charge)
    former = _former_cases(charge.pk for charges in by_account.values() for charge in charges)
    aside = {charge_id: case for charge_id, case in former.items() if case.pk not in again}
    return [_claim(debtor, by_account, aside) for debtor in free]


def preview(*, account_ids: Iterable[int], on: date) -> Preview:
    """Return what starting recovery on accounts would do on a day."""
    found = debtors(account_ids=account_ids)
    choice = scheme_choice.Choice(scheme_choice.candidates())
    claimed = [
        claim
        for part in batched(found, _LOOKED_AT_TOGETHER, strict=False)
        for claim in claims(debtors=part, kinds=choice.kinds, on=on)
    ]
    opened = [claim for claim in claimed if claim.charges and choice.of(claim.debt)]
    return Preview(
        cases=len(opened),
        debt=sum((claim.amount for claim in opened), Decimal(0)),
        skipped=len(found) - len(opened),
        given_up=tuple(given for claim in claimed for given in _given_up(claim)),
        kinds=frozenset(claim.debtor.first.party.kind for claim in claimed),
    )


def _without_case(debtors: Sequence[Debtor], kinds: Collection[str]) -> list[Debtor]:
    scopes = [debtor.scope for debtor in debtors]
    open_cases = unfiled().filter(
        Q(account__in=[account for account, _contract in scopes if account])
        | Q(contract__in=[contract for _account, contract in scopes if contract])
    )
    followed = set(open_cases.values_list("account_id", "contract_id"))
    return [
        debtor
        for debtor in debtors
        if debtor.scope not in followed and debtor.first.party.kind in kinds
    ]


def _former_cases(charge_ids: Iterable[int]) -> dict[int, Case]:
    """Return the last case that gave up each of the charges."""
    rows = given_up().filter(charge__in=list(charge_ids)).select_related("case").order_by("case_id")
    return {row.charge_id: row.case for row in rows}


def _claim(debtor: Debtor, by_account: dict[int, list[Any]], aside: dict[int, Case]) -> Claim:
    charges = [charge for account in debtor.accounts for charge in by_account.get(account.pk, ())]
    return Claim(
        debtor,
        charges=tuple(charge for charge in charges if charge.pk not in aside),
        aside=tuple((charge, aside[charge.pk]) for charge in charges if charge.pk in aside),
    )


def _given_up(claim: Claim) -> list[GivenUp]:
    """Return what lies aside by account and case."""
    accounts = {account.pk: account for account in claim.debtor.accounts}
    debts: dict[tuple[int, Case], Decimal] = {}
    for charge, case in claim.aside:
        key = (charge.account_id, case)
        debts[key] = debts.get(key, Decimal(0)) + charge.debt
    return [GivenUp(accounts[account_id], case, debt) for (account_id, case), debt in debts.items()]
