"""What no charge line may be: more than there is, less than nothing, from a day the law does not know."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from tariffs import calc, exact
from tariffs.charges import in_force, lines

ROOM = {
    "rule": "charge.communal",
    "way": "room_meters",
    "flat_volume": "300",
    "rooms_volume": "200",
    "room_volume": "80",
    "persons": 2,
    "flat_persons": 5,
    "tariff": "5",
}
FLAT = {"rule": "charge.communal", "flat_volume": "300", "tariff": "5"}
SHARE = {"area": "20", "total_area": "2000", "tariff": "2800"}
HEAT = {"rule": "charge.heat", "way": "building_meter", "building_volume": "100"} | SHARE
BIN = {"rule": "charge.waste", "tariff": "950"}
WASTE = BIN | {"removed_volume": "10"}
YEAR = {"year_fact": "12", "year_billed": "10"} | SHARE
NEGATIVE = {
    "rule": "common_property.reduced",
    "building_volume": "9400",
    "premises_volume": "10000",
    "volume": "180",
    "persons": 3,
    "total_persons": 60,
    "tariff": "1",
}
HOT = {
    "rule": "charge.hot_water",
    "volume": "3",
    "heating_norm": "0.06",
    "water_tariff": "50",
    "heat_tariff": "2800",
}


def answer(request: dict[str, Any], **fields: Any) -> dict[str, Any]:
    (found,) = calc.answer([request | fields])
    return found


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (
            FLAT | {"way": "persons", "persons": 5, "flat_persons": 2},
            "persons: 5: is more than flat_persons, 2",
        ),
        (
            FLAT | {"way": "area", "room_area": "50", "flat_area": "20"},
            "room_area: 50.000: is larger than flat_area, 20.000",
        ),
        (
            ROOM | {"room_volume": "250"},
            "room_volume: 250.000000: is more than rooms_volume, 200.000000",
        ),
        (ROOM | {"persons": 6}, "persons: 6: is more than flat_persons, 5"),
        (
            WASTE | {"way": "fact_persons", "persons": 60, "total_persons": 3},
            "persons: 60: is more than total_persons, 3",
        ),
        (
            WASTE | {"way": "fact_area", "area": "60", "total_area": "3"},
            "area: 60.000: is larger than total_area, 3.000",
        ),
        (
            NEGATIVE | {"persons": 60, "total_persons": 3},
            "persons: 60: is more than total_persons, 3",
        ),
        (
            YEAR | {"rule": "charge.heat", "way": "yearly_correction", "area": "6000"},
            "area: 6000.000: is larger than total_area",
        ),
        (
            YEAR | {"rule": "common_property.yearly_correction", "area": "6000"},
            "area: 6000.000: is larger than total_area",
        ),
        (HOT | {"multiplier": "0.5"}, "multiplier: 0.500: must be at least 1"),
    ],
)
def test_a_part_larger_than_its_whole_and_a_lowering_coefficient_are_refused(
    request_: dict[str, Any], error: str
) -> None:
    assert answer(request_)["error"].startswith(error)


def test_heat_is_never_charged_below_zero() -> None:
    """354 п. 47: what the premises metered above the building lowers their own volumes by areas."""
    assert answer(HEAT, metered_volume="200")["amount"] == "0.00"
    assert answer(HEAT, metered_volume="200", own_volume="5")["volume"] == "4.000000"


@pytest.mark.parametrize(
    ("volume", "shown"), [("10.0005", "10.001"), ("10.0015", "10.002"), ("10.0025", "10.003")]
)
def test_half_of_a_kilowatt_hour_s_last_place_goes_up(volume: str, shown: str) -> None:
    prices = dict.fromkeys(("energy", "transmission", "sales", "infrastructure"), "1")

    assert (
        answer({"rule": "charge.price_category", "category": 1, "volume": volume} | prices)[
            "volume"
        ]
        == shown
    )


METER = {
    "rule": "charge.meter",
    "previous": "1650",
    "current": "1500",
    "digits": 5,
    "tariff": "5.38",
}
LATE = {
    "rule": "charge.late_readings",
    "last_fact": "99985",
    "reading": "12",
    "estimated": "20",
    "tariff": "1",
}


class TestTurnOfTheDial:
    def test_a_typing_error_is_no_turn(self) -> None:
        told = "current: 1500.000: is below the previous reading: a new turn of the dial would make 99850.000; give physical_most"

        assert answer(METER)["error"].startswith(told)
        assert answer(METER, physical_most="10267")["error"].startswith(
            "current: 1500.000: makes 99850.000, which is more than physical_most"
        )
        assert answer({"rule": "charge.zones", "zones": [METER]})["error"].startswith(
            "current: 1500.000: is below"
        )

    def test_a_turn_that_physics_allows_is_believed_and_told(self) -> None:
        assert answer(METER, physical_most="99850")["rolled_over"] is True
        assert "rolled_over" not in answer(METER, current="1650")

    @pytest.mark.parametrize(("current", "believed"), [("9999", True), ("10000", False)])
    def test_without_physics_a_turn_is_less_than_half_of_the_dial(
        self, current: str, believed: bool
    ) -> None:
        assert ("error" not in answer(METER, previous="60000", current=current)) is believed

    def test_a_jump_forward_beyond_physics_is_refused_too(self) -> None:
        assert "physical_most" in answer(METER, current="15000", physical_most="10267")["error"]

    def test_each_scale_tells_its_own_turn(self) -> None:
        day = {
            "zone": "day",
            "previous": "99985",
            "current": "12",
            "digits": 5,
            "tariff": "1",
            "physical_most": "50",
        }
        night = {"zone": "night", "previous": "10", "current": "12", "digits": 5, "tariff": "1"}

        found = answer({"rule": "charge.zones", "zones": [day, night]})

        assert found["rolled_over"] is True
        assert [line.get("rolled_over", False) for line in found["lines"]] == [True, False]

    def test_a_late_reading_turns_the_dial_too(self) -> None:
        assert answer(LATE)["error"].startswith("reading: 12.000: is below last_fact")
        assert (answer(LATE, digits=5)["volume"], answer(LATE, digits=5)["rolled_over"]) == (
            "7.000",
            True,
        )
        assert answer(LATE, digits=5, reading="200", last_fact="100")["volume"] == "80.000"
        assert answer(LATE, physical_most="50")["error"] == "digits: None: is missing"


UNAUTHORISED = {
    "rule": "charge.unauthorised",
    "way": "norm",
    "norm": "100",
    "persons": 2,
    "tariff": "5.38",
}
MONTH = {"from": "1950-05-01", "to": "1950-06-01"}
CATEGORY = {
    "rule": "charge.price_category",
    "category": 2,
    "zones": [{"zone": "day", "volume": "1", "tariff": "1"}],
}


class TestDaysOfTheLaw:
    @pytest.mark.parametrize(
        ("request_", "error"),
        [
            (
                UNAUTHORISED | MONTH,
                "from: 1950-05-01: unauthorised_use_multiplier: 1950-05-01: nothing is known",
            ),
            (
                UNAUTHORISED
                | MONTH
                | {"way": "power", "power": "3", "norm": None, "persons": None},
                "from: 1950-05-01: acts.pp_354",
            ),
            (
                {"rule": "charge.norm", "norm": "1", "persons": 1, "tariff": "1"} | MONTH,
                "from: 1950-05-01: acts.pp_354",
            ),
            (
                {
                    "rule": "charge.norm",
                    "norm": "1",
                    "persons": 1,
                    "tariff": "1",
                    "from": "2027-12-01",
                    "to": "2028-02-01",
                },
                "to: 2028-02-01: acts.pp_354: 2028-01-31",
            ),
            (
                {
                    "rule": "charge.absence",
                    "norm": "1",
                    "persons": 1,
                    "tariff": "1",
                    "departure": "1950-05-01",
                    "arrival": "1950-06-01",
                },
                "departure: 1950-05-01: acts.pp_354",
            ),
            (
                {
                    "rule": "charge.tariff_change",
                    "volume": "1",
                    "segments": [MONTH | {"tariff": "1"}],
                },
                "segments[0].from: 1950-05-01: acts",
            ),
            (
                {"rule": "charge.average", "volumes": ["1", "1", "1"], "on": "2016-12-31"},
                "on: 2016-12-31: average_periods",
            ),
            ({"rule": "charge.method", "on": "2016-12-31"}, "on: 2016-12-31: average_periods"),
            (
                {"rule": "charge.interruption", "fee": "1", "hours": 1, "on": "2012-08-31"},
                "on: 2012-08-31: acts.pp_354",
            ),
            (METER | {"on": "2012-08-31"}, "on: 2012-08-31: acts.pp_354"),
            (
                {"rule": "charge.zones", "zones": [METER], "on": "2012-08-31"},
                "on: 2012-08-31: acts.pp_354",
            ),
            (
                {
                    "rule": "common_property",
                    "common_volume_norm": "1",
                    "area": "1",
                    "total_area": "2",
                    "tariff": "1",
                    "on": "2012-08-31",
                },
                "on: 2012-08-31: acts.pp_354",
            ),
            (CATEGORY | {"on": "2012-06-11"}, "on: 2012-06-11: acts.pp_442"),
            (
                {
                    "rule": "replacement",
                    "missing_period": 3,
                    "max_power": "15",
                    "hours": 720,
                    "on": "2012-06-11",
                },
                "on: 2012-06-11: acts.pp_442",
            ),
            (
                {"rule": "rural_tariff", "tariff": "4.04", "on": "2011-12-31"},
                "on: 2011-12-31: acts.pp_1178",
            ),
            (
                {"rule": "losses", "volume": "1", "percent": "1", "on": "2012-06-11"},
                "on: 2012-06-11: acts.pp_442",
            ),
            (
                BIN | {"way": "mass", "mass": "1", "on": "2018-12-31"},
                "on: 2018-12-31: acts.waste_organizations",
            ),
            (
                BIN | {"way": "persons", "persons": 1, "yearly_norm": "2", "on": "2018-12-31"},
                "on: 2018-12-31: acts.waste_households",
            ),
        ],
    )
    def test_no_charge_outside_the_days_for_which_its_act_is_known(
        self, request_: dict[str, Any], error: str
    ) -> None:
        assert answer(request_)["error"].startswith(error)

    def test_a_known_day_changes_no_sum(self) -> None:
        waste = BIN | {"way": "mass", "mass": "1"}
        unmetered = {
            "rule": "charge.unmetered",
            "way": "current",
            "phases": 1,
            "current": "50",
            "phase_voltage": "0.22",
            "hours": 10,
            "tariff": "1",
        }

        assert answer(unmetered, on="2026-10-31") == answer(unmetered)
        assert answer(CATEGORY, on="2026-10-31") == answer(CATEGORY)
        assert answer(waste, on="2025-08-31")["amount"] == answer(waste)["amount"]

    def test_the_act_is_that_of_the_day(self) -> None:
        waste = BIN | {"way": "mass", "mass": "1"}

        assert (
            answer(waste, on="2025-08-31")["act"]
            == "ПП РФ от 12.11.2016 № 1156, ПП РФ от 24.05.2024 № 671"
        )
        assert (
            answer(waste)["act"]
            == answer(waste, on="2025-09-01")["act"]
            == "ПП РФ от 07.03.2025 № 293, ПП РФ от 24.05.2024 № 671"
        )

    def test_a_frame_without_rows_has_no_days(self) -> None:
        empty = pl.DataFrame(schema={"from": pl.Date, "to": pl.Date})

        in_force.check(empty, in_force.RULES_354)
        assert empty.with_columns(
            in_force.value("cold_water_multiplier", at="from").rounded(1)
        ).is_empty()

    def test_a_number_of_the_law_is_that_of_each_row_s_day(self) -> None:
        days = pl.DataFrame({"from": [date(2025, 12, 5), date(2025, 12, 6)]})

        assert days.select(
            in_force.value("cold_water_multiplier", at="from").rounded(1)
        ).to_series().to_list() == [
            Decimal("1.5"),
            Decimal(3),
        ]


NORM = {"rule": "charge.norm", "norm": "3.1", "persons": 1, "tariff": "100", "multiplier": "law"}
RANGES = {
    "rule": "charge.ranges",
    "volume": "1",
    "bounds": ["3900", "6000"],
    "tariffs": ["1", "2", "3"],
}
ZONES = {
    "rule": "charge.ranges_by_zones",
    "bounds": ["3900", "6000"],
    "zones": [{"volume": "1", "tariffs": ["1", "2", "3"]}],
}


class TestNumbersOfTheLaw:
    @pytest.mark.parametrize(
        ("service", "part"),
        [("electricity", "155.00"), ("hot_water", "155.00"), ("cold_water", "620.00")],
    )
    def test_the_coefficient_without_a_meter_is_that_of_the_service(
        self, service: str, part: str
    ) -> None:
        found = answer(NORM, service=service, **{"from": "2026-01-01", "to": "2026-02-01"})

        assert (found["base"], found["multiplier_part"]) == ("310.00", part)

    def test_the_lines_part_where_the_coefficient_changes(self) -> None:
        found = answer(NORM, service="cold_water", **{"from": "2025-12-01", "to": "2026-01-01"})

        assert [(line["from"], line["part"], line["amount"]) for line in found["lines"]] == [
            ("2025-12-01", "norm", "50.00"),
            ("2025-12-01", "multiplier", "25.00"),
            ("2025-12-06", "norm", "260.00"),
            ("2025-12-06", "multiplier", "520.00"),
        ]
        assert found["volume"] == "3.100"

    def test_before_the_coefficient_there_is_none(self) -> None:
        period = {"from": "2016-12-01", "to": "2017-02-01"}

        assert answer(NORM, service="electricity", **period)["error"].startswith(
            "from: 2016-12-01: norm_multiplier: 2016-12-01"
        )
        assert answer(NORM, **period)["error"] == "service: None: is missing"

    @pytest.mark.parametrize("request_", [RANGES, ZONES])
    def test_the_ranges_of_a_region_are_not_above_those_of_the_law(
        self, request_: dict[str, Any]
    ) -> None:
        assert "error" not in answer(request_, on="2025-01-01")
        assert "error" not in answer(request_, bounds=["3901", "6000"])
        assert answer(request_, bounds=["3901", "6000"], on="2025-01-01")["error"].startswith(
            "bound_1: 3901.000: is above the highest"
        )
        assert answer(request_, bounds=["3900", "6001"], on="2025-01-01")["error"].startswith(
            "bound_2: 6001.000: is above the highest"
        )
        assert answer(request_, on="2024-12-31")["error"].startswith(
            "on: 2024-12-31: electricity_ranges"
        )

    def test_zones_of_more_than_a_meter_can_count_are_refused_by_their_field(self) -> None:
        zones = [{"volume": "500000", "tariffs": ["1", "2", "3"]}] * 2

        assert answer(ZONES, zones=zones)["error"].startswith(
            "volume: 500000.000: makes 1000000.000 with the other zones"
        )


class TestUnauthorizedUse:
    def test_three_months_are_counted_from_the_detection_and_the_charge_goes_on_to_the_removal(
        self,
    ) -> None:
        period = {"from": "2026-02-01", "to": "2026-09-01"}

        assert answer(UNAUTHORISED | period, detected="2026-05-31")["volume"] == "14000.000"
        assert answer(UNAUTHORISED | period)["error"].startswith(
            "from: 2026-02-01: must lie before 2026-09-01"
        )
        assert answer(UNAUTHORISED | period, detected="2026-06-01")["error"].startswith(
            "from: 2026-02-01: must lie before"
        )

    def test_nobody_is_charged_from_a_day_after_the_detection_or_for_ever(self) -> None:
        period = {"from": "2026-02-02", "to": "2026-09-01"}

        assert answer(UNAUTHORISED | period, detected="2026-02-01")["error"] == (
            "from: 2026-02-02: must not be later than detected, 2026-02-01"
        )
        assert answer(UNAUTHORISED | period, detected="2026-02-02", to="2046-09-01")[
            "error"
        ].startswith("to: 2046-09-01: is too many years")


def hours(*days: str, hour: int = 9) -> list[dict[str, Any]]:
    return [{"date": day, "hour": hour, "volume": "10"} for day in days]


WEEK = ("2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08", "2026-10-09")
NETWORK = {"rule": "capacity", "way": "network", "planned_hours": [8, 9]}
SUPPLIER = {"rule": "capacity", "way": "supplier"}


def peaks(*days: str, hour: int = 9) -> list[dict[str, Any]]:
    return [{"date": day, "hour": hour} for day in days]


class TestCapacity:
    def test_every_working_day_counts_once(self) -> None:
        month = [date(2026, 10, day) for day in range(1, 32)]
        working = [day.isoformat() for day in month if day.weekday() < 5]

        assert answer(NETWORK, hours=hours(*WEEK))["days"] == "5"
        assert answer(NETWORK, hours=hours(*working), month="2026-10-01")["days"] == "22"
        assert (
            answer(SUPPLIER, hours=hours(*working), peaks=peaks(*working), month="2026-10-01")[
                "capacity"
            ]
            == "10.000000"
        )
        assert (
            answer(SUPPLIER, hours=hours(*WEEK, "2026-10-10"), peaks=peaks(*WEEK, "2026-10-10"))[
                "days"
            ]
            == "5"
        )

    @pytest.mark.parametrize(
        ("request_", "error"),
        [
            (
                NETWORK | {"hours": hours("2026-10-06", "2026-10-06", "2026-10-08")},
                "hours: 2026-10-06: is given twice",
            ),
            (
                NETWORK | {"hours": hours("2026-10-06", "2026-10-08")},
                "hours: 2: there must be one volume for each of the 3 working days",
            ),
            (
                NETWORK | {"hours": hours(*WEEK), "month": "2026-10-01"},
                "hours: 5: there must be one volume for each of the 22 working days",
            ),
            (
                NETWORK | {"hours": hours(*WEEK), "month": "2026-10-05"},
                "month: 2026-10-05: must be the first day of a month",
            ),
            (
                NETWORK | {"hours": hours(*WEEK, "2026-12-01")},
                "hours: 2026-12-01: must lie within one month, which began on 2026-10-05",
            ),
            (NETWORK | {"hours": hours("2011-10-05")}, "hours[0].date: 2011-10-05: acts.pp_442"),
            (
                SUPPLIER
                | {"hours": hours(*WEEK), "peaks": peaks(*WEEK) + peaks("2026-10-06", hour=10)},
                "peaks: 2026-10-06: is given twice",
            ),
        ],
    )
    def test_a_day_left_out_or_given_twice_is_refused(
        self, request_: dict[str, Any], error: str
    ) -> None:
        assert answer(request_)["error"].startswith(error)


@pytest.mark.parametrize(
    "second",
    [("2026-10-11", "2026-11-01"), ("2026-10-13", "2026-11-01"), ("2026-10-01", "2026-10-12")],
)
def test_segments_of_a_changing_tariff_neither_overlap_nor_leave_a_gap(
    second: tuple[str, str],
) -> None:
    periods = (second, ("2026-10-01", "2026-10-12"))
    segments = [{"from": first, "to": end, "tariff": "5"} for first, end in periods]

    found = answer({"rule": "charge.tariff_change", "volume": "310", "segments": segments})

    assert "must be the day on which the segment before it ends, 2026-10-12" in found["error"]


def test_days_of_equal_length_share_a_volume_without_losing_any_of_it() -> None:
    segments = [
        {"from": f"2026-10-0{day}", "to": f"2026-10-0{day + 1}", "tariff": "5"} for day in (1, 2, 3)
    ]

    found = answer({"rule": "charge.tariff_change", "volume": "100", "segments": segments})

    assert [line["volume"] for line in found["lines"]] == ["33.334", "33.333", "33.333"]


def test_shares_whose_remainders_could_overflow_are_refused_when_written() -> None:
    share = exact.column("part", places=9, most=10) / exact.column(
        "whole", places=6, most=10**12, positive=True
    )

    with pytest.raises(OverflowError, match="a remainder may reach"):
        lines.adding_up(share, within="building")


AWAY = {
    "rule": "charge.absence",
    "way": "waste_area",
    "area": "54",
    "yearly_norm": "0.09",
    "tariff": "950",
    "absent": 1,
    "persons": 3,
    "departure": "2026-09-05",
    "arrival": "2026-09-18",
}


def test_waste_charged_by_area_is_recalculated_since_march_2023() -> None:
    """354 п. 86(1): a third of 384.75 for 12 days of 30."""
    assert answer(AWAY)["amount"] == "-51.30"
    assert answer(AWAY, absent=4)["error"] == "absent: 4: is more than persons, 3"
    assert answer(AWAY, arrival="2026-09-11")["error"].startswith(
        "arrival: 2026-09-11: gives fewer than 6 full days"
    )
    assert answer(AWAY, departure="2023-02-27", arrival="2023-03-20")["error"].startswith(
        "departure: 2023-02-27: acts.waste_absence"
    )


def test_ranges_of_a_period_are_as_wide_as_its_days() -> None:
    half = {"from": "2026-11-01", "to": "2026-11-16"}

    assert [line["volume"] for line in answer(RANGES, volume="3100", **half)["lines"]] == [
        "1950.000",
        "1050.000",
        "100.000",
    ]
    assert answer(RANGES, **half | {"to": "2026-11-01"})["error"].startswith(
        "to: 2026-11-01: must come after from"
    )
    assert answer(RANGES, **half | {"from": "2012-01-01"})["error"].startswith(
        "to: 2026-11-16: is too many months after from"
    )
    assert answer(RANGES, **half | {"from": "2011-12-31"})["error"].startswith(
        "from: 2011-12-31: acts.pp_1178"
    )
