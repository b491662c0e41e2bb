"""A crew that has really been at the address is believed, whatever the office has decided meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery.living import Life
from webapp.correspondence.models import Document
from webapp.metering.models import Meter, Reading
from webapp.processes.operations import closing, pausing, visits
from webapp.recovery.operations import pauses, plans
from webapp.staff.models import Role
from webapp.tasks.models import Task, TaskPhoto
from webapp.tasks.operations import UnableToComplete
from workflows.process import decisions

PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def at_the_door(begin: Callable[..., Life]) -> Life:
    """The crew has its order and is on the way; the meter is at the address."""
    life = begin(lazy=frozenset({"restriction", "resumption"}))
    factories.create_meter(account=life.account)
    life.go(until="ask:restriction")
    return life


def order(kind: str = "restriction") -> Task:
    return Task.objects.filter(kind=kind).earliest("id")


def report(life: Life, *, outcome: str = "DONE", kind: str = "restriction") -> visits.Taken:
    result = life.result(order(kind))
    return visits.take(
        task_id=order(kind).pk, outcome=outcome, result=result, by=life.by, today=life.today
    )


def promise(life: Life, *, days: int = 10) -> None:
    pauses.promise(
        case_id=life.case.pk,
        until=life.today + timedelta(days=days),
        reason="обещал",
        by=life.by,
        today=life.today,
    )


def withdraw(life: Life) -> None:
    closing.request(
        case_id=life.case.pk, reason="WITHDRAWN", ground="ошибка", by=life.by, today=life.today
    )


def test_what_was_cut_during_a_promise_is_a_fact_and_stays_while_it_is_owed(
    at_the_door: Life,
) -> None:
    life = at_the_door
    promise(life)
    assert order().status == "RECALLED"

    taken = report(life)

    assert taken.was_recalled and taken.task.outcome == "DONE"
    assert life.account.is_disconnected and life.fresh().recovery.is_restricted
    assert (Meter.objects.get().seal, Reading.objects.get().value) == ("ПЛ-77", Decimal("123.4"))
    assert life.decide().why == "pause:PROMISE"
    told = life.steps().get(name="late-report")
    assert (told.by, told.ground) == (life.by, "PROMISE")


def test_after_the_promise_the_case_goes_on_from_the_visit_and_nobody_is_sent_again(
    at_the_door: Life,
) -> None:
    life = at_the_door
    promise(life)
    report(life)
    pausing.end(kind="PROMISE", case_id=life.case.pk, by=life.by, today=life.today)

    life.go(until="make:restriction_report")

    assert Task.objects.filter(kind="restriction").count() == 1


@pytest.mark.parametrize("meanwhile", ["paid", "plan"])
def test_what_was_cut_without_a_ground_any_more_is_brought_back(
    at_the_door: Life, meanwhile: str
) -> None:
    life = at_the_door
    if meanwhile == "paid":
        promise(life)
        life.pay(Decimal("4500.00"))
    else:
        parts = [(life.today + timedelta(days=30), Decimal("4500.00"))]
        plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=life.today)
    report(life)

    decision = life.decide()

    assert isinstance(decision, decisions.Act) and decision.deed.name == "resumption"


@pytest.mark.parametrize("meanwhile", ["paid", "withdrawn"])
def test_a_closed_case_brings_back_what_was_cut_and_ends_with_the_supply_on(
    at_the_door: Life, meanwhile: str
) -> None:
    life = at_the_door
    if meanwhile == "paid":
        life.pay(Decimal("4500.00"))
    else:
        withdraw(life)
    life.go()
    assert life.fresh().closed_on

    report(life)
    ordered = Task.objects.get(kind="resumption", status="OPEN")
    visits.take(
        task_id=ordered.pk,
        outcome="DONE",
        result={"date": life.today.isoformat()},
        by=life.by,
        today=life.today,
    )

    assert (ordered.role, ordered.account) == ("CREW", life.account)
    assert not life.account.is_disconnected and not life.fresh().recovery.is_restricted


@pytest.mark.parametrize("reason", ["WRITTEN_OFF", "BANKRUPTCY"])
def test_what_was_cut_after_its_debt_was_given_up_is_resumed(
    at_the_door: Life, reason: str
) -> None:
    life = at_the_door
    closing.request(case_id=life.case.pk, reason=reason, ground="акт", by=life.by, today=life.today)
    life.go()

    report(life)

    assert life.account.is_disconnected
    assert Task.objects.get(kind="resumption").account == life.account


def test_a_late_report_answers_the_newer_order_of_the_same_visit(at_the_door: Life) -> None:
    life = at_the_door
    promise(life)
    pausing.end(kind="PROMISE", case_id=life.case.pk, by=life.by, today=life.today)
    life.go(until="ask:restriction:r2")

    taken = report(life)

    statuses = Task.objects.filter(kind="restriction").order_by("id")
    assert [task.status for task in statuses] == ["RECALLED", "DONE"]
    assert taken.task == statuses[1]


def test_a_visit_without_access_is_written_down_and_the_newer_order_stands(
    at_the_door: Life,
) -> None:
    life = at_the_door
    promise(life)
    pausing.end(kind="PROMISE", case_id=life.case.pk, by=life.by, today=life.today)
    life.go(until="ask:restriction:r2")

    report(life, outcome="NO_ACCESS")

    assert [task.status for task in Task.objects.filter(kind="restriction").order_by("id")] == [
        "DONE",
        "OPEN",
    ]
    assert not life.account.is_disconnected


def test_a_report_that_comes_twice_changes_nothing_the_second_time(at_the_door: Life) -> None:
    life = at_the_door
    promise(life)
    report(life)
    before = life.steps().count()

    with pytest.raises(UnableToComplete):
        report(life)

    assert (life.steps().count(), Reading.objects.count()) == (before, 1)


def test_a_resumption_that_was_recalled_is_a_fact_too(at_the_door: Life) -> None:
    life = at_the_door
    report(life)
    life.pay(Decimal("4500.00"))
    life.go(until="resume:resumption")
    Task.objects.filter(kind="resumption").update(status="RECALLED", remarks="BANKRUPTCY")

    taken = report(life, kind="resumption")

    assert taken.was_recalled
    assert not life.account.is_disconnected and not life.fresh().recovery.is_restricted


# on the page


def send(life: Life, client: Client, **fields: Any) -> Any:
    given = {
        "outcome": "DONE",
        "date": life.today.isoformat(),
        "time": "14:30",
        "level": "FULL",
        "method": "Отключён автомат",
        "seal": "П1",
        "filmed": "on",
        "copy": "LEFT",
        "reading": "123,4",
        "photos": SimpleUploadedFile("seal.png", PICTURE, content_type="image/png"),
        "remarks": "Снято с фото",
    }
    return client.post(reverse("admin:tasks_task", args=[order().pk]), given | fields, follow=True)


@pytest.fixture
def crew(at_the_door: Life) -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.CREW))
    return client


def test_the_crew_is_told_that_its_report_counts_though_the_order_was_recalled(
    at_the_door: Life, crew: Client
) -> None:
    promise(at_the_door)

    shown = crew.get(reverse("admin:tasks_task", args=[order().pk])).content.decode()
    answer = send(at_the_door, crew).content.decode()

    assert "сделанное на деле учитывается" in shown
    assert "Учтено, хотя поручение отозвано" in answer
    assert at_the_door.account.is_disconnected
    assert bytes(TaskPhoto.objects.get().content) == PICTURE


def test_pictures_outlive_a_mistake_beside_them(at_the_door: Life, crew: Client) -> None:
    wrong = send(at_the_door, crew, reading="1e9999999").content.decode()
    again = send(at_the_door, crew, reading="").content.decode()

    assert "Введите число" in wrong and "Эти снимки сохранены" in again
    assert "Отключён автомат" in wrong and "Снято с фото" in wrong
    assert TaskPhoto.objects.count() == 1 and order().status == "OPEN"


def test_a_report_on_another_task_that_was_recalled_is_refused_with_all_that_was_typed(
    begin: Callable[..., Life],
) -> None:
    life = begin(lazy=frozenset({"file_court_order"}))
    life.go(until="ask:file_court_order")
    promise(life)
    client = Client(headers={"accept-language": "ru"})
    client.force_login(life.by)
    given = {
        "outcome": "FILED",
        "date": life.today.isoformat(),
        "court": "Мировой судья участка № 5",
        "elsewhere": "on",
        "duty_order": "№ 77 от 01.03.2026",
        "remarks": "Подано через ящик",
    }

    text = client.post(
        reverse("admin:tasks_task", args=[order("file_court_order").pk]), given
    ).content.decode()

    assert "отчёт не принят" in text
    assert "Мировой судья участка № 5" in text and "№ 77 от 01.03.2026" in text
    assert "Подано через ящик" in text
    assert order("file_court_order").status == "RECALLED"


def test_the_report_names_the_seal_that_was_there_and_the_one_that_was_set(
    at_the_door: Life,
) -> None:
    Meter.objects.update(seal="П-0001")
    report(at_the_door)

    at_the_door.go(until="make:restriction_report")

    printed = Document.objects.get(kind="restriction_report").context
    assert (printed["meter"]["seal"], printed["seal"]) == ("П-0001", "ПЛ-77")
    assert Meter.objects.get().seal == "ПЛ-77"


def test_a_reading_below_the_last_one_is_asked_about(at_the_door: Life, crew: Client) -> None:
    meter = Meter.objects.get()
    Reading.objects.create(meter=meter, read_on=at_the_door.today, value=500, source="CUSTOMER")

    asked = send(at_the_door, crew, reading="123,4").content.decode()
    status = order().status
    send(at_the_door, crew, reading="123,4", runs_back="on")

    assert "Прошлое показание" in asked and "показывает меньше" in asked
    assert status == "OPEN"
    assert (order().status, order().result["runs_back"]) == ("DONE", True)


def test_a_reading_above_the_last_one_is_not_asked_about(at_the_door: Life, crew: Client) -> None:
    meter = Meter.objects.get()
    Reading.objects.create(meter=meter, read_on=at_the_door.today, value=100, source="CUSTOMER")

    send(at_the_door, crew, reading="123,4")

    assert order().status == "DONE"
    assert "runs_back" not in order().result
