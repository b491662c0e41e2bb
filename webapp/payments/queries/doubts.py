"""What a person has to look at before money goes to the account that he has typed.

The reasons are those for which a payment of a statement waits.
"""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from webapp.payments.queries import (
    contradictions,
    directory,
    identification,
    leads,
    not_supply,
    own_words,
    purpose,
)
from webapp.payments.queries.directory import Clues, Directory, KnownAccount
from webapp.payments.queries.grounds import Ground, Why
from webapp.payments.queries.leads import Leads

_BELIEVED = {Ground.LABEL, Ground.REFERENCE}
"""Beside these the number of a contract that is not ours is a paper of the payer."""


def about(clue: Clues, *, account_ids: Collection[int]) -> dict[int, list[str]]:
    """Return for each account what speaks against it, in the clerk's words.

    The money itself may be nobody's; the purpose may point elsewhere. Accounts that the money is
    divided between do not speak against each other.
    """
    among = directory.read([clue], also=account_ids)
    leading = leads.of(purpose.read(clue.purpose), clue, among=among)
    chosen = [among.by_id[account_id] for account_id in account_ids]
    return {
        account.id: [
            *map(_look, _against_money(clue, account, among)),
            *_other_numbers(account, chosen, leading),
            *_other_words(clue, account, leading, among),
        ]
        for account in chosen
    }


def _against_money(clue: Clues, account: KnownAccount, among: Directory) -> Iterator[Why]:
    """Yield what speaks against the money itself, whatever its purpose names."""
    why = identification.against_payment(clue, among)
    if why:
        yield why
    elif not among.receives(clue, account):
        yield Why.OTHER_SUPPLIER


def _other_numbers(
    account: KnownAccount, chosen: Collection[KnownAccount], leading: Leads
) -> Iterator[str]:
    """Yield what the purpose names beside the account, or in its place."""
    accounts = {lead.account.number for lead in leading.made if lead.account}
    others = accounts - {one.number for one in chosen}
    if accounts and account.number not in accounts:
        yield _("The purpose names another account: %(numbers)s.") % _listed(accounts)
    elif others:
        yield _("The purpose names other accounts, too: %(numbers)s.") % _listed(others)
    contracts = {lead.contract.id: lead.contract.number for lead in leading.made if lead.contract}
    if contracts and account.contract_id not in contracts:
        numbers = set(contracts.values())
        yield _("The purpose names another contract: %(numbers)s.") % _listed(numbers)


def _other_words(
    clue: Clues, account: KnownAccount, leading: Leads, among: Directory
) -> Iterator[str]:
    """Yield what the words of the purpose say against the account."""
    whys = [
        *_not_ours(leading),
        *own_words.beside_a_number(clue, [account], among=among),
        contradictions.of_words(clue, [account], among=among),
    ]
    if not leading.made and not_supply.is_likely(clue.purpose):
        whys.append(Why.NOT_SUPPLY)
    for why in dict.fromkeys(filter(None, whys)):
        if why == Why.OTHER_ADDRESS:
            yield _("The address or the flat in the purpose is another's.")
        else:
            yield _("Look at the purpose: %(why)s.") % {"why": why.label}


def _not_ours(leading: Leads) -> Iterator[Why]:
    is_believed = any(lead.ground in _BELIEVED for lead in leading.made)
    if leading.is_label_foreign or (leading.is_contract_foreign and not is_believed):
        yield Why.NOT_OURS


def _listed(numbers: Collection[str]) -> dict[str, str]:
    return {"numbers": ", ".join(sorted(numbers))}


def _look(why: Why) -> str:
    return _("Look at the payment: %(why)s.") % {"why": why.label}
