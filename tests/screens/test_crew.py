"""A crew with a telephone in its hand: the address first, whom to call, what has been reported."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.processes.models import Case
from webapp.staff.models import Role
from webapp.tasks.models import Task

LogIn = Callable[..., Client]


@pytest.fixture
def order(case: Case) -> Task:
    """The supply of a citizen is to be restricted."""
    Task.objects.update(role=Role.CREW, kind="restriction", stage=2)
    return Task.objects.get()


def at(order: Task, street: str) -> None:
    """Ask for the same at another address."""
    place = factories.create_premises(street=street)
    account = factories.create_account(premises=place)
    order.pk, order.account, order.workflow_id = None, account, street
    order.subject = street
    order.save()


def test_orders_are_in_the_order_of_streets(order: Task, log_in: LogIn) -> None:
    for street in ("ул. Южная", "ул. Абрикосовая"):
        at(order, street)

    found = log_in(Role.CREW).get(reverse("admin:tasks_list")).context["rows"]

    shown = [item.task.account.premises.building.street.name for item in found]
    assert shown == ["ул. Абрикосовая", "ул. Мира", "ул. Южная"]


def test_a_crew_chooses_among_its_own_kinds_of_tasks(order: Task, log_in: LogIn) -> None:
    form = log_in(Role.CREW).get(reverse("admin:tasks_list")).context["form"]

    codes = [code for code, _title in form.fields["kind"].choices]
    assert codes == ["", "debt_recovery:restriction", "debt_recovery:resumption"]


def test_the_place_with_telephone_and_map_stands_above_the_form(order: Task, log_in: LogIn) -> None:
    assert order.account is not None
    order.account.party.contacts.create(kind="PHONE", value="+79161230099")
    factories.create_meter(account=order.account, number="СЧ-77001")

    page = log_in(Role.CREW).get(f"/office/tasks/{order.pk}/").content.decode()

    above, _form, _below = page.partition('name="outcome"')
    for needed in (
        order.account.premises.address,
        'href="tel:+79161230099"',
        "https://yandex.ru/maps/?text=",
        "СЧ-77001",
    ):
        assert needed in above, needed


def test_a_finished_report_reads_as_people_speak(order: Task, log_in: LogIn) -> None:
    told = {"reading": "12345.600", "level": "PARTIAL", "time": "14:30", "not_read": False}
    Task.objects.update(status="DONE", outcome="DONE", result=told, completed_on=living.START)

    page = log_in(Role.HEAD_OF_LEGAL).get(f"/office/tasks/{order.pk}/")

    said = dict(page.context["reported"])
    assert said["Показание прибора"] == "12 345,6".replace(" ", "\xa0")
    assert said["Вид ограничения"] == "Частичное"
    assert "нет" in said.values()


def test_a_sum_of_a_report_is_shown_as_money(order: Task, log_in: LogIn) -> None:
    told = {"claim": "8000.50", "in_force_on": "2026-03-01"}
    Task.objects.update(kind="judgment", status="DONE", outcome="PARTIAL", result=told)

    page = log_in(Role.HEAD_OF_LEGAL).get(f"/office/tasks/{order.pk}/")

    assert [value for _label, value in page.context["reported"]] == [
        "01.03.2026",
        "8\xa0000,50",
    ]
