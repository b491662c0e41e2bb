"""Who may open what; what a GET may never do; both languages."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.correspondence.models import Document
from webapp.processes.models import Case, Pause
from webapp.recovery.models import Scheme
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]


def addresses(case: Case) -> dict[str, str]:
    task, scheme, paper = (
        Task.objects.get(),
        Scheme.objects.get(code="persons"),
        Document.objects.get(),
    )
    return {
        "debtors": reverse("admin:recovery_debtors"),
        "periods": reverse("admin:recovery_debtors_periods", args=[case.account_id]),
        "places": reverse("admin:recovery_debtors_places"),
        "export": reverse("admin:recovery_debtors_export"),
        "cases": reverse("admin:recovery_cases"),
        "case": reverse("admin:recovery_case", args=[case.pk]),
        "hold": reverse("admin:recovery_case_action", args=[case.pk, "hold"]),
        "event": reverse("admin:recovery_case_action", args=[case.pk, "event"]),
        "events": reverse("admin:recovery_events"),
        "paper": reverse("admin:recovery_paper", args=[paper.pk, "docx"]),
        "schemes": reverse("admin:recovery_schemes"),
        "scheme": reverse("admin:recovery_scheme", args=[scheme.pk]),
        "tasks": reverse("admin:tasks_list"),
        "task": reverse("admin:tasks_task", args=[task.pk]),
    }


def test_every_page_asks_a_stranger_to_log_in_and_refuses_staff_without_rights(
    case: Case,
) -> None:
    nobody = User.objects.create_user(username="nobody", password="parol-1234", is_staff=True)
    without_rights = Client()
    without_rights.force_login(nobody)

    for name, address in addresses(case).items():
        assert Client().get(address).headers["Location"].startswith("/office/login/"), name
        assert without_rights.get(address).status_code == 403, name


def test_every_page_opens_in_both_languages(case: Case, boss: User, log_in: LogIn) -> None:
    client = log_in(boss)

    for name, address in {
        **addresses(case),
        "desk": reverse("admin:index"),
        "calculators": reverse("admin:workplace_calculators"),
    }.items():
        russian = client.get(address)
        english = client.get(
            address,
            headers={"cookie": f"{client.cookies.output(header='', sep=';')}; django_language=en"},
        )
        assert (russian.status_code, english.status_code) == (200, 200), name


@pytest.mark.parametrize(("language", "title"), [("ru", "Должники"), ("en", "Debtors")])
def test_the_language_is_chosen_in_the_menu(
    log_in: LogIn, boss: User, language: str, title: str
) -> None:
    client = log_in(boss)

    client.post(reverse("admin:language"), {"language": language, "next": "/office/"})

    assert "<title>" in client.get(reverse("admin:recovery_debtors")).content.decode()
    assert title in client.get(reverse("admin:recovery_debtors")).content.decode()


@pytest.mark.parametrize("name", ["recovery_debtors_start", "recovery_debtors_confirm"])
def test_starting_needs_a_post(log_in: LogIn, boss: User, name: str) -> None:
    assert log_in(boss).get(reverse(f"admin:{name}")).status_code == 405


def test_looking_at_a_dialog_changes_nothing(case: Case, boss: User, log_in: LogIn) -> None:
    client = log_in(boss)

    for action in (
        "hold",
        "promise",
        "dispute",
        "end-hold",
        "settle-dispute",
        "end-promise",
        "end-plan",
        "plan",
        "withdraw",
        "bankruptcy",
        "write-off",
        "executor",
        "event",
    ):
        assert (
            client.get(reverse("admin:recovery_case_action", args=[case.pk, action])).status_code
            == 200
        )

    assert not Pause.objects.exists()
    assert Case.objects.get(pk=case.pk).close_requested == ""


def test_a_case_of_another_segment_is_not_there(case: Case, log_in: LogIn) -> None:
    other = log_in(Role.LAWYER, kinds=("ORGANIZATION",))

    seen = {name: other.get(address).status_code for name, address in addresses(case).items()}

    assert {name for name, status in seen.items() if status == 404} == {
        "periods",
        "case",
        "hold",
        "event",
        "paper",
        "task",
    }
    assert case.number not in other.get(reverse("admin:recovery_cases")).content.decode()
    assert (
        case.number not in other.get(reverse("admin:tasks_list"), {"tab": "role"}).content.decode()
    )


def test_closing_needs_more_rights_than_working(case: Case, log_in: LogIn) -> None:
    lawyer = log_in(Role.LAWYER)

    assert (
        lawyer.get(reverse("admin:recovery_case_action", args=[case.pk, "hold"])).status_code == 200
    )
    assert (
        lawyer.post(
            reverse("admin:recovery_case_action", args=[case.pk, "write-off"]), {"ground": "x"}
        ).status_code
        == 403
    )


def test_the_search_answers_at_most_ten_and_only_of_the_segment(
    case: Case, boss: User, log_in: LogIn
) -> None:
    for _number in range(12):
        factories.create_account(party=factories.create_person(name="Петрова Вера Ивановна"))
    address = reverse("admin:search")

    found = log_in(boss).get(address, {"s": "петров"}).content.decode()
    nothing = (
        log_in(Role.LAWYER, kinds=("ORGANIZATION",)).get(address, {"s": "петров"}).content.decode()
    )

    assert found.count('href="/office/recovery/cases/') == 1
    assert found.count('href="/office/accounts/') == 9
    assert case.number in found
    assert "Петров" not in nothing


@pytest.mark.parametrize("role", list(Role))
def test_every_line_of_a_roles_menu_opens(case: Case, log_in: LogIn, role: Role) -> None:
    client = log_in(role)
    desk = client.get(reverse("admin:index"))
    menu = [item["link"] for group in desk.context["sidebar_navigation"] for item in group["items"]]

    assert desk.status_code == 200
    assert {link: client.get(link).status_code for link in menu} == dict.fromkeys(menu, 200)
    assert len(menu) >= 3


def menu_of(client: Client) -> dict[str, str]:
    groups = client.get(reverse("admin:index")).context["sidebar_navigation"]
    return {item["link"]: str(item["title"]) for group in groups for item in group["items"]}


def test_every_list_of_the_office_is_in_the_menu(log_in: LogIn) -> None:
    menu = menu_of(log_in(Role.ADMINISTRATOR))
    journal = reverse("admin:audit_journal")

    ours = [model._meta for model in admin.site._registry if model.__module__.startswith("webapp.")]
    lists = {reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist") for meta in ours}

    assert lists - {reverse("admin:audit_entry_changelist")} | {journal} <= menu.keys()


@pytest.mark.parametrize(
    ("page", "words"),
    [("staff_lockdate", "Дата запрета изменений"), ("contracts_supplier", "Поставщики")],
)
def test_what_errors_send_people_to_is_in_the_menu_by_name(
    log_in: LogIn, page: str, words: str
) -> None:
    assert menu_of(log_in(Role.ADMINISTRATOR))[reverse(f"admin:{page}_changelist")] == words


def test_the_menu_shows_only_what_a_role_may_open(case: Case, log_in: LogIn) -> None:
    crew = log_in(Role.CREW).get(reverse("admin:tasks_list")).content.decode()
    head = log_in(Role.HEAD_OF_LEGAL).get(reverse("admin:tasks_list")).content.decode()

    assert reverse("admin:recovery_debtors") not in crew
    assert reverse("admin:recovery_debtors") in head
    assert Permission.objects.filter(codename="start_recovery").exists()


@pytest.mark.parametrize(("role", "status"), [(Role.HEAD_OF_LEGAL, 200), (Role.LAWYER, 403)])
def test_the_list_of_courts_is_kept_by_the_head_of_legal(
    log_in: LogIn, role: Role, status: int
) -> None:
    assert log_in(role).get(reverse("admin:recovery_authority_add")).status_code == status


def test_a_login_without_an_address_leads_to_the_desk(morning: None) -> None:
    factories.create_staff(role=Role.LAWYER)
    user = User.objects.get()
    user.set_password("parol-1234")
    user.save()

    answer = Client().post("/office/login/", {"username": user.username, "password": "parol-1234"})

    assert answer.headers["Location"] == reverse("admin:index")
