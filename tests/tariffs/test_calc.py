"""The rules as JSON: shapes, refusals that leave the others alone, the command line."""

import ast
import json
import re
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.management import CommandError, call_command

from tariffs import calc, exact, inputs, parameters, russian
from tariffs.charges import price_category
from tariffs.requests import Request, ways
from tests.tariffs.test_examples import EVERY

PENALTY = {
    "rule": "penalty",
    "debtor": "citizen",
    "service": "heat",
    "as_of": "2026-09-15",
    "claims": [{"due": "2026-06-15", "amount": "1000.00"}],
    "payments": [{"date": "2026-08-01", "amount": "400.00"}],
    "options": {"shift_due_date": False, "cap": True, "rate_mode": "on_payment"},
}
NORM = {
    "rule": "charge.norm",
    "norm": "4.5",
    "persons": 2,
    "from": "2026-10-01",
    "to": "2026-11-01",
    "tariff": "48.20",
    "multiplier": "1.5",
}
RANGES = {
    "rule": "charge.ranges",
    "volume": "4500",
    "bounds": ["3900", "6000"],
    "tariffs": ["5.00", "6.50", "9.00"],
}
METER = {"rule": "charge.meter", "previous": "1", "current": "2", "digits": 5, "tariff": "1"}
COMMON = {
    "rule": "common_property",
    "building_volume": "120",
    "premises_volume": "100",
    "area": "60",
    "total_area": "240",
    "tariff": "1",
}
CATEGORY = {
    "rule": "charge.price_category",
    "category": 1,
    "volume": "1",
    "energy": "1",
    "transmission": "1",
    "sales": "1",
    "infrastructure": "1",
}
HOURS = [{"date": "2026-10-06", "hour": 9, "volume": "1"}]


def answer(request: dict[str, Any]) -> dict[str, Any]:
    (found,) = calc.answer([request])
    return found


def test_penalty_brings_its_lines() -> None:
    act = "ч. 14 ст. 155 ЖК РФ; ПП РФ от 18.03.2025 № 329"
    common = {"rate": "9.50", "act": act}

    assert answer(PENALTY) == {
        "total": "14.43",
        "claims": [
            {
                "due": "2026-06-15",
                "total": "14.43",
                "lines": [
                    {
                        "from": "2026-07-16",
                        "to": "2026-08-02",
                        "days": 17,
                        "base": "1000.00",
                        "fraction": "1/300",
                        "amount": "5.38",
                    }
                    | common,
                    {
                        "from": "2026-08-02",
                        "to": "2026-09-14",
                        "days": 43,
                        "base": "600.00",
                        "fraction": "1/300",
                        "amount": "8.17",
                    }
                    | common,
                    {
                        "from": "2026-09-14",
                        "to": "2026-09-16",
                        "days": 2,
                        "base": "600.00",
                        "fraction": "1/130",
                        "amount": "0.88",
                    }
                    | common,
                ],
            }
        ],
    }


def test_penalty_names_its_claims_and_what_was_paid_too_much() -> None:
    claim = {
        "key": "2026-05",
        "due": "2026-06-15",
        "amount": "100.00",
        "payments": [{"date": "2026-06-10", "amount": "60.00"}],
    }

    found = answer(PENALTY | {"claims": [claim]})

    assert found["claims"][0]["key"] == "2026-05"
    assert found["advance"] == "360.00"


def test_penalty_is_counted_by_the_rates_that_staff_entered() -> None:
    late = PENALTY | {"as_of": "2026-12-25", "payments": None, "options": {"cap": False}}
    entered = [{"from": "2026-10-26", "rate": "13.50"}, {"from": "2026-12-21", "rate": "13"}]

    by_seed, by_staff = calc.answer([late, late | {"key_rates": entered}])

    assert {
        (line["rate"], line.get("unverified_rate")) for line in by_seed["claims"][0]["lines"]
    } == {("14.00", True)}
    assert {
        (line["rate"], line.get("unverified_rate")) for line in by_staff["claims"][0]["lines"]
    } == {("13.00", None)}


def test_state_duty_brings_its_lines() -> None:
    assert answer(
        {
            "rule": "state_duty",
            "court": "general",
            "track": "claim",
            "amount": "50000.00",
            "on": "2026-03-02",
        }
    ) == {
        "duty": "4000.00",
        "lines": [
            {"from": "0", "to": "50000.00", "rate": "0", "amount": "4000", "text": "4\u00a0000 ₽"}
        ],
        "act": "пп. 1, 2 п. 1 ст. 333.19 НК РФ",
    }


