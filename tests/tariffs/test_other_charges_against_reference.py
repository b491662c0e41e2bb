"""Absence, the way of charging, capacity, replacement, schedules: the columns agree with the slow reading on random cases."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tariffs import calc
from tariffs.charges import method
from tests.tariffs import reference
from tests.tariffs.test_against_reference import TARIFFS, VOLUMES, answered, cases, check, decimals


@cases
@given(
    norm=decimals("9", 6),
    persons=st.integers(1, 9),
    others=st.integers(0, 9),
    area=decimals("999", 3, "0.001"),
    departure=st.dates(date(2023, 2, 28), date(2027, 6, 1)),
    days=st.integers(7, 120),
    tariff=TARIFFS,
)
def test_absence(
    norm: Decimal,
    persons: int,
    others: int,
    area: Decimal,
    departure: date,
    days: int,
    tariff: Decimal,
) -> None:
    away = {"departure": departure, "arrival": departure + timedelta(days), "tariff": tariff}
    people = {"absent": persons, "persons": persons + others}

    by_norm = answered("charge.absence", None, away | {"norm": norm, "persons": persons})
    by_area = answered(
        "charge.absence", "waste_area", away | people | {"area": area, "yearly_norm": norm}
    )

    monthly = Fraction(area) * Fraction(norm) / 12 / (persons + others)
    for answer, one_person in ((by_norm, Fraction(norm)), (by_area, monthly)):
        expected = reference.absence(
            one_person,
            persons=persons,
            departure=departure,
            arrival=departure + timedelta(days),
            tariff=tariff,
        )
        assert (Decimal(answer["volume"]), Decimal(answer["amount"])) == expected


@cases
@given(
    tampered=st.booleans(),
    meter=st.booleans(),
    installable=st.booleans(),
    dwelling=st.booleans(),
    cause=st.sampled_from(method.CAUSES),
    missing=st.integers(0, 6),
)
def test_the_way_of_charging(
    *, tampered: bool, meter: bool, installable: bool, dwelling: bool, cause: str, missing: int
) -> None:
    flags = {"tampered": tampered, "meter": meter, "installable": installable, "dwelling": dwelling}

    (answer,) = calc.answer(
        [{"rule": "charge.method", "cause": cause, "missing_periods": missing} | flags]
    )

    assert answer["method"] == reference.method(cause=cause, missing=missing, **flags)


@cases
@given(
    volumes=st.lists(
        st.lists(decimals("9999", 6), min_size=2, max_size=4), min_size=1, max_size=20
    ),
    start=st.dates(date(2025, 1, 9), date(2026, 10, 1)),
)
def test_capacity(volumes: list[list[Decimal]], start: date) -> None:
    calendar = answered("deadline", None, {"start": start, "days": len(volumes), "kind": "working"})
    passed_over = {each["date"] for each in calendar["excluded"]}
    every = [
        start + timedelta(day)
        for day in range(1, (date.fromisoformat(calendar["end"]) - start).days + 1)
    ]
    working = [day.isoformat() for day in every if day.isoformat() not in passed_over]
    hours = [
        {"date": day, "hour": hour, "volume": str(volume)}
        for day, within in zip(working, volumes, strict=True)
        for hour, volume in enumerate(within)
    ]
    peaks = [{"date": day, "hour": 1} for day in working]

    supplier, network = calc.answer(
        [
            {"rule": "capacity", "way": "supplier", "hours": hours, "peaks": peaks},
            {"rule": "capacity", "way": "network", "hours": hours, "planned_hours": [0, 1]},
        ]
    )

    if (date.fromisoformat(working[-1]) - date.fromisoformat(working[0])).days >= 31:
        assert "must lie within one month" in supplier["error"]
        return
    at_peak = sum((Fraction(within[1]) for within in volumes), Fraction(0)) / len(volumes)
    greatest = sum((max(map(Fraction, within[:2])) for within in volumes), Fraction(0)) / len(
        volumes
    )
    assert supplier["capacity"] == str(reference.half_up(at_peak, 6))
    assert network["capacity"] == str(reference.half_up(greatest, 6))


@cases
@given(
    period=st.integers(1, 4),
    refusals=st.integers(0, 3),
    power=decimals("9999", 3, "0.001"),
    hours=st.integers(1, 744),
    past=st.tuples(st.none() | VOLUMES, st.none() | VOLUMES, VOLUMES),
)
def test_replacement_information(
    period: int,
    refusals: int,
    power: Decimal,
    hours: int,
    past: tuple[Decimal | None, Decimal | None, Decimal],
) -> None:
    control, last_year, last = past
    given_ = {"control_volume": control, "last_year_volume": last_year, "last_volume": last}
    request = {"missing_period": period, "refusals": refusals, "max_power": power, "hours": hours}

    answer = answered(
        "replacement",
        None,
        request | {name: value for name, value in given_.items() if value is not None},
    )

    volume, source = reference.replacement(
        period=period,
        refusals=refusals,
        power=power,
        hours=hours,
        control=control,
        last_year=last_year,
        last=last,
    )
    assert (answer["volume"], answer["source"]) == (str(reference.half_up(volume, 3)), source)


@cases
@given(
    base=decimals("999999", 2),
    fact=decimals("999999", 2),
    city=decimals("99", 5),
    coefficient=decimals("1", 4, "0.7"),
    current=decimals("999", 3, "0.001"),
    cosine=decimals("1", 3, "0.001"),
    phases=st.sampled_from([1, 3]),
    hours=st.integers(1, 8_760),
)
def test_schedule_rural_tariff_and_the_cable(
    base: Decimal,
    fact: Decimal,
    city: Decimal,
    coefficient: Decimal,
    current: Decimal,
    cosine: Decimal,
    phases: int,
    hours: int,
) -> None:
    cable = {
        "phases": phases,
        "current": current,
        "phase_voltage": "0.22",
        "cosine": cosine,
        "hours": hours,
        "tariff": "5.38",
    }

    schedule = answered(
        "payment_schedule", None, {"base": base, "fact": fact, "period": "2026-05-01"}
    )
    rural = answered("rural_tariff", None, {"tariff": city, "coefficient": coefficient})
    unmetered = answered("charge.unmetered", "current", cable)
    without = answered("charge.unmetered", "current_without_contract", cable)

    first, second = (
        reference.half_up(Fraction(base) * 3 / 10),
        reference.half_up(Fraction(base) * 4 / 10),
    )
    assert [Decimal(line["amount"]) for line in schedule["lines"]] == [
        first,
        second,
        fact - first - second,
    ]
    assert rural["published"] == str(reference.half_up(Fraction(city) * Fraction(coefficient)))
    used = phases * Fraction(current) * Fraction("0.22") * Fraction(cosine) * hours
    check(without, volume=used, amount=used * Fraction("5.38"))
    check(unmetered, volume=used * 3 / 2, amount=used * 3 / 2 * Fraction("5.38"))
