"""Whose money it is: the account or contract that a bank document leads to, and the likely ones when nothing is certain."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from webapp.contracts.models import Account, Contract, Supplier
from webapp.payments.models import Payment, Reference
from webapp.payments.queries import months, purpose

# Balance accounts of banks themselves: their ИНН stands on payments that they only pass on for their customers.
TRANSIT_ACCOUNTS = ("301", "302", "303", "304", "409", "474")
# Accounts of the treasury, from which bailiffs pay on what they have collected.
TREASURY_ACCOUNTS = ("03", "40302")


@dataclass(frozen=True, slots=True)
class Clues:
    """What a bank document says about its payer."""

    purpose: str
    payer_inn: str = ""
    payer_name: str = ""
    payer_account: str = ""
    receiver_account: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The account to post to; with ``contract_id`` the money is for all of the contract's accounts."""

    account_id: int | None = None
    contract_id: int | None = None
    found_by: Payment.FoundBy = Payment.FoundBy.NOT_FOUND


@dataclass(frozen=True, slots=True)
class _Account:
    """What identification needs to know of an account."""

    id: int
    number: str
    inn: str
    name: str
    contract_id: int | None
    is_open: bool
    bank_account: str


@dataclass(frozen=True, slots=True)
class _Contract:
    """What identification needs to know of a contract."""

    id: int
    number: str
    bank_account: str
    inn: str


@dataclass(slots=True)
class Directory:
    """Every account and contract that a batch of documents could lead to, read at once."""

    by_number: dict[str, _Account] = field(default_factory=dict)
    by_inn: dict[str, list[_Account]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[_Account]] = field(default_factory=lambda: defaultdict(list))
    by_contract: dict[int, list[_Account]] = field(default_factory=lambda: defaultdict(list))
    by_reference: dict[str, list[_Account]] = field(default_factory=lambda: defaultdict(list))
    contracts_by_number: dict[str, list[_Contract]] = field(
        default_factory=lambda: defaultdict(list)
    )
    own_bank_accounts: frozenset[str] = frozenset()


def own_bank_accounts() -> frozenset[str]:
    """Return the bank accounts of all suppliers."""
    return frozenset(Supplier.objects.values_list("settlement_account", flat=True))


def directory(clues: Sequence[Clues]) -> Directory:
    """Read what these documents could lead to."""
    read = [purpose.read(clue.purpose) for clue in clues]
    numbers = _spellings(
        word
        for one in read
        for word in (*one.accounts, *map(_bare_number, one.accounts), *one.bare)
    )
    contracts = _contracts(_spellings(word for one in read for word in one.contracts))
    inns = {clue.payer_inn for clue in clues} - {""}
    names = {spelling for clue in clues for spelling in _name_spellings(clue.payer_name)}
    result = Directory(own_bank_accounts=own_bank_accounts())
    for contract in contracts:
        result.contracts_by_number[contract.number.upper()].append(contract)
    references = _references({word for one in read for word in (*one.writs, *one.court_cases)})
    for account in _accounts(
        numbers, inns, names, {contract.id for contract in contracts}, set(references)
    ):
        _enter(result, account)
        for number in references.get(account.id, ()):
            result.by_reference[number].append(account)
    return result


def identify(clue: Clues, *, among: Directory) -> Finding:
    """Return where the money goes: by the number of an account, else of a writ or a court case, else of a contract, else by the payer's ИНН.

    Doubt finds nothing: a person decides. What came to the bank account of one supplier is never found to be another's.
    """
    named = purpose.read(clue.purpose)
    if named.accounts:
        return _by_label(named, clue, among)
    if by_reference := _by_reference(named, clue, among):
        return by_reference
    if named.contracts:
        return _by_contract(named, clue, among)
    return _by_bare_number(named, clue, among) or _by_inn(clue, among) or Finding()


def suggest(clue: Clues, *, among: Directory) -> tuple[int, ...]:
    """Return the ids of the likeliest accounts, best first, for a person to choose from."""
    named = purpose.read(clue.purpose)
    contracts = [
        contract
        for number in named.contracts
        for contract in among.contracts_by_number.get(number.upper(), [])
    ]
    likely = [
        *_known((*named.accounts, *named.bare), among),
        *_known(map(_bare_number, named.accounts), among),
        *_referred((*named.writs, *named.court_cases), among),
        *(account for contract in contracts for account in among.by_contract.get(contract.id, [])),
        *among.by_inn.get(clue.payer_inn, []),
        *(
            account
            for spelling in _name_spellings(clue.payer_name)
            for account in among.by_name.get(spelling.upper(), [])
        ),
    ]
    likely.sort(key=lambda account: not _is_received(clue, account, among))
    return tuple(dict.fromkeys(account.id for account in likely))[:5]


