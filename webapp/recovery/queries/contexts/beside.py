"""What papers beside the stages say: to courts and bailiffs that are at work, and to the debtor.

Each kind tells what of a case it is about; where there is nothing of it, the paper is not offered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents import contexts
from documents.catalogue import DocumentKind
from tariffs import parameters
from webapp.parties.models import State
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.recovery.models import Authority, CourtCase, InstallmentPlan, Writ
from webapp.recovery.queries import claims, collected_by, reconnection, restriction, written_off
from webapp.recovery.queries.contexts import (
    about,
    bases,
    courts,
    filings,
    liable,
    proof_sheet,
    values,
)
from webapp.recovery.queries.contexts.values import CaseFacts
from workflows.interfaces.debt_recovery import CloseReason

_ZERO = Decimal(0)
# what a court is told besides the money, by the reason for which the case was closed
_TOLD: dict[str, str] = {
    CloseReason.PAID: "Требование в оплаченной части не поддерживается.",
    CloseReason.WITHDRAWN: "Взыскатель отказывается от требования.",
    CloseReason.BANKRUPTCY: "Требование заявляется в реестр требований кредиторов должника.",
    CloseReason.WRITTEN_OFF: "Задолженность списана как безнадёжная к взысканию.",
}
_SUCCESSION = "Документ о правопреемстве"
_CLAIM = "Копия искового заявления"
_STANDS = "Требование в неоплаченной части поддерживается."
# why a writ is taken back, by the reason for which the case was closed
_RECALLED: dict[str, str] = {
    CloseReason.WITHDRAWN: "взыскатель отказался от взыскания",
    CloseReason.BANKRUPTCY: "в отношении должника введена процедура банкротства",
    CloseReason.WRITTEN_OFF: "задолженность списана",
    CloseReason.DENIED: "судебный акт, по которому он выдан, отменён",
    CloseReason.TERMINATED: "производство по делу прекращено",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a person has told of a paper: the ground, and who comes in the debtor's place."""

    ground: str = ""
    successor: str = ""
    address: str = ""


type Build = Callable[[CaseFacts, dict[str, Any], Any, Told], contexts.Paper]


@dataclass(frozen=True, slots=True)
class Kind:
    """``about`` lists what of a case there is to write about, one paper for each."""

    about: Callable[[Case], Sequence[Any]]
    build: Build


def facts_of(facts: CaseFacts, asked: Any) -> CaseFacts:
    """Return the facts of the debtor against whom a filing or a writ goes.

    :raises UnableToMake: when it is not known any more who that is
    """
    name = getattr(asked, "debtor", "")
    if not name or name == facts.case.party.name:
        return facts
    for one in liable.each(facts):
        if liable.names(one) == name:
            return one
    text = _("Nobody of the name %(name)s owes by what is known now: see who owes the debt.")
    raise UnableToMake(text % {"name": name})


# what each paper says


def _to_court(facts: CaseFacts, base: dict[str, Any], court: CourtCase) -> dict[str, Any]:
    """Return what every paper to a court that has been asked has."""
    return {
        **_of_debtor(facts, base),
        "court": contexts.Court(name=court.court, address=_address(court.court)),
        "court_number": court.number,
        "filed_on": court.filed_on,
        "is_order": court.track == about.ORDER,
    }


def _of_debtor(facts: CaseFacts, base: dict[str, Any]) -> dict[str, Any]:
    """Return what every paper about a debtor has: courts look for him where he is registered."""
    known = bases.of_case(facts, base)
    debtor = replace(known["debtor"], residence=facts.party.residence)
    return {**known, "debtor": debtor}


def _address(name: str) -> str:
    """Return the address of a court or an office by its name.

    :raises UnableToMake: when it is not in the list: a paper without it comes to nobody
    """
    known = Authority.objects.filter(name=name).values_list("address", flat=True)
    if found := known.first():
        return found
    text = _("The address of %(name)s is not known: enter it on the list of courts and bailiffs.")
    raise UnableToMake(text % {"name": name})


def _claimed(found: claims.Granted) -> contexts.Claimed:
    return contexts.Claimed(debt=found.claim, penalty=found.penalty, duty=found.duty)


def _paid_after(facts: CaseFacts, since: date) -> list[tuple[date, Decimal]]:
    """Return what was paid since a filing, on the day of it too."""
    paid = [one for row in facts.charges for one in row.payments]
    return [(on, amount) for on, amount in paid if on >= since]


def _sum(payments: list[tuple[date, Decimal]]) -> Decimal:
    return sum((amount for _on, amount in payments), _ZERO)


def _settled_on(facts: CaseFacts) -> date | None:
    if facts.debt:
        return None
    days = [on for row in facts.charges for on, _amount in row.payments]
    return max(days, default=None)


