"""Lists as spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from webapp.processes.queries import labels
from webapp.recovery.queries.debtors import Debtor
from webapp.uploads.tables import books

MOST_LINES = books.ROWS_MAX - 1
"""What a sheet holds under its title and its heading."""
_WIDTHS = (14, 38, 48, 10, 24, 14, 14, 14, 16, 20, 26, 34, 14, 30, 14)


def debtors(*, lines: Sequence[Debtor], on: date) -> BytesIO:
    """Return the debtors as they stand on the screen, one row an account,
    with a filter and a frozen heading.
    """
    titles = (
        *(
            _("Account"),
            _("Customer"),
            _("Address"),
            _("Periods"),
            _("Services"),
            _("Debt, ₽"),
            _("Penalty, ₽"),
            _("Days overdue"),
        ),
        *(
            _("Case"),
            _("Stage"),
            _("Executor"),
            _("Task"),
            _("Due"),
            _("Last event"),
            _("Its date"),
        ),
    )
    sheet = books.Sheet(
        [books.Heading(title, width) for title, width in zip(titles, _WIDTHS, strict=True)],
        [_row(line) for line in lines],
        title=_("Debtors on {day}").format(day=f"{on:%d.%m.%Y}"),
        is_filtered=True,
    )
    return BytesIO(books.book(sheet))


def _row(line: Debtor) -> list[Any]:
    """Where a debtor has two cases, their cells name both, the older first.

    The days are those of the newer one.
    """
    if line.cases:
        newest = line.cases[-1]
    else:
        newest = None
    return [
        *(
            line.account.number,
            line.account.party.name,
            line.account.premises.address,
            line.periods,
        ),
        *(", ".join(line.services), line.debt, line.penalty, line.days_overdue),
        _each(each.case.number for each in line.cases),
        _each(each.case.stage_name for each in line.cases),
        _each(
            each.case.executor.get_full_name() if each.case.executor else "" for each in line.cases
        ),
        _each(labels.task_title(each.task) for each in line.cases if each.task),
        newest.task.due_on if newest and newest.task else None,
        _each(labels.event(each.last_event) if each.last_event else "" for each in line.cases),
        newest.last_event.on if newest and newest.last_event else None,
    ]


def _each(texts: Iterable[str]) -> str:
    return "; ".join(filter(None, texts))
