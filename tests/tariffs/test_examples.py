"""Every worked example of the billing reference and of the statutes; the id of each test is where the example comes from."""

from typing import Any

import pytest

from tariffs import calc

Example = tuple[str, dict[str, Any], dict[str, Any]]

METERS: list[Example] = [
    (
        "354 п.42 ф.1 by meter",
        {
            "rule": "charge.meter",
            "previous": "1500",
            "current": "1650",
            "digits": 5,
            "tariff": "5.38",
        },
        {"volume": "150.000", "amount": "807.00"},
    ),
    (
        "354 п.42 two zones",
        {
            "rule": "charge.zones",
            "zones": [
                {"zone": "day", "previous": "0", "current": "90", "digits": 5, "tariff": "6.19"},
                {"zone": "night", "previous": "0", "current": "60", "digits": 5, "tariff": "3.02"},
            ],
        },
        {"amount": "738.30"},
    ),
    (
        "354 п.59 [S4] average",
        {"rule": "charge.average", "volumes": ["160", "150", "140", "155", "165", "130"]},
        {"volume": "150.000"},
    ),
    (
        "billing 6.4 rollover",
        {
            "rule": "charge.meter",
            "previous": "99985",
            "current": "12",
            "digits": 5,
            "ratio": "1",
            "tariff": "5.38",
        },
        {"volume": "27.000", "amount": "145.26"},
    ),
    (
        "billing 6.5 ratio 200/5",
        {
            "rule": "charge.meter",
            "previous": "1200",
            "current": "1250.5",
            "digits": 5,
            "ratio": "40",
            "tariff": "1",
        },
        {"volume": "2020.000"},
    ),
    (
        "billing 6.5 ratio 100/5 × 6000/100",
        {
            "rule": "charge.meter",
            "previous": "0",
            "current": "5.25",
            "digits": 5,
            "ratio": "1200",
            "tariff": "1",
        },
        {"volume": "6300.000"},
    ),
    (
        "billing 6.7 replacement 8400→8450, 0→37",
        {
            "rule": "charge.zones",
            "zones": [
                {
                    "zone": "removed",
                    "previous": "8400",
                    "current": "8450",
                    "digits": 5,
                    "tariff": "1",
                },
                {"zone": "set", "previous": "0", "current": "37", "digits": 5, "tariff": "1"},
            ],
        },
        {"volume": "87.000"},
    ),
    (
        "354 п.61 late reading after two estimated months",
        {
            "rule": "charge.late_readings",
            "last_fact": "1200",
            "reading": "1650",
            "estimated": "300",
            "tariff": "1",
        },
        {"volume": "150.000", "amount": "150.00"},
    ),
    (
        "billing 1.13 tariff changes on day 12",
        {
            "rule": "charge.tariff_change",
            "volume": "310",
            "segments": [
                {"from": "2026-10-01", "to": "2026-10-12", "tariff": "5.00"},
                {"from": "2026-10-12", "to": "2026-11-01", "tariff": "5.50"},
            ],
        },
        {"amount": "1650.00"},
    ),
]

