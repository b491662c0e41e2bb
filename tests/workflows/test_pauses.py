"""Several pauses at once, against a day-by-day reading."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.interfaces.process import CaseState, Deed, Pause
from workflows.process import pauses
from workflows.process.decisions import Act, Wait

START, DAY = date(2026, 3, 2), timedelta(days=1)
DAYS = st.integers(0, 20).map(lambda number: START + number * DAY)
PAUSES = st.lists(
    st.builds(
        Pause,
        id=st.integers(1, 9),
        cause=st.sampled_from(["HOLD", "DISPUTE", "COURT"]),
        until=st.none() | DAYS,
        scope=st.sampled_from([(), ("notice",), ("visit",), ("notice", "visit")]),
    ),
    max_size=4,
    unique_by=lambda pause: pause.id,
)
DO = Act(Deed("make", "notice", 0, 1))


def holds(pause: Pause, scope: str, day: date) -> bool:
    is_about = scope in pause.scope if pause.scope else True
    return is_about and not (pause.until is not None and day > pause.until)


@given(known=PAUSES, today=DAYS, scope=st.sampled_from(["notice", "visit"]))
def test_a_case_is_held_by_whatever_pause_is_about_it_and_until_the_first_of_them_ends(
    known, today, scope
):
    found = pauses.hold(decision=DO, pauses=known, scope=scope, today=today)
    holding = [pause for pause in known if holds(pause, scope, today)]

    if not holding:
        assert found == DO
        return
    assert isinstance(found, Wait)
    changes = [
        today + number * DAY
        for number in range(1, 40)
        if [p for p in known if holds(p, scope, today + number * DAY)] != holding
    ]
    ahead = [day for day in changes if day > today]
    assert found.until == (ahead[0] if ahead else None)
    assert set(found.why.removeprefix("pause:").split(",")) == {pause.cause for pause in holding}


@given(known=PAUSES, today=DAYS)
def test_pauses_end_one_after_another_and_only_when_their_last_day_is_over(known, today):
    left, ended = list(known), []
    while deed := pauses.ending(pauses=left, state=CaseState(), today=today):
        number = int(deed.deed.name.removeprefix("pause-"))
        ended.append(number)
        left = [pause for pause in left if pause.id != number]

    assert sorted(ended) == sorted(p.id for p in known if p.until and p.until < today)


@given(known=PAUSES, today=DAYS, waited=DAYS)
def test_what_is_waited_for_anyway_wakes_a_paused_case_too(known, today, waited):
    wait = Wait("task:answer", waited)

    found = pauses.hold(decision=wait, pauses=known, scope="notice", today=today)

    assert found.until is not None and found.until <= waited
