"""What each kind of paper says about a case. To add a kind: a function here and its name in ``BUILDERS``."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from documents import catalogue, contexts
from tariffs import terms
from webapp.correspondence.models import Document
from webapp.recovery.models import Authority, CourtCase, Writ
from webapp.recovery.queries import schemes
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.values import CaseFacts
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import Stage

_CREW = "Оперативно-выездная бригада"
# Between the last day of the term and the visit: the crew's plan is made the day before.
_PLANNING_DAYS = 2
_RESUMPTION_DAYS = 2


def build(*, kind: str, number: str, facts: CaseFacts) -> contexts.Context:
    """Return the context of a paper of a kind."""
    return BUILDERS[catalogue.DocumentKind(kind)](facts, _base(number, facts))


def _base(number: str, facts: CaseFacts) -> dict[str, Any]:
    supplier = facts.account.supplier
    return {
        "number": number,
        "dated": facts.today,
        "claimant": values.claimant(supplier),
        "signatory": values.signatory(supplier),
        "executor": values.executor(facts),
    }


def _case(facts: CaseFacts, base: dict[str, Any]) -> dict[str, Any]:
    return base | {"case_number": facts.case.number, "debtor": values.debtor(facts)}


def _money(facts: CaseFacts, base: dict[str, Any], kind: catalogue.DocumentKind) -> dict[str, Any]:
    enclosures = catalogue.enclosures(kind=kind, debtor=contexts.DebtorKind(facts.case.party.kind))
    return _case(facts, base) | {"debts": values.debts(facts), "penalty": values.penalty(facts), "enclosures": enclosures}


def _stage(facts: CaseFacts) -> Stage:
    return schemes.scheme_of_version(facts.case.scheme_version_id).stages[facts.case.stage]


def _notice(facts: CaseFacts, base: dict[str, Any]) -> contexts.Notice:
    return contexts.Notice(**_money(facts, base, catalogue.DocumentKind.NOTICE), term_days=_stage(facts).term_days)


def _warning(facts: CaseFacts, base: dict[str, Any]) -> contexts.RestrictionWarning:
    stage = _stage(facts)
    days = stage.proof_days + stage.term_days + _PLANNING_DAYS
    return contexts.RestrictionWarning(
        **_money(facts, base, catalogue.DocumentKind.RESTRICTION_WARNING),
        term_days=stage.term_days,
        restriction_from=terms.deadline(start=facts.today, days=days, kind="calendar").end,
        level=_level(facts),
        services=values.services(facts),
        notice=next(iter(values.proofs(facts)), None),
    )


def _level(facts: CaseFacts) -> contexts.RestrictionLevel:
    """Citizens are restricted first and cut off later (ПП 354 п. 119); business is cut in one stage (ПП 442)."""
    return contexts.RestrictionLevel.PARTIAL if facts.case.party.kind == "PERSON" else contexts.RestrictionLevel.FULL


def _pretrial_claim(facts: CaseFacts, base: dict[str, Any]) -> contexts.PretrialClaim:
    court = values.court(facts, kind=values.court_kind(facts, order=False))
    money = _money(facts, base, catalogue.DocumentKind.PRETRIAL_CLAIM)
    return contexts.PretrialClaim(**money, term_days=_stage(facts).term_days, court=court.name)


def _service_memo(facts: CaseFacts, base: dict[str, Any]) -> contexts.ServiceMemo:
    order = values.track(facts).track == "order"
    return contexts.ServiceMemo(
        **_money(facts, base, catalogue.DocumentKind.SERVICE_MEMO),
        addressee=contexts.Signatory(position="Начальник юридического отдела", name=facts.account.supplier.director),
        court=values.court(facts, kind=values.court_kind(facts, order=order)).name,
        duty=values.duty(facts, track="order" if order else "claim"),
        proofs=values.proofs(facts),
        limitation_ends_on=min(row.due for row in facts.charges if row.debt > 0) + relativedelta(years=3),
    )


def _application(facts: CaseFacts, base: dict[str, Any]) -> contexts.CourtOrderApplication:
    return contexts.CourtOrderApplication(
        **_money(facts, base, catalogue.DocumentKind.COURT_ORDER_APPLICATION),
        court=values.court(facts, kind=values.court_kind(facts, order=True)),
        duty=values.duty(facts, track="order"),
        proofs=values.proofs(facts),
    )


def _statement(facts: CaseFacts, base: dict[str, Any]) -> contexts.StatementOfClaim:
    return contexts.StatementOfClaim(
        **_money(facts, base, catalogue.DocumentKind.STATEMENT_OF_CLAIM),
        court=values.court(facts, kind=values.court_kind(facts, order=False)),
        duty=values.duty(facts, track="claim"),
        proofs=values.proofs(facts),
        cancelled_order=_cancelled_order(facts),
    )


def _cancelled_order(facts: CaseFacts) -> contexts.CancelledOrder | None:
    order = CourtCase.objects.filter(case=facts.case, track=CourtCase.Track.ORDER, ruling="CANCELLED").order_by("-id").first()
    if order is None or order.ruled_on is None or order.issued_on is None:
        return None
    return contexts.CancelledOrder(number=order.number, issued_on=order.issued_on, cancelled_on=order.ruled_on)


def _restriction_order(facts: CaseFacts, base: dict[str, Any]) -> contexts.RestrictionOrder:
    return contexts.RestrictionOrder(
        **_case(facts, base),
        crew=_CREW,
        planned_on=terms.deadline(start=facts.today, days=_PLANNING_DAYS, kind="working").end,
        level=_level(facts),
        services=values.services(facts),
        meter=values.meter(facts),
        debt=facts.debt,
        proofs=values.proofs(facts),
    )


def _restriction_report(facts: CaseFacts, base: dict[str, Any]) -> contexts.RestrictionReport:
    task = Task.objects.filter(subject=words.case_subject(case_id=facts.case.pk), kind="restriction", status=Task.Status.DONE).latest("id")
    order = _latest(facts, catalogue.DocumentKind.RESTRICTION_ORDER)
    report = task.result
    return contexts.RestrictionReport(
        **_case(facts, base),
        order_number=order.number,
        order_date=order.dated,
        crew=_CREW,
        crew_members=tuple(report.get("members") or [_members(task)]),
        performed_on=date.fromisoformat(report["date"]),
        performed_at=report.get("time") or "12:00",
        level=contexts.RestrictionLevel(report.get("level") or _level(facts)),
        services=values.services(facts),
        method=report.get("method") or "введение ограничения на вводном устройстве",
        meter=values.meter(facts),
        reading=Decimal(report.get("reading") or 0),
        seal=report.get("seal") or "",
        debt=order.debt,
        customer_present=bool(report.get("customer_present")),
        photos=task.photos.count(),
        remarks=task.remarks,
    )


def _members(task: Task) -> str:
    user = task.completed_by
    return " ".join(part for part in (user.last_name, user.first_name, user.patronymic) if part) if user else _CREW


def _latest(facts: CaseFacts, kind: catalogue.DocumentKind) -> Document:
    return Document.objects.filter(subject=words.case_subject(case_id=facts.case.pk), kind=kind).latest("id")


def _resumption_order(facts: CaseFacts, base: dict[str, Any]) -> contexts.ResumptionOrder:
    report = _latest(facts, catalogue.DocumentKind.RESTRICTION_REPORT)
    return contexts.ResumptionOrder(
        **_case(facts, base),
        crew=_CREW,
        report_number=report.number,
        report_date=report.dated,
        restricted_on=date.fromisoformat(report.context["performed_on"]),
        ground="задолженность погашена" if facts.debt < 100 else "взыскание прекращено",
        cleared_on=facts.today,
        resume_by=facts.today + timedelta(days=_RESUMPTION_DAYS if facts.case.party.kind == "PERSON" else 1),
        resume_at="18:00",
        services=values.services(facts),
        meter=values.meter(facts),
    )


def _bailiff_registry(facts: CaseFacts, base: dict[str, Any]) -> contexts.BailiffRegistry:
    office = values.authority(facts, kind=Authority.Kind.BAILIFFS)
    enclosures = catalogue.enclosures(kind=catalogue.DocumentKind.BAILIFF_REGISTRY, debtor=contexts.DebtorKind(facts.case.party.kind))
    return contexts.BailiffRegistry(
        **base, office=office.name, office_address=office.address, rows=(_bailiff_row(facts),), enclosures=enclosures
    )


def _bailiff_row(facts: CaseFacts) -> contexts.BailiffRow:
    writ = Writ.objects.filter(case=facts.case).latest("id")
    court = CourtCase.objects.filter(case=facts.case).latest("id")
    party = facts.case.party
    return contexts.BailiffRow(
        case_number=court.number,
        writ_number=writ.number,
        writ_date=writ.issued_on,
        court=court.court,
        debtor=party.name,
        identity=f"ИНН {party.inn}" if party.inn else f"{party.birth_date:%d.%m.%Y}" if party.birth_date else "сведений нет",
        address=party.address or facts.account.premises.address,
        account=facts.account.number,
        debt=facts.debt,
        penalty=court.penalty,
        duty=court.state_duty,
    )


BUILDERS: dict[catalogue.DocumentKind, Callable[[CaseFacts, dict[str, Any]], contexts.Context]] = {
    catalogue.DocumentKind.NOTICE: _notice,
    catalogue.DocumentKind.RESTRICTION_WARNING: _warning,
    catalogue.DocumentKind.RESTRICTION_ORDER: _restriction_order,
    catalogue.DocumentKind.RESTRICTION_REPORT: _restriction_report,
    catalogue.DocumentKind.RESUMPTION_ORDER: _resumption_order,
    catalogue.DocumentKind.PRETRIAL_CLAIM: _pretrial_claim,
    catalogue.DocumentKind.SERVICE_MEMO: _service_memo,
    catalogue.DocumentKind.COURT_ORDER_APPLICATION: _application,
    catalogue.DocumentKind.STATEMENT_OF_CLAIM: _statement,
    catalogue.DocumentKind.BAILIFF_REGISTRY: _bailiff_registry,
}
