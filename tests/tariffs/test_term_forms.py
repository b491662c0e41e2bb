"""Months, hours, backwards and paused terms, each against a slow reading of the law written anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs import calendar, term_forms, terms
from tariffs.term_forms import Still

DAY = timedelta(days=1)
KINDS = st.sampled_from(["working", "calendar"])
# from here to there every working calendar is known, whatever is counted below
DATES = st.dates(date(2015, 1, 1), date(2025, 6, 30))
STILL = st.builds(
    lambda first, length: Still(first, first + length * DAY),
    st.dates(date(2015, 1, 1), date(2025, 6, 30)),
    st.integers(0, 40),
)


def days_between(first: date, last: date) -> list[date]:
    """The days after the first and before the last."""
    return [first + n * DAY for n in range(1, (last - first).days)]


def counts(day: date, kind: str) -> bool:
    return kind == "calendar" or calendar.is_working(day)


@given(before=DATES, days=st.integers(1, 30), kind=KINDS)
def test_the_latest_day_leaves_the_whole_term_before_the_date_and_the_next_working_day_does_not(
    before, days, kind
):
    found = term_forms.latest(before=before, days=days, kind=kind)
    later = [day for day in days_between(found, before) if calendar.is_working(day)]

    assert calendar.is_working(found)
    assert sum(counts(day, kind) for day in days_between(found, before)) >= days
    for day in later:
        assert sum(counts(between, kind) for between in days_between(day, before)) < days


@given(start=DATES, days=st.integers(1, 30))
def test_backwards_undoes_forwards_in_working_days(start, days):
    end = terms.deadline(start=start, days=days, kind="working").end

    latest = term_forms.latest(before=end + DAY, days=days, kind="working")
    around = [start - n * DAY for n in range(20)]

    assert latest == max(day for day in around if calendar.is_working(day))


@given(start=DATES, days=st.integers(1, 40), kind=KINDS, still=st.lists(STILL, max_size=3))
def test_a_paused_term_has_as_many_days_as_one_that_runs(start, days, kind, still):
    term = term_forms.with_pauses(start=start, days=days, kind=kind, still=still)
    stood = {day for one in still for day in _days_of(one)}
    whole = [*days_between(start, term.end), term.end]
    counted = [day for day in whole if day not in stood and counts(day, kind)]

    assert calendar.is_working(term.end)
    assert len(counted) >= days
    assert term.end == calendar.next_working(counted[days - 1])


def _days_of(still: Still) -> list[date]:
    return [still.first + n * DAY for n in range((still.last - still.first).days + 1)]


@given(start=DATES, days=st.integers(1, 40), kind=KINDS)
def test_without_a_pause_it_is_the_term_of_the_code(start, days, kind):
    paused = term_forms.with_pauses(start=start, days=days, kind=kind, still=[])

    assert paused == terms.deadline(start=start, days=days, kind=kind)


@given(start=DATES, months=st.integers(1, 24))
def test_a_term_of_months_ends_on_the_same_number_or_on_the_last_of_its_month(start, months):
    term = term_forms.in_months(start=start, months=months)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    in_month = [
        day
        for day in (date(year, month + 1, 1) + n * DAY for n in range(31))
        if day.month == month + 1
    ]
    named = [day for day in in_month if day.day == start.day] or in_month[-1:]

    assert term.end == calendar.next_working(named[0])
    assert all(not calendar.is_working(off.date) and off.why for off in term.excluded)


@pytest.mark.parametrize("hours", [2, 24])
def test_hours_run_through_nights_and_holidays(hours):
    start = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)

    assert term_forms.in_hours(start=start, hours=hours) == start + timedelta(hours=hours)
