"""Everything known about an account, or a contract with its accounts, in a fixed number of queries.
Each part asks for its own permission.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from webapp.billing import queries as billing
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Contract, Owner, Resident
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Document, Message
from webapp.metering.models import Meter, Reading
from webapp.parties import queries as parties
from webapp.parties.models import Party
from webapp.payments.models import Allocation, Payment
from webapp.payments.queries import lists as payments
from webapp.processes.models import Case
from webapp.recovery.queries import casefile, segments
from webapp.staff.models import User

SHOWN = 10
"""How many payments, papers and messages a card shows; the lists have all."""
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class AccountDebt:
    """One account of a contract with what it owes."""

    account: Account
    debt: billing.AccountDebt


def account_for(*, user: User, pk: int) -> QuerySet[Account]:
    """Return the account of the person's segment, with what its card names."""
    there = contracts.with_address(accounts=contracts.visible_accounts(user=user).filter(pk=pk))
    return there.prefetch_related(
        "party__contacts",
        Prefetch("owners", queryset=_by_end(Owner.objects)),
        Prefetch("residents", queryset=_by_end(Resident.objects)),
    )


def contract_for(*, user: User, pk: int) -> QuerySet[Contract]:
    """Return the contract of the person's segment."""
    return Contract.objects.filter(
        pk=pk,
        party__in=parties.visible_parties(user=user),
    ).select_related("party", "supplier")


def party_for(*, user: User, pk: int) -> QuerySet[Party]:
    """Return the party of the person's segment, with how to reach it."""
    seen = parties.visible_parties(user=user)
    return seen.filter(pk=pk).prefetch_related("contacts", "states")


def payments_of(*, account: Account, user: User) -> list[Payment]:
    """Return the last payments that were posted to an account or paid a part of it."""
    paid = Allocation.objects.filter(charge__account=account).values_list("payment", flat=True)
    posted = Payment.objects.filter(account=account).values_list("id", flat=True)
    # by their numbers: an order by day would begin with everybody's
    here = Q(id__in={*paid, *posted})
    return list(payments.visible(user=user).filter(here).order_by("-paid_on", "-id")[:SHOWN])


def cases(*, user: User, scope: Q) -> list[tuple[Case, casefile.Owed]]:
    """Return the cases about an account or a contract with what is unpaid of
    each, open ones first.
    """
    found = list(
        segments.cases(user=user)
        .filter(scope)
        .select_related("executor")
        .order_by(F("closed_on").desc(nulls_first=True), "-id")
        .distinct()
    )
    if found:
        debts = casefile.debts(cases=found)
    else:
        debts = {}
    return [(case, debts.get(case.pk, casefile.Owed())) for case in found]


def papers(*, user: User, account: Account, about: Sequence[Case]) -> list[Document]:
    """Return the newest papers about an account and its cases."""
    return list(
        correspondence.visible_documents(user=user)
        .filter(_about(account, about))
        .defer("context")
        .order_by("-id")[:SHOWN]
    )


def messages(*, user: User, account: Account, about: Sequence[Case]) -> list[Message]:
    """Return the newest messages about an account and its cases."""
    return list(
        correspondence.visible_messages(user=user)
        .filter(_about(account, about))
        .defer("body")
        .order_by("-id")[:SHOWN]
    )


def meters(*, account: Account) -> QuerySet[Any]:
    """Return the meters of an account with their last readings, those that hang there first."""
    last = Reading.objects.filter(meter=OuterRef("pk")).order_by("-read_on", "-id")
    known = Meter.objects.filter(account=account).select_related("service")
    known = known.annotate(
        last_value=Subquery(last.values("value")[:1]),
        last_on=Subquery(last.values("read_on")[:1]),
    )
    return known.order_by(F("removed_on").desc(nulls_first=True), "id")


def accounts_of(*, contract: Contract, user: User, on: date) -> list[AccountDebt]:
    """Return the accounts of a contract in the person's segment with what each owes."""
    return _with_debts(contracts.visible_accounts(user=user).filter(contract=contract), on)


def accounts_of_party(*, party: Party, user: User, on: date) -> list[AccountDebt]:
    """Return the accounts of a party in the person's segment with what each owes."""
    return _with_debts(contracts.visible_accounts(user=user).filter(party=party), on)


def _with_debts(theirs: QuerySet[Account], on: date) -> list[AccountDebt]:
    owed = billing.account_debts(accounts=theirs, on=on)
    rows = contracts.with_address(accounts=theirs).order_by("number")
    return [
        AccountDebt(account, owed.get(account.pk, billing.AccountDebt(account_id=account.pk)))
        for account in rows
    ]


def _by_end(people: Any) -> QuerySet[Any]:
    ordered: QuerySet[Any] = people.select_related("party").order_by(
        F("ends_on").desc(nulls_first=True),
        "starts_on",
        "id",
    )
    return ordered


def _about(account: Account, about: Sequence[Case]) -> Q:
    return Q(account=account) | Q(case__in=about)
