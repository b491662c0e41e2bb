"""Debts written off: by what ground, how much, and until when they are watched."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table, total
from webapp.recovery.overviews.common import SEE_CASES, TOTAL, case_cell, cases_of
from webapp.recovery.queries import written_off
from webapp.recovery.queries.written_off import WrittenOff

_WAYS: dict[str, Promise] = {
    written_off.WATCHED: _("watched on the last day"),
    written_off.IN_PERIOD: _("written off in the period"),
}
_COLUMNS = (
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Debtor"), Kind.TEXT, 40),
    Column(_("Written off on"), Kind.DAY, 12),
    Column(_("Ground"), Kind.TEXT, 60),
    Column(_("Written off, ₽"), Kind.MONEY),
    Column(_("Paid since, ₽"), Kind.MONEY),
    Column(_("Left, ₽"), Kind.MONEY),
    Column(_("Watched until"), Kind.DAY, 12),
)


def _read(asked: Asked) -> Table:
    found = written_off.read(
        cases=cases_of(asked),
        first_on=asked.first_on,
        last_on=asked.last_on,
        way=asked.way,
    )
    rows = [_row(one) for one in found]
    return Table(
        _COLUMNS,
        rows,
        total(
            _COLUMNS,
            rows,
            title=TOTAL,
        ),
    )


def _row(one: WrittenOff) -> Row:
    return (
        case_cell(one.case),
        Cell(str(one.case.party)),
        Cell(one.case.closed_on),
        Cell(one.ground),
        Cell(one.amount),
        Cell(one.paid),
        Cell(one.left),
        Cell(one.watched_until),
    )


WRITTEN_OFF = Overview(
    "written_off",
    title=_("Debts written off"),
    told=_("What was written off and on what ground, and until when it is watched off the books."),
    counted=(
        _(
            "Written off is what the case claimed, awarded costs and penalty among it, less what "
            "was paid by the day on which it ended."
        ),
        _("It is kept off the balance for five years from that day (account 007)."),
    ),
    read=_read,
    permissions=(SEE_CASES,),
    ways=_WAYS,
)
