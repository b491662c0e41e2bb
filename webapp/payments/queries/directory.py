"""Every account and contract that bank documents could lead to, with what speaks for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat, Trim

from webapp.contracts.models import Account, Supplier
from webapp.payments.models import ConfirmedPayer, Payment
from webapp.payments.queries import (
    addressed,
    charged,
    debts,
    firms,
    known_contracts,
    lettering,
    mentions,
    others,
    owing,
    people,
    places,
    purpose,
    references,
    trade_names,
)
from webapp.payments.queries.charged import Charged
from webapp.payments.queries.known_contracts import KnownContract
from webapp.payments.queries.mentions import Mention, Shape
from webapp.payments.queries.places import Place

_ACCOUNT_FIELDS = (
    "id",
    "number",
    "contract_id",
    "supplier__settlement_account",
    "is_open",
    "party__inn",
    "party__kind",
    "party__name",
    "party__last_name",
    "party__first_name",
    "party__patronymic",
    "premises__building__street__name",
    "house",
    "flat",
    "contract__number",
)
_PARTS_OF_HOUSE = ("number", "korpus", "stroenie", "litera")


@dataclass(frozen=True, slots=True)
class Clues:
    """What a bank document says about its payer."""

    purpose: str
    payer_inn: str = ""
    payer_name: str = ""
    payer_account: str = ""
    receiver_account: str = ""
    amount: Decimal = Decimal(0)
    paid_on: date = date.max


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """What identification needs to know of an account."""

    id: int
    number: str
    contract_id: int | None
    bank_account: str
    is_open: bool
    inn: str
    party_kind: str
    name: str
    last_name: str
    first_name: str
    patronymic: str
    street: str
    house: str
    flat: str
    contract_number: str | None

    @property
    def place(self) -> Place:
        """Return the words of the address."""
        return places.place(self.street, self.house, self.flat)


@dataclass(slots=True)
class Directory:
    """Accounts and contracts by each of the clues.

    ``sums`` are what a payer of the account would pay to the kopeck.
    """

    by_id: dict[int, KnownAccount] = field(default_factory=dict)
    by_number: dict[str, list[KnownAccount]] = field(default_factory=lambda: defaultdict(list))
    by_inn: dict[str, list[KnownAccount]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[KnownAccount]] = field(default_factory=lambda: defaultdict(list))
    by_trade_name: dict[str, list[KnownAccount]] = field(default_factory=lambda: defaultdict(list))
    by_contract: dict[int, list[KnownAccount]] = field(default_factory=lambda: defaultdict(list))
    by_reference: dict[str, list[KnownAccount]] = field(default_factory=lambda: defaultdict(list))
    contracts: dict[str, list[KnownContract]] = field(default_factory=lambda: defaultdict(list))
    by_digits: dict[str, list[tuple[Shape, KnownContract]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    confirmed: dict[str, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    sums: dict[int, set[Decimal]] = field(default_factory=lambda: defaultdict(set))
    by_place: dict[tuple[str, str], list[KnownAccount]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_sum: dict[Decimal, list[int]] = field(default_factory=lambda: defaultdict(list))
    own_bank_accounts: frozenset[str] = frozenset()
    own_names: tuple[str, ...] = ()
    own_inns: frozenset[str] = frozenset()
    charged: dict[int, Charged] = field(default_factory=dict)
    our_services: frozenset[str] = frozenset()
    people_named: people.Named = field(default_factory=people.Named)
    debtors_named: people.Holders = field(default_factory=dict)
    streets: addressed.Streets = field(default_factory=addressed.Streets)

    def accounts(self, numbers: Iterable[str]) -> list[KnownAccount]:
        """Return the accounts that have one of the numbers, each once."""
        found: dict[int, KnownAccount] = {}
        for number in numbers:
            for account in self.by_number.get(lettering.key(number), ()):
                found[account.id] = account
        return list(found.values())

    def named_contracts(self, numbers: Iterable[str]) -> list[KnownContract]:
        """Return the contracts that have one of the numbers, each once."""
        found: dict[int, KnownContract] = {}
        for number in numbers:
            for contract in self.contracts.get(lettering.key(number), ()):
                found[contract.id] = contract
        return list(found.values())

    def contracts_like(self, mention: Mention) -> list[tuple[Shape, KnownContract]]:
        """Return the contracts that have the digits of a word, each with its shape."""
        found: dict[int, tuple[Shape, KnownContract]] = {}
        for digits in mentions.digits([mention]):
            for like in self.by_digits.get(digits, ()):
                found[like[1].id] = like
        return list(found.values())

    def referred(self, numbers: Iterable[str]) -> list[KnownAccount]:
        """Return the accounts that others pay for under one of the numbers."""
        return [account for number in numbers for account in self.by_reference.get(number, ())]

    def references_of(self, accounts: Iterable[KnownAccount]) -> set[str]:
        """Return the numbers under which others pay for one of these accounts."""
        ids = {account.id for account in accounts}
        led_to = self.by_reference.items()
        return {number for number, found in led_to if any(one.id in ids for one in found)}

    def at(self, text: str) -> list[KnownAccount]:
        """Return the accounts whose address stands in a text."""
        spoken = places.corrected(places.words(text), self.streets.words)
        near = {pair for _index, pair in places.pairs(spoken)}
        return [
            account
            for pair in near
            for account in self.by_place.get(pair, ())
            if places.is_named(account.place, spoken)
        ]

    def is_ours(self, bank_account: str) -> bool:
        """Say whether the bank account is a supplier's, as far as any of theirs is known."""
        known = self.own_bank_accounts
        return not known or not bank_account or bank_account in known

    def charged_of(self, accounts: Iterable[KnownAccount]) -> Charged:
        """Return what the accounts were charged for, together."""
        each = (self.charged.get(account.id, charged.NOTHING) for account in accounts)
        return charged.together(each)

    def receives(self, clue: Clues, it: KnownAccount | KnownContract) -> bool:
        """Say whether the money came to the supplier of the account or contract.

        It is taken for his where no bank account is told, or none of the suppliers' is known.
        """
        is_untold = not clue.receiver_account or not self.own_bank_accounts
        return is_untold or it.bank_account == clue.receiver_account


