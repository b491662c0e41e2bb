"""The task desk: asking colleagues, taking tasks up, many at once, and talking of them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.tasks.conftest import give
from webapp.processes.models import Case
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Absence, Task, TaskComment, TaskFile
from webapp.tasks.operations import leases, reminders
from webapp.tasks.operations.giving import About

LogIn = Callable[..., Client]


@pytest.fixture
def lawyer(morning: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


def to_many(deed: str) -> str:
    return reverse("admin:tasks_list_deed", args=[deed])


def page(task: Task) -> str:
    return reverse("admin:tasks_task", args=[task.pk])


def do(client: Client, task: Task, action: str, said: str = "") -> str:
    address = reverse("admin:tasks_do", args=[task.pk, action])
    return client.post(address, {"said": said}, follow=True).content.decode()


def test_a_colleague_is_asked_and_reports(lawyer: User, log_in: LogIn) -> None:
    client = log_in(lawyer)
    asked = {"title": "Позвонить в суд", "role": "LAWYER", "done_when": "Знаем дату"}

    shown = client.post(reverse("admin:tasks_new"), asked, follow=True).content.decode()
    task = Task.objects.get()
    client.post(page(task), {"outcome": "DONE", "date": "2026-03-02", "remarks": "12 марта"})

    assert "Позвонить в суд" in shown and "Знаем дату" in shown
    task.refresh_from_db()
    assert (task.status, task.completed_by) == ("DONE", lawyer)
    assert "12 марта" in client.get(page(task)).content.decode()


def test_a_term_that_ends_is_told_of_on_the_desk(lawyer: User, log_in: LogIn) -> None:
    give(by=lawyer, assignee=lawyer, due_on=date(2026, 3, 12))
    reminders.remind(today=date(2026, 3, 10))

    shown = log_in(lawyer).get(reverse("admin:tasks_list")).content.decode()

    assert "срок скоро истечёт" in shown


def test_what_is_wrong_is_said_beside_its_field(lawyer: User, log_in: LogIn) -> None:
    answer = log_in(lawyer).post(reverse("admin:tasks_new"), {"title": "Кому?"})

    assert "Выберите сотрудника или отдел." in answer.content.decode()
    assert not Task.objects.exists()


def test_a_crew_asks_nobody(log_in: LogIn, morning: None) -> None:
    assert log_in(Role.CREW).get(reverse("admin:tasks_new")).status_code == 403


def test_a_task_is_taken_up_given_back_and_talked_of(lawyer: User, log_in: LogIn) -> None:
    task, client = give(by=lawyer), log_in(lawyer)

    assert "Взято в работу" in do(client, task, "claim")
    assert "Жду ответа" in do(client, task, "comment", "Жду ответа")
    assert "Возвращено." in do(client, task, "give-back")
    assert TaskComment.objects.get().by == lawyer


def test_who_comes_second_is_told_who_has_it(lawyer: User, log_in: LogIn) -> None:
    task, other = give(by=lawyer), factories.create_staff(role=Role.LAWYER)
    other.last_name = "Зимина"
    other.save()
    leases.claim(task_id=task.pk, by=other, now=staff.business_now())

    assert "Зимина" in do(log_in(lawyer), task, "claim")


def test_of_many_each_says_what_came_of_it(lawyer: User, log_in: LogIn) -> None:
    free, taken = give(by=lawyer, title="Свободное"), give(by=lawyer, title="Занятое")
    other = factories.create_staff(role=Role.LAWYER)
    leases.claim(task_id=taken.pk, by=other, now=staff.business_now())
    sent = {"sure": "1", "ids": [free.pk, taken.pk, 10**18, "x"]}

    shown = log_in(lawyer).post(to_many("claim"), sent).content.decode()

    assert shown.count("ik-tag ok") == 1 and shown.count("ik-tag bad") == 1
    free.refresh_from_db()
    assert free.held_by == lawyer


def test_a_task_of_another_segment_is_not_there(lawyer: User, log_in: LogIn, morning: None) -> None:
    task = give(by=lawyer, about=About(account_id=factories.create_account().pk))
    stranger = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))
    client = log_in(stranger)

    assert client.get(page(task)).status_code == 404
    for action in ("claim", "comment", "give-back", "priority"):
        address = reverse("admin:tasks_do", args=[task.pk, action])
        assert client.post(address, {"said": "3"}).status_code == 404
    client.post(to_many("claim"), {"sure": "1", "ids": [task.pk]})
    task.refresh_from_db()
    assert task.held_by is None


@pytest.mark.parametrize("action", ["get-back", "comment", "drop"])
def test_only_what_makes_sense_is_done_to_many(action: str, lawyer: User, log_in: LogIn) -> None:
    task = give(by=lawyer)
    sent = {"sure": "1", "ids": [task.pk]}

    assert log_in(lawyer).post(to_many(action), sent).status_code == 404


class TestAbsence:
    """Somebody is away, somebody acts, and the history names both."""

    def enter(self, client: Client, person: User, substitute: User) -> str:
        days = {"first_on": "2026-03-02", "last_on": "2026-03-06"}
        sent = {"person": person.pk, "substitute": substitute.pk, **days}
        address = reverse("admin:tasks_absences")
        return client.post(address, sent, follow=True).content.decode()

    def test_what_a_substitute_does_names_the_absent_colleague(
        self, lawyer: User, log_in: LogIn
    ) -> None:
        lawyer.last_name = "Отпускникова"
        lawyer.save()
        clerk = factories.create_staff(role=Role.CALL_CENTER)
        task = give(by=lawyer, assignee=lawyer)

        told = self.enter(log_in(lawyer), lawyer, clerk)
        assert "Отсутствие записано." in told and "Такие задачи будут ждать" in told
        acting = log_in(clerk)
        assert "вы замещаете" in acting.get(reverse("admin:tasks_list")).content.decode()
        acting.post(page(task), {"outcome": "DONE", "date": "2026-03-02", "remarks": "готово"})

        task.refresh_from_db()
        assert (task.completed_by, task.completed_for) == (clerk, lawyer)
        shown = log_in(Role.HEAD_OF_LEGAL).get(page(task)).content.decode()
        assert shown.count("вместо сотрудника") == 2 and "Отпускникова" in shown

    def test_of_a_colleague_only_the_head_writes_it_down(self, lawyer: User, log_in: LogIn) -> None:
        other = factories.create_staff(role=Role.LAWYER)

        self.enter(log_in(lawyer), other, lawyer)
        assert not Absence.objects.exists()
        self.enter(log_in(Role.HEAD_OF_LEGAL), other, lawyer)
        assert Absence.objects.get().substitute == lawyer

    def test_is_called_off_by_whoever_is_away_and_not_by_the_substitute(
        self, lawyer: User, log_in: LogIn
    ) -> None:
        other = factories.create_staff(role=Role.LAWYER)
        self.enter(log_in(lawyer), lawyer, other)
        address = reverse("admin:tasks_absence_cancel", args=[Absence.objects.get().pk])

        log_in(other).post(address)
        assert Absence.objects.get().canceled_at is None
        log_in(lawyer).post(address)
        assert Absence.objects.get().canceled_at is not None


class TestHeldByAnother:
    """A colleague has taken the task up: nobody finishes it or gives it away by mistake."""

    @pytest.fixture
    def task(self, lawyer: User) -> Task:
        task = give(by=lawyer)
        other = factories.create_staff(role=Role.LAWYER)
        other.last_name = "Зимина"
        other.save()
        leases.claim(task_id=task.pk, by=other, now=staff.business_now())
        return task

    def test_it_is_finished_only_when_one_says_to_take_it_over(
        self, task: Task, lawyer: User, log_in: LogIn
    ) -> None:
        client, report = log_in(lawyer), {"outcome": "DONE", "date": "2026-03-02"}

        asked = client.post(page(task), report).content.decode()
        task.refresh_from_db()
        assert (task.status, "Зимина" in asked) == ("OPEN", True)
        assert 'name="take_over"' in asked
        client.post(page(task), {**report, "take_over": "1"})

        task.refresh_from_db()
        assert (task.status, task.completed_by) == ("DONE", lawyer)
        history = client.get(page(task)).content.decode().partition("<h2>История</h2>")[2]
        assert "забрано у сотрудника" in history and "Зимина" in history

    def test_it_is_given_away_only_when_one_says_to_take_it_over(
        self, task: Task, lawyer: User, log_in: LogIn
    ) -> None:
        client, head = log_in(lawyer), factories.create_staff(role=Role.HEAD_OF_LEGAL)
        address = reverse("admin:tasks_forward", args=[task.pk])

        asked = client.post(address, {"to": head.pk}, follow=True).content.decode()
        task.refresh_from_db()
        assert (task.assignee, "Зимина" in asked) == (None, True)
        client.post(address, {"to": head.pk, "take_over": "1"})

        task.refresh_from_db()
        assert task.assignee == head

    def test_who_finishes_second_is_told_who_was_first(
        self, task: Task, lawyer: User, log_in: LogIn
    ) -> None:
        first, report = Task.objects.get().held_by, {"outcome": "DONE", "date": "2026-03-02"}
        assert first is not None

        for _time in range(2):
            log_in(first).post(page(task), report)
        told = log_in(lawyer).post(page(task), {**report, "remarks": "моё"}).content.decode()

        task.refresh_from_db()
        assert (task.completed_by, task.remarks) == (first, "")
        assert "Зимина" in told and "моё" in told


def test_a_task_of_no_department_may_be_given_to_anybody_who_sees_it(
    lawyer: User, log_in: LogIn
) -> None:
    account = factories.create_account()
    task = give(by=lawyer, assignee=lawyer, about=About(account_id=account.pk))
    clerk = factories.create_staff(role=Role.CALL_CENTER)
    of_firms = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))

    offered = set(log_in(lawyer).get(page(task)).context["forward"].fields["to"].queryset)

    assert clerk in offered and of_firms not in offered


def test_who_leaves_a_task_to_a_colleague_goes_on_answering_for_it(
    lawyer: User, log_in: LogIn
) -> None:
    task, other = give(by=lawyer, assignee=lawyer), factories.create_staff(role=Role.LAWYER)

    address = reverse("admin:tasks_forward", args=[task.pk])
    log_in(lawyer).post(address, {"to": other.pk, "keeps": "1"})

    task.refresh_from_db()
    assert (task.assignee, task.responsible) == (other, lawyer)


def test_a_task_is_marked_urgent_and_looked_at_again(lawyer: User, log_in: LogIn) -> None:
    task, client = give(by=lawyer, assignee=lawyer), log_in(lawyer)
    address = reverse("admin:tasks_do", args=[task.pk, "follow-up"])

    client.post(address, {"on": "2026-03-01"})
    client.post(address, {"on": "нет"})
    assert Task.objects.get().follow_up_on is None
    client.post(address, {"on": "2026-03-02"})
    client.post(reverse("admin:tasks_do", args=[task.pk, "priority"]), {"priority": "3"})

    task.refresh_from_db()
    assert (task.follow_up_on, task.priority) == (date(2026, 3, 2), Task.Priority.HIGH)
    listed = client.get(reverse("admin:tasks_list"), {"tab": "look"})
    assert [row.task for row in listed.context["rows"]] == [task]


class TestFiles:
    def lay(self, client: Client, task: Task, content: bytes, name: str = "письмо.pdf") -> str:
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        address = reverse("admin:tasks_attach", args=[task.pk])
        return client.post(address, {"attachments": [file]}, follow=True).content.decode()

    def test_a_file_is_kept_and_given_out_as_a_download(self, lawyer: User, log_in: LogIn) -> None:
        task, client = give(by=lawyer), log_in(lawyer)

        assert "письмо.pdf" in self.lay(client, task, b"%PDF-1.7 x")
        given = client.get(reverse("admin:tasks_file", args=[task.pk, TaskFile.objects.get().pk]))

        assert b"".join(given.streaming_content) == b"%PDF-1.7 x"
        assert given["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize(
        "content",
        [b"MZ\x90 a program", b"<html>", b"PK\x03\x04 no archive", b"%PDF-" + b"0" * 10_485_760],
    )
    def test_what_is_no_paper_or_is_too_large_is_not_kept(
        self, content: bytes, lawyer: User, log_in: LogIn
    ) -> None:
        task = give(by=lawyer)

        assert "до 10 МБ" in self.lay(log_in(lawyer), task, content)
        assert not TaskFile.objects.exists()

    def test_of_a_task_that_one_does_not_see_it_is_not_there(
        self, lawyer: User, log_in: LogIn
    ) -> None:
        task = give(by=lawyer, about=About(account_id=factories.create_account().pk))
        self.lay(log_in(lawyer), task, b"%PDF-1.7")
        stranger = log_in(factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",)))

        file = reverse("admin:tasks_file", args=[task.pk, TaskFile.objects.get().pk])
        assert stranger.get(file).status_code == 404


class TestMany:
    """What is done to all that were ticked says of each what came of it."""

    def test_are_given_to_a_colleague_who_may_do_them(self, lawyer: User, log_in: LogIn) -> None:
        ours = give(by=lawyer, assignee=lawyer)
        of_crew = give(by=lawyer, assignee=lawyer, role=Role.CREW)
        clerk = factories.create_staff(role=Role.CALL_CENTER)
        sent = {"sure": "1", "to": clerk.pk, "ids": [ours.pk, of_crew.pk]}

        shown = log_in(lawyer).post(to_many("forward"), sent).content.decode()

        assert shown.count("ik-tag ok") == 1 and shown.count("ik-tag bad") == 1
        assert Task.objects.get(assignee=clerk) == ours

    def test_are_finished_with_one_answer_for_each_kind(self, lawyer: User, log_in: LogIn) -> None:
        done, taken = give(by=lawyer, assignee=lawyer), give(by=lawyer)
        other = factories.create_staff(role=Role.LAWYER)
        leases.claim(task_id=taken.pk, by=other, now=staff.business_now())
        client, ids = log_in(lawyer), [done.pk, taken.pk]

        asked = client.post(reverse("admin:tasks_finish"), {"ids": ids})
        assert [len(group.tasks) for group in asked.context["groups"]] == [2]
        answer = {"sure": "1", "ids": ids, "date": "2026-03-02", "outcome-:free": "DONE"}
        shown = client.post(reverse("admin:tasks_finish"), answer).content.decode()

        assert shown.count("ik-tag ok") == 1 and shown.count("ik-tag bad") == 1
        assert Task.objects.get(status="DONE") == done

    def test_that_are_left_as_they_are_stay_so(self, lawyer: User, log_in: LogIn) -> None:
        task = give(by=lawyer, assignee=lawyer)
        answer = {"sure": "1", "ids": [task.pk], "date": "2026-03-02", "outcome-:free": ""}

        log_in(lawyer).post(reverse("admin:tasks_finish"), answer)

        assert Task.objects.get().status == "OPEN"

    def test_a_report_that_asks_for_more_is_not_guessed(self, case: Case, log_in: LogIn) -> None:
        task = Task.objects.get(kind="deliver_by_post")
        client, field = log_in(Role.HEAD_OF_LEGAL), f"outcome-{task.process}:{task.kind}"
        answer = {"sure": "1", "ids": [task.pk], "date": "2026-03-02", field: "DELIVERED"}

        shown = client.post(reverse("admin:tasks_finish"), answer).content.decode()

        task.refresh_from_db()
        assert (task.status, shown.count("ik-tag bad")) == ("OPEN", 1)


class TestCriteria:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"search": "позвонить"}, 1),
            ({"search": "позвонить завтра"}, 0),
            ({"kind": ":free"}, 1),
            ({"kind": "debt_recovery:approve"}, 0),
            ({"due": "2026-03-02"}, 0),
            ({"due": "2026-03-31"}, 1),
            ({"due_from": "2026-03-13"}, 0),
            ({"person": "0"}, 0),
            ({"person": "x", "due": "31.31.31", "kind": "", "tab": "no"}, 1),
        ],
    )
    def test_the_list_is_narrowed(
        self, asked: dict[str, str], found: int, lawyer: User, log_in: LogIn
    ) -> None:
        give(by=lawyer, assignee=lawyer, due_on=date(2026, 3, 12))

        listed = log_in(lawyer).get(reverse("admin:tasks_list"), asked)

        assert len(listed.context["rows"]) == found
