"""A finished report that was wrong is corrected: what it did is undone, what follows is decided again."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import Life
from webapp.billing.models import Charge
from webapp.correspondence.models import Document
from webapp.metering.models import Reading
from webapp.outbox.models import Row, Subscription
from webapp.processes.models import Case
from webapp.processes.operations import correcting
from webapp.processes.queries import casefile
from webapp.recovery.models import CourtCase, Writ
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.operations.correcting import Report

pytestmark = pytest.mark.django_db
Begin = Callable[..., Life]


def report(task: Task, outcome: str = "", *, remarks: str = "", **told: Any) -> Report:
    return Report(outcome or task.outcome, {**task.result, **told}, remarks)


def correct(life: Life, task: Task, outcome: str = "", **told: Any) -> Task:
    return correcting.correct(
        task_id=task.pk,
        report=report(task, outcome, **told),
        ground="в отчёте ошибка",
        by=life.by,
        today=life.today,
    )


def done(kind: str) -> Task:
    return Task.objects.get(kind=kind, status=Task.Status.DONE)


@pytest.fixture
def cut_off(begin: Begin) -> Life:
    """The crew has restricted the supply, and an application for an order waits to be filed."""
    account = factories.create_debtor(
        today=date(2026, 3, 2), party=factories.create_person(email="", phone="+79031234567")
    )
    factories.create_meter(account=account, seal="ПЛ-1")
    life = begin(account, lazy=frozenset({"file_court_order"}))
    life.go(until="ask:file_court_order")
    return life


@pytest.fixture
def judged(begin: Begin) -> Life:
    """The claim is granted in full, and the writ is not here yet."""
    life = begin(
        outcomes={"court_order_ruling": "REFUSED"}, lazy=frozenset({"judgment", "register_writ"})
    )
    life.go(until="ask:judgment")
    return life


def judge(life: Life, outcome: str, **told: Any) -> Task:
    task = Task.objects.get(kind="judgment", status=Task.Status.OPEN)
    life.outcomes["judgment"] = outcome
    life.lazy = frozenset({"register_writ"})
    life.work()
    life.go(until="ask:register_writ" if outcome == "GRANTED" else "")
    task.refresh_from_db()
    return task


def test_a_seal_told_wrongly_is_set_right_and_the_case_stays_where_it_is(cut_off: Life) -> None:
    before = (cut_off.fresh().stage, cut_off.fresh().attempt)

    corrected = correct(cut_off, done("restriction"), seal="ПЛ-78", reading="200")

    meter = cut_off.account.meters.get()
    assert (meter.seal, Reading.objects.get().value) == ("ПЛ-78", 200)
    assert corrected.result["former_seal"] == "ПЛ-1"
    assert (cut_off.fresh().stage, cut_off.fresh().attempt) == before
    assert Task.objects.get(kind="file_court_order").status == Task.Status.OPEN


def test_the_report_of_the_crew_is_printed_anew_with_what_is_right(cut_off: Life) -> None:
    correct(cut_off, done("restriction"), seal="ПЛ-78")

    made = Document.objects.filter(kind="restriction_report").order_by("id")
    assert [paper.status for paper in made] == ["CANCELLED", "MADE"]
    assert "ПЛ-78" in str(made[1].context) and "ПЛ-77" not in str(made[1].context)


def test_a_cut_off_that_was_none_leads_the_case_back_to_the_crew(cut_off: Life) -> None:
    filing = Task.objects.get(kind="file_court_order")

    correct(cut_off, done("restriction"), "NO_ACCESS", remarks="никто не открыл")

    filing.refresh_from_db()
    case = cut_off.fresh()
    assert case.stage_kind == "restriction"
    assert not case.recovery.is_restricted and not cut_off.account.is_disconnected
    assert cut_off.account.meters.get().seal == "ПЛ-1" and not Reading.objects.exists()
    assert filing.status == Task.Status.RECALLED
    papers = Document.objects.filter(kind="court_order_application")
    assert {paper.status for paper in papers} == {"CANCELLED"}
    cut_off.lazy = frozenset({"restriction"})
    cut_off.go(until=".2:ask:restriction")
    assert Task.objects.filter(kind="restriction", status=Task.Status.OPEN).exists()


def test_the_journal_shows_both_reports_and_why(cut_off: Life) -> None:
    former = done("restriction")

    corrected = correct(cut_off, former, seal="ПЛ-78")

    former.refresh_from_db()
    answers = cut_off.steps().filter(name="restriction", is_answer=True)
    assert [step.task_id for step in answers.order_by("id")] == [former.pk, corrected.pk]
    told = cut_off.steps().get(name="report-corrected")
    assert (told.ground, told.by) == ("в отчёте ошибка", cut_off.by)
    assert former.status == Task.Status.CORRECTED and former.result["seal"] == "ПЛ-77"
    assert Row.objects.filter(fact="case.report-corrected").exists()


def test_of_two_who_correct_one_report_the_second_hears_who_was_first(cut_off: Life) -> None:
    former = done("restriction")
    correct(cut_off, former, seal="ПЛ-78")

    with pytest.raises(UnableToComplete, match=str(cut_off.by)):
        correct(cut_off, former, seal="ПЛ-79")

    assert cut_off.account.meters.get().seal == "ПЛ-78"
    assert Task.objects.filter(kind="restriction").count() == 2


def test_a_report_is_corrected_once_more_when_the_correction_was_wrong(cut_off: Life) -> None:
    again = correct(cut_off, correct(cut_off, done("restriction"), seal="ПЛ-78"), seal="ПЛ-79")

    assert cut_off.account.meters.get().seal == "ПЛ-79"
    assert (again.result["former_seal"], Task.objects.filter(kind="restriction").count()) == (
        "ПЛ-1",
        3,
    )


def test_a_correction_that_changes_nothing_is_refused(cut_off: Life) -> None:
    with pytest.raises(UnableToComplete):
        correct(cut_off, done("restriction"))

    assert done("restriction").correction == ""


def test_a_cut_off_that_was_none_stays_a_fact_when_the_case_has_gone_to_court(
    begin: Begin,
) -> None:
    life = begin(lazy=frozenset({"court_order_ruling"}))
    life.go(until="ask:court_order_ruling")

    correct(life, done("restriction"), "IMPOSSIBLE", remarks="нет ввода")

    case = life.fresh()
    assert case.stage_kind == "court_order" and not case.recovery.is_restricted
    assert not life.account.restriction_possible
    assert Task.objects.get(kind="court_order_ruling").status == Task.Status.OPEN


def test_sums_of_a_judgment_are_corrected_and_charged_anew(judged: Life) -> None:
    task = judge(judged, "GRANTED")

    correct(judged, task, "PARTIAL", claim="4000", penalty="10", duty="3000")

    charged = Charge.objects.exclude(kind="PRINCIPAL").order_by("kind")
    assert [(one.kind, one.amount) for one in charged] == [("COSTS", 3000), ("PENALTY", 10)]
    court = CourtCase.objects.latest("id")
    assert (court.ruling, court.awarded_claim) == ("PARTIAL", 4000)
    assert Task.objects.get(kind="register_writ").status == Task.Status.OPEN


def test_a_claim_denied_by_mistake_goes_on_when_it_was_granted(judged: Life) -> None:
    task = judge(judged, "DENIED")
    assert judged.fresh().close_reason == "DENIED"
    assert not Subscription.objects.exists()

    correct(judged, task, "GRANTED", in_force_on=judged.today.isoformat())

    case = judged.fresh()
    assert case.closed_on is None and case.close_reason == ""
    assert Row.objects.filter(kind=Row.Kind.RESTART, workflow_id__endswith=f":{case.pk}").exists()
    heard = set(Subscription.objects.values_list("subject", flat=True))
    assert {f"recovery_case:{case.pk}", f"account:{judged.account.pk}"} <= heard
    assert Charge.objects.filter(kind="COSTS").exists()
    judged.go(until="ask:register_writ")
    assert Task.objects.filter(kind="register_writ", status=Task.Status.OPEN).exists()


def test_a_claim_granted_by_mistake_is_over_when_it_was_denied(judged: Life) -> None:
    task = judge(judged, "GRANTED")

    correct(judged, task, "DENIED", remarks="отказано")
    judged.go()

    assert judged.fresh().close_reason == "DENIED"
    assert not Charge.objects.filter(kind="COSTS").exists()


def test_a_case_that_went_on_ends_once_more_for_the_same_reason(judged: Life) -> None:
    granted = correct(judged, judge(judged, "DENIED"), "GRANTED", in_force_on="2026-12-01")

    correct(judged, granted, "DENIED", remarks="отказано")
    judged.go()

    assert judged.fresh().close_reason == "DENIED"
    assert judged.steps().filter(deed="close").count() == 2


def test_a_judgment_on_which_a_writ_stands_is_not_denied_any_more(begin: Begin) -> None:
    life = begin(outcomes={"court_order_ruling": "REFUSED"}, lazy=frozenset({"present_writ"}))
    life.go(until="ask:present_writ")

    with pytest.raises(UnableToComplete, match="Зарегистрировать исполнительный лист"):
        correct(life, done("judgment"), "DENIED", remarks="отказано")

    assert done("judgment").outcome == "GRANTED" and CourtCase.objects.latest("id").in_force_on


def test_a_case_is_not_opened_again_beside_another_about_the_same_debt(begin: Begin) -> None:
    life = begin(outcomes={"approve": "CLOSED"})
    life.go()
    closed = life.fresh()
    assert closed.close_reason == "WITHDRAWN"
    Case.objects.create(
        process=closed.process,
        number="ПИР-9",
        exclusive=closed.exclusive,
        party=closed.party,
        account=closed.account,
        opened_on=life.today,
        stage_kind="notice",
        stage_started_on=life.today,
    )

    with pytest.raises(UnableToComplete, match="другое дело"):
        correct(life, done("approve"), "RETURNED", remarks="поправить суд")

    assert life.fresh().closed_on and done("approve").outcome == "CLOSED"


def test_a_case_closed_by_an_approval_goes_on_with_a_paper_to_correct(begin: Begin) -> None:
    life = begin(outcomes={"approve": "CLOSED"})
    life.go()

    correct(life, done("approve"), "RETURNED", remarks="поправить суд")
    life.lazy = frozenset({"correct"})
    life.go(until="ask:correct")

    assert life.fresh().closed_on is None
    assert Task.objects.get(kind="correct").status == Task.Status.OPEN


def test_a_day_of_delivery_told_wrongly_moves_the_term_that_runs_from_it(begin: Begin) -> None:
    account = factories.create_debtor(
        today=date(2026, 3, 2), party=factories.create_person(email="", phone="")
    )
    life = begin(account)
    life.go(until="pass:deliver")
    ends_on = life.steps().get(name="deliver").term_ends_on
    task = done("deliver_by_post")
    earlier = date.fromisoformat(task.result["date"])
    life.today += timedelta(days=3)

    correct(life, task, date=(earlier + timedelta(days=2)).isoformat())
    life.go(until=f"pass:deliver:{done('deliver_by_post').pk}")

    moved = life.steps().filter(name="deliver").latest("id")
    assert moved.details["start"] == (earlier + timedelta(days=2)).isoformat()
    assert moved.term_ends_on > ends_on
    assert life.fresh().attempt == 1 and Document.objects.count() == 1


def test_a_letter_that_came_back_after_all_is_followed_by_what_the_scheme_says(
    begin: Begin,
) -> None:
    account = factories.create_debtor(
        today=date(2026, 3, 2), party=factories.create_person(email="", phone="")
    )
    life = begin(account, lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")
    [warning] = Task.objects.filter(kind="deliver_by_post", stage=life.fresh().stage - 1)

    correct(life, warning, "RETURNED")

    case = life.fresh()
    assert case.stage_kind == "warning"
    assert Task.objects.get(kind="restriction").status == Task.Status.RECALLED
    decision = life.decide()
    assert decision.deed.kind == "make" and decision.deed.attempt > warning.attempt


def test_the_number_of_a_writ_is_corrected_after_it_went_to_the_bailiffs(begin: Begin) -> None:
    life = begin(lazy=frozenset({"enforcement_opened"}))
    life.go(until="ask:enforcement_opened")
    amount = Writ.objects.get().amount

    correct(life, done("register_writ"), number="ФС 000123456")

    writ = Writ.objects.get()
    assert (writ.number, writ.amount) == ("ФС 000123456", amount)
    assert writ.presented_on and life.fresh().stage_kind == "enforcement"


def test_a_number_of_a_ruling_is_corrected_though_the_order_is_in_force(begin: Begin) -> None:
    life = begin(lazy=frozenset({"register_writ"}))
    life.go(until="ask:register_writ")
    before = CourtCase.objects.get()

    correct(life, done("court_order_ruling"), number="2-7/2026")

    court = CourtCase.objects.get()
    assert (court.number, court.ruling) == ("2-7/2026", "IN_FORCE")
    assert (court.in_force_on, court.ruled_on) == (before.in_force_on, before.ruled_on)


def test_an_opening_that_was_a_refusal_is_told_otherwise(begin: Begin) -> None:
    life = begin(lazy=frozenset({"enforcement_result"}))
    life.go(until="ask:enforcement_result")

    correct(life, done("enforcement_opened"), "REFUSED", reason="ст. 31")

    writ = Writ.objects.get()
    assert (writ.opened_on, writ.proceeding_number, writ.end_reason) == (None, "", "ст. 31")
    assert Task.objects.get(kind="enforcement_result").status == Task.Status.RECALLED


def test_what_bailiffs_collected_is_counted_once(begin: Begin) -> None:
    life = begin(outcomes={"enforcement_result": "ENDED"}, lazy=frozenset({"after_enforcement"}))
    life.go(until="ask:after_enforcement")
    task = Task.objects.filter(kind="enforcement_result").latest("id")

    correct(life, correct(life, task, collected="100"), collected="40")

    assert Writ.objects.latest("id").collected == Decimal(40)


def test_a_finished_report_changes_in_no_other_way(cut_off: Life) -> None:
    former = done("restriction")
    correct(cut_off, former, seal="ПЛ-78")

    with pytest.raises(Exception, match="pgtrigger"):
        Task.objects.filter(pk=former.pk).update(status=Task.Status.DONE)


def test_a_past_day_shows_what_was_said_then(cut_off: Life) -> None:
    former, before = done("restriction"), cut_off.today
    cut_off.today += timedelta(days=3)
    corrected = correct(cut_off, former, seal="ПЛ-78")

    then = {task.pk: task.status for task in casefile.tasks_on(case=cut_off.case, on=before)}

    assert then[former.pk] == Task.Status.DONE
    assert corrected.pk not in then
