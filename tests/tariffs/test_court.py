"""State duty, the choice of the court, limitation."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from tariffs import court_track, duty_back, inputs, limitation, parameters, state_duty

NOW = date(2026, 11, 21)
LAST_OLD_DAY = date(2024, 9, 8)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("5000", "400.00"),
        ("20000", "800.00"),
        ("20001", "800.00"),
        ("100000", "3200.00"),
        ("200000", "5200.00"),
        ("1000000", "13200.00"),
        ("50000000", "60000.00"),
    ],
)
def test_general_courts_before_the_reform(amount: str, expected: str) -> None:
    found = state_duty.duty(court="general", track="claim", amount=Decimal(amount), on=LAST_OLD_DAY)

    assert found.duty == Decimal(expected)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("10000", "2000.00"),
        ("100000", "4000.00"),
        ("200000", "7000.00"),
        ("1000000", "23000.00"),
        ("2000000", "33000.00"),
        ("99000000", "200000.00"),
    ],
)
def test_arbitration_courts_before_the_reform(amount: str, expected: str) -> None:
    found = state_duty.duty(
        court="arbitration", track="claim", amount=Decimal(amount), on=LAST_OLD_DAY
    )

    assert found.duty == Decimal(expected)


@pytest.mark.parametrize(
    ("court", "track", "amount", "day", "expected"),
    [
        ("general", "order", "1000", LAST_OLD_DAY, "200.00"),
        ("general", "order", "500000", NOW, "7500.00"),
        ("general", "claim", "900000000", NOW, "900000.00"),
        ("arbitration", "order", "50000", LAST_OLD_DAY, "1000.00"),
        ("arbitration", "order", "750000", NOW, "21250.00"),
        ("arbitration", "claim", "100000", NOW, "10000.00"),
        ("arbitration", "claim", "1000000", NOW, "55000.00"),
        ("arbitration", "claim", "10000000", NOW, "325000.00"),
        ("arbitration", "claim", "50000000", NOW, "725000.00"),
        ("arbitration", "claim", "9000000000", NOW, "10000000.00"),
    ],
)
def test_orders_cost_half_with_their_own_floor(
    court: state_duty.Court, track: state_duty.Track, amount: str, day: date, expected: str
) -> None:
    found = state_duty.duty(court=court, track=track, amount=Decimal(amount), on=day)

    assert found.duty == Decimal(expected)
    assert sum(line.amount for line in found.lines) == found.duty


@pytest.mark.parametrize(("rounding", "expected"), [("rouble", "4000.00"), ("kopeck", "4000.30")])
def test_duty_is_rounded_once_and_says_so(rounding: state_duty.Rounding, expected: str) -> None:
    found = state_duty.duty(
        court="general", track="claim", amount=Decimal("100010.01"), on=NOW, rounding=rounding
    )

    assert found.duty == Decimal(expected)
    assert found.lines[-1].text.startswith("округление")


def test_duty_lines_are_written_the_russian_way() -> None:
    found = state_duty.duty(court="general", track="claim", amount=Decimal("400000"), on=NOW)

    assert [line.text for line in found.lines] == [
        "10\u00a0000 ₽",
        "2,5 % от суммы свыше 300\u00a0000 ₽",
    ]
    assert found.act == "пп. 1, 2 п. 1 ст. 333.19 НК РФ"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"court": "moon"}, "court: moon"),
        ({"track": "dirt"}, "track: dirt"),
        ({"rounding": "dollar"}, "rounding: dollar"),
        ({"amount": Decimal(0)}, "amount: 0"),
        ({"amount": Decimal("-5")}, "amount: -5"),
    ],
)
def test_senseless_duty_is_refused(wrong: dict[str, object], message: str) -> None:
    sensible = {"court": "general", "track": "claim", "amount": Decimal(1), "on": NOW}

    with pytest.raises(inputs.UnableToCalculate, match=message):
        state_duty.duty(**(sensible | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("track", "day"),
    [("claim", date(2010, 1, 28)), ("order", date(2016, 5, 31)), ("claim", date(2028, 1, 1))],
)
def test_duty_outside_the_tables_is_refused(track: state_duty.Track, day: date) -> None:
    with pytest.raises(parameters.NotInForce, match=r"state_duty\.arbitration"):
        state_duty.duty(court="arbitration", track=track, amount=Decimal(1000), on=day)


@pytest.mark.parametrize(
    ("debtor", "amount", "day", "cancelled", "expected"),
    [
        ("citizen", "500000", NOW, False, ("general", "order", "magistrate", False)),
        ("citizen", "500000.01", NOW, False, ("general", "claim", "district", False)),
        ("citizen", "50000", NOW, True, ("general", "claim", "magistrate", True)),
        ("citizen", "250000", NOW, True, ("general", "claim", "district", True)),
        ("citizen", "250000", date(2024, 8, 31), True, ("general", "claim", "district", False)),
        ("organization", "750000", NOW, False, ("arbitration", "order", "arbitration", False)),
        (
            "organization",
            "750000",
            date(2024, 1, 4),
            False,
            ("arbitration", "claim", "arbitration", True),
        ),
        ("organization", "1200000", NOW, False, ("arbitration", "claim", "arbitration", True)),
        ("organization", "1200000.01", NOW, False, ("arbitration", "claim", "arbitration", False)),
        ("sole_trader", "700000", NOW, True, ("arbitration", "claim", "arbitration", False)),
    ],
)
def test_the_court_follows_from_debtor_sum_and_day(
    debtor: court_track.Debtor,
    amount: str,
    day: date,
    *,
    cancelled: bool,
    expected: tuple[object, ...],
) -> None:
    found = court_track.choose(
        debtor=debtor, amount=Decimal(amount), on=day, order_cancelled=cancelled
    )

    assert (found.court, found.track, found.court_kind, found.simplified) == expected
    assert "РФ" in found.ground


def test_an_unknown_debtor_has_no_court() -> None:
    with pytest.raises(inputs.UnableToCalculate, match="debtor: robot"):
        court_track.choose(debtor="robot", amount=Decimal(1), on=NOW)  # type: ignore[arg-type]


def claim(due: date, filed: date | None = None, cancelled: date | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {"due": [due], "filed": [filed], "cancelled": [cancelled]},
        schema=dict.fromkeys(("due", "filed", "cancelled"), pl.Date),
    )


@pytest.mark.parametrize(
    ("frame", "on", "expires", "barred"),
    [
        (claim(date(2023, 6, 10)), date(2026, 6, 10), date(2026, 6, 10), False),
        (claim(date(2023, 6, 10)), date(2026, 6, 11), date(2026, 6, 10), True),
        (claim(date(2024, 2, 29)), NOW, date(2027, 2, 28), False),
        (claim(date(2023, 6, 10), date(2026, 6, 1)), NOW, None, False),
        (claim(date(2023, 6, 10), date(2026, 6, 1)), date(2026, 5, 31), date(2026, 6, 10), False),
        (
            claim(date(2023, 6, 10), date(2026, 6, 1), date(2026, 7, 1)),
            date(2026, 6, 20),
            date(2027, 1, 1),
            False,
        ),
        (
            claim(date(2023, 6, 10), date(2026, 6, 1), date(2026, 7, 1)),
            NOW,
            date(2027, 1, 1),
            False,
        ),
        (
            claim(date(2023, 6, 10), date(2024, 6, 10), date(2024, 9, 10)),
            NOW,
            date(2026, 9, 10),
            True,
        ),
        (
            claim(date(2020, 6, 10), date(2026, 6, 1), date(2026, 7, 1)),
            NOW,
            date(2023, 6, 10),
            True,
        ),
        (claim(date(2020, 6, 10), date(2026, 6, 1)), NOW, date(2023, 6, 10), True),
    ],
    ids=[
        "last day",
        "day after",
        "leap day",
        "pending order",
        "order not yet filed",
        "pending order, its cancellation known",
        "six months left",
        "days not counted",
        "filed too late",
        "pending but filed too late",
    ],
)
def test_limitation_of_a_claim(
    frame: pl.DataFrame, on: date, expires: date | None, *, barred: bool
) -> None:
    (found,) = limitation.expire(frame, on=on).iter_rows(named=True)

    assert (found["expires"], found["barred"]) == (expires, barred)


@pytest.mark.parametrize(
    ("frame", "suspended"),
    [
        (claim(date(2023, 6, 10)), False),
        (claim(date(2023, 6, 10), date(2026, 6, 1)), True),
        (claim(date(2023, 6, 10), date(2026, 6, 1), date(2026, 11, 22)), True),
        (claim(date(2023, 6, 10), date(2026, 6, 1), NOW), False),
        (claim(date(2020, 6, 10), date(2026, 6, 1)), False),
        (claim(date(2026, 6, 10), date(2026, 11, 22)), False),
    ],
    ids=[
        "no order",
        "pending",
        "cancelled tomorrow",
        "cancelled today",
        "filed too late",
        "filed tomorrow",
    ],
)
def test_the_term_stands_still_while_an_order_is_pending(
    frame: pl.DataFrame, *, suspended: bool
) -> None:
    assert limitation.expire(frame, on=NOW)["suspended"].to_list() == [suspended]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (claim(date(2026, 6, 10), date(2026, 6, 1)), "filed: 2026-06-01"),
        (claim(date(2026, 6, 10), date(2026, 7, 2), date(2026, 7, 1)), "cancelled: 2026-07-01"),
        (claim(date(2026, 6, 10), None, date(2026, 7, 1)), "cancelled: 2026-07-01"),
    ],
)
def test_an_order_cannot_precede_its_claim_or_its_filing(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        limitation.expire(frame, on=NOW)


@pytest.mark.parametrize(
    ("ending", "instance", "back"),
    [
        ("undecided", "first", "4000.01"),
        ("settled", "first", "2800.01"),
        ("settled", "appeal", "2000.01"),
        ("settled", "cassation", "1200.00"),
    ],
)
def test_the_sooner_a_claim_ends_the_more_of_its_duty_comes_back(
    ending: Any, instance: Any, back: str
) -> None:
    found = duty_back.back(ending=ending, paid=Decimal("4000.01"), on=NOW, instance=instance)
    assert found.amount == Decimal(back)


def test_no_share_is_known_for_a_settlement_before_the_law_named_one() -> None:
    with pytest.raises(parameters.NotInForce):
        duty_back.back(ending="settled", paid=Decimal(4000), on=date(2019, 10, 24))
