"""The parts papers share.

Who claims, who owes, how much for which days, what it costs in court, what proves delivery.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any, Literal

from django.db.models import Q, QuerySet

from documents import contexts
from tariffs import court_track, money, state_duty
from tariffs.penalty import Penalty
from webapp.contracts.models import Account, Supplier
from webapp.parties.models import Party, State
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import accrued, claims, duties_back, exempt, restriction
from webapp.recovery.queries.claims import ClaimedCharge
from webapp.recovery.queries.owing import Respondent
from webapp.staff.models import Role, User

_HEAD = "Начальник юридического отдела"
_COURT_DEBTOR: dict[str, Literal["citizen", "sole_trader", "organization"]] = {
    "PERSON": "citizen",
    "SOLE_TRADER": "sole_trader",
    "ORGANIZATION": "organization",
    "MANAGING_COMPANY": "organization",
    "HOA": "organization",
}


WRITS = {
    CourtCase.Track.ORDER.value: "судебный приказ",
    CourtCase.Track.LAWSUIT.value: "исполнительный лист",
}
"""What bailiffs are given, by what was asked of the court."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case with the money that all its papers print, counted once for the paper's day.

    A filing is against one ``respondent`` and has the money that he owes.
    """

    case: Case
    account: Account
    charges: tuple[ClaimedCharge, ...]
    penalties: dict[str, Penalty]
    today: date
    respondent: Respondent | None = None

    @property
    def party(self) -> Party:
        """Who is asked for the money."""
        if self.respondent:
            return self.respondent.party
        return self.case.party

    @property
    def debt(self) -> Decimal:
        """Unpaid principal."""
        return sum((row.debt for row in self.charges), Decimal(0))

    @property
    def penalty(self) -> Decimal:
        """Penalty as of the paper's day."""
        return sum((found.total for found in self.penalties.values()), Decimal(0))

    @property
    def claim_total(self) -> Decimal:
        """The price of the claim: principal and penalty."""
        return self.debt + self.penalty


def case_facts(
    *, case: Case, today: date, account: Account | None = None, on: date | None = None
) -> CaseFacts:
    """Return the case's money as of a day; what was paid after a past day ``on`` is left out.

    Its papers name the account given, or the first that owes.
    """
    account = account or lead_account(case)
    charges = claims.claimed(case_id=case.pk, on=on)
    penalties = accrued.penalty_of(
        charges=charges,
        debtor=accrued.debtor_for_penalty(case.party, account),
        as_of=today,
        exempt=exempt.of(case.party),
    )
    return CaseFacts(
        case=case,
        account=account,
        charges=charges,
        penalties=penalties,
        today=today,
    )


def against(facts: CaseFacts, respondent: Respondent) -> CaseFacts:
    """Return the money that one of those who owe is asked for."""
    return about(replace(facts, respondent=respondent), respondent.charges)


def about(facts: CaseFacts, charges: tuple[ClaimedCharge, ...]) -> CaseFacts:
    """Return the money of some charges, with the penalty on them alone."""
    penalties = accrued.penalty_of(
        charges=charges,
        debtor=accrued.debtor_for_penalty(facts.party, facts.account),
        as_of=facts.today,
        exempt=exempt.of(facts.party),
    )
    return replace(facts, charges=charges, penalties=penalties)


def lead_account(case: Case) -> Account:
    """Return the account whose address the papers name.

    The first that owes, or the first of all when nothing is owed any more.
    """
    joined = claims.accounts(case).select_related(
        "supplier",
        "premises__building__street__district",
        "party",
        "contract",
    )
    return restriction.owing_accounts(case=case).first() or joined[0]


def signatory(supplier: Supplier) -> contexts.Signatory:
    """Return who signs for the supplier."""
    return contexts.Signatory(position=supplier.director_position, name=supplier.director)


