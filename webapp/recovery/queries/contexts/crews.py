"""The papers of a restriction.

The warning, the order to a crew, its report, the order to bring the supply back.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents import contexts, wording
from documents.catalogue import DocumentKind
from tariffs import parameters, terms
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.metering.models import Meter
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.recovery.queries import reconnection, restriction
from webapp.recovery.queries.claims import ClaimedCharge
from webapp.recovery.queries.contexts import bases, proofs, resumed, values
from webapp.recovery.queries.contexts.values import CaseFacts
from webapp.tasks.models import Task

_CREW = "Оперативно-выездная бригада"
# Between the last day of the term and the visit: the crew's plan is made the day before.
_PLANNING_DAYS = 2
PAPERS = (
    DocumentKind.RESTRICTION_WARNING,
    DocumentKind.RESTRICTION_ORDER,
    DocumentKind.RESTRICTION_REPORT,
    DocumentKind.RESUMPTION_ORDER,
)


def account(*, case: Case, kind: str, today: date) -> Account:
    """Return the account that a paper of a restriction is about.

    It owes for what may be restricted, or has been restricted.

    :raises UnableToMake: when there is none any more
    """
    found: Account | None
    match kind:
        case DocumentKind.RESTRICTION_WARNING:
            found = restriction.restrictable_accounts(case=case, on=today).first()
        case DocumentKind.RESTRICTION_ORDER if not case.recovery.is_restricted:
            found = restriction.to_restrict(case=case, on=today)
        case _:
            found = restriction.restricted(case=case)
    if found is None:
        raise UnableToMake(
            _(
                "No supply of this case may be restricted any more: what may be is paid, "
                "or is never cut."
            )
        )
    return found


def of_warning(facts: CaseFacts) -> CaseFacts:
    """Return the money of the services that a warning is about, debt and penalty alike.

    What is owed for others stands in the notice: it is no ground to cut these (ПП 354 п. 118, 119).
    """
    codes = {row.service_code for row in _rows(facts)}
    if not codes:
        return facts
    charges = tuple(
        row
        for row in facts.charges
        if row.account_number == facts.account.number and row.service_code in codes
    )
    return values.about(facts, charges)


def part_of_warning(of_supply: CaseFacts, other: CaseFacts) -> CaseFacts:
    """Return what somebody else owes of the money of a warning."""
    warned = {row.charge_id for row in of_supply.charges}
    part = tuple(row for row in other.charges if row.charge_id in warned and row.debt > 0)
    return values.about(replace(other, account=of_supply.account), part)


def warning(facts: CaseFacts, base: dict[str, Any]) -> contexts.RestrictionWarning:
    """Return the warning.

    The day it promises leaves time for the delivery, the term and the plan of the crew.
    """
    stage = bases.stage(facts)
    days = stage.proof_days + stage.term_days + _PLANNING_DAYS
    return contexts.RestrictionWarning(
        **bases.with_money(facts, base, DocumentKind.RESTRICTION_WARNING),
        term_days=stage.term_days,
        restriction_from=terms.deadline(
            start=facts.today,
            days=days,
            kind="calendar",
        ).end,
        suspension_days=int(parameters.series("notice.suspension_days").on(facts.today).decimal()),
        level=_level(facts),
        services=_names(_rows(facts)),
        act=_acts(facts, _rows(facts)),
        notice=next(iter(proofs.proofs(facts)), None),
        reconnection_cost=_reconnection_cost(facts),
    )


def order(facts: CaseFacts, base: dict[str, Any]) -> contexts.RestrictionOrder:
    """Return the order; the crew never comes before the day that the warning promised."""
    planned_on = terms.deadline(
        start=facts.today,
        days=_PLANNING_DAYS,
        kind="working",
    ).end
    rows = _to_cut(facts)
    return contexts.RestrictionOrder(
        **bases.of_case(facts, base),
        crew=_CREW,
        planned_on=max(planned_on, restriction.promised(case=facts.case) or planned_on),
        level=_level(facts),
        services=_names(rows),
        act=_acts(facts, rows),
        meter=_meter(facts, rows),
        debt=facts.debt,
        proofs=proofs.proofs(facts),
    )


def _to_cut(facts: CaseFacts) -> tuple[ClaimedCharge, ...]:
    """Return what is owed for the services of the warning; of what was limited, all of the order.

    ПП 354 п. 119 «в» asks no second time for more than two months.
    """
    if facts.case.recovery.is_restricted:
        limited = _newest(facts, DocumentKind.RESTRICTION_ORDER)
        return tuple(row for row in _ordered_rows(facts, limited) if row.debt > 0)
    warned = restriction.newest_warning(case=facts.case)
    return tuple(
        row for row in _rows(facts) if warned is None or row.service in warned.context["services"]
    )


def report(facts: CaseFacts, base: dict[str, Any]) -> contexts.RestrictionReport:
    """Return the report in the crew's own words."""
    ordered = _newest(facts, DocumentKind.RESTRICTION_ORDER)
    rows = _ordered_rows(facts, ordered)
    return contexts.RestrictionReport(
        **bases.of_case(facts, base),
        **_told(facts),
        order_number=ordered.number,
        order_date=ordered.dated,
        crew=_CREW,
        services=_names(rows),
        act=_acts(facts, rows),
        meter=_meter_as_found(facts, rows),
        debt=ordered.debt,
    )