def clues_of(payment: Payment) -> Clues:
    """Return what a stored payment says about its payer."""
    return Clues(
        payment.purpose,
        payment.payer_inn,
        payment.payer_name,
        payment.payer_bank_account,
        payment.receiver_bank_account,
    )


def months_of(payment: Payment) -> tuple[date, ...]:
    """Return the months that the payer named."""
    return months.read(payment.purpose, paid_on=payment.paid_on).months


def _known(numbers: Iterable[str], among: Directory) -> list[_Account]:
    """Return the accounts that have one of the numbers, each once."""
    found = (among.by_number.get(number.upper()) for number in numbers)
    return list({account.id: account for account in found if account}.values())


def _is_received(clue: Clues, it: _Account | _Contract, among: Directory) -> bool:
    """Say whether the money came to the supplier of the account or contract, as far as it is known whose the receiving bank account is."""
    return (
        clue.receiver_account not in among.own_bank_accounts
        or it.bank_account == clue.receiver_account
    )


def _by_label(named: purpose.Purpose, clue: Clues, among: Directory) -> Finding:
    """A labelled number that is not ours is a misprint, or money for somebody else; two accounts are for a person to divide."""
    are_ours = all(number.upper() in among.by_number for number in named.accounts)
    accounts = _known((*named.accounts, *named.bare), among)
    is_certain = are_ours and len(accounts) == 1 and _is_received(clue, accounts[0], among)
    return Finding(accounts[0].id, None, Payment.FoundBy.ACCOUNT) if is_certain else Finding()


def _by_reference(named: purpose.Purpose, clue: Clues, among: Directory) -> Finding | None:
    """Whoever names a writ or a proceeding pays by it, an employer too. A court's number may be another court's: its payer is looked at."""
    known = _referred((*named.writs, *named.court_cases), among)
    if not known:
        return None
    found = [account for account in known if _is_received(clue, account, among)]
    debts = {
        (account.contract_id, None if account.contract_id else account.id) for account in found
    }
    contracts = {
        contract.id
        for number in named.contracts
        for contract in among.contracts_by_number.get(number.upper(), [])
    }
    if (
        len(debts) != 1
        or contracts - {found[0].contract_id}
        or not _may_collect(named, clue, found[0], among)
    ):
        return Finding()
    if found[0].contract_id:
        return _whole_contract(found[0].contract_id, among, Payment.FoundBy.REFERENCE)
    return Finding(found[0].id, None, Payment.FoundBy.REFERENCE)


def _may_collect(named: purpose.Purpose, clue: Clues, account: _Account, among: Directory) -> bool:
    by_writ = account in _referred(named.writs, among)
    return (
        by_writ
        or _may_pay_for(clue, account.inn)
        or clue.payer_account.startswith(TREASURY_ACCOUNTS)
    )


def _referred(numbers: Iterable[str], among: Directory) -> list[_Account]:
    return [account for number in numbers for account in among.by_reference.get(number, [])]


def _by_contract(named: purpose.Purpose, clue: Clues, among: Directory) -> Finding:
    """Every contract of ours has a number like 15, and so has everybody else's: the payer must be its party, or not known at all."""
    found = [among.contracts_by_number.get(number.upper(), []) for number in named.contracts]
    contracts = list(
        {contract.id: contract for same_number in found for contract in same_number}.values()
    )
    of_receiver = [contract for contract in contracts if _is_received(clue, contract, among)]
    certain = [contract for contract in of_receiver if _may_pay_for(clue, contract.inn)]
    accounts = _known(named.bare, among)
    if (
        not all(found)
        or len(certain) != 1
        or {account.contract_id for account in accounts} - {certain[0].id}
    ):
        return Finding()
    if len(accounts) == 1:
        return Finding(accounts[0].id, None, Payment.FoundBy.ACCOUNT)
    return _whole_contract(certain[0].id, among, Payment.FoundBy.CONTRACT) or Finding()


