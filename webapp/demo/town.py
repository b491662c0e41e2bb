"""Verkhnedonsk: districts, streets, houses, customers, what they were charged and what they did not
pay. The same seed, the same town.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from webapp.demo import names
from webapp.demo.people import (
    HOA,
    MANAGING_COMPANY,
    ORGANIZATION,
    PERSON,
    SOLE_TRADER,
    Customer,
    Population,
)

START = date(2026, 3, 2)
# each billed month and the last day to pay for it; the 15th since March 2026 (177-ФЗ), 12 January
# after the holidays
PERIODS = (
    (date(2025, 9, 1), date(2025, 10, 10)),
    (date(2025, 10, 1), date(2025, 11, 10)),
    (date(2025, 11, 1), date(2025, 12, 10)),
    (date(2025, 12, 1), date(2026, 1, 12)),
    (date(2026, 1, 1), date(2026, 2, 10)),
    (date(2026, 2, 1), date(2026, 3, 16)),
)
_OVERDUE = 5
FIRST_CONTRACT = 36000
_DEBTOR_OWES_AT_LEAST = Decimal(2400)
_MONTHS_TO_CUT = 3
_WINTER = (
    Decimal("0.8"),
    Decimal("0.9"),
    Decimal(1),
    Decimal("1.15"),
    Decimal("1.2"),
    Decimal("1.1"),
)
_MONTHLY = {
    "electricity": (700, 2400),
    "heat": (1400, 3200),
    "water": (280, 900),
    "waste": (240, 430),
}
_TARIFFS = {"electricity": Decimal("6.17"), "water": Decimal("48.92")}
_SIZE = {PERSON: 1, SOLE_TRADER: 5, ORGANIZATION: 22, MANAGING_COMPANY: 45, HOA: 45}
_KOPECK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Charged:
    """A month of a service, and what had been paid for it when the registry was made."""

    service: str
    period: date
    amount: Decimal
    paid: Decimal
    due: date


@dataclass(frozen=True, slots=True)
class House:
    """A building: where it stands and what it is."""

    district: str
    settlement: str
    street: str
    number: str
    kind: str

    @property
    def district_name(self) -> str:
        """Return the name of the district."""
        return names.STREETS[self.district][0]


@dataclass(frozen=True, slots=True)
class Line:
    """An account of the registry with its charges."""

    account: str
    customer: Customer
    house: House
    flat: str
    contract: str
    is_debtor: bool
    charges: tuple[Charged, ...]
    restriction_possible: bool = True
    never_cut: bool = False

    @property
    def address(self) -> str:
        """Return the full postal line."""
        if self.flat:
            flat = f", кв. {self.flat}"
        else:
            flat = ""
        return (
            f"Воронежская обл., {self.house.settlement}, {self.house.street}, д. "
            f"{self.house.number}{flat}"
        )

    @property
    def signed_on(self) -> date | None:
        """Return the day of the contract: they were signed one after another."""
        if self.contract:
            return date(2022, 1, 10) + timedelta(days=9 * (int(self.contract[:5]) - FIRST_CONTRACT))
        return None

    def norm(self, service: str) -> tuple[Decimal, int, Decimal] | None:
        """Return norm, people and tariff: a citizen's month by the norm is what it costs mostly."""
        tariff = _TARIFFS.get(service)
        months = [charge.amount for charge in self.charges if charge.service == service]
        if self.customer.kind != PERSON or tariff is None:
            return None
        people = 1 + int(self.account) % 3
        monthly = sum(months, Decimal(0)) / len(months)
        return (monthly / people / tariff).quantize(Decimal("0.1")), people, tariff

    @property
    def can_be_cut(self) -> bool:
        """Say whether the debt is above two monthly charges.

        Two unpaid months, one more, and the present one that is not due yet.
        """
        unpaid = [
            charge
            for charge in self.charges
            if charge.service == "electricity" and charge.amount > charge.paid
        ]
        return self.restriction_possible and len(unpaid) > _MONTHS_TO_CUT

    @property
    def scope(self) -> str:
        """Return what a recovery case is opened for.

        The contract when there is one, the account otherwise.
        """
        return self.contract or self.account


