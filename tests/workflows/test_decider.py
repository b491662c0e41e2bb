"""The decider alone: what a case does, for every way people, providers and debtors may behave."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.world import HAPPY, START, World, kinds, live, sent
from webapp.recovery.operations.schemes import DEFAULTS, MANAGING_COMPANIES, ORGANIZATIONS
from workflows.debt_recovery import decider, plan
from workflows.interfaces.debt_recovery import CloseReason, Facts, ReturnedWrit
from workflows.interfaces.process import CaseState, MessageRecord, Quiet, StepRecord, TaskRecord
from workflows.process import decisions
from workflows.process.plan import Work


def test_an_unpaid_debt_of_a_person_goes_from_notice_to_bailiffs():
    world = World()

    end = live(world)

    assert end == decisions.Wait("end_of_scheme")
    assert kinds(world) == [
        "notice",
        "warning",
        "restriction",
        "lawyers",
        "court_order",
        "writ",
        "enforcement",
    ]


def test_an_organization_gets_a_pretrial_claim_that_a_lawyer_approves():
    world = World(scheme=ORGANIZATIONS)

    live(world)

    keys = [key for _day, key in world.log if key.startswith("3.")]
    assert keys == [
        "3.1:make:pretrial_claim",
        "3.1:ask:approve",
        "3.1:send:email",
        "3.1:pass:deliver",
    ]


def test_supply_of_a_managing_company_is_never_restricted():
    world = World(scheme=MANAGING_COMPANIES)

    live(world)

    assert "restriction" not in kinds(world)


def test_the_warning_is_passed_over_where_restriction_is_impossible():
    world = World(restriction_possible=False)

    live(world)

    assert {"1.1:pass:skip", "2.1:pass:skip"} <= world.effects.keys()
    assert not [key for key in sent(world) if key.startswith("1.")]


def test_twenty_days_run_from_delivery_not_from_sending():
    world = World(deliveries={"sms": "SENT", "voice": "DELIVERED", "email": "DELIVERED"})

    live(world)

    days = {key: day for day, key in world.log}
    assert days["1.1:send:voice"] == days["1.1:send:sms"] + timedelta(days=11)
    assert days["2.1:make:restriction_order"] == days["1.1:pass:deliver"] + timedelta(days=21)


def test_when_no_channel_works_the_post_carries_the_paper():
    world = World(deliveries={})

    live(world)

    assert world.effects["0.1:ask:deliver_by_post"] == 1
    assert world.steps["0.1:pass:deliver"].outcome == "post"


def test_payment_during_the_term_closes_the_case_and_nothing_more_is_sent():
    world = World(payments={START + timedelta(days=3): Decimal(5000)})

    live(world)

    assert world.close_reason == "PAID"
    assert all(day <= START + timedelta(days=3) for day, key in world.log if ":send:" in key)


def test_a_restricted_debtor_who_pays_is_connected_before_the_case_closes():
    world = World(payments={START + timedelta(days=60): Decimal(5000)})

    live(world)

    keys = [key for _day, key in world.log]
    assert [key.split(":", 1)[1] for key in keys[-3:]] == [
        "resume:resumption",
        "make:resumption_order",
        "close:paid",
    ]


def test_partial_payment_before_approval_makes_the_paper_anew():
    world = World(scheme=ORGANIZATIONS, outcomes={"approve": ["APPROVED"]})
    days = 0
    while "3.1:ask:approve" not in world.effects:
        decision = decider.decide(
            scheme=world.scheme,
            state=(v := world.view(START)).state,
            facts=v.facts,
            today=START + timedelta(days=days),
        )
        if isinstance(decision, decisions.Wait):
            days += 1
            world.work()
        else:
            world.do(decision.deed, START + timedelta(days=days))
    world.debt -= 1000

    view = world.view(START)
    decision = decider.decide(
        scheme=world.scheme, state=view.state, facts=view.facts, today=START + timedelta(days=days)
    )

    assert isinstance(decision, decisions.Act)
    assert decision.deed.step == "3.1:make:pretrial_claim:r2"


def test_a_returned_package_is_corrected_and_made_again_until_it_is_approved():
    world = World(outcomes={"approve": ["RETURNED", "RETURNED", "APPROVED"]})

    live(world)

    assert [world.effects[f"3.{n}:make:service_memo"] for n in (1, 2, 3)] == [1, 1, 1]
    assert [world.effects[f"3.{n}:ask:correct"] for n in (1, 2, 3)] == [1, 1, 0]


def test_a_returned_package_is_not_made_again_by_itself():
    world = World(outcomes={"approve": ["RETURNED"]})
    live(world, until="3.1:ask:correct")
    today, _step = world.log[-1]
    world.debt -= 1000

    view = world.view(today)
    decision = decider.decide(
        scheme=world.scheme, state=view.state, facts=view.facts, today=today + timedelta(days=90)
    )

    assert decision == decisions.Wait("task:correct")
    assert world.effects["3.2:make:service_memo"] == 0


def test_objections_to_the_order_lead_to_a_lawsuit():
    world = World(outcomes={"court_order_effect": ["CANCELLED"]})

    live(world)

    assert kinds(world)[-3:] == ["lawsuit", "writ", "enforcement"]


def test_bailiffs_who_refuse_to_open_a_proceeding_are_asked_no_result():
    world = World(outcomes={"enforcement_opened": ["REFUSED"]})

    live(world)

    asked = [key.split(":")[2] for key in world.effects if ":ask:" in key]
    assert asked[-2:] == ["enforcement_opened", "after_enforcement"]
    assert "enforcement_result" not in asked


def test_attempts_of_a_round_that_a_court_undid_are_neither_counted_nor_repeated():
    scheme = DEFAULTS[0]
    enforcement = len(scheme.stages) - 1
    done = tuple(
        TaskRecord(name, "DONE", outcome, START)
        for name, outcome in (
            *(("present_writ", "PRESENTED"), ("enforcement_opened", "OPENED")),
            ("enforcement_result", "ENDED"),
        )
    )
    made = (StepRecord("bailiff_registry", "MADE", START, Decimal(5000)),)
    state = CaseState(stage=enforcement, attempt=4, steps=made, tasks=done, attempts_before=3)

    decision = decider.decide(
        scheme=scheme, state=state, facts=Facts(debt=Decimal(5000)), today=START
    )

    assert isinstance(decision, decisions.Act)
    assert decision.deed.step == f"{enforcement}.5:make:bailiff_registry"


def test_a_denied_claim_ends_the_case():
    world = World(outcomes={"court_order_ruling": ["REFUSED"], "judgment": ["DENIED"]})

    live(world)

    assert world.close_reason == "DENIED"


def test_a_debt_too_large_for_an_order_goes_to_a_lawsuit():
    world = World(debt=Decimal(600_000))

    live(world)

    assert "4.1:pass:skip" in world.effects
    assert "5.1:make:statement_of_claim" in world.effects


def test_bailiffs_who_find_nothing_are_asked_twice():
    world = World(outcomes={"enforcement_result": ["ENDED"]})

    end = live(world)

    assert end == decisions.Wait("end_of_scheme")
    assert [key for key in world.effects if key.endswith("present_writ")] == [
        "7.1:ask:present_writ",
        "7.2:ask:present_writ",
    ]


def test_a_hold_stops_the_case_until_its_day_and_not_longer():
    world = World(pause=("HOLD", START + timedelta(days=30)))

    live(world)

    assert world.log[0] == (START + timedelta(days=31), "0.1:end_pause:pause-1")


def test_a_dispute_waits_for_a_person():
    world = World(pause=("DISPUTE", None))

    assert live(world) == decisions.Wait("pause:DISPUTE", None)


def test_a_person_may_close_the_case_at_any_moment():
    world = World(close_requested=CloseReason.BANKRUPTCY)

    live(world)

    assert world.close_reason == "BANKRUPTCY"


ANY_OUTCOME = st.fixed_dictionaries(
    {},
    optional={
        "approve": st.lists(st.sampled_from(["APPROVED", "RETURNED"]), min_size=1, max_size=3).map(
            lambda found: [*found, "APPROVED"]
        ),
        "restriction": st.lists(
            st.sampled_from(["DONE", "NO_ACCESS", "IMPOSSIBLE"]), min_size=1, max_size=3
        ),
        "court_order_ruling": st.sampled_from([["ISSUED"], ["REFUSED"]]),
        "court_order_effect": st.sampled_from([["IN_FORCE"], ["CANCELLED"]]),
        "judgment": st.sampled_from([["GRANTED"], ["DENIED"]]),
        "enforcement_opened": st.sampled_from([["OPENED"], ["REFUSED"]]),
        "enforcement_result": st.sampled_from([["COLLECTED"], ["ENDED"], ["ENDED", "COLLECTED"]]),
    },
)
WORLDS = st.builds(
    World,
    scheme=st.sampled_from(DEFAULTS),
    payments=st.dictionaries(
        st.integers(1, 250).map(lambda n: START + timedelta(days=n)),
        st.sampled_from([Decimal(500), Decimal(5000)]),
        max_size=3,
    ),
    deliveries=st.dictionaries(
        st.sampled_from(["email", "sms", "voice"]),
        st.sampled_from(["SENT", "DELIVERED", "FAILED", "NO_CONTACT"]),
    ),
    outcomes=ANY_OUTCOME,
    restriction_possible=st.booleans(),
)


@given(WORLDS)
@settings(max_examples=150, deadline=None)
def test_every_case_comes_to_rest_and_no_step_happens_twice(world):
    live(world)

    assert set(world.effects.values()) == {1}


@given(WORLDS)
@settings(max_examples=150, deadline=None)
def test_nothing_is_sent_or_filed_after_full_payment(world):
    paid_on = START + timedelta(days=40)
    world.payments = {paid_on: world.debt}

    live(world)

    after = [key for day, key in world.log if day > paid_on]
    assert not [key for key in after if ":send:" in key or ":make:" in key or ":ask:" in key]


def test_a_ruling_is_asked_for_when_the_court_must_have_sent_it_and_its_force_when_objections_are_over():
    terms = {step.task: step.term for step in plan.STEPS["court_order"] if isinstance(step, Work)}
    ruling, effect = terms["court_order_ruling"], terms["court_order_effect"]

    # fifteen days on the road and at the post office are eleven working ones
    assert ruling and (ruling.length, ruling.unit) == (10 + 5, plan.Unit.WORKING_DAYS)
    assert effect and (effect.length, effect.unit) == (5 + 11 + 10, plan.Unit.WORKING_DAYS)


def test_every_task_of_every_stage_is_known_to_the_tests():
    asked = {step.task for row in plan.STEPS.values() for step in row if isinstance(step, Work)}

    assert asked | {"correct", "deliver_by_post", "resumption"} == HAPPY.keys()


def test_a_doubt_that_was_settled_as_not_sent_lets_the_paper_follow_the_debt():
    state = CaseState(
        steps=(StepRecord("notice", "MADE", START, Decimal(5000)),),
        messages=(MessageRecord("sms", "PLANNED", START, START),),
        tasks=(TaskRecord("settle_unknown-sms", "DONE", "NOT_SENT", START),),
    )

    decision = decider.decide(
        scheme=DEFAULTS[0], state=state, facts=Facts(debt=Decimal(3500)), today=START
    )

    assert isinstance(decision, decisions.Act)
    assert decision.deed.step == "0.1:make:notice:r2"


def test_what_the_bailiffs_left_unpaid_is_presented_again_or_written_off():
    world = World(
        outcomes={
            "enforcement_result": ["ENDED"],
            "after_enforcement": ["PRESENT_AGAIN", "WRITE_OFF"],
        }
    )

    live(world)

    assert world.close_reason == "WRITTEN_OFF"
    assert [key for _day, key in world.log if "ask:present_writ" in key] == [
        "7.1:ask:present_writ",
        "7.2:ask:present_writ",
        "7.3:ask:present_writ",
    ]


def test_a_warning_that_came_back_is_sent_again_and_at_last_nobody_is_cut_off():
    warned_twice = replace(
        DEFAULTS[0],
        stages=tuple(
            replace(stage, attempts=2) if stage.kind == "warning" else stage
            for stage in DEFAULTS[0].stages
        ),
    )
    world = World(
        scheme=warned_twice,
        deliveries={},
        outcomes={"deliver_by_post": ["DELIVERED", "RETURNED", "RETURNED"]},
    )

    live(world)

    assert {"1.1:make:restriction_warning", "1.2:make:restriction_warning"} <= world.effects.keys()
    assert not [
        key
        for key in world.effects
        if key.startswith("2.") or (key.startswith("1.") and "deliver:" in key)
    ]
    assert kinds(world)[2] == "lawyers"


def test_any_other_letter_that_came_back_counts_as_delivered():
    world = World(deliveries={}, outcomes={"deliver_by_post": ["RETURNED", "DELIVERED"]})

    live(world)

    assert world.effects["0.1:pass:deliver"] == 1


def test_a_claim_above_the_limit_of_an_order_goes_to_a_lawsuit():
    world = World(order_possible=False)

    live(world)

    assert "4.1:make:court_order_application" not in world.effects
    assert {"4.1:pass:skip", "5.1:make:statement_of_claim"} <= world.effects.keys()


@pytest.mark.parametrize(("status", "waits"), [(None, True), ("PLANNED", True), ("SENDING", False)])
def test_in_quiet_hours_a_short_message_waits_for_the_opening_unless_it_is_on_its_way(
    status, waits
):
    quiet = Quiet("sms", START, time(8), "hours")
    made = StepRecord("notice", "MADE", START, Decimal(5000))
    sent = [MessageRecord("email", "NO_CONTACT", START, START)]
    sent += [MessageRecord("sms", status, START, START)] if status else []
    state = CaseState(steps=(made,), messages=tuple(sent))

    decision = decider.decide(
        scheme=World().scheme,
        state=state,
        facts=Facts(debt=Decimal(5000), quiet=(quiet,)),
        today=START,
    )

    if waits:
        assert decision == decisions.Wait("quiet:hours:sms", START, time(8))
    else:
        assert decision.deed.name == "sms"


def test_quiet_hours_of_a_later_channel_hold_nothing_up():
    quiet = Quiet("voice", START, time(8), "hours")
    state = CaseState(steps=(StepRecord("notice", "MADE", START, Decimal(5000)),))

    decision = decider.decide(
        scheme=World().scheme,
        state=state,
        facts=Facts(debt=Decimal(5000), quiet=(quiet,)),
        today=START,
    )

    assert decision.deed.name == "email"


def decided(world: World, today: date) -> decisions.Decision:
    view = world.view(today)
    return decider.decide(scheme=world.scheme, state=view.state, facts=view.facts, today=today)


def step_of(decision: decisions.Decision) -> str:
    assert isinstance(decision, decisions.Act | decisions.Ask), decision
    return decision.deed.step


def test_a_crew_is_not_sent_where_the_ground_of_the_restriction_is_gone():
    world = World()
    live(world, until="2.1:ask:restriction")
    world.restriction_ground = False

    assert step_of(decided(world, START)) == "2.1:pass:skip"
    live(world)

    assert "resume:resumption" not in "".join(world.effects)
    assert {"2.1:pass:skip", "3.1:make:service_memo"} <= world.effects.keys()


def test_a_supply_whose_service_is_paid_comes_back_and_the_rest_of_the_debt_goes_on():
    world = World()
    live(world, until="3.1:ask:approve")
    world.restriction_ground = False

    live(world)

    assert {"3.1:resume:resumption", "3.1:make:resumption_order"} <= world.effects.keys()
    assert not world.restricted
    assert kinds(world)[-3:] == ["court_order", "writ", "enforcement"]


def test_a_paid_service_comes_back_even_while_the_case_is_paused():
    world = World()
    live(world, until="3.1:ask:approve")
    world.restriction_ground, world.pause = False, ("DISPUTE", None)

    assert step_of(decided(world, START)) == "3.1:resume:resumption"


@pytest.mark.parametrize("reason", CloseReason)
def test_a_restricted_supply_is_resumed_before_a_case_ends_for_whatever_reason(reason):
    world = World(close_requested=reason, restricted=True)

    assert step_of(decided(world, START)) == "0.1:resume:resumption"
    live(world)

    assert (world.restricted, world.close_reason) == (False, reason)


def test_a_write_off_after_the_bailiffs_resumes_the_supply_first():
    world = World(outcomes={"enforcement_result": ["ENDED"], "after_enforcement": ["WRITE_OFF"]})

    live(world)

    assert [step.split(":", 1)[1] for _day, step in world.log[-3:]] == [
        "resume:resumption",
        "make:resumption_order",
        "close:written_off",
    ]
    assert not world.restricted


def test_a_warning_is_not_sent_on_where_its_ground_is_gone_but_a_delivered_one_lets_its_term_run():
    sent_only = World(deliveries={"sms": "SENT", "voice": "DELIVERED", "email": "DELIVERED"})
    live(sent_only, until="1.1:send:sms")
    told = World()
    live(told, until="1.1:pass:deliver")

    for world in (sent_only, told):
        world.restriction_ground = False

    today = sent_only.log[-1][0]
    assert step_of(decided(sent_only, today)) == "1.1:pass:skip"
    waiting = decided(told, told.log[-1][0])
    assert isinstance(waiting, decisions.Wait) and waiting.why == "term"


def test_what_went_astray_is_made_anew_for_the_next_channel_when_the_debt_has_changed():
    world = World(deliveries={"email": "DELIVERED", "sms": "SENT", "voice": "DELIVERED"})
    live(world, until="1.1:send:sms")
    sent_on = world.log[-1][0]
    world.debt -= 1000

    waiting = decided(world, sent_on)
    live(world, start=sent_on + timedelta(days=11), until="1.1:pass:deliver:r2")

    assert isinstance(waiting, decisions.Wait) and waiting.why == "proof:sms"
    assert [key for day, key in world.log if day > sent_on] == [
        "1.1:make:restriction_warning:r2",
        "1.1:send:voice:r2",
        "1.1:pass:deliver:r2",
    ]


def test_a_returned_writ_is_not_presented_again_within_six_months():
    world = World(outcomes={"enforcement_result": ["ENDED"]})

    live(world, until="7.2:make:bailiff_registry")

    assert world.returned_on is not None
    assert world.log[-1][0] == world.returned_on + timedelta(days=184)


def test_a_writ_left_alone_is_looked_at_again_and_may_still_be_presented():
    world = World(
        outcomes={
            "enforcement_result": ["ENDED"],
            "after_enforcement": ["LEAVE_OPEN", "PRESENT_AGAIN", "WRITE_OFF"],
        }
    )

    live(world)

    assert {
        "7.2:ask:after_enforcement",
        "7.2:ask:after_enforcement:r2",
        "7.3:ask:present_writ",
    } <= world.effects.keys()


def test_a_writ_whose_term_is_over_is_presented_no_more():
    answers = {
        "present_writ": "PRESENTED",
        "enforcement_opened": "OPENED",
        "enforcement_result": "ENDED",
    }
    state = CaseState(
        stage=7,
        steps=(StepRecord("bailiff_registry", "MADE", START, Decimal(5000)),),
        tasks=tuple(TaskRecord(name, "DONE", outcome, START) for name, outcome in answers.items()),
    )
    over = ReturnedWrit(START - timedelta(days=1000), START - timedelta(days=1), START)

    decision = decider.decide(
        scheme=DEFAULTS[0],
        state=state,
        facts=Facts(debt=Decimal(5000), returned_writ=over),
        today=START,
    )

    assert decision == decisions.Wait("end_of_scheme")