def _by_bare_number(named: purpose.Purpose, clue: Clues, among: Directory) -> Finding | None:
    """Numbers of other things look like numbers of accounts: without a label one counts only if the payer does not speak against it."""
    accounts = _known(named.bare, among)
    if not accounts:
        return None
    is_certain = (
        len(accounts) == 1
        and _may_pay_for(clue, accounts[0].inn)
        and _is_received(clue, accounts[0], among)
    )
    return Finding(accounts[0].id, None, Payment.FoundBy.ACCOUNT) if is_certain else Finding()


def _may_pay_for(clue: Clues, inn: str) -> bool:
    """Say whether the payer is the party with this ИНН as far as the bank tells: nobody's ИНН and a passing bank's tell nothing."""
    return not clue.payer_inn or _is_passed_on(clue) or clue.payer_inn == inn


def _is_passed_on(clue: Clues) -> bool:
    return clue.payer_account.startswith(TRANSIT_ACCOUNTS)


def _by_inn(clue: Clues, among: Directory) -> Finding | None:
    accounts = among.by_inn.get(clue.payer_inn, []) if not _is_passed_on(clue) else []
    accounts = [account for account in accounts if _is_received(clue, account, among)]
    accounts = [account for account in accounts if account.is_open] or accounts
    contracts = {account.contract_id for account in accounts}
    if len(contracts) == 1 and (contract_id := next(iter(contracts))):
        return _whole_contract(contract_id, among, Payment.FoundBy.INN)
    return Finding(accounts[0].id, None, Payment.FoundBy.INN) if len(accounts) == 1 else None


def _whole_contract(
    contract_id: int, among: Directory, found_by: Payment.FoundBy
) -> Finding | None:
    accounts = among.by_contract.get(contract_id, [])
    accounts = [account for account in accounts if account.is_open] or accounts
    return (
        Finding(min(account.id for account in accounts), contract_id, found_by)
        if accounts
        else None
    )


def _references(numbers: set[str]) -> dict[int, list[str]]:
    """Return the numbers that lead to accounts, by the account."""
    found: dict[int, list[str]] = defaultdict(list)
    for number, account_id in Reference.objects.filter(number__in=numbers).values_list(
        "number", "account_id"
    ):
        found[account_id].append(number)
    return found


def _accounts(
    numbers: set[str],
    inns: set[str],
    names: set[str],
    contract_ids: set[int],
    account_ids: set[int],
) -> Iterable[_Account]:
    """Read the accounts by any of the clues, and their contracts' other accounts."""
    direct = Q(number__in=numbers) | Q(contract_id__in=contract_ids) | Q(id__in=account_ids)
    by_party = Q(party__inn__in=inns) | Q(party__name__in=names)
    # two queries, each on its own index: one OR over two tables would read both in full
    rows = {**_rows(direct), **_rows(by_party)}
    contracts = {account.contract_id for account in rows.values()} - {None} - contract_ids
    return {**rows, **_rows(Q(contract_id__in=contracts))}.values()


def _rows(condition: Q) -> dict[int, _Account]:
    fields = (
        "id",
        "number",
        "party__inn",
        "party__name",
        "contract_id",
        "is_open",
        "supplier__settlement_account",
    )
    accounts = Account.objects.filter(condition).annotate(is_open=Q(closed_on=None)).order_by("id")
    return {row[0]: _Account(*row) for row in accounts.values_list(*fields)}


def _contracts(numbers: set[str]) -> list[_Contract]:
    fields = ("id", "number", "supplier__settlement_account", "party__inn")
    return [
        _Contract(*row)
        for row in Contract.objects.filter(number__in=numbers).order_by("id").values_list(*fields)
    ]


def _enter(into: Directory, account: _Account) -> None:
    into.by_number[account.number.upper()] = account
    into.by_name[account.name.upper()].append(account)
    if account.inn:
        into.by_inn[account.inn].append(account)
    if account.contract_id:
        into.by_contract[account.contract_id].append(account)


def _spellings(words: Iterable[str]) -> set[str]:
    return {
        spelling for word in words for spelling in (word, word.upper(), word.lower()) if spelling
    }


def _bare_number(number: str) -> str:
    """Return the number as a person could have meant it: without separators and leading zeros."""
    return number.replace("-", "").replace("/", "").lstrip("0").upper()


def _name_spellings(name: str) -> set[str]:
    """Banks write ``ИВАНОВ ИВАН ИВАНОВИЧ//г. Город, ул. …//``: the name stands before the first double slash."""
    first = name.split("//", maxsplit=1)[0].strip()
    return {first, first.title()} - {""}
