"""The parts papers share: who claims, who owes, how much for which days, what it costs in court, what proves delivery."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from documents import catalogue, contexts
from tariffs import court_track, state_duty
from tariffs.penalty import Penalty
from webapp.contracts.models import Account, Supplier
from webapp.metering.models import Meter
from webapp.recovery.models import Authority, CourtCase, RecoveryCase, Step
from webapp.recovery.queries import claims
from webapp.recovery.queries.claims import ClaimedCharge
from webapp.staff.models import User

_CHANNELS = {"email": "по электронной почте", "sms": "сообщением СМС", "voice": "телефонным звонком с записью", "post": "заказным письмом"}
_COURT_DEBTOR: dict[str, Literal["citizen", "sole_trader", "organization"]] = {
    "PERSON": "citizen",
    "SOLE_TRADER": "sole_trader",
    "ORGANIZATION": "organization",
    "MANAGING_COMPANY": "organization",
    "HOA": "organization",
}


class UnableToMake(Exception):
    """A paper lacks something that nobody may guess: a court, a supplier's requisite."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case with the money that all its papers print, counted once for the paper's day."""

    case: RecoveryCase
    account: Account
    charges: tuple[ClaimedCharge, ...]
    penalties: dict[str, Penalty]
    today: date

    @property
    def debt(self) -> Decimal:
        """Unpaid principal."""
        return sum((row.debt for row in self.charges), Decimal(0))

    @property
    def penalty(self) -> Decimal:
        """Penalty as of the paper's day."""
        return sum((found.total for found in self.penalties.values()), Decimal(0))


def case_facts(*, case: RecoveryCase, today: date) -> CaseFacts:
    """Return the case's money as of a day."""
    account = lead_account(case)
    charges = claims.claimed(case_id=case.pk)
    penalties = claims.penalty_of(charges=charges, debtor=claims.debtor_for_penalty(case.party), as_of=today)
    return CaseFacts(case=case, account=account, charges=charges, penalties=penalties, today=today)


def lead_account(case: RecoveryCase) -> Account:
    """Return the account whose address the papers name."""
    joined = claims.accounts(case).select_related("supplier", "premises__building__street__district", "party", "contract")
    return joined[0]


def claimant(supplier: Supplier) -> contexts.Claimant:
    """Return letterhead and bank requisites."""
    return contexts.Claimant(
        name=supplier.name,
        short_name=supplier.short_name,
        inn=supplier.inn,
        kpp=supplier.kpp,
        ogrn=supplier.ogrn,
        address=supplier.address,
        phone=supplier.phone,
        email=supplier.email,
        bank_name=supplier.bank_name,
        bik=supplier.bik,
        settlement_account=supplier.settlement_account,
        correspondent_account=supplier.correspondent_account,
    )


def signatory(supplier: Supplier) -> contexts.Signatory:
    """Return who signs for the supplier."""
    return contexts.Signatory(position=supplier.director_position, name=supplier.director)


def executor(facts: CaseFacts) -> contexts.Executor:
    """Return the clerk to ask."""
    return contexts.Executor(name=_full_name(facts.case.executor) or facts.account.supplier.director, phone=facts.account.supplier.phone)


def _full_name(user: User | None) -> str:
    return " ".join(part for part in (user.last_name, user.first_name, user.patronymic) if part) if user else ""


def debtor(facts: CaseFacts) -> contexts.Debtor:
    """Return who owes, as papers name them."""
    party, contract = facts.case.party, facts.account.contract
    return contexts.Debtor(
        name=party.name,
        kind=contexts.DebtorKind(party.kind),
        address=facts.account.premises.address,
        postal_address=party.address,
        account=facts.account.number,
        contract_number=contract.number if contract else "",
        contract_date=contract.signed_on if contract else None,
        inn=party.inn,
        kpp=party.kpp,
        ogrn=party.ogrn,
        birth_date=party.birth_date,
    )


def debts(facts: CaseFacts) -> tuple[contexts.DebtRow, ...]:
    """Return the unpaid months."""
    return tuple(
        contexts.DebtRow(period=row.period, service=row.service, due=row.due, charged=row.charged, paid=row.paid, debt=row.debt)
        for row in facts.charges
        if row.debt > 0
    )