NORMS: list[Example] = [
    (
        "354 п.42 ф.4(1) norm with multiplier",
        {
            "rule": "charge.norm",
            "norm": "4.5",
            "persons": 2,
            "from": "2026-10-01",
            "to": "2026-11-01",
            "tariff": "48.20",
            "multiplier": "1.5",
        },
        {"volume": "9.000", "base": "433.80", "multiplier_part": "216.90", "amount": "650.70"},
    ),
    (
        "354 п.86–97 [S11] absence of 12 days",
        {
            "rule": "charge.absence",
            "norm": "4.5",
            "persons": 1,
            "departure": "2026-09-05",
            "arrival": "2026-09-18",
            "tariff": "48.20",
        },
        {"amount": "-86.76"},
    ),
    (
        "354 п.62 ten norms, three months",
        {
            "rule": "charge.unauthorised",
            "way": "norm",
            "norm": "100",
            "persons": 2,
            "from": "2026-05-01",
            "to": "2026-08-01",
            "tariff": "5.38",
        },
        {"volume": "6000.000", "amount": "32280.00"},
    ),
    (
        "354 п.62 3 kW for 45 days",
        {
            "rule": "charge.unauthorised",
            "way": "power",
            "power": "3",
            "from": "2026-05-01",
            "to": "2026-06-15",
            "tariff": "5.38",
        },
        {"volume": "3240.000", "amount": "17431.20"},
    ),
    (
        "[S2] ranges, 4500 kWh",
        {
            "rule": "charge.ranges",
            "volume": "4500",
            "bounds": ["3900", "6000"],
            "tariffs": ["5.00", "6.50", "9.00"],
        },
        {"amount": "23400.00"},
    ),
    (
        "[S2] ranges, 6500 kWh",
        {
            "rule": "charge.ranges",
            "volume": "6500",
            "bounds": ["3900", "6000"],
            "tariffs": ["5.00", "6.50", "9.00"],
        },
        {"amount": "37650.00"},
    ),
]

BUILDINGS: list[Example] = [
    (
        "[S1] common property by the building meter",
        {
            "rule": "common_property",
            "building_volume": "12000",
            "premises_volume": "10000",
            "common_volume_norm": None,
            "area": "60",
            "total_area": "2400",
            "tariff": "1.936",
        },
        {"building_remainder": "2000.000000", "volume": "50.000", "amount": "96.80"},
    ),
    (
        "[S1] common property by the norm 3.94×1426",
        {
            "rule": "common_property",
            "building_volume": None,
            "common_volume_norm": "5618.44",
            "area": "60",
            "total_area": "2400",
            "tariff": "1.936",
        },
        {"building_remainder": None, "volume": "140.461", "amount": "271.93"},
    ),
    (
        "354 п.47 negative remainder, flat a",
        {
            "rule": "common_property.reduced",
            "building_volume": "9400",
            "premises_volume": "10000",
            "volume": "180",
            "persons": 3,
            "total_persons": 60,
            "tariff": "1",
        },
        {"building_remainder": "-600.000000", "reduced_volume": "150.000"},
    ),
    (
        "354 п.47 negative remainder, flat b",
        {
            "rule": "common_property.reduced",
            "building_volume": "9400",
            "premises_volume": "10000",
            "volume": "40",
            "persons": 1,
            "total_persons": 60,
            "tariff": "1",
        },
        {"reduced_volume": "30.000"},
    ),
    (
        "124 п.21(1), ВС АКПИ18-386: carried over",
        {
            "rule": "common_property.carried",
            "building_volume": "9400",
            "premises_volume": "10000",
            "carried": "50",
            "tariff": "2",
        },
        {"volume": "0.000", "carried_on": "650.000000", "amount": "0.00"},
    ),
    (
        "354 ф.7 communal flat",
        {
            "rule": "charge.communal",
            "way": "persons",
            "flat_volume": "300",
            "persons": 2,
            "flat_persons": 5,
            "tariff": "5.38",
        },
        {"volume": "120.000", "amount": "645.60"},
    ),
    (
        "354 ф.9 communal flat with room meters",
        {
            "rule": "charge.communal",
            "way": "room_meters",
            "flat_volume": "300",
            "rooms_volume": "200",
            "room_volume": "80",
            "persons": 2,
            "flat_persons": 5,
            "tariff": "5.38",
        },
        {"volume": "120.000", "amount": "645.60"},
    ),
    (
        "354 ф.16 common property of a room",
        {
            "rule": "charge.communal",
            "way": "area",
            "flat_volume": "2.42",
            "room_area": "18",
            "flat_area": "45",
            "tariff": "1",
        },
        {"volume": "0.968"},
    ),
]

