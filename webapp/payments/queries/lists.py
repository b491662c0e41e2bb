"""Payments as screens ask for them, within the segment of the person who looks."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from webapp.audit.models import Entry
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.payments.models import Payment, Refund, Statement
from webapp.payments.queries import (
    charged,
    debts,
    directory,
    grounds,
    identification,
    months,
    refunds,
    registry_money,
    standing,
)
from webapp.payments.queries.directory import Clues, Directory
from webapp.payments.queries.findings import Finding
from webapp.payments.queries.grounds import Why
from webapp.payments.queries.months import Named
from webapp.search import queries as search
from webapp.search.declarations import is_long
from webapp.staff.models import User

ACCOUNTS_MAX = 10
WORDS_MAX = 12
_SEARCHED = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the list of payments may be asked for; empty means any."""

    search: str = ""
    status: str = ""
    source: str = ""
    paid_from: date | None = None
    paid_to: date | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    statement_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """An account that a waiting payment may be for, and what speaks for it."""

    account: Account
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payment of the queue, why it waits, and the accounts it may be for, likeliest first."""

    payment: Payment
    why: Why | None
    proposed: tuple[Proposed, ...]
    refunds: tuple[Refund, ...] = ()
    word: str = ""

    @property
    def why_told(self) -> str:
        """Return why it waits in the clerk's words."""
        return grounds.told(self.why, self.word)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Return the accounts alone."""
        return tuple(one.account for one in self.proposed)


def visible(*, user: User) -> QuerySet[Payment]:
    """Return the payments of the accounts that the person may see.

    Those of nobody yet need the right to identify.

    A divided payment is seen by who may see all its parts.
    """
    return Payment.objects.filter(_seen(user)).select_related(
        "account__party",
        "contract",
        "statement",
        "looks_like__statement",
    )


def _seen(user: User) -> Q:
    accounts = contracts.visible_accounts(user=user)
    identifies = user.has_perm("payments.identify_payment")
    if not accounts.query.has_filters():
        return Q() if identifies else Q(account__isnull=False)
    seen = Q(account__in=accounts)
    if identifies:
        standing = Payment.objects.filter(
            parent=OuterRef("pk"),
            status=Payment.Status.POSTED,
        )
        seen |= Q(account=None) & Q(~Exists(standing.exclude(account__in=accounts)))
    return seen


def parts(payment: Payment) -> QuerySet[Payment]:
    """Return the standing parts of a divided payment."""
    return (
        payment.parts.filter(status=Payment.Status.POSTED)
        .select_related("account__party")
        .order_by("id")
    )


def found(*, user: User, criteria: Criteria) -> QuerySet[Payment]:
    """Return what the criteria ask for, newest first."""
    equal = {
        "status": criteria.status,
        "source": criteria.source,
        "statement": criteria.statement_id,
    }
    bounds = {
        "paid_on__gte": criteria.paid_from,
        "paid_on__lte": criteria.paid_to,
        "amount__gte": criteria.amount_min,
        "amount__lte": criteria.amount_max,
    }
    asked = {name: value for name, value in {**equal, **bounds}.items() if value not in ("", None)}
    return (
        visible(user=user)
        .filter(_searched_for(criteria.search), **asked)
        .order_by(
            "-paid_on",
            "-id",
        )
    )


def totals(payments: QuerySet[Payment]) -> dict[str, Any]:
    """Return how many there are and how much money, reversed payments aside."""
    standing = Q(status__in=[Payment.Status.POSTED, Payment.Status.UNIDENTIFIED])
    money = Coalesce(Sum("amount", filter=standing), Decimal(0))
    return payments.order_by().aggregate(count=Count("id"), amount=money)


def queue(text: str = "") -> QuerySet[Payment]:
    """Return the payments of nobody yet, oldest first; of these what is searched for.

    «Смирнова А.П.» and «Мира 10» are looked for where words begin: banks write names in full, and
    the address behind the name.
    """
    asked = Q()
    for word in _SEARCHED.findall(text)[:WORDS_MAX]:
        begins = rf"\m{word}"
        asked &= (
            Q(payer_name__iregex=begins)
            | Q(purpose__iregex=begins)
            | Q(payer_inn=word)
            | Q(document_number__iexact=word)
        )
    return (
        Payment.objects.filter(asked, status=Payment.Status.UNIDENTIFIED)
        .select_related("statement", "looks_like__statement")
        .order_by("paid_on", "id")
    )


def with_suggestions(payments: Sequence[Payment], *, user: User) -> list[Waiting]:
    """Return queued payments with likely accounts of the person's segment.

    The number of queries does not depend on theirs.
    """
    clues = [directory.clues_of(payment) for payment in payments]
    among = directory.read(clues, for_proposals=True)
    given_back = refunds.beside(payments)
    proposed = [identification.propose(clue, among=among) for clue in clues]
    ids = {proposal.account_id for proposals in proposed for proposal in proposals}
    numbers = {payment.account_said for payment in payments} - {""}
    asked = Q(pk__in=ids) | Q(number__in=numbers)
    accounts = list(_described(contracts.visible_accounts(user=user).filter(asked)))
    findings = _findings(payments, clues, among, accounts)
    return [
        Waiting(
            payment,
            finding.why,
            tuple(_proposed(payment, proposals, accounts)),
            tuple(given_back[payment.pk]),
            finding.word,
        )
        for payment, finding, proposals in zip(payments, findings, proposed, strict=True)
    ]


def _findings(
    payments: Sequence[Payment],
    clues: Sequence[Clues],
    among: Directory,
    accounts: Sequence[Account],
) -> list[Finding]:
    """Return what is found now for each, or that a registry may have told of it."""
    numbers = {account.number: account.pk for account in accounts}
    entries = []
    found = []
    for payment, clue in zip(payments, clues, strict=True):
        finding = Finding(numbers.get(payment.account_said))
        if not payment.account_said:
            finding = identification.identify(clue, among=among)
        entry = standing.of(
            payment,
            account_id=finding.account_id,
        )
        entries.append(entry)
        found.append(finding)
    told = registry_money.like(entries)
    return [
        Finding(why=Why.TOLD_AS_PAID) if said and not finding.why else finding
        for finding, said in zip(found, told, strict=True)
    ]


def _proposed(
    payment: Payment, proposals: Sequence[identification.Proposal], accounts: Sequence[Account]
) -> Iterator[Proposed]:
    """Yield the account that an agent names, then those that something in the payment names."""
    for account in accounts:
        if account.number == payment.account_said:
            yield Proposed(account, (str(Payment.FoundBy.NOTICE.label),))
    others = {one.pk: one for one in accounts if one.number != payment.account_said}
    for proposal in proposals:
        if proposal.account_id in others:
            yield Proposed(others[proposal.account_id], proposal.grounds)


def months_named(payment: Payment) -> Named:
    """Return the months that the payer named, and the words about a month that
    were not understood.
    """
    return months.read(payment.purpose, paid_on=payment.paid_on)


def months_offered(payment: Payment, *, account_id: int) -> tuple[date, ...]:
    """Return the months that the payer named, when all are understood and can be paid."""
    named = months_named(payment)
    is_odd = named.unread or charged.without_charges(
        named.months, account_id=account_id, paid_on=payment.paid_on
    )
    return () if is_odd else named.months


def accounts_like(text: str, *, user: User) -> list[Account]:
    """Return a few accounts of the person's segment, by whatever is known of them."""
    said = text.replace("\x00", "").strip()  # the database takes no such character
    if len(said) < 3:
        return []
    asked = search.condition(kind="account", text=said)
    seen = contracts.visible_accounts(user=user).filter(asked)
    return list(_described(seen.order_by("number"))[:ACCOUNTS_MAX])