def penalty(facts: CaseFacts) -> contexts.Penalty:
    """Return the penalty by ranges of days; both ends of a range are charged."""
    charges = {str(row.charge_id): row for row in facts.charges}
    rows = [
        contexts.PenaltyRow(
            period=charges[claim.key].period,
            service=charges[claim.key].service,
            due=claim.due,
            start=line.start,
            end=line.end - timedelta(days=1),
            days=line.days,
            base=line.base,
            rate=line.rate,
            fraction=line.fraction,
            amount=line.amount,
        )
        for found in facts.penalties.values()
        for claim in found.claims
        for line in claim.lines
    ]
    return contexts.Penalty(as_of=facts.today, rows=tuple(rows), total=facts.penalty)


def duty(facts: CaseFacts, *, track: Literal["order", "claim"]) -> contexts.StateDuty:
    """Return the state duty of a filing; what was paid for a cancelled or refused order counts toward the claim (НК 333.20)."""
    found = state_duty.duty(court=_court_system(facts), track=track, amount=facts.debt + facts.penalty, on=facts.today)
    lines = tuple(contexts.DutyLine(text=line.text, amount=line.amount) for line in found.lines)
    earlier = CourtCase.objects.filter(case=facts.case, track=CourtCase.Track.ORDER).order_by("-id").first() if track == "claim" else None
    return contexts.StateDuty(lines=lines, amount=found.duty, set_off=min(earlier.state_duty, found.duty) if earlier else Decimal(0))


def track(facts: CaseFacts, *, amount: Decimal | None = None) -> court_track.Track:
    """Return which court hears the claim and how."""
    debtor_kind = _COURT_DEBTOR[facts.case.party.kind]
    return court_track.choose(debtor=debtor_kind, amount=facts.debt + facts.penalty if amount is None else amount, on=facts.today)


def court(facts: CaseFacts, *, kind: str) -> contexts.Court:
    """Return the court of the debtor's district.

    :raises UnableToMake: when no court of this kind is entered
    """
    found = authority(facts, kind=kind)
    return contexts.Court(name=found.name, address=found.address)


def court_kind(facts: CaseFacts, *, order: bool) -> Authority.Kind:
    """Return the kind of court: arbitration for business, a magistrate for orders and small claims, else the district court."""
    if _court_system(facts) == "arbitration":
        return Authority.Kind.ARBITRATION
    if order or track(facts).court_kind == "magistrate":
        return Authority.Kind.MAGISTRATE
    return Authority.Kind.DISTRICT_COURT


def authority(facts: CaseFacts, *, kind: str) -> Authority:
    """Return the court or office that serves the debtor's district.

    :raises UnableToMake: when none is entered
    """
    district = facts.account.premises.building.street.district
    known = Authority.objects.filter(Q(district=district) | Q(district=None), kind=kind).order_by("district")
    found = known.first()
    if found is None:
        label = Authority.Kind(kind).label
        raise UnableToMake(
            _("Enter “%(kind)s” of district %(district)s among courts and bailiffs.") % {"kind": label, "district": district}
        )
    return found


def _court_system(facts: CaseFacts) -> Literal["general", "arbitration"]:
    return "general" if facts.case.party.kind == "PERSON" else "arbitration"


def proofs(facts: CaseFacts) -> tuple[contexts.Proof, ...]:
    """Return the papers of the case that provably reached the debtor."""
    delivered = Step.objects.filter(case=facts.case, name="deliver").order_by("id")
    return tuple(found for step in delivered if (found := _proof(facts, step)))


def _proof(facts: CaseFacts, step: Step) -> contexts.Proof | None:
    made = Step.objects.filter(case=facts.case, stage=step.stage, attempt=step.attempt, document__isnull=False, id__lt=step.pk)
    made_last = made.select_related("document").order_by("-id").first()
    if made_last is None or made_last.document is None:
        return None
    paper = made_last.document
    title = catalogue.CATALOGUE[catalogue.DocumentKind(paper.kind)].title
    return contexts.Proof(title=title, number=paper.number, dated=paper.dated, channel=_CHANNELS[step.outcome], delivered_on=step.on)


def meter(facts: CaseFacts) -> contexts.Meter:
    """Return the meter at the address; a dash where none is known."""
    found = Meter.objects.filter(account=facts.account, removed_on=None).order_by("id").first()
    return contexts.Meter(number=found.number, model=found.model, seal=found.seal) if found else contexts.Meter(number="")


def services(facts: CaseFacts) -> tuple[str, ...]:
    """Return the services in debt, in the order of the debt."""
    return tuple(dict.fromkeys(row.service for row in facts.charges if row.debt > 0)) or tuple(
        dict.fromkeys(row.service for row in facts.charges)
    )
