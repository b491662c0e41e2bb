"""Until when a case can be sued for: three years from the earliest unpaid month, less what stood still before a court."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import START, open_case, prepare
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import limitation

# January is the earliest month that is overdue on the first day
EARLIEST = date(2026, 1, 15)
ENDS = date(2029, 1, 15)


@pytest.fixture
def case(db: None) -> Case:
    prepare()
    return open_case(factories.create_debtor(today=START, months=2))


def found(case: Case, *, today: date = START) -> limitation.Limitation:
    known = limitation.of_case(case=case, today=today)
    assert known
    return known


def file(case: Case, track: str, **fields: object) -> CourtCase:
    filed = {"filed_on": START, "claim": 3000, "state_duty": 200, "court": "Судебный участок № 1"}
    return CourtCase.objects.create(case=case, track=track, **{**filed, **fields})


def test_the_earliest_unpaid_month_ends_it(case: Case) -> None:
    seen = found(case)
    assert (seen.ends_on, seen.days_left, seen.is_over) == (ENDS, (ENDS - START).days, False)


def test_a_month_that_is_paid_does_not_count(case: Case) -> None:
    case.account.charges.filter(due_date=EARLIEST).update(paid_before=Decimal(1500))
    assert found(case).ends_on == date(2029, 2, 15)


def test_what_is_paid_has_no_limitation(case: Case) -> None:
    case.account.charges.update(paid_before=Decimal(1500))
    assert limitation.of_case(case=case, today=START) is None


def test_it_is_over_on_the_day_after(case: Case) -> None:
    long_ago = {"period": date(2023, 2, 1), "due_date": START.replace(year=2023)}
    case.account.charges.filter(due_date=EARLIEST).update(**long_ago)
    assert (found(case).days_left, found(case).is_over) == (0, False)
    assert found(case, today=START + timedelta(days=1)).is_over


def test_it_stands_still_while_an_order_is_asked_for(case: Case) -> None:
    file(case, "ORDER")
    seen = found(case, today=START + timedelta(days=30))
    assert (seen.ends_on, seen.days_left, seen.stands_still) == (None, None, True)


def test_a_court_that_took_nothing_has_not_stopped_it(case: Case) -> None:
    file(case, "ORDER", ruling="REFUSED", ruled_on=START)
    assert found(case).ends_on == ENDS


def test_the_days_before_a_cancelled_order_are_given_back(case: Case) -> None:
    file(case, "ORDER", ruling="CANCELLED", ruled_on=START + timedelta(days=40))
    assert found(case, today=date(2026, 6, 1)).ends_on == ENDS + timedelta(days=40)


def test_a_claim_before_a_court_stops_it_for_good(case: Case) -> None:
    file(case, "ORDER", ruling="CANCELLED", ruled_on=START + timedelta(days=40))
    file(case, "LAWSUIT", filed_on=START + timedelta(days=60))
    assert found(case, today=date(2026, 6, 1)).stands_still


def test_a_rest_beyond_it_is_warned_of(case: Case) -> None:
    seen = found(case)
    assert limitation.warning(found=seen, until=ENDS - timedelta(days=1)) == ""
    assert "15.01.2029" in limitation.warning(found=seen, until=ENDS)
    assert limitation.warning(found=None, until=ENDS) == ""


def test_many_cases_cost_no_more_queries_than_one(
    case: Case, django_assert_num_queries: Any
) -> None:
    cases = [case, *(open_case(factories.create_debtor(today=START)) for _number in range(3))]
    with django_assert_num_queries(3):
        known = limitation.of_cases(cases=cases, today=START)
    assert set(known) == {one.pk for one in cases}