def own_bank_accounts() -> frozenset[str]:
    """Return the bank accounts of all suppliers."""
    return frozenset(Supplier.objects.values_list("settlement_account", flat=True)) - {""}


def clues_of(payment: Payment) -> Clues:
    """Return what a stored payment says about its payer."""
    return Clues(
        payment.purpose,
        payment.payer_inn,
        payment.payer_name,
        payment.payer_bank_account,
        payment.receiver_bank_account,
        payment.amount,
        payment.paid_on,
    )


def read(
    clues: Sequence[Clues], *, for_proposals: bool = False, also: Collection[int] = ()
) -> Directory:
    """Read what these documents could lead to; the number of queries does not depend on theirs.

    For proposals the payer's own address, his surname with initials and the sum are followed too;
    without them what is owed is read only of the accounts whose number needs a second sign.
    ``also`` are accounts that a person has chosen.
    """
    named = [purpose.read(clue.purpose) for clue in clues]
    result = _of_suppliers()
    result.our_services = charged.our_services()
    result.streets = addressed.streets()
    result.people_named = people.read([clue.purpose for clue in clues])
    result.debtors_named = references.debtors(clue.purpose for clue in clues)
    for contract in known_contracts.read(named):
        _enter_contract(result, contract)
    numbers = references.read(named)
    _read_confirmed(result, {clue.payer_account for clue in clues} - {""})
    reached = {account_id for found in result.confirmed.values() for account_id in found}
    reached |= set(numbers) | addressed.account_ids(
        (clue.purpose for clue in clues), among=result.streets
    )
    reached |= set(also) | people.ids(result.debtors_named)
    if for_proposals:
        reached |= _reached_by_payer(clues, result)
    for account in _accounts(clues, named, result, reached):
        _enter(result, account)
        for number in numbers.get(account.id, ()):
            result.by_reference[number].append(account)
    weak = {account.id for account in result.accounts(_need_a_sign(named))} | set(numbers)
    if for_proposals:
        weak = set(result.by_id)
    weak |= {account.id for account in _contracts_without_an_inn(clues, named, result)}
    _read_sums(result, weak)
    result.charged = charged.read(result.by_id.keys())
    return result


def _reached_by_payer(clues: Sequence[Clues], result: Directory) -> set[int]:
    """Return the accounts at the payers' own addresses, of their names, and that owe their sums."""
    sums = {clue.amount for clue in clues if clue.amount % owing.ROUND}
    for account_id, amount in owing.exactly(sums):
        result.by_sum[amount].append(account_id)
    names = [clue.payer_name.split("//")[0] for clue in clues]
    texts = [*names, *(clue.purpose for clue in clues)]
    reached = addressed.account_ids((clue.payer_name for clue in clues), among=result.streets)
    reached |= people.account_ids(texts)
    for account_ids in result.by_sum.values():
        if len(account_ids) <= owing.FEW:
            reached.update(account_ids)
    return reached


def name_spellings(name: str) -> set[str]:
    """Banks write ``ИВАНОВ ИВАН ИВАНОВИЧ//г.

    Город, ул. …//``: the name stands before the first double slash.
    """
    first = name.split("//", maxsplit=1)[0].strip()
    return {first, first.title()} - {""}


def _of_suppliers() -> Directory:
    rows = Supplier.objects.values_list("settlement_account", "inn", "name", "short_name")
    result = Directory()
    for bank_account, inn, name, short_name in rows:
        result.own_bank_accounts |= {bank_account} - {""}
        result.own_inns |= {inn}
        result.own_names += (name, short_name)
    return result