ACCOUNT = {
    "sales": "0.15",
    "infrastructure": "0.004",
    "capacity": "485",
    "capacity_price": "900",
    "capacity_sales": "0",
}
BARE = {
    "sales": "0",
    "infrastructure": "0",
    "capacity": "0",
    "capacity_price": "0",
    "capacity_sales": "0",
    "transmission": "0",
}
PLANNED = [
    {"plan": "100", "fact": fact, "price": price, "excess_price": "0.30", "shortfall_price": "0.20"}
    for fact, price in (("110", "1.8"), ("95", "2.0"), ("100", "2.2"))
]
WORKING_DAYS = ("2026-10-06", "2026-10-07", "2026-10-08", "2026-10-09")

ORGANIZATIONS: list[Example] = [
    (
        "[S18] first price category, Ryazan 04.2013, with 22 % VAT",
        {
            "rule": "charge.price_category",
            "category": 1,
            "volume": "10",
            "energy": "1498.97",
            "transmission": "2091.43",
            "sales": "69.53",
            "infrastructure": "2.72",
            "vat_on": "2026-01-31",
        },
        {"amount": "36626.50", "vat": "8057.83", "gross": "44684.33"},
    ),
    (
        "[S17] third price category",
        {
            "rule": "charge.price_category",
            "category": 3,
            "hours": [{"fact": "250000", "price": "2.10"}],
            "transmission": "2.60",
        }
        | ACCOUNT,
        {"amount": "1650000.00", "volume": "250000.000"},
    ),
    (
        "[S17] fourth price category",
        {
            "rule": "charge.price_category",
            "category": 4,
            "hours": [{"fact": "250000", "price": "2.10"}],
            "losses": "0.40",
            "maintenance": "1400",
            "network_capacity": "515",
        }
        | ACCOUNT,
        {"amount": "1821000.00"},
    ),
    (
        "[S19] five terms of the fifth category",
        {
            "rule": "charge.price_category",
            "category": 5,
            "hours": PLANNED,
            "plan_rate": "0.01",
            "deviation_rate": "0.02",
        }
        | BARE,
        {"amount": "615.30"},
    ),
    (
        "442 п.95 supplier capacity",
        {
            "rule": "capacity",
            "way": "supplier",
            "hours": [
                {"date": day, "hour": 9, "volume": volume}
                for day, volume in zip(WORKING_DAYS, ("480", "510", "450", "500"), strict=True)
            ],
            "peaks": [{"date": day, "hour": 9} for day in WORKING_DAYS],
        },
        {"capacity": "485.000000"},
    ),
    (
        "861 п.15(1) network capacity",
        {
            "rule": "capacity",
            "way": "network",
            "hours": [
                {"date": day, "hour": 9, "volume": volume}
                for day, volume in zip(WORKING_DAYS, ("520", "530", "500", "510"), strict=True)
            ],
            "planned_hours": [8, 9, 10],
        },
        {"capacity": "515.000000"},
    ),
    (
        "442 п.82 [S21] payment schedule",
        {"rule": "payment_schedule", "base": "100000", "fact": "112345.67", "period": "2026-05-01"},
        {
            "lines": [
                {"due": "2026-05-10", "amount": "30000.00"},
                {"due": "2026-05-25", "amount": "40000.00"},
                {"due": "2026-06-18", "amount": "42345.67"},
            ]
        },
    ),
    (
        "442 п.187 unmetered, 15 kW for 120 days",
        {
            "rule": "charge.unmetered",
            "way": "power",
            "max_power": "15",
            "hours": 2880,
            "tariff": "1",
        },
        {"volume": "43200.000"},
    ),
    (
        "442 п.189 without a contract, 3×50 A",
        {
            "rule": "charge.unmetered",
            "way": "current_without_contract",
            "phases": 3,
            "current": "50",
            "phase_voltage": "0.22",
            "hours": 720,
            "tariff": "1",
        },
        {"volume": "21384.000"},
    ),
    (
        "442 п.187 unmetered, 3×50 A × 1.5",
        {
            "rule": "charge.unmetered",
            "way": "current",
            "phases": 3,
            "current": "50",
            "phase_voltage": "0.22",
            "hours": 720,
            "tariff": "1",
        },
        {"volume": "32076.000"},
    ),
    (
        "442 п.144 losses 2.5 %",
        {"rule": "losses", "way": "percent", "volume": "10000", "percent": "2.5"},
        {"border_volume": "10250.000000"},
    ),
    (
        "приказ 326 transformer",
        {
            "rule": "losses",
            "way": "transformer",
            "idle_loss": "1.0",
            "short_circuit_loss": "5.5",
            "voltage": "10",
            "rated_voltage": "10",
            "load": "160",
            "rated_load": "250",
            "form_factor_squared": "1.15",
            "hours": 720,
        },
        {"loss": "2585.318400"},
    ),
    (
        "НК ст.164 п.4 advance 30 000",
        {"rule": "vat", "gross": "30000", "on": "2026-02-01"},
        {"vat": "5409.84"},
    ),
]

