"""Contexts that look like a town's real papers.

A citizen with five unpaid months, an organization with three.

Templates are tried on them before they are taken, and people who edit a template see their values
as examples.
"""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from documents import catalogue, contexts
from documents.catalogue import DocumentKind
from documents.samples import beside, packages, values
from tariffs import parameters, restriction

DAY = date(2026, 11, 21)
CREW_PAPERS = {
    DocumentKind.RESTRICTION_ORDER,
    DocumentKind.RESTRICTION_REPORT,
    DocumentKind.RESUMPTION_ORDER,
}
LETTERS = {DocumentKind.NOTICE, DocumentKind.RESTRICTION_WARNING, DocumentKind.PRETRIAL_CLAIM}
_DATED = {
    DocumentKind.RESTRICTION_ORDER: date(2026, 12, 22),
    DocumentKind.RESTRICTION_REPORT: date(2026, 12, 24),
    DocumentKind.RESUMPTION_ORDER: date(2026, 12, 28),
}
# as the schemes that come with the program say
TERMS_DAYS = {
    (DocumentKind.NOTICE, True): 10,
    (DocumentKind.NOTICE, False): 5,
    (DocumentKind.RESTRICTION_WARNING, True): 20,
    (DocumentKind.RESTRICTION_WARNING, False): 10,
    (DocumentKind.PRETRIAL_CLAIM, True): 30,
    (DocumentKind.PRETRIAL_CLAIM, False): 30,
}


# a supply is limited by a device, and cut at its input
_METHODS = {
    True: "Установлен ограничитель мощности на 1,1 кВт",
    False: "Отключён вводной автоматический выключатель, установлена заглушка",
}


def _ground(*, is_citizen: bool) -> restriction.Ground:
    debtor: Any = "citizen" if is_citizen else "business"
    found = restriction.ground(
        service="electricity",
        debtor=debtor,
        in_apartment_building=is_citizen,
        on=DAY,
    )
    assert found is not None
    return found


def _of_case(*, kind: DocumentKind, is_citizen: bool) -> dict[str, Any]:
    """Facts that every paper about one debtor has."""
    series = catalogue.CATALOGUE[kind].series
    return {
        "number": f"{series}-2026-000123",
        "dated": _DATED.get(kind, DAY),
        "claimant": values.CLAIMANT,
        "signatory": values.SIGNATORY,
        "executor": values.EXECUTOR,
        "case_number": "ПИР-2026-000031" if is_citizen else "ПИР-2026-000044",
        "debtor": values.CITIZEN if is_citizen else values.COMPANY,
    }


def _with_money(*, kind: DocumentKind, is_citizen: bool) -> dict[str, Any]:
    """Facts that every paper with a calculation has."""
    known = _of_case(kind=kind, is_citizen=is_citizen)
    return {
        **known,
        "addresses": known["debtor"].address,
        "debts": values.CITIZEN_DEBTS if is_citizen else values.COMPANY_DEBTS,
        "penalty": values.penalty(is_citizen=is_citizen),
        "enclosures": catalogue.enclosures(
            kind=kind,
            debtor=(values.CITIZEN if is_citizen else values.COMPANY).kind,
        ),
    }


def _with_crew(*, kind: DocumentKind, is_citizen: bool) -> dict[str, Any]:
    """Facts that every paper for a crew has."""
    return {
        **_of_case(kind=kind, is_citizen=is_citizen),
        "crew": "Бригада № 2 участка «Заречный»",
        "services": ("Электроэнергия",),
        "meter": values.METER,
    }


def _level(*, is_citizen: bool) -> contexts.RestrictionLevel:
    """Citizens are restricted first, business is cut at once."""
    if is_citizen:
        return contexts.RestrictionLevel.PARTIAL
    return contexts.RestrictionLevel.FULL


