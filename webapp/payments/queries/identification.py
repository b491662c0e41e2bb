"""Whose money it is: what the signs of a bank document agree on, and the likely accounts when
nothing is certain.

A label with a whole number of ours is enough, as long as nothing speaks against it. A bare or
half-read number needs a second, independent sign. Doubt finds nothing: a person decides. So does a
month that is named and not understood: it would be paid first (ГК РФ ст. 319.1 п. 1), and nobody
knows which it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.parties.models import Party
from webapp.payments.models import Payment
from webapp.payments.queries import (
    bank_accounts,
    contradictions,
    leads,
    lumps,
    months,
    owing,
    own_words,
    purpose,
    signs,
)
from webapp.payments.queries.directory import Clues, Directory, KnownAccount, name_spellings
from webapp.payments.queries.findings import Finding
from webapp.payments.queries.grounds import Ground, Why
from webapp.payments.queries.leads import Lead, Leads
from webapp.payments.queries.purpose import Purpose

PROPOSALS_MAX = 5
# The first three are said in words by the payer. A bank account that was confirmed before is the
# weakest: whoever shares it pays from it for others.
_WEIGHT = {
    Ground.LABEL: 16,
    Ground.REFERENCE: 16,
    Ground.CONTRACT: 12,
    Ground.NAMED: 12,
    Ground.NUMBER: 8,
    Ground.INN: 8,
    Ground.GUESS: 6,
    Ground.ADDRESS: 6,
    Ground.SUM: 4,
    Ground.NAME: 4,
    Ground.CONFIRMED: 3,
}
_GROUND_OF_SIGN = {
    signs.Sign.INN: Ground.INN,
    signs.Sign.NAME: Ground.NAME,
    signs.Sign.ADDRESS: Ground.ADDRESS,
    signs.Sign.SUM: Ground.SUM,
    signs.Sign.CONFIRMED: Ground.CONFIRMED,
}
_STRENGTH = list(Ground)
# an employer or a bailiff sends what he took from somebody: his own ИНН tells nothing
_FOR_ANOTHER = re.compile(
    r"удерж|взыск|исполнит|алимент|из\s+з/?п|зар(?:аботн|плат)|за\s+сотрудни|за\s+работни",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A likely account, and all that speaks for it in words."""

    account_id: int
    grounds: tuple[str, ...]


def identify(clue: Clues, *, among: Directory) -> Finding:
    """Return where the money goes, or why a person has to say it."""
    why = against_payment(clue, among)
    if why:
        return Finding(why=why)
    found = _found(purpose.read(clue.purpose), clue, among)
    if found.account_id is None:
        return found
    why = contradictions.of_words(
        clue,
        accounts_of(found, among=among),
        among=among,
    )
    return Finding(why=why) if why else found


def accounts_of(finding: Finding, *, among: Directory) -> list[KnownAccount]:
    """Return the account, or all accounts of the contract, that the money is found to be for."""
    if finding.contract_id:
        return among.by_contract.get(finding.contract_id, [])
    return [among.by_id[finding.account_id]] if finding.account_id else []


def _found(named: Purpose, clue: Clues, among: Directory) -> Finding:
    leading = leads.of(named, clue, among=among)
    if leading.made:
        return _by_leads(leading, named, clue, among)
    if leading.is_label_foreign or leading.is_contract_foreign:
        return Finding(why=Why.NOT_OURS)
    return _unless_guessed(_by_inn(named, clue, among), leading, clue, among)


def _unless_guessed(finding: Finding, leading: Leads, clue: Clues, among: Directory) -> Finding:
    """What may be another's account or address speaks against a payer who names nothing."""
    accounts = accounts_of(finding, among=among)
    if accounts and (why := leads.against(leading, clue, accounts)):
        return Finding(why=why)
    guessed = {lead.account.id for lead in leading.guesses if lead.account}
    if guessed - {finding.account_id}:
        return Finding(why=Why.UNSURE_NUMBER)
    return finding


def propose(clue: Clues, *, among: Directory) -> tuple[Proposal, ...]:
    """Return the likeliest accounts, best first, each with its grounds, for a person to choose
    from.
    """
    grounds = _grounds(clue, among)
    likely = [among.by_id[account_id] for account_id in grounds]
    places_named = {account.id for account in among.at(clue.purpose)}
    likely.sort(
        key=lambda account: (
            not among.receives(clue, account),
            bool(places_named) and account.id not in places_named,
            -sum(_WEIGHT[ground] for ground in grounds[account.id]),
        )
    )
    return tuple(
        Proposal(
            account.id,
            _in_words(grounds[account.id], clue, account, among),
        )
        for account in likely[:PROPOSALS_MAX]
    )


def months_of(payment: Payment) -> tuple[date, ...]:
    """Return the months that a person said the payment is for, else those that the payer named."""
    text = payment.months_said or payment.purpose
    return months.read(text, paid_on=payment.paid_on).months


