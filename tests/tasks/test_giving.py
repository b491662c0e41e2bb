"""People ask each other for something; what is wrong is refused in words."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from tests import factories
from tests.tasks.conftest import NOW, TODAY, give
from webapp.audit.models import Entry
from webapp.outbox.models import Row
from webapp.staff.models import Role, User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task, TaskComment
from webapp.tasks.operations import giving, talk
from webapp.tasks.operations.giving import About, UnableToCreate, Wanted

pytestmark = pytest.mark.django_db


def test_a_task_is_about_an_account_and_stands_in_the_journal(head: User) -> None:
    account = factories.create_account()

    task = give(by=head, about=About(account_id=account.pk), due_on=date(2026, 3, 9))

    assert (task.account, task.created_by, task.status) == (account, head, "OPEN")
    entry = Entry.objects.get(name="tasks.task.created")
    assert (entry.subject, entry.details["account_id"]) == (f"task:{task.pk}", account.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "Позвонить"}, "role"),
        ({"title": "Позвонить", "role": "LAWYER", "due_on": date(2026, 3, 1)}, "due_on"),
        ({"title": "О чём?", "role": "LAWYER", "about": About(1, 2)}, "account"),
    ],
    ids=["nothing is wanted", "of nobody", "too late", "about two things"],
)
def test_what_cannot_be_done_is_refused_and_says_what_is_wrong(
    wrong: dict[str, object], field: str, head: User
) -> None:
    with pytest.raises(UnableToCreate) as refused:
        giving.create(wanted=Wanted(**wrong), by=head, now=NOW)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert not Task.objects.exists()


def test_a_file_is_kept_once_and_no_more_than_there_is_room_for(head: User) -> None:
    task = give(by=head)
    scan = SimpleUploadedFile("скан.pdf", b"%PDF-1.7", content_type="application/pdf")
    many = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7") for n in range(talk.FILES_MAX)]

    talk.attach(task_id=task.pk, files=[scan, scan], by=head, now=NOW)
    with pytest.raises(talk.UnableToAttach):
        talk.attach(task_id=task.pk, files=many, by=head, now=NOW)

    assert [file.name for file in task.files.all()] == ["скан.pdf"]


def test_what_was_said_stays_as_it_was_written(head: User) -> None:
    task = give(by=head)
    said = talk.comment(task_id=task.pk, text=" Уже звонили. ", by=head, now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        TaskComment.objects.filter(pk=said.pk).update(text="Не звонили.")

    assert TaskComment.objects.get().text == "Уже звонили."


@pytest.mark.parametrize("words", [" ", "а" * (talk.WORDS_MAX + 1)], ids=["none", "too many"])
def test_a_comment_says_something_and_not_too_much(words: str, head: User) -> None:
    task = give(by=head)

    with pytest.raises(talk.UnableToComment):
        talk.comment(task_id=task.pk, text=words, by=head, now=NOW)


def test_an_open_task_is_marked_urgent_and_looked_at_again(head: User) -> None:
    task = give(by=head)

    talk.set_priority(task_id=task.pk, priority=Task.Priority.HIGH, by=head, now=NOW)
    talk.set_follow_up(task_id=task.pk, on=TODAY + timedelta(days=3), by=head, now=NOW)

    task.refresh_from_db()
    assert (task.priority, task.follow_up_on) == (3, date(2026, 3, 5))
    with pytest.raises(talk.UnableToMark):
        talk.set_follow_up(task_id=task.pk, on=TODAY - timedelta(days=1), by=head, now=NOW)
    with pytest.raises(talk.UnableToMark):
        talk.set_priority(task_id=task.pk, priority=9, by=head, now=NOW)


class TestFinishing:
    def finish(self, task: Task, by: User) -> Task:
        return tasks.complete(task_id=task.pk, outcome="DONE", result={}, by=by, today=TODAY)

    def test_no_process_is_told_of_what_people_asked(self, head: User) -> None:
        self.finish(give(by=head), head)

        assert not Row.objects.exists()

    def test_the_second_is_told_who_was_first(self, lawyer: User, head: User) -> None:
        lawyer.last_name, lawyer.first_name = "Петрова", "Анна"
        lawyer.save()
        task = give(by=head)
        self.finish(task, lawyer)

        with pytest.raises(tasks.UnableToComplete, match=r"Анна Петрова.* 02.03.2026"):
            self.finish(task, head)

    def test_twice_by_one_is_harmless(self, lawyer: User) -> None:
        task = give(by=lawyer)
        self.finish(task, lawyer)

        with pytest.raises(tasks.UnableToComplete):
            self.finish(task, lawyer)

        assert Entry.objects.filter(name="tasks.task.completed").count() == 1

    def test_what_is_finished_is_neither_marked_nor_added_to(self, lawyer: User) -> None:
        task = self.finish(give(by=lawyer), lawyer)

        with pytest.raises(talk.UnableToMark):
            talk.set_priority(task_id=task.pk, priority=1, by=lawyer, now=NOW)
        with pytest.raises(talk.UnableToAttach):
            talk.attach(task_id=task.pk, files=[], by=lawyer, now=NOW)
        with pytest.raises(DatabaseError), transaction.atomic():
            Task.objects.update(title="Другое")


def test_a_process_does_not_take_back_what_people_asked(head: User) -> None:
    give(by=head, role=Role.CREW)

    tasks.recall(subjects=["recovery_case:1"], ground="paid")

    assert Task.objects.get().status == Task.Status.OPEN
