"""Whose tasks are open, late and finished agrees with a reading task by task."""

from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.oversight.conftest import MARCH, asked, come, debtor, lawyer, moment, open_case
from webapp.oversight import registry
from webapp.oversight.declarations import Table
from webapp.processes.queries import criteria, worklist
from webapp.staff.models import Role, User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import giving, leases
from webapp.tasks.operations.giving import About, Wanted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 20)


@pytest.fixture
def people(head: User) -> list[User]:
    """Two lawyers with tasks of every lateness, one taken up, one of nobody, three finished."""
    first, second = lawyer("Абрамов"), lawyer("Белов")
    case = open_case(debtor())
    for late in (0, 1, 3, 4, 7, 8, 30, 31):
        give(head, first, due=TODAY - timedelta(days=late), case=case.pk)
    give(head, second, due=TODAY + timedelta(days=1))
    give(head, second, due=None)
    taken = give(head, None, due=TODAY - timedelta(days=2))
    give(head, None, due=TODAY - timedelta(days=2))
    for days in (1, 4, 11):
        finish(give(head, second, due=MARCH + timedelta(days=9)), by=second, after=days)
    come(TODAY)
    leases.claim(task_id=taken.pk, by=second, now=moment(TODAY))
    return [first, second]


def give(by: User, to: User | None, *, due: date | None, case: int | None = None) -> Task:
    wanted = Wanted(
        title="Позвонить",
        assignee=to,
        role="" if to else Role.LAWYER,
        due_on=due,
        about=About(case_id=case),
    )
    return giving.create(wanted=wanted, by=by, now=moment(MARCH))


def finish(task: Task, *, by: User, after: int) -> None:
    day = MARCH + timedelta(days=after)
    tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=by, today=day)


def read(code: str, user: User, **more: object) -> Table:
    overview = registry.overview(code=code)
    assert overview is not None
    return overview.read(asked(user, first=MARCH, last=TODAY, **more))


def figures(table: Table) -> dict[str, list[object]]:
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in table.rows}


def test_open_late_and_finished_are_counted_by_who_has_them(head: User, people: list[User]) -> None:
    shown = figures(read("work", head))

    first, second = map(str, people)
    took = [1, 4, 11]
    assert shown[first] == [8, 7, 0, 0, None]
    assert shown[second] == [3, 1, 3, 1, median(took)]
    assert shown["Юрист: пока ни у кого"] == [1, 1, 0, 0, None]


def test_lateness_is_counted_in_ranges_that_meet(head: User, people: list[User]) -> None:
    table = read("overdue", head)

    shown = figures(table)
    assert shown[str(people[0])] == [7, 2, 2, 2, 1, TODAY - timedelta(days=31)]
    assert [cell.value for cell in table.total[1:6]] == [9, 4, 2, 2, 1]


def test_a_figure_opens_as_many_tasks_as_it_says(head: User, people: list[User]) -> None:
    overviews = [registry.overview(code=code) for code in ("work", "overdue")]
    given = asked(head, first=MARCH, last=TODAY)

    seen = worklist.visible(user=head, now=moment(TODAY))
    for overview in overviews:
        assert overview is not None
        for cell in (cell for row in overview.read(given).rows for cell in row if cell.value):
            if cell.key:
                assert len(overview.behind(given, cell.key).rows) == cell.value
            if cell.link:
                query = {name: one for name, [one] in parse_qs(urlsplit(cell.link).query).items()}
                wanted = criteria.read(query).condition(user=head, now=moment(TODAY))
                assert seen.filter(wanted).count() == cell.value


def test_work_is_narrowed_to_customers(head: User, people: list[User]) -> None:
    shown = figures(read("work", head, party_kind="PERSON"))

    assert shown[str(people[0])][:2] == [8, 7]
    assert str(people[1]) not in shown


@pytest.mark.parametrize("code", ["work", "overdue", "days", "funnel", "collected", "ageing"])
def test_every_report_is_a_page_whose_queries_do_not_grow_with_its_rows(
    head: User,
    people: list[User],
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Callable[..., object],
    code: str,
) -> None:
    client = client_of(head)
    page = reverse("admin:oversight_overview", args=[code])
    for _number in range(6):
        open_case(debtor(), on=TODAY)
    client.get(page)

    with django_assert_max_num_queries(34):
        assert client.get(page).status_code == 200