UTILITIES: list[Example] = [
    *[
        (
            f"[S1b] rural tariff, Astrakhan 2015: {city} → {low}",
            {"rule": "rural_tariff", "tariff": city, "coefficient": "0.7"},
            {"published": low},
        )
        for city, low in (("4.04", "2.83"), ("4.41", "3.09"), ("2.87", "2.01"), ("4.97", "3.48"))
    ],
    (
        "354 прил.1 [S1c] ten hours without a service",
        {"rule": "charge.interruption", "fee": "1000.00", "hours": 10},
        {"amount": "-15.00"},
    ),
    (
        "billing 1.9 zones in the proportion of the slices",
        {
            "rule": "charge.ranges_by_zones",
            "bounds": ["3900", "6000"],
            "zones": [
                {"zone": "day", "volume": "3000", "tariffs": ["5.00", "6.50", "9.00"]},
                {"zone": "night", "volume": "1500", "tariffs": ["3.00", "4.00", "6.00"]},
            ],
        },
        {
            "amount": "20300.00",
            "lines": [
                {"zone": "day", "amounts": ["13000.00", "2600.00", "0.00"]},
                {"zone": "night", "amounts": ["3900.00", "800.00", "0.00"]},
            ],
        },
    ),
    (
        "billing 1.6 yearly correction of common property",
        {
            "rule": "common_property.yearly_correction",
            "year_fact": "1200",
            "year_billed": "1440",
            "area": "60",
            "total_area": "2400",
            "tariff": "2",
        },
        {"volume": "-6.000000", "amount": "-12.00"},
    ),
    (
        "[S7] waste 9(1)",
        {
            "rule": "charge.waste",
            "way": "persons",
            "persons": 3,
            "yearly_norm": "2.088",
            "tariff": "950",
        },
        {"amount": "495.90"},
    ),
    (
        "354 ф.9(2) waste",
        {
            "rule": "charge.waste",
            "way": "area",
            "area": "54",
            "yearly_norm": "0.09",
            "tariff": "950",
        },
        {"amount": "384.75"},
    ),
    (
        "ПП 671 waste containers",
        {
            "rule": "charge.waste",
            "way": "containers",
            "container_volume": "1.1",
            "containers": 2,
            "pickups": 13,
            "tariff": "950",
        },
        {"amount": "27170.00"},
    ),
    (
        "354 п.42 sewage",
        {"rule": "charge.sewage", "cold_volume": "5", "hot_volume": "3", "tariff": "40"},
        {"amount": "320.00"},
    ),
    (
        "354 п.38 two-component hot water",
        {
            "rule": "charge.hot_water",
            "volume": "3",
            "heating_norm": "0.06",
            "water_tariff": "50",
            "heat_tariff": "2800",
        },
        {"amount": "654.00"},
    ),
    (
        "354 ф.3 heat by the building meter",
        {
            "rule": "charge.heat",
            "way": "building_meter",
            "building_volume": "120",
            "area": "60",
            "total_area": "6000",
            "tariff": "2800",
        },
        {"amount": "3360.00"},
    ),
    (
        "billing 3.4 two-rate heat",
        {
            "rule": "charge.heat",
            "way": "two_rate",
            "heat_volume": "1.2",
            "tariff": "1500",
            "heat_load": "0.0045",
            "capacity_tariff": "300000",
        },
        {"amount": "3150.00"},
    ),
]

