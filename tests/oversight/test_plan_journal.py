"""The journal of plans: every plan as it stood on a day, with what is due by it and paid."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.oversight.conftest import MARCH, asked, debtor, open_case, pay
from webapp.oversight import registry
from webapp.oversight.declarations import Table
from webapp.processes.models import Case
from webapp.recovery.models import InstallmentPlan
from webapp.staff.models import User

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 30)


def agree(case: Case, *days: date, **plan: Any) -> InstallmentPlan:
    made = InstallmentPlan.objects.create(case=case, agreed_on=MARCH, **plan)
    for day in days:
        made.installments.create(due_on=day, amount=Decimal("1500.00"))
    return made


def journal(user: User, way: str = "running", *, last: date = APRIL, **more: Any) -> Table:
    overview = registry.overview(code="plans")
    assert overview is not None
    return overview.read(asked(user, first=date(2026, 4, 1), last=last, way=way, **more))


@pytest.fixture
def plans(head: User) -> list[InstallmentPlan]:
    """One is behind its parts, one was broken in April; money came before, within and after it."""
    late, broken = debtor(), debtor()
    pay(late, "100.00", on=date(2026, 3, 1), by=head)
    cases = [open_case(account) for account in (late, broken)]
    days = [date(2026, 3, 20), date(2026, 4, 20), date(2026, 5, 20)]
    running = agree(cases[0], *days)
    ended = agree(cases[1], *days, status="BROKEN", ended_on=date(2026, 4, 6))
    pay(late, "2000.00", on=date(2026, 3, 20), by=head)
    pay(broken, "900.00", on=date(2026, 3, 20), by=head)
    pay(broken, "500.00", on=date(2026, 4, 20), by=head)
    return [running, ended]


def test_every_plan_stands_with_what_is_due_and_paid(
    head: User, plans: list[InstallmentPlan]
) -> None:
    table = journal(head)

    shown = [[cell.value for cell in row[5:10]] for row in table.rows]
    assert shown == [
        [4500, 3000, 2000, 1000, date(2026, 4, 20)],
        [4500, 1500, 900, 600, None],
    ]
    assert [str(row[10].value) for row in table.rows] == ["Соблюдается", "Нарушена"]
    assert [cell.value for cell in table.total[5:9]] == [9000, 4500, 2900, 1600]


def test_the_parts_behind_a_plan_add_up_to_it(head: User, plans: list[InstallmentPlan]) -> None:
    overview = registry.overview(code="plans")
    assert overview is not None
    first = journal(head).rows[0]

    parts = overview.behind(
        asked(head, first=date(2026, 4, 1), last=APRIL, way="running"), first[5].key
    )

    assert [cell.value for cell in parts.total[1:]] == [4500, 2000, 2500]
    assert [row[2].value for row in parts.rows] == [1500, 500, 0]


def test_a_plan_that_was_broken_later_still_runs_on_an_earlier_day(
    head: User, plans: list[InstallmentPlan]
) -> None:
    table = journal(head, last=date(2026, 4, 5))

    assert [str(row[10].value) for row in table.rows] == ["Соблюдается", "Соблюдается"]


@pytest.mark.parametrize(("way", "count"), [("agreed", 0), ("broken", 1), ("done", 0)])
def test_plans_are_found_by_what_became_of_them(
    head: User, plans: list[InstallmentPlan], way: str, count: int
) -> None:
    assert len(journal(head, way).rows) == count


def test_nobody_sees_plans_of_others(head: User, plans: list[InstallmentPlan]) -> None:
    User.objects.filter(pk=head.pk).update(is_superuser=False, segment_party_kinds=["ORGANIZATION"])

    assert not journal(User.objects.get(pk=head.pk)).rows
