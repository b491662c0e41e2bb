"""The values papers are made of: parties, debts, penalties, duties, proofs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class DebtorKind(StrEnum):
    """What the law calls the debtor; the values are those of ``Party.Kind``."""

    PERSON = "PERSON"
    SOLE_TRADER = "SOLE_TRADER"
    ORGANIZATION = "ORGANIZATION"
    MANAGING_COMPANY = "MANAGING_COMPANY"
    HOA = "HOA"

    @property
    def is_citizen(self) -> bool:
        """Courts of general jurisdiction hear the claim, and the supply rules
        for citizens apply.
        """
        return self is DebtorKind.PERSON

    @property
    def is_natural_person(self) -> bool:
        """The name is a person's and is declined."""
        return self in {DebtorKind.PERSON, DebtorKind.SOLE_TRADER}


class RestrictionLevel(StrEnum):
    """How much of the supply is taken away."""

    PARTIAL = "PARTIAL"
    FULL = "FULL"


class CopyOfAct(StrEnum):
    """What became of the customer's copy of an act."""

    HANDED = "HANDED"
    REFUSED = "REFUSED"
    LEFT = "LEFT"
    POST = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """The supplier: letterhead and bank requisites."""

    name: str
    short_name: str
    inn: str
    kpp: str
    ogrn: str
    address: str
    phone: str
    bank_name: str
    bik: str
    settlement_account: str
    correspondent_account: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs or receives a paper.

    ``power`` names what a representative acts by, ``until`` is its last day and ``law_degree`` his
    diploma; whoever the register of companies names needs none.
    """

    position: str
    name: str
    power: str = ""
    until: date | None = None
    law_degree: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executor:
    """The clerk whom the addressee may ask."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """Who owes. ``address`` is where the service is supplied, ``postal_address`` where letters go
    when it differs, ``residence`` where a person is registered and an organization has its seat.

    ``ground`` says why, as after «является»: an owner since a day, a tenant, a party to a contract.
    ``jointly`` are the names of those who owe the same together with him.

    Rooms under a contract may have no account of their own: then ``account`` is empty and the
    contract is named.
    """

    name: str
    kind: DebtorKind
    address: str
    account: str
    postal_address: str = ""
    contract_number: str = ""
    contract_date: date | None = None
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    birth_date: date | None = None
    residence: str = ""
    ground: str = ""
    jointly: tuple[str, ...] = ()
    is_home: bool = True

    @property
    def is_citizen(self) -> bool:
        """The debtor is a citizen outside business."""
        return self.kind.is_citizen

    @property
    def pays_for_home(self) -> bool:
        """The Housing Code is about what is owed."""
        return self.is_citizen and self.is_home

    @property
    def court_address(self) -> str:
        """Where a court looks for the debtor."""
        return self.residence or self.letter_address

    @property
    def letter_address(self) -> str:
        """Where letters go."""
        return self.postal_address or self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A payment of a month: its day, its sum, and what was left of the month after it."""

    on: date
    amount: Decimal
    rest: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One of those who owe a claim: why, and how much of the principal."""

    name: str
    address: str
    ground: str
    debt: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtRow:
    """One month of one service at one account. ``period`` is the first day of the month.

    ``payments`` are those that this system knows, ``paid_before`` is what was paid before it.
    """

    period: date
    service: str
    due: date
    charged: Decimal
    paid: Decimal
    debt: Decimal
    account: str = ""
    paid_before: Decimal = Decimal(0)
    payments: tuple[Paid, ...] = ()

    @property
    def left_before(self) -> Decimal:
        """What was left of it when this system began to follow it."""
        return self.charged - self.paid_before


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyRow:
    """Days ``start`` … ``end`` (both charged) of one claim at one rate.

    ``rate`` in percent a year, ``fraction`` like ``1/300``.
    """

    period: date
    due: date
    start: date
    end: date
    days: int
    base: Decimal
    rate: Decimal
    fraction: str
    amount: Decimal
    service: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """The penalty as of a day.

    ``total`` is what is claimed: rounding happens once per claim, not per row.
    """

    as_of: date
    rows: tuple[PenaltyRow, ...]
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One step of the computation of the state duty, in words, with what it has come to."""

    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDuty:
    """The state duty of a filing.

    How it was computed, what it came to, and how much an earlier payment covers; by what article,
    where it is not that of an order.
    """

    lines: tuple[DutyLine, ...]
    amount: Decimal
    set_off: Decimal = Decimal(0)
    set_off_ground: str = ""

    @property
    def to_pay(self) -> Decimal:
        """What is left after the set-off."""
        return self.amount - self.set_off


class Reached(StrEnum):
    """How an earlier paper reached the debtor.

    Handed over, taken by the server of the mailbox, or only sent, which is enough for a claim. What
    came back counts as delivered when the addressee refused it or left it at the post office
    (ГК 165.1); not when he has moved or died, or the address is wrong.
    """

    DELIVERED = "DELIVERED"
    ACCEPTED = "ACCEPTED"
    SENT = "SENT"
    RETURNED = "RETURNED"
    EXPIRED = "EXPIRED"
    REFUSED = "REFUSED"
    MOVED = "MOVED"
    DEAD = "DEAD"
    WRONG_ADDRESS = "WRONG_ADDRESS"

    @property
    def counts(self) -> bool:
        """Say whether the law takes it for delivered."""
        return self in {Reached.DELIVERED, Reached.EXPIRED, Reached.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An earlier paper of the case and how it reached the debtor.

    ``channel`` in words, like «заказным письмом»; ``on`` is the day of it.
    """

    title: str
    number: str
    dated: date
    channel: str
    on: date
    how: Reached = Reached.DELIVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """Where an application is filed."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledOrder:
    """A court order that the debtor's objections cancelled, and what was collected by it."""

    number: str
    issued_on: date
    cancelled_on: date
    collected: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedOrder:
    """A court order that the judge refused to issue; the number of its case may be unknown."""

    refused_on: date
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedApplication:
    """An application that a judge gave back to be mended: the ground, as the ruling says it."""

    returned_on: date
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """The meter a crew finds at the address; an empty number means that none is known."""

    number: str
    model: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BailiffRow:
    """One writ handed to bailiffs. ``identity`` is ИНН or the birth date, ready to print.

    ``document`` says what the writ is: an order of a court or a writ by a judgment. ``case_number``
    is that of the court.
    ``formula`` is by what the penalty runs on after ``counted_to``, where the court has awarded it
    until the debt is paid.
    """

    case_number: str
    document: str
    writ_number: str
    writ_date: date
    court: str
    debtor: str
    identity: str
    address: str
    account: str
    debt: Decimal
    penalty: Decimal
    duty: Decimal
    formula: str = ""
    counted_to: date | None = None

    @property
    def total(self) -> Decimal:
        """What the bailiff has to collect."""
        return self.debt + self.penalty + self.duty
