"""What the numbers of a purpose lead to.

Accounts and contracts, each with its ground. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from webapp.payments.queries import mentions, purpose, signs
from webapp.payments.queries.directory import Clues, Directory, KnownAccount
from webapp.payments.queries.grounds import Ground, Why
from webapp.payments.queries.known_contracts import KnownContract
from webapp.payments.queries.purpose import BARE_LENGTH_MIN, BEGINNING, Number, Purpose
from webapp.payments.queries.shortened import Shortened

LONG_NUMBER = 8
"""Digits of an account number that nobody writes as the first group of a longer one."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An account, or a contract as a whole. Without ``is_whole`` a second sign has to agree."""

    ground: Ground
    is_whole: bool
    account: KnownAccount | None = None
    contract: KnownContract | None = None

    @property
    def debt(self) -> tuple[str, int]:
        """Return what the money would be laid on.

        One contract, or one account without a contract.
        """
        if self.contract:
            return "contract", self.contract.id
        account = self.account
        assert account is not None
        if account.contract_id:
            return ("contract", account.contract_id)
        return ("account", account.id)


@dataclass(frozen=True, slots=True)
class Leads:
    """All leads of one purpose, and whether it names what is not ours.

    ``halves`` count when nothing is read whole. ``doubts`` are digits of contracts in the series of
    those that are meant; they and ``guesses`` lead nowhere, are proposed, and speak against others.
    """

    whole: tuple[Lead, ...]
    halves: tuple[Lead, ...]
    is_label_foreign: bool
    is_contract_foreign: bool
    guesses: tuple[Lead, ...] = ()
    doubts: tuple[Lead, ...] = ()

    @property
    def made(self) -> tuple[Lead, ...]:
        """Return the leads that count."""
        return self.whole or self.halves

    @property
    def competing(self) -> tuple[Lead, ...]:
        """Return all that may be another debt than the best of these; even a guess is."""
        return (*self.made, *self.doubts, *self.guesses)


def of(named: Purpose, clue: Clues, *, among: Directory) -> Leads:
    """Return what the numbers of a purpose lead to."""
    labelled = [list(_by_label(number, among)) for number in named.labelled]
    by_contract = [list(_by_contract(number, clue, among)) for number in named.named]
    two = [one for one in named.shortened if _is_another(one, clue, among)]
    in_full = [number for one in two for number in (one.first, one.whole)]
    whole = [
        *chain.from_iterable(labelled),
        *_references(named, among),
        *chain.from_iterable(by_contract),
        *_contracts(named.beside, clue, among),
        *_contracts(
            (*named.alike, *in_full),
            clue,
            among,
            is_whole=False,
        ),
        *_numbers(among.accounts((*named.listed, *named.alike, *in_full))),
        *_numbers(among.accounts(number.text for number in named.bare)),
        *_mentioned(named, clue, among),
    ]
    halves = _numbers(among.accounts(one for number in named.bare for one in number.readings))
    return Leads(
        tuple(whole),
        tuple(halves),
        not all(labelled) or any(_misspelt(named, among)),
        not all(by_contract),
        tuple(_guesses(named, among)),
        tuple(_doubtful(named, whole, clue, among)),
    )


def are_several(clue: Clues, *, among: Directory) -> bool:
    """Say whether the numbers of a purpose lead to more than one debt."""
    leading = of(purpose.read(clue.purpose), clue, among=among)
    return len({lead.debt for lead in leading.made}) > 1


def _is_another(one: Shortened, clue: Clues, among: Directory) -> bool:
    """Say whether last digits are a second number of ours, and no sum and no part of an address."""
    is_one_word = one.word != one.first and _is_ours(one.word, among)
    if is_one_word or clue.amount == int(one.written):
        return False
    if any(one.written in account.place.numbers for account in among.accounts([one.first])):
        return False
    return _is_ours(one.first, among) and _is_ours(one.whole, among)


def _is_ours(number: str, among: Directory) -> bool:
    return bool(among.accounts([number]) or among.named_contracts([number]))


def against(leading: Leads, clue: Clues, accounts: Sequence[KnownAccount]) -> Why | None:
    """Return what the digits of other contracts say against accounts that the payer's ИНН found."""
    found = {account.contract_id for account in accounts}
    named = [lead.contract for lead in leading.doubts if lead.contract]
    others = [contract for contract in named if contract.id not in found]
    if not others:
        return None
    are_own = all(signs.may_be_the_payers(clue, contract.inn) for contract in others)
    return Why.SEVERAL if are_own else Why.OTHER_PAYER


def _misspelt(named: Purpose, among: Directory) -> Iterator[str]:
    """Yield numbers beside a label that begin as its account does, and are none of ours."""
    begun = {number.text[:BEGINNING] for number in named.labelled}
    for number in named.listed:
        is_again = any(_goes_on(number, one.text) for one in named.labelled)
        if number[:BEGINNING] in begun and not is_again and not among.accounts([number]):
            yield number


