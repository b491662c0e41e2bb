"""What papers of a package print: it goes to a court, and its inventory is what is in it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.contexts.by_kind import CasePaper
from documents.contexts.values import Court, Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One entry of an account: what was charged or came in on a day, and what is owed after it."""

    on: date
    text: str
    charged: Decimal
    paid: Decimal
    rest: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of an earlier paper, with what confirms it: a number, a provider's answer."""

    proof: Proof
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a package: the paper itself or one that is enclosed, on which pages it stands.

    An original goes apart and has no pages.
    """

    title: str
    first: int = 0
    last: int = 0

    @property
    def is_original(self) -> bool:
        """It is handed over as it is, beside the package."""
        return self.first == 0

    @property
    def length(self) -> int:
        """How many pages it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a paper names and the package does not hold, and why it is filed all the same."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMovements(CasePaper):
    """What is common to papers about all that happened on an account over days. Roubles.

    ``opening`` is what was owed when ``since`` began.
    """

    since: date
    until: date
    opening: Decimal
    movements: tuple[Movement, ...]

    @property
    def charged_total(self) -> Decimal:
        """Everything charged over the days."""
        return sum((move.charged for move in self.movements), Decimal(0))

    @property
    def paid_total(self) -> Decimal:
        """Everything that came in over the days."""
        return sum((move.paid for move in self.movements), Decimal(0))

    @property
    def closing(self) -> Decimal:
        """What is owed when the days are over."""
        return self.opening + self.charged_total - self.paid_total


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountExtract(AccountMovements):
    """Выписка по лицевому счёту: what was charged and paid, for a court to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation(AccountMovements):
    """Акт сверки: the same, for both to sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord(CasePaper):
    """Сведения о направлении: what became of every paper that went to the debtor."""

    rows: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLetter(CasePaper):
    """Сопроводительное письмо: what goes to a court, with an inventory of the whole package.

    ``about`` is what is sent, as after «направляет»; ``pages`` are those of the package.
    """

    addressee: Court
    about: str
    pieces: tuple[Piece, ...]
    pages: int
    left_out: tuple[LeftOut, ...] = ()