def _agreement(
    facts: CaseFacts, base: dict[str, Any], plan: InstallmentPlan, _told: Told
) -> contexts.InstallmentAgreement:
    owed = [row for row in facts.charges if row.debt > 0]
    parts = list(plan.installments.order_by("due_on"))
    total = sum((part.amount for part in parts), _ZERO)
    left, rows = total, []
    for part in parts:
        left -= part.amount
        rows.append(contexts.Part(due_on=part.due_on, amount=part.amount, rest=left))
    return contexts.InstallmentAgreement(
        **_of_debtor(facts, base),
        first_period=min(row.period for row in owed),
        last_period=max(row.period for row in owed),
        debt=total,
        costs=plan.costs,
        penalty=plan.penalty,
        parts=tuple(rows),
        grace_days=plan.grace_days,
    )


def _amended(
    facts: CaseFacts, base: dict[str, Any], court: CourtCase, _told: Told
) -> contexts.AmendedClaim:
    return contexts.AmendedClaim(
        **_to_court(facts, base, court),
        enclosures=bases.enclosures(facts, base, DocumentKind.AMENDED_CLAIM),
        claimed=_claimed(claims.claimed_of(court)),
        left=contexts.Claimed(debt=facts.debt, penalty=facts.penalty, duty=court.state_duty),
        paid=_sum(_paid_after(facts, court.filed_on)),
    )


def _withdrawal(
    facts: CaseFacts, base: dict[str, Any], court: CourtCase, told: Told
) -> contexts.Withdrawal:
    paid = _sum(_paid_after(facts, court.filed_on))
    usual = "взыскатель не поддерживает требование"
    if paid and not facts.debt:
        usual = "требование удовлетворено после обращения в суд"
    return contexts.Withdrawal(
        **_to_court(facts, base, court),
        claimed=_claimed(claims.claimed_of(court)),
        paid=paid,
        ground=told.ground.rstrip(".") or usual,
    )


def _set_off(
    facts: CaseFacts, base: dict[str, Any], order: CourtCase, _told: Told
) -> contexts.DutySetOff:
    assert order.ruled_on
    kind = courts.court_kind(facts, order=False)
    return contexts.DutySetOff(
        **_of_debtor(facts, base),
        court=courts.court(facts, kind=kind),
        order=contexts.EarlierOrder(
            number=order.number,
            filed_on=order.filed_on,
            ruled_on=order.ruled_on,
            outcome=about.OUTCOMES[order.ruling],
            duty=order.state_duty,
            payment=filings.duty_of_order(facts),
        ),
        duty=values.duty(facts, track="claim"),
    )


def _writ_application(
    facts: CaseFacts, base: dict[str, Any], court: CourtCase, _told: Told
) -> contexts.WritApplication:
    return contexts.WritApplication(
        **_to_court(facts, base, court),
        ruled_on=court.ruled_on or court.filed_on,
        in_force_on=court.in_force_on,
        awarded=_claimed(claims.granted(court)),
    )


def _register(
    facts: CaseFacts, base: dict[str, Any], ruling: State, _told: Told
) -> contexts.CreditorsClaim:
    former = replace(
        facts,
        charges=tuple(row for row in facts.charges if row.period < ruling.starts_on.replace(day=1)),
    )
    if not any(row.debt > 0 for row in former.charges):
        raise UnableToMake(_("Nothing is owed for the months before the ruling."))
    money = bases.with_money(former, base, DocumentKind.CREDITORS_REGISTER)
    money["debtor"] = replace(money["debtor"], residence=facts.party.residence)
    return contexts.CreditorsClaim(
        **money,
        court=courts.court(facts, kind=Authority.Kind.ARBITRATION),
        opened_on=ruling.starts_on,
        known_from=ruling.evidence.rstrip("."),
    )


def _substitution(
    facts: CaseFacts, base: dict[str, Any], court: CourtCase, told: Told
) -> contexts.Substitution:
    ground = told.ground.rstrip(".")
    listed = bases.enclosures(facts, base, DocumentKind.SUBSTITUTION)
    return contexts.Substitution(
        **_to_court(facts, base, court),
        enclosures=tuple(_with_ground(line, ground) for line in listed),
        successor=told.successor,
        successor_address=told.address,
        ground=ground,
    )


def _with_ground(line: str, ground: str) -> str:
    """Name the document by which somebody comes in the place of a party."""
    if line != _SUCCESSION:
        return line
    return f"{line}: {ground}"


def _objections(
    facts: CaseFacts, base: dict[str, Any], order: CourtCase, _told: Told
) -> contexts.ReversalObjections:
    assert order.ruled_on
    sued = CourtCase.objects.filter(case=facts.case, pk__gt=order.pk).exclude(track=about.ORDER)
    sued_on = sued.order_by("id").values_list("filed_on", flat=True).first()
    listed = bases.enclosures(facts, base, DocumentKind.REVERSAL_OBJECTIONS)
    return contexts.ReversalObjections(
        **_to_court(facts, base, order),
        enclosures=tuple(line for line in listed if sued_on or not line.startswith(_CLAIM)),
        cancelled_on=order.ruled_on,
        collected=collected_by.order(filed=order),
        debt=facts.debt,
        sued_on=sued_on,
    )


