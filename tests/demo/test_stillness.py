"""The clock of the rehearsal goes on only when everything due has been done: what counts as due, and who wakes next."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.demo import manners, personas, settling, staffing, town
from webapp.demo.outside import Outside
from webapp.demo.personas import End, Habit, Persona
from webapp.demo.stillness import ENOUGH, Watch, wake
from webapp.outbox.models import Row
from webapp.processes.models import Case
from webapp.processes.operations import pausing
from webapp.recovery.models import Scheme
from webapp.recovery.operations import pauses, schemes, sweep
from webapp.staff import operations as clock
from webapp.staff.models import Role
from workflows.interfaces.clock import MOSCOW

TODAY = town.START
CLOSED = {"closed_on": TODAY, "close_reason": "WITHDRAWN", "side": "CLOSED"}
MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=MOSCOW)


@pytest.fixture
def watch(db: None, tmp_path: Path) -> Watch:
    schemes.install_defaults()
    people = staffing.hire(password="a-long-password")
    settling.supplier()
    home_town = town.build(seed=7, accounts=60)
    settling.settle(town=home_town, folder=tmp_path, by=people.of(Role.ACCOUNTANT))
    clock.set_clock(business_at=MORNING, rate=1.0)
    sweep.sweep(today=TODAY)
    return Watch(outside=Outside(mail=tmp_path / "mail.jsonl", telephone=tmp_path / "tel.jsonl"))


def deliver_everything() -> None:
    Row.objects.update(delivered_at=MORNING)


def stop_all_schemes() -> None:
    Scheme.objects.update(stopped_reason="nothing goes out")


def hold(case: Case, *, until: date) -> None:
    by = staffing.hire(password="a-long-password").of(Role.HEAD_OF_LEGAL)
    pauses.hold(case_id=case.pk, reason="Проверка", until=until, by=by, today=TODAY)


def test_it_is_not_still_while_a_start_is_on_its_way_to_temporal(watch: Watch) -> None:
    assert watch.look().on_its_way >= Case.objects.count()


def test_it_is_not_still_while_a_case_has_a_paper_to_make(watch: Watch) -> None:
    deliver_everything()

    assert len(watch.look().busy) == ENOUGH
    assert not watch.look().is_still


def test_it_is_still_when_every_case_waits_and_nobody_wakes_by_the_calendar(watch: Watch) -> None:
    deliver_everything()
    stop_all_schemes()

    still = watch.look()

    assert still.is_still
    assert still.wakes_at is None


def test_the_first_sleeper_by_the_calendar_is_known_with_its_hour(watch: Watch) -> None:
    first, second = Case.objects.order_by("id")[:2]
    hold(first, until=TODAY + timedelta(days=9))
    hold(second, until=TODAY + timedelta(days=4))
    Case.objects.exclude(pk__in=[first.pk, second.pk]).update(**CLOSED)
    deliver_everything()

    still = watch.look()
    next_morning = MORNING + timedelta(days=5)

    assert (still.is_still, still.wakes_at) == (True, next_morning)
    assert watch.sleepers(until=next_morning) == [second.pk]
    assert watch.sleepers(until=next_morning + timedelta(days=5)) == [first.pk, second.pk]


def test_a_case_that_changed_in_its_sleep_is_decided_about_anew(watch: Watch) -> None:
    case = Case.objects.order_by("id")[0]
    Case.objects.exclude(pk=case.pk).update(**CLOSED)
    hold(case, until=TODAY + timedelta(days=4))
    deliver_everything()
    assert watch.look().is_still

    by = staffing.hire(password="a-long-password").of(Role.HEAD_OF_LEGAL)
    pausing.end(kind="HOLD", case_id=case.pk, by=by, today=TODAY)
    deliver_everything()

    assert watch.look().busy == {case.pk}


def test_a_sleeper_whose_day_has_come_is_busy(watch: Watch) -> None:
    case = Case.objects.order_by("id")[0]
    Case.objects.exclude(pk=case.pk).update(**CLOSED)
    hold(case, until=TODAY + timedelta(days=4))
    deliver_everything()
    assert watch.look().is_still

    clock.set_clock(business_at=MORNING + timedelta(days=5), rate=1.0)

    assert watch.look().busy == {case.pk}


def test_whoever_is_woken_hears_of_the_clock(watch: Watch) -> None:
    deliver_everything()
    first, second = Case.objects.order_by("id")[:2]

    wake([first.pk, second.pk])

    waiting = Row.objects.filter(delivered_at=None).order_by("id")
    told = [row.subject for row in waiting]
    assert told == [f"recovery_case:{first.pk}", f"recovery_case:{second.pk}"]
    assert {row.fact for row in waiting} == {"clock.changed"}


@pytest.mark.parametrize(
    ("ends", "unreported"),
    [
        ([], 1),
        ([("status", "delivered")], 1),
        ([("status", "sent"), ("reported", "sent")], 1),
        ([("reported", "delivered")], 0),
        ([("reported", "no-answer")], 0),
        ([("reported", "undelivered")], 0),
    ],
)
def test_a_call_is_on_its_way_until_its_end_has_been_reported(
    ends: list[tuple[str, str]], unreported: int, tmp_path: Path
) -> None:
    outside = Outside(mail=tmp_path / "mail.jsonl", telephone=tmp_path / "tel.jsonl")
    lines = [{"event": "accepted", "kind": "calls", "sid": "CA1", "form": {"To": "+7"}}]
    lines += [{"event": event, "sid": "CA1", "status": status} for event, status in ends]
    outside.telephone.write_text("".join(json.dumps(line) + "\n" for line in lines))

    assert outside.unreported() == unreported


def sight(**known: object) -> personas.Sight:
    return personas.Sight(stages=("notice",), stage=0, debt=Decimal(9000), today=TODAY, **known)  # type: ignore[arg-type]


def test_a_debtor_who_disputes_acts_by_the_calendar() -> None:
    persona = Persona("", End.PAID, Habit.DISPUTES)

    assert personas.next_move_on(
        persona=persona, sight=sight(pause="DISPUTE", paused_since=TODAY)
    ) == TODAY + timedelta(days=5)
    assert personas.next_move_on(persona=persona, sight=sight()) is None


def test_a_debtor_who_keeps_a_long_plan_pays_ahead_by_the_calendar() -> None:
    persona = Persona("", End.ON_PLAN, Habit.KEEPS_LONG_PLAN)
    due = TODAY + timedelta(days=100)

    known = sight(plan_part=(due, Decimal(10)), plan_parts_left=2)

    assert personas.next_move_on(persona=persona, sight=known) == due - personas.PAYS_AHEAD


def test_people_take_their_time_over_a_task() -> None:
    assert manners.reported_on(task="court_order_ruling", created_on=TODAY) > TODAY
    assert manners.reported_on(task="settle_unknown", created_on=TODAY) == TODAY
