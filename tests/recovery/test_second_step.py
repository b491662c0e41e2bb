"""What is limited first and cut off later, who hears of it before, and what the act says of it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import Life, report_form
from tests.recovery.test_restriction import create_account_owing, paper
from webapp.contracts import operations as contracts
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.processes.operations import work
from webapp.recovery.queries import announced
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

Begin = Callable[..., Life]


def told(life: Life, level: str, **more: Any) -> dict[str, Any]:
    return {
        "date": life.today.isoformat(),
        "time": "10:00",
        "level": level,
        "method": "Отключён автомат",
        "not_read": True,
        **more,
    }


def visit(life: Life, level: str, *, remarks: str = "", **more: Any) -> None:
    task = Task.objects.get(kind="restriction", status="OPEN")
    work.complete(
        task_id=task.pk,
        outcome="DONE",
        result=told(life, level, **more),
        remarks=remarks,
        by=life.by,
        today=life.today,
    )


@pytest.fixture
def limited(begin: Begin) -> Life:
    """A crew has limited the supply of a citizen."""
    life = begin(lazy=frozenset({"restriction", "resumption", "complete_data"}))
    life.go(until="ask:restriction")
    visit(life, "PARTIAL")
    return life


def test_what_was_limited_is_cut_off_by_an_own_order_when_ten_days_have_not_helped(
    limited: Life,
) -> None:
    limited_on = limited.today

    limited.go(until="2.1:make:restriction_report")
    waiting = limited.decide()
    limited.go(until="2.2:make:restriction_order")

    assert (getattr(waiting, "why", ""), getattr(waiting, "until", None)) == (
        "suspension",
        limited_on + timedelta(days=11),
    )
    second = Document.objects.filter(kind="restriction_order").latest("id")
    assert second.dated == limited_on + timedelta(days=11)
    assert second.context["level"] == "FULL"


def test_a_crew_that_comes_again_leaves_the_papers_of_its_first_visit_as_they_are(
    limited: Life,
) -> None:
    limited.go(until="2.2:ask:restriction")
    visit(limited, "FULL")
    limited.go(until="make:service_memo")

    papers = Document.objects.filter(kind__in=("restriction_order", "restriction_report"))
    assert [(paper.kind, paper.attempt, paper.status) for paper in papers.order_by("id")] == [
        ("restriction_order", 1, "MADE"),
        ("restriction_report", 1, "MADE"),
        ("restriction_order", 2, "MADE"),
        ("restriction_report", 2, "MADE"),
    ]


def test_what_is_paid_within_the_ten_days_comes_back_and_is_never_cut_off(limited: Life) -> None:
    limited.go(until="make:restriction_report")

    limited.pay(Decimal("4500.00"))
    limited.lazy = frozenset()
    limited.go()

    assert Document.objects.filter(kind="restriction_order").count() == 1
    assert not limited.account.is_disconnected


def test_where_limiting_is_impossible_the_warning_threatens_no_first_step_and_the_crew_cuts_off(
    begin: Begin,
) -> None:
    account = create_account_owing("electricity")
    life = begin(account, lazy=frozenset({"restriction", "complete_data"}))
    contracts.mark_limit_impossible(account_id=account.pk, ground="Акт № 7", by=life.by)

    life.go(until="ask:restriction")

    assert paper("restriction_warning")["level"] == paper("restriction_order")["level"] == "FULL"
    visit(life, "FULL")
    life.lazy = frozenset()
    life.go(until="make:service_memo")
    assert Task.objects.filter(kind="restriction").count() == 1


def test_a_crew_that_could_not_limit_says_why_and_the_account_remembers_it(begin: Begin) -> None:
    life = begin(lazy=frozenset({"restriction", "complete_data"}))
    life.go(until="ask:restriction")
    typed = {
        "outcome": "DONE",
        **told(life, "FULL"),
        "seal": "П1",
        "filmed": "on",
        "copy": "LEFT",
    }
    silent, saying = (
        report_form("restriction", {**typed, **more}, ordered="PARTIAL")
        for more in ({}, {"remarks": "Нет ограничителя мощности"})
    )
    assert set(silent.errors) - {"date"} == {"remarks"}
    assert set(saying.errors) <= {"date"}

    visit(life, "FULL", remarks="Нет ограничителя мощности")

    assert not Account.objects.get(pk=life.account.pk).limit_possible


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"copy": "LEFT"}, {"witnesses"}),
        ({"witnesses": "Зайцева Н. П., Титов С. А."}, {"copy"}),
        ({"filmed": "on", "copy": "HANDED"}, {"copy"}),
        ({"filmed": "on", "copy": "HANDED", "customer_present": "on"}, set()),
        ({"filmed": "on", "copy": "LEFT"}, set()),
    ],
)
def test_the_crew_is_asked_for_what_the_act_stands_on(
    db: None, given: dict[str, str], wrong: set[str]
) -> None:
    done = {
        "outcome": "DONE",
        "date": "2026-03-02",
        "time": "10:00",
        "level": "FULL",
        "method": "Автомат",
        "seal": "П1",
        "not_read": "on",
    }

    form = report_form("restriction", {**done, **given})

    assert set(form.errors) == wrong


def test_the_act_says_of_copy_witnesses_and_remarks_what_the_crew_said(begin: Begin) -> None:
    life = begin(lazy=frozenset({"restriction", "complete_data"}))
    life.go(until="ask:restriction")
    visit(
        life,
        "PARTIAL",
        witnesses="Зайцева Н. П., Титов С. А.",
        copy="REFUSED",
        customer_remarks="Не согласна",
    )

    life.go(until="make:restriction_report")

    act = paper("restriction_report")
    assert (act["copy"], act["witnesses"], act["filmed"]) == (
        "REFUSED",
        "Зайцева Н. П., Титов С. А.",
        False,
    )
    assert act["customer_remarks"] == "Не согласна"


# business


def test_before_water_of_business_is_cut_those_whom_the_law_names_are_told(begin: Begin) -> None:
    account = create_account_owing("water", party=factories.create_organization())
    life = begin(account, lazy=frozenset({"restriction_notice", "restriction", "complete_data"}))

    end = life.go(days=90)

    task = Task.objects.get(kind="restriction_notice")
    assert getattr(end, "why", "") == "task:restriction_notice"
    assert announced.addressees(case=life.case, on=life.today) == (
        "потребитель",
        "орган местного самоуправления",
        "Роспотребнадзор",
        "МЧС России",
    )
    assert not Document.objects.filter(kind="restriction_order").exists()
    work.complete(
        task_id=task.pk,
        outcome="DONE",
        result={"date": life.today.isoformat(), "number": "1, 2, 3"},
        by=life.by,
        today=life.today,
    )
    life.go(until="ask:restriction")
    with pytest.raises(UnableToComplete):
        visit(life, "FULL")


def test_nobody_is_left_out_of_those_to_be_told(db: None) -> None:
    given = {"outcome": "DONE", "date": "2026-03-02", "number": "1"}
    named = ("МЧС России", "Роспотребнадзор")

    some, all_of_them = (
        report_form("restriction_notice", {**given, "told": told}, addressees=named)
        for told in (["МЧС России"], list(named))
    )

    assert set(some.errors) == {"told"} and all_of_them.is_valid()


def test_before_electricity_nobody_else_is_told(begin: Begin) -> None:
    account = create_account_owing("electricity", party=factories.create_organization())
    life = begin(account, lazy=frozenset({"restriction", "complete_data"}))

    life.go(until="ask:restriction")

    assert not Task.objects.filter(kind="restriction_notice").exists()


def test_one_unpaid_month_of_water_is_no_ground_to_cut_business_off(begin: Begin) -> None:
    account = factories.create_account(party=factories.create_organization())
    factories.create_charge(
        account=account,
        period=date(2026, 1, 1),
        due_date=date(2026, 2, 10),
        amount=Decimal(90000),
        service=factories.create_service(code="water", name="Водоснабжение"),
    )
    life = begin(account)

    life.go(until="make:pretrial_claim")

    assert not Document.objects.filter(kind="restriction_warning").exists()
