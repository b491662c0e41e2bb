"""Who sees which tasks: one's own within the segment, a crew its orders, a substitute both's."""

import pytest

from tests import factories
from tests.tasks.conftest import NOW, TODAY, give
from webapp.processes.queries import worklist
from webapp.staff.models import Role, User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import absences, handing, leases
from webapp.tasks.operations.giving import About

pytestmark = pytest.mark.django_db


def sees(user: User, task: Task) -> bool:
    return worklist.readable(user=user, now=NOW).filter(pk=task.pk).exists()


def is_to_do(user: User, task: Task) -> bool:
    return worklist.to_me(user=user, now=NOW).filter(pk=task.pk).exists()


def test_a_stranger_does_not_see_what_colleagues_ask_of_each_other(
    head: User, lawyer: User, other_lawyer: User
) -> None:
    task = give(by=lawyer, assignee=other_lawyer)
    clerk = factories.create_staff(role=Role.CALL_CENTER)

    assert sees(lawyer, task) and sees(other_lawyer, task) and sees(head, task)
    assert not sees(clerk, task)


def test_what_is_taken_up_is_no_more_to_be_done_by_the_others(
    head: User, lawyer: User, other_lawyer: User
) -> None:
    task = give(by=head)
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)

    assert is_to_do(lawyer, task) and not is_to_do(other_lawyer, task)
    assert sees(other_lawyer, task)


class TestSegments:
    @pytest.fixture
    def of_firms(self, db: None) -> User:
        return factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))

    @pytest.fixture
    def of_the_south(self, db: None) -> User:
        return factories.create_staff(role=Role.LAWYER, districts=("south",))

    def test_a_task_about_an_account_is_seen_within_its_segment(
        self, head: User, lawyer: User, of_firms: User, of_the_south: User
    ) -> None:
        task = give(by=head, about=About(account_id=factories.create_account().pk))

        assert sees(lawyer, task)
        assert not sees(of_firms, task) and not sees(of_the_south, task)

    def test_a_task_about_a_party_too(self, head: User, lawyer: User, of_firms: User) -> None:
        task = give(by=head, about=About(party_id=factories.create_person().pk))

        assert sees(lawyer, task) and not sees(of_firms, task)

    def test_a_task_about_nothing_is_seen_by_everybody_of_its_role(
        self, head: User, of_firms: User
    ) -> None:
        assert sees(of_firms, give(by=head))

    def test_a_substitute_of_another_segment_does_not_see_what_the_absent_does(
        self, head: User, lawyer: User, of_firms: User
    ) -> None:
        task = give(by=head, assignee=lawyer, about=About(account_id=factories.create_account().pk))
        absences.enter(
            person=lawyer, substitute=of_firms, first_on=TODAY, last_on=TODAY, by=head, now=NOW
        )

        assert not sees(of_firms, task)


class TestSubstitutes:
    def test_a_substitute_does_the_tasks_of_the_absent_while_the_colleague_is_away(
        self, head: User, lawyer: User
    ) -> None:
        clerk = factories.create_staff(role=Role.CALL_CENTER)
        task = give(by=head, assignee=lawyer)
        assert not sees(clerk, task)

        absences.enter(
            person=lawyer, substitute=clerk, first_on=TODAY, last_on=TODAY, by=head, now=NOW
        )

        assert is_to_do(clerk, task)
        assert worklist.may_do(task, user=clerk, now=NOW)

    def test_what_lies_with_the_role_of_the_absent_is_not_the_substitutes(
        self, head: User, lawyer: User
    ) -> None:
        clerk = factories.create_staff(role=Role.CALL_CENTER)
        task = give(by=head, role=Role.LAWYER)
        absences.enter(
            person=lawyer, substitute=clerk, first_on=TODAY, last_on=TODAY, by=head, now=NOW
        )

        assert not sees(clerk, task)


class TestCrews:
    @pytest.fixture
    def crews(self, db: None) -> list[User]:
        return [factories.create_staff(role=Role.CREW) for _crew in range(2)]

    def test_a_crew_does_not_see_what_another_crew_was_given(
        self, head: User, crews: list[User]
    ) -> None:
        task = give(by=head, role=Role.CREW)
        assert all(sees(crew, task) for crew in crews)

        handing.forward(task_id=task.pk, to=crews[0], by=head, now=NOW)

        assert [sees(crew, task) for crew in crews] == [True, False]

    def test_nor_what_another_has_taken_up_or_done(self, head: User, crews: list[User]) -> None:
        task = give(by=head, role=Role.CREW)
        leases.claim(task_id=task.pk, by=crews[0], now=NOW)
        assert [sees(crew, task) for crew in crews] == [True, False]

        tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=crews[0], today=TODAY)

        assert [sees(crew, task) for crew in crews] == [True, False]

    def test_nor_what_is_asked_of_other_departments(self, head: User, crews: list[User]) -> None:
        assert not sees(crews[0], give(by=head, role=Role.LAWYER))
