"""Two things at one moment: a decision that has grown old, a pause over a plan, a stopped scheme, a court that still works on a paid claim."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from webapp.outbox.models import Row
from webapp.processes.models import Case, Pause
from webapp.processes.operations import closing, deeds, pausing
from webapp.recovery.models import InstallmentPlan
from webapp.recovery.operations import pauses, plans, schemes, sweep
from webapp.tasks.models import Task
from workflows.process import decisions

SOON, LATER = START + timedelta(days=5), START + timedelta(days=40)


def _decide(life: Life) -> decisions.Decision:
    decision = life.decide()
    assert isinstance(decision, decisions.Act | decisions.Ask | decisions.Close)
    return decision


def _whole(life: Life) -> list:
    return [(life.today + timedelta(days=40), Decimal("4500.00"))]


def test_a_crew_is_not_asked_for_when_a_hold_came_after_the_decision(begin):
    life = begin()
    life.go(until="make:restriction_order")
    decision = _decide(life)
    assert decision.deed.name == "restriction"
    pauses.hold(
        case_id=life.case.pk,
        reason="проверка",
        until=life.today + timedelta(days=3),
        by=life.by,
        today=life.today,
    )

    deeds.perform(case_id=life.case.pk, deed=decision.deed, today=life.today)

    assert not Task.objects.filter(kind="restriction").exists()


def test_the_end_of_an_old_pause_does_not_end_a_new_one(begin):
    life = begin()
    life.go(until="pass:deliver")
    pauses.hold(
        case_id=life.case.pk, reason="первая", until=life.today, by=life.by, today=life.today
    )
    life.today += timedelta(days=1)
    decision = _decide(life)
    pausing.end(kind="HOLD", case_id=life.case.pk, by=life.by, today=life.today)
    pauses.hold(case_id=life.case.pk, reason="вторая", until=LATER, by=life.by, today=life.today)

    deeds.perform(case_id=life.case.pk, deed=decision.deed, today=life.today)

    assert Pause.objects.get(ended_on=None).reason == "вторая"


def test_a_case_is_not_closed_as_paid_when_the_payment_has_gone_back(begin):
    life = begin()
    life.go(until="pass:deliver")
    closing.request(
        case_id=life.case.pk, reason="WITHDRAWN", ground="ошибка", by=life.by, today=life.today
    )
    decision = _decide(life)
    Case.objects.filter(pk=life.case.pk).update(close_requested="")

    deeds.perform(case_id=life.case.pk, deed=decision.deed, today=life.today)

    assert life.fresh().closed_on is None


def test_a_plan_over_a_hold_and_a_hold_over_a_plan_are_refused(begin):
    life = begin()
    pauses.hold(case_id=life.case.pk, reason="проверка", until=SOON, by=life.by, today=START)
    with pytest.raises(plans.UnableToAgree):
        plans.agree(case_id=life.case.pk, parts=_whole(life), by=life.by, today=START)
    pausing.end(kind="HOLD", case_id=life.case.pk, by=life.by, today=START)

    plans.agree(case_id=life.case.pk, parts=_whole(life), by=life.by, today=START)
    with pytest.raises(pausing.UnableToPause):
        pauses.promise(case_id=life.case.pk, until=SOON, reason="обещал", by=life.by, today=START)

    assert life.fresh().side == "PLAN"
    assert InstallmentPlan.objects.get().status == "ACTIVE"


def test_nothing_rests_that_is_being_closed(begin):
    life = begin()
    closing.request(
        case_id=life.case.pk, reason="WITHDRAWN", ground="ошибка", by=life.by, today=START
    )

    with pytest.raises(pausing.UnableToPause):
        pauses.dispute(case_id=life.case.pk, reason="спор", by=life.by, today=START)


def test_a_filing_is_taken_back_during_a_hold_and_given_again_after_it(begin):
    life = begin(lazy=frozenset({"file_court_order"}))
    life.go(until="ask:file_court_order")
    pauses.hold(
        case_id=life.case.pk, reason="проверка", until=life.today, by=life.by, today=life.today
    )
    assert Task.objects.get(kind="file_court_order").status == "RECALLED"

    life.go()

    assert list(
        Task.objects.filter(kind="file_court_order").order_by("id").values_list("status", flat=True)
    ) == ["RECALLED", "OPEN"]


def test_an_agreed_plan_brings_the_supply_back(begin):
    life = begin()
    life.go(until="make:restriction_report")
    assert life.fresh().recovery.is_restricted
    plans.agree(case_id=life.case.pk, parts=_whole(life), by=life.by, today=life.today)

    life.go(until="make:resumption_order")
    life.work()

    assert (life.fresh().recovery.is_restricted, life.fresh().side) == (False, "PLAN")
    assert isinstance(life.decide(), decisions.Wait)


def test_a_stopped_scheme_takes_back_what_would_leave_and_wakes_its_cases_twice(begin):
    life = begin(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")
    scheme = life.fresh().recovery.scheme_version.scheme
    Row.objects.all().delete()

    schemes.stop(scheme_id=scheme.pk, reason="жалоба", by=life.by)
    assert Task.objects.get(kind="restriction").status == "RECALLED"
    assert life.decide() == decisions.Wait("stopped")
    schemes.stop(scheme_id=scheme.pk, reason="", by=life.by)

    told = (
        Row.objects.filter(subject=f"recovery_case:{life.case.pk}")
        .order_by("id")
        .values_list("fact", flat=True)
    )
    assert list(told) == ["scheme.stopped", "scheme.resumed"]
    assert _decide(life).deed.name == "restriction"


def test_the_court_and_the_bailiffs_hear_that_the_debt_is_paid(begin):
    life = begin(lazy=frozenset({"enforcement_opened", "notify_bailiffs"}))
    life.go(until="ask:enforcement_opened")

    life.pay(Decimal("7000.00"))  # principal, duty and penalty
    life.go()

    told = Task.objects.get(kind="notify_bailiffs")
    assert life.fresh().closed_on
    assert (told.status, told.role) == ("OPEN", "LAWYER")
    life.lazy = frozenset()
    life.work()
    assert life.steps().get(name="notify_bailiffs", is_answer=True).outcome == "DONE"


def test_a_court_that_has_not_ruled_hears_that_the_debt_is_paid(begin):
    life = begin(lazy=frozenset({"court_order_ruling", "notify_court"}))
    life.go(until="ask:court_order_ruling")

    life.pay(Decimal("4500.00"))
    life.go()

    assert Task.objects.get(kind="notify_court").status == "OPEN"
    assert not Task.objects.filter(kind="notify_bailiffs").exists()


def test_shops_under_one_contract_are_ripe_together(begin):
    shop = factories.create_debtor(
        months=2, monthly=Decimal("950.00"), today=START, party=factories.create_organization()
    )
    factories.create_debtor(
        months=2, monthly=Decimal("950.00"), today=START, party=shop.party, contract=shop.contract
    )
    alone = factories.create_debtor(months=2, monthly=Decimal("950.00"), today=START)

    sweep.sweep(today=START)

    assert Case.objects.get(contract=shop.contract).claims.count() == 4
    assert not Case.objects.filter(account=alone).exists()