LAW: list[Example] = [
    (
        "[S14] ЖК ст.155 ч.14: 10 000, 100 days late",
        {
            "rule": "penalty",
            "debtor": "citizen",
            "service": "housing",
            "as_of": "2026-09-23",
            "claims": [{"due": "2026-06-15", "amount": "10000"}],
        },
        {"total": "263.08"},
    ),
    (
        "Tyumen 2019 sudrf/192223713: 111 121.72 → 3 422.43",
        {
            "rule": "state_duty",
            "court": "general",
            "track": "claim",
            "amount": "111121.72",
            "on": "2019-03-02",
            "options": {"rounding": "kopeck"},
        },
        {"duty": "3422.43"},
    ),
    (
        "issue 3: duty on 50 000 in a general court",
        {
            "rule": "state_duty",
            "court": "general",
            "track": "claim",
            "amount": "50000.00",
            "on": "2026-03-02",
        },
        {"duty": "4000.00"},
    ),
    (
        "НК 333.19 п.1 пп.2: least duty on an order",
        {
            "rule": "state_duty",
            "court": "general",
            "track": "order",
            "amount": "1.00",
            "on": "2026-03-02",
        },
        {"duty": "2000.00"},
    ),
    (
        "НК 333.21 п.1 пп.3: order not below 8 000",
        {
            "rule": "state_duty",
            "court": "arbitration",
            "track": "order",
            "amount": "50000.00",
            "on": "2026-03-02",
        },
        {"duty": "8000.00"},
    ),
    (
        "177-ФЗ: March 2026 is due on 15 April",
        {"rule": "due_date", "period": "2026-03-01"},
        {"due": "2026-04-15", "bill": "2026-04-05"},
    ),
    (
        "billing 5: payment 1000, Jan 300+200, Feb 400+400, penalty 50",
        {
            "rule": "allocation",
            "amount": "1000",
            "debts": [
                {"due": "2026-02-10", "amount": "300"},
                {"due": "2026-02-10", "amount": "200"},
                {"due": "2026-03-15", "amount": "400"},
                {"due": "2026-03-15", "amount": "400"},
                {"due": "2026-03-15", "amount": "50", "kind": "penalty"},
            ],
        },
        {"advance": "0.00"},
    ),
]

EVERY = METERS + NORMS + BUILDINGS + ORGANIZATIONS + UTILITIES + LAW


@pytest.mark.parametrize(
    ("request_", "expected"),
    [example[1:] for example in EVERY],
    ids=[example[0] for example in EVERY],
)
def test_the_worked_example_holds(request_: dict[str, Any], expected: dict[str, Any]) -> None:
    (answer,) = calc.answer([request_])

    assert "error" not in answer, answer
    assert {name: answer[name] for name in expected} == expected


def test_a_month_of_changing_residents_is_charged_by_days() -> None:
    """354 п.56–57(1): 10 days × 2 and 20 days × 3 persons of 30."""
    segment = {"rule": "charge.norm", "norm": "4.5", "tariff": "48.20"}

    answers = calc.answer(
        [
            segment | {"persons": 2, "from": "2026-09-01", "to": "2026-09-11"},
            segment | {"persons": 3, "from": "2026-09-11", "to": "2026-10-01"},
        ]
    )

    assert [answer["amount"] for answer in answers] == ["144.60", "433.80"]


def test_a_payment_fills_the_earlier_month_and_halves_the_later() -> None:
    answers = calc.answer([LAW[-1][1]])

    assert [line["allocated"] for line in answers[0]["lines"]] == [
        "300.00",
        "200.00",
        "250.00",
        "250.00",
        "0.00",
    ]
    assert [line["rest"] for line in answers[0]["lines"]] == [
        "0.00",
        "0.00",
        "150.00",
        "150.00",
        "50.00",
    ]
