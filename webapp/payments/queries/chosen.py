"""The accounts that a payment may be divided between, and what a person sees beside each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.payments.queries import directory, doubts, leads, lists, purpose
from webapp.payments.queries.lists import Proposed, Waiting
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Chosen:
    """An account for a part of the payment: what it owes, what speaks for it and against it."""

    account: Account
    owed: Decimal
    grounds: tuple[str, ...]
    doubts: tuple[str, ...]


def offered(waiting: Waiting, *, user: User) -> list[Proposed]:
    """Return all accounts of the person's segment that the purpose names, in its order.

    Where it names none, the likely ones.
    """
    proposed = {one.account.pk: one for one in waiting.proposed}
    named = _named(waiting.payment)
    accounts = contracts.visible_accounts(user=user).in_bulk(named)
    return [
        proposed.get(pk) or Proposed(accounts[pk], (ground,))
        for pk, ground in named.items()
        if pk in accounts
    ] or list(waiting.proposed)


def beside(
    payment: Payment,
    *,
    accounts: Sequence[Account],
    grounds: Mapping[int, tuple[str, ...]],
    there: Mapping[int, str],
) -> dict[str, Chosen]:
    """Return by number what stands beside each account.

    ``grounds`` say why some are offered, ``there`` what some have already.
    """
    ids = [account.pk for account in accounts]
    owed = lists.owed_on(ids)
    against = doubts.about(directory.clues_of(payment), account_ids=ids)
    return {
        account.number: Chosen(
            account,
            owed[account.pk],
            grounds.get(account.pk, ()),
            (*filter(None, [there.get(account.pk)]), *against[account.pk]),
        )
        for account in accounts
    }


def _named(payment: Payment) -> dict[int, str]:
    """Return the accounts that the purpose names, each with the words of its first ground."""
    clue = directory.clues_of(payment)
    leading = leads.of(purpose.read(clue.purpose), clue, among=directory.read([clue]))
    named: dict[int, str] = {}
    for lead in leading.made:
        if lead.account:
            named.setdefault(lead.account.id, str(lead.ground.label))
    return named
