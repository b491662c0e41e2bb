"""The parts of sample papers: who claims, who owes, the rows of a calculation."""

from datetime import date
from decimal import Decimal
from typing import Any

from documents import contexts

CLAIMANT = contexts.Claimant(
    name="Акционерное общество «Энергосбыт Исток»",
    short_name="АО «Энергосбыт Исток»",
    inn="7701234567",
    kpp="770101001",
    ogrn="1027700132195",
    address="170100, Тверская обл., г. Исток, пр-кт Мира, д. 1",
    phone="+7 (4822) 30-00-00",
    email="debt@istok.example",
    bank_name="ПАО Сбербанк",
    bik="044525225",
    settlement_account="40702810900000012345",
    correspondent_account="30101810400000000225",
)
SIGNATORY = contexts.Signatory(
    position="Начальник юридического отдела", name="Петрова Ольга Ильинична"
)
HEAD = contexts.Signatory(position="Генеральный директор", name="Громов Андрей Викторович")
REPRESENTATIVE = contexts.Signatory(
    position="Представитель",
    name="Орлов Денис Викторович",
    power="по доверенности № 14 от 12.01.2026",
    until=date(2027, 1, 11),
    law_degree="диплом ВСГ № 1234567 от 25.06.2010",
)
EXECUTOR = contexts.Executor(name="Сидоров Антон Павлович", phone="+7 (4822) 30-00-15")
CITIZEN = contexts.Debtor(
    name="Ковальчук Анна Сергеевна",
    kind=contexts.DebtorKind.PERSON,
    address="г. Исток, ул. Речная, д. 12, кв. 45",
    postal_address="170100, Тверская обл., г. Исток, ул. Речная, д. 12, кв. 45",
    account="100200300",
    birth_date=date(1984, 3, 9),
    inn="770812345678",
    residence="170100, Тверская обл., г. Исток, ул. Речная, д. 12, кв. 45",
    ground="собственник помещения с 14.05.2019",
)
JOINTLY = ("Ковальчук Игорь Андреевич",)
SHARES = (
    contexts.Share(
        name=CITIZEN.name,
        address=CITIZEN.residence,
        ground=CITIZEN.ground,
        debt=Decimal("12367.47"),
    ),
)
COMPANY = contexts.Debtor(
    name="ООО «Ромашка & Ко»",
    kind=contexts.DebtorKind.ORGANIZATION,
    address="г. Исток, ул. Заводская, д. 7, корп. 2",
    postal_address="170002, Тверская обл., г. Исток, ул. Лесная, д. 3, оф. 11",
    account="900100",
    contract_number="ЭС-15/2024",
    contract_date=date(2024, 3, 1),
    inn="7704567890",
    kpp="770401001",
    ogrn="1157746012345",
    residence="170002, Тверская обл., г. Исток, ул. Лесная, д. 3, оф. 11",
    ground="сторона договора № ЭС-15/2024 от 01.03.2024",
)


def debt_row(
    *, period: date, due: date, charged: str, paid: str = "0", service: str = "Электроэнергия"
) -> contexts.DebtRow:
    """Return one month of one service."""
    charge = Decimal(charged)
    payment = Decimal(paid)
    rest = charge - payment
    payments: tuple[contexts.Paid, ...] = ()
    if payment:
        payments = (contexts.Paid(on=due, amount=payment, rest=rest),)
    return contexts.DebtRow(
        period=period,
        service=service,
        due=due,
        charged=charge,
        paid=payment,
        debt=rest,
        account=CITIZEN.account,
        payments=payments,
    )


def penalty_row(
    *, debt: contexts.DebtRow, start: date, end: date, fraction: int, rate: str = "9.5"
) -> contexts.PenaltyRow:
    """Return a range of days at one rate."""
    days = (end - start).days + 1
    daily = debt.debt * Decimal(rate) / 100 / fraction
    amount = (daily * days).quantize(Decimal("0.01"))
    return contexts.PenaltyRow(
        period=debt.period,
        due=debt.due,
        start=start,
        end=end,
        days=days,
        base=debt.debt,
        service=debt.service,
        account=debt.account,
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
    debt_row(
        period=date(2026, 9, 1), due=date(2026, 10, 15), charged="780.00", service="Обращение с ТКО"
    ),
)
CITIZEN_PENALTY_ROWS = (
    penalty_row(
        debt=CITIZEN_DEBTS[0], start=date(2026, 7, 16), end=date(2026, 9, 13), fraction=300
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[0], start=date(2026, 9, 14), end=date(2026, 11, 21), fraction=130
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[1], start=date(2026, 8, 15), end=date(2026, 10, 13), fraction=300
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[1], start=date(2026, 10, 14), end=date(2026, 11, 21), fraction=130
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[2], start=date(2026, 9, 17), end=date(2026, 11, 15), fraction=300
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[2], start=date(2026, 11, 16), end=date(2026, 11, 21), fraction=130
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[3], start=date(2026, 10, 16), end=date(2026, 11, 21), fraction=300
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[4], start=date(2026, 11, 15), end=date(2026, 11, 21), fraction=300
    ),
    penalty_row(
        debt=CITIZEN_DEBTS[5], start=date(2026, 11, 15), end=date(2026, 11, 21), fraction=300
    ),
)
COMPANY_DEBTS = (
    debt_row(period=date(2026, 7, 1), due=date(2026, 8, 18), charged="154320.55", paid="54320.55"),
    debt_row(period=date(2026, 8, 1), due=date(2026, 9, 18), charged="148777.10"),
    debt_row(period=date(2026, 9, 1), due=date(2026, 10, 19), charged="160015.99"),
)
COMPANY_PENALTY_ROWS = (
    penalty_row(
        debt=COMPANY_DEBTS[0], start=date(2026, 8, 19), end=date(2026, 11, 21), fraction=130
    ),
    penalty_row(
        debt=COMPANY_DEBTS[1], start=date(2026, 9, 19), end=date(2026, 11, 21), fraction=130
    ),
    penalty_row(
        debt=COMPANY_DEBTS[2], start=date(2026, 10, 20), end=date(2026, 11, 21), fraction=130
    ),
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
        how=contexts.Reached.ACCEPTED,
    ),
)
CLAIM = contexts.Proof(
    title="Досудебная претензия",
    number="ПРЕТ-2026-000014",
    dated=date(2026, 10, 20),
    channel="заказным письмом",
    on=date(2026, 10, 27),
)
METER = contexts.Meter(number="011094123456", model="Меркурий 201.5", seal="0045871")


