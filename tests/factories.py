"""Things that exist, made with honest defaults. Every function saves what it returns; money is Decimal, days are given."""

import dataclasses
import functools
import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password

from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.contracts.models import Account, Contract, MonthlyNorm, Owner, Service, Supplier
from webapp.metering.models import Meter
from webapp.parties.models import Contact, Party
from webapp.premises import addresses
from webapp.premises.models import Building, District, Premises, Street
from webapp.premises.queries import address_of
from webapp.staff import operations as staff
from webapp.staff.models import Role, User

TODAY = date(2026, 11, 16)
"""The Monday on which most tests happen."""

PASSWORD = "parol-1234"

_numbers = itertools.count(1)


def create_supplier(**fields: Any) -> Supplier:
    """Return the town's supplier: the same one for the same requisites."""
    requisites = {"inn": fields.pop("inn", "7705123452"), "kpp": fields.pop("kpp", "770101001")}
    defaults = {
        "name": "Общество с ограниченной ответственностью «Город Энерго»",
        "short_name": "ООО «Город Энерго»",
        "ogrn": "1027700132195",
        "address": "170100, г. Тверь, ул. Советская, д. 1",
        "phone": "+74822000000",
        "email": "dolg@gorod-energo.example",
        "bank_name": "ПАО СБЕРБАНК",
        "bik": "044525225",
        "settlement_account": "40702810900000000001",
        "correspondent_account": "30101810400000000225",
        "director": "Орлов Пётр Ильич",
        **fields,
    }
    return Supplier.objects.get_or_create(**requisites, defaults=defaults)[0]


def create_service(*, code: str = "electricity", name: str = "Электроснабжение") -> Service:
    """Return the service of a code."""
    return Service.objects.get_or_create(code=code, defaults={"name": name})[0]


def create_district(*, code: str = "north", name: str = "Северный") -> District:
    """Return the district of a code."""
    return District.objects.get_or_create(code=code, defaults={"name": name})[0]


def create_premises(
    *,
    district: District | None = None,
    street: str = "ул. Мира",
    house: str = "10",
    number: str | None = None,
) -> Premises:
    """Return a new flat of a house."""
    road = Street.objects.get_or_create(
        district=district or create_district(), settlement="г. Тверь", name=street
    )[0]
    parts = dataclasses.asdict(addresses.parse_house(house))
    building = Building.objects.get_or_create(
        street=road, **parts, defaults={"kind": Building.Kind.APARTMENT_BUILDING}
    )[0]
    number = str(next(_numbers)) if number is None else number
    kind = addresses.UnitKind.FLAT if number else ""
    premises = Premises(building=building, kind=kind, number=number, area_m2=Decimal("54.30"))
    premises.address = str(address_of(premises))
    premises.save()
    return premises


def create_person(
    *,
    name: str = "Смирнова Анна Павловна",
    email: str = "anna@example.com",
    phone: str = "+79161234567",
    **fields: Any,
) -> Party:
    """Return a new person with an e-mail and a phone; pass "" for a person without."""
    last, first, patronymic = (*name.split(), "", "")[:3]
    fields = {
        "kind": Party.Kind.PERSON,
        "last_name": last,
        "first_name": first,
        "patronymic": patronymic,
        "residence": "170100, Тверская обл., г. Тверь, ул. Мира, д. 10, кв. 1",
        **fields,
    }
    return _with_contacts(party=Party.objects.create(name=name, **fields), email=email, phone=phone)


def create_organization(
    *,
    name: str = "ООО «Ромашка»",
    email: str = "office@romashka.example",
    phone: str = "",
    **fields: Any,
) -> Party:
    """Return a new organization; ``kind`` makes it a managing company."""
    fields = {
        "kind": Party.Kind.ORGANIZATION,
        "inn": "7728168971",
        "kpp": "772801001",
        "ogrn": "1027739609391",
        "residence": "170100, Тверская обл., г. Тверь, ул. Новая, д. 3",
        **fields,
    }
    return _with_contacts(party=Party.objects.create(name=name, **fields), email=email, phone=phone)


def create_contract(
    *, party: Party, number: str | None = None, signed_on: date = date(2020, 1, 1)
) -> Contract:
    """Return a new contract of a party with the town's supplier."""
    return Contract.objects.create(
        party=party,
        supplier=create_supplier(),
        number=number or f"Д-{next(_numbers)}",
        signed_on=signed_on,
    )


