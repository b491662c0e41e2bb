"""The funnel counts what the list of cases shows, and what the register says of every move."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from statistics import median
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories
from tests.oversight.conftest import MARCH, asked, close, debtor, lawyer, move, open_case, pay
from webapp.audit.models import Entry
from webapp.oversight import registry
from webapp.oversight.declarations import Asked, Cell, Table
from webapp.processes import registry as processes
from webapp.processes.forms.criteria import CasesForm
from webapp.processes.models import Case
from webapp.processes.queries import casefile
from webapp.recovery.queries import casefile as money
from webapp.recovery.queries import labels
from webapp.staff.models import Role, User
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 31)


@pytest.fixture
def moved(head: User) -> list[Case]:
    """Four cases: one moves twice, one tries a stage twice, one is paid, one only stands."""
    cases = [open_case(debtor()) for _number in range(4)]
    move(cases[0], stage=1, on=date(2026, 3, 6))
    move(cases[0], stage=2, on=date(2026, 3, 16))
    move(cases[1], stage=1, on=date(2026, 3, 9))
    move(cases[1], stage=1, on=date(2026, 3, 20), attempt=2)
    move(cases[2], stage=1, on=date(2026, 3, 5))
    close(cases[2], on=date(2026, 3, 25))
    return list(Case.objects.order_by("id"))


def funnel(given: Asked) -> Table:
    overview = registry.overview(code="funnel")
    assert overview is not None
    return overview.read(given)


def row_of(table: Table, case: Case) -> list[object]:
    name = str(labels.STAGES[case.stage_kind])
    return next(values(row) for row in table.rows if str(row[0].value) == name)


def values(row: object) -> list[object]:
    return [cell.value for cell in row]  # type: ignore[attr-defined]


def stays(case: Case) -> list[tuple[str, date, date | None]]:
    """Read one case's way out of the register, move by move."""
    moves = Entry.objects.filter(
        subject=f"recovery_case:{case.pk}", name="recovery.case.stage-changed"
    )
    real = [one for one in moves.order_by("id") if one.details["from"] != one.details["to"]]
    kinds = [*(one.details["from"] for one in real[:1]), *(one.details["to"] for one in real)]
    days = [case.opened_on, *(one.business_date for one in real)]
    ends = [*days[1:], case.closed_on]
    return list(zip(kinds or [case.stage_kind], days, ends, strict=True))


def test_open_cases_and_their_debt_are_those_of_the_list_that_the_figure_opens(
    head: User, moved: list[Case]
) -> None:
    table = funnel(asked(head, first=MARCH, last=LAST))

    for row in table.rows:
        if not row[1].value:
            continue
        found = listed(head, row[1])
        owed = money.debts(cases=found)
        assert row[1].value == len(found)
        assert row[2].value == sum((one.debt for one in owed.values()), Decimal(0))
    assert table.total[1].value == Case.objects.filter(closed_on=None).count() == 3


def listed(user: User, cell: Cell) -> list[Case]:
    """Return what the list of cases shows behind a figure."""
    query = {name: one for name, [one] in parse_qs(urlsplit(cell.link).query).items()}
    pages = processes.pages_of(process=WORKFLOW_TYPE)
    assert pages is not None
    form = CasesForm(query, process=processes.process_of(code=WORKFLOW_TYPE), pages=pages)
    return list(casefile.find(criteria=form.criteria(), user=user, process=WORKFLOW_TYPE))


def test_moves_and_medians_agree_with_a_reading_of_the_register_case_by_case(
    head: User, moved: list[Case]
) -> None:
    table = funnel(asked(head, first=MARCH, last=LAST))

    every = [stay for case in moved for stay in stays(case)]
    for row in table.rows:
        mine = [
            (since, until) for kind, since, until in every if labels.STAGES[kind] == row[0].value
        ]
        left = [(until - since).days for since, until in mine if until]
        now = [(LAST - since).days for since, until in mine if until is None]
        shown = values(row)
        assert shown[4] == (median(now) if now else None)
        assert shown[5:7] == [len(mine), len(left)]
        assert shown[8] == (median(left) if left else None)
    assert table.total[7].value == 1


def test_another_attempt_of_a_stage_is_no_move(head: User, moved: list[Case]) -> None:
    table = funnel(asked(head, first=date(2026, 3, 20), last=date(2026, 3, 20)))

    assert table.total[5].value == table.total[6].value == 0


def test_the_rows_behind_a_figure_are_as_many_as_it_says(head: User, moved: list[Case]) -> None:
    overview = registry.overview(code="funnel")
    assert overview is not None
    given = asked(head, first=MARCH, last=LAST)

    counted = [cell for row in funnel(given).rows for cell in row if cell.key]
    assert sum(cell.value for cell in counted) > 8
    for cell in counted:
        assert len(overview.behind(given, cell.key).rows) == cell.value


def test_nobody_counts_what_lies_outside_the_own_segment(head: User, moved: list[Case]) -> None:
    south = factories.create_district(code="south", name="Южный")
    theirs = open_case(debtor(district=south))
    narrow = factories.create_staff(role=Role.HEAD_OF_LEGAL, districts=("south",))

    given = asked(narrow, first=MARCH, last=LAST)
    of_all = asked(head, first=MARCH, last=LAST, district=south.pk)
    assert values(funnel(given).total) == values(funnel(of_all).total)
    assert row_of(funnel(given), theirs)[1] == 1


def test_whoever_has_no_right_to_reports_sees_none(
    head: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(lawyer("Греков"))

    for page in ("oversight_overview", "oversight_behind", "oversight_export"):
        assert client.get(reverse(f"admin:{page}", args=["funnel"])).status_code == 403
    assert client.get(reverse("admin:oversight_overviews")).status_code == 403


def test_a_report_and_the_rows_behind_it_go_to_a_sheet_with_numbers_and_a_total(
    head: User, moved: list[Case], client_of: Callable[[User], Client]
) -> None:
    client = client_of(head)
    period = {"first_on": MARCH.isoformat(), "last_on": LAST.isoformat()}
    address = reverse("admin:oversight_export", args=["funnel"])

    _title, heading, *_rows, total = lines(client.get(address, period))
    assert heading[:3] == ["Этап", "Открытых дел", "Долг, ₽"]
    assert total[:3] == ["Итого", 3, 13500.0]

    behind = lines(client.get(address, period | {"key": "left:notice"}))
    assert len(behind) == 2 + 3


def lines(answer: HttpResponse) -> list[list[Any]]:
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert b'orientation="landscape"' in ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_spoilt_address_shows_the_usual_days(
    head: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(head)
    page = reverse("admin:oversight_overview", args=["funnel"])

    for query in (
        "first_on=x&last_on=99",
        "district=abc",
        "way=no",
        "last_on=2026-01-01&first_on=2026-05-01",
    ):
        assert client.get(f"{page}?{query}").status_code == 200
    assert client.get(reverse("admin:oversight_overview", args=["nothing"])).status_code == 404


def test_a_payment_takes_the_debt_out_of_the_funnel(head: User) -> None:
    account = debtor()
    open_case(account)
    pay(account, "1000.00", on=MARCH + timedelta(days=3), by=head)

    assert funnel(asked(head, first=MARCH, last=LAST)).total[2].value == Decimal("3500.00")
