"""Work with courts: what was filed, what came of it, and what became of the duty."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table, total
from webapp.recovery.models import CourtCase
from webapp.recovery.overviews.common import SEE_CASES, TOTAL, case_cell, cases_of
from webapp.recovery.queries import court_work
from webapp.recovery.queries.court_work import Filing

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Figure:
    """What is counted of each filing: how many there are, or a sum of theirs."""

    code: str
    title: Promise
    of: Callable[[Filing], Any]
    kind: Kind = Kind.COUNT

    def sum(self, filings: Iterable[Filing]) -> int | Decimal:
        """Return the figure of some filings."""
        values = [self.of(filing) for filing in filings]
        if self.kind == Kind.COUNT:
            return sum(map(bool, values))
        return sum(values, _ZERO)


_FIGURES = (
    _Figure("filed", _("Filed"), lambda filing: filing.is_filed),
    _Figure("asked", _("Claimed, ₽"), lambda filing: filing.asked, Kind.MONEY),
    _Figure("duty", _("Duty of filings, ₽"), lambda filing: filing.duty, Kind.MONEY),
    _Figure("returned", _("Returned"), lambda filing: filing.is_returned),
    _Figure("refused", _("Refused or denied"), lambda filing: filing.is_refused),
    _Figure("cancelled", _("Cancelled"), lambda filing: filing.is_canceled),
    _Figure("otherwise", _("Ended otherwise"), lambda filing: filing.is_ended_otherwise),
    _Figure("granted", _("Issued or granted"), lambda filing: filing.is_granted),
    _Figure("in_force", _("Come into force"), lambda filing: filing.is_in_force),
    _Figure("awarded", _("Awarded, ₽"), lambda filing: filing.awarded, Kind.MONEY),
    _Figure("awarded_duty", _("Duty awarded, ₽"), lambda filing: filing.awarded_duty, Kind.MONEY),
    _Figure("recovered", _("Duty recovered, ₽"), lambda filing: filing.recovered, Kind.MONEY),
)
_WAYS: dict[str, Promise] = {
    "court": _("by court"),
    "executor": _("by lawyer"),
    "track": _("by procedure"),
}
_HEADS: dict[str, Promise] = {
    "court": _("Court"),
    "executor": _("Executor of the case"),
    "track": _("Procedure"),
}
_OF: dict[str, Callable[[CourtCase], str]] = {
    "court": lambda court: court.court,
    "executor": lambda court: str(court.case.executor_id or ""),
    "track": lambda court: court.track,
}
_FILINGS = (
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Debtor"), Kind.TEXT, 40),
    Column(_("Procedure"), Kind.TEXT, 18),
    Column(_("Court"), Kind.TEXT, 44),
    Column(_("Number"), Kind.TEXT, 18),
    Column(_("Filed on"), Kind.DAY, 12),
    Column(_("Ruled on"), Kind.DAY, 12),
    Column(_("In force since"), Kind.DAY, 12),
    Column(_("Claimed, ₽"), Kind.MONEY),
    Column(_("Duty of filings, ₽"), Kind.MONEY),
    Column(_("Awarded, ₽"), Kind.MONEY),
    Column(_("Duty awarded, ₽"), Kind.MONEY),
    Column(_("Duty recovered, ₽"), Kind.MONEY),
)


def _found(asked: Asked) -> list[Filing]:
    return court_work.filings(
        cases=cases_of(asked),
        first_on=asked.first_on,
        last_on=asked.last_on,
    )


def _read_courts(asked: Asked) -> Table:
    groups: dict[str, list[Filing]] = {}
    for filing in _found(asked):
        groups.setdefault(_OF[asked.way](filing.court), []).append(filing)
    figures = (Column(figure.title, figure.kind) for figure in _FIGURES)
    columns = (
        Column(
            _HEADS[asked.way],
            Kind.TEXT,
            44,
        ),
        *figures,
    )
    named = sorted((str(_name(asked.way, group[0])), of) for of, group in groups.items())
    rows = [
        _row(
            name,
            of,
            groups[of],
        )
        for name, of in named
    ]
    return Table(
        columns,
        rows,
        total(
            columns,
            rows,
            title=TOTAL,
        ),
    )


def _name(way: str, filing: Filing) -> Any:
    if way == "court":
        return filing.court.court
    if way == "track":
        return filing.court.get_track_display()
    return filing.court.case.executor or _("no executor")


def _row(name: str, of: str, group: list[Filing]) -> Row:
    cells = [Cell(figure.sum(group), key=f"{figure.code}:{of}") for figure in _FIGURES]
    return (Cell(name), *cells)


def _behind_courts(asked: Asked, key: str) -> Table:
    code, _colon, of = key.partition(":")
    figures = {figure.code: figure for figure in _FIGURES}
    if code not in figures:
        return Table(_FILINGS, ())
    rows = [
        _filing_row(filing)
        for filing in _found(asked)
        if _OF[asked.way](filing.court) == of and figures[code].of(filing)
    ]
    return Table(
        _FILINGS,
        rows,
        total(
            _FILINGS,
            rows,
            title=TOTAL,
        ),
    )


def _filing_row(filing: Filing) -> Row:
    court = filing.court
    return (
        case_cell(court.case),
        Cell(court.debtor or str(court.case.party)),
        Cell(court.get_track_display()),
        Cell(court.court),
        Cell(court.number),
        Cell(court.filed_on),
        Cell(court.ruled_on or court.issued_on),
        Cell(court.in_force_on),
        Cell(court.claim + court.penalty),
        Cell(court.state_duty),
        Cell(filing.awarded),
        Cell(filing.awarded_duty),
        Cell(filing.recovered),
    )


COURTS = Overview(
    "courts",
    title=_("Work with courts"),
    told=_("What was filed in the period, what courts answered, and what became of the duty."),
    counted=(
        _(
            "Every figure is counted by its own day: filed by the day of filing, returned, refused "
            "and cancelled by the day of the ruling, awarded by the day it came into force."
        ),
        _(
            "Claimed and awarded are debt and penalty. Recovered is what debtors paid in the "
            "period of the costs that were awarded, whenever that was."
        ),
        _("The executor is whoever leads the case today."),
    ),
    read=_read_courts,
    behind=_behind_courts,
    permissions=(SEE_CASES,),
    ways=_WAYS,
)
