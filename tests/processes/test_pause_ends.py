"""The last day of a pause is changed, earlier or later, within limits; of two, one is first."""

from datetime import timedelta

import pytest

from tests import factories
from tests.recovery import living
from webapp.processes.models import Case, Limit, Pause, Wish
from webapp.processes.operations import pause_ends, pausing, wishes, work
from webapp.processes.operations.limits import BeyondLimit
from webapp.processes.operations.pause_ends import Change
from webapp.recovery.operations import pauses
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNTIL = living.START + 10 * DAY


@pytest.fixture
def boss() -> User:
    return living.prepare()


@pytest.fixture
def held(boss: User) -> Case:
    """A case on hold for ten days."""
    case = living.open_case(factories.create_debtor(today=living.START))
    pauses.hold(case_id=case.pk, reason="сверка", until=UNTIL, by=boss, today=living.START)
    return case


def change(case: Case, by: User, days: int, *, seen: object = UNTIL) -> Pause:
    return pause_ends.change(
        case_id=case.pk,
        pause_id=Pause.objects.get(case=case).pk,
        change=Change(seen, living.START + days * DAY, "сверка затянулась"),
        by=by,
        today=living.START + DAY,
    )


@pytest.mark.parametrize("days", [3, 20], ids=["earlier", "later"])
def test_a_hold_ends_on_another_day_and_the_journal_says_why(
    held: Case, boss: User, days: int
) -> None:
    change(held, boss, days)

    assert Pause.objects.get().until == living.START + days * DAY
    told = held.steps.get(name="pause-end-changed")
    assert (told.ground, told.details["former"]) == ("сверка затянулась", UNTIL.isoformat())


def test_it_is_not_moved_to_the_past_nor_to_the_same_day(held: Case, boss: User) -> None:
    for days in (0, 10):
        with pytest.raises(pausing.UnableToPause):
            change(held, boss, days)

    assert Pause.objects.get().until == UNTIL


def test_of_two_who_change_it_the_second_hears_of_the_first(held: Case, boss: User) -> None:
    change(held, boss, 20)

    with pytest.raises(pausing.UnableToPause, match="Тем временем"):
        change(held, boss, 30)

    assert Pause.objects.get().until == living.START + 20 * DAY


def test_a_hold_is_not_made_long_by_small_steps(held: Case) -> None:
    clerk = factories.create_staff(role=Role.LAWYER)
    Limit.objects.update_or_create(
        process="debt_recovery", deed="HOLD", role=Role.LAWYER, defaults={"days_max": 14}
    )
    change(held, clerk, 14)

    with pytest.raises(BeyondLimit):
        change(held, clerk, 15, seen=living.START + 14 * DAY)


def test_beyond_a_limit_the_head_gives_leave_and_it_is_done(held: Case, boss: User) -> None:
    clerk = factories.create_staff(role=Role.LAWYER)
    Limit.objects.update_or_create(
        process="debt_recovery", deed="HOLD", role=Role.LAWYER, defaults={"days_max": 14}
    )
    with pytest.raises(BeyondLimit) as beyond:
        change(held, clerk, 30)
    today = living.START + DAY
    task = wishes.ask(case_id=held.pk, asked=beyond.value.asked, by=clerk, today=today)

    given = {"date": today.isoformat()}
    work.complete(task_id=task.pk, outcome="APPROVED", result=given, by=boss, today=today)

    assert Wish.objects.get().task.status == Task.Status.DONE
    assert Pause.objects.get().until == living.START + 30 * DAY


def test_what_is_over_is_not_prolonged(held: Case, boss: User) -> None:
    pausing.end(case_id=held.pk, kind="HOLD", by=boss, today=living.START)

    with pytest.raises(pausing.UnableToEnd):
        change(held, boss, 20)