def _write_off(
    facts: CaseFacts, base: dict[str, Any], case: Case, _told: Told
) -> contexts.WriteOffOrder:
    on = case.closed_on or facts.today
    standing = claims.standing(case_id=case.pk)
    years = int(parameters.series("write_off.watch_years").on(on).decimal())
    owed = [row.period for row in facts.charges if row.debt > 0]
    if not owed and not standing.awarded:
        raise UnableToMake(_("Nothing is owed any more that could be written off."))
    months = owed or [row.period for row in facts.charges]
    return contexts.WriteOffOrder(
        **_of_debtor(facts, base),
        first_period=min(months),
        last_period=max(months),
        debt=facts.debt,
        costs=standing.awarded + reconnection.unpaid(case=case),
        ground=written_off.ground_of(case),
        watched_years=years,
        watched_until=written_off.watched_until(on),
    )


def _notice_to_court(
    facts: CaseFacts, base: dict[str, Any], court: CourtCase, told: Told
) -> contexts.NoticeToCourt:
    reason = told.ground or _TOLD.get(_ended(facts), _STANDS)
    return contexts.NoticeToCourt(
        **_to_court(facts, base, court),
        claimed=_claimed(claims.claimed_of(court)),
        paid=_sum(_paid_after(facts, court.filed_on)),
        settled_on=_settled_on(facts),
        reason=reason,
    )


def _ended(facts: CaseFacts) -> str:
    """Return for which reason the case is closed, or is asked to be."""
    return facts.case.close_reason or facts.case.close_requested


def _to_bailiffs(facts: CaseFacts, base: dict[str, Any], writ: Writ) -> dict[str, Any]:
    """Return what every paper about one writ has."""
    ruled = CourtCase.objects.filter(case=facts.case, filed_on__lte=writ.issued_on)
    court = ruled.order_by("id").last()
    track = court.track if court else CourtCase.Track.LAWSUIT.value
    return {
        **_of_debtor(facts, base),
        "office": writ.bailiff_office,
        "office_address": _address(writ.bailiff_office),
        "document": values.WRITS[track],
        "writ_number": writ.number,
        "writ_date": writ.issued_on,
        "court_name": court.court if court else "суд не указан",
        "proceeding_number": writ.proceeding_number,
    }


def _notice_to_bailiffs(
    facts: CaseFacts, base: dict[str, Any], writ: Writ, _told: Told
) -> contexts.NoticeToBailiffs:
    if facts.debt > 0:
        raise UnableToMake(_("The debt is not paid: a writ that is unpaid is taken back instead."))
    return contexts.NoticeToBailiffs(
        **_to_bailiffs(facts, base, writ),
        paid=_sum(_paid_after(facts, writ.issued_on)),
        settled_on=_settled_on(facts),
    )


def _recall(facts: CaseFacts, base: dict[str, Any], writ: Writ, told: Told) -> contexts.WritRecall:
    usual = _RECALLED.get(_ended(facts), "взыскатель отзывает исполнительный документ")
    if about.in_vain(facts.case):
        usual = "судебный приказ отменён"
    return contexts.WritRecall(
        **_to_bailiffs(facts, base, writ),
        reason=told.ground.rstrip(".") or usual,
    )


def _letter(
    facts: CaseFacts, base: dict[str, Any], addressee: str, _told: Told
) -> contexts.RestrictionLetter:
    warning = restriction.newest_warning(case=facts.case)
    assert warning
    printed = warning.context
    return contexts.RestrictionLetter(
        **_of_debtor(facts, base),
        addressee=addressee,
        services=tuple(printed["services"]),
        level=contexts.RestrictionLevel(printed["level"]),
        restriction_from=date.fromisoformat(printed["restriction_from"]),
        debt=facts.debt,
        act=printed["act"],
    )


def _proof_sheet(
    facts: CaseFacts, base: dict[str, Any], _case: Case, _told: Told
) -> contexts.ProofSheet:
    return contexts.ProofSheet(**_of_debtor(facts, base), **proof_sheet.found(case=facts.case))


KINDS: Mapping[DocumentKind, Kind] = {
    DocumentKind.INSTALLMENT_AGREEMENT: Kind(about.plans, _agreement),
    DocumentKind.AMENDED_CLAIM: Kind(about.pending_claims, _amended),
    DocumentKind.WITHDRAWAL: Kind(about.pending, _withdrawal),
    DocumentKind.DUTY_SET_OFF: Kind(about.in_vain, _set_off),
    DocumentKind.WRIT_APPLICATION: Kind(about.granted, _writ_application),
    DocumentKind.CREDITORS_REGISTER: Kind(about.rulings, _register),
    DocumentKind.SUBSTITUTION: Kind(about.newest, _substitution),
    DocumentKind.REVERSAL_OBJECTIONS: Kind(about.reversed, _objections),
    DocumentKind.WRITE_OFF_ORDER: Kind(about.written_off, _write_off),
    DocumentKind.NOTICE_TO_COURT: Kind(about.pending, _notice_to_court),
    DocumentKind.NOTICE_TO_BAILIFFS: Kind(about.presented, _notice_to_bailiffs),
    DocumentKind.WRIT_RECALL: Kind(about.presented, _recall),
    DocumentKind.RESTRICTION_LETTER: Kind(about.addressees, _letter),
    DocumentKind.PROOF_SHEET: Kind(about.always, _proof_sheet),
}
