"""What each kind of document prints: one frozen context a kind."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.contexts.values import (
    BailiffRow,
    CancelledOrder,
    Claimant,
    CopyOfAct,
    Court,
    Debtor,
    DebtRow,
    Executor,
    Meter,
    Penalty,
    Proof,
    RefusedOrder,
    RestrictionLevel,
    ReturnedApplication,
    Share,
    Signatory,
    StateDuty,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper has."""

    number: str
    dated: date
    claimant: Claimant
    signatory: Signatory
    executor: Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaper(Paper):
    """A paper about one debtor."""

    case_number: str
    debtor: Debtor


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPaper(CasePaper):
    """A paper with the debt by periods. Its totals come from the rows, so they cannot disagree.

    ``addresses`` are where all of it was supplied, ready to print.
    """

    debts: tuple[DebtRow, ...]
    penalty: Penalty
    enclosures: tuple[str, ...]
    addresses: str = ""

    @property
    def debt_total(self) -> Decimal:
        """The principal."""
        return sum((row.debt for row in self.debts), Decimal(0))

    @property
    def claim_total(self) -> Decimal:
        """Principal and penalty: the price of the claim."""
        return self.debt_total + self.penalty.total

    @property
    def first_period(self) -> date:
        """The earliest unpaid month."""
        return min(row.period for row in self.debts)

    @property
    def last_period(self) -> date:
        """The latest unpaid month."""
        return max(row.period for row in self.debts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(MoneyPaper):
    """Уведомление о задолженности: pay within ``term_days`` of delivery."""

    term_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionWarning(MoneyPaper):
    """Предупреждение об ограничении.

    The day, the level, the acts it rests on and the cost, with the earlier notice when there was
    one.

    A citizen's service that was restricted is cut off wholly ``suspension_days`` later.
    """

    term_days: int
    restriction_from: date
    suspension_days: int
    level: RestrictionLevel
    services: tuple[str, ...]
    act: str
    notice: Proof | None = None
    reconnection_cost: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrialClaim(MoneyPaper):
    """Досудебная претензия: pay within ``term_days`` of sending, or we go to the court."""

    term_days: int
    court: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMemo(MoneyPaper):
    """Служебная записка: the case is handed to the lawyers with its proofs.

    ``shares`` name those who owe, each with the ground and the sum.
    """

    addressee: Signatory
    court: str
    duty: StateDuty
    proofs: tuple[Proof, ...]
    limitation_ends_on: date
    shares: tuple[Share, ...] = ()

    @property
    def is_barred(self) -> bool:
        """The term to sue for the earliest month has passed."""
        return self.limitation_ends_on < self.dated

    @property
    def grand_total(self) -> Decimal:
        """Principal, penalty and duty."""
        return self.claim_total + self.duty.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFiling(MoneyPaper):
    """What is common to both filings.

    ``objected``: the debtor has disputed what is claimed.
    """

    court: Court
    duty: StateDuty
    proofs: tuple[Proof, ...] = ()
    objected: bool = False

    @property
    def grand_total(self) -> Decimal:
        """Principal, penalty and duty."""
        return self.claim_total + self.duty.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrderApplication(CourtFiling):
    """Заявление о вынесении судебного приказа; what was given back before says what is mended."""

    returned: ReturnedApplication | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOfClaim(CourtFiling):
    """Исковое заявление, with the order that was cancelled or refused before it.

    ``is_in_time``: the limitation of no claimed month has passed. ``is_simplified``: by its price
    it is heard in simplified proceedings.
    """

    cancelled_order: CancelledOrder | None = None
    refused_order: RefusedOrder | None = None
    is_in_time: bool = False
    is_simplified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionOrder(CasePaper):
    """Поручение бригаде на ограничение."""

    crew: str
    planned_on: date
    level: RestrictionLevel
    services: tuple[str, ...]
    act: str
    meter: Meter
    debt: Decimal
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionReport(CasePaper):
    """Акт о введении ограничения, as the crew reported it and no more.

    What was not told or not read is said to be so.

    ``performed_at`` is the local time, like «14:35»; no ``seal`` when none was set.
    """

    order_number: str
    order_date: date
    crew: str
    crew_members: tuple[str, ...]
    performed_on: date
    performed_at: str
    level: RestrictionLevel
    services: tuple[str, ...]
    act: str
    method: str
    meter: Meter
    reading: Decimal | None
    seal: str
    debt: Decimal
    customer_present: bool = False
    copy: CopyOfAct | None = None
    customer_remarks: str = ""
    witnesses: str = ""
    filmed: bool = False
    photos: int = 0
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumptionOrder(CasePaper):
    """Поручение бригаде на возобновление.

    The ground is gone since ``cleared_on``, supply must be back by ``resume_by``.

    ``resume_hours`` is given where the law counts hours from the word of the payment.
    """

    crew: str
    report_number: str
    report_date: date
    restricted_on: date
    ground: str
    cleared_on: date
    resume_by: date
    resume_hours: int
    services: tuple[str, ...]
    act: str
    meter: Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class BailiffRegistry(Paper):
    """Реестр исполнительных документов: cover letter and list."""

    office: str
    office_address: str
    rows: tuple[BailiffRow, ...]
    enclosures: tuple[str, ...]

    @property
    def grand_total(self) -> Decimal:
        """Everything to collect under the registry."""
        return sum((row.total for row in self.rows), Decimal(0))


Context = (
    Notice
    | RestrictionWarning
    | PretrialClaim
    | ServiceMemo
    | CourtOrderApplication
    | StatementOfClaim
    | RestrictionOrder
    | RestrictionReport
    | ResumptionOrder
    | BailiffRegistry
)
