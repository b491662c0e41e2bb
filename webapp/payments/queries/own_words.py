"""What a payer's own words say against the account that a number, or his ИНН, leads to. Pure."""

from collections.abc import Iterator, Sequence

from webapp.parties.models import Party
from webapp.payments.queries import (
    contradictions,
    firms,
    names,
    not_supply,
    others,
    paid_for,
    references,
    signs,
    surnames,
    trade_names,
)
from webapp.payments.queries.directory import Clues, Directory, KnownAccount
from webapp.payments.queries.findings import Finding
from webapp.payments.queries.grounds import Why

_FIRM_INN, _PERSON_INN = 10, 12
"""Digits of an ИНН."""


def beside_a_number(
    clue: Clues, holders: Sequence[KnownAccount], *, among: Directory
) -> Iterator[Why]:
    """Yield what speaks against a number of ours: a place, a loan, a firm that is nobody's here.

    The payer, the supplier and the holders of the accounts may be named, and so may any person:
    people pay for relatives.
    """
    is_elsewhere = contradictions.is_elsewhere(clue, holders, among=among)
    if is_elsewhere or contradictions.of(clue, holders, among=among):
        yield Why.OTHER_ADDRESS
    if contradictions.is_anothers(clue, holders, among=among):
        yield Why.OTHER_HOLDER
    elif others.another_holder(
        clue.purpose,
        besides=_known(clue, holders, among),
    ):
        yield Why.OTHER_NAMED
    if not_supply.is_told(clue.purpose):
        yield Why.NOT_SUPPLY
    if _is_a_firm_named(clue, holders, among) or _is_for_a_third(clue, holders, among):
        yield Why.OTHER_NAMED


def beside_a_reference(
    clue: Clues, holders: Sequence[KnownAccount], *, among: Directory
) -> Why | None:
    """Return what speaks against a writ or a court case of ours: another debtor, debt or case.

    A debtor may live elsewhere, and his name stands beside those of others who owe with him; one
    who owes by a number of his own does not.
    """
    if not_supply.is_by_another_writ(clue.purpose):
        return Why.NOT_SUPPLY
    if references.are_others(clue.purpose, known=among.references_of(holders)):
        return Why.NOT_OURS
    if _is_customer_named(clue, holders, among) or _is_debtor_named(clue, holders, among):
        return Why.OTHER_NAMED
    if any(signs.is_said_to_be(clue, account) for account in holders):
        return None
    if contradictions.is_another_surname(clue, holders, among=among):
        return Why.OTHER_NAMED
    if names.people(clue.purpose) or _is_a_firm_named(clue, holders, among):
        return Why.OTHER_NAMED
    names_of_holders = [account.name for account in holders]
    if others.another_debtor(clue.purpose, besides=names_of_holders):
        return Why.OTHER_NAMED
    return None


def _is_a_firm_named(clue: Clues, holders: Sequence[KnownAccount], among: Directory) -> bool:
    known = _known(clue, holders, among)
    is_customer = _is_customer_named(clue, holders, among)
    return is_customer or others.another_firm(clue.purpose, besides=known)


def _is_customer_named(clue: Clues, holders: Sequence[KnownAccount], among: Directory) -> bool:
    """Say whether the ИНН or the trade name of somebody else stands in the purpose.

    A citizen may have an ИНН that nobody told us.
    """
    own = {clue.payer_inn, *among.own_inns}
    own |= {word for account in holders for word in (account.inn, account.number)}
    is_untold = any(
        not account.inn and Party.Kind(account.party_kind).is_natural_person for account in holders
    )
    length_max = _FIRM_INN if is_untold else _PERSON_INN
    third = {inn for inn in others.third_inns(clue.purpose) - own if len(inn) <= length_max}
    likely = {inn for inn in others.likely_inns(clue.purpose) - own if inn in among.by_inn}
    return bool(third or likely) or _is_trade_name(clue, holders, among)


def _is_debtor_named(clue: Clues, holders: Sequence[KnownAccount], among: Directory) -> bool:
    ids = {account.id for account in holders}
    persons = [signs.holder(account) for account in holders]
    beside = references.debtors_beside(
        clue.purpose,
        persons,
        among=among.debtors_named,
    )
    return not ids.issuperset(beside)


