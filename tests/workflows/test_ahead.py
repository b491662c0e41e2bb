"""The days ahead of a case: what its decider does next, as early and as late as may be."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from webapp.recovery.operations.schemes import DEFAULTS, ORGANIZATIONS, PERSONS
from webapp.recovery.queries import courses
from workflows.interfaces.debt_recovery import Facts, Scheme, StageKind
from workflows.interfaces.process import (
    CaseState,
    MessageRecord,
    Pause,
    Quiet,
    StepRecord,
    TaskRecord,
)
from workflows.process import ahead
from workflows.process.ahead import Coming
from workflows.process.course import Course

START = date(2026, 3, 2)
FACTS = Facts(debt=Decimal(5000))
PHONE = frozenset({"sms", "voice"})


def course(
    state: CaseState | None = None,
    facts: Facts = FACTS,
    *,
    scheme: Scheme = PERSONS,
    reachable: frozenset[str] = PHONE,
    today: date = START,
) -> Course:
    return Course(
        stages=scheme.stages,
        state=state or CaseState(),
        facts=facts,
        today=today,
        decide=courses.decided_by(scheme),
        basis=courses.basis,
        answer=courses.answer,
        reachable=lambda: reachable,
        done=courses.done,
    )


def stage_of(kind: StageKind, scheme: Scheme = PERSONS) -> int:
    return [stage.kind for stage in scheme.stages].index(kind)


def step(found: list[Coming], kind: StageKind, name: str, scheme: Scheme = PERSONS) -> Coming:
    number = stage_of(kind, scheme)
    return next(one for one in found if (one.stage, one.name) == (number, name))


@pytest.mark.parametrize("scheme", DEFAULTS, ids=lambda scheme: scheme.code)
def test_every_step_ahead_has_its_days_in_order(scheme: Scheme) -> None:
    found = ahead.steps(course(scheme=scheme))

    earliest = [one.earliest for one in found]
    latest = [one.latest for one in found if one.latest]
    assert earliest == sorted(earliest) and latest == sorted(latest)
    assert all(one.latest is None or one.earliest <= one.latest for one in found)
    assert len({one.stage for one in found}) >= 6
    # an answer that leads back is not followed round and round
    assert len({(one.stage, one.attempt) for one in found}) == len({one.stage for one in found})


def test_a_notice_that_is_read_at_once_lets_its_ten_days_run() -> None:
    found = ahead.steps(course())
    notice = step(found, StageKind.NOTICE, "notice")
    delivered = step(found, StageKind.NOTICE, "deliver")
    term = step(found, StageKind.NOTICE, ahead.TERM)
    warning = step(found, StageKind.WARNING, "restriction_warning")

    assert (notice.earliest, notice.latest) == (START, START)
    # three channels keep silent for ten days each, then the post takes its ten
    by_sms, by_voice, by_post = 11, 11, 10
    late = START + timedelta(days=by_sms + by_voice + by_post)
    assert (delivered.earliest, delivered.latest) == (START, late)
    assert term.earliest == START + timedelta(days=10)
    assert warning.earliest == term.earliest + timedelta(days=1)
    assert delivered.changed_by == (ahead.DELIVERY,)
    assert term.changed_by == (ahead.PAYMENT,)


def test_nobody_is_cut_off_before_the_days_of_the_warning_are_over() -> None:
    delivered = StepRecord("deliver", "sms", START, "5000", term_ends_on=START + timedelta(days=20))
    warning = StepRecord("restriction_warning", "MADE", START, "5000")
    state = CaseState(stage=stage_of(StageKind.WARNING), steps=(warning, delivered))

    found = ahead.steps(course(state))
    cut = step(found, StageKind.RESTRICTION, "restriction")

    assert found[0].name == ahead.TERM
    assert cut.earliest == START + timedelta(days=21)
    assert cut.latest == cut.earliest + timedelta(days=5)
    assert cut.changed_by == (ahead.ANSWER,)


def test_an_open_task_is_answered_today_or_on_its_last_day() -> None:
    made = StepRecord("court_order_application", "MADE", START, "5000")
    due_on = START + timedelta(days=4)
    task = TaskRecord("file_court_order", "OPEN", "", due_on)
    state = CaseState(stage=stage_of(StageKind.COURT_ORDER), steps=(made,), tasks=(task,))

    found = ahead.steps(course(state))
    filed = step(found, StageKind.COURT_ORDER, "file_court_order")
    ruled = step(found, StageKind.COURT_ORDER, "court_order_ruling")

    assert (filed.earliest, filed.latest) == (START, due_on)
    assert ruled.latest is not None and ruled.latest > due_on
    # an order in force leads past the lawsuit
    assert stage_of(StageKind.LAWSUIT) not in {one.stage for one in found}
    assert stage_of(StageKind.WRIT) in {one.stage for one in found}


def test_a_late_task_moves_everything_behind_it() -> None:
    made = StepRecord("court_order_application", "MADE", START, "5000")
    task = TaskRecord("file_court_order", "OPEN", "", START - timedelta(days=4))
    state = CaseState(stage=stage_of(StageKind.COURT_ORDER), steps=(made,), tasks=(task,))

    filed = ahead.steps(course(state))[0]

    assert (filed.earliest, filed.latest) == (START, START)


def test_a_pause_is_waited_for_and_one_without_an_end_shows_no_day() -> None:
    until = START + timedelta(days=30)
    held = replace(FACTS, pauses=(Pause(7, "HOLD", until),))
    disputed = replace(FACTS, pauses=(Pause(8, "DISPUTE"),))

    first, second, *_rest = ahead.steps(course(facts=held))

    assert (first.name, first.earliest) == ("pause-7", until + timedelta(days=1))
    assert first.changed_by == (ahead.PAUSE,)
    assert (second.name, second.earliest) == ("notice", until + timedelta(days=1))
    assert ahead.steps(course(facts=disputed)) == []


def test_a_stage_that_may_not_come_is_told_as_passed_over() -> None:
    found = ahead.steps(course(facts=replace(FACTS, restriction_possible=False)))

    assert step(found, StageKind.WARNING, "skip").earliest == START + timedelta(days=11)
    assert step(found, StageKind.RESTRICTION, "skip")


def test_a_message_on_its_way_is_proven_today_or_the_next_channel_has_its_turn() -> None:
    made = StepRecord("notice", "MADE", START, "5000")
    proof_until = START + timedelta(days=10)
    sent = MessageRecord("email", "SENT", START, proof_until)

    found = ahead.steps(course(CaseState(steps=(made,), messages=(sent,))))

    assert found[0].name == "deliver" and found[0].earliest == START
    assert found[0].latest is not None and found[0].latest > proof_until


def test_whom_no_channel_reaches_the_post_does() -> None:
    found = ahead.steps(course(reachable=frozenset()))

    assert [one.name for one in found[:3]] == ["notice", "deliver_by_post", "deliver"]
    assert found[1].latest == START + timedelta(days=10)


def test_a_paper_that_is_made_anew_is_delivered_anew() -> None:
    made = StepRecord("notice", "MADE", START, "6000")
    task = TaskRecord("deliver_by_post", "OPEN", "", START + timedelta(days=4))
    state = CaseState(steps=(made,), tasks=(task,))

    found = ahead.steps(course(state, reachable=frozenset()))

    assert [one.name for one in found[:3]] == ["notice", "deliver_by_post", "deliver"]
    assert found[1].latest == START + timedelta(days=10)
    assert found[3].name == ahead.TERM


def test_quiet_hours_are_those_of_today_alone() -> None:
    quiet = Quiet("sms", START + timedelta(days=1), time(8), "hours")
    made = StepRecord("notice", "MADE", START, "5000")
    facts = replace(FACTS, quiet=(quiet,))
    failed = MessageRecord("email", "NO_CONTACT", START, START)

    found = ahead.steps(course(CaseState(steps=(made,), messages=(failed,)), facts))

    assert found[0].earliest == START + timedelta(days=1)


def test_the_claim_of_an_organization_waits_for_its_thirty_days() -> None:
    found = ahead.steps(course(scheme=ORGANIZATIONS, reachable=frozenset({"email"})))
    claim = step(found, StageKind.PRETRIAL_CLAIM, "deliver", ORGANIZATIONS)
    court = step(found, StageKind.COURT_ORDER, "court_order_application", ORGANIZATIONS)

    assert court.earliest >= claim.earliest + timedelta(days=30)