def test_a_term_lists_the_excluded_days() -> None:
    found = answer({"rule": "deadline", "start": "2026-11-21", "days": 1, "kind": "working"})

    assert found == {
        "end": "2026-11-23",
        "excluded": [{"date": "2026-11-22", "why": "воскресенье"}],
    }


def test_a_date_may_come_as_one() -> None:
    assert (
        answer({"rule": "deadline", "start": date(2026, 11, 21), "days": 10, "kind": "working"})[
            "end"
        ]
        == "2026-12-04"
    )


@pytest.mark.parametrize(
    ("whose", "found"),
    [
        ({}, {"due": "2026-04-15", "bill": "2026-04-05"}),
        ({"debtor": "business", "service": "electricity"}, {"due": "2026-04-18"}),
        ({"debtor": "manager"}, {"due": "2026-04-15"}),
    ],
)
def test_the_due_date_is_told_for_every_kind_of_debtor(
    whose: dict[str, str], found: dict[str, str]
) -> None:
    assert answer({"rule": "due_date", "period": "2026-03-01"} | whose) == found


def test_limitation_and_the_court_are_answered() -> None:
    claims = [
        {"due": "2023-10-10"},
        {"due": "2024-10-10", "filed": "2025-01-01", "cancelled": "2025-03-01"},
    ]

    found = answer({"rule": "limitation", "on": "2026-11-21", "claims": claims})
    track = answer(
        {"rule": "court_track", "debtor": "citizen", "amount": "30000", "on": "2026-11-21"}
    )

    assert [(claim["expires"], claim["barred"]) for claim in found["claims"]] == [
        ("2026-10-10", True),
        ("2027-12-08", False),
    ]
    assert (track["court"], track["track"], track["court_kind"]) == (
        "general",
        "order",
        "magistrate",
    )


def test_the_multiplier_part_stands_apart() -> None:
    period = {"from": "2026-10-01", "to": "2026-11-01", "days": 31}

    assert answer(NORM)["lines"] == [
        period | {"part": "norm", "volume": "9.000", "amount": "433.80"},
        period | {"part": "multiplier", "amount": "216.90"},
    ]
    assert len(answer(NORM | {"multiplier": "1"})["lines"]) == 1


def test_each_range_is_a_line() -> None:
    assert answer(RANGES)["lines"] == [
        {"range": 1, "volume": "3900.000", "tariff": "5.00", "amount": "19500.00"},
        {"range": 2, "volume": "600.000", "tariff": "6.50", "amount": "3900.00"},
        {"range": 3, "volume": "0.000", "tariff": "9.00", "amount": "0.00"},
    ]


def test_ranges_of_several_months_are_as_many_times_wider() -> None:
    assert answer(RANGES | {"volume": "9000", "months": 2})["amount"] == "46800.00"


def test_common_property_above_the_norm_is_for_the_manager() -> None:
    found = answer(COMMON | {"common_volume_norm": "8"})

    assert (found["volume"], found["excess"], found["amount"]) == ("2.000", "12.000000", "2.00")


def test_a_negative_remainder_is_never_charged() -> None:
    found = answer(COMMON | {"premises_volume": "150"})

    assert (found["building_remainder"], found["volume"], found["amount"]) == (
        "-30.000000",
        "0.000",
        "0.00",
    )


@pytest.mark.parametrize(
    ("building", "premises", "remainder"),
    [
        ("120.0004", "100", "20.000400"),
        ("120.000001", "100", "20.000001"),
        ("100", "120.000499", "-20.000499"),
        ("1.0005", "1", "0.000500"),
    ],
)
def test_the_remainder_of_a_building_keeps_all_its_digits(
    building: str, premises: str, remainder: str
) -> None:
    found = answer(COMMON | {"building_volume": building, "premises_volume": premises})

    assert found["building_remainder"] == remainder


def test_what_is_above_the_norm_keeps_all_its_digits() -> None:
    found = answer(COMMON | {"building_volume": "120.0004", "common_volume_norm": "8"})

    assert found["excess"] == "12.000400"


