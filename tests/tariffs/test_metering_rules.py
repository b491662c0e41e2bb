"""Reading controls, the way of charging, replacement information."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from tariffs import inputs, reading_controls
from tariffs.charges import method, replacement

TODAY = date(2026, 11, 21)
KINDS = {
    "meter": pl.Int64,
    "scale": pl.Int64,
    "read_on": pl.Date,
    "value": pl.Decimal(38, 3),
    "source": pl.String,
    "previous": pl.Decimal(38, 3),
    "digits": pl.Int64,
    "physical_most": pl.Decimal(38, 3),
    "average": pl.Decimal(38, 3),
    "greatest_rise": pl.Decimal(38, 3),
    "zero_periods": pl.Int64,
    "residents": pl.Int64,
    "window_first_day": pl.Int64,
    "window_last_day": pl.Int64,
    "commissioned_on": pl.Date,
    "removed_on": pl.Date,
    "zones_sum": pl.Decimal(38, 3),
    "zones_total": pl.Decimal(38, 3),
}
SOUND = {
    "meter": 1,
    "scale": 1,
    "read_on": date(2026, 11, 20),
    "value": Decimal(1150),
    "source": "CABINET",
    "previous": Decimal(1000),
    "digits": 5,
    "physical_most": reading_controls.most_energy(amperes=Decimal(60), phases=1, hours=744),
    "average": Decimal(140),
    "greatest_rise": None,
    "zero_periods": 0,
    "residents": 2,
    "window_first_day": None,
    "window_last_day": None,
    "commissioned_on": date(2020, 1, 1),
    "removed_on": None,
    "zones_sum": None,
    "zones_total": None,
}


def check(*readings: dict[str, object]) -> list[tuple[str | None, str]]:
    frame = pl.DataFrame([SOUND | reading for reading in readings], schema=KINDS, orient="row")
    return reading_controls.check(frame, today=TODAY).select("control", "result").rows()


@pytest.mark.parametrize(
    ("reading", "control", "result"),
    [
        ({}, None, "ACCEPT"),
        ({"previous": Decimal(99985), "value": Decimal(12)}, None, "ACCEPT"),
        ({"previous": Decimal(1200), "value": Decimal(1000)}, "backwards", "HOLD"),
        ({"previous": Decimal(1200), "value": Decimal(1000), "digits": None}, "backwards", "HOLD"),
        (
            {"previous": Decimal(99985), "value": Decimal(12), "physical_most": None},
            "backwards",
            "HOLD",
        ),
        ({"previous": Decimal(150_000), "value": Decimal(12)}, "backwards", "HOLD"),
        ({"value": Decimal(-1)}, "off_the_dial", "REJECT"),
        ({"value": Decimal(100_000)}, "off_the_dial", "REJECT"),
        ({"value": Decimal(1100), "digits": None}, None, "ACCEPT"),
        ({"value": Decimal(11267), "physical_most": None, "average": None}, None, "ACCEPT"),
        ({"value": Decimal(11268)}, "beyond_physics", "REJECT"),
        ({"value": Decimal(1561)}, "spike", "CONFIRM"),
        ({"value": Decimal(1560)}, None, "ACCEPT"),
        ({"value": Decimal(1561), "average": None}, None, "ACCEPT"),
        ({"value": Decimal(1150), "greatest_rise": Decimal(9)}, "spike", "CONFIRM"),
        ({"value": Decimal(1150), "greatest_rise": Decimal(10)}, None, "ACCEPT"),
        ({"value": Decimal(1000), "zero_periods": 2}, "too_long_zero", "INSPECT"),
        ({"value": Decimal(1000), "zero_periods": 1}, None, "ACCEPT"),
        ({"value": Decimal(1000), "zero_periods": 2, "residents": 0}, None, "ACCEPT"),
        ({"read_on": date(2026, 10, 26)}, "late", "NEXT_PERIOD"),
        ({"read_on": date(2026, 10, 25)}, None, "ACCEPT"),
        ({"read_on": date(2026, 10, 27), "window_last_day": 27}, None, "ACCEPT"),
        ({"read_on": date(2026, 10, 14)}, "early", "HOLD"),
        ({"read_on": date(2026, 10, 15)}, None, "ACCEPT"),
        ({"read_on": date(2026, 10, 1), "window_first_day": 1}, None, "ACCEPT"),
        ({"read_on": date(2019, 12, 31)}, "impossible_date", "REJECT"),
        ({"read_on": date(2026, 11, 22)}, "impossible_date", "REJECT"),
        ({"removed_on": date(2026, 11, 20)}, "impossible_date", "REJECT"),
        ({"removed_on": date(2026, 11, 21)}, None, "ACCEPT"),
        ({"zones_sum": Decimal(100), "zones_total": Decimal("101.5")}, "zones_disagree", "HOLD"),
        ({"zones_sum": Decimal(100), "zones_total": Decimal(101)}, None, "ACCEPT"),
    ],
)
def test_a_reading_is_controlled(
    reading: dict[str, object], control: str | None, result: str
) -> None:
    assert check(reading) == [(control, result)]


def test_what_is_not_known_of_a_meter_may_be_left_out() -> None:
    known = (
        "meter",
        "scale",
        "read_on",
        "value",
        "source",
        "previous",
        "zero_periods",
        "residents",
        "commissioned_on",
    )
    frame = pl.DataFrame([{name: SOUND[name] for name in known}])

    assert reading_controls.check(frame, today=TODAY)["result"].to_list() == ["ACCEPT"]


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        *(
            (name, None, f"{name}: None: is missing")
            for name in ("meter", "read_on", "value", "previous", "zero_periods", "residents")
        ),
        ("value", pl.Float64, "value: Float64: must be a column of decimals"),
        ("average", pl.Float64, "average: Float64: must be a column of decimals"),
        ("read_on", pl.String, "read_on: String: must be a column of dates"),
    ],
)
def test_a_reading_without_a_field_is_refused_and_not_accepted(
    name: str, kind: Any, message: str
) -> None:
    frame = pl.DataFrame([SOUND], schema=KINDS, orient="row")
    spoilt = (
        frame.with_columns(pl.lit(None).alias(name))
        if kind is None
        else frame.with_columns(pl.col(name).cast(kind))
    )

    with pytest.raises(inputs.UnableToCalculate) as refused:
        reading_controls.check(spoilt, today=TODAY)

    assert str(refused.value).startswith(message)


def test_the_second_copy_of_a_reading_is_skipped() -> None:
    assert check({}, {}, {"source": "VISIT"}) == [
        (None, "ACCEPT"),
        ("duplicate", "SKIP"),
        (None, "ACCEPT"),
    ]


def test_a_pipe_passes_so_much_and_no_more() -> None:
    assert reading_controls.most_water(cubic_meters_hourly=Decimal(3), hours=720) == 2160
    with pytest.raises(inputs.UnableToCalculate, match="phases: 4"):
        reading_controls.most_energy(amperes=Decimal(60), phases=4, hours=744)


ORDINARY = {
    "tampered": False,
    "meter": True,
    "installable": True,
    "dwelling": True,
    "cause": "NONE",
    "missing_periods": 0,
}


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ({}, "METER"),
        ({"cause": "NO_READING", "missing_periods": 3}, "AVERAGE"),
        ({"cause": "NO_READING", "missing_periods": 4}, "NORM"),
        ({"cause": "FAILED", "missing_periods": 3}, "AVERAGE"),
        ({"cause": "FAILED", "missing_periods": 4}, "NORM_WITH_MULTIPLIER"),
        ({"cause": "FAILED", "missing_periods": 3, "dwelling": False}, "CONTRACT_METHOD"),
        ({"cause": "NO_READING", "missing_periods": 2, "dwelling": False}, "AVERAGE"),
        ({"cause": "NO_READING", "missing_periods": 3, "dwelling": False}, "CONTRACT_METHOD"),
        ({"cause": "REFUSED_SUPPLIER", "missing_periods": 1, "dwelling": False}, "CONTRACT_METHOD"),
        ({"meter": False, "dwelling": False}, "CONTRACT_METHOD"),
        ({"meter": False, "installable": False, "dwelling": False}, "CONTRACT_METHOD"),
        ({"tampered": True, "dwelling": False}, "UNAUTHORISED_USE"),
        ({"cause": "REFUSED", "missing_periods": 4}, "NORM_WITH_MULTIPLIER"),
        ({"cause": "AWAITING_REPLACEMENT", "missing_periods": 40}, "AVERAGE"),
        ({"cause": "REFUSED_SUPPLIER", "missing_periods": 1}, "NORM_WITH_MULTIPLIER"),
        ({"meter": False}, "NORM_WITH_MULTIPLIER"),
        ({"meter": False, "installable": False}, "NORM"),
        ({"tampered": True}, "UNAUTHORISED_USE"),
    ],
)
def test_the_way_of_charging_follows_from_the_situation(
    situation: dict[str, object], expected: str
) -> None:
    frame = pl.DataFrame([ORDINARY | situation])

    assert method.choose(frame)["method"].to_list() == [expected]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"cause": "MOON"}, "cause: MOON"), ({"meter": None}, "meter: None"), ({"meter": 1}, "meter")],
)
def test_an_unknown_situation_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        method.choose(pl.DataFrame([ORDINARY | wrong]))


def missing(period: int, last_year: str | None, last: str | None) -> pl.DataFrame:
    volumes = {
        "last_year_volume": last_year and Decimal(last_year),
        "last_volume": last and Decimal(last),
    }
    return pl.DataFrame(
        {"missing_period": [period], "max_power": [15], "hours": [720]}
        | {name: [value] for name, value in volumes.items()}
    )


@pytest.mark.parametrize(
    ("frame", "volume", "source"),
    [
        (missing(1, "500", "400"), "500", "LAST_YEAR"),
        (missing(2, None, "400"), "400", "LAST_PERIOD"),
        (missing(3, "500", "400"), "10800", "MAX_POWER"),
        (missing(3, None, None), "10800", "MAX_POWER"),
        (missing(1, "500", None).with_columns(refusals=2), "10800", "MAX_POWER"),
        (missing(1, "500", None).with_columns(refusals=1), "500", "LAST_YEAR"),
        (missing(1, "500", "400").with_columns(control_volume=450), "450", "CONTROL_METER"),
        (missing(3, "500", "400").with_columns(control_volume=450), "450", "CONTROL_METER"),
        (
            missing(1, "500", "400").with_columns(control_volume=450, refusals=2),
            "10800",
            "MAX_POWER",
        ),
    ],
)
def test_a_missing_reading_is_replaced(frame: pl.DataFrame, volume: str, source: str) -> None:
    (found,) = replacement.volume(frame).iter_rows(named=True)

    assert (found["volume"], found["source"]) == (Decimal(volume), source)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (missing(1, None, None), "is missing"),
        (missing(1, "-5", None), "last_year_volume: -5"),
        (missing(3, "-5", None), "last_year_volume: -5"),
        (missing(1, "5", "-4"), "last_volume: -4"),
        (missing(1, "5", None).with_columns(hours=745), "hours: 745"),
    ],
)
def test_without_history_nothing_is_invented(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(inputs.UnableToCalculate, match=message):
        replacement.volume(frame)
