"""Taking a task up and giving it back: one has it, for some hours."""

from datetime import timedelta

import pytest

from tests.tasks.conftest import NOW, give
from webapp.staff.models import Role, User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import handing, leases, talk
from webapp.tasks.operations.leases import LEASE, UnableToClaim, UnableToGiveBack

pytestmark = pytest.mark.django_db
LATER = NOW + LEASE


@pytest.fixture
def task(head: User) -> Task:
    return give(by=head, role=Role.LAWYER)


def test_what_one_has_taken_up_another_is_told_of(
    task: Task, lawyer: User, other_lawyer: User
) -> None:
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)

    with pytest.raises(UnableToClaim, match=r"02\.03\.2026 14:00"):
        leases.claim(task_id=task.pk, by=other_lawyer, now=NOW)

    task.refresh_from_db()
    assert task.holder(now=NOW) == lawyer


def test_after_some_hours_it_is_everybodys_again(
    task: Task, lawyer: User, other_lawyer: User
) -> None:
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)

    taken = leases.claim(task_id=task.pk, by=other_lawyer, now=LATER)

    assert taken.holder(now=LATER) == other_lawyer


def test_work_keeps_it_for_longer(task: Task, lawyer: User, other_lawyer: User) -> None:
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)
    talk.comment(task_id=task.pk, text="Жду ответа.", by=lawyer, now=NOW + timedelta(hours=3))

    with pytest.raises(UnableToClaim):
        leases.claim(task_id=task.pk, by=other_lawyer, now=LATER)


def test_the_work_of_another_does_not(task: Task, lawyer: User, other_lawyer: User) -> None:
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)
    talk.comment(task_id=task.pk, text="Ну как?", by=other_lawyer, now=NOW + timedelta(hours=3))

    assert leases.claim(task_id=task.pk, by=other_lawyer, now=LATER).held_by == other_lawyer


def test_given_back_it_is_everybodys(task: Task, lawyer: User, other_lawyer: User) -> None:
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)

    leases.give_back(task_id=task.pk, by=lawyer, now=NOW)

    assert leases.claim(task_id=task.pk, by=other_lawyer, now=NOW).held_by == other_lawyer


def test_nobody_gives_back_what_another_has(task: Task, lawyer: User, other_lawyer: User) -> None:
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)

    with pytest.raises(UnableToGiveBack):
        leases.give_back(task_id=task.pk, by=other_lawyer, now=NOW)


def test_what_was_given_to_one_person_goes_back_to_its_giver(head: User, lawyer: User) -> None:
    own = give(by=head, assignee=lawyer)

    leases.give_back(task_id=own.pk, by=lawyer, now=NOW)

    own.refresh_from_db()
    assert own.assignee == head


def test_what_was_given_to_a_colleague_is_not_taken_up_by_another(
    head: User, lawyer: User, other_lawyer: User
) -> None:
    own = give(by=head, assignee=lawyer)

    with pytest.raises(UnableToClaim, match=str(lawyer)):
        leases.claim(task_id=own.pk, by=other_lawyer, now=NOW)


def test_what_is_finished_is_not_taken_up(task: Task, lawyer: User) -> None:
    tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=lawyer, today=NOW.date())

    with pytest.raises(UnableToClaim, match="закрыто"):
        leases.claim(task_id=task.pk, by=lawyer, now=NOW)
    with pytest.raises(UnableToGiveBack, match="закрыто"):
        leases.give_back(task_id=task.pk, by=lawyer, now=NOW)


class TestHanding:
    def test_a_giver_gets_back_what_is_not_finished(
        self, task: Task, head: User, lawyer: User
    ) -> None:
        handing.forward(task_id=task.pk, to=lawyer, by=head, now=NOW)

        handing.get_back(task_id=task.pk, by=head)

        task.refresh_from_db()
        assert (task.assignee, task.assigned_by) == (head, None)

    def test_nobody_else_gets_it(self, task: Task, head: User, lawyer: User) -> None:
        handing.forward(task_id=task.pk, to=lawyer, by=head, now=NOW)

        with pytest.raises(handing.UnableToGetBack):
            handing.get_back(task_id=task.pk, by=lawyer)

    def test_whoever_leaves_a_task_to_a_colleague_still_answers_for_it(
        self, task: Task, lawyer: User, other_lawyer: User
    ) -> None:
        leases.claim(task_id=task.pk, by=lawyer, now=NOW)

        handing.delegate(task_id=task.pk, to=other_lawyer, by=lawyer, now=NOW)

        task.refresh_from_db()
        assert (task.assignee, task.responsible, task.held_by) == (other_lawyer, lawyer, None)
        leases.give_back(task_id=task.pk, by=other_lawyer, now=NOW)
        task.refresh_from_db()
        assert (task.assignee, task.responsible) == (lawyer, None)

    def test_nobody_leaves_to_a_colleague_what_is_not_the_persons_own(
        self, task: Task, lawyer: User, other_lawyer: User
    ) -> None:
        with pytest.raises(handing.UnableToForward):
            handing.delegate(task_id=task.pk, to=other_lawyer, by=lawyer, now=NOW)

    def test_nobody_leaves_a_task_to_oneself(self, task: Task, lawyer: User) -> None:
        leases.claim(task_id=task.pk, by=lawyer, now=NOW)

        with pytest.raises(handing.UnableToForward):
            handing.delegate(task_id=task.pk, to=lawyer, by=lawyer, now=NOW)

    def test_what_is_finished_is_not_given_away(self, task: Task, head: User, lawyer: User) -> None:
        tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=lawyer, today=NOW.date())

        with pytest.raises(handing.UnableToForward):
            handing.forward(task_id=task.pk, to=lawyer, by=head, now=NOW)