def head_of_legal(facts: CaseFacts) -> contexts.Signatory:
    """Return the head of legal who sees the debtor's kind.

    Without one, the director reads what the lawyers should, and sends the crews himself.
    """
    heads = User.objects.filter(
        is_active=True,
        groups__name=Role.HEAD_OF_LEGAL,
    ).order_by("id")
    kinds = Q(segment_party_kinds=[]) | Q(segment_party_kinds__contains=[facts.case.party.kind])
    head = heads.filter(kinds).exclude(last_name="").first()
    return (
        contexts.Signatory(position=head.position or _HEAD, name=_full_name(head))
        if head
        else signatory(facts.account.supplier)
    )


def executor(facts: CaseFacts) -> contexts.Executor:
    """Return the clerk to ask, by the own telephone if it is known, else by the supplier's."""
    clerk, supplier = facts.case.executor, facts.account.supplier
    own = clerk.phone if clerk else ""
    return contexts.Executor(
        name=_full_name(clerk) or supplier.director,
        phone=own or supplier.phone,
    )


def _full_name(user: User | None) -> str:
    if user is None:
        return ""
    parts = (user.last_name, user.first_name, user.patronymic)
    return " ".join(filter(None, parts))


def debtor(facts: CaseFacts) -> contexts.Debtor:
    """Return who owes, as papers name them."""
    party, contract = facts.party, facts.account.contract
    return contexts.Debtor(
        name=party.name,
        kind=courts_kind(facts),
        is_home=facts.account.premises.is_home,
        address=facts.account.premises.address,
        postal_address=party.mailing_address,
        account=facts.account.number,
        contract_number=contract.number if contract else "",
        contract_date=contract.signed_on if contract else None,
        inn=party.inn,
        kpp=party.kpp,
        ogrn=party.ogrn,
        birth_date=party.birth_date,
        **_liability(facts),
    )


def _liability(facts: CaseFacts) -> dict[str, Any]:
    """Return what only a filing says of a debtor: where he is registered, and why he owes."""
    if facts.respondent is None:
        return {}
    return {
        "residence": facts.party.residence,
        "ground": facts.respondent.ground,
        "jointly": tuple(party.name for party in facts.respondent.jointly),
    }


def debts(facts: CaseFacts) -> tuple[contexts.DebtRow, ...]:
    """Return the unpaid months of a claim, as papers print them."""
    return tuple(
        contexts.DebtRow(
            period=row.period,
            service=row.service,
            due=row.due,
            charged=row.charged,
            paid=row.paid,
            debt=row.debt,
            account=row.account_number,
            paid_before=row.paid_before,
            payments=_payments(row),
        )
        for row in debts_of(facts)
    )


def debts_of(facts: CaseFacts) -> tuple[ClaimedCharge, ...]:
    """Return the unpaid months; where all is paid, those that the penalty was counted on."""
    return tuple(row for row in facts.charges if row.debt > 0) or facts.charges


def _payments(row: ClaimedCharge) -> tuple[contexts.Paid, ...]:
    left, found = row.charged - row.paid_before, []
    for on, amount in row.payments:
        left -= amount
        found.append(contexts.Paid(on=on, amount=amount, rest=left))
    return tuple(found)


