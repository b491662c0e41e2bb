"""The list of tasks: nine packages are approved at once, kept filters became views."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.tasks.conftest import give
from webapp.processes.models import Case
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
PAGE = "/office/tasks/"


def packages(case: Case, number: int) -> list[Task]:
    """Ask the head to approve so many packages."""
    task = Task.objects.get()
    for one in range(number):
        task.pk, task.kind, task.role = None, "approve", Role.HEAD_OF_LEGAL
        task.step = f"approve-{one}"
        task.save()
    return list(Task.objects.filter(kind="approve").order_by("id"))


def test_packages_are_approved_together_with_their_papers_and_sums_in_sight(
    case: Case, boss: User, log_in: LogIn
) -> None:
    asked = packages(case, 9)
    client, sent = log_in(boss), {"ids": [task.pk for task in asked]}

    listed = client.get(PAGE, {"tab": "approve"})
    question = client.post(reverse("admin:tasks_finish"), sent)
    [group] = question.context["groups"]

    assert listed.context["count"] == 9
    assert [task for task, _papers in group.tasks] == asked
    assert group.demands == []
    paper = group.tasks[0][1][0]
    assert paper.number in question.content.decode()
    assert "4\u00a0500,00 ₽" in question.content.decode()


def test_a_person_without_the_right_reads_no_papers_of_what_is_to_be_finished(
    case: Case, log_in: LogIn
) -> None:
    Task.objects.update(role=Role.CREW, kind="restriction", stage=2)

    question = log_in(Role.CREW).post(
        reverse("admin:tasks_finish"), {"ids": [Task.objects.get().pk]}
    )

    [group] = question.context["groups"]
    assert [papers for _task, papers in group.tasks] == [[]]


def test_a_crew_sees_no_number_of_a_case_in_its_list_nor_on_paper(
    case: Case, log_in: LogIn
) -> None:
    Task.objects.update(role=Role.CREW, kind="restriction", stage=2)
    client = log_in(Role.CREW)

    for page in ("tasks_list", "tasks_list_print"):
        assert case.number not in client.get(reverse(f"admin:{page}")).content.decode()


def test_what_is_ticked_is_answered_for_though_it_left_the_list_meanwhile(
    boss: User, log_in: LogIn
) -> None:
    task = give(by=boss, assignee=boss)
    Task.objects.update(status=Task.Status.RECALLED)

    told = log_in(boss).post(
        reverse("admin:tasks_list_deed", args=["claim"]), {"ids": [task.pk], "sure": "1"}
    )

    assert told.content.decode().count("ik-tag bad") == 1


@pytest.mark.django_db
def test_the_filters_that_people_kept_are_views_of_the_list_now() -> None:
    moved = import_module("webapp.tasks.migrations.0012_views_of_every_list")
    owner = factories.create_staff(role=Role.LAWYER)
    before = [("tasks", "0011_who_leads_a_team"), ("lists", "0001_kept_views")]
    then = MigrationExecutor(connection).loader.project_state(before).apps
    then.get_model("tasks", "SavedFilter").objects.create(
        owner_id=owner.pk, name="Суды", query="tab=mine&search=суд", is_shared=True
    )

    moved.move(then, None)

    [view] = owner.saved_views.all()
    assert (view.listing, view.name, view.is_shared) == ("tasks_list", "Суды", True)
    assert view.query == "tab=mine&search=суд"