def create_account(
    *,
    party: Party | None = None,
    district: District | None = None,
    number: str | None = None,
    **fields: Any,
) -> Account:
    """Return a new account of a party (a person by default) in a new flat; an organization gets a contract."""
    party = party or create_person()
    if "contract" not in fields and not Party.Kind(party.kind).is_natural_person:
        fields["contract"] = create_contract(party=party)
    fields.setdefault("premises", None)
    premises = fields.pop("premises") or create_premises(district=district)
    defaults = {"supplier": create_supplier(), "opened_on": date(2020, 1, 1), **fields}
    return Account.objects.create(
        number=number or f"{700_000_000 + next(_numbers)}",
        party=party,
        premises=premises,
        **defaults,
    )


def create_owner(*, account: Account, party: Party | None = None, **fields: Any) -> Owner:
    """Return a new owner of an account's premises: the customer, of the whole, unless told otherwise."""
    defaults = {"starts_on": date(2019, 5, 14), "proof": "Выписка из ЕГРН от 01.02.2026", **fields}
    return Owner.objects.create(account=account, party=party or account.party, **defaults)


def create_charge(
    *,
    account: Account,
    period: date,
    amount: Decimal = Decimal("1500.00"),
    due_date: date | None = None,
    service: Service | None = None,
    **fields: Any,
) -> Charge:
    """Return a new charge, due on the 15th of the next month unless told otherwise."""
    due = due_date or next_month(period).replace(day=15)
    service = service or create_service()
    if fields.get("kind", Charge.Kind.PRINCIPAL) == Charge.Kind.PRINCIPAL:
        create_norm(account=account, service=service, monthly=amount)
    return Charge.objects.create(
        account=account,
        service=service,
        period=period,
        amount=amount,
        due_date=due,
        **fields,
    )


def create_norm(
    *, account: Account, service: Service, monthly: Decimal, starts_on: date = date(2012, 9, 1)
) -> MonthlyNorm:
    """Return the norm by which a month of a service costs so much: of one person, the one there is."""
    return MonthlyNorm.objects.get_or_create(
        account=account,
        service=service,
        starts_on=starts_on,
        defaults={"norm": Decimal(1), "persons": 1, "tariff": max(monthly, Decimal("0.01"))},
    )[0]


def create_debtor(
    *, months: int = 3, monthly: Decimal = Decimal("1500.00"), today: date = TODAY, **account: Any
) -> Account:
    """Return an account (see ``create_account``) that has not paid for the last ``months`` months whose due date is over on ``today``."""
    debtor = create_account(**account)
    if debtor.party.kind == Party.Kind.PERSON:
        create_owner(account=debtor)
    period = previous_month(today) if today.day > 15 else previous_month(previous_month(today))
    for _month in range(months):
        create_charge(account=debtor, period=period, amount=monthly)
        period = previous_month(period)
    return debtor


def create_meter(*, account: Account, **fields: Any) -> Meter:
    """Return a new sealed electricity meter of an account."""
    defaults = {
        "service": create_service(),
        "number": f"{next(_numbers):08}",
        "model": "Меркурий 201",
        "seal": "П-0001",
        "installed_on": date(2021, 5, 1),
    }
    return Meter.objects.create(account=account, **{**defaults, **fields})


def create_staff(
    *,
    role: Role | str = Role.LAWYER,
    username: str | None = None,
    kinds: tuple[str, ...] = (),
    districts: tuple[str, ...] = (),
) -> User:
    """Return a new staff member who has the rights of a role and sees only the given kinds of parties and districts (empty: all)."""
    username = username or f"{str(role).lower()}{next(_numbers)}"
    user = User.objects.create(
        username=username,
        password=_password(),
        is_staff=True,
        first_name="Ирина",
        last_name="Волкова",
        segment_party_kinds=list(kinds),
        segment_districts=list(districts),
    )
    staff.give_role(user=user, role=Role(role))
    return user


def previous_month(day: date) -> date:
    """Return the first day of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


@functools.cache
def _password() -> str:
    """Hashing is slow on purpose; all staff share one password, PASSWORD."""
    return make_password(PASSWORD)


def _with_contacts(*, party: Party, email: str, phone: str) -> Party:
    is_contractual = not Party.Kind(party.kind).is_citizen
    for kind, value in ((Contact.Kind.EMAIL, email), (Contact.Kind.PHONE, phone)):
        if value:
            Contact.objects.create(
                party=party, kind=kind, value=value, is_contractual=is_contractual
            )
    return party


def debt_of(*, account_id: int, on: date) -> billing.AccountDebt:
    """What one account owes on a day."""
    found = billing.account_debts(accounts=Account.objects.filter(pk=account_id), on=on)
    return found.get(account_id, billing.AccountDebt(account_id=account_id))
