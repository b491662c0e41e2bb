"""Several people at one task at one moment, each on a connection of their own."""

import threading
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests import factories
from tests.tasks.conftest import NOW, TODAY, give
from webapp.audit.models import Entry
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Absence, Reminder, TaskFile
from webapp.tasks.operations import absences, handing, leases, reminders, talk

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def at_once(deed: Callable[[User], object], people: list[User]) -> list[object]:
    """Let everybody do the same at one moment; return what came of it for each."""
    ready, came = threading.Barrier(len(people)), []

    def do(person: User) -> None:
        ready.wait(timeout=30)
        try:
            came.append(deed(person))
        except Exception as refusal:
            came.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came


@pytest.fixture
def people() -> list[User]:
    return [factories.create_staff() for _person in range(PEOPLE)]


def kinds(came: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in came)


def test_of_six_who_take_a_task_up_one_gets_it_and_the_others_are_told_who(
    people: list[User],
) -> None:
    task = give(by=people[0])

    came = at_once(lambda one: leases.claim(task_id=task.pk, by=one, now=NOW), people)

    assert kinds(came) == ["Task", *["UnableToClaim"] * (PEOPLE - 1)]
    task.refresh_from_db()
    refused = [str(one) for one in came if isinstance(one, leases.UnableToClaim)]
    assert all(str(task.held_by) in words for words in refused)


def test_of_six_who_finish_a_task_one_is_first(people: list[User]) -> None:
    task = give(by=people[0])

    came = at_once(
        lambda one: tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=one, today=TODAY),
        people,
    )

    assert kinds(came) == ["Task", *["UnableToComplete"] * (PEOPLE - 1)]
    assert Entry.objects.filter(name="tasks.task.completed").count() == 1


def test_a_task_is_taken_up_or_finished_and_nobody_finishes_what_another_has(
    people: list[User],
) -> None:
    task = give(by=people[0])

    def both(one: User) -> object:
        if one in people[:3]:
            return leases.claim(task_id=task.pk, by=one, now=NOW)
        done = {"task_id": task.pk, "outcome": "DONE", "result": {}, "today": TODAY}
        return tasks.complete(**done, by=one, now=NOW)  # type: ignore[arg-type]

    came = at_once(both, people)

    task.refresh_from_db()
    assert kinds(came).count("Task") == 1
    if task.status == "DONE":
        assert task.completed_by in people[3:]
    else:
        assert kinds(came).count("HeldByAnother") == 3 and task.held_by in people[:3]


def test_a_task_is_got_back_or_finished_and_never_both(people: list[User]) -> None:
    giver, doer = people[:2]
    task = give(by=giver)
    handing.forward(task_id=task.pk, to=doer, by=giver, now=NOW)

    def both(one: User) -> object:
        if one == giver:
            return handing.get_back(task_id=task.pk, by=giver)
        return tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=doer, today=TODAY)

    at_once(both, [giver, doer])

    task.refresh_from_db()
    assert (task.status, task.completed_by) == ("DONE", doer)
    got_back = Entry.objects.filter(name="tasks.task.got-back").exists()
    assert task.assignee == (giver if got_back else doer)


def test_files_laid_at_once_never_go_beyond_the_limit(people: list[User]) -> None:
    task = give(by=people[0])

    def lay(one: User) -> object:
        files = [SimpleUploadedFile(f"{one.pk}-{n}.pdf", b"%PDF-1.7") for n in range(5)]
        return talk.attach(task_id=task.pk, files=files, by=one, now=NOW)

    at_once(lay, people)

    assert TaskFile.objects.count() == 10


def test_two_absences_for_the_same_days_are_not_entered_at_once(people: list[User]) -> None:
    away, *others = people

    def enter(one: User) -> object:
        return absences.enter(
            person=away, substitute=one, first_on=TODAY, last_on=TODAY, by=away, now=NOW
        )

    came = at_once(enter, others)

    assert kinds(came).count("Absence") == 1
    assert Absence.objects.count() == 1


def test_reminding_at_once_tells_everybody_once(people: list[User]) -> None:
    for person in people:
        give(by=people[0], assignee=person, due_on=TODAY.replace(day=12))

    at_once(lambda _one: reminders.remind(today=TODAY.replace(day=8)), people)

    assert Reminder.objects.count() == PEOPLE
