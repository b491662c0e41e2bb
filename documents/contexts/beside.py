"""What papers print that stand beside the stages: made with a task, or when somebody asks for one.

Sums are roubles.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.contexts.beside_values import Claimed, EarlierOrder, LegalTerm, Part
from documents.contexts.by_kind import CasePaper, MoneyPaper
from documents.contexts.values import Court, RestrictionLevel, StateDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallmentAgreement(CasePaper):
    """Соглашение о рассрочке: signed by both, it is an acknowledgement too (ГК 203).

    ``grace_days`` after a part is due the agreement is broken. Of the whole ``costs`` and
    ``penalty`` are beside the principal.
    """

    first_period: date
    last_period: date
    debt: Decimal
    costs: Decimal
    penalty: Decimal
    parts: tuple[Part, ...]
    grace_days: int

    @property
    def principal(self) -> Decimal:
        """What of it is owed for the services themselves."""
        return self.debt - self.costs - self.penalty


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtPaper(CasePaper):
    """A paper to a court that has been asked already.

    ``court_number`` is what the court calls the case, once it is known; ``is_order`` where an order
    was asked for.
    """

    court: Court
    court_number: str
    filed_on: date
    is_order: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosingPaper(CourtPaper):
    """A paper to a court that lists what comes with it."""

    enclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedClaim(EnclosingPaper):
    """Уточнение требований: what is asked for now that something was paid after the filing."""

    claimed: Claimed
    left: Claimed
    paid: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(CourtPaper):
    """Отказ от иска, or from an application for an order.

    Who paid after the filing bears the costs (ГПК 101, АПК 110).
    """

    claimed: Claimed
    paid: Decimal
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySetOff(CasePaper):
    """Ходатайство о зачёте пошлины: what was paid for an order counts toward the claim."""

    court: Court
    order: EarlierOrder
    duty: StateDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class WritApplication(CourtPaper):
    """Заявление о выдаче исполнительного листа."""

    ruled_on: date
    in_force_on: date | None
    awarded: Claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorsClaim(MoneyPaper):
    """Заявление о включении в реестр: former debt, with the penalty up to the ruling.

    ``known_from`` names the ruling, as it was written down.
    """

    court: Court
    opened_on: date
    known_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution(EnclosingPaper):
    """Заявление о правопреемстве: another stands in the place of the debtor."""

    successor: str
    successor_address: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalObjections(EnclosingPaper):
    """Возражения на поворот: what an order had brought is owed all the same.

    ``sued_on`` is when the claim was filed after it; the debt is what is still unpaid.
    """

    cancelled_on: date
    collected: Decimal
    debt: Decimal
    sued_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOffOrder(CasePaper):
    """Приказ о списании: a debt without hope, by its ground; it is watched for years all the same.

    ``debt`` is principal, ``costs`` what courts awarded besides and a restriction cost.
    """

    first_period: date
    last_period: date
    debt: Decimal
    costs: Decimal
    ground: str
    watched_years: int
    watched_until: date

    @property
    def total(self) -> Decimal:
        """All that is written off."""
        return self.debt + self.costs


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeToCourt(CourtPaper):
    """Сообщение суду: what became of the debt while the court had not ruled yet.

    ``settled_on`` is the day of the last payment, where everything is paid.
    """

    claimed: Claimed
    paid: Decimal
    settled_on: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BailiffsPaper(CasePaper):
    """A paper to the bailiffs about one writ; the number of the proceeding may be unknown."""

    office: str
    office_address: str
    document: str
    writ_number: str
    writ_date: date
    court_name: str
    proceeding_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeToBailiffs(BailiffsPaper):
    """Сообщение приставам: the debt is paid, the proceeding is to be ended as executed."""

    paid: Decimal
    settled_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WritRecall(BailiffsPaper):
    """Отзыв исполнительного документа: the claimant takes the writ back unexecuted."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLetter(CasePaper):
    """Уведомление органа: whom the law names hears of a restriction before it is brought about."""

    addressee: str
    services: tuple[str, ...]
    level: RestrictionLevel
    restriction_from: date
    debt: Decimal
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSheet(CasePaper):
    """Лист сроков: every legal term of a case with what started it and what it was counted by.

    ``rows`` and ``digest`` are the length and the end of the journal's chain on that day.
    """

    terms: tuple[LegalTerm, ...]
    rows: int
    digest: str
