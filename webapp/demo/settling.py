"""Settling the town: the supplier, the registry as a spreadsheet that is loaded like anybody's, and
the meters.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from webapp.contracts.models import Account, Service, Supplier
from webapp.demo import requisites
from webapp.demo.people import HOA, MANAGING_COMPANY, ORGANIZATION, PERSON, SOLE_TRADER
from webapp.demo.town import START, Charged, Line, Town
from webapp.metering.models import Meter
from webapp.payments.uploads import DEBTS
from webapp.premises.models import District
from webapp.recovery.models import Authority
from webapp.staff.models import User
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report
from webapp.uploads.tables import books

KINDS = {
    PERSON: "физлицо",
    SOLE_TRADER: "ИП",
    ORGANIZATION: "организация",
    MANAGING_COMPANY: "УК",
    HOA: "ТСЖ",
}
SERVICES = {
    "electricity": "электроэнергия",
    "heat": "отопление",
    "water": "водоснабжение",
    "waste": "обращение с ТКО",
}
CUSTOMER_COLUMNS = (
    *(
        "Лицевой счёт",
        "Наименование",
        "Вид",
        "ИНН",
        "КПП",
        "ОГРН",
        "Дата рождения",
        "Район",
        "Населённый пункт",
        "Улица",
        "Дом",
        "Квартира",
    ),
    *("E-mail", "Телефон", "Договор", "Дата договора", "Контакты из договора"),
    *("Ограничение возможно", "Не отключать"),
    *("Адрес регистрации", "Право", "Доля", "Право с", "Документ о праве"),
)
CHARGE_COLUMNS = (
    *("Услуга", "Период", "Начислено", "Оплачено", "Срок оплаты"),
    *("Норматив", "Человек", "Тариф"),
)
METER_MODELS = ("Меркурий 201", "Энергомера СЕ 101", "Нева МТ 124", "Матрица NP 71")
_INDEX = "396000"
_OWNED_SINCE = START.replace(year=2019)
_EXTRACT_OF = START - timedelta(days=30)
_METER_SINCE = START.replace(year=2021)


def supplier() -> Supplier:
    """Return the supplier of the town."""
    found, _created = Supplier.objects.get_or_create(
        inn="3661000020",
        kpp="366101001",
        defaults={
            "name": "Акционерное общество «Верхнедонская энергосбытовая компания»",
            "short_name": "АО «Верхнедонскэнергосбыт»",
            "ogrn": "1033668000013",
            "address": "396000, Воронежская обл., г. Верхнедонск, ул. Ленина, д. 1",
            "phone": "+7 473 200-00-01",
            "email": "dolg@vdes.example",
            "bank_name": "АО БАНК «ДОНСКОЙ КРЕДИТ»",
            "bik": requisites.BIK,
            "settlement_account": requisites.bank_account(head="40702810", number=36_610_001),
            "correspondent_account": requisites.correspondent_account(),
            "director": "Громов Алексей Викторович",
        },
    )
    return found


def open_courts() -> None:
    """Enter the courts of every district and the bailiffs' offices; arbitration is one for all."""
    kinds = Authority.Kind
    for kind, name, address in (
        (
            kinds.ARBITRATION,
            "Арбитражный суд Воронежской области",
            "394030, г. Воронеж, ул. Среднемосковская, д. 77",
        ),
        (
            kinds.DISTRICT_COURT,
            "Верхнедонский районный суд Воронежской области",
            "396000, г. Верхнедонск, ул. Ленина, д. 12",
        ),
    ):
        Authority.objects.get_or_create(
            kind=kind,
            district=None,
            defaults={"name": name, "address": address},
        )
    for number, district in enumerate(District.objects.order_by("id"), start=1):
        street = f"396000, Воронежская обл., г. Верхнедонск, ул. Советская, д. {20 + number}"
        magistrate = (
            f"Мировой судья судебного участка № {number} Верхнедонского района Воронежской области"
        )
        bailiffs = f"{district.name} РОСП г. Верхнедонска УФССП России по Воронежской области"
        for kind, name in ((kinds.MAGISTRATE, magistrate), (kinds.BAILIFFS, bailiffs)):
            Authority.objects.get_or_create(
                kind=kind,
                district=district,
                defaults={"name": name, "address": street},
            )


def settle(*, town: Town, folder: Path, by: User) -> Report:
    """Write the registry into a folder, load it, and give every account its meter.

    It is of the evening before: what comes on the first day is no money that it tells as paid.
    """
    path = folder / "registry.xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(registry(town=town))
    report = uploads.load(
        kind=DEBTS,
        file_name=path.name,
        content=path.read_bytes(),
        by=by,
        today=START - timedelta(days=1),
        good_rows_only=False,
    )
    _set_meters()
    open_courts()
    return report


def registry(*, town: Town) -> bytes:
    """Return the registry of the town as a spreadsheet."""
    headings = [books.Heading(title) for title in (*CUSTOMER_COLUMNS, *CHARGE_COLUMNS)]
    return books.book(books.Sheet(headings, _rows(town), name="Реестр"))


def _rows(town: Town) -> Iterator[tuple[object, ...]]:
    for line in town.lines:
        customer = _customer_cells(line)
        for charged in line.charges:
            yield (*customer, *_charge_cells(charged), *_norm_cells(line, charged))


def _customer_cells(line: Line) -> tuple[object, ...]:
    customer = line.customer
    house = line.house
    return (
        *(
            line.account,
            customer.name,
            KINDS[customer.kind],
            customer.inn,
            customer.kpp,
            customer.ogrn,
            customer.birth_date or "",
        ),
        *(
            house.district_name,
            house.settlement,
            house.street,
            house.number,
            line.flat,
            customer.email,
            customer.phone,
        ),
        *(
            line.contract,
            line.signed_on or "",
            "да" if line.contract else "нет",
            "да" if line.restriction_possible else "нет",
            "да" if line.never_cut else "нет",
        ),
        *_right_cells(line),
    )


def _right_cells(line: Line) -> tuple[object, ...]:
    """Tell where a customer is registered, and of people that they own their homes."""
    registered = f"{_INDEX}, {line.address}"
    if line.customer.kind != PERSON:
        return registered, "", "", "", ""
    proof = f"Выписка из ЕГРН от {_EXTRACT_OF:%d.%m.%Y}, счёт {line.account}"
    return registered, "собственник", "1/1", _OWNED_SINCE, proof


def _charge_cells(charged: Charged) -> tuple[object, ...]:
    # money goes to the sheet as text: a binary fraction has no place in a court paper
    return (
        SERVICES[charged.service],
        f"{charged.period:%m.%Y}",
        str(charged.amount),
        str(charged.paid),
        charged.due,
    )


def _norm_cells(line: Line, charged: Charged) -> tuple[str, ...]:
    norm = line.norm(charged.service)
    if norm is None:
        return ("", "", "")
    return tuple(map(str, norm))


def _set_meters() -> None:
    electricity = Service.objects.get(code=Service.Code.ELECTRICITY)
    rng = Random(electricity.pk)
    numbers = Account.objects.filter(meters=None).order_by("id").values_list("id", "number")
    Meter.objects.bulk_create(
        [
            Meter(
                account_id=account_id,
                service=electricity,
                number=f"{number}{rng.randrange(10):d}",
                model=rng.choice(METER_MODELS),
                seal=f"В{number[-6:]}",
                installed_on=_METER_SINCE,
            )
            for account_id, number in numbers
        ]
    )