def penalty(facts: CaseFacts) -> contexts.Penalty:
    """Return the penalty by ranges of days; both ends of a range are charged."""
    charges = {str(row.charge_id): row for row in facts.charges}
    rows = [
        contexts.PenaltyRow(
            period=charges[claim.key].period,
            service=charges[claim.key].service,
            account=charges[claim.key].account_number,
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
    return contexts.Penalty(
        as_of=facts.today,
        rows=tuple(rows),
        total=facts.penalty,
    )


def duty(facts: CaseFacts, *, track: Literal["order", "claim"]) -> contexts.StateDuty:
    """Return the state duty of a filing.

    What was paid for a cancelled or refused order counts toward the claim (НК 333.20); what a court
    gives back for a filing that it did not decide on, toward the next one (НК 333.40 п. 6).
    """
    found = state_duty.duty(
        court=_court_system(facts),
        track=track,
        amount=facts.claim_total,
        on=facts.today,
    )
    before = _filed_before(facts)
    set_off, ground = Decimal(0), ""
    if before and (track == "claim" or before.ruling in duties_back.UNDECIDED):
        set_off = min(before.state_duty, found.duty)
        ground = duties_back.ground(before)
    return contexts.StateDuty(
        lines=_duty_lines(found),
        amount=found.duty,
        set_off=set_off,
        set_off_ground=ground,
    )


def _duty_lines(found: state_duty.Duty) -> tuple[contexts.DutyLine, ...]:
    """Say each step with what the duty has come to by then."""
    sums = accumulate(line.amount for line in found.lines)
    return tuple(
        contexts.DutyLine(text=line.sentence, amount=money.rounded(amount))
        for line, amount in zip(found.lines, sums, strict=True)
    )


def _filed_before(facts: CaseFacts) -> CourtCase | None:
    """Return the filing whose duty counts toward the next: a claim undecided on, else an order."""
    filings = CourtCase.objects.filter(case=facts.case).order_by("-id")
    if facts.respondent:
        filings = filings.filter(debtor__in=("", facts.respondent.names))
    newest = filings.first()
    if newest and newest.track == CourtCase.Track.LAWSUIT:
        return newest if newest.ruling in duties_back.UNDECIDED else None
    return newest


def orders_of(facts: CaseFacts) -> QuerySet[CourtCase]:
    """Return the orders that were asked for, against this respondent where several owe."""
    orders = CourtCase.objects.filter(case=facts.case, track=CourtCase.Track.ORDER)
    if facts.respondent is None:
        return orders
    return orders.filter(debtor__in=("", facts.respondent.names))


def track(facts: CaseFacts, *, order_cancelled: bool = False) -> court_track.Track:
    """Return which court hears the claim and how.

    By an order while the whole claim allows it and none was cancelled.
    """
    return _track(
        facts.case,
        amount=facts.claim_total,
        on=facts.today,
        order_cancelled=order_cancelled,
    )


def is_simplified(court: CourtCase) -> bool:
    """Say whether a claim that was filed is heard in simplified proceedings by its sum.

    :raises NotInForce: when the thresholds of the day are not known
    """
    return _track(
        court.case,
        amount=court.claim + court.penalty,
        on=court.filed_on,
        order_cancelled=True,
    ).simplified


def _track(
    case: Case, *, amount: Decimal, on: date, order_cancelled: bool = False
) -> court_track.Track:
    return court_track.choose(
        debtor=_COURT_DEBTOR[_kind(case.party, on)],
        amount=amount,
        on=on,
        order_cancelled=order_cancelled,
    )


def court_order_possible(*, case: Case, today: date) -> bool:
    """Say whether principal and penalty together are within what a court order may be asked for.

    :raises NotInForce: when the thresholds of the day are not known
    """
    charges = claims.claimed(case_id=case.pk)
    penalties = accrued.penalty_totals(
        charges=charges,
        debtor=accrued.debtor_for_penalty(case.party, lead_account(case)),
        as_of=today,
        exempt=exempt.of(case.party),
    )
    total = sum((row.debt for row in charges), Decimal(0)) + sum(penalties.values(), Decimal(0))
    return total > 0 and _track(case, amount=total, on=today).track == "order"


def is_arbitration(facts: CaseFacts) -> bool:
    """Say whether an arbitration court hears the claim."""
    return _court_system(facts) == "arbitration"


def courts_kind(facts: CaseFacts) -> contexts.DebtorKind:
    """Return what courts and papers take the debtor for."""
    return contexts.DebtorKind(_kind(facts.party, facts.today))


def _kind(party: Party, on: date) -> str:
    """Who is no sole trader any more is a citizen before courts (ППВС 6/8 of 01.07.1996 p. 13)."""
    if party.kind != Party.Kind.SOLE_TRADER:
        return party.kind
    ceased = State.objects.filter(party=party, kind=State.Kind.NOT_TRADER, starts_on__lte=on)
    if ceased.exists():
        return Party.Kind.PERSON
    return party.kind


def _court_system(facts: CaseFacts) -> Literal["general", "arbitration"]:
    if courts_kind(facts).is_citizen:
        return "general"
    return "arbitration"
