"""What a payer's own words say against the account that a number, or his ИНН, leads to. Pure."""

from collections.abc import Iterator, Sequence

from webapp.payments.queries import not_supply, others
from webapp.payments.queries.directory import Clues, Directory, KnownAccount
from webapp.payments.queries.grounds import Why


def beside_a_number(
    clue: Clues, holders: Sequence[KnownAccount], *, among: Directory
) -> Why | None:
    """Return what speaks against a number of ours: a loan, a firm that is nobody's here.

    The payer, the supplier and the holders of the accounts may be named, and so may any person:
    people pay for relatives.
    """
    if not_supply.is_told(clue.purpose):
        return Why.NOT_SUPPLY
    names = [clue.payer_name, *among.own_names, *(account.name for account in holders)]
    if others.another_firm(clue.purpose, besides=names):
        return Why.OTHER_NAMED
    own = {clue.payer_inn, *among.own_inns, *(account.inn for account in holders)}
    if any(inn in among.by_inn for inn in others.inns(clue.purpose) - own):
        return Why.OTHER_NAMED
    return None


def beside_an_inn(clue: Clues, *, among: Directory) -> Why | None:
    """Return what speaks against the payer's ИНН where he names no number of ours."""
    if not_supply.is_likely(clue.purpose):
        return Why.NOT_SUPPLY
    if others.is_for_a_third(clue.purpose) or _is_another_named(clue, among):
        return Why.OTHER_NAMED
    return None


def customers(clue: Clues, *, among: Directory) -> Iterator[KnownAccount]:
    """Yield the accounts of the customers whom the purpose names beside the payer."""
    for inn in others.likely_inns(clue.purpose) - {clue.payer_inn}:
        yield from among.by_inn.get(inn, [])
    for firm in others.firms(clue.purpose):
        for spelling in others.spellings(firm):
            yield from among.by_name.get(spelling.upper(), [])


def _is_another_named(clue: Clues, among: Directory) -> bool:
    names = (clue.payer_name, *among.own_names)
    own = {clue.payer_inn, *among.own_inns}
    likely = {inn for inn in others.likely_inns(clue.purpose) if inn in among.by_inn}
    return (
        others.another_firm(clue.purpose, besides=names)
        or others.another_person(clue.purpose, besides=" ".join(names))
        or bool((others.inns(clue.purpose) | likely) - own)
    )