def _need_a_sign(named: Iterable[purpose.Purpose]) -> set[str]:
    numbers: set[str] = set()
    for one in named:
        numbers |= {reading for number in one.labelled for reading in number.readings}
        numbers |= {number.text for number in one.labelled if number.is_broken or number.is_cut}
        for number in (*one.bare, *one.named):
            numbers |= {number.text, *number.readings}
    return numbers


def _contracts_without_an_inn(
    clues: Sequence[Clues], named: Sequence[purpose.Purpose], result: Directory
) -> Iterable[KnownAccount]:
    """Yield the accounts of the contracts that payers without an ИНН name.

    Everybody has a contract 15, so that a sum has to agree.
    """
    for clue, one in zip(clues, named, strict=True):
        if not clue.payer_inn:
            mentioned = [like[1] for word in one.words for like in result.contracts_like(word)]
            for contract in (*result.named_contracts(one.contracts), *mentioned):
                yield from result.by_contract.get(contract.id, ())


def _read_confirmed(into: Directory, bank_accounts: Collection[str]) -> None:
    rows = ConfirmedPayer.objects.filter(bank_account__in=bank_accounts).order_by("confirmed_at")
    at: datetime
    for number, account_id, at in rows.values_list("bank_account", "account_id", "confirmed_at"):
        into.confirmed[number][account_id] = at.date()


def _accounts(
    clues: Sequence[Clues],
    named: Sequence[purpose.Purpose],
    known: Directory,
    account_ids: set[int],
) -> Iterable[KnownAccount]:
    """Read the accounts by any of the clues, and their contracts' other accounts."""
    numbers = lettering.spellings(word for one in named for word in _account_numbers(one))
    contracts = {contract.id for found in known.contracts.values() for contract in found}
    direct = Q(number__in=numbers) | Q(contract_id__in=contracts) | Q(id__in=account_ids)
    inns = _inns(clues) - known.own_inns
    by_party = Q(party__inn__in=inns) | Q(party__name__in=_names(clues))
    # two queries, each on its own index: one OR over two tables would read both in full
    rows = {**_rows(direct), **_rows(by_party)}
    further = {account.contract_id for account in rows.values()} - {None} - contracts
    return {**rows, **_rows(Q(contract_id__in=further))}.values()


def _inns(clues: Iterable[Clues]) -> set[str]:
    """Return the ИНН of the payers, and those that they name."""
    inns: set[str] = set()
    for clue in clues:
        inns |= others.likely_inns(clue.purpose)
        inns.add(clue.payer_inn)
    return inns - {""}


def _names(clues: Iterable[Clues]) -> set[str]:
    names = trade_names.read(clue.purpose for clue in clues)
    for clue in clues:
        names |= name_spellings(clue.payer_name)
        for firm in firms.named(clue.purpose):
            names |= others.spellings(firm)
    return names


def _account_numbers(named: purpose.Purpose) -> Iterable[str]:
    """Yield whatever may be the number of an account in a purpose."""
    yield from (*named.listed, *named.alike, *named.completed)
    for number in (*named.labelled, *named.named, *named.bare, *named.papers):
        yield from (number.text, *number.readings, *number.guesses)


def _rows(condition: Q) -> dict[int, KnownAccount]:
    accounts = (
        Account.objects.filter(condition)
        .annotate(
            is_open=Q(closed_on=None),
            house=_in_a_row(*(f"premises__building__{part}" for part in _PARTS_OF_HOUSE)),
            flat=_in_a_row("premises__number", "premises__room"),
        )
        .order_by("id")
    )
    return {row[0]: KnownAccount(*row) for row in accounts.values_list(*_ACCOUNT_FIELDS)}


def _in_a_row(*fields: str) -> Trim:
    """Return the numbers of an address as a payer writes them: house, block; flat, room."""
    spaced = (part for field_name in fields for part in (field_name, Value(" ")))
    return Trim(Concat(*spaced, output_field=CharField()))


def _read_sums(into: Directory, account_ids: Collection[int]) -> None:
    """A payer pays the whole debt or a whole month."""
    owed: dict[int, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for debt in debts.open_charges(account_ids) if account_ids else ():
        owed[debt.account_id][debt.period] += debt.debt
    for account_id, months in owed.items():
        into.sums[account_id] = {*months.values(), sum(months.values(), Decimal(0))}


def _enter_contract(into: Directory, contract: KnownContract) -> None:
    into.contracts[lettering.key(contract.number)].append(contract)
    shape = mentions.shape(contract.number)
    into.by_digits[shape.digits].append((shape, contract))


def _enter(into: Directory, account: KnownAccount) -> None:
    into.by_id[account.id] = account
    into.by_number[lettering.key(account.number)].append(account)
    into.by_name[account.name.upper()].append(account)
    into.by_trade_name[trade_names.key(account.name, account.party_kind)].append(account)
    if pair := account.place.pair:
        into.by_place[pair].append(account)
    if account.inn:
        into.by_inn[account.inn].append(account)
    if account.contract_id:
        into.by_contract[account.contract_id].append(account)