def owed(*, account_id: int) -> Decimal:
    """Return what can still be paid on an account, due or not."""
    return owed_on([account_id])[account_id]


def owed_on(account_ids: Collection[int]) -> dict[int, Decimal]:
    """Return for each account what can still be paid on it, due or not."""
    owing = dict.fromkeys(account_ids, Decimal(0))
    for debt in debts.open_charges(account_ids):
        owing[debt.account_id] += debt.debt
    return owing


def journal(payment: Payment) -> QuerySet[Entry]:
    """Return what was done with a payment, newest first."""
    return (
        Entry.objects.filter(subject=f"payment:{payment.pk}")
        .select_related("actor")
        .order_by("-at", "-id")
    )


def statements() -> QuerySet[Statement]:
    """Return the loaded statements, newest first."""
    return Statement.objects.select_related("loaded_by").order_by("-loaded_at", "-id")


def _searched_for(text: str) -> Q:
    """Return the condition on payments that a text asks for.

    Words that are all too short for an index are numbers as a rule, or a name such as «Ли».
    """
    words = text.split()
    if any(map(is_long, words)):
        return search.condition(kind="payment", text=text)
    asked = Q()
    for word in words:
        asked &= (
            Q(account__number__startswith=word)
            | Q(payer_name__icontains=word)
            | Q(account__party__name__icontains=word)
            | Q(document_number__iexact=word)
            | Q(purpose__icontains=word)
        )
    return asked


def _described(accounts: QuerySet[Account]) -> QuerySet[Account]:
    return accounts.select_related("party", "premises", "contract")
