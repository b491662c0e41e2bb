"""Late-payment penalty: the scales, the payments, the moratoria, the lines."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tariffs import inputs, parameters, penalty
from tariffs.parameters import series

DUE = date(2026, 3, 16)


def explain(
    *claims: penalty.Claim,
    debtor: str = "citizen",
    service: str = "housing",
    as_of: date,
    **options: object,
) -> penalty.Penalty:
    chosen = penalty.Options(**options)  # type: ignore[arg-type]
    return penalty.explain(
        debtor=debtor, service=service, as_of=as_of, claims=claims, options=chosen
    )


def owed(amount: str = "30000.00", due: date = DUE, *payments: tuple[date, str]) -> penalty.Claim:
    return penalty.Claim(
        due=due,
        amount=Decimal(amount),
        payments=tuple((day, Decimal(paid)) for day, paid in payments),
    )


@pytest.mark.parametrize(
    ("debtor", "service", "days", "expected"),
    [
        ("citizen", "housing", 30, "0.00"),
        ("citizen", "water", 31, "9.50"),
        ("citizen", "waste", 91, "591.92"),
        ("citizen", "capital_repair", 91, "579.50"),
        ("hoa", "heat", 30, "0.00"),
        ("hoa", "electricity", 91, "591.92"),
        ("hoa", "housing", 31, "9.50"),
        ("manager", "heat", 60, "570.00"),
        ("manager", "water", 61, "586.76"),
        ("manager", "electricity", 91, "1094.86"),
        ("other", "electricity", 1, "21.92"),
        ("other", "heat", 91, "1995.00"),
        ("manager", "waste", 1, "21.92"),
    ],
)
def test_each_debtor_has_a_scale_of_its_own(
    debtor: str, service: str, days: int, expected: str
) -> None:
    found = explain(owed(), debtor=debtor, service=service, as_of=DUE + timedelta(days))

    assert found.total == Decimal(expected)


def test_totals_of_many_claims_are_those_that_are_explained() -> None:
    paid_on, as_of = DUE + timedelta(40), DUE + timedelta(120)
    together = [
        replace(claim, key=key)
        for key, claim in (
            ("unpaid", owed()),
            ("paid in part", owed("999.99", DUE, (paid_on, "333.33"))),
            ("not late yet", owed("500.00", as_of)),
            ("of another day", owed("70.07", DUE + timedelta(60))),
        )
    ]

    totals = penalty.totals(
        scale=penalty.scale_of(debtor="citizen", service="housing"),
        as_of=as_of,
        claims=together,
        options=penalty.reading_for(debtor="citizen"),
    )

    explained = explain(*together, as_of=as_of).claims
    assert totals == {claim.key: claim.total for claim in explained}
    assert totals["not late yet"] == 0 < totals["of another day"]


def test_the_first_charged_day_of_a_citizen_is_the_thirty_first() -> None:
    found = explain(owed(due=date(2026, 6, 15)), as_of=date(2026, 9, 1))

    assert found.claims[0].lines[0].start == date(2026, 7, 16)


def test_the_day_of_payment_is_charged_on_the_balance_before_it() -> None:
    paid_on = DUE + timedelta(40)

    (claim,) = explain(
        owed("30000.00", DUE, (paid_on, "10000.00")), as_of=paid_on + timedelta(1)
    ).claims

    assert [(line.end, line.days, line.base) for line in claim.lines] == [
        (paid_on + timedelta(1), 10, Decimal("30000.00")),
        (paid_on + timedelta(2), 1, Decimal("20000.00")),
    ]


def test_a_paid_part_bears_the_rate_of_its_own_day() -> None:
    before, after = date(2026, 6, 21), date(2026, 6, 22)  # 14.50 until, 14.25 from

    (claim,) = explain(
        owed("30000.00", DUE, (before, "10000.00"), (after, "20000.00")), as_of=after, cap=False
    ).claims

    assert {(line.rate, line.base) for line in claim.lines} == {
        (Decimal("14.50"), Decimal("10000.00")),
        (Decimal("14.25"), Decimal("20000.00")),
    }


def test_under_the_cap_payments_of_different_rates_leave_one_falling_balance() -> None:
    payments = (date(2026, 4, 20), "10000.00"), (date(2026, 6, 30), "5000.00")

    (claim,) = explain(owed("30000.00", DUE, *payments), as_of=date(2026, 9, 1)).claims

    assert [(line.start, line.end, line.base) for line in claim.lines] == [
        (date(2026, 4, 16), date(2026, 4, 21), Decimal("30000.00")),
        (date(2026, 4, 21), date(2026, 6, 15), Decimal("20000.00")),
        (date(2026, 6, 15), date(2026, 7, 1), Decimal("20000.00")),
        (date(2026, 7, 1), date(2026, 9, 2), Decimal("15000.00")),
    ]


def test_by_day_each_day_bears_its_own_rate() -> None:
    (claim,) = explain(owed(), as_of=date(2026, 6, 30), cap=False, rate_mode="by_day").claims

    assert [(line.start, line.rate) for line in claim.lines] == [
        (date(2026, 4, 16), Decimal("15.00")),
        (date(2026, 4, 27), Decimal("14.50")),
        (date(2026, 6, 15), Decimal("14.50")),
        (date(2026, 6, 22), Decimal("14.25")),
    ]


@pytest.mark.parametrize(
    ("cap", "day", "rate"),
    [
        (True, date(2026, 12, 31), "9.50"),
        (False, date(2026, 12, 31), "14.00"),
        (True, date(2022, 7, 28), "9.50"),
        (False, date(2022, 7, 28), "8.00"),
        (True, date(2022, 9, 30), "7.50"),
        (True, date(2022, 2, 25), "9.50"),
        (True, date(2022, 2, 27), "9.50"),
    ],
)
def test_the_cap_holds_to_the_end_of_2026_and_is_flat_in_the_summer_of_2022(
    *, cap: bool, day: date, rate: str
) -> None:
    found = explain(
        owed(due=day - timedelta(10)), debtor="other", service="heat", as_of=day, cap=cap
    )

    assert found.claims[0].lines[-1].rate == Decimal(rate)


@pytest.mark.parametrize(
    ("debtor", "rate"),
    [("citizen", "9.50"), ("hoa", "9.50"), ("manager", "9.50"), ("other", "14.00")],
)
def test_only_housing_relations_are_capped_unless_somebody_says_otherwise(
    debtor: str, rate: str
) -> None:
    day = date(2026, 12, 31)
    found = penalty.explain(
        debtor=debtor,
        service="electricity",
        as_of=day,
        claims=[owed(due=day - timedelta(100))],
    )

    assert found.claims[0].lines[-1].rate == Decimal(rate)


def test_without_a_new_act_the_key_rate_applies_in_2027() -> None:
    (claim,) = explain(owed(due=date(2026, 10, 15)), as_of=date(2027, 1, 2)).claims

    assert [(line.start, line.rate) for line in claim.lines] == [
        (date(2026, 11, 15), Decimal("9.50")),
        (date(2027, 1, 1), Decimal("14.00")),
    ]


@pytest.mark.parametrize(
    ("due", "as_of", "charged"),
    [
        (date(2020, 3, 10), date(2020, 12, 31), []),
        (date(2020, 3, 10), date(2021, 1, 2), [(date(2021, 1, 1), 2)]),
        (
            date(2022, 1, 10),
            date(2022, 10, 2),
            [(date(2022, 2, 10), 18), (date(2022, 2, 28), 32), (date(2022, 10, 2), 1)],
        ),
        (date(2022, 4, 10), date(2022, 5, 12), [(date(2022, 5, 11), 2)]),
    ],
)
def test_no_day_of_a_moratorium_is_charged(
    due: date, as_of: date, charged: list[tuple[date, int]]
) -> None:
    (claim,) = explain(owed(due=due), as_of=as_of).claims

    assert [(line.start, line.days) for line in claim.lines] == charged


def test_a_due_date_on_a_sunday_moves_only_when_asked_to() -> None:
    sunday = owed(due=date(2026, 3, 15))

    assert explain(sunday, as_of=date(2026, 4, 30)).claims[0].lines[0].start == date(2026, 4, 15)
    assert explain(sunday, as_of=date(2026, 4, 30), shift_due_date=True).claims[0].lines[
        0
    ].start == date(2026, 4, 16)


def test_a_claim_that_is_not_overdue_or_was_paid_in_time_bears_nothing() -> None:
    found = explain(
        owed(due=date(2026, 9, 15)),
        owed("30000.00", DUE, (DUE, "30000.00")),
        as_of=date(2026, 9, 10),
    )

    assert found.total == Decimal("0.00")
    assert [claim.lines for claim in found.claims] == [(), ()]


def test_a_payment_after_the_day_of_calculation_is_not_known_yet() -> None:
    later = owed("30000.00", DUE, (date(2026, 9, 2), "30000.00"))

    assert explain(later, as_of=date(2026, 9, 1)) == explain(owed(), as_of=date(2026, 9, 1))


def test_each_line_cites_its_acts() -> None:
    (line,) = (
        explain(owed(), debtor="other", service="waste", as_of=DUE + timedelta(1)).claims[0].lines
    )

    assert line.act == "типовой договор (ПП РФ от 07.03.2025 № 293); ПП РФ от 18.03.2025 № 329"


def test_without_the_cap_a_line_does_not_cite_it() -> None:
    (line,) = (
        explain(owed(), debtor="other", service="heat", as_of=DUE + timedelta(1), cap=False)
        .claims[0]
        .lines
    )

    assert line.act == "ч. 9.1 ст. 15 Федерального закона от 27.07.2010 № 190-ФЗ"


def test_lines_add_up_to_the_claim_rounded_once() -> None:
    thirds = owed("0.35", DUE, (date(2026, 5, 1), "0.11"), (date(2026, 6, 1), "0.12"))

    (claim,) = explain(thirds, as_of=date(2027, 6, 1)).claims

    assert sum(line.amount for line in claim.lines) == claim.total == Decimal("0.04")


def test_a_rate_entered_by_staff_counts_from_its_day() -> None:
    rates = series("key_rate").with_value(
        start=date(2026, 10, 26), value=Decimal("13.50"), act="решение от 23.10.2026"
    )
    claim = owed(due=date(2026, 10, 20))

    found = penalty.explain(
        debtor="other",
        service="heat",
        as_of=date(2026, 10, 26),
        claims=[claim],
        options=penalty.Options(cap=False),
        key_rate=rates,
    )

    assert found.claims[0].lines[0].rate == Decimal("13.50")


UNVERIFIED = date(2026, 10, 26)


@pytest.mark.parametrize(
    ("as_of", "options", "payments", "unverified"),
    [
        (date(2026, 10, 25), {"cap": False}, (), [False]),
        (UNVERIFIED, {"cap": False}, (), [True]),
        (UNVERIFIED, {"cap": True}, (), [False]),
        (date(2027, 1, 2), {"cap": True}, (), [False, True]),
        (UNVERIFIED, {"cap": False}, ((date(2026, 10, 24), "30000.00"),), [False]),
        (UNVERIFIED, {"cap": False}, ((date(2026, 10, 24), "10000.00"),), [True, True]),
        (UNVERIFIED, {"cap": False}, ((date(2026, 7, 26), "10000.00"),), [True, False]),
        (date(2026, 10, 25), {"cap": False, "rate_mode": "by_day"}, (), [False, False]),
        (UNVERIFIED, {"cap": False, "rate_mode": "by_day"}, (), [False, True]),
    ],
)
def test_a_line_tells_that_nobody_has_verified_its_rate(
    as_of: date,
    options: dict[str, Any],
    payments: tuple[tuple[date, str], ...],
    unverified: list[bool],
) -> None:
    (claim,) = explain(
        owed("30000.00", date(2026, 7, 20), *payments),
        debtor="other",
        service="heat",
        as_of=as_of,
        **options,
    ).claims

    assert [line.unverified_rate for line in claim.lines] == unverified


def test_a_rate_entered_by_staff_for_the_day_is_verified() -> None:
    rates = series("key_rate").with_value(start=UNVERIFIED, value=Decimal("14.00"), act="")

    found = penalty.explain(
        debtor="other",
        service="heat",
        as_of=date(2026, 11, 1),
        claims=[owed()],
        options=penalty.Options(cap=False),
        key_rate=rates,
    )

    assert not any(line.unverified_rate for line in found.claims[0].lines)


@pytest.mark.parametrize(
    ("due", "as_of", "paid_on", "unknown"),
    [
        (date(1950, 1, 1), date(1949, 1, 1), None, "1950-01-02"),
        (date(1950, 1, 1), date(2026, 1, 1), date(1950, 1, 1), "1950-01-02"),
        (date(2026, 1, 1), date(1949, 1, 1), None, "1949-01-01"),
        (date(2100, 1, 1), date(2100, 1, 1), None, "2100-01-02"),
        (date(2100, 1, 1), date(2026, 1, 1), None, "2100-01-02"),
    ],
)
def test_nothing_is_answered_for_days_without_a_law_even_when_nothing_is_overdue(
    due: date, as_of: date, paid_on: date | None, unknown: str
) -> None:
    paid = ((paid_on, "30000.00"),) if paid_on else ()

    with pytest.raises(parameters.NotInForce, match=rf"penalty_scale\.housing: {unknown}"):
        explain(owed("30000.00", due, *paid), as_of=as_of)


@pytest.mark.parametrize("due", [date(2015, 12, 30), date(2010, 1, 10)])
def test_delay_before_the_scale_was_law_is_refused(due: date) -> None:
    with pytest.raises(parameters.NotInForce, match=r"penalty_scale\.housing"):
        explain(owed(due=due), as_of=date(2016, 6, 1))


def test_a_day_beyond_what_was_checked_is_refused() -> None:
    with pytest.raises(parameters.NotInForce, match="2028-01-01"):
        explain(owed(), as_of=date(2028, 1, 1))


def test_more_paid_than_owed_is_refused() -> None:
    with pytest.raises(inputs.UnableToCalculate, match=r"claims\.payments: 30000\.01"):
        explain(owed("30000.00", DUE, (DUE, "30000.01")), as_of=DUE)


@pytest.mark.parametrize(
    ("debtor", "service", "options", "message"),
    [
        ("martian", "heat", {}, "debtor: martian"),
        ("hoa", "tea", {}, "service: tea"),
        ("hoa", "heat", {"rate_mode": "average"}, r"options\.rate_mode: average"),
    ],
)
def test_unknown_kinds_are_refused(
    debtor: str, service: str, options: dict[str, object], message: str
) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        explain(owed(), debtor=debtor, service=service, as_of=DUE, **options)


@pytest.mark.parametrize("amount", ["-1.00", "0.001"])
def test_absurd_sums_are_refused(amount: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=rf"claims\.amount: {amount}"):
        explain(owed(amount), as_of=DUE)


class TestAllocatingToTheEarliest:
    JANUARY, FEBRUARY = date(2026, 2, 10), date(2026, 3, 15)

    def test_money_goes_to_the_earliest_claim_first(self) -> None:
        claims = [owed("100.00", self.FEBRUARY), owed("100.00", self.JANUARY)]

        later, earlier = penalty.allocate_earliest(
            claims=claims, payments=[(date(2026, 5, 1), Decimal("130.00"))]
        )

        assert earlier.payments == ((date(2026, 5, 1), Decimal("100.00")),)
        assert later.payments == ((date(2026, 5, 1), Decimal("30.00")),)

    def test_a_small_payment_does_not_reach_the_later_claim(self) -> None:
        claims = [owed("100.00", self.JANUARY), owed("100.00", self.FEBRUARY)]

        _, later = penalty.allocate_earliest(
            claims=claims, payments=[(date(2026, 5, 1), Decimal("40.00"))]
        )

        assert later.payments == ()

    def test_claims_of_one_day_share_in_proportion(self) -> None:
        claims = [owed("100.00", self.JANUARY), owed("200.00", self.JANUARY)]

        found = penalty.allocate_earliest(
            claims=claims, payments=[(date(2026, 5, 1), Decimal("100.00"))]
        )

        assert [claim.payments[0][1] for claim in found] == [Decimal("33.33"), Decimal("66.67")]

    def test_what_exceeds_all_claims_is_left_over(self) -> None:
        payments = [(date(2026, 6, 1), Decimal("5.00")), (date(2026, 5, 1), Decimal("99.00"))]

        (claim,) = penalty.allocate_earliest(claims=[owed("100.00")], payments=payments)

        assert claim.payments == (
            (date(2026, 5, 1), Decimal("99.00")),
            (date(2026, 6, 1), Decimal("1.00")),
        )
