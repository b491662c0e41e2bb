"""Which months a filing claims: barred ones by a decision only, new ones when a lawyer takes them; never by a stale paper."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import START, Life, open_case, prepare, report_form
from webapp.correspondence.models import Document
from webapp.outbox.models import Row
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.recovery.forms.claim_months import ClaimMonthsForm
from webapp.recovery.models import CaseCharge
from webapp.recovery.operations import acknowledging, opening, pauses, sweep, watching
from webapp.recovery.queries import claim_months, claims, limitation
from webapp.tasks.models import Task

QUESTION = "claim_months"
LONG_AGO = {"period": date(2022, 1, 1), "due_date": date(2022, 2, 10)}


def offered(life: Life) -> claim_months.Offered:
    return claim_months.offered(case=life.fresh(), today=life.today)


def decide(life: Life, **chosen: list[int]) -> None:
    task = Task.objects.get(kind=QUESTION, status=Task.Status.OPEN)
    result = {"offered": offered(life).ids, **chosen}
    work.complete(task_id=task.pk, outcome="DONE", result=result, by=life.by, today=life.today)


@pytest.fixture
def barred(begin: Callable[..., Life]) -> Life:
    """A debtor of three months, the first of them of four years ago, whose filing is at hand."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    first = account.charges.earliest("due_date")
    account.charges.filter(pk=first.pk).update(**LONG_AGO)
    life = begin(account, lazy=frozenset({QUESTION, "file_court_order"}))
    life.go()
    return life


def test_a_barred_month_stops_the_filing_until_a_lawyer_decides(barred: Life) -> None:
    task = Task.objects.get(kind=QUESTION)
    assert barred.decide().why == f"task:{QUESTION}"
    assert "10.02.2025" in task.remarks
    assert not Document.objects.filter(kind="court_order_application").exists()


def test_a_month_that_is_left_out_falls_with_its_penalty_and_no_other_case_takes_it(
    barred: Life,
) -> None:
    before = claims.claimed(case_id=barred.case.pk)

    decide(barred)
    barred.go()

    paper = Document.objects.get(kind="court_order_application")
    assert paper.debt == 40_000
    assert paper.penalty < 5000 < 20_000 * len(before)
    assert [row["period"] for row in paper.context["debts"]] == ["2025-12-01", "2026-01-01"]
    assert {row["period"] for row in paper.context["penalty"]["rows"]} <= {
        "2025-12-01",
        "2026-01-01",
    }
    Case.objects.filter(pk=barred.case.pk).update(exclusive=None)
    assert sweep.sweep(today=barred.today).count == 0


def test_a_month_that_is_kept_is_claimed_and_nothing_false_is_said_of_it(barred: Life) -> None:
    decide(barred, keep=offered(barred).ids)
    barred.go()

    assert Document.objects.get(kind="court_order_application").debt == 60_000
    assert not offered(barred)


def test_months_that_came_due_are_offered_and_taken_with_their_sum_and_duty(
    begin: Callable[..., Life],
) -> None:
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(60_000), party=party)
    life = begin(account, lazy=frozenset({QUESTION, "file_court_order", "restriction"}))
    life.lazy = frozenset({QUESTION, "file_court_order"})
    new = [
        factories.create_charge(
            account=account, period=date(2026, month, 1), amount=Decimal(50_000)
        )
        for month in (2, 3)
    ]
    life.go()
    assert [month.charge_id for month in offered(life).new] == [charge.pk for charge in new]

    decide(life, take=[new[0].pk])
    life.go()

    paper = Document.objects.get(kind="court_order_application")
    assert paper.debt == 230_000
    assert paper.state_duty == Decimal(paper.context["duty"]["amount"])
    assert not offered(life)
    assert CaseCharge.objects.filter(charge=new[0], case=life.case).exists()


def test_the_form_ticks_new_months_and_says_what_was_offered(barred: Life) -> None:
    months = offered(barred)
    given = {"outcome": "DONE", "date": START.isoformat()}
    form = report_form(QUESTION, given, months=months)

    assert isinstance(form, ClaimMonthsForm)
    assert form.is_valid(), form.errors
    assert form.result()["offered"] == months.ids
    assert "take" not in form.fields


@pytest.fixture
def to_be_filed(begin: Callable[..., Life]) -> Life:
    life = begin(lazy=frozenset({"file_court_order", QUESTION}))
    life.go(until="ask:file_court_order")
    return life