@dataclass(frozen=True, slots=True)
class Town:
    """All accounts, in the order of the registry."""

    lines: tuple[Line, ...]

    def debtors(self) -> dict[str, list[Line]]:
        """Return the accounts that recovery must open cases for, by scope."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.is_debtor:
                found.setdefault(line.scope, []).append(line)
        return found


def build(*, seed: int, accounts: int = 1500, debtors: int | None = None) -> Town:
    """Return the town of this seed with so many accounts, of which so many (a fifth, when not told)
    lead to recovery.
    """
    return _Builder(
        Random(seed),
        accounts,
        debtors or round(accounts * 0.2067),
    ).town()


class _Builder:
    """Builds houses first, then settles people, then lets some of them forget to pay."""

    def __init__(self, rng: Random, accounts: int, debtors: int) -> None:
        self._rng = rng
        self._people = Population(rng=rng)
        self._accounts = accounts
        self._debtors = debtors
        self._number = 0
        self._contract = 0

    def town(self) -> Town:
        """Return everything, settled."""
        persons = round(self._accounts * 0.88)
        managers = max(2, self._accounts // 75)
        traders = max(2, self._accounts * 4 // 150)
        flats = persons * 9 // 11
        lines = [
            *self._flats(flats, self._debtors * 70 // 100),
            *self._houses(
                persons - flats,
                self._debtors * 19 // 100,
            ),
            *self._shops(
                traders,
                max(1, self._debtors * 25 // 1000),
            ),
            *self._managers(managers, max(1, self._debtors // 100)),
        ]
        contracts = {line.scope for line in lines if line.is_debtor}
        lines += self._organizations(
            self._accounts - len(lines),
            self._debtors - len(contracts),
        )
        return Town(tuple(lines))

    def _flats(self, count: int, debtors: int) -> Iterator[Line]:
        houses = [
            self._house("APARTMENT_BUILDING", 1 + index * 2) for index in range(-(-count // 45))
        ]
        for index, owes in enumerate(self._marks(count, debtors)):
            yield self._line(
                customer=self._people.person(),
                house=houses[index // 45],
                flat=str(index % 45 + 1),
                owes=owes,
            )

    def _houses(self, count: int, debtors: int) -> Iterator[Line]:
        for index, owes in enumerate(self._marks(count, debtors)):
            yield self._line(
                customer=self._people.person(),
                house=self._house("HOUSE", 2 + index * 2),
                owes=owes,
            )

    def _shops(self, count: int, debtors: int) -> Iterator[Line]:
        for index, owes in enumerate(self._marks(count, debtors)):
            yield self._line(
                customer=self._people.sole_trader(),
                house=self._house("NON_RESIDENTIAL", 201 + index),
                owes=owes,
            )

    def _managers(self, count: int, debtors: int) -> Iterator[Line]:
        companies = [
            (self._people.managing_company(), self._next_contract()) for _ in range(min(4, count))
        ]
        for index in range(count):
            customer, contract = companies[index % len(companies)]
            owes = index % len(companies) < debtors
            yield self._line(
                customer=customer,
                house=self._house("NON_RESIDENTIAL", 301 + index),
                owes=owes,
                contract=contract,
            )

    def _organizations(self, count: int, debtors: int) -> Iterator[Line]:
        yield self._line(
            customer=self._people.hospital(),
            house=self._house("NON_RESIDENTIAL", 400),
            owes=True,
            contract=self._next_contract(),
            never_cut=True,
        )
        scopes = [
            index - (index // 6) for index in range(count - 1)
        ]  # every sixth account is the second one of its contract
        owing = self._marks(
            max(scopes) + 1,
            debtors - 1,
        )
        known: dict[int, tuple[Customer, str]] = {}
        for index, scope in enumerate(scopes):
            known.setdefault(
                scope,
                (self._people.organization(), self._next_contract())
                if scope not in known
                else known[scope],
            )
            customer, contract = known[scope]
            yield self._line(
                customer=customer,
                house=self._house("NON_RESIDENTIAL", 401 + index),
                owes=owing[scope],
                contract=contract,
            )

    def _marks(self, count: int, marked: int) -> list[bool]:
        """Return ``count`` answers of which ``marked`` are yes, scattered."""
        marks = [True] * marked + [False] * (count - marked)
        self._rng.shuffle(marks)
        return marks

    def _house(self, kind: str, number: int) -> House:
        district = self._rng.choice(sorted(names.STREETS))
        _name, settlement, streets = names.STREETS[district]
        return House(
            district,
            settlement,
            self._rng.choice(streets),
            str(number),
            kind,
        )

    def _next_contract(self) -> str:
        self._contract += 1
        return f"{FIRST_CONTRACT + self._contract}-ЭС"

    def _line(
        self,
        *,
        customer: Customer,
        house: House,
        owes: bool,
        flat: str = "",
        contract: str = "",
        never_cut: bool = False,
    ) -> Line:
        self._number += 1
        possible = not never_cut and self._rng.random() > 0.06
        account = f"4{house.district}{self._number:06d}"
        return Line(
            account,
            customer,
            house,
            flat,
            contract,
            owes,
            self._charges(customer, house, owes),
            possible,
            never_cut,
        )

    def _charges(self, customer: Customer, house: House, owes: bool) -> tuple[Charged, ...]:
        services = ["electricity"]
        for service, kind, share in (
            ("heat", "APARTMENT_BUILDING", 0.3),
            ("water", "HOUSE", 0.4),
            ("waste", "APARTMENT_BUILDING", 0.25),
        ):
            if house.kind == kind and self._rng.random() < share:
                services.append(service)
        monthly = {
            service: Decimal(self._rng.randrange(*_MONTHLY[service])) * _SIZE[customer.kind]
            for service in services
        }
        amounts = [
            [self._amount(monthly[service], month) for month in range(len(PERIODS))]
            for service in services
        ]
        unpaid = self._unpaid_months(
            [sum(month, Decimal(0)) for month in zip(*amounts, strict=True)],
            owes,
        )
        return tuple(
            Charged(
                service,
                *_month(
                    PERIODS[month],
                    amount,
                    Decimal(0) if month in unpaid else amount,
                ),
            )
            for service, row in zip(services, amounts, strict=True)
            for month, amount in enumerate(row)
        )

    def _amount(self, monthly: Decimal, month: int) -> Decimal:
        wobble = Decimal(self._rng.randrange(90, 111)) / 100
        return (monthly * _WINTER[month] * wobble).quantize(_KOPECK)

    def _unpaid_months(self, totals: list[Decimal], owes: bool) -> set[int]:
        """Choose the unpaid months.

        Of a debtor the last 2-5 due ones and the present one, enough of them; of others at most
        January.
        """
        if not owes:
            if self._rng.random() < 0.03:
                return {_OVERDUE - 1}
            return set()
        months = self._rng.choice((2, 2, 3, 3, 3, 4, 4, 5))
        while (
            sum(totals[_OVERDUE - months : _OVERDUE]) < _DEBTOR_OWES_AT_LEAST and months < _OVERDUE
        ):
            months += 1
        return {*range(_OVERDUE - months, _OVERDUE), _OVERDUE}


def _month(
    period: tuple[date, date], amount: Decimal, paid: Decimal
) -> tuple[date, Decimal, Decimal, date]:
    return period[0], amount, paid, period[1]