def test_a_building_without_a_meter_has_no_remainder() -> None:
    found = answer(COMMON | {"building_volume": None, "common_volume_norm": "8"})

    assert (found["building_remainder"], found["volume"]) == (None, "2.000")


def test_the_way_of_charging_is_answered() -> None:
    assert answer({"rule": "charge.method"})["method"] == "METER"
    assert (
        answer({"rule": "charge.method", "cause": "NO_READING", "missing_periods": 2})["method"]
        == "AVERAGE"
    )


def test_replacement_information_is_answered() -> None:
    request = {
        "rule": "replacement",
        "missing_period": 1,
        "max_power": "15",
        "hours": 720,
        "last_volume": "400",
    }

    assert (answer(request)["volume"], answer(request)["source"]) == ("400.000", "LAST_PERIOD")


def test_from_670_kilowatts_only_hourly_categories_are_open() -> None:
    assert price_category.eligible(category=1, max_power_kw=669)
    assert not price_category.eligible(category=2, max_power_kw=670)
    assert price_category.eligible(category=3, max_power_kw=670)
    with pytest.raises(inputs.UnableToCalculate, match="category: 7"):
        price_category.eligible(category=7, max_power_kw=1)


def test_subscribers_and_transit_are_taken_off_the_head_meter() -> None:
    found = answer(
        {
            "rule": "losses",
            "way": "subscribers",
            "head_volume": "1000",
            "subscribers_volume": "250.5",
            "transit_volume": "100",
        }
    )

    assert found["own_volume"] == "649.500000"


def test_break_even_of_the_network_rates() -> None:
    frame = pl.DataFrame(
        {"maintenance": [1400], "transmission": ["2.60"], "losses": ["0.40"]}
    ).with_columns(pl.col("transmission", "losses").cast(pl.Decimal(38, 5)))

    assert price_category.break_even_hours(frame)["hours"].to_list() == [636]
    with pytest.raises(inputs.UnableToCalculate, match="losses"):
        price_category.break_even_hours(frame.with_columns(losses=pl.col("transmission")))


