"""The working calendar, terms and due dates."""

from datetime import date

import pytest

from tariffs import calendar, due_dates, inputs, parameters, terms


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 1, 9), "Выходной (перенесено с 03.01.2026)"),
        (date(2026, 12, 31), "Выходной (перенесено с 04.01.2026)"),
        (date(2026, 5, 11), "День Победы (выходной)"),
        (date(2026, 11, 21), "суббота"),
        (date(2026, 11, 22), "воскресенье"),
        (date(2024, 12, 28), None),
        (date(2025, 11, 1), None),
        (date(2027, 2, 20), None),
        (date(2026, 11, 20), None),
    ],
)
def test_people_rest_on_transferred_days_and_work_on_some_saturdays(
    day: date, why: str | None
) -> None:
    assert calendar.why_not_working(day) == why
    assert calendar.is_working(day) is (why is None)


@pytest.mark.parametrize("year", [1991, 2004, 2028, 2100])
def test_a_year_without_a_known_decree_is_refused(year: int) -> None:
    with pytest.raises(parameters.NotInForce, match=f"working_calendar: {year}-01-01"):
        calendar.is_working(date(year, 6, 1))


@pytest.mark.parametrize(
    ("start", "days", "kind", "end", "excluded"),
    [
        (date(2026, 11, 21), 10, "working", date(2026, 12, 4), 3),
        (date(2026, 11, 21), 10, "calendar", date(2026, 12, 1), 0),
        (date(2026, 12, 30), 1, "working", date(2027, 1, 11), 11),
        (date(2026, 5, 1), 10, "calendar", date(2026, 5, 12), 1),
        (date(2026, 4, 25), 20, "calendar", date(2026, 5, 15), 0),
        (date(2024, 12, 27), 1, "working", date(2024, 12, 28), 0),
    ],
)
def test_a_term_begins_the_day_after_and_ends_on_a_working_day(
    start: date, days: int, kind: terms.Kind, end: date, excluded: int
) -> None:
    term = terms.deadline(start=start, days=days, kind=kind)

    assert term.end == end
    assert len(term.excluded) == excluded
    assert all(start < day.date <= end and day.why for day in term.excluded)
    assert (term.start, term.days, term.kind) == (start, days, kind)


def test_a_calendar_term_lists_only_the_days_it_was_moved_by() -> None:
    term = terms.deadline(start=date(2026, 5, 1), days=10, kind="calendar")

    assert term.excluded == (terms.ExcludedDay(date(2026, 5, 11), "День Победы (выходной)"),)


@pytest.mark.parametrize(
    ("days", "kind", "message"),
    [
        (0, "working", "days: 0"),
        (-1, "calendar", "days: -1"),
        (5, "lunar", "kind: lunar"),
        (9999, "working", "days: 9999"),
    ],
)
def test_a_senseless_term_is_refused(days: int, kind: terms.Kind, message: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        terms.deadline(start=date(2026, 11, 21), days=days, kind=kind)


@pytest.mark.parametrize("kind", ["working", "calendar"])
@pytest.mark.parametrize(
    "start", [date(2028, 1, 1), date(2027, 12, 31), date(9999, 12, 31), date(1, 1, 1)]
)
def test_a_term_outside_the_known_calendar_is_refused(start: date, kind: terms.Kind) -> None:
    with pytest.raises(parameters.NotInForce):
        terms.deadline(start=start, days=10, kind=kind)


@pytest.mark.parametrize(
    ("period", "due", "bill"),
    [
        (date(2025, 12, 1), date(2026, 1, 10), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 10), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 3, 15), date(2026, 3, 5)),
        (date(2026, 3, 1), date(2026, 4, 15), date(2026, 4, 5)),
        (date(2026, 12, 1), date(2027, 1, 15), date(2027, 1, 5)),
    ],
)
def test_citizens_pay_by_the_tenth_and_from_february_2026_by_the_fifteenth(
    period: date, due: date, bill: date
) -> None:
    assert due_dates.due_date(period=period) == due
    assert due_dates.bill_date(period=period) == bill


def test_organizations_pay_for_electricity_by_the_eighteenth_and_for_heat_by_the_tenth() -> None:
    assert due_dates.business_due_date(period=date(2026, 12, 1), service="electricity") == date(
        2027, 1, 18
    )
    assert due_dates.business_due_date(period=date(2026, 1, 1), service="heat") == date(2026, 2, 10)


def test_managing_companies_pay_by_the_fifteenth() -> None:
    assert due_dates.manager_due_date(period=date(2026, 1, 1)) == date(2026, 2, 15)


def test_only_the_contract_knows_when_business_pays_for_water() -> None:
    with pytest.raises(
        inputs.UnableToCalculate, match="service: water: must be one of electricity, heat"
    ):
        due_dates.business_due_date(period=date(2026, 1, 1), service="water")


def test_a_period_is_the_first_day_of_a_month() -> None:
    with pytest.raises(inputs.UnableToCalculate, match="period: 2026-02-02"):
        due_dates.due_date(period=date(2026, 2, 2))


def test_a_period_before_the_housing_code_is_refused() -> None:
    with pytest.raises(parameters.NotInForce, match="due_day"):
        due_dates.due_date(period=date(2005, 2, 1))
