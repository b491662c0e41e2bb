"""Signs, independent of any number, that money is for an account.

Who pays, from where, for which address, how much. Pure.
"""

import functools
from enum import StrEnum

from webapp.parties.models import Party
from webapp.payments.queries import bank_accounts, firms, lettering, names, others, owing, places
from webapp.payments.queries.directory import Clues, Directory, KnownAccount
from webapp.payments.queries.names import Person

_LEGAL_FORM = {"ООО", "АО", "ПАО", "ЗАО", "ОАО", "ИП", "ТСЖ", "ТСН", "МУП", "ГУП", "УК"}


class Sign(StrEnum):
    """What agrees."""

    INN = "inn"
    NAME = "name"
    ADDRESS = "address"
    SUM = "sum"
    CONFIRMED = "confirmed"


def of(clue: Clues, account: KnownAccount, *, among: Directory) -> tuple[Sign, ...]:
    """Return the signs that this document is for the account."""
    agree = {
        Sign.INN: is_own_inn(clue, account.inn),
        Sign.NAME: _is_named(clue, account) or _is_name_said(clue, account),
        Sign.ADDRESS: _is_address_named(clue, account),
        Sign.SUM: _is_sum_owed(clue, account, among),
        Sign.CONFIRMED: _is_confirmed(clue, account, among),
    }
    return tuple(sign for sign, is_seen in agree.items() if is_seen)


def _is_sum_owed(clue: Clues, account: KnownAccount, among: Directory) -> bool:
    """A round sum is anybody's."""
    is_round = clue.amount % owing.ROUND == 0
    owed = among.sums.get(account.id, ())
    return not is_round and clue.amount in owed


def _is_confirmed(clue: Clues, account: KnownAccount, among: Directory) -> bool:
    confirmed = among.confirmed.get(clue.payer_account, ())
    return account.id in confirmed


def is_own_inn(clue: Clues, inn: str) -> bool:
    """Say whether the payer himself has this ИНН.

    The one of a bank that passes money on is not the payer's.
    """
    if not inn or clue.payer_inn != inn:
        return False
    return not bank_accounts.is_of_a_bank(clue.payer_account)


def may_be_the_payers(clue: Clues, inn: str) -> bool:
    """Say whether the payer is, or may be, the party with this ИНН.

    A payer without one may be anybody.
    """
    return not clue.payer_inn or clue.payer_inn == inn


def is_another_customers(clue: Clues, inn: str, *, among: Directory) -> bool:
    """Say whether the payer is certainly somebody else.

    The party's ИНН is known and another, or the payer's is a customer's of ours.
    """
    if not clue.payer_inn or clue.payer_inn == inn:
        return False
    return bool(inn) or clue.payer_inn in among.by_inn


def is_unreadable(inn: str) -> bool:
    """Say whether something is written as the ИНН that is none."""
    if not inn:
        return False
    is_readable = inn.isdecimal() and len(inn) in {10, 12}
    return not is_readable


def is_named_person(clue: Clues, account: KnownAccount) -> bool:
    """Say whether the document names the citizen who holds the account."""
    is_named = _is_named(clue, account) or _is_name_said(clue, account)
    return Party.Kind(account.party_kind).is_natural_person and is_named


def holder(account: KnownAccount) -> Person:
    """Return the name of the citizen who holds the account."""
    return names.person(account.last_name, account.first_name, account.patronymic)


def is_said_to_be(clue: Clues, account: KnownAccount) -> bool:
    """Say whether the purpose names the holder of the account, in whatever case, or his ИНН."""
    is_inn_said = bool(account.inn) and account.inn in others.inns(clue.purpose)
    return is_inn_said or _is_name_said(clue, account)


def _is_name_said(clue: Clues, account: KnownAccount) -> bool:
    if Party.Kind(account.party_kind).is_natural_person:
        return _is_said(holder(account), clue.purpose)
    name = _without_form(account.name)
    return any(name == _without_form(firm) for firm in firms.named(clue.purpose))


@functools.lru_cache(maxsize=16_384)
def _is_said(person: Person, text: str) -> bool:
    """Many accounts may have holders of one name."""
    return any(one.is_same(person) for one in names.likely(text))


def _is_named(clue: Clues, account: KnownAccount) -> bool:
    if Party.Kind(account.party_kind).is_natural_person:
        return _is_person_named(clue, account)
    name = _without_form(account.name)
    if not name:
        return False
    payer, *_address = clue.payer_name.split("//")
    return name == _without_form(payer)


def _is_person_named(clue: Clues, account: KnownAccount) -> bool:
    parts = _name_parts(account)
    return any(_stands_in(text, parts) for text in (clue.payer_name, clue.purpose))


def _name_parts(account: KnownAccount) -> tuple[str, ...]:
    parts = [account.last_name, account.first_name, account.patronymic]
    if not account.last_name:
        parts = [word for word in account.name.split() if word.upper() not in _LEGAL_FORM]
    return tuple(part for part in parts if part)


@functools.lru_cache(maxsize=16_384)
def _stands_in(text: str, parts: tuple[str, ...]) -> bool:
    """Say whether the parts of a name stand in a text."""
    last, *given = [lettering.words(part) for part in parts] or [[]]
    return _person_stands_in(lettering.words(text), last, given)


def _person_stands_in(words: list[str], last: list[str], given: list[list[str]]) -> bool:
    """Look for the surname with the given names after it, whole or as initials."""
    size = len(last)
    for start in range(len(words) - size):
        end = start + size
        after = words[end : end + len(given)]
        if words[start:end] == last and _are_given(after, given):
            return True
    return False


def _are_given(words: list[str], given: list[list[str]]) -> bool:
    if not given or len(words) < len(given):
        return False
    for word, name in zip(words, given, strict=True):
        if not name:
            continue
        whole = name[0]
        if word not in {whole, whole[0]}:
            return False
    return True


def _without_form(name: str) -> list[str]:
    return [word for word in lettering.words(name) if word not in _LEGAL_FORM]


def _is_address_named(clue: Clues, account: KnownAccount) -> bool:
    texts = (clue.purpose, clue.payer_name)
    return any(places.is_named(account.place, places.words(text)) for text in texts)