def against_payment(clue: Clues, among: Directory) -> Why | None:
    """Return what forbids any account, whatever is named."""
    if not among.is_ours(clue.receiver_account):
        return Why.NOT_OUR_BANK_ACCOUNT
    if lumps.is_lump(purpose=clue.purpose, payer_account=clue.payer_account):
        return Why.LUMP
    if lumps.is_elliptic(clue.purpose):
        return Why.SEVERAL if leads.are_several(clue, among=among) else Why.LUMP
    if lumps.is_return(clue.purpose):
        return Why.RETURN
    if lumps.is_correction(clue.purpose):
        return Why.CORRECTION
    if signs.is_unreadable(clue.payer_inn):
        return Why.UNREADABLE_INN
    return None


def _by_leads(leading: Leads, named: Purpose, clue: Clues, among: Directory) -> Finding:
    best = min(
        leading.made,
        key=lambda lead: _STRENGTH.index(lead.ground),
    )
    why = (
        _why_not_one(leading, best)
        or _why_foreign(leading, best, clue)
        or _against_lead(best, named, clue, among)
    )
    if why:
        return Finding(why=why)
    if _needs_a_sign(best, clue) and not any(
        signs.of(clue, account, among=among) or signs.is_said_to_be(clue, account)
        for account in _accounts_of(best, among)
    ):
        return Finding(why=Why.NO_SECOND_SIGN)
    return _finding(best, leading, among)


def _why_not_one(leading: Leads, best: Lead) -> Why | None:
    """Two accounts of one contract are one debt only when the contract itself is named, or a writ
    on it.
    """
    accounts = {lead.account.id for lead in leading.made if lead.account}
    is_contract_meant = best.ground in {Ground.CONTRACT, Ground.REFERENCE}
    has_contract = any(lead.contract for lead in leading.made)
    debts = {lead.debt for lead in leading.competing}
    if len(debts) > 1:
        return Why.SEVERAL
    is_divided = len(accounts) > 1 and not is_contract_meant and not has_contract
    if is_divided:
        return Why.SEVERAL
    return None


def _why_foreign(leading: Leads, best: Lead, clue: Clues) -> Why | None:
    """A labelled number that is not ours is a misprint, or money for somebody else.

    But a budget institution names its own account.
    """
    is_budget = (
        bank_accounts.is_of_treasury(clue.payer_account)
        and best.contract is not None
        and signs.is_own_inn(clue, best.contract.inn)
    )
    if leading.is_label_foreign and not is_budget:
        return Why.NOT_OURS
    is_weaker = best.ground not in {Ground.LABEL, Ground.REFERENCE}
    if leading.is_contract_foreign and is_weaker:
        return Why.NOT_OURS
    return None


def _against_lead(best: Lead, named: Purpose, clue: Clues, among: Directory) -> Why | None:
    it = best.contract or best.account
    assert it is not None
    if not among.receives(clue, it):
        return Why.OTHER_SUPPLIER
    if _is_another_payer(best, named, clue, among):
        return Why.OTHER_PAYER
    holders = _accounts_of(best, among)
    if best.ground == Ground.REFERENCE:
        return own_words.beside_a_reference(clue, holders, among=among)
    why = next(own_words.beside_a_number(clue, holders, among=among), None)
    if why:
        return why
    is_bank = bank_accounts.is_of_a_bank(clue.payer_account)
    is_own_bill = bool(clue.payer_inn) and clue.payer_inn == it.inn
    if is_bank and not is_own_bill:
        return Why.BANK
    return None


def _is_another_payer(best: Lead, named: Purpose, clue: Clues, among: Directory) -> bool:
    """Anybody may pay for a citizen's account that he labels, and by a writ.

    A contract only its party, for everybody has a contract 15.
    """
    if best.contract:
        return bool(best.contract.inn) and not signs.may_be_the_payers(clue, best.contract.inn)
    account = best.account
    assert account is not None
    is_another = signs.is_another_customers(clue, account.inn, among=among)
    match best.ground:
        case Ground.LABEL:
            is_customer = clue.payer_inn in among.by_inn
            is_citizen = Party.Kind(account.party_kind).is_citizen
            return is_another and is_customer and not is_citizen
        case Ground.REFERENCE:
            is_by_writ = account in among.referred(named.writs)
            is_treasury = bank_accounts.is_of_treasury(clue.payer_account)
            is_open = is_by_writ or is_treasury or bank_accounts.is_of_a_bank(clue.payer_account)
            return not is_open and not signs.may_be_the_payers(clue, account.inn)
        case _:
            return is_another


def _needs_a_sign(best: Lead, clue: Clues) -> bool:
    """A contract is known by its party's ИНН: a citizen has no ИНН, and has a contract 15 too."""
    is_party_unseen = best.contract is not None and clue.payer_inn != best.contract.inn
    is_anonymous = best.contract is not None and not clue.payer_inn
    return not best.is_whole or is_party_unseen or is_anonymous


