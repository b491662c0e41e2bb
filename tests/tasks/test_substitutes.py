"""Somebody is away and a colleague acts: as much as both may, and the journal names both."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.tasks.conftest import NOW, TODAY, give
from webapp.audit.models import Entry
from webapp.staff.models import Role, User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import absences, leases, talk
from webapp.tasks.queries import substitutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(db: None) -> User:
    return factories.create_staff(role=Role.CALL_CENTER)


@pytest.fixture
def task(head: User, lawyer: User) -> Task:
    return give(by=head, assignee=lawyer)


def go_away(person: User, *, substitute: User, through: date = TODAY) -> None:
    absences.enter(
        person=person,
        substitute=substitute,
        first_on=TODAY,
        last_on=through,
        by=person,
        now=NOW,
    )


def test_what_a_substitute_does_is_journalled_as_done_for_the_absent(
    task: Task, lawyer: User, clerk: User
) -> None:
    go_away(lawyer, substitute=clerk)
    leases.claim(task_id=task.pk, by=clerk, now=NOW)
    said = talk.comment(task_id=task.pk, text="Звоню.", by=clerk, now=NOW)
    done = tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=clerk, today=TODAY)

    assert (said.acted_for, done.completed_by, done.completed_for) == (lawyer, clerk, lawyer)
    told = Entry.objects.get(name="tasks.task.completed").details
    assert (told["acted_for"], told["acted_for_name"]) == (lawyer.pk, str(lawyer))


def test_before_and_after_the_absence_a_substitute_does_nothing(
    task: Task, lawyer: User, clerk: User
) -> None:
    go_away(lawyer, substitute=clerk)

    with pytest.raises(leases.UnableToClaim):
        leases.claim(task_id=task.pk, by=clerk, now=NOW + timedelta(days=1))
    assert list(substitutes.absent(substitute=clerk, today=TODAY - timedelta(days=1))) == []


def test_an_absence_that_is_called_off_ends_the_substitution(lawyer: User, clerk: User) -> None:
    go_away(lawyer, substitute=clerk, through=TODAY + timedelta(days=9))

    absences.cancel(absence_id=lawyer.absences.get().pk, by=lawyer, now=NOW)

    assert list(substitutes.absent(substitute=clerk, today=TODAY)) == []
    with pytest.raises(absences.UnableToCancel):
        absences.cancel(absence_id=lawyer.absences.get().pk, by=lawyer, now=NOW)


def test_rights_do_not_grow_beyond_what_both_may(
    task: Task, lawyer: User, clerk: User, head: User
) -> None:
    go_away(lawyer, substitute=clerk)
    approve, close = "recovery.approve_package", "recovery.close_case"

    def may(user: User, permission: str) -> bool:
        return substitutes.both_may(task=task, user=user, permission=permission, today=TODAY)

    assert may(clerk, "tasks.complete_task")
    assert not may(clerk, approve)  # the absent lawyer may, the clerk may not
    absences.cancel(absence_id=lawyer.absences.get().pk, by=lawyer, now=NOW)
    go_away(lawyer, substitute=head)
    assert not may(head, close)  # the head may, the absent lawyer may not


def test_nobody_acts_for_who_has_left(task: Task, lawyer: User, clerk: User) -> None:
    go_away(lawyer, substitute=clerk)
    User.objects.filter(pk=lawyer.pk).update(is_active=False)

    with pytest.raises(leases.UnableToClaim):
        leases.claim(task_id=task.pk, by=clerk, now=NOW)


def test_rights_do_not_travel_from_substitute_to_substitute(
    task: Task, lawyer: User, clerk: User, other_lawyer: User
) -> None:
    go_away(lawyer, substitute=other_lawyer)
    go_away(other_lawyer, substitute=clerk)

    with pytest.raises(leases.UnableToClaim):
        leases.claim(task_id=task.pk, by=clerk, now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(2, 1, "last_on"), (-9, -1, "last_on"), (0, 0, "first_on")],
    ids=["out of order", "over already", "twice on a day"],
)
def test_days_that_cannot_be_are_refused(
    first: int, last: int, field: str, lawyer: User, clerk: User
) -> None:
    go_away(lawyer, substitute=clerk)

    with pytest.raises(absences.UnableToEnter) as refused:
        absences.enter(
            person=lawyer,
            substitute=clerk,
            first_on=TODAY + timedelta(days=first),
            last_on=TODAY + timedelta(days=last),
            by=lawyer,
            now=NOW,
        )

    assert refused.value.field == field


def test_nobody_substitutes_for_oneself(lawyer: User) -> None:
    with pytest.raises(absences.UnableToEnter):
        go_away(lawyer, substitute=lawyer)
