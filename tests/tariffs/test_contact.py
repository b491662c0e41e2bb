"""When a number may be written to or called."""

from datetime import date, datetime, time, timedelta

import pytest

from tariffs import contact
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce

FRIDAY, SATURDAY, SUNDAY, MONDAY = (
    date(2026, 11, 20) + timedelta(days=number) for number in range(4)
)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


@pytest.mark.parametrize(
    ("moment", "on", "hour"),
    [
        pytest.param(at(FRIDAY, 0), FRIDAY, 8, id="230-ФЗ ст. 7: midnight"),
        pytest.param(at(FRIDAY, 7, 59), FRIDAY, 8, id="230-ФЗ ст. 7: before 8 on a working day"),
        pytest.param(at(FRIDAY, 22), SATURDAY, 9, id="230-ФЗ ст. 7: from 22 on a working day"),
        pytest.param(at(SATURDAY, 8, 30), SATURDAY, 9, id="230-ФЗ ст. 7: before 9 on a day off"),
        pytest.param(at(SATURDAY, 20), SUNDAY, 9, id="230-ФЗ ст. 7: from 20 on a day off"),
        pytest.param(at(SUNDAY, 23), MONDAY, 8, id="230-ФЗ ст. 7: the night before a working day"),
        pytest.param(
            at(date(2026, 11, 4), 8),
            date(2026, 11, 4),
            9,
            id="ТК ст. 112: a holiday in the middle of the week",
        ),
        pytest.param(at(date(2026, 12, 31), 8), date(2026, 12, 31), 9, id="a moved day off"),
    ],
)
def test_outside_the_hours_it_waits_for_the_next_opening(
    moment: datetime, on: date, hour: int
) -> None:
    assert contact.not_before(channel="sms", moment=moment, sent_on=[]) == contact.NotBefore(
        on, time(hour), "hours"
    )


@pytest.mark.parametrize(
    "moment",
    [
        at(FRIDAY, 8),
        at(FRIDAY, 21, 59),
        at(SATURDAY, 9),
        at(SUNDAY, 19, 59),
        at(date(2027, 2, 20), 21),
    ],
)
def test_within_the_hours_it_may_go(moment: datetime) -> None:
    assert contact.not_before(channel="voice", moment=moment, sent_on=[]) is None


@pytest.mark.parametrize(
    ("channel", "ago", "waits"),
    [
        pytest.param("sms", [0], 0, id="one message today leaves one"),
        pytest.param("sms", [0, 0], 1, id="two messages a day"),
        pytest.param("sms", [6, 4, 3, 1], 1, id="four messages in seven days"),
        pytest.param("sms", [7, 7, 6, 6], 0, id="older than seven days no longer counts"),
        pytest.param(
            "sms",
            [n for n in range(8, 31, 3) for _copy in range(2)],
            2,
            id="sixteen messages in 31 days",
        ),
        pytest.param("voice", [0], 1, id="one call a day"),
        pytest.param("voice", [5, 2], 2, id="two calls in seven days"),
        pytest.param("voice", [29, 28, 22, 21, 15, 14, 8, 7], 2, id="eight calls in 31 days"),
        pytest.param("voice", [-1], 0, id="a day ahead by another clock does not count today"),
    ],
)
def test_a_number_is_contacted_so_often_and_no_more(
    channel: str, ago: list[int], waits: int
) -> None:
    sent_on = [FRIDAY - timedelta(days=days) for days in ago]

    found = contact.not_before(channel=channel, moment=at(FRIDAY, 12), sent_on=sent_on)

    day = FRIDAY + timedelta(days=waits)
    assert found == (
        contact.NotBefore(day, contact.hours(day=day).opens, "limit") if waits else None
    )


def test_in_the_evening_the_next_day_must_keep_the_limits_too() -> None:
    sent_on = [SATURDAY, SATURDAY]

    found = contact.not_before(channel="sms", moment=at(FRIDAY, 23), sent_on=sent_on)

    assert found == contact.NotBefore(SUNDAY, time(9), "hours")


def test_a_number_flooded_by_mistake_rests_for_a_month() -> None:
    found = contact.not_before(channel="voice", moment=at(FRIDAY, 12), sent_on=[FRIDAY] * 40)

    assert found == contact.NotBefore(FRIDAY + timedelta(days=31), time(8), "limit")


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2028, 1, 3)])
def test_outside_the_known_law_nothing_is_guessed(day: date) -> None:
    with pytest.raises(NotInForce):
        contact.hours(day=day)
    with pytest.raises(NotInForce):
        contact.not_before(channel="sms", moment=at(day, 12), sent_on=[])


def test_a_letter_has_no_hours() -> None:
    with pytest.raises(UnableToCalculate, match="channel: letter"):
        contact.not_before(channel="letter", moment=at(FRIDAY, 12), sent_on=[])
