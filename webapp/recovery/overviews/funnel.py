"""The funnel: where open cases stand, and how cases pass from stage to stage."""

from django.utils.translation import gettext_lazy as _

from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table, total
from webapp.processes.models import Case
from webapp.recovery.overviews.common import (
    SEE_CASES,
    STAGE,
    TOTAL,
    by_id,
    case_cell,
    cases_of,
    list_of,
)
from webapp.recovery.queries import funnel, labels


def _span(asked: Asked) -> funnel.Span:
    return funnel.Span(asked.first_on, asked.last_on, asked.today)


_FUNNEL = (
    STAGE,
    Column(_("Open cases")),
    Column(_("Debt, ₽"), Kind.MONEY),
    Column(_("Awarded besides, ₽"), Kind.MONEY),
    Column(_("Median days there"), Kind.DAYS),
    Column(_("Entered the stage")),
    Column(_("Left the stage")),
    Column(_("of these closed")),
    Column(_("Median days until left"), Kind.DAYS),
)


def _read_funnel(asked: Asked) -> Table:
    standing = {row.kind: row for row in funnel.standing(cases=cases_of(asked))}
    passed = funnel.passed(
        cases=cases_of(asked),
        span=_span(asked),
    )
    known = [kind for kind in labels.STAGES if kind in standing or kind in passed]
    rows = [
        _funnel_row(
            asked,
            standing.get(kind, funnel.StageSum(kind, 0, funnel.ZERO)),
            passed.get(kind, funnel.Passed()),
        )
        for kind in known
    ]
    return Table(_FUNNEL, rows, total(_FUNNEL, rows, title=TOTAL))


def _funnel_row(asked: Asked, stands: funnel.StageSum, passed: funnel.Passed) -> Row:
    cases = list_of(
        "recovery_cases",
        state="open",
        stage=stands.kind,
        **asked.of_customers,
    )
    return (
        Cell(labels.STAGES[stands.kind]),
        Cell(stands.cases, link=cases),
        Cell(stands.debt, link=cases),
        Cell(stands.awarded, link=cases),
        Cell(passed.days_now),
        Cell(passed.entered, key=f"entered:{stands.kind}"),
        Cell(passed.left, key=f"left:{stands.kind}"),
        Cell(passed.closed, key=f"closed:{stands.kind}"),
        Cell(passed.days),
    )


_PASSING = (
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Debtor"), Kind.TEXT, 40),
    Column(_("Stage since"), Kind.DAY, 14),
    Column(_("Stage until"), Kind.DAY, 14),
    Column(_("Days"), Kind.DAYS, 8),
)


def _behind_funnel(asked: Asked, key: str) -> Table:
    how, _colon, kind = key.partition(":")
    if how not in funnel.HOW:
        return Table(_PASSING, ())
    stays = funnel.passing(
        cases=cases_of(asked),
        span=_span(asked),
        kind=kind,
        how=how,
    )
    cases = by_id(stay.case_id for stay in stays)
    rows = [_passing_row(stay, cases[stay.case_id]) for stay in stays]
    return Table(_PASSING, rows)


def _passing_row(stay: funnel.Stay, case: Case) -> Row:
    return (
        case_cell(case),
        Cell(str(case.party)),
        Cell(stay.since),
        Cell(stay.until),
        Cell(stay.days),
    )


FUNNEL = Overview(
    "funnel",
    title=_("Funnel by stage"),
    told=_("Where open cases stand, what they are about, and how long stages take."),
    counted=(
        _("Open cases, debt and awards are those of today, as the list of cases has them."),
        _(
            "A case enters a stage on the day on which the process has moved it there; another "
            "attempt of the same stage is no move. It leaves on the day of the next move or of "
            "its end."
        ),
        _(
            "Half of the cases took fewer days than the median, half took more. “Median days "
            "there” is of those that stand in the stage today, “until left” of those that "
            "left it within the period."
        ),
    ),
    read=_read_funnel,
    behind=_behind_funnel,
    permissions=(SEE_CASES,),
)