def _letter(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    facts = _with_money(kind=kind, is_citizen=is_citizen)
    if kind is DocumentKind.NOTICE:
        return contexts.Notice(**facts, term_days=TERMS_DAYS[kind, is_citizen])
    if kind is DocumentKind.RESTRICTION_WARNING:
        return contexts.RestrictionWarning(
            **facts | values.of_service("Электроэнергия", is_citizen=is_citizen),
            term_days=TERMS_DAYS[kind, is_citizen],
            restriction_from=date(2026, 12, 23) if is_citizen else date(2026, 12, 14),
            suspension_days=int(
                parameters.series("notice.suspension_days").on(date(2026, 11, 21)).decimal()
            ),
            level=_level(is_citizen=is_citizen),
            services=("Электроэнергия",),
            act=_ground(is_citizen=is_citizen).act,
            notice=values.PROOFS[0] if is_citizen else None,
            reconnection_cost=parameters.series("reconnection_cost")
            .on(date(2026, 11, 21))
            .decimal()
            if is_citizen
            else Decimal(0),
        )
    return contexts.PretrialClaim(
        **facts,
        term_days=TERMS_DAYS[kind, is_citizen],
        court=values.court(is_citizen=is_citizen).name,
    )


def _filing(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    facts = _with_money(kind=kind, is_citizen=is_citizen)
    is_order = kind is not DocumentKind.STATEMENT_OF_CLAIM
    facts |= {
        "duty": values.duty(is_citizen=is_citizen, is_order=is_order),
        "proofs": values.proofs(is_citizen=is_citizen),
    }
    if kind is DocumentKind.SERVICE_MEMO:
        return contexts.ServiceMemo(
            **facts | {"signatory": values.HEAD},
            addressee=values.SIGNATORY,
            court=values.court(is_citizen=is_citizen).name,
            limitation_ends_on=date(2029, 6, 15 if is_citizen else 18),
            shares=values.SHARES if is_citizen else (),
        )
    if kind is DocumentKind.COURT_ORDER_APPLICATION:
        return contexts.CourtOrderApplication(**facts, court=values.court(is_citizen=is_citizen))
    before = ENCLOSED_OF_ORDER[is_citizen]
    return contexts.StatementOfClaim(
        **facts | {"enclosures": (*before, *facts["enclosures"])},
        **_order_before(is_citizen=is_citizen),
        court=values.court(is_citizen=is_citizen),
    )


ENCLOSED_OF_ORDER = {
    True: (
        "Определение от 30.10.2026 об отмене судебного приказа № 2-1415/2026",
        "Платёжное поручение № 72 от 24.09.2026 об уплате пошлины за судебный приказ",
    ),
    False: ("Определение от 30.10.2026 об отказе в выдаче судебного приказа",),
}


def _order_before(*, is_citizen: bool) -> dict[str, Any]:
    """What became of the order that was asked for before a claim."""
    if is_citizen:
        cancelled = contexts.CancelledOrder(
            number="2-1415/2026",
            issued_on=date(2026, 10, 5),
            cancelled_on=date(2026, 10, 30),
        )
        return {"cancelled_order": cancelled, "objected": True, "is_in_time": True}
    refused = contexts.RefusedOrder(
        refused_on=date(2026, 10, 30),
        number="А66-14150/2026",
    )
    return {"refused_order": refused, "is_in_time": True}


def _crew_paper(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    facts = _with_crew(kind=kind, is_citizen=is_citizen)
    debt = sum(
        (row.debt for row in (values.CITIZEN_DEBTS if is_citizen else values.COMPANY_DEBTS)),
        Decimal(0),
    )
    if kind is DocumentKind.RESTRICTION_ORDER:
        return contexts.RestrictionOrder(
            **facts,
            act=_ground(is_citizen=is_citizen).act,
            planned_on=date(2026, 12, 24),
            level=_level(is_citizen=is_citizen),
            debt=debt,
            proofs=values.PROOFS,
        )
    if kind is DocumentKind.RESUMPTION_ORDER:
        return contexts.ResumptionOrder(
            **facts,
            report_number="АО-2026-000017",
            report_date=date(2026, 12, 24),
            restricted_on=date(2026, 12, 24),
            ground="Задолженность и расходы на ограничение оплачены полностью",
            cleared_on=date(2026, 12, 28),
            resume_by=date(2026, 12, 30 if is_citizen else 29),
            resume_hours=0 if is_citizen else 24,
            act=_ground(is_citizen=is_citizen).resumption,
        )
    return contexts.RestrictionReport(
        **facts,
        order_number="ПО-2026-000041",
        order_date=date(2026, 12, 22),
        crew_members=("Кузнецов Игорь Львович", "Черных Павел Ильич"),
        performed_on=date(2026, 12, 24),
        performed_at="14:35",
        act=_ground(is_citizen=is_citizen).act,
        level=_level(is_citizen=is_citizen),
        method=_METHODS[is_citizen],
        reading=Decimal("18452.300"),
        seal="0099120",
        debt=debt,
        customer_present=True,
        copy=contexts.CopyOfAct.HANDED if is_citizen else contexts.CopyOfAct.REFUSED,
        customer_remarks="с долгом не согласен" if is_citizen else "",
        witnesses="" if is_citizen else "Зайцева Н. П., Титов С. А.",
        filmed=is_citizen,
        photos=3,
        remarks="Пломба установлена на "
        + ("ограничитель мощности" if is_citizen else "вводной автомат"),
    )


def sample(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    """Return a full context of a kind."""
    if kind is DocumentKind.BAILIFF_REGISTRY:
        facts = _of_case(kind=kind, is_citizen=is_citizen)
        del facts["case_number"], facts["debtor"]
        return contexts.BailiffRegistry(
            **facts,
            office="Отделение судебных приставов г. Истока",
            office_address="170100, Тверская обл., г. Исток, ул. Почтовая, д. 8",
            rows=values.bailiff_rows(),
            enclosures=catalogue.enclosures(kind=kind, debtor=contexts.DebtorKind.PERSON),
        )
    if kind in beside.SAMPLES:
        facts = _of_case(kind=kind, is_citizen=is_citizen)
        return beside.SAMPLES[kind](facts, is_citizen)
    if kind in packages.SAMPLES:
        facts = _of_case(kind=kind, is_citizen=is_citizen)
        return packages.SAMPLES[kind](facts, is_citizen)
    if kind in CREW_PAPERS:
        make = _crew_paper
    elif kind in LETTERS:
        make = _letter
    else:
        make = _filing
    return make(kind=kind, is_citizen=is_citizen)


def represented(kind: DocumentKind) -> contexts.Paper:
    """Return a citizen's context with what few papers have.

    Representatives instead of heads, somebody who owes together with the debtor, and an application
    that was given back before.
    """
    paper = sample(kind=kind, is_citizen=True)
    full: dict[str, Any] = {
        "signatory": values.REPRESENTATIVE,
        "addressee": values.REPRESENTATIVE,
        "debtor": dataclasses.replace(values.CITIZEN, jointly=values.JOINTLY),
        "returned": contexts.ReturnedApplication(
            returned_on=date(2026, 10, 30), ground="не приложена выписка из ЕГРН"
        ),
    }
    names = {field.name for field in dataclasses.fields(paper)}
    changes: dict[str, Any] = {name: value for name, value in full.items() if name in names}
    return dataclasses.replace(paper, **changes)
