"""Who reads, finishes and gives away the tasks of a case, and who may read its papers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
DELIVERED = {"outcome": "DELIVERED", "date": "2026-03-02", "number": "80110012345672"}


@pytest.fixture
def task(case: Case) -> Task:
    """The registered letter of the case, a task of the call center."""
    return Task.objects.get()


def page(task: Task) -> str:
    return reverse("admin:tasks_task", args=[task.pk])


def contract_of_two_districts() -> tuple[Account, Account]:
    firm = factories.create_organization()
    contract = factories.create_contract(party=firm)
    north = factories.create_debtor(
        party=firm, contract=contract, today=living.START, monthly=Decimal(90000)
    )
    elsewhere = factories.create_district(code="south", name="Южный")
    south = factories.create_debtor(
        party=firm,
        contract=contract,
        today=living.START,
        monthly=Decimal(90000),
        district=elsewhere,
    )
    return north, south


class TestTaskOfTheCase:
    def test_every_link_of_the_page_of_a_case_opens_for_whoever_sees_it(
        self, case: Case, task: Task, log_in: LogIn
    ) -> None:
        lawyer = log_in(Role.LAWYER)

        assert (
            page(task)
            in lawyer.get(reverse("admin:recovery_case", args=[case.pk])).content.decode()
        )
        assert lawyer.get(page(task)).status_code == 200

    def test_a_report_and_its_photos_are_read_by_the_lawyer_of_the_case(
        self, task: Task, log_in: LogIn
    ) -> None:
        Task.objects.update(
            kind="restriction",
            role=Role.CREW,
            status="DONE",
            outcome="DONE",
            completed_on=date(2026, 3, 2),
        )
        photo = task.photos.create(name="door.png", content_type="image/png", content=b"\x89PNG")
        lawyer = log_in(Role.LAWYER)

        assert "door.png" in lawyer.get(page(task)).content.decode()
        assert (
            lawyer.get(reverse("admin:tasks_photo", args=[task.pk, photo.pk])).content == b"\x89PNG"
        )

    def test_is_not_finished_by_another_role_that_may_read_it(
        self, task: Task, log_in: LogIn
    ) -> None:
        lawyer = log_in(Role.LAWYER)

        assert lawyer.get(page(task)).context["form"] is None
        lawyer.post(page(task), DELIVERED)
        task.refresh_from_db()
        assert task.status == Task.Status.OPEN

    def test_is_not_given_away_by_another_role_that_may_read_it(
        self, task: Task, log_in: LogIn
    ) -> None:
        colleague = factories.create_staff(role=Role.CALL_CENTER)

        log_in(Role.LAWYER).post(
            reverse("admin:tasks_forward", args=[task.pk]), {"to": colleague.pk}
        )

        task.refresh_from_db()
        assert task.assignee is None

    @pytest.mark.parametrize("how", ["of the role", "assigned"])
    def test_is_finished_by_whose_it_is(self, task: Task, log_in: LogIn, how: str) -> None:
        person = factories.create_staff(
            role=Role.CALL_CENTER if how == "of the role" else Role.LAWYER
        )
        Task.objects.update(assignee=person if how == "assigned" else None)

        log_in(person).post(page(task), DELIVERED)

        task.refresh_from_db()
        assert (task.status, task.completed_by) == (Task.Status.DONE, person)

    def test_of_another_segment_is_not_there(self, task: Task, log_in: LogIn) -> None:
        assert log_in(Role.LAWYER, kinds=("ORGANIZATION",)).get(page(task)).status_code == 404


class TestPaper:
    def test_and_message_are_not_shown_without_the_right_to_read_them(
        self, case: Case, log_in: LogIn
    ) -> None:
        text = (
            log_in(Role.ACCOUNTANT)
            .get(reverse("admin:recovery_case", args=[case.pk]))
            .content.decode()
        )
        seen = (
            log_in(Role.LAWYER).get(reverse("admin:recovery_case", args=[case.pk])).content.decode()
        )

        paper = reverse("admin:recovery_paper", args=[Document.objects.get().pk, "pdf"])
        assert paper in seen and "<h2>Сообщения</h2>" in seen
        assert paper not in text and "<h2>Сообщения</h2>" not in text

    def test_of_another_step_is_not_read_by_a_crew(self, task: Task, log_in: LogIn) -> None:
        Task.objects.update(role=Role.CREW, kind="restriction", stage=2)
        crew, paper = log_in(Role.CREW), Document.objects.get()

        assert paper.number not in crew.get(page(task)).content.decode()
        assert crew.get(reverse("admin:recovery_paper", args=[paper.pk, "docx"])).status_code == 404


class TestColleague:
    def test_who_does_not_see_the_debtor_is_not_offered_a_task(
        self, task: Task, boss: User, log_in: LogIn
    ) -> None:
        of_persons = factories.create_staff(role=Role.CALL_CENTER, kinds=("PERSON",))
        of_firms = factories.create_staff(role=Role.CALL_CENTER, kinds=("ORGANIZATION",))
        client = log_in(boss)

        offered = set(client.get(page(task)).context["forward"].fields["to"].queryset)
        client.post(reverse("admin:tasks_forward", args=[task.pk]), {"to": of_firms.pk})

        task.refresh_from_db()
        assert of_persons in offered and of_firms not in offered
        assert task.assignee is None

    def test_who_does_not_see_the_debtor_does_not_become_the_executor(
        self, case: Case, boss: User, log_in: LogIn
    ) -> None:
        of_firms = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))
        of_persons = factories.create_staff(role=Role.LAWYER, kinds=("PERSON",))
        client, address = (
            log_in(boss),
            reverse("admin:recovery_case_action", args=[case.pk, "executor"]),
        )

        client.post(address, {"executor": of_firms.pk})
        assert Case.objects.get(pk=case.pk).executor != of_firms
        client.post(address, {"executor": of_persons.pk})
        assert Case.objects.get(pk=case.pk).executor == of_persons

    def test_who_sees_one_account_of_a_contract_may_lead_its_case(
        self, boss: User, log_in: LogIn
    ) -> None:
        north, _south = contract_of_two_districts()
        case = living.open_case(north)
        southern = factories.create_staff(role=Role.LAWYER, districts=("south",))

        log_in(boss).post(
            reverse("admin:recovery_case_action", args=[case.pk, "executor"]),
            {"executor": southern.pk},
        )

        assert Case.objects.get(pk=case.pk).executor == southern
        assert (
            log_in(southern).get(reverse("admin:recovery_case", args=[case.pk])).status_code == 200
        )


def test_a_colleague_is_entered_with_login_and_password_and_no_word_of_other_ways_in(
    log_in: LogIn,
) -> None:
    client, page = log_in(Role.ADMINISTRATOR), reverse("admin:staff_user_add")
    words = {"password1": "Длинный-пароль-26", "password2": "Длинный-пароль-26"}

    shown = client.get(page).content.decode()
    client.post(page, {"username": "novikova", **words})

    assert "LDAP" not in shown
    assert User.objects.get(username="novikova").check_password("Длинный-пароль-26")
