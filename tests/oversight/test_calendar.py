"""The calendar shows every kind of day, whose it is, and opens what it is about."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.oversight.conftest import MARCH, come, debtor, lawyer, moment, open_case
from tests.oversight.test_workload import give
from webapp.oversight.declarations import Looked, Whose
from webapp.oversight.queries import agenda
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.operations import court_events, pauses, plans
from webapp.recovery.queries.court_events import Kind, Told
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 31)
PAGE = "/office/calendar/"


@pytest.fixture
def mine(head: User) -> User:
    return lawyer("Абрамов")


@pytest.fixture
def case(head: User, mine: User) -> Case:
    """A case whose earliest month was due three years before the twentieth."""
    account = factories.create_account()
    due = date(2023, 3, 20)
    factories.create_charge(account=account, period=date(2023, 2, 1), due_date=due)
    return open_case(account, by=mine)


def days(user: User, whose: Whose = Whose.TEAM, **more: object) -> list[tuple[str, date]]:
    looked = Looked(user, moment(MARCH), MARCH, LAST, whose=whose, **more)  # type: ignore[arg-type]
    return [(entry.source.code, entry.on) for entry in agenda.read(looked)]


def sue(case: Case) -> None:
    CourtCase.objects.create(
        case=case,
        track=CourtCase.Track.LAWSUIT,
        court="Районный суд",
        filed_on=MARCH,
        claim=Decimal(1500),
        state_duty=Decimal(4000),
    )


def appoint(case: Case, by: User, *, on: date) -> None:
    told = Told(kind=Kind.HEARING, happened_on=on, number="2-15/2026", note="зал 7")
    court_events.enter(case_id=case.pk, told=told, by=by, today=MARCH)


def test_a_hearing_is_appointed_for_a_day_to_come_and_stands_in_the_calendar(
    head: User, case: Case
) -> None:
    sue(case)
    appoint(case, head, on=date(2026, 3, 25))

    assert ("hearing", date(2026, 3, 25)) in days(head)
    row = case.steps.latest("id")
    assert row.on == MARCH and row.ground.startswith("25.03.2026")


def test_no_other_event_is_told_before_its_day(head: User, case: Case) -> None:
    sue(case)
    told = Told(kind=Kind.CLAIM_ACCEPTED, happened_on=date(2026, 3, 25))

    with pytest.raises(court_events.UnableToEnter):
        court_events.enter(case_id=case.pk, told=told, by=head, today=MARCH)


def test_the_last_day_to_sue_stands_there_until_the_claim_is_filed(head: User, case: Case) -> None:
    assert days(head) == [("limitation", date(2026, 3, 20))]

    sue(case)
    assert days(head) == []


def test_tasks_pauses_and_parts_of_plans_stand_there(head: User, case: Case) -> None:
    give(head, head, due=date(2026, 3, 10))
    other = open_case(debtor())
    parts = plans.propose(debt=Decimal(4500), months=2, first_due=date(2026, 3, 12))
    plans.agree(case_id=other.pk, parts=parts, by=head, today=MARCH)
    pauses.promise(case_id=case.pk, until=date(2026, 3, 14), reason="Обещает", by=head, today=MARCH)

    assert days(head) == [
        ("task", date(2026, 3, 10)),
        ("part", date(2026, 3, 12)),
        ("pause", date(2026, 3, 14)),
        ("limitation", date(2026, 3, 20)),
    ]


def test_the_term_that_runs_in_a_stage_stands_there(head: User, case: Case) -> None:
    case.steps.create(
        key="0.1:note:deliver",
        stage=0,
        attempt=1,
        deed="note",
        name="deliver",
        on=MARCH,
        debt=1500,
        term_ends_on=date(2026, 3, 16),
    )
    case.steps.create(
        key="0.1:note:shift",
        stage=0,
        attempt=1,
        deed="note",
        name="shift",
        on=MARCH,
        debt=1500,
        term_ends_on=date(2026, 3, 18),
    )

    assert ("term", date(2026, 3, 18)) in days(head)
    assert ("term", date(2026, 3, 16)) not in days(head)


def test_one_sees_the_own_days_those_of_the_role_or_of_the_team(
    head: User, mine: User, case: Case
) -> None:
    give(head, lawyer("Белов"), due=date(2026, 3, 10))
    give(head, None, due=date(2026, 3, 11))

    assert days(mine, Whose.MINE) == [("limitation", date(2026, 3, 20))]
    assert days(mine, Whose.ROLE) == [
        ("task", date(2026, 3, 11)),
        ("limitation", date(2026, 3, 20)),
    ]
    assert len(days(head, Whose.TEAM)) == 3


def test_one_process_is_looked_at_alone(head: User, case: Case) -> None:
    give(head, head, due=date(2026, 3, 10))

    assert days(head, process=WORKFLOW_TYPE) == [("limitation", date(2026, 3, 20))]
    assert days(head, process="contact_verification") == []


def test_nobody_sees_days_of_customers_outside_the_segment(head: User, case: Case) -> None:
    of_firms = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))
    clerk = factories.create_staff(role=Role.CREW)

    assert days(of_firms) == days(clerk) == []


def test_a_month_and_a_list_lead_to_what_they_are_about(
    head: User, case: Case, client_of: Callable[[User], Client]
) -> None:
    task = give(head, head, due=date(2026, 3, 10))
    client = client_of(head)

    for view in ("month", "agenda"):
        page = client.get(PAGE, {"month": "2026-03", "view": view}).content.decode()
        assert reverse("admin:tasks_task", args=[task.pk]) in page
        assert reverse("admin:recovery_case", args=[case.pk]) in page
        assert "март 2026" in page


def test_a_spoilt_month_is_this_month(head: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(head)

    for month in ("", "2026-13", "1800-01", "9999-12", "x"):
        assert client.get(PAGE, {"month": month, "whose": "x", "kind": "y"}).status_code == 200


def test_a_month_of_many_days_costs_no_more_queries_than_one_of_few(
    head: User,
    case: Case,
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(head)
    come(MARCH)
    for number in range(30):
        give(head, head, due=MARCH + timedelta(days=number % 5), case=case.pk)
    client.get(PAGE)

    assert Task.objects.count() >= 30
    with django_assert_max_num_queries(30):
        client.get(PAGE)