REFUSALS: list[tuple[Any, str]] = [
    (5, "request: 5: must be an object"),
    ({}, "rule: None: is missing"),
    ({"rule": "tea"}, "rule: tea: must be one of"),
    ({"rule": ["penalty"]}, "rule: ['penalty']: must be one of"),
    (PENALTY | {"debtor": "martian"}, "debtor: martian: must be one of"),
    (PENALTY | {"service": "tea"}, "service: tea: must be one of"),
    (PENALTY | {"claims": []}, "claims: []: must be a list that is not empty"),
    (PENALTY | {"claims": "all"}, "claims: all: must be a list"),
    (
        PENALTY | {"claims": [{"due": "2026-06-15", "amount": "-1"}]},
        "claims[0].amount: -1: must not be negative",
    ),
    (
        PENALTY | {"claims": [{"due": "2026-06-15", "amount": "0.001"}]},
        "claims[0].amount: 0.001: has more than 2 decimal places",
    ),
    (
        PENALTY | {"claims": [{"due": "15.06.2026", "amount": "1"}]},
        "claims[0].due: 15.06.2026: is not a date",
    ),
    (
        PENALTY | {"claims": [{"due": "2026-06-15", "amount": 10.5}]},
        "claims[0].amount: 10.5: give an exact number",
    ),
    (
        PENALTY | {"claims": [{"due": "2010-06-15", "amount": "1"}], "payments": None},
        "claims[0].due: 2010-06-15: penalty_scale.housing",
    ),
    (
        PENALTY | {"as_of": "2099-09-15"},
        "as_of: 2099-09-15: penalty_scale.housing: 2099-09-15: nothing is known",
    ),
    (
        PENALTY | {"key_rates": [{"from": "2026-07-27", "rate": "13"}]},
        "key_rates[0].from: 2026-07-27: must begin after 2026-07-27",
    ),
    (
        PENALTY | {"key_rates": [{"from": "2026-10-26", "rate": "0"}]},
        "key_rates[0].rate: 0: must be above zero, below 1000",
    ),
    (
        PENALTY | {"key_rates": [{"from": "2026-10-26", "rate": "1000"}]},
        "key_rates[0].rate: 1000: must be above zero, below 1000",
    ),
    (PENALTY | {"as_of": "1949-01-01"}, "as_of: 1949-01-01: penalty_scale.housing: 1949-01-01"),
    (PENALTY | {"options": {"cap": "yes"}}, "options.cap: yes: must be true or false"),
    (PENALTY | {"options": {"rate_mode": "best"}}, "options.rate_mode: best: must be one of"),
    (PENALTY | {"options": {"capp": True}}, "options.capp: True: is not a field of this rule"),
    (PENALTY | {"options": 1}, "options: 1: must be an object"),
    (
        {
            "rule": "state_duty",
            "court": "general",
            "track": "claim",
            "amount": "0",
            "on": "2026-03-02",
        },
        "amount: 0: must be above zero",
    ),
    (
        {
            "rule": "state_duty",
            "court": "general",
            "track": "claim",
            "amount": "1",
            "on": "2000-03-02",
        },
        "on: 2000-03-02: state_duty.general",
    ),
    (
        {"rule": "deadline", "start": "2026-11-21", "days": "ten", "kind": "working"},
        "days: ten: is not a number",
    ),
    (
        {"rule": "deadline", "start": "2030-11-21", "days": 1, "kind": "working"},
        "start: 2030-11-21: working_calendar",
    ),
    (NORM | {"norm": "-4.5"}, "norm: -4.5: must not be negative"),
    (
        NORM | {"persons": "1.5"},
        "persons: 1.5: must be above zero, below 10000 and have at most 0 decimal places",
    ),
    (NORM | {"persons": 0}, "persons: 0: must be above zero"),
    (COMMON | {"area": "0"}, "area: 0: must be above zero"),
    (NORM | {"to": "2026-10-01"}, "to: 2026-10-01: must come after from"),
    (NORM | {"multiplier": "0.9"}, "multiplier: 0.900: must be at least 1"),
    (NORM | {"tarif": "1"}, "tarif: 1: is not a field of this rule"),
    (RANGES | {"bounds": ["6000", "3900"]}, "bound_2: 3900.000: must rise"),
    (RANGES | {"tariffs": ["1"]}, "tariffs: 1: there must be 3 of them"),
    (
        {
            "rule": "charge.ranges_by_zones",
            "bounds": ["1"],
            "zones": [{"volume": "1", "tariffs": ["1"]}],
        },
        "zones[0].tariffs: 1: there must be 2 of them",
    ),
    (METER | {"tariff": "0." + "3" * 40}, f"tariff: 0.{'3' * 40}: has more than 15 decimal places"),
    (METER | {"tariff": "1e-40"}, "tariff: 1e-40: has more than 15 decimal places"),
    (
        METER | {"tariff": "1e99999999999999999999"},
        "tariff: 1e99999999999999999999: is not a number of a sensible size",
    ),
    (METER | {"tariff": "1" * 5_000}, f"tariff: {'1' * 200}…: is not a number of a sensible size"),
    (METER | {"tariff": 10**5_000}, "tariff: int: is not a number of a sensible size"),
    (METER | {"tariff": "1_0"}, "tariff: 1_0: is not a number"),
    (METER | {"tariff": "\u0661\u0662"}, "tariff: \u0661\u0662: is not a number"),
    (METER | {"tariff": "\uff11\uff12"}, "tariff: \uff11\uff12: is not a number"),
    (METER | {"tariff": "NaN"}, "tariff: NaN: is not a number"),
    (
        METER | {"tariff": Decimal("Infinity")},
        "tariff: Infinity: is not a number of a sensible size",
    ),
    (
        {"rule": "charge.average", "volumes": ["100000000000000", "1e-30", "1"]},
        "volumes[1]: 1e-30: has more than 15 decimal places",
    ),
    (
        {"rule": "deadline", "start": "2026-W47-6", "days": 1, "kind": "working"},
        "start: 2026-W47-6: is not a date",
    ),
    (
        {"rule": "deadline", "start": "20261121", "days": 1, "kind": "working"},
        "start: 20261121: is not a date",
    ),
    (
        {
            "rule": "deadline",
            "start": datetime(2026, 11, 21),  # noqa: DTZ001
            "days": 1,
            "kind": "working",
        },
        "start: 2026-11-21 00:00:00: is not a date",
    ),
    (
        {
            "rule": "allocation",
            "amount": "1",
            "debts": [{"due": "2026-01-01", "amount": "1", "key": ["a"]}],
        },
        "debts[0].key: ['a']: must be a text",
    ),
    (
        {
            "rule": "allocation",
            "amount": "1",
            "debts": [{"due": "2026-01-01", "amount": "1", "key": "\ud800"}],
        },
        r"debts[0].key: \ud800: must be a text",
    ),
    (
        {
            "rule": "allocation",
            "amount": "1",
            "debts": [{"due": "2026-01-01", "amount": "10000000000000"}],
        },
        "debts[0].amount: 10000000000000: is not a number of a sensible size",
    ),
    (
        {"rule": "rural_tariff", "tariff": "4.04", "coefficient": "0.69"},
        "coefficient: 0.6900: must lie from 0.7 to 1",
    ),
    (METER | {"current": "100000"}, "current: 100000.000: does not fit the 5 digits"),
    (
        {"rule": "charge.average", "volumes": ["160", "150"], "tariff": "1"},
        "volumes: 2: fewer than 3 months",
    ),
    (
        {
            "rule": "charge.absence",
            "norm": "1",
            "persons": 1,
            "tariff": "1",
            "departure": "2026-10-01",
            "arrival": "2026-10-07",
        },
        "arrival: 2026-10-07",
    ),
    (COMMON | {"area": "300"}, "area: 300.000: is larger than total_area, 240.000"),
    (COMMON | {"building_volume": None}, "common_volume_norm: None: is missing"),
    (CATEGORY | {"category": 7}, "category: 7: must be a whole number from 1 to 6"),
    (CATEGORY | {"max_power": 670}, "category: 1: is not open to a consumer of 670 kW"),
    (CATEGORY | {"vat_on": "1999-01-01"}, "vat_on: 1999-01-01: vat: 1999-01-01"),
    ({"rule": "charge.communal", "way": "smell"}, "way: smell: must be one of"),
    (
        {
            "rule": "charge.communal",
            "way": "room_meters",
            "flat_volume": "10",
            "rooms_volume": "11",
            "room_volume": "1",
            "persons": 1,
            "flat_persons": 2,
            "tariff": "1",
        },
        "rooms_volume: 11.000000: is more than flat_volume",
    ),
    (
        {
            "rule": "charge.unauthorised",
            "way": "power",
            "power": "1",
            "from": "2026-01-01",
            "to": "2026-11-01",
            "tariff": "1",
        },
        "from: 2026-01-01: must lie before 2026-11-01",
    ),
    (
        {
            "rule": "charge.unauthorised",
            "way": "power",
            "power": "1",
            "from": "2026-10-01",
            "to": "2026-11-01",
            "tariff": "1",
            "billed": "745",
        },
        "billed: 745.000000: is more than",
    ),
    (
        {
            "rule": "charge.unmetered",
            "way": "power",
            "max_power": "1",
            "hours": 10,
            "tariff": "1",
            "billed": "11",
        },
        "billed: 11.000000: is more than",
    ),
    (
        {
            "rule": "charge.unmetered",
            "way": "current",
            "phases": 2,
            "current": "1",
            "phase_voltage": "0.22",
            "hours": 1,
            "tariff": "1",
        },
        "phases: 2: must be 1 or 3",
    ),
    (
        {
            "rule": "charge.late_readings",
            "last_fact": "5",
            "reading": "4",
            "estimated": "0",
            "tariff": "1",
        },
        "reading: 4.000: is below last_fact",
    ),
    (
        {
            "rule": "charge.heat",
            "area": "1",
            "norm": "1",
            "tariff": "1",
            "season_months": 8,
            "paid_months": 7,
        },
        "season_months: 8: is more than",
    ),
    (
        {
            "rule": "charge.heat",
            "way": "building_meter",
            "building_volume": "1",
            "own_volume": "2",
            "area": "1",
            "total_area": "1",
            "tariff": "1",
        },
        "own_volume: 2.000000: is more than metered_volume, 0",
    ),
    (
        {
            "rule": "charge.heat",
            "way": "building_meter",
            "building_volume": "1",
            "area": "2",
            "total_area": "1",
            "tariff": "1",
        },
        "area: 2.000: is larger than total_area, 1.000",
    ),
    (
        {"rule": "losses", "way": "subscribers", "head_volume": "1", "subscribers_volume": "2"},
        "head_volume: 1.000000: is less than",
    ),
    (
        {
            "rule": "capacity",
            "way": "supplier",
            "hours": HOURS,
            "peaks": [{"date": "2026-10-07", "hour": 9}],
        },
        "hours: 0: there must be one volume",
    ),
    (
        {
            "rule": "capacity",
            "way": "supplier",
            "hours": HOURS,
            "peaks": [{"date": "2026-10-06", "hour": 9}, {"date": "2026-10-07", "hour": 9}],
        },
        "hours: 1: there must be one volume for each of the 2 working days",
    ),
    (
        {"rule": "payment_schedule", "base": "1", "fact": "1", "period": "2026-05-02"},
        "period: 2026-05-02: must be the first day",
    ),
    (
        {
            "rule": "allocation",
            "amount": "1",
            "debts": [{"due": "2026-01-01", "amount": "1", "kind": "gift"}],
        },
        "debts[0].kind: gift",
    ),
    (
        {"rule": "due_date", "period": "2026-01-01", "debtor": "business", "service": "water"},
        "service: water: must be one of electricity, heat",
    ),
    (
        {"rule": "reading_controls", "today": "2026-11-21", "readings": [{"scale": "day"}]},
        "readings[0].meter: None: is missing",
    ),
    (
        {
            "rule": "limitation",
            "on": "2026-01-01",
            "claims": [{"due": "2026-01-01", "cancelled": "2026-01-02"}],
        },
        "cancelled: 2026-01-02",
    ),
]


