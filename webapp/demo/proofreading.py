"""Every paper of the rehearsal read again, as the other side's counsel would.

What is printed is held against the facts of the case, by rules that know nothing of how papers are
made.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from webapp.correspondence.models import Document
from webapp.demo import proofreading_of_courts
from webapp.demo.reading import FILINGS, Reading, read
from webapp.processes.models import Case, Pause
from webapp.recovery.models import CaseCharge, CourtCase, Recovery, Writ
from webapp.recovery.queries import enclosed
from workflows.interfaces import debt_recovery as words

# ГК 196: three years; what stopped the term only lengthens it
_LIMITATION_YEARS = 3
# ГПК 128, 129 and АПК 229.5: a debtor has ten days to object
_DAYS_TO_OBJECT = 10
_DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}")
_LEFTOVER = re.compile(r"\bNone\b|\bnan\b|[{}]{2}|\(\)|, ,|\.\.|№ (?:,|от)")
_MENDED = "устранен"
_UNTRUE_WITHOUT_PROOF = "вручено"


@dataclass(frozen=True, slots=True)
class Proofread:
    """How many papers were read, and what is wrong in them, in words."""

    checked: int
    wrong: tuple[str, ...]


def proofread() -> Proofread:
    """Read every paper of debt recovery."""
    papers = Document.objects.filter(case__process=words.WORKFLOW_TYPE).select_related(
        "case", "docx"
    )
    checked, wrong = 0, []
    for paper in papers.order_by("id").iterator(chunk_size=100):
        checked += 1
        wrong += [f"{paper.kind} {paper.number}: {fault}" for fault in faults(paper)]
    return Proofread(checked, tuple(wrong))


def faults(paper: Document) -> Iterator[str]:
    """Yield what one paper says though its case makes it false."""
    assert paper.case is not None
    reading = read(paper, paper.case)
    for rule in RULES:
        yield from rule(reading)


def _leftovers(reading: Reading) -> Iterator[str]:
    """Nothing of the machine shows through."""
    yield from (f"«{found[0]}» is printed" for found in _LEFTOVER.finditer(reading.text))


def _orders_before(reading: Reading) -> Iterator[str]:
    """An order that was refused or cancelled is named in the claim, and no other is."""
    if reading.paper.kind != "statement_of_claim":
        return
    for ruling, name in (("REFUSED", "об отказе"), ("CANCELLED", "об отмене")):
        order = reading.orders(ruling).order_by("id").last()
        named = [line for line in reading.enclosures if name in line]
        if order is None and named:
            yield f"{ruling}: an order is named that nobody ruled so"
        if order is not None and not any(f"{order.ruled_on:%d.%m.%Y}" in line for line in named):
            yield f"{ruling}: the ruling of {order.ruled_on:%d.%m.%Y} is not enclosed"


def _returned(reading: Reading) -> Iterator[str]:
    """What a judge gave back is filed again with a word on what is mended (ГПК 125 ч. 2)."""
    if reading.paper.kind != "court_order_application":
        return
    before = reading.orders("RETURNED").filter(filed_on__lt=reading.paper.dated)
    order = before.order_by("id").last()
    is_named = "возвращено определением" in reading.text
    if order is None and is_named:
        yield "RETURNED: a return is named that nobody ruled"
    if order is None or order.ruled_on is None:
        return
    said = f"{order.ruled_on:%d.%m.%Y}" in reading.text and _MENDED in reading.text
    if not is_named or not said:
        yield f"RETURNED: the return of {order.ruled_on:%d.%m.%Y} is not named as mended"


def _objections(reading: Reading) -> Iterator[str]:
    """«Nobody has objected» stands only where nobody has."""
    denied = ("не заявлено", "возражений не заявил", "спор о праве отсутствует")
    if not any(phrase in reading.text for phrase in denied):
        return
    disputes = Pause.objects.filter(
        case=reading.case,
        kind=Recovery.Side.DISPUTE,
        since__lte=reading.paper.dated,
    )
    if disputes.exists() or reading.orders("CANCELLED").exists():
        yield "objections are denied though there were some"


def _limitation(reading: Reading) -> Iterator[str]:
    """The limitation is said not to have passed only where it has not."""
    if "Срок исковой давности не истёк" not in reading.text:
        return
    due = _earliest_due(reading.case)
    if due is None or _years_later(due, _LIMITATION_YEARS) < reading.paper.dated:
        yield f"the limitation of what was due on {due} has passed"


def _earliest_due(case: Case) -> date | None:
    claims = CaseCharge.objects.filter(case=case).order_by("charge__due_date")
    return claims.values_list("charge__due_date", flat=True).first()


def _years_later(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


def _in_force(reading: Reading) -> Iterator[str]:
    """Bailiffs get only what is in force, and no order is before the debtor could object."""
    if reading.paper.kind != "bailiff_registry":
        return
    ruled = CourtCase.objects.filter(case=reading.case).latest("id")
    if ruled.in_force_on is None or ruled.in_force_on > reading.paper.dated:
        yield f"presented before it is in force ({ruled.in_force_on})"
        return
    given = ruled.issued_on
    if given and ruled.in_force_on < given + timedelta(days=_DAYS_TO_OBJECT):
        yield f"an order of {given} cannot be in force on {ruled.in_force_on}"


def _writ(reading: Reading) -> Iterator[str]:
    """The register names the writ that there is."""
    if reading.paper.kind != "bailiff_registry":
        return
    numbers = Writ.objects.filter(case=reading.case).values_list("number", flat=True)
    if not any(number in reading.text for number in numbers):
        yield "no writ of the case is named"


def _contract(reading: Reading) -> Iterator[str]:
    """A copy of a contract is enclosed only where there is one."""
    promised = any("Копия договора" in line for line in reading.enclosures)
    if promised and not _contracts(reading.case).exists():
        yield "a copy of a contract is enclosed that nobody has signed"


def _contracts(case: Case) -> QuerySet[CaseCharge]:
    return CaseCharge.objects.filter(case=case, charge__account__contract__isnull=False)


def _enclosed(reading: Reading) -> Iterator[str]:
    """What has gone to a court had everything that it names, or a reason why not."""
    paper = reading.paper
    if paper.kind not in enclosed.FILED or paper.status != Document.Status.ISSUED:
        return
    items = enclosed.checklist(paper=paper, today=paper.dated)
    if tuple(item.title for item in items) != reading.enclosures:
        yield "the enclosures that are printed are not those that are counted"
    for item in items:
        if not item.is_settled:
            yield f"«{item.title}» is said to be enclosed: {item.lacking}"


def _proofs(reading: Reading) -> Iterator[str]:
    """An e-mail is sent; that it was handed over nobody has seen."""
    rows = (line for line in reading.lines if "по электронной почте" in line and " | " in line)
    yield from (f"«{row}»" for row in rows if _UNTRUE_WITHOUT_PROOF in row)


def _known_of_debtor(reading: Reading) -> Iterator[str]:
    """What is known of the debtor is not said to be unknown."""
    if "дата рождения неизвестна" in reading.text and reading.case.party.birth_date:
        yield "the date of birth is known"


def _days_in_order(reading: Reading) -> Iterator[str]:
    """No paper tells of a day that has not come, but for its terms."""
    if reading.paper.kind not in FILINGS:
        return
    told_before_the_prayer = reading.text.partition("ПРОШУ")[0]
    for found in _DAY.findall(told_before_the_prayer):
        if _day(found) > reading.paper.dated:
            yield f"tells of {found}"


def _day(printed: str) -> date:
    day, month, year = map(int, printed.split("."))
    return date(year, month, day)


RULES: tuple[Callable[[Reading], Iterator[str]], ...] = (
    _leftovers,
    _orders_before,
    _returned,
    _objections,
    _limitation,
    _in_force,
    _writ,
    _contract,
    _enclosed,
    _proofs,
    _known_of_debtor,
    _days_in_order,
    *proofreading_of_courts.RULES,
)
