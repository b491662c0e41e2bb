"""Signs, independent of any number, that money is for an account.

Who pays, from where, for which address, how much. Pure.
"""

from enum import StrEnum

from webapp.parties.models import Party
from webapp.payments.queries import bank_accounts, lettering
from webapp.payments.queries.directory import Clues, Directory, KnownAccount

# words between a street, a house and a flat
_OF_ADDRESS = {
    "УЛ",
    "УЛИЦА",
    "ПЕР",
    "ПР",
    "КТ",
    "ПРОСПЕКТ",
    "Д",
    "ДОМ",
    "КВ",
    "КВАРТИРА",
    "ОФ",
    "ОФИС",
    "К",
    "КОРП",
    "КОРПУС",
    "СТР",
    "СТРОЕНИЕ",
    "ЛИТ",
    "ЛИТЕРА",
    "ПОМ",
    "КОМН",
    "КОМНАТА",
}
_LEGAL_FORM = {"ООО", "АО", "ПАО", "ЗАО", "ОАО", "ИП", "ТСЖ", "ТСН", "МУП", "ГУП", "УК"}
_ROUND = 100
"""Roubles: sums of whole hundreds are paid by everybody and tell nobody apart."""


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
        Sign.NAME: _is_named(clue, account),
        Sign.ADDRESS: _is_address_named(clue, account),
        Sign.SUM: clue.amount % _ROUND != 0 and clue.amount in among.sums.get(account.id, ()),
        Sign.CONFIRMED: account.id in among.confirmed.get(clue.payer_account, ()),
    }
    return tuple(sign for sign, is_seen in agree.items() if is_seen)


def is_own_inn(clue: Clues, inn: str) -> bool:
    """Say whether the payer himself has this ИНН.

    The one of a bank that passes money on is not the payer's.
    """
    return (
        bool(inn) and clue.payer_inn == inn and not bank_accounts.is_of_a_bank(clue.payer_account)
    )


def may_be_the_payers(clue: Clues, inn: str) -> bool:
    """Say whether the payer is, or may be, the party with this ИНН.

    A payer without one may be anybody.
    """
    return not clue.payer_inn or clue.payer_inn == inn


def is_another_customers(clue: Clues, inn: str, *, among: Directory) -> bool:
    """Say whether the payer is certainly somebody else.

    The party's ИНН is known and another, or the payer's is a customer's of ours.
    """
    is_known = bool(inn) or clue.payer_inn in among.by_inn
    return bool(clue.payer_inn) and clue.payer_inn != inn and is_known


def is_unreadable(inn: str) -> bool:
    """Say whether something is written as the ИНН that is none."""
    return bool(inn) and not (inn.isdecimal() and len(inn) in {10, 12})


def _is_named(clue: Clues, account: KnownAccount) -> bool:
    if Party.Kind(account.party_kind).is_natural_person:
        last, *given = _name_parts(account)
        texts = (clue.payer_name, clue.purpose)
        return any(_person_stands_in(lettering.words(text), last, given) for text in texts)
    name = _without_form(account.name)
    return bool(name) and name == _without_form(clue.payer_name.split("//")[0])


def _name_parts(account: KnownAccount) -> list[list[str]]:
    parts = [account.last_name, account.first_name, account.patronymic]
    if not account.last_name:
        parts = [word for word in account.name.split() if word.upper() not in _LEGAL_FORM]
    return [lettering.words(part) for part in parts if part] or [[]]


def _person_stands_in(words: list[str], last: list[str], given: list[list[str]]) -> bool:
    """Look for the surname with the given names after it, whole or as initials."""
    size = len(last)
    for start in range(len(words) - size):
        after = words[start + size : start + size + len(given)]
        if words[start : start + size] == last and _are_given(after, given):
            return True
    return False


def _are_given(words: list[str], given: list[list[str]]) -> bool:
    if not given or len(words) < len(given):
        return False
    pairs = zip(words, given, strict=True)
    return all(word in {name[0], name[0][0]} for word, name in pairs if name)


def _without_form(name: str) -> list[str]:
    return [word for word in lettering.words(name) if word not in _LEGAL_FORM]


def _is_address_named(clue: Clues, account: KnownAccount) -> bool:
    """Look for street, house and flat one after another.

    A street alone, or with another flat, says nothing.
    """
    street = [word for word in lettering.words(account.street) if word not in _OF_ADDRESS]
    numbers = [*_address_words(account.house), *_address_words(account.flat)]
    if not street or not numbers:
        return False
    looked_for = [*street, *numbers]
    return any(
        _stands_in(_address_words(text), looked_for, is_whole=bool(account.flat))
        for text in (clue.purpose, clue.payer_name)
    )


def _address_words(text: str) -> list[str]:
    return [word for word in lettering.words(text) if word not in _OF_ADDRESS]


def _stands_in(words: list[str], looked_for: list[str], *, is_whole: bool) -> bool:
    """Say whether the words stand there in a row.

    After a house without a flat a further number would be somebody's flat.
    """
    size = len(looked_for)
    for start in range(len(words) - size + 1):
        following = words[start + size : start + size + 1]
        is_longer = not is_whole and any(map(str.isdecimal, following))
        if words[start : start + size] == looked_for and not is_longer:
            return True
    return False