@pytest.mark.parametrize(
    ("request_", "message"), REFUSALS, ids=[message for _, message in REFUSALS]
)
def test_an_absurd_request_names_field_and_value(request_: Any, message: str) -> None:
    refused, sound = calc.answer([request_, METER])

    assert set(refused) == {"error"}
    assert refused["error"].startswith(message)
    assert sound["amount"] == "1.00"


def test_a_screen_is_answered_in_russian() -> None:
    absurd, unlawful = (
        NORM | {"multiplier": "0.5"},
        {"rule": "deadline", "start": "2030-11-21", "days": 1, "kind": "working"},
    )

    found = calc.answer([absurd, unlawful], translate=russian.translated)

    assert found[0]["error"] == "multiplier: 0.500: должно быть не меньше 1"
    assert found[1]["error"].endswith(
        "working_calendar: 2030-01-01: неизвестно, что действует на эту дату"
    )


def test_every_reason_has_its_russian_sentence_with_the_same_names() -> None:
    sources = (Path(__file__).parents[2] / "tariffs").rglob("*.py")
    trees = [ast.parse(source.read_text("utf-8")) for source in sources]
    keywords = [
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "reason"
    ]
    said = {node.value for node in keywords if isinstance(node, ast.Constant)} | {
        parameters.NotInForce.reason
    }
    said |= {
        exact._bounds(exact.column("x", positive=positive, signed=signed))
        for positive, signed in ((True, False), (False, True), (False, False))
    }

    assert said == set(russian.REASONS)
    assert all(
        set(re.findall(r"{\w+}", reason)) == set(re.findall(r"{\w+}", told))
        for reason, told in russian.REASONS.items()
    )