def test_a_filing_that_has_grown_stale_is_made_anew_before_it_is_filed(to_be_filed: Life) -> None:
    old = Document.objects.get(kind="court_order_application")
    to_be_filed.today = old.dated + timedelta(days=30)
    to_be_filed.go()
    assert Document.objects.filter(kind="court_order_application").count() == 1

    to_be_filed.today += timedelta(days=1)
    to_be_filed.go()

    new = Document.objects.filter(kind="court_order_application").latest("id")
    old.refresh_from_db()
    assert (new.dated, old.status) == (to_be_filed.today, Document.Status.CANCELED)
    assert new.penalty > old.penalty
    tasks = Task.objects.filter(kind="file_court_order").order_by("id")
    assert list(tasks.values_list("status", flat=True)) == ["RECALLED", "OPEN"]


def test_every_night_wakes_the_cases_whose_filing_waits(to_be_filed: Life) -> None:
    watching.watch(today=to_be_filed.today + timedelta(days=31))
    assert Row.objects.filter(fact="case.filing-waits").count() == 1


@pytest.fixture
def aging(db: None) -> tuple[Case, Any]:
    """A case whose limitation ends in 90 days, and the head of legal."""
    boss = prepare()
    account = factories.create_debtor(today=START)
    first = account.charges.earliest("due_date")
    due = START + timedelta(days=90) - timedelta(days=3 * 365 + 1)
    account.charges.filter(pk=first.pk).update(period=due.replace(day=1), due_date=due)
    return open_case(account), boss


def test_a_lawyer_is_asked_before_limitation_ends_though_the_case_rests(
    aging: tuple[Case, Any],
) -> None:
    case, boss = aging
    pauses.hold(
        case_id=case.pk,
        reason="Ждём ответа",
        until=START + timedelta(days=200),
        by=boss,
        today=START,
    )
    ends_on = limitation.of_case(case=case, today=START).ends_on

    for day in (0, 1, 2):
        watching.watch(today=START + timedelta(days=day))

    task = Task.objects.get(kind="limitation_ends")
    assert (task.version, task.role) == (ends_on.isoformat(), "LAWYER")
    assert f"{ends_on:%d.%m.%Y}" in task.remarks


def test_an_acknowledgement_begins_the_term_anew_and_quiets_the_alarm(
    aging: tuple[Case, Any],
) -> None:
    case, boss = aging
    signed = START - timedelta(days=10)

    acknowledging.acknowledge(
        case_id=case.pk, on=signed, ground="Соглашение № 1", by=boss, today=START
    )
    watching.watch(today=START)

    found = limitation.of_case(case=case, today=START)
    assert found.ends_on == signed.replace(year=signed.year + 3)
    assert not Task.objects.filter(kind="limitation_ends").exists()
    assert case.steps.filter(name="debt-acknowledged", ground="Соглашение № 1").exists()


def test_a_part_that_is_acknowledged_leaves_the_other_months_as_they_were(
    aging: tuple[Case, Any],
) -> None:
    case, boss = aging
    first = case.claims.earliest("charge__due_date")

    acknowledging.acknowledge(
        case_id=case.pk,
        on=START,
        ground="Ответ на претензию",
        through=first.charge.period,
        by=boss,
        today=START,
    )

    assert case.claims.filter(acknowledged_on=START).get() == first


def test_nothing_is_acknowledged_before_it_is_due(aging: tuple[Case, Any]) -> None:
    case, boss = aging
    with pytest.raises(acknowledging.UnableToAcknowledge):
        acknowledging.acknowledge(
            case_id=case.pk, on=date(2020, 1, 1), ground="Акт", by=boss, today=START
        )


def test_a_pretrial_claim_that_the_law_demands_stops_the_term_for_thirty_days(
    begin: Callable[..., Life],
) -> None:
    party = factories.create_organization()
    life = begin(factories.create_debtor(today=START, party=party))
    life.go(until="make:pretrial_claim")
    papers = Document.objects.filter(kind="pretrial_claim")
    papers.update(status=Document.Status.MADE)
    before = limitation.of_case(case=life.fresh(), today=life.today).ends_on

    papers.update(status=Document.Status.ISSUED)

    after = limitation.of_case(case=life.fresh(), today=life.today).ends_on
    assert after == before + timedelta(days=30)


def test_what_was_left_out_is_taken_up_again_only_by_name(barred: Life) -> None:
    decide(barred)
    Case.objects.filter(pk=barred.case.pk).update(
        closed_on=barred.today, close_reason="PAID", exclusive=None
    )
    other = opening.open_cases(
        account_ids=[barred.account.pk], by=None, today=barred.today, again=[]
    )
    claimed = CaseCharge.objects.filter(case__in=other.cases).values_list("charge__due_date")
    assert LONG_AGO["due_date"] not in {due for (due,) in claimed}
