"""Contexts that look like the town's real papers: a citizen with five unpaid months, an organization with three."""

from datetime import date
from decimal import Decimal
from typing import Any

from documents import catalogue, contexts
from documents.catalogue import DocumentKind
from tariffs import parameters, restriction
from webapp.recovery.operations import schemes
from workflows.interfaces.debt_recovery import StageKind

ACT = {
    is_citizen: restriction.ground(
        service="electricity", debtor="citizen" if is_citizen else "business", in_apartment_building=is_citizen, on=date(2026, 11, 21)
    )
    for is_citizen in (True, False)
}
CREW_PAPERS = {DocumentKind.RESTRICTION_ORDER, DocumentKind.RESTRICTION_REPORT, DocumentKind.RESUMPTION_ORDER}
LETTERS = {DocumentKind.NOTICE, DocumentKind.RESTRICTION_WARNING, DocumentKind.PRETRIAL_CLAIM}
CLAIMANT = contexts.Claimant(
    name="Акционерное общество «Энергосбыт Исток»",
    short_name="АО «Энергосбыт Исток»",
    inn="7701234567",
    kpp="770101001",
    ogrn="1027700132195",
    address="170100, г. Исток, пр-кт Мира, д. 1",
    phone="+7 (4822) 30-00-00",
    email="debt@istok.example",
    bank_name="ПАО Сбербанк",
    bik="044525225",
    settlement_account="40702810900000012345",
    correspondent_account="30101810400000000225",
)
SIGNATORY = contexts.Signatory(
    position="Начальник юридического отдела", name="Петрова Ольга Ильинична", authority="доверенность № 15 от 12.01.2026"
)
EXECUTOR = contexts.Executor(name="Сидоров Антон Павлович", phone="+7 (4822) 30-00-15")
CITIZEN = contexts.Debtor(
    name="Ковальчук Анна Сергеевна",
    kind=contexts.DebtorKind.PERSON,
    address="г. Исток, ул. Речная, д. 12, кв. 45",
    account="100200300",
    birth_date=date(1984, 3, 9),
    inn="770812345678",
)
COMPANY = contexts.Debtor(
    name="ООО «Ромашка & Ко»",
    kind=contexts.DebtorKind.ORGANIZATION,
    address="г. Исток, ул. Заводская, д. 7, корп. 2",
    postal_address="170002, г. Исток, ул. Лесная, д. 3, оф. 11",
    account="900100",
    contract_number="ЭС-15/2024",
    contract_date=date(2024, 3, 1),
    inn="7704567890",
    kpp="770401001",
    ogrn="1157746012345",
)


def debt_row(*, period: date, due: date, charged: str, paid: str = "0", service: str = "Электроэнергия") -> contexts.DebtRow:
    charge, payment = Decimal(charged), Decimal(paid)
    return contexts.DebtRow(period=period, service=service, due=due, charged=charge, paid=payment, debt=charge - payment)


def penalty_row(*, debt: contexts.DebtRow, start: date, end: date, fraction: int, rate: str = "9.5") -> contexts.PenaltyRow:
    days = (end - start).days + 1
    amount = (debt.debt * Decimal(rate) / 100 / fraction * days).quantize(Decimal("0.01"))
    return contexts.PenaltyRow(
        period=debt.period,
        due=debt.due,
        start=start,
        end=end,
        days=days,
        base=debt.debt,
        service=debt.service,
        rate=Decimal(rate),
        fraction=f"1/{fraction}",
        amount=amount,
    )