def proofs(*, is_citizen: bool) -> tuple[contexts.Proof, ...]:
    """Return what went to the debtor: an organization is sued after a claim only (АПК 4)."""
    return PROOFS if is_citizen else (*PROOFS, CLAIM)


def penalty(*, is_citizen: bool) -> contexts.Penalty:
    """Return the penalty of a citizen or an organization."""
    rows = CITIZEN_PENALTY_ROWS if is_citizen else COMPANY_PENALTY_ROWS
    total = sum((row.amount for row in rows), Decimal(0))
    return contexts.Penalty(
        as_of=date(2026, 11, 21),
        rows=rows,
        total=total,
    )


def of_service(service: str, *, is_citizen: bool) -> dict[str, Any]:
    """Return the debt and the penalty of one service."""
    debts = CITIZEN_DEBTS if is_citizen else COMPANY_DEBTS
    whole = penalty(is_citizen=is_citizen)
    rows = tuple(row for row in whole.rows if row.service == service)
    total = sum((row.amount for row in rows), Decimal(0))
    return {
        "debts": tuple(row for row in debts if row.service == service),
        "penalty": contexts.Penalty(
            as_of=whole.as_of,
            rows=rows,
            total=total,
        ),
    }


_HALF = "За выдачу судебного приказа — 50 процентов этой суммы"


def duty(*, is_citizen: bool, is_order: bool) -> contexts.StateDuty:
    """Return the state duty of a filing."""
    if is_citizen:
        full = contexts.DutyLine(
            text="Цена требования до 100 000 рублей: 4 000 рублей",
            amount=Decimal(4000),
        )
        half = contexts.DutyLine(text=_HALF, amount=Decimal(2000))
        if is_order:
            return contexts.StateDuty(lines=(full, half), amount=Decimal(2000))
        return contexts.StateDuty(
            lines=(full,),
            amount=Decimal(4000),
            set_off=Decimal(2000),
        )
    base = contexts.DutyLine(
        text="Цена требования свыше 100 000 рублей: 10 000 рублей",
        amount=Decimal(10000),
    )
    full = contexts.DutyLine(
        text="и 5 процентов суммы свыше 100 000 рублей",
        amount=Decimal("26328.00"),
    )
    half = contexts.DutyLine(text=_HALF, amount=Decimal("13164.00"))
    if is_order:
        return contexts.StateDuty(lines=(base, full, half), amount=Decimal("13164.00"))
    return contexts.StateDuty(lines=(base, full), amount=Decimal("26328.00"))


RUNS_ON = (
    "электроэнергия: остаток долга × 1/130 ставки × число дней (ставка — на день оплаты, "
    "но не выше предельной, если она установлена)."
)


def bailiff_rows() -> tuple[contexts.BailiffRow, ...]:
    """Return two writs of a registry."""
    citizen = contexts.BailiffRow(
        case_number="2-1415/2026",
        document="судебный приказ",
        writ_number="2-1415/2026",
        writ_date=date(2026, 11, 2),
        court="Судебный участок № 3 г. Истока",
        debtor="Ковальчук Анна Сергеевна",
        identity="дата рождения 09.03.1984, ИНН 770812345678",
        address=CITIZEN.residence,
        account="100200300",
        debt=Decimal("12367.47"),
        penalty=Decimal("262.18"),
        duty=Decimal(2000),
    )
    company = contexts.BailiffRow(
        case_number="А66-14150/2026",
        document="исполнительный лист",
        writ_number="ФС 044512345",
        writ_date=date(2026, 10, 27),
        court="Арбитражный суд Верхневолжской области",
        debtor="ООО «Ромашка & Ко»",
        identity="ИНН 7704567890",
        address=COMPANY.residence,
        account="ЭС-15/2024",
        debt=Decimal("408793.09"),
        penalty=Decimal("17741.50"),
        duty=Decimal("26328.00"),
        formula=RUNS_ON,
        counted_to=date(2026, 9, 1),
    )
    return (company, citizen)


def court(*, is_citizen: bool) -> contexts.Court:
    """Return the court that hears a claim."""
    if is_citizen:
        return contexts.Court(
            name="Судебный участок № 3 г. Истока",
            address="170100, Тверская обл., г. Исток, ул. Советская, д. 20",
        )
    return contexts.Court(
        name="Арбитражный суд Верхневолжской области",
        address="170100, Тверская обл., г. Исток, ул. Судебная, д. 1",
    )