def _goes_on(number: str, whole: str) -> bool:
    """Say whether a number is the digits of another that goes on with a sign: 36007, 36007-ЭС."""
    return whole.startswith(number) and not whole[len(number) : len(number) + 1].isdecimal()


def _references(named: Purpose, among: Directory) -> Iterator[Lead]:
    """Every court counts its cases from one: only a writ and a proceeding are found by number."""
    by_writ = among.referred(named.writs)
    numbers = (*named.writs, *named.court_cases, *named.likely_references)
    for account in among.referred(numbers):
        yield Lead(Ground.REFERENCE, is_whole=account in by_writ, account=account)


def _guesses(named: Purpose, among: Directory) -> Iterator[Lead]:
    """Yield what letters taken for digits lead to, and a long number that is called a bill."""
    numbers = [*named.labelled, *named.named, *named.bare]
    guesses = {guess for number in numbers for guess in number.guesses}
    guesses |= {number.text for number in named.papers}
    for account in among.accounts(sorted(guesses)):
        yield Lead(Ground.GUESS, is_whole=False, account=account)


def _by_label(number: Number, among: Directory) -> Iterator[Lead]:
    """What is written is believed, unless it goes on: then all that can be read competes."""
    is_group = number.is_broken and len(number.text) < BARE_LENGTH_MIN
    if is_group:
        exact = []
    else:
        exact = among.accounts([number.text])
    others = among.accounts(number.readings)
    is_long = len(number.text) >= LONG_NUMBER and not others
    is_whole = not number.is_cut and (not number.is_broken or is_long)
    if exact and is_whole:
        yield from (Lead(Ground.LABEL, is_whole=True, account=account) for account in exact)
    else:
        yield from _numbers([*exact, *others])


def _by_contract(number: Number, clue: Clues, among: Directory) -> Iterator[Lead]:
    """Sellers and banks call a citizen's account a contract.

    An account of this number is believed with a second sign.
    """
    contracts = list(
        _contracts(
            [number.text],
            clue,
            among,
            is_whole=not (number.is_broken or number.is_cut),
        )
    )
    if not contracts:
        otherwise = [one for one in number.readings if not one.isdecimal()]
        half_read = _contracts(
            otherwise,
            clue,
            among,
            is_whole=False,
        )
        contracts = list(half_read)
    yield from contracts
    if any(lead.contract and signs.is_own_inn(clue, lead.contract.inn) for lead in contracts):
        return
    known = {lead.contract.id for lead in contracts if lead.contract}
    accounts = among.accounts([number.text])
    if not contracts:
        accounts = accounts or among.accounts(number.readings)
    yield from _numbers(account for account in accounts if account.contract_id not in known)


def _likely(
    contracts: Sequence[KnownContract], clue: Clues, among: Directory
) -> Sequence[KnownContract]:
    """Return those of the supplier who received the money, and of these the payer's own."""
    received = [one for one in contracts if among.receives(clue, one)] or contracts
    return [one for one in received if signs.may_be_the_payers(clue, one.inn)] or received


def _contracts(
    numbers: Iterable[str], clue: Clues, among: Directory, *, is_whole: bool = True
) -> Iterator[Lead]:
    """Yield of contracts with one number the likely ones."""
    for number in numbers:
        contracts = among.named_contracts([number])
        likely = _likely(contracts, clue, among)
        yield from (Lead(Ground.CONTRACT, is_whole, contract=contract) for contract in likely)


def _mentioned(named: Purpose, clue: Clues, among: Directory) -> Iterator[Lead]:
    """Yield the contracts that stand in a purpose whole, whatever they are called."""
    for word in named.words:
        meant = [it for shape, it in among.contracts_like(word) if word.is_whole(shape)]
        yield from _half_read(_likely(meant, clue, among))


def _doubtful(
    named: Purpose, leading: Sequence[Lead], clue: Clues, among: Directory
) -> Iterator[Lead]:
    """Yield the contracts whose digits alone stand beside another of the same series.

    That may be the payer's own, which he need not name; then even the number of a bill counts.
    """
    words = named.words if leading else (*named.words, *named.bills)
    meant = {mentions.shape(number) for number in _meant_numbers(leading, clue, among)}
    for word in words:
        alike = [
            it
            for shape, it in among.contracts_like(word)
            if word.may_be(shape) and any(shape.is_like(other) for other in meant)
        ]
        yield from _half_read(_likely(alike, clue, among))


def _meant_numbers(leading: Sequence[Lead], clue: Clues, among: Directory) -> Iterator[str]:
    yield from (lead.contract.number for lead in leading if lead.contract)
    led_to = [lead.account for lead in leading if lead.account]
    for account in (*led_to, *among.by_inn.get(clue.payer_inn, ())):
        yield account.contract_number or ""


def _half_read(contracts: Iterable[KnownContract]) -> Iterator[Lead]:
    return (Lead(Ground.CONTRACT, is_whole=False, contract=one) for one in contracts)


def _numbers(accounts: Iterable[KnownAccount]) -> Iterator[Lead]:
    return (Lead(Ground.NUMBER, is_whole=False, account=account) for account in accounts)