CITIZEN_DEBTS = (
    debt_row(period=date(2026, 5, 1), due=date(2026, 6, 15), charged="2345.67", paid="345.67"),
    debt_row(period=date(2026, 6, 1), due=date(2026, 7, 15), charged="2410.05"),
    debt_row(period=date(2026, 7, 1), due=date(2026, 8, 17), charged="2298.40"),
    debt_row(period=date(2026, 8, 1), due=date(2026, 9, 15), charged="2377.12"),
    debt_row(period=date(2026, 9, 1), due=date(2026, 10, 15), charged="2501.90"),
    debt_row(period=date(2026, 9, 1), due=date(2026, 10, 15), charged="780.00", service="Обращение с ТКО"),
)
CITIZEN_PENALTY_ROWS = (
    penalty_row(debt=CITIZEN_DEBTS[0], start=date(2026, 7, 16), end=date(2026, 9, 13), fraction=300),
    penalty_row(debt=CITIZEN_DEBTS[0], start=date(2026, 9, 14), end=date(2026, 11, 21), fraction=130),
    penalty_row(debt=CITIZEN_DEBTS[1], start=date(2026, 8, 15), end=date(2026, 10, 13), fraction=300),
    penalty_row(debt=CITIZEN_DEBTS[1], start=date(2026, 10, 14), end=date(2026, 11, 21), fraction=130),
    penalty_row(debt=CITIZEN_DEBTS[2], start=date(2026, 9, 17), end=date(2026, 11, 15), fraction=300),
    penalty_row(debt=CITIZEN_DEBTS[2], start=date(2026, 11, 16), end=date(2026, 11, 21), fraction=130),
    penalty_row(debt=CITIZEN_DEBTS[3], start=date(2026, 10, 16), end=date(2026, 11, 21), fraction=300),
    penalty_row(debt=CITIZEN_DEBTS[4], start=date(2026, 11, 15), end=date(2026, 11, 21), fraction=300),
)
COMPANY_DEBTS = (
    debt_row(period=date(2026, 7, 1), due=date(2026, 8, 18), charged="154320.55", paid="54320.55"),
    debt_row(period=date(2026, 8, 1), due=date(2026, 9, 18), charged="148777.10"),
    debt_row(period=date(2026, 9, 1), due=date(2026, 10, 19), charged="160015.99"),
)
COMPANY_PENALTY_ROWS = (
    penalty_row(debt=COMPANY_DEBTS[0], start=date(2026, 8, 19), end=date(2026, 11, 21), fraction=130),
    penalty_row(debt=COMPANY_DEBTS[1], start=date(2026, 9, 19), end=date(2026, 11, 21), fraction=130),
    penalty_row(debt=COMPANY_DEBTS[2], start=date(2026, 10, 20), end=date(2026, 11, 21), fraction=130),
)
PROOFS = (
    contexts.Proof(
        title="Уведомление о задолженности",
        number="УВ-2026-000118",
        dated=date(2026, 9, 21),
        channel="заказным письмом",
        on=date(2026, 9, 28),
    ),
    contexts.Proof(
        title="Предупреждение об ограничении",
        number="ПР-2026-000064",
        dated=date(2026, 10, 20),
        channel="по электронной почте",
        on=date(2026, 10, 20),
    ),
)
METER = contexts.Meter(number="011094123456", model="Меркурий 201.5", seal="0045871")


def penalty(*, is_citizen: bool) -> contexts.Penalty:
    rows = CITIZEN_PENALTY_ROWS if is_citizen else COMPANY_PENALTY_ROWS
    return contexts.Penalty(as_of=date(2026, 11, 21), rows=rows, total=sum((row.amount for row in rows), Decimal(0)))


def duty(*, is_citizen: bool, is_order: bool) -> contexts.StateDuty:
    paid_by = contexts.PaymentOrder(number="1842", dated=date(2026, 11, 20))
    if is_citizen:
        full = contexts.DutyLine(text="Цена требования до 100 000 рублей", amount=Decimal(4000))
        half = contexts.DutyLine(text="За выдачу судебного приказа — 50 процентов", amount=Decimal(2000))
        if is_order:
            return contexts.StateDuty(lines=(full, half), amount=Decimal(2000), paid_by=paid_by)
        return contexts.StateDuty(lines=(full,), amount=Decimal(4000), set_off=Decimal(2000), paid_by=paid_by)
    full = contexts.DutyLine(text="10 000 рублей и 5 процентов суммы свыше 100 000 рублей", amount=Decimal("26328.00"))
    half = contexts.DutyLine(text="За выдачу судебного приказа — 50 процентов", amount=Decimal("13164.00"))
    if is_order:
        return contexts.StateDuty(lines=(full, half), amount=Decimal("13164.00"), paid_by=paid_by)
    return contexts.StateDuty(lines=(full,), amount=Decimal("26328.00"), paid_by=paid_by)


