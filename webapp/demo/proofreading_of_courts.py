"""What counsel looks at first in a filing: the address, the court, what was tried before, the days.

These rules, too, know nothing of how papers are made: they read what is printed, and the tables.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from webapp.demo.reading import FILINGS, Reading
from webapp.premises import addresses
from webapp.premises.models import Building
from webapp.recovery.models import Authority, CourtCase, Territory, Writ

_INDEX = re.compile(r"\b[1-6]\d{5}\b")
_REGION = re.compile(
    r"\bобл|\bкрай\b|\bресп|Москва|Санкт-Петербург|Севастополь|округ", re.IGNORECASE
)
_OWES = ("Должник:", "Ответчик:")
_ADDRESS = "адрес: "
# ГПК 121 and АПК 229.2: up to these sums an order goes before a claim
_ORDERS_TO = {True: Decimal(500_000), False: Decimal(750_000)}
_IN_VAIN = ("REFUSED", "CANCELLED")


def full_address(reading: Reading) -> Iterator[str]:
    """The debtor's address has its index and its region (ГПК 124, 131; АПК 125)."""
    if reading.paper.kind not in FILINGS:
        return
    address = _respondent(reading)
    if not _INDEX.search(address):
        yield f"no index in the address «{address}»"
    if not _REGION.search(address):
        yield f"no region in the address «{address}»"


def right_court(reading: Reading) -> Iterator[str]:
    """The court named serves the house where the debtor lives or has a seat (ГПК 28, АПК 35)."""
    if reading.paper.kind not in FILINGS:
        return
    name = reading.paper.context["court"]["name"]
    named = list(Authority.objects.filter(name=name))
    if not named:
        yield f"the court «{name}» is in no list"
        return
    house = _house(_respondent(reading))
    if house is None or reading.case.contract_id:
        # another town has other courts, and a contract may name one of its own
        return
    if not any(_serves(court, house) for court in named):
        yield f"the court «{name}» does not serve «{_respondent(reading)}»"


def _respondent(reading: Reading) -> str:
    """Return the address printed under who owes."""
    of_debtor = False
    for line in reading.lines:
        if line.startswith(_OWES):
            of_debtor = True
        elif of_debtor and line.startswith(_ADDRESS):
            return line.removeprefix(_ADDRESS)
    return ""


def _house(address: str) -> Building | None:
    """Return the house of the town that an address is of; nothing of other towns."""
    try:
        parsed = addresses.parse_address(address)
    except addresses.UnreadableAddress:
        return None
    road = addresses.road_key(settlement=parsed.settlement, street=parsed.street)
    there = Building.objects.filter(street__key=road, key=addresses.house_key(parsed.house))
    return there.select_related("street__district").first()


def _serves(court: Authority, house: Building) -> bool:
    """A section serves the streets of its list, every other court a district or all of them."""
    streets = Territory.objects.filter(authority=court)
    if streets.exists():
        return streets.filter(key=house.street.key).exists()
    return court.district_id in (None, house.street.district_id)


def order_before_claim(reading: Reading) -> Iterator[str]:
    """A claim that must go by an order is returned where none was tried (ГПК 135)."""
    paper = reading.paper
    if paper.kind != "statement_of_claim":
        return
    tried = CourtCase.objects.filter(
        case=reading.case,
        track=CourtCase.Track.ORDER,
        ruling__in=_IN_VAIN,
        ruled_on__lte=paper.dated,
    )
    is_citizen = reading.case.party.kind == "PERSON"
    if paper.debt + paper.penalty <= _ORDERS_TO[is_citizen] and not tried.exists():
        yield "a claim for which no order was tried"


def writ_after_force(reading: Reading) -> Iterator[str]:
    """No writ is older than the force of the judgment that it is of (ГПК 428, АПК 319)."""
    if reading.paper.kind != "bailiff_registry":
        return
    judged = CourtCase.objects.filter(
        case=reading.case,
        track=CourtCase.Track.LAWSUIT,
        in_force_on__isnull=False,
    )
    newest = judged.order_by("id").last()
    if newest is None or newest.in_force_on is None:
        return
    early = Writ.objects.filter(
        case=reading.case,
        issued_on__gte=newest.filed_on,
        issued_on__lt=newest.in_force_on,
    )
    for writ in early:
        yield f"the writ of {writ.issued_on} is older than the force of {newest.in_force_on}"


def settled(reading: Reading) -> Iterator[str]:
    """Nobody is told that a debt is paid which is owed."""
    if "задолженность погашена" in reading.text and reading.paper.debt > 0:
        yield f"told to be paid, and {reading.paper.debt} are owed"


RULES = (
    full_address,
    right_court,
    order_before_claim,
    writ_after_force,
    settled,
)
