"""The course of a verification, pure: what is decided from what is known."""

from datetime import date, timedelta

import pytest

from workflows.contact_verification import CONFIRMED, CORRECTED, RULES, STAGES, UNUSABLE
from workflows.interfaces.process import CaseState, Facts, MessageRecord, StepRecord, TaskRecord
from workflows.process import decider
from workflows.process.decisions import Act, Ask, Close, Decision, Wait

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
TOLD = StepRecord("deliver", "sms", TODAY, term_ends_on=TODAY + 5 * DAY)


def decided(
    today: date = TODAY, stage: int = 0, asked_to_close: str = "", **known: object
) -> Decision:
    return decider.decide(
        rules=RULES,
        stages=STAGES,
        state=CaseState(stage=stage, **known),  # type: ignore[arg-type]
        facts=Facts(close_requested=asked_to_close or None),
        today=today,
    )


def sent(channel: str, status: str) -> MessageRecord:
    return MessageRecord(channel, status, TODAY, TODAY + 3 * DAY)


def test_the_customer_is_asked_by_a_channel_first() -> None:
    decision = decided()

    assert isinstance(decision, Act)
    assert decision.deed.step == "0.1:send:email"


def test_what_does_not_go_by_one_channel_goes_by_the_next() -> None:
    decision = decided(messages=(sent("email", "NO_CONTACT"),))

    assert isinstance(decision, Act)
    assert decision.deed.step == "0.1:send:sms"


def test_the_customer_has_five_days_to_answer_and_then_the_desk_is_asked() -> None:
    told = {"messages": (sent("email", "NO_CONTACT"), sent("sms", "DELIVERED")), "steps": (TOLD,)}

    assert decided(**told) == Wait("term", TODAY + 6 * DAY)
    decision = decided(TODAY + 6 * DAY, **told)

    assert isinstance(decision, Ask)
    assert (decision.deed.step, decision.deed.role) == ("1.1:ask:verify_contact", "CALL_CENTER")


def test_whom_no_channel_reaches_the_desk_looks_for_at_once() -> None:
    decision = decided(messages=(sent("email", "NO_CONTACT"), sent("sms", "FAILED")))

    assert isinstance(decision, Ask)


@pytest.mark.parametrize("outcome", [CORRECTED, CONFIRMED, UNUSABLE])
def test_each_answer_of_the_desk_ends_the_case_with_its_own_reason(outcome: str) -> None:
    answered = TaskRecord("verify_contact", "DONE", outcome, TODAY)

    decision = decided(stage=1, tasks=(answered,))

    assert isinstance(decision, Close)
    assert decision.deed.reason == outcome


def test_an_answer_that_comes_from_elsewhere_ends_the_case_at_any_time() -> None:
    decision = decided(asked_to_close=CORRECTED, messages=(sent("sms", "SENT"),))

    assert isinstance(decision, Close)
    assert decision.deed.reason == CORRECTED
