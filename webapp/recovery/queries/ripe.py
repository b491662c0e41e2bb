"""Which debts meet the entry criteria of a scheme."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.recovery.models import CaseCharge
from webapp.recovery.models import Scheme as Stored
from webapp.recovery.queries import claimable, scheme_choice
from webapp.recovery.queries.scheme_choice import Aim, Candidate
from workflows.interfaces.debt_recovery import Scheme


def account_ids(*, candidate: Candidate, today: date) -> list[int]:
    """Return accounts of debts with enough unpaid overdue periods and money, that no open case
    claims and that were not given up before.

    A debt is that of an account, or of all accounts under one contract together: they make one
    case. Who has left still owes.
    """
    followed = claimable.unfiled().filter(
        Q(account=OuterRef("pk")) | Q(contract=OuterRef("contract"), contract__isnull=False)
    )
    scheme = candidate.definition
    free = _aimed_at(candidate.aim).filter(~Exists(followed))
    under_contract = free.filter(contract__isnull=False).values_list("id", "contract")
    return [
        *_alone(free.filter(contract=None), scheme, today),
        *_together(dict(under_contract), scheme, today),
    ]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many accounts a scheme would take up by its present terms and by edited ones."""

    now: int
    then: int


def foreseen(*, scheme: Stored, definition: Scheme, today: date) -> Foreseen:
    """Count the accounts that an edit of a scheme would let in, with those it lets in already."""
    [known] = scheme_choice.of_schemes([scheme])
    edited = replace(known, definition=definition)
    now, then = (len(account_ids(candidate=one, today=today)) for one in (known, edited))
    return Foreseen(now, then)


def _aimed_at(aim: Aim) -> QuerySet[Account]:
    """Return the accounts of the customers, suppliers and districts that a scheme is for.

    Services are known by the charges: they are looked at when a case is opened.
    """
    found = Account.objects.filter(party__kind__in=aim.kinds)
    if aim.supplier:
        found = found.filter(supplier__in=aim.supplier)
    if aim.district:
        found = found.filter(premises__building__street__district__in=aim.district)
    return found


def _alone(accounts: QuerySet[Account], scheme: Scheme, today: date) -> list[int]:
    criteria = billing.Criteria(min_periods=scheme.min_periods, min_debt=scheme.min_debt)
    found = [
        row.account_id
        for row in billing.debtors(
            accounts=accounts,
            on=today,
            criteria=criteria,
            order="oldest_due_date",
        ).rows
    ]
    settled = claimable.given_up() | CaseCharge.objects.filter(is_open=True)
    touched = set(
        settled.filter(charge__account__in=found).values_list("charge__account_id", flat=True)
    )
    ripe_again = set(_together({pk: pk for pk in touched}, scheme, today))
    return [pk for pk in found if pk not in touched or pk in ripe_again]


def _together(debtors: dict[int, int], scheme: Scheme, today: date) -> list[int]:
    """Return the accounts of ripe debtors.

    ``debtors`` names the debtor of each account. What is claimed or was given up does not count.
    """
    charges: dict[int, list[Any]] = {}
    for charge in claimable.unclaimed(account_ids=debtors, on=today).filter(
        ~Exists(claimable.given_up().filter(charge=OuterRef("pk")))
    ):
        charges.setdefault(debtors[charge.account_id], []).append(charge)
    ripe = {debtor for debtor, claimed in charges.items() if _is_ripe(claimed, scheme)}
    return [account_id for account_id, debtor in debtors.items() if debtor in ripe]


def _is_ripe(charges: list[Any], scheme: Scheme) -> bool:
    debt = sum((charge.debt for charge in charges), Decimal(0))
    return (
        debt >= scheme.min_debt and len({charge.period for charge in charges}) >= scheme.min_periods
    )
