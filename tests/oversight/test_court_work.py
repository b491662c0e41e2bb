"""Work with courts: every figure by its own day, and what became of the duty."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.oversight.conftest import MARCH, asked, come, debtor, lawyer, open_case, pay
from webapp.oversight import registry
from webapp.oversight.declarations import Table
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.operations import awards
from webapp.staff.models import User

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
SECTION = "Судебный участок № 1"


def file(case: Case, **known: Any) -> CourtCase:
    given = {
        "track": "ORDER",
        "court": SECTION,
        "filed_on": date(2026, 3, 5),
        "claim": Decimal("4500.00"),
        "penalty": Decimal("100.00"),
        "state_duty": Decimal("2000.00"),
    }
    return CourtCase.objects.create(case=case, **given | known)


@pytest.fixture
def filed(head: User) -> list[User]:
    """An order in force whose duty is half paid, one returned, a claim granted in part, an old one."""
    first, second = lawyer("Абрамов"), lawyer("Белов")
    payer = debtor()
    in_force = file(
        open_case(payer, by=first),
        issued_on=date(2026, 3, 10),
        ruling="IN_FORCE",
        ruled_on=date(2026, 3, 10),
        in_force_on=date(2026, 3, 25),
    )
    awards.enter(court=in_force, by=head, today=date(2026, 3, 25))
    pay(payer, "1000.00", on=date(2026, 3, 30), by=head)
    file(open_case(debtor(), by=first), ruling="RETURNED", ruled_on=date(2026, 3, 12))
    file(
        open_case(debtor(), by=second),
        track="LAWSUIT",
        court="Районный суд",
        ruling="PARTIAL",
        ruled_on=date(2026, 3, 20),
        awarded_claim=Decimal(3000),
    )
    file(open_case(debtor(), by=second), filed_on=date(2026, 2, 1))
    return [first, second]


def courts(user: User, way: str) -> Table:
    overview = registry.overview(code="courts")
    assert overview is not None
    return overview.read(asked(user, first=FIRST, last=LAST, way=way))


def figures(table: Table) -> dict[str, list[Any]]:
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in table.rows}


def test_every_figure_is_of_its_own_day(head: User, filed: list[User]) -> None:
    shown = figures(courts(head, "court"))

    #         filed, claimed, duty, returned, refused, cancelled, otherwise, granted, in force, …
    assert shown[SECTION] == [2, 9200, 4000, 1, 0, 0, 0, 1, 1, 4600, 2000, 1000]
    assert shown["Районный суд"] == [1, 4600, 2000, 0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_the_same_is_told_by_lawyer_and_by_procedure(head: User, filed: list[User]) -> None:
    by_lawyer, by_track = courts(head, "executor"), courts(head, "track")

    assert set(figures(by_lawyer)) == {str(person) for person in filed}
    totals = [[cell.value for cell in table.total[1:]] for table in (by_lawyer, by_track)]
    assert totals[0] == totals[1] == [3, 13800, 6000, 1, 0, 0, 0, 2, 1, 4600, 2000, 1000]


def test_a_figure_opens_its_filings_on_the_screen_and_in_a_sheet(
    head: User, filed: list[User], client_of: Any
) -> None:
    key = f"returned:{SECTION}"
    asked_for = {"first_on": "2026-03-01", "last_on": "2026-03-31", "way": "court", "key": key}
    come(LAST)
    client = client_of(head)

    page = client.get(reverse("admin:oversight_behind", args=["courts"]), asked_for)
    sheet = client.get(reverse("admin:oversight_export", args=["courts"]), asked_for)

    returned = CourtCase.objects.get(ruling="RETURNED")
    assert [row[0].value for row in page.context["table"].rows] == [returned.case.number]
    assert sheet["Content-Disposition"].endswith(".xlsx") or ".xlsx" in sheet["Content-Disposition"]
    assert MARCH < returned.ruled_on