def test_a_defect_of_a_rule_costs_only_its_own_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(calc.RULES, "deadline", lambda request: {"end": str(1 // 0)})

    failed, sound = calc.answer([{"rule": "deadline"}, METER])

    assert failed == {
        "error": "request: {'rule': 'deadline'}: cannot be counted: a defect of the program, see its log"
    }
    assert sound["amount"] == "1.00"


def test_a_date_that_no_field_brought_is_laid_to_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(request: Request) -> dict[str, Any]:
        raise parameters.NotInForce(name="vat", on=date(1999, 1, 1))

    monkeypatch.setitem(calc.RULES, "vat", refuse)

    assert answer({"rule": "vat"})["error"].startswith("rule: 1999-01-01: vat")


def test_requests_are_a_list() -> None:
    with pytest.raises(inputs.UnableToCalculate, match="requests: dict"):
        calc.answer({"rule": "penalty"})  # type: ignore[arg-type]


def test_every_rule_has_an_example_or_a_refusal() -> None:
    asked = {request["rule"] for _, request, _ in EVERY} | {
        "charge.method",
        "replacement",
        "limitation",
        "court_track",
        "deadline",
        "reading_controls",
    }

    assert asked == set(calc.RULES)
    assert set(ways.WAYS) <= asked


BLOCKS = re.findall(
    r"```json\n(.*?)\n```",
    (Path(__file__).parents[2] / "docs" / "calc.md").read_text("utf-8"),
    re.DOTALL,
)
DOCUMENTED = list(zip(map(json.loads, BLOCKS[::2]), map(json.loads, BLOCKS[1::2]), strict=True))


@pytest.mark.parametrize(
    ("request_", "expected"), DOCUMENTED, ids=[request["rule"] for request, _ in DOCUMENTED]
)
def test_the_page_on_calc_tells_the_truth(
    request_: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert answer(request_) == expected


def test_the_page_on_calc_shows_every_rule_and_every_way() -> None:
    page = (Path(__file__).parents[2] / "docs" / "calc.md").read_text("utf-8")

    assert {request["rule"] for request, _ in DOCUMENTED} == set(calc.RULES)
    assert not [way for named in ways.WAYS.values() for way in named if way not in page]


class TestCommand:
    def test_it_reads_a_file_and_keeps_bare_numbers_exact(self, tmp_path: Path) -> None:
        path, printed = tmp_path / "requests.json", StringIO()
        path.write_text(
            '[{"rule": "charge.meter", "previous": 0, "current": 0.1, "digits": 5, "tariff": 5.38}, {"rule": "tea"}]',
            "utf-8",
        )

        call_command("calc", str(path), stdout=printed)

        meter, tea = json.loads(printed.getvalue())
        assert meter["amount"] == "0.54"
        assert tea["error"].startswith("rule: tea")

    def test_it_reads_the_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        printed = StringIO()
        monkeypatch.setattr(sys, "stdin", StringIO(json.dumps([PENALTY])))

        call_command("calc", "-", stdout=printed)

        assert json.loads(printed.getvalue())[0]["total"] == "14.43"

    @pytest.mark.parametrize("content", ["{", '{"rule": "penalty"}', "[", "\udcff"])
    def test_it_says_what_is_wrong_with_the_file(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "requests.json"
        path.write_bytes(content.encode("utf-8", "surrogateescape"))

        with pytest.raises(CommandError, match=r"requests\.json"):
            call_command("calc", str(path))

    def test_a_number_of_thousands_of_digits_costs_only_its_own_request(
        self, tmp_path: Path
    ) -> None:
        path, printed = tmp_path / "requests.json", StringIO()
        path.write_text(
            f'[{json.dumps(METER)[:-1]}, "ratio": {"1" * 5_000}}}, {json.dumps(METER)}]', "utf-8"
        )

        call_command("calc", str(path), stdout=printed)

        refused, sound = json.loads(printed.getvalue())
        assert refused["error"].startswith("ratio: 1111")
        assert sound["amount"] == "1.00"

    def test_it_refuses_brackets_without_end(self, tmp_path: Path) -> None:
        path = tmp_path / "requests.json"
        path.write_text("[" * 200_000, "utf-8")

        with pytest.raises(CommandError, match="nested too deeply"):
            call_command("calc", str(path))

    def test_half_a_character_is_printed_as_its_code(self, tmp_path: Path) -> None:
        path, printed = tmp_path / "requests.json", TextIOWrapper(BytesIO(), "utf-8")
        path.write_text(r'[{"rule": "\ud800"}]', "utf-8")

        call_command("calc", str(path), stdout=printed)

        printed.seek(0)
        assert json.load(printed)[0]["error"].startswith(r"rule: \ud800: must be one of")

    def test_a_terminal_without_russian_gets_the_codes_of_the_letters(self, tmp_path: Path) -> None:
        path, printed = tmp_path / "requests.json", TextIOWrapper(BytesIO(), "ascii")
        path.write_text(json.dumps([METER]), "utf-8")

        call_command("calc", str(path), stdout=printed)

        printed.seek(0)
        assert json.load(printed)[0]["act"].startswith("п. 42")

    def test_it_says_that_there_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="absent"):
            call_command("calc", str(tmp_path / "absent.json"))


def test_the_rules_import_neither_django_nor_temporal_and_terms_not_even_polars() -> None:
    """A fresh interpreter loads them; what workflows import must stay light."""
    script = (
        "import sys; import tariffs.calendar, tariffs.terms; assert 'polars' not in sys.modules; import tariffs.calc; "
        "assert not {'django', 'temporalio', 'psycopg'} & set(sys.modules)"
    )

    finished = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )

    assert finished.returncode == 0, finished.stderr