def _accounts_of(lead: Lead, among: Directory) -> list[KnownAccount]:
    if lead.account:
        return [lead.account]
    if lead.contract:
        return among.by_contract.get(lead.contract.id, [])
    return []


def _finding(best: Lead, leading: Leads, among: Directory) -> Finding:
    account = best.account
    contract_id = None
    if account and best.ground == Ground.REFERENCE and account.contract_id:
        return _whole_contract(account.contract_id, among, Payment.FoundBy.REFERENCE)
    if best.contract:
        contract_id = best.contract.id
        beside = {lead.account.id: lead.account for lead in leading.made if lead.account}
        if len(beside) != 1:
            return _whole_contract(contract_id, among, Payment.FoundBy.CONTRACT)
        return Finding(next(iter(beside)), None, Payment.FoundBy.ACCOUNT)
    found_by = {
        Ground.LABEL: Payment.FoundBy.ACCOUNT,
        Ground.REFERENCE: Payment.FoundBy.REFERENCE,
    }.get(best.ground, Payment.FoundBy.SIGNS)
    return Finding(account.id if account else None, None, found_by)


def _by_inn(named: Purpose, clue: Clues, among: Directory) -> Finding:
    """A payer with one account or one contract, who pays himself and for himself."""
    is_for_another = (
        bank_accounts.is_of_a_bank(clue.payer_account)
        or bank_accounts.is_of_treasury(clue.payer_account)
        or bool(named.writs or named.court_cases)
        or bool(_FOR_ANOTHER.search(clue.purpose))
    )
    if is_for_another:
        accounts = []
    else:
        accounts = list(among.by_inn.get(clue.payer_inn, []))
    received = _open([account for account in accounts if among.receives(clue, account)])
    if received and (against := own_words.beside_an_inn(clue, received, among=among)):
        return against
    contracts = {account.contract_id for account in received}
    if len(contracts) == 1 and (contract_id := next(iter(contracts))):
        return _whole_contract(contract_id, among, Payment.FoundBy.INN)
    if len(received) == 1:
        return Finding(received[0].id, None, Payment.FoundBy.INN)
    return Finding(why=Why.SEVERAL if received else Why.NOTHING_NAMED)


def _whole_contract(contract_id: int, among: Directory, found_by: Payment.FoundBy) -> Finding:
    accounts = _open(among.by_contract.get(contract_id, []))
    if not accounts:
        return Finding(why=Why.NOT_OURS)
    return Finding(
        min(account.id for account in accounts),
        contract_id,
        found_by,
    )


def _open(accounts: Sequence[KnownAccount]) -> Sequence[KnownAccount]:
    return [account for account in accounts if account.is_open] or accounts


def _grounds(clue: Clues, among: Directory) -> dict[int, set[Ground]]:
    """Return all that speaks for any account, in the order in which the payer's
    words lead to them.
    """
    grounds: dict[int, set[Ground]] = defaultdict(set)
    leading = leads.of(
        purpose.read(clue.purpose),
        clue,
        among=among,
    )
    for lead in (*leading.whole, *leading.halves, *leading.guesses, *leading.doubts):
        for account in _accounts_of(lead, among):
            grounds[account.id].add(lead.ground)
    for account in own_words.customers(clue, among=among):
        grounds[account.id].add(Ground.NAMED)
    for account in _by_payer(clue, among):
        grounds[account.id] |= set()
    for account_id, found in grounds.items():
        agree = signs.of(clue, among.by_id[account_id], among=among)
        found |= {_GROUND_OF_SIGN[sign] for sign in agree}
    return {account_id: found for account_id, found in grounds.items() if found}


def _by_payer(clue: Clues, among: Directory) -> Iterable[KnownAccount]:
    yield from among.by_inn.get(clue.payer_inn, [])
    for spelling in name_spellings(clue.payer_name):
        yield from among.by_name.get(spelling.upper(), [])
    for account_id in among.confirmed.get(clue.payer_account, ()):
        yield among.by_id[account_id]
    yield from among.at(clue.purpose)
    yield from among.at(clue.payer_name)
    yield from _few_that_owe(clue, among)
    yield from _of_that_name(clue, among)


def _few_that_owe(clue: Clues, among: Directory) -> Iterable[KnownAccount]:
    owing_it = among.by_sum.get(clue.amount, [])
    if len(owing_it) <= owing.FEW:
        yield from (among.by_id[account_id] for account_id in owing_it)


def _of_that_name(clue: Clues, among: Directory) -> Iterable[KnownAccount]:
    return (account for account in among.by_id.values() if signs.is_named_person(clue, account))


def _in_words(
    grounds: set[Ground], clue: Clues, account: KnownAccount, among: Directory
) -> tuple[str, ...]:
    day = among.confirmed.get(clue.payer_account, {}).get(account.id)
    if day:
        told = {"day": f"{day:%d.%m.%Y}"}
    else:
        told = {"day": "—"}
    return tuple(str(ground.label) % told for ground in _STRENGTH if ground in grounds)