def _meter_as_found(facts: CaseFacts, rows: tuple[ClaimedCharge, ...]) -> contexts.Meter:
    """Return the meter with the seal that the crew found: the one it set is named beside."""
    meter = _meter(facts, rows)
    former = _visit(facts).result.get("former_seal", meter.seal)
    return replace(meter, seal=former)


def _visit(facts: CaseFacts) -> Task:
    visits = Task.objects.filter(
        case=facts.case,
        kind="restriction",
        status=Task.Status.DONE,
    )
    return visits.latest("id")


def _told(facts: CaseFacts) -> dict[str, Any]:
    """Return what the crew said of its visit; nothing is put in its mouth."""
    task = _visit(facts)
    told = task.result
    return {
        "crew_members": tuple(told.get("members") or [_member(task)]),
        "performed_on": date.fromisoformat(told["date"]),
        "performed_at": told.get("time") or "",
        "level": contexts.RestrictionLevel(told.get("level") or _level(facts)),
        "method": told.get("method") or "",
        "reading": Decimal(told["reading"]) if told.get("reading") else None,
        "seal": told.get("seal") or "",
        "customer_present": bool(told.get("customer_present")),
        "copy": contexts.CopyOfAct(told["copy"]) if told.get("copy") else None,
        "customer_remarks": told.get("customer_remarks") or "",
        "witnesses": told.get("witnesses") or "",
        "filmed": bool(told.get("filmed")),
        "photos": task.photos.count(),
        "remarks": task.remarks,
    }


def _member(task: Task) -> str:
    user = task.completed_by
    return (
        " ".join(part for part in (user.last_name, user.first_name, user.patronymic) if part)
        if user
        else _CREW
    )


def resumption(facts: CaseFacts, base: dict[str, Any]) -> contexts.ResumptionOrder:
    """Return the order to bring back what the report says was cut."""
    done = _newest(facts, DocumentKind.RESTRICTION_REPORT)
    rows = _ordered_rows(facts, done)
    ground, cleared_on = resumed.why(facts, rows)
    return contexts.ResumptionOrder(
        **bases.of_case(facts, base),
        **resumed.until(facts, cleared_on),
        crew=_CREW,
        report_number=done.number,
        report_date=done.dated,
        restricted_on=date.fromisoformat(done.context["performed_on"]),
        ground=ground,
        cleared_on=cleared_on,
        services=_names(rows),
        act=_acts(facts, rows, resumption=True),
        meter=_meter(facts, rows),
    )


def _is_at_home(facts: CaseFacts) -> bool:
    """Say whether a citizen is supplied at home: the Rules 354 are about nobody else."""
    return restriction.debtor_at(facts.account) == "citizen"


def _level(facts: CaseFacts) -> contexts.RestrictionLevel:
    """Citizens are limited first where that is possible, and cut off later (ПП 354 п. 119).

    Business is cut in one stage (ПП 442).
    """
    is_limited_first = _is_at_home(facts) and facts.account.limit_possible
    if is_limited_first and not facts.case.recovery.is_restricted:
        return contexts.RestrictionLevel.PARTIAL
    return contexts.RestrictionLevel.FULL


