"""People are reminded at half the term, near its end and at its end, each once."""

from datetime import date

import pytest

from tests import factories
from tests.tasks.conftest import NOW, TODAY, give
from webapp.staff.models import Role, User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Reminder, Task
from webapp.tasks.operations import absences, handing, reminders
from webapp.tasks.queries import terms

pytestmark = pytest.mark.django_db
IN_TEN_DAYS = date(2026, 3, 12)


def told(*, on: int) -> list[tuple[int, User | None, bool]]:
    """Remind on a day of March, and return what was told then."""
    day = date(2026, 3, on)
    reminders.remind(today=day)
    new = Reminder.objects.filter(told_on=day).select_related("person").order_by("id")
    return [(row.mark, row.person, row.is_escalation) for row in new]


def test_the_doer_is_told_thrice_and_at_the_end_the_giver_too(head: User, lawyer: User) -> None:
    give(by=head, assignee=lawyer, due_on=IN_TEN_DAYS)

    assert told(on=6) == []
    assert told(on=7) == [(50, lawyer, False)]
    assert told(on=8) == []
    assert told(on=10) == [(80, lawyer, False)]
    assert told(on=12) == [(100, lawyer, False), (100, head, True)]
    assert told(on=20) == []


def test_reminding_twice_tells_nobody_twice(head: User, lawyer: User) -> None:
    give(by=head, assignee=lawyer, due_on=IN_TEN_DAYS)

    assert [reminders.remind(today=IN_TEN_DAYS) for _time in range(2)] == [2, 0]


def test_after_days_without_reminding_only_the_last_mark_is_told(head: User, lawyer: User) -> None:
    give(by=head, assignee=lawyer, due_on=IN_TEN_DAYS)

    assert told(on=11) == [(80, lawyer, False)]


def test_what_a_process_asks_of_a_role_goes_to_the_role_and_then_to_the_heads(head: User) -> None:
    Task.objects.create(
        kind="file_lawsuit",
        subject="recovery_case:1",
        workflow_id="w",
        step="1",
        role=Role.LAWYER,
        created_on=TODAY,
        due_on=IN_TEN_DAYS,
    )

    assert told(on=8) == [(50, None, False)]
    assert told(on=12) == [(100, None, False), (100, head, True)]


def test_whoever_left_a_task_to_a_colleague_is_told_at_the_end(
    head: User, lawyer: User, other_lawyer: User
) -> None:
    task = give(by=head, assignee=lawyer, due_on=IN_TEN_DAYS)
    handing.delegate(task_id=task.pk, to=other_lawyer, by=lawyer, now=NOW)

    assert told(on=12) == [(100, other_lawyer, False), (100, lawyer, True)]


def test_the_substitute_of_an_absent_doer_is_told_too(head: User, lawyer: User) -> None:
    clerk = factories.create_staff(role=Role.CALL_CENTER)
    give(by=head, assignee=lawyer, due_on=IN_TEN_DAYS)
    absences.enter(
        person=lawyer, substitute=clerk, first_on=TODAY, last_on=IN_TEN_DAYS, by=head, now=NOW
    )

    assert told(on=7) == [(50, lawyer, False), (50, clerk, False)]


def test_nobody_is_told_of_what_is_finished(head: User, lawyer: User) -> None:
    task = give(by=head, assignee=lawyer, due_on=IN_TEN_DAYS)
    tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=lawyer, today=TODAY)

    assert told(on=12) == []


def test_a_term_in_working_days_is_half_over_when_half_of_those_are() -> None:
    # from Friday the 27th of February: 2, 3, 4, 5, 6 March, then the holiday, then 10, 11, 12, 13
    known = {"created_on": date(2026, 2, 27), "due_on": date(2026, 3, 13)}
    working = Task(**known, counts_working_days=True)
    calendar = Task(**known)

    def first(task: Task) -> int:
        days = [date(2026, 3, day) for day in range(1, 14)]
        return next(day.day for day in days if terms.mark(task=task, today=day) == 50)

    assert (first(working), first(calendar)) == (6, 6)
    assert terms.mark(task=working, today=date(2026, 3, 9)) == 50
    assert terms.mark(task=calendar, today=date(2026, 3, 11)) == 80
    assert terms.mark(task=working, today=date(2026, 3, 11)) == 50


def test_where_the_calendar_is_not_known_yet_weekends_are_enough() -> None:
    task = Task(created_on=date(2099, 3, 2), due_on=date(2099, 3, 13), counts_working_days=True)

    assert terms.mark(task=task, today=date(2099, 3, 9)) == 50
