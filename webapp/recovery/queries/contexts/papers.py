"""What each kind of paper says about a case.

To add a kind: a function here and its name in ``BUILDERS``.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents import catalogue, contexts
from webapp.billing.models import Charge
from webapp.parties.models import Party
from webapp.processes.declarations import UnableToMake
from webapp.recovery.models import Authority, CourtCase, Writ
from webapp.recovery.queries import claims, filed, still_owed, writs
from webapp.recovery.queries.contexts import (
    bases,
    courts,
    crews,
    filings,
    liable,
    proofs,
    values,
)
from webapp.recovery.queries.contexts.values import CaseFacts


def build(
    *, kind: str, number: str, facts: CaseFacts, shares: tuple[contexts.Share, ...] = ()
) -> contexts.Context:
    """Return the context of a paper of a kind; the memo lists the shares of those who owe."""
    known = catalogue.DocumentKind(kind)
    made = BUILDERS[known](
        facts,
        bases.paper(known, number, facts),
    )
    if isinstance(made, contexts.ServiceMemo):
        return replace(
            made,
            shares=shares,
        )
    return made


def _notice(facts: CaseFacts, base: dict[str, Any]) -> contexts.Notice:
    return contexts.Notice(
        **bases.with_money(facts, base, catalogue.DocumentKind.NOTICE),
        term_days=bases.stage(facts).term_days,
    )


def _pretrial_claim(facts: CaseFacts, base: dict[str, Any]) -> contexts.PretrialClaim:
    court = courts.court(
        facts,
        kind=courts.court_kind(
            facts,
            order=False,
        ),
    )
    money = bases.with_money(facts, base, catalogue.DocumentKind.PRETRIAL_CLAIM)
    return contexts.PretrialClaim(
        **money,
        term_days=bases.stage(facts).term_days,
        court=court.name,
    )


def _service_memo(facts: CaseFacts, base: dict[str, Any]) -> contexts.ServiceMemo:
    order = values.track(facts).track == "order"
    return contexts.ServiceMemo(
        **bases.with_money(facts, base, catalogue.DocumentKind.SERVICE_MEMO),
        addressee=values.head_of_legal(facts),
        court=courts.court(
            facts,
            kind=courts.court_kind(
                facts,
                order=order,
            ),
        ).name,
        duty=values.duty(
            facts,
            track="order" if order else "claim",
        ),
        proofs=proofs.proofs(facts),
        limitation_ends_on=filings.last_day_to_sue(facts),
    )


def _application(facts: CaseFacts, base: dict[str, Any]) -> contexts.CourtOrderApplication:
    if values.track(facts).track != "order":
        raise UnableToMake(
            _(
                "Principal and penalty together are above the limit of a court order: the "
                "claim goes by a lawsuit."
            )
        )
    made = contexts.CourtOrderApplication(
        **bases.with_money(facts, base, catalogue.DocumentKind.COURT_ORDER_APPLICATION),
        court=courts.court(
            facts,
            kind=courts.court_kind(
                facts,
                order=True,
            ),
        ),
        duty=values.duty(
            facts,
            track="order",
        ),
        proofs=proofs.proofs(facts),
        objected=filings.has_objected(facts),
        returned=filings.returned_application(facts),
    )
    return replace(
        made,
        enclosures=filings.of_letters(made.enclosures, made.proofs),
    )


def _statement(facts: CaseFacts, base: dict[str, Any]) -> contexts.StatementOfClaim:
    cancelled = filings.cancelled_order(facts)
    refused = filings.refused_order(facts)
    made = contexts.StatementOfClaim(
        **bases.with_money(facts, base, catalogue.DocumentKind.STATEMENT_OF_CLAIM),
        court=courts.court(
            facts,
            kind=courts.court_kind(
                facts,
                order=False,
            ),
        ),
        duty=values.duty(
            facts,
            track="claim",
        ),
        proofs=proofs.proofs(facts),
        cancelled_order=cancelled,
        refused_order=refused,
        objected=filings.has_objected(facts),
        is_in_time=filings.is_in_time(facts),
        is_simplified=values.track(
            facts,
            order_cancelled=True,
        ).simplified,
    )
    of_order = filings.enclosures_of_order(facts, cancelled, refused)
    return replace(
        made,
        enclosures=(*of_order, *filings.of_letters(made.enclosures, made.proofs)),
    )


def _bailiff_registry(facts: CaseFacts, base: dict[str, Any]) -> contexts.BailiffRegistry:
    office = courts.authority(
        facts,
        kind=Authority.Kind.BAILIFFS,
    )
    enclosures = catalogue.enclosures(
        kind=catalogue.DocumentKind.BAILIFF_REGISTRY,
        debtor=values.courts_kind(facts),
        has_representative=bool(base["signatory"].power),
    )
    return contexts.BailiffRegistry(
        **base,
        office=office.name,
        office_address=office.address,
        rows=bailiff_rows(facts),
        enclosures=enclosures,
    )


def bailiff_rows(facts: CaseFacts) -> tuple[contexts.BailiffRow, ...]:
    """Return the lines of a register for bailiffs: what was awarded and is still owed.

    Where several owe there is a writ against each of them; what was collected is not asked again.
    """
    held = writs.to_present(case=facts.case)
    courts = {court.debtor: court for court in filed.standing(case=facts.case)}
    if len(courts) < 2 and len(held) < 2:
        [court] = courts.values()
        return (_bailiff_row(facts, held[0], court),)
    known = {liable.names(one): one for one in liable.each(facts)}
    left = still_owed.by_debtor(case=facts.case)
    return tuple(
        _row_of_one(
            known[writ.debtor],
            writ,
            courts[writ.debtor],
            left[writ.debtor],
        )
        for writ in held
        if writ.debtor in known and writ.debtor in courts and not writ.is_fulfilled
    )


def _row_of_one(
    facts: CaseFacts, writ: Writ, court: CourtCase, left: claims.Granted
) -> contexts.BailiffRow:
    """Return the line of one of several: of his own award, less what came by his own writ."""
    assert facts.respondent
    together = (facts.party, *facts.respondent.jointly)
    party = next((one for one in together if one.name == writ.against), facts.party)
    row = _bailiff_row(facts, writ, court)
    return replace(
        row,
        debtor=party.name,
        identity=_identity(party),
        address=party.residence or row.address,
        debt=left.claim,
        penalty=left.penalty,
        duty=left.duty,
    )


def _bailiff_row(facts: CaseFacts, writ: Writ, court: CourtCase) -> contexts.BailiffRow:
    granted = claims.granted(court)
    awards = claims.awards(case_id=facts.case.pk)
    party = facts.party
    return contexts.BailiffRow(
        case_number=court.number or writ.number,
        document=values.WRITS[court.track],
        writ_number=writ.number,
        writ_date=writ.issued_on,
        court=court.court,
        debtor=party.name,
        identity=_identity(party),
        address=party.residence or party.address or facts.account.premises.address,
        account=facts.account.number,
        debt=min(granted.claim, facts.debt),
        penalty=sum(
            (award.left for award in awards if award.kind == Charge.Kind.PENALTY),
            Decimal(0),
        ),
        duty=sum((award.left for award in awards if award.kind == Charge.Kind.COSTS), Decimal(0)),
        **_runs_on(facts, court),
    )


def _runs_on(facts: CaseFacts, court: CourtCase) -> dict[str, Any]:
    """Return by what the penalty runs on after a judgment; an order is for a fixed sum."""
    if court.track != CourtCase.Track.LAWSUIT or not claims.granted(court).penalty:
        return {}
    found = [
        f"{row.service.lower()}: остаток долга × {row.fraction} ставки × число дней"
        for row in _newest_rows(facts)
    ]
    if not found:
        return {}
    rate = "ставка — на день оплаты, но не выше предельной, если она установлена"
    return {
        "formula": f"{'; '.join(found)} ({rate}).",
        "counted_to": court.filed_on,
    }


def _newest_rows(facts: CaseFacts) -> list[contexts.PenaltyRow]:
    """Return the newest range of days of each service that is still owed for."""
    owed = {row.service for row in facts.charges if row.debt > 0}
    newest: dict[str, contexts.PenaltyRow] = {}
    for row in values.penalty(facts).rows:
        known = newest.get(row.service)
        if row.service in owed and (known is None or row.end >= known.end):
            newest[row.service] = row
    return list(newest.values())


def _identity(party: Party) -> str:
    """Return by what the bailiffs know a debtor (229-ФЗ ст. 13)."""
    known = []
    if party.birth_date:
        known.append(f"дата рождения {party.birth_date:%d.%m.%Y}")
    if party.inn:
        known.append(f"ИНН {party.inn}")
    return ", ".join(known) or "сведений нет"


BUILDERS: dict[catalogue.DocumentKind, Callable[[CaseFacts, dict[str, Any]], contexts.Context]] = {
    catalogue.DocumentKind.NOTICE: _notice,
    catalogue.DocumentKind.RESTRICTION_WARNING: crews.warning,
    catalogue.DocumentKind.RESTRICTION_ORDER: crews.order,
    catalogue.DocumentKind.RESTRICTION_REPORT: crews.report,
    catalogue.DocumentKind.RESUMPTION_ORDER: crews.resumption,
    catalogue.DocumentKind.PRETRIAL_CLAIM: _pretrial_claim,
    catalogue.DocumentKind.SERVICE_MEMO: _service_memo,
    catalogue.DocumentKind.COURT_ORDER_APPLICATION: _application,
    catalogue.DocumentKind.STATEMENT_OF_CLAIM: _statement,
    catalogue.DocumentKind.BAILIFF_REGISTRY: _bailiff_registry,
}
