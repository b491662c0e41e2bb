"""Whose the tasks of a case are: whoever leads it does them, and they follow it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.processes.conftest import START, Request
from webapp.processes.models import Case
from webapp.processes.operations import executors
from webapp.processes.queries import worklist
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import absences, handing, leases
from webapp.tasks.queries import history

NOW = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Moscow"))
Begin = Callable[..., Request]


@pytest.fixture
def lawyer(db: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


@pytest.fixture
def other_lawyer(db: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


def led_by(request: Request, person: User) -> Request:
    Case.objects.filter(pk=request.case.pk).update(executor=person)
    return request


def asked_of(request: Request) -> Task:
    request.live()
    return Task.objects.get(case=request.case, status="OPEN")


def lead(request: Request, person: User, *, by: User) -> None:
    executors.assign(case_id=request.case.pk, executor_id=person.pk, by=by, today=START)


def on_list(user: User, name: str) -> list[Task]:
    found = worklist.lists(user=user, now=NOW)[name]
    return list(worklist.visible(user=user, now=NOW).filter(found))


def test_whoever_leads_a_case_does_its_tasks(
    errand: Begin, lawyer: User, other_lawyer: User
) -> None:
    task = asked_of(led_by(errand(stage=1), lawyer))

    assert task.assignee == lawyer
    assert (on_list(lawyer, "mine"), on_list(lawyer, "role")) == ([task], [])
    assert (on_list(other_lawyer, "mine"), on_list(other_lawyer, "role")) == ([], [])


def test_a_task_of_a_case_that_nobody_leads_is_anybodys_of_its_role(
    errand: Begin, lawyer: User, other_lawyer: User
) -> None:
    task = asked_of(errand(stage=1))

    assert task.assignee is None
    assert (on_list(lawyer, "mine"), on_list(lawyer, "role")) == ([], [task])
    leases.claim(task_id=task.pk, by=lawyer, now=NOW)
    assert (on_list(lawyer, "mine"), on_list(lawyer, "role")) == ([task], [])
    assert on_list(other_lawyer, "role") == []


def test_a_leader_of_another_role_is_not_asked(errand: Begin) -> None:
    clerk = factories.create_staff(role=Role.CALL_CENTER)

    assert asked_of(led_by(errand(stage=1), clerk)).assignee is None


def test_a_leader_who_is_away_is_not_asked(errand: Begin, lawyer: User, other_lawyer: User) -> None:
    absences.enter(
        person=lawyer, substitute=other_lawyer, first_on=START, last_on=START, by=lawyer, now=NOW
    )

    assert asked_of(led_by(errand(stage=1), lawyer)).assignee is None


def test_what_is_approved_others_look_at(request_case: Begin, lawyer: User) -> None:
    request = led_by(request_case(), lawyer)
    request.surveyed()

    assert asked_of(request).assignee is None
    assert len(on_list(lawyer, "role")) == 1


class TestAnotherLeads:
    def test_open_tasks_follow_the_case(
        self, errand: Begin, lawyer: User, other_lawyer: User, boss: User
    ) -> None:
        request = led_by(errand(stage=1), lawyer)
        task = asked_of(request)

        lead(request, other_lawyer, by=boss)

        task.refresh_from_db()
        assert task.assignee == other_lawyer
        told = history.of(task=task)[0]
        assert (told.by, told.to) == (boss, str(other_lawyer))

    def test_what_nobody_had_is_the_new_leaders(
        self, errand: Begin, lawyer: User, boss: User
    ) -> None:
        request = errand(stage=1)
        task = asked_of(request)

        lead(request, lawyer, by=boss)

        task.refresh_from_db()
        assert task.assignee == lawyer

    def test_what_the_new_leader_may_not_do_is_anybodys_of_its_role(
        self, errand: Begin, lawyer: User, boss: User
    ) -> None:
        request = led_by(errand(stage=1), lawyer)
        task = asked_of(request)

        lead(request, boss, by=boss)

        task.refresh_from_db()
        assert task.assignee is None

    def test_what_was_given_to_a_colleague_or_taken_up_stays_there(
        self, errand: Begin, lawyer: User, other_lawyer: User, boss: User
    ) -> None:
        third = factories.create_staff(role=Role.LAWYER)
        given, taken = led_by(errand(stage=1), lawyer), errand(stage=1)
        handing.forward(task_id=asked_of(given).pk, to=third, by=lawyer, now=NOW)
        leases.claim(task_id=asked_of(taken).pk, by=third, now=NOW)

        for request in (given, taken):
            lead(request, other_lawyer, by=boss)

        assert Task.objects.get(case=given.case).assignee == third
        assert Task.objects.get(case=taken.case).held_by == third
        assert Task.objects.get(case=taken.case).assignee is None

    def test_a_closed_case_keeps_its_leader(self, errand: Begin, lawyer: User, boss: User) -> None:
        request = errand(stage=1)
        Case.objects.filter(pk=request.case.pk).update(closed_on=START, close_reason="DONE")

        with pytest.raises(executors.UnableToAssign):
            lead(request, lawyer, by=boss)
