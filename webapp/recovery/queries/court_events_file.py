"""A file of court and bailiff events: from cells to events, and to the cases they are about.

Read as a debts registry is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import (
    court_event_cases,
    court_events,
    court_knowledge,
    foretold,
    segments,
)
from webapp.recovery.queries import court_event_columns as event_columns
from webapp.recovery.queries.court_knowledge import Told
from webapp.staff.models import User
from webapp.uploads.tables.lines import BadRow, RowError, Values
from webapp.uploads.tables.reading import Reader, Reading
from webapp.uploads.tables.said import said as _

MAX_ROWS = 5000


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of a file.

    ``names`` say which case it is about: the column and what stands in it.
    """

    line: int
    told: Told
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """A row with the case it is about, which has no such event yet."""

    row: EventRow
    case: Case

    @property
    def effects(self) -> list[str]:
        """Return what will follow in its case, a sentence each."""
        return foretold.effects(
            case=self.case,
            kind=self.row.told.kind,
            debtor=self.row.told.debtor,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do."""

    new: tuple[PlannedEvent, ...] = ()
    unchanged: int = 0
    errors: tuple[RowError, ...] = ()


def _row(number: int, values: Values, _today: date) -> EventRow:
    names = tuple((name, values[name]) for name in event_columns.NAMES if name in values)
    if not names:
        message = _(
            "Say which case it is: the account, or the number of the court case, "
            "writ or proceeding."
        )
        raise BadRow(("account", message))
    return EventRow(number, _told(values), names)


READER = Reader(layout=event_columns.LAYOUT, row=_row, rows_max=MAX_ROWS)


def plan(reading: Reading[EventRow], user: User | None, today: date) -> Plan:
    """Compare a file with the cases that a person sees (with all of them, for nobody).

    It says what is new, what is there, what is wrong.
    """
    cases = _Cases(reading.rows, segments.cases(user=user) if user else segments.every())
    new: dict[tuple[Any, ...], PlannedEvent] = {}
    errors = list(reading.errors)
    unchanged = 0
    for row in reading.rows:
        try:
            case = cases.of(row)
            row = _about_one(case, row)
            if _is_new(case, row, new, today):
                new[_key(case, row.told)] = PlannedEvent(row, case)
            else:
                unchanged += 1
        except _Fault as fault:
            errors.append(
                error_of(
                    reading=reading,
                    row=row,
                    message=str(fault),
                )
            )
    # a case hears of its events in their order; one order of cases keeps two loads from waiting
    # for each other
    ordered = sorted(
        new.values(),
        key=lambda planned: (planned.case.pk, planned.row.told.happened_on, planned.row.line),
    )
    return Plan(
        tuple(ordered),
        unchanged,
        tuple(
            sorted(
                errors,
                key=lambda error: error.row,
            )
        ),
    )


def error_of(*, reading: Reading[EventRow], row: EventRow, message: str) -> RowError:
    """Return why an event of a file cannot be entered."""
    return RowError(
        row=row.line,
        column=reading.header.title("kind"),
        value=row.told.label,
        message=message,
    )


def _told(values: dict[str, Any]) -> Told:
    kind: CourtEvent.Kind = values["kind"]
    number = values.get("number") or values.get(event_columns.NUMBERS.get(kind, "court_number"), "")
    sums = {name: values.get(name) for name in ("principal", "penalty", "duty")}
    return Told(
        kind=kind,
        happened_on=values["happened_on"],
        number=number,
        note=values.get("note", ""),
        debtor=values.get("debtor", ""),
        until=values.get("until"),
        schedule=values.get("schedule", ""),
        **sums,
    )


class _Fault(Exception):
    """Why an event of a row cannot be entered."""


def _about_one(case: Case, row: EventRow) -> EventRow:
    """Return a row with the debtor whom its number names, where several owe."""
    return replace(row, told=court_knowledge.about_one(case=case, told=row.told))


def _is_new(
    case: Case, row: EventRow, seen: dict[tuple[Any, ...], PlannedEvent], today: date
) -> bool:
    """Say whether neither the case nor the file has the event yet."""
    if twin := seen.get(_key(case, row.told)):
        if twin.row.told == row.told:
            return False
        raise _Fault(
            _("Row %(row)s tells the same event of this day otherwise: keep one of them.")
            % {"row": twin.row.line}
        )
    if event := court_events.find(
        case=case,
        told=row.told,
    ):
        if court_events.differs(
            event=event,
            told=row.told,
        ):
            raise _Fault(
                _(
                    "This event of this day is entered already, with another number or other "
                    "sums. If what is entered is wrong, withdraw it first."
                )
            )
        return False
    if fault := court_events.refusal(
        case=case,
        told=row.told,
        today=today,
    ):
        raise _Fault(fault)
    return True


def _key(case: Case, told: Told) -> tuple[Any, ...]:
    """Return what makes an event one: bailiffs may send several sums a day."""
    return (
        case.pk,
        told.kind,
        told.happened_on,
        told.debtor,
        *((told.principal, told.number) if told.kind == CourtEvent.Kind.COLLECTED else ()),
    )


def _lacking(row: EventRow, among: list[Case]) -> list[str]:
    """Return the columns that would tell these cases apart and that the row leaves empty."""
    told = {name for name, _value in row.names}
    wanted = ["our_case"]
    number = event_columns.NUMBERS.get(row.told.kind, "court_number") or "writ"
    if not row.told.number:
        wanted.insert(0, number)
    if len({case.account_id for case in among}) > 1:
        wanted.insert(0, "account")
    columns = event_columns.LAYOUT.by_key
    return [columns[key].title for key in wanted if key not in told]


@dataclass(slots=True)
class _Cases:
    """The cases that the rows of a file name, found in a few queries."""

    rows: tuple[EventRow, ...]
    among: QuerySet[Case]
    known: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value, case_id in self._named():
            self.known.setdefault((name, value), set()).add(case_id)
        ids = {case_id for found in self.known.values() for case_id in found}
        self.cases = self.among.filter(pk__in=ids).select_related("party").in_bulk()

    def of(self, row: EventRow) -> Case:
        """Return the case of a row; an open one before a closed one."""
        found = [
            ids for name in row.names if (ids := self.known.get(name, set()) & self.cases.keys())
        ]
        if not found:
            raise _Fault(_("There is no such case among yours: check the account and the numbers."))
        same = set.intersection(*found)
        same = {case_id for case_id in same if self.cases[case_id].closed_on is None} or same
        if not same:
            raise _Fault(_("The account and the numbers are of different cases: check them."))
        if len(same) > 1:
            return self._concerned(row, [self.cases[case_id] for case_id in sorted(same)])
        return self.cases[same.pop()]

    def _concerned(self, row: EventRow, found: list[Case]) -> Case:
        """Return the only one of several cases that the event of a row can be about."""
        concerned = court_event_cases.concerned(cases=found, told=row.told)
        if len(concerned) == 1:
            return concerned[0]
        message = _("Several cases are meant: %(cases)s. Add what tells them apart: %(columns)s.")
        raise _Fault(
            message
            % {
                "cases": ", ".join(sorted(case.number for case in concerned)),
                "columns": ", ".join(_lacking(row, concerned)),
            }
        )

    def _named(self) -> Iterator[tuple[str, str, int]]:
        values = {
            name: {row_value for row in self.rows for key, row_value in row.names if key == name}
            for name in event_columns.NAMES
        }
        courts, writs, cases = CourtCase.objects, Writ.objects, segments.every()
        accounts = cases.filter(Q(account__number__in=values["account"]))
        shared = cases.filter(contract__accounts__number__in=values["account"])
        tables: tuple[tuple[str, QuerySet[Any, Any]], ...] = (
            ("account", accounts.values_list("account__number", "pk")),
            ("account", shared.values_list("contract__accounts__number", "pk")),
            (
                "court_number",
                courts.filter(number__in=values["court_number"]).values_list("number", "case_id"),
            ),
            ("writ", writs.filter(number__in=values["writ"]).values_list("number", "case_id")),
            (
                "proceeding",
                writs.filter(proceeding_number__in=values["proceeding"]).values_list(
                    "proceeding_number",
                    "case_id",
                ),
            ),
            ("our_case", cases.filter(number__in=values["our_case"]).values_list("number", "pk")),
        )
        return ((name, value, case_id) for name, found in tables for value, case_id in found)
