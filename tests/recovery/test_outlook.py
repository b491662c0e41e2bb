"""What a story is told of a case, and the steps it asks for by their keys."""

from collections.abc import Callable
from decimal import Decimal

from tests.recovery.living import Life
from webapp.correspondence.models import Message
from webapp.processes.models import Step
from webapp.processes.operations import deeds
from webapp.processes.queries import outlook
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import Outlook


def look(life: Life) -> Outlook:
    return outlook.of_case(
        process=life.case.process,
        case_id=life.case.pk,
        today=life.today,
        clock=BusinessClock(),
        now=life.now(),
    )


def perform(life: Life, step: str) -> None:
    deeds.perform_step(case_id=life.case.pk, step=step, today=life.today)


def test_a_channel_without_a_contact_is_noted_and_nothing_leaves_the_house(
    begin: Callable[..., Life],
) -> None:
    life = begin()
    perform(life, look(life).step)

    told = look(life)
    perform(life, told.step)

    assert (told.do, told.step, told.sending) == ("note", "0.1:send:email", None)
    assert Message.objects.get().status == Message.Status.NO_CONTACT
    following = look(life)
    assert following.do == "send_sms"
    assert following.sending is not None and following.sending.deed.step == following.step


def test_a_waiting_case_says_where_it_stands_whose_turn_it_is_and_until_when(
    begin: Callable[..., Life],
) -> None:
    life = begin()
    life.go(until=":pass:deliver")

    wait = look(life).wait

    assert wait is not None and wait.why == "term"
    assert (wait.standing.stage, wait.standing.side) == ("notice", "ACTIVE")
    assert wait.standing.due_on == wait.until
    life.lazy = frozenset({"approve"})
    life.go(until=":ask:approve")
    asked = look(life).wait
    assert asked is not None and asked.standing.role == "LAWYER"


def test_a_step_that_is_no_longer_to_be_done_is_not_done(begin: Callable[..., Life]) -> None:
    life = begin()
    step = look(life).step
    life.pay(Decimal(1_000_000))

    perform(life, step)

    assert not Step.objects.filter(key=step).exists()
    assert look(life).do == "close_case"


def test_a_step_that_was_done_is_not_done_again(begin: Callable[..., Life]) -> None:
    life = begin()
    step = look(life).step

    for _time in range(2):
        perform(life, step)

    assert Step.objects.filter(key=step).count() == 1
    assert look(life).written == Step.objects.get().pk