def bailiff_rows() -> tuple[contexts.BailiffRow, ...]:
    citizen = contexts.BailiffRow(
        case_number="ПИР-2026-000031",
        writ_number="2-1415/2026",
        writ_date=date(2026, 11, 2),
        court="Судебный участок № 3 г. Истока",
        debtor="Ковальчук Анна Сергеевна",
        identity="дата рождения 09.03.1984",
        address="г. Исток, ул. Речная, д. 12, кв. 45",
        account="100200300",
        debt=Decimal("12367.47"),
        penalty=Decimal("262.18"),
        duty=Decimal(2000),
    )
    company = contexts.BailiffRow(
        case_number="ПИР-2026-000044",
        writ_number="ФС 044512345",
        writ_date=date(2026, 10, 27),
        court="Арбитражный суд Верхневолжской области",
        debtor="ООО «Ромашка & Ко»",
        identity="ИНН 7704567890",
        address="170002, г. Исток, ул. Лесная, д. 3, оф. 11",
        account="ЭС-15/2024",
        debt=Decimal("408793.09"),
        penalty=Decimal("17741.50"),
        duty=Decimal("26328.00"),
    )
    return (citizen, company)


def court(*, is_citizen: bool) -> contexts.Court:
    if is_citizen:
        return contexts.Court(name="Судебный участок № 3 г. Истока", address="170100, г. Исток, ул. Советская, д. 20")
    return contexts.Court(name="Арбитражный суд Верхневолжской области", address="170100, г. Исток, ул. Судебная, д. 1")


def of_case(*, kind: DocumentKind, is_citizen: bool) -> dict[str, Any]:
    """Facts that every paper about one debtor has."""
    series = catalogue.CATALOGUE[kind].series
    return {
        "number": f"{series}-2026-000123",
        "dated": date(2026, 12, 22) if kind in CREW_PAPERS else date(2026, 11, 21),
        "claimant": CLAIMANT,
        "signatory": SIGNATORY,
        "executor": EXECUTOR,
        "case_number": "ПИР-2026-000031" if is_citizen else "ПИР-2026-000044",
        "debtor": CITIZEN if is_citizen else COMPANY,
    }


def with_money(*, kind: DocumentKind, is_citizen: bool) -> dict[str, Any]:
    """Facts that every paper with a calculation has."""
    return {
        **of_case(kind=kind, is_citizen=is_citizen),
        "debts": CITIZEN_DEBTS if is_citizen else COMPANY_DEBTS,
        "penalty": penalty(is_citizen=is_citizen),
        "enclosures": catalogue.enclosures(kind=kind, debtor=(CITIZEN if is_citizen else COMPANY).kind),
    }


def with_crew(*, kind: DocumentKind, is_citizen: bool) -> dict[str, Any]:
    """Facts that every paper for a crew has."""
    return {
        **of_case(kind=kind, is_citizen=is_citizen),
        "crew": "Бригада № 2 участка «Заречный»",
        "services": ("Электроэнергия",),
        "meter": METER,
    }


def term_days(kind: StageKind, *, is_citizen: bool) -> int:
    """The term that the default scheme gives."""
    scheme = schemes.PERSONS if is_citizen else schemes.ORGANIZATIONS
    return next(stage.term_days for stage in scheme.stages if stage.kind == kind)


def level(*, is_citizen: bool) -> contexts.RestrictionLevel:
    """Citizens are restricted first, business is cut at once."""
    return contexts.RestrictionLevel.PARTIAL if is_citizen else contexts.RestrictionLevel.FULL


