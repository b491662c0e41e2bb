"""No date and no number that somebody types stops a case: refused where it is entered, survived where an older release took it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import START, Life
from webapp.metering import operations as metering
from webapp.metering.models import Reading
from webapp.payments.operations import by_hand, posting
from webapp.processes.models import Case, Pause
from webapp.processes.operations import pausing, work
from webapp.processes.queries import explain
from webapp.recovery.models import CourtEvent, Installment, InstallmentPlan
from webapp.recovery.operations import court_events, pauses, plans
from webapp.recovery.queries import casefile, courses
from webapp.recovery.queries.court_events import Told
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.process import decisions

WITHOUT_END = date(9999, 12, 31)
FAR = (WITHOUT_END, date(9999, 12, 27), date(9000, 1, 1), date(2999, 6, 30), date(2226, 3, 20))
NO_SUMS = ("NaN", "sNaN", "Infinity", "-Infinity", "1e9999999", "-1", "0.001", "1e15")


@pytest.mark.parametrize("until", FAR, ids=str)
@pytest.mark.parametrize("pause", [pauses.hold, pauses.promise], ids=["hold", "promise"])
def test_a_pause_ends_within_a_few_years(
    begin: Callable[..., Life], pause: Callable[..., None], until: date
) -> None:
    life = begin()

    with pytest.raises(pausing.UnableToPause, match=r"\d\d\.\d\d\.20\d\d"):
        pause(case_id=life.case.pk, until=until, reason="x", by=life.by, today=START)

    assert (life.fresh().side, Pause.objects.count()) == ("ACTIVE", 0)


def test_a_pause_may_last_as_long_as_people_really_agree(begin: Callable[..., Life]) -> None:
    life = begin()

    for kind, days in (("PROMISE", 365), ("HOLD", 3 * 365), ("HOLD", 0)):
        until = START + timedelta(days=days)
        pausing.pause(
            case_id=life.case.pk, kind=kind, until=until, reason="x", by=life.by, today=START
        )
        pausing.end(kind=kind, case_id=life.case.pk, by=life.by, today=START)

    assert Pause.objects.count() == 3


@pytest.mark.parametrize("due_on", [*FAR, START, START - timedelta(days=1)], ids=str)
def test_a_part_of_a_plan_is_due_within_a_few_years(
    begin: Callable[..., Life], due_on: date
) -> None:
    life = begin()

    with pytest.raises(plans.UnableToAgree):
        plans.agree(case_id=life.case.pk, parts=[(due_on, Decimal(4500))], by=life.by, today=START)

    assert (life.fresh().side, InstallmentPlan.objects.count()) == ("ACTIVE", 0)


@pytest.mark.parametrize("amount", NO_SUMS)
def test_a_part_of_a_plan_is_a_sum_of_money(begin: Callable[..., Life], amount: str) -> None:
    life = begin()
    parts = [
        (START + timedelta(days=30), Decimal(amount)),
        (START + timedelta(days=60), Decimal(4500)),
    ]

    with pytest.raises(plans.UnableToAgree):
        plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START)


def test_a_part_of_nothing_is_called_that(begin: Callable[..., Life]) -> None:
    life = begin()
    parts = [
        (START + timedelta(days=30), Decimal(0)),
        (START + timedelta(days=60), Decimal(4500)),
    ]

    with pytest.raises(plans.UnableToAgree, match="больше нуля"):
        plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START)


def _judged(life: Life, **result: Any) -> Task:
    task = Task.objects.get(kind="judgment", status="OPEN")
    return work.complete(
        task_id=task.pk,
        outcome="PARTIAL",
        result={"date": life.today.isoformat(), "number": "2-1/2026", **result},
        by=life.by,
        today=life.today,
    )


@pytest.fixture
def in_court(begin: Callable[..., Life]) -> Life:
    life = begin(outcomes={"court_order_ruling": "REFUSED"}, lazy=frozenset({"judgment"}))
    life.go(until="ask:judgment")
    return life


WRONG: tuple[dict[str, str], ...] = (
    {"in_force_on": "9999-12-31"},
    {"in_force_on": "2126-04-01"},
    {"in_force_on": "31.12.2026"},
    {"date": "9999-12-31"},
    {"date": "0026-03-02"},
    {"date": "вчера"},
    *({"claim": amount} for amount in NO_SUMS),
    {"penalty": "sNaN"},
    {"duty": "двести"},
)


def _taken[T](tried: Iterable[T], enter: Callable[[T], object], error: type[Exception]) -> list[T]:
    """Return what was not refused of all that was tried on one case: it takes long to bring one to a court."""

    def is_taken(one: T) -> bool:
        try:
            enter(one)
        except error:
            return False
        return True

    return [one for one in tried if is_taken(one)]


def test_a_judgment_that_cannot_be_is_refused_and_the_task_stays(in_court: Life) -> None:
    sums = {"claim": "100.00", "penalty": "0", "duty": "0", "in_force_on": START.isoformat()}

    taken = _taken(WRONG, lambda wrong: _judged(in_court, **{**sums, **wrong}), UnableToComplete)

    assert taken == []
    assert Task.objects.get(kind="judgment").status == "OPEN"


def test_an_event_of_a_court_has_sums_of_money_and_has_happened(in_court: Life) -> None:
    def enter(told: Told) -> object:
        return court_events.enter(
            case_id=in_court.case.pk, told=told, by=in_court.by, today=in_court.today
        )

    def of_sum(amount: str) -> object:
        nothing = {"penalty": Decimal(0), "duty": Decimal(0)}
        return enter(
            _told("JUDGMENT_PARTIAL", in_court.today, principal=Decimal(amount), **nothing)
        )

    def of_day(happened_on: date) -> object:
        return enter(_told("JUDGMENT_GRANTED", happened_on))

    assert _taken(NO_SUMS, of_sum, court_events.UnableToEnter) == []
    assert _taken([*FAR, date(26, 3, 2)], of_day, court_events.UnableToEnter) == []


def _told(kind: str, happened_on: date, **sums: Decimal) -> Told:
    return Told(kind=CourtEvent.Kind(kind), happened_on=happened_on, number="2-1/2026", **sums)


@pytest.mark.parametrize(
    ("amount", "paid_on"),
    [*((amount, START) for amount in (*NO_SUMS, "0")), ("10.00", date(26, 3, 2))],
    ids=str,
)
def test_a_payment_by_hand_is_a_sum_of_a_day(db: None, amount: str, paid_on: date) -> None:
    account = factories.create_account()

    with pytest.raises(posting.UnableToPost):
        by_hand.post_by_hand(
            account_id=account.pk,
            amount=Decimal(amount),
            paid_on=paid_on,
            document_number="",
            purpose="",
            key=f"{amount} {paid_on}",
            by=factories.create_staff(role="ACCOUNTANT"),
            today=START,
        )


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "1e9999999", "-1"])
def test_a_reading_is_what_a_meter_can_show(db: None, value: str) -> None:
    meter = factories.create_meter(account=factories.create_account())

    with pytest.raises(metering.UnableToRecordReading):
        metering.record_reading(
            meter_id=meter.pk,
            read_on=START,
            value=Decimal(value),
            source=Reading.Source.CREW,
            by=None,
        )


# what an earlier release took


def _sleep_for_ever(life: Life) -> None:
    Case.objects.filter(pk=life.case.pk).update(side="PROMISE")
    Pause.objects.create(
        case=life.case, kind="PROMISE", reason="x", since=START, until=WITHOUT_END, by=life.by
    )


def _pay_for_ever(life: Life) -> None:
    Case.objects.filter(pk=life.case.pk).update(side="PLAN")
    plan = InstallmentPlan.objects.create(case=life.case, agreed_on=START, by=life.by)
    Installment.objects.create(plan=plan, due_on=WITHOUT_END, amount=Decimal(4500))


@pytest.mark.parametrize(
    ("poison", "end"),
    [
        (_sleep_for_ever, partial(pausing.end, kind="PROMISE")),
        (_pay_for_ever, partial(plans.end, ground="ошибка")),
    ],
    ids=["promise", "plan"],
)
def test_a_case_that_sleeps_without_end_is_explained_and_woken_by_its_button(
    begin: Callable[..., Life], poison: Callable[[Life], None], end: Callable[..., None]
) -> None:
    life = begin()
    poison(life)

    decision = life.decide()
    course = courses.of_case(life.fresh(), START, life.now())
    told = explain.waiting(case=life.fresh(), course=course)
    end(case_id=life.case.pk, by=life.by, today=START)

    assert isinstance(decision, decisions.Wait) and decision.until == WITHOUT_END
    assert told.until is not None
    assert isinstance(life.decide(), decisions.Act)
    assert not Pause.objects.filter(ended_on=None).exists()


def test_a_plan_that_was_ended_early_is_over_on_the_days_after(
    begin: Callable[..., Life],
) -> None:
    life = begin()
    parts = [(START + timedelta(days=30), Decimal(4500))]
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START)

    ended_on = START + timedelta(days=3)
    plans.end(case_id=life.case.pk, ground="просит платить сразу", by=life.by, today=ended_on)

    case = life.fresh()
    assert InstallmentPlan.objects.get().status == "CANCELLED"
    assert casefile.side_on(case=case, on=START + timedelta(days=2)) == "PLAN"
    assert casefile.side_on(case=case, on=ended_on) == "ACTIVE"
    assert case.steps.latest("id").name == "plan-ended"
    with pytest.raises(pausing.UnableToEnd):
        plans.end(case_id=case.pk, ground="просит платить сразу", by=life.by, today=ended_on)