def _rows(facts: CaseFacts) -> tuple[ClaimedCharge, ...]:
    """Return what the account owes for services that may be restricted.

    Only those for which it owes enough.

    :raises UnableToMake: when nobody knows the norm by which that is measured
    """
    here = [row for row in facts.charges if row.account_number == facts.account.number]
    lawful = [
        row
        for row in here
        if restriction.ground(
            account=facts.account,
            service=row.service_code,
            on=facts.today,
        )
    ]
    services: dict[str, list[ClaimedCharge]] = {}
    for row in lawful:
        services.setdefault(row.service_code, []).append(row)
    judged = _judged(facts, services)
    enough = {code for code, is_enough in judged.items() if is_enough}
    unknown = [services[code][0].service for code, known in judged.items() if known is None]
    if unknown and not enough:
        raise UnableToMake(_lacks_norm(facts.account, unknown))
    return tuple(row for row in lawful if row.debt > 0 and row.service_code in enough)


def _judged(facts: CaseFacts, services: dict[str, list[ClaimedCharge]]) -> dict[str, bool | None]:
    debtor = restriction.debtor_at(facts.account)
    monthly = restriction.by_norm(debtors={facts.account.pk: debtor}, on=facts.today)
    return {
        code: restriction.is_enough(
            rows=rows,
            debtor=debtor,
            monthly=monthly.get((facts.account.pk, code)),
            on=facts.today,
        )
        for code, rows in services.items()
    }


def _lacks_norm(account: Account, services: list[str]) -> str:
    return _(
        "A citizen is restricted when more than two monthly charges by the norm are owed for a "
        "service (ПП 354, p. 118). Enter norm, people and tariff of account %(account)s on its "
        "page: %(services)s. If they cannot be known, mark there that nothing is restricted."
    ) % {"account": account.number, "services": wording.listed(tuple(services))}


def _ordered_rows(facts: CaseFacts, paper: Document) -> tuple[ClaimedCharge, ...]:
    """Return the claims for the services that a paper names, paid or not."""
    named = paper.context["services"]
    return tuple(
        row
        for row in facts.charges
        if row.service in named and row.account_number == facts.account.number
    )


def _names(rows: tuple[ClaimedCharge, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.service for row in rows))


def _acts(facts: CaseFacts, rows: tuple[ClaimedCharge, ...], *, resumption: bool = False) -> str:
    """Cite the law of each service, each act once."""
    codes = dict.fromkeys(row.service_code for row in rows)
    grounds = [
        restriction.ground(
            account=facts.account,
            service=code,
            on=facts.today,
        )
        for code in codes
    ]
    return "; ".join(
        dict.fromkeys(
            ground.resumption if resumption else ground.act for ground in grounds if ground
        )
    )


def _reconnection_cost(facts: CaseFacts) -> Decimal:
    """Return what a citizen will pay at most; nothing where that is not known."""
    if not _is_at_home(facts):
        return Decimal(0)
    codes = dict.fromkeys(row.service_code for row in _rows(facts))
    return reconnection.most(account=facts.account, services=codes, on=facts.today)


def _meter(facts: CaseFacts, rows: tuple[ClaimedCharge, ...]) -> contexts.Meter:
    """Return the meter of what is restricted.

    A dash where none is known, or the crew is still to say which of several.
    """
    found = _reported_meter(facts) or _only(
        restriction.meters(account=facts.account, services=_names(rows))
    )
    return (
        contexts.Meter(
            number=found.number,
            model=found.model,
            seal=found.seal,
        )
        if found
        else contexts.Meter(number="")
    )


def _reported_meter(facts: CaseFacts) -> Meter | None:
    visits = Task.objects.filter(
        case=facts.case,
        kind="restriction",
        status=Task.Status.DONE,
        outcome="DONE",
    )
    chosen = visits.order_by("id").values_list("result__meter", flat=True).last()
    return (
        Meter.objects.filter(
            number=chosen,
            account=facts.account,
            removed_on=None,
        ).first()
        if chosen
        else None
    )


def _only(meters: list[Meter]) -> Meter | None:
    if len(meters) != 1:
        return None
    return meters[0]


def _newest(facts: CaseFacts, kind: DocumentKind) -> Document:
    found = restriction.newest(case=facts.case, kind=kind)
    if found is None:
        raise UnableToMake(
            _("The paper this one refers to is not in the case: %(kind)s.") % {"kind": kind}
        )
    return found