def letter(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    facts = with_money(kind=kind, is_citizen=is_citizen)
    if kind is DocumentKind.NOTICE:
        return contexts.Notice(**facts, term_days=term_days(StageKind.NOTICE, is_citizen=is_citizen))
    if kind is DocumentKind.RESTRICTION_WARNING:
        return contexts.RestrictionWarning(
            **facts,
            term_days=term_days(StageKind.WARNING, is_citizen=is_citizen),
            restriction_from=date(2026, 12, 23) if is_citizen else date(2026, 12, 14),
            suspension_days=int(parameters.series("notice.suspension_days").on(date(2026, 11, 21)).decimal()),
            level=level(is_citizen=is_citizen),
            services=("Электроэнергия",),
            act=ACT[is_citizen].act,
            notice=PROOFS[0] if is_citizen else None,
            reconnection_cost=parameters.series("reconnection_cost").on(date(2026, 11, 21)).decimal() if is_citizen else Decimal(0),
        )
    return contexts.PretrialClaim(
        **facts, term_days=term_days(StageKind.PRETRIAL_CLAIM, is_citizen=False), court=court(is_citizen=is_citizen).name
    )


def filing(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    facts = with_money(kind=kind, is_citizen=is_citizen)
    is_order = kind is not DocumentKind.STATEMENT_OF_CLAIM
    facts |= {"duty": duty(is_citizen=is_citizen, is_order=is_order), "proofs": PROOFS}
    if kind is DocumentKind.SERVICE_MEMO:
        head = contexts.Signatory(position="Начальник юридического отдела", name="Петрова Ольга Ильинична")
        return contexts.ServiceMemo(
            **facts, addressee=head, court=court(is_citizen=is_citizen).name, limitation_ends_on=date(2029, 6, 15 if is_citizen else 18)
        )
    if kind is DocumentKind.COURT_ORDER_APPLICATION:
        return contexts.CourtOrderApplication(**facts, court=court(is_citizen=is_citizen))
    cancelled = (
        contexts.CancelledOrder(number="2-1415/2026", issued_on=date(2026, 10, 5), cancelled_on=date(2026, 10, 30)) if is_citizen else None
    )
    return contexts.StatementOfClaim(**facts, court=court(is_citizen=is_citizen), cancelled_order=cancelled)


def crew_paper(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    facts = with_crew(kind=kind, is_citizen=is_citizen)
    debt = sum((row.debt for row in (CITIZEN_DEBTS if is_citizen else COMPANY_DEBTS)), Decimal(0))
    if kind is DocumentKind.RESTRICTION_ORDER:
        return contexts.RestrictionOrder(
            **facts, act=ACT[is_citizen].act, planned_on=date(2026, 12, 24), level=level(is_citizen=is_citizen), debt=debt, proofs=PROOFS
        )
    if kind is DocumentKind.RESUMPTION_ORDER:
        return contexts.ResumptionOrder(
            **facts,
            report_number="АО-2026-000017",
            report_date=date(2026, 12, 22),
            restricted_on=date(2026, 12, 22),
            ground="Задолженность и расходы на ограничение оплачены полностью",
            cleared_on=date(2026, 12, 24),
            resume_by=date(2026, 12, 26 if is_citizen else 25),
            resume_hours=0 if is_citizen else 24,
            act=ACT[is_citizen].resumption,
        )
    return contexts.RestrictionReport(
        **facts,
        order_number="ПО-2026-000041",
        order_date=date(2026, 12, 21),
        crew_members=("Кузнецов Игорь Львович", "Черных Павел Ильич"),
        performed_on=date(2026, 12, 22),
        performed_at="14:35",
        act=ACT[is_citizen].act,
        level=level(is_citizen=is_citizen),
        method="Отключён вводной автоматический выключатель, установлена заглушка",
        reading=Decimal("18452.300"),
        seal="0099120",
        debt=debt,
        customer_present=is_citizen,
        photos=3,
        remarks="" if is_citizen else "Представитель потребителя от подписи отказался",
    )


def sample(*, kind: DocumentKind, is_citizen: bool) -> contexts.Paper:
    """Return a full context of a kind."""
    if kind is DocumentKind.BAILIFF_REGISTRY:
        facts = of_case(kind=kind, is_citizen=is_citizen)
        del facts["case_number"], facts["debtor"]
        return contexts.BailiffRegistry(
            **facts,
            office="Отделение судебных приставов г. Истока",
            office_address="170100, г. Исток, ул. Почтовая, д. 8",
            rows=bailiff_rows(),
            enclosures=catalogue.enclosures(kind=kind, debtor=contexts.DebtorKind.PERSON),
        )
    make = crew_paper if kind in CREW_PAPERS else letter if kind in LETTERS else filing
    return make(kind=kind, is_citizen=is_citizen)