def _is_trade_name(
    clue: Clues, holders: Sequence[KnownAccount], among: Directory, *, are_shops: bool = True
) -> bool:
    known = _known(clue, holders, among)
    return any(
        trade_names.said_key(name) in among.by_trade_name and not firms.is_one_of(name, known)
        for name in trade_names.named(
            clue.purpose,
            are_shops=are_shops,
        )
    )


def _is_for_a_third(clue: Clues, holders: Sequence[KnownAccount], among: Directory) -> bool:
    """A citizen's account is paid for relatives, a company's for nobody else."""
    if any(Party.Kind(account.party_kind).is_natural_person for account in holders):
        return False
    return bool(paid_for.third(clue.purpose, besides=_known(clue, holders, among)))


def _known(clue: Clues, holders: Sequence[KnownAccount], among: Directory) -> tuple[str, ...]:
    """Return the names that anybody may write: of the payer, of the supplier and of the holders."""
    return (
        clue.payer_name,
        *among.own_names,
        *(account.name for account in holders),
    )


def beside_an_inn(
    clue: Clues, holders: Sequence[KnownAccount], *, among: Directory
) -> Finding | None:
    """Return what speaks against the payer's ИНН where he names no number of ours.

    Nothing is guessed: every word has to be of paying for supply, or his own name or address.
    """
    if not_supply.is_likely(clue.purpose):
        return Finding(why=Why.NOT_SUPPLY)
    if others.is_for_a_third(clue.purpose) or _is_another_named(clue, holders, among):
        return Finding(why=Why.OTHER_NAMED)
    if contradictions.of(clue, holders, among=among):
        return Finding(why=Why.OTHER_ADDRESS)
    streets = (account.street for account in holders)
    known = (*_known(clue, holders, among), *streets)
    third = paid_for.third(clue.purpose, besides=known)
    if third[:1].isupper():
        return Finding(why=Why.OTHER_NAMED)
    word = paid_for.unknown(clue.purpose, besides=known)
    if word:
        return Finding(why=Why.NOT_UNDERSTOOD, word=word)
    if not paid_for.is_of_supply(clue.purpose):
        return Finding(why=Why.NOTHING_NAMED)
    return None


def customers(clue: Clues, *, among: Directory) -> Iterator[KnownAccount]:
    """Yield the accounts of the customers whom the purpose names beside the payer."""
    for inn in others.likely_inns(clue.purpose) - {clue.payer_inn}:
        yield from among.by_inn.get(inn, [])
    for firm in firms.named(clue.purpose):
        for spelling in others.spellings(firm):
            yield from among.by_name.get(spelling.upper(), [])
    for name in trade_names.named(clue.purpose):
        key = trade_names.said_key(name)
        yield from among.by_trade_name.get(key, [])
    for account_id in references.debtors_beside(clue.purpose, (), among=among.debtors_named):
        yield among.by_id[account_id]
    yield from _of_surnames(clue, among)


def _of_surnames(clue: Clues, among: Directory) -> Iterator[KnownAccount]:
    namesakes = among.people_named.namesakes
    said = [one for one in surnames.alone(clue.purpose) if names.root(one.last) in namesakes]
    if not said:
        return
    for account in among.by_id.values():
        holder = signs.holder(account)
        if holder.last and any(one.is_same(holder) for one in said):
            yield account


def _is_another_named(clue: Clues, holders: Sequence[KnownAccount], among: Directory) -> bool:
    known = (clue.payer_name, *among.own_names)
    own = {clue.payer_inn, *among.own_inns}
    likely = {inn for inn in others.likely_inns(clue.purpose) if inn in among.by_inn}
    if _is_trade_name(clue, [], among, are_shops=False):
        return True
    return (
        others.another_firm(clue.purpose, besides=known)
        or others.another_person(clue.purpose, payer=clue.payer_name, besides=among.own_names)
        or contradictions.is_another_surname(clue, holders, among=among)
        or bool((others.inns(clue.purpose) | likely) - own)
    )
