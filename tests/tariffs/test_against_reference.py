"""The columns agree with the slow reading of the decrees, to the kopeck, on random cases.

``ISTOK_EXAMPLES=10000`` runs the penalty on so many cases and every other rule on a fifth of them.
"""

import os
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffs import allocation, calc, penalty, state_duty
from tariffs.charges import common_property, communal, heat, waste
from tests.tariffs import reference
from tests.tariffs.readings import read_twice

EXAMPLES = int(os.environ.get("ISTOK_EXAMPLES", "60"))
penalty_cases = read_twice(EXAMPLES)
court_cases = read_twice(max(EXAMPLES // 5, 12))
cases = settings(max_examples=max(EXAMPLES // 5, 12))

DAYS = st.dates(
    date(2016, 11, 12), date(2027, 12, 30)
)  # on the next day the last known year must not be over
MONTHS = st.dates(date(2020, 1, 1), date(2027, 6, 1))


def decimals(most: str, places: int, least: str = "0") -> st.SearchStrategy[Decimal]:
    return st.decimals(least, most, places=places, allow_nan=False)


TARIFFS = decimals("9999.99", 5)
VOLUMES = decimals("99999", 3)


@st.composite
def claims(draw: st.DrawFn) -> penalty.Claim:
    kopecks = draw(st.integers(1, 10**9))
    shares = draw(st.lists(st.tuples(DAYS, st.integers(0, kopecks // 3)), max_size=3))
    payments = tuple((day, Decimal(share).scaleb(-2)) for day, share in shares)
    return penalty.Claim(due=draw(DAYS), amount=Decimal(kopecks).scaleb(-2), payments=payments)


@penalty_cases
@given(
    claims=st.lists(claims(), min_size=1, max_size=3),
    debtor=st.sampled_from(penalty.DEBTORS),
    service=st.sampled_from(penalty.SERVICES),
    as_of=DAYS,
    cap=st.booleans(),
    by_day=st.booleans(),
)
def test_penalty_of_random_claims(
    claims: list[penalty.Claim], debtor: str, service: str, as_of: date, *, cap: bool, by_day: bool
) -> None:
    options = penalty.Options(cap=cap, rate_mode="by_day" if by_day else "on_payment")

    found = penalty.explain(
        debtor=debtor, service=service, as_of=as_of, claims=claims, options=options
    )

    for claim, explained in zip(claims, found.claims, strict=True):
        exact = reference.penalty(
            debtor=debtor,
            service=service,
            due=claim.due,
            amount=claim.amount,
            payments=claim.payments,
            as_of=as_of,
            cap=cap,
            by_day=by_day,
        )
        assert sum(map(exactly, explained.lines), Fraction(0)) == exact
        assert explained.total == reference.half_up(exact)
        assert all(
            abs(exactly(line) - Fraction(line.amount)) < Fraction(1, 100)
            for line in explained.lines
        )
        for line in explained.lines:
            assert line.unverified_rate == reference.rests_on_an_unverified_rate(
                start=line.start,
                end=line.end,
                rate=line.rate,
                amount=claim.amount,
                payments=claim.payments,
                as_of=as_of,
                cap=cap,
                by_day=by_day,
            )


def exactly(line: penalty.Line) -> Fraction:
    assert line.days == (line.end - line.start).days > 0
    return Fraction(line.base) * Fraction(line.rate) / 100 * Fraction(line.fraction) * line.days


@cases
@given(
    kopecks=st.lists(st.integers(0, 10**7), min_size=1, max_size=6),
    paid=st.lists(st.tuples(DAYS, st.integers(0, 10**7)), max_size=4),
    dues=st.data(),
)
def test_payments_to_the_earliest_claim_lose_nothing(
    kopecks: list[int], paid: list[tuple[date, int]], dues: st.DataObject
) -> None:
    few_days = st.dates(date(2026, 1, 10), date(2026, 1, 13))
    given_claims = [
        penalty.Claim(due=dues.draw(few_days), amount=Decimal(amount).scaleb(-2))
        for amount in kopecks
    ]

    found = penalty.allocate_earliest(
        claims=given_claims, payments=[(day, Decimal(amount).scaleb(-2)) for day, amount in paid]
    )

    balances = [claim.amount - sum(amount for _, amount in claim.payments) for claim in found]
    allocated = sum(claim.amount for claim in found) - sum(balances)
    assert allocated == min(
        Decimal(sum(kopecks)), Decimal(sum(amount for _, amount in paid))
    ).scaleb(-2)
    assert min(balances) >= 0
    touched = [claim.due for claim in found if claim.payments]
    assert all(
        balance == 0
        for claim, balance in zip(found, balances, strict=True)
        if touched and claim.due < max(touched)
    )


@court_cases
@given(
    amount=decimals("999999999", 2, "0.01"),
    rounding=st.sampled_from([("rouble", 0), ("kopeck", 2)]),
    order=st.booleans(),
    on=st.dates(date(2016, 6, 1), date(2027, 6, 1)),
)
def test_state_duty(amount: Decimal, rounding: tuple[str, int], on: date, *, order: bool) -> None:
    name, places = rounding
    is_old = on < date(2024, 9, 9)
    for court, exact, least in (
        ("general", reference.state_duty_general(amount, is_old=is_old), 0),
        ("arbitration", reference.state_duty_arbitration(amount, is_old=is_old), 8_000),
    ):
        least *= not is_old
        found = state_duty.duty(
            court=court,  # type: ignore[arg-type]
            track="order" if order else "claim",
            amount=amount,
            on=on,
            rounding=name,  # type: ignore[arg-type]
        )
        expected = max(exact / 2, Fraction(least)) if order else exact
        assert found.duty == reference.half_up(expected, places)
        assert sum(line.amount for line in found.lines) == found.duty


@cases
@given(
    norm=decimals("999", 6),
    persons=st.integers(1, 20),
    start=MONTHS,
    days=st.integers(1, 200),
    tariff=TARIFFS,
    multiplier=decimals("10", 3, "1"),
)
def test_norm(
    norm: Decimal, persons: int, start: date, days: int, tariff: Decimal, multiplier: Decimal
) -> None:
    end = start + timedelta(days)

    (answer,) = calc.answer(
        [
            {
                "rule": "charge.norm",
                "norm": str(norm),
                "persons": persons,
                "from": start.isoformat(),
                "to": end.isoformat(),
                "tariff": str(tariff),
                "multiplier": str(multiplier),
            }
        ]
    )

    volume, base, extra = reference.norm(
        norm=norm, persons=persons, start=start, end=end, tariff=tariff, multiplier=multiplier
    )
    assert (answer["volume"], answer["amount"]) == (
        str(reference.half_up(volume, 3)),
        str(base + extra),
    )
    assert sum(Decimal(line["amount"]) for line in answer["lines"]) == base + extra


@cases
@given(
    volume=decimals("99999", 3),
    bounds=st.lists(decimals("9999", 3, "0.001"), min_size=1, max_size=4, unique=True),
    start=MONTHS,
    days=st.integers(1, 200),
    data=st.data(),
)
def test_ranges(
    volume: Decimal, bounds: list[Decimal], start: date, days: int, data: st.DataObject
) -> None:
    rising = sorted(bounds)
    tariffs = data.draw(st.lists(TARIFFS, min_size=len(bounds) + 1, max_size=len(bounds) + 1))

    request = {
        "rule": "charge.ranges",
        "volume": str(volume),
        "bounds": list(map(str, rising)),
        "tariffs": list(map(str, tariffs)),
    }

    month, period = calc.answer(
        [
            request,
            request | {"from": start.isoformat(), "to": (start + timedelta(days)).isoformat()},
        ]
    )

    length = reference.months_of(start, start + timedelta(days))
    assert month["amount"] == str(reference.ranges(volume=volume, bounds=rising, tariffs=tariffs))
    wide = [Fraction(bound) * length for bound in rising]
    assert period["amount"] == str(reference.ranges(volume=volume, bounds=wide, tariffs=tariffs))


@cases
@given(
    volumes=st.lists(decimals("9999", 3), min_size=1, max_size=3),
    bound=decimals("9999", 3, "0.001"),
    tariffs=st.tuples(TARIFFS, TARIFFS),
    fee=decimals("99999", 2),
    hours=st.integers(0, 744),
)
def test_zones_by_ranges_and_interruptions(
    volumes: list[Decimal],
    bound: Decimal,
    tariffs: tuple[Decimal, Decimal],
    fee: Decimal,
    hours: int,
) -> None:
    zones = [{"volume": str(volume), "tariffs": list(map(str, tariffs))} for volume in volumes]

    (answer,) = calc.answer(
        [{"rule": "charge.ranges_by_zones", "bounds": [str(bound)], "zones": zones}]
    )
    reduced = answered("charge.interruption", None, {"fee": fee, "hours": hours})

    total = sum(map(Fraction, volumes), Fraction(0))
    low = min(total, Fraction(bound)) / total if total else Fraction(0)
    parts = [
        Fraction(volume) * share * Fraction(tariff)
        for volume in volumes
        for share, tariff in zip((low, 1 - low), tariffs, strict=True)
    ]
    assert answer["amount"] == str(sum(map(reference.half_up, parts)))
    check(reduced, amount=-min(Fraction(fee), Fraction(fee) * hours * Fraction(15, 10_000)))


@cases
@given(
    paid=st.integers(0, 10**8),
    debts=st.lists(
        st.tuples(
            st.sampled_from(["cost", "interest", "principal", "penalty"]),
            st.dates(date(2026, 1, 10), date(2026, 1, 12)),
            st.booleans(),
            st.booleans(),
            st.integers(0, 10**7),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_allocation(paid: int, debts: list[tuple[str, date, bool, bool, int]]) -> None:
    requested = [
        {
            "kind": kind,
            "due": due.isoformat(),
            "named": named,
            "barred": barred,
            "amount": str(Decimal(kopecks).scaleb(-2)),
        }
        for kind, due, named, barred, kopecks in debts
    ]

    (answer,) = calc.answer(
        [{"rule": "allocation", "amount": str(Decimal(paid).scaleb(-2)), "debts": requested}]
    )

    expected = reference.allocation(paid, debts)
    assert [int(Decimal(line["allocated"]) * 100) for line in answer["lines"]] == expected
    assert int(Decimal(answer["advance"]) * 100) == paid - sum(expected)


@court_cases
@given(
    due=DAYS,
    filed=st.none() | st.integers(0, 1_500),
    cancelled=st.none() | st.integers(0, 900),
    acknowledged=st.none() | st.integers(-30, 4_000),
    claimed=st.none() | st.integers(-30, 1_500),
    after=st.integers(0, 4_500),
)
def test_limitation(
    due: date,
    filed: int | None,
    cancelled: int | None,
    acknowledged: int | None,
    claimed: int | None,
    after: int,
) -> None:
    filed_on = None if filed is None else due + timedelta(filed)
    cancelled_on = (
        None if cancelled is None or filed_on is None else filed_on + timedelta(cancelled)
    )
    days = {
        "due": due,
        "filed": filed_on,
        "cancelled": cancelled_on,
        "acknowledged": None if acknowledged is None else due + timedelta(acknowledged),
        "claimed": None if claimed is None else due + timedelta(claimed),
    }
    on = min(due + timedelta(after), date(2027, 12, 31))

    (found,) = calc.answer(
        [
            {
                "rule": "limitation",
                "on": on.isoformat(),
                "claims": [{name: day and day.isoformat() for name, day in days.items()}],
            }
        ]
    )

    expires, barred, suspended = reference.limitation(on=on, **days)
    (claim,) = found["claims"]
    assert (claim["expires"], claim["barred"]) == (expires and expires.isoformat(), barred)
    assert claim.get("suspended", False) == suspended


@cases
@given(
    paid=st.integers(0, 10**9),
    owed=st.lists(
        st.tuples(st.dates(date(2026, 1, 10), date(2026, 1, 12)), st.integers(0, 10**6)),
        min_size=1,
        max_size=8,
    ),
)
def test_one_payment_is_shared_as_on_columns(paid: int, owed: list[tuple[date, int]]) -> None:
    debts = [
        allocation.Debt(key, due, Decimal(kopecks).scaleb(-2))
        for key, (due, kopecks) in enumerate(owed)
    ]
    rows = [
        (0, key, "principal", due, kopecks, False, False) for key, (due, kopecks) in enumerate(owed)
    ]
    frame = pl.DataFrame(
        rows, schema=["row", "key", "kind", "due", "amount", "named", "barred"], orient="row"
    )

    portions = dict(allocation.share(Decimal(paid).scaleb(-2), debts))

    on_columns = allocation.allocate(
        allocation.in_line(frame), pl.DataFrame({"row": [0], "paid": [paid]})
    )
    assert portions == {
        key: Decimal(kopecks).scaleb(-2)
        for key, kopecks in on_columns.select("key", "allocated").iter_rows()
        if kopecks
    }
    assert list(portions) == sorted(portions, key=lambda key: owed[key][0])


def answered(rule: str, way: str | None, fields: dict[str, Any]) -> dict[str, Any]:
    request = (
        {"rule": rule}
        | ({"way": way} if way else {})
        | {name: value if type(value) is int else str(value) for name, value in fields.items()}
    )
    (answer,) = calc.answer([request])
    assert "error" not in answer, (request, answer)
    return answer


def check(
    answer: dict[str, Any], *, amount: Fraction, volume: Fraction | None = None, places: int = 3
) -> None:
    assert answer["amount"] == str(reference.half_up(amount)), amount
    if volume is not None:
        assert answer["volume"] == str(reference.half_up(volume, places)), volume


@cases
@given(digits=st.integers(4, 8), data=st.data(), ratio=decimals("4000", 3, "0.001"), tariff=TARIFFS)
def test_meter(digits: int, data: st.DataObject, ratio: Decimal, tariff: Decimal) -> None:
    dial = 10**digits
    previous, current = (data.draw(decimals(str(dial - 1), 3)) for _ in range(2))

    counted = reference.dial(previous, current, digits)
    readings = {
        "previous": previous,
        "current": current,
        "digits": digits,
        "ratio": ratio,
        "tariff": tariff,
    }

    (believed,) = calc.answer(
        [{"rule": "charge.meter"} | {name: str(value) for name, value in readings.items()}]
    )
    answer = answered("charge.meter", None, readings | {"physical_most": dial})

    used = counted * Fraction(ratio)
    check(answer, volume=used, amount=used * Fraction(tariff))
    assert answer.get("rolled_over", False) is (current < previous)
    assert (
        believed.get("error", "").startswith("current:")
        if current < previous and 2 * counted >= dial
        else believed == answer
    )


@cases
@given(volumes=st.lists(VOLUMES, min_size=3, max_size=14), tariff=TARIFFS)
def test_average(volumes: list[Decimal], tariff: Decimal) -> None:
    (answer,) = calc.answer(
        [{"rule": "charge.average", "volumes": list(map(str, volumes)), "tariff": str(tariff)}]
    )

    mean = sum(map(Fraction, volumes), Fraction(0)) / len(volumes)
    check(answer, volume=mean, amount=mean * Fraction(tariff))


@cases
@given(
    building=VOLUMES,
    premises=VOLUMES,
    area=decimals("500", 3, "0.001"),
    others=decimals("9999", 3, "0.001"),
    tariff=TARIFFS,
    norm=VOLUMES,
)
def test_common_property(
    building: Decimal,
    premises: Decimal,
    area: Decimal,
    others: Decimal,
    tariff: Decimal,
    norm: Decimal,
) -> None:
    areas = {"area": area, "total_area": area + others, "tariff": tariff}
    volumes = {"building_volume": building, "premises_volume": premises}
    share = Fraction(area) / Fraction(area + others)
    remainder = max(Fraction(building) - Fraction(premises), Fraction(0))

    for fields, used in (
        (volumes, remainder),
        (volumes | {"common_volume_norm": norm}, min(remainder, Fraction(norm))),
        ({"common_volume_norm": norm}, Fraction(norm)),
    ):
        answer = answered("common_property", None, areas | fields)
        check(answer, volume=used * share, amount=used * share * Fraction(tariff))
        if "building_volume" in fields:
            whole = reference.half_up(Fraction(building) - Fraction(premises), 6)
            assert answer["building_remainder"] == str(whole)


@cases
@given(
    building=VOLUMES,
    premises=VOLUMES,
    own=VOLUMES,
    part=st.integers(1, 300),
    others=st.integers(1, 300),
    tariff=TARIFFS,
    carried=VOLUMES,
)
def test_negative_remainder(
    building: Decimal,
    premises: Decimal,
    own: Decimal,
    part: int,
    others: int,
    tariff: Decimal,
    carried: Decimal,
) -> None:
    volumes = {"building_volume": building, "premises_volume": premises, "tariff": tariff}
    remainder = Fraction(building) - Fraction(premises)
    left = max(
        Fraction(own) - max(-remainder, Fraction(0)) * Fraction(part, part + others), Fraction(0)
    )

    by_persons = answered(
        "common_property.reduced",
        "persons",
        volumes | {"volume": own, "persons": part, "total_persons": part + others},
    )
    by_area = answered(
        "common_property.reduced",
        "area",
        volumes | {"volume": own, "area": part, "total_area": part + others},
    )
    after = answered("common_property.carried", None, volumes | {"carried": carried})

    assert (
        by_persons["reduced_volume"] == by_area["reduced_volume"] == str(reference.half_up(left, 3))
    )
    check(by_persons, amount=left * Fraction(tariff))
    now = remainder - Fraction(carried)
    check(after, volume=max(now, Fraction(0)), amount=max(now, Fraction(0)) * Fraction(tariff))
    assert after["carried_on"] == str(reference.half_up(max(-now, Fraction(0)), 6))


@cases
@given(
    volumes=st.tuples(VOLUMES, VOLUMES, VOLUMES),
    persons=st.integers(1, 9),
    others=st.integers(0, 9),
    tariff=TARIFFS,
)
def test_communal_flat(
    volumes: tuple[Decimal, Decimal, Decimal], persons: int, others: int, tariff: Decimal
) -> None:
    room, rooms, flat = sorted(volumes)
    share, price = Fraction(persons, persons + others), Fraction(tariff)
    people = {
        "persons": persons,
        "flat_persons": persons + others,
        "flat_volume": flat,
        "tariff": tariff,
    }

    by_persons = answered("charge.communal", "persons", people)
    by_meters = answered(
        "charge.communal", "room_meters", people | {"rooms_volume": rooms, "room_volume": room}
    )
    areas = {
        "flat_volume": flat,
        "room_area": persons,
        "flat_area": persons + others,
        "tariff": tariff,
    }
    by_area = answered("charge.communal", "area", areas)

    own = Fraction(room) + (Fraction(flat) - Fraction(rooms)) * share
    check(by_persons, volume=Fraction(flat) * share, amount=Fraction(flat) * share * price)
    check(by_area, volume=Fraction(flat) * share, amount=Fraction(flat) * share * price)
    check(by_meters, volume=own, amount=own * price)


@cases
@given(
    norm=decimals("999", 6),
    persons=st.integers(1, 99),
    power=decimals("9999", 3, "0.001"),
    start=st.dates(date(2020, 1, 1), date(2026, 12, 1)),
    days=st.integers(1, 90),
    removal=st.integers(0, 200),
    tariff=TARIFFS,
)
def test_unauthorised_use(
    norm: Decimal,
    persons: int,
    power: Decimal,
    start: date,
    days: int,
    removal: int,
    tariff: Decimal,
) -> None:
    end, price = start + timedelta(days + removal), Fraction(tariff)
    period = {"from": start, "to": end, "tariff": tariff, "detected": start + timedelta(days - 1)}
    days += removal

    by_norm = answered("charge.unauthorised", "norm", period | {"norm": norm, "persons": persons})
    by_power = answered("charge.unauthorised", "power", period | {"power": power})

    volume, _, _ = reference.norm(
        norm=norm, persons=persons, start=start, end=end, tariff=tariff, multiplier=Decimal(1)
    )
    check(by_norm, volume=volume * 10, amount=volume * 10 * price)
    check(by_power, volume=Fraction(power) * 24 * days, amount=Fraction(power) * 24 * days * price)


@cases
@given(
    fact=VOLUMES,
    more=VOLUMES,
    estimated=VOLUMES,
    tariff=TARIFFS,
    cuts=st.lists(st.integers(1, 60), min_size=1, max_size=5),
)
def test_late_readings_and_tariff_changes(
    fact: Decimal, more: Decimal, estimated: Decimal, tariff: Decimal, cuts: list[int]
) -> None:
    difference = Fraction(more) - Fraction(estimated)
    edges = [date(2026, 1, 1) + timedelta(sum(cuts[:index])) for index in range(len(cuts) + 1)]
    segments = [
        {"from": one.isoformat(), "to": two.isoformat(), "tariff": str(tariff)}
        for one, two in pairwise(edges)
    ]

    late = answered(
        "charge.late_readings",
        None,
        {"last_fact": fact, "reading": fact + more, "estimated": estimated, "tariff": tariff},
    )
    (split,) = calc.answer(
        [{"rule": "charge.tariff_change", "volume": str(more), "segments": segments}]
    )

    check(late, volume=difference, amount=difference * Fraction(tariff))
    parts = [Fraction(more) * cut / sum(cuts) * Fraction(tariff) for cut in cuts]
    assert split["amount"] == str(sum(map(reference.half_up, parts)))
    volumes = reference.adding_up([Fraction(more) * cut / sum(cuts) for cut in cuts])
    assert [Decimal(line["volume"]) for line in split["lines"]] == volumes
    assert sum(volumes) == more


BUILDINGS = st.lists(
    st.tuples(VOLUMES, st.lists(decimals("99", 2, "0.01"), min_size=1, max_size=6)),
    min_size=1,
    max_size=4,
)


@cases
@given(buildings=BUILDINGS)
def test_the_volumes_of_a_building_add_up(buildings: list[tuple[Decimal, list[Decimal]]]) -> None:
    premises = [
        {"building": number, "building_volume": volume, "area": area, "total_area": sum(areas)}
        for number, (volume, areas) in enumerate(buildings)
        for area in areas
    ]
    nothing = {name: pl.lit(0) for name in ("premises_volume", "metered_volume", "own_volume")}
    frame = pl.DataFrame(
        premises,
        schema_overrides={
            name: pl.Decimal(38, 3) for name in ("building_volume", "area", "total_area")
        },
    )
    frame = frame.with_columns(**nothing, tariff=pl.lit(1)).with_columns(
        flat="building",
        flat_volume="building_volume",
        removed_volume="building_volume",
        room_area="area",
        flat_area="total_area",
    )

    for rule, places in (
        (common_property.by_meter, 3),
        (communal.by_area, 3),
        (waste.by_fact_and_area, 3),
        (heat.by_building_meter, 6),
    ):
        charged = rule(frame)
        exact = [
            [Fraction(volume) * Fraction(area) / Fraction(sum(areas)) for area in areas]
            for volume, areas in buildings
        ]
        assert charged["volume"].to_list() == [
            share for shares in exact for share in reference.adding_up(shares, places)
        ]
        assert charged["amount"].to_list() == [
            reference.half_up(share) for shares in exact for share in shares
        ]


@cases
@given(
    persons=st.integers(1, 99),
    others=st.integers(1, 99),
    norm=decimals("99", 6),
    removed=VOLUMES,
    pickups=st.integers(0, 99),
    tariff=TARIFFS,
)
def test_waste(
    persons: int, others: int, norm: Decimal, removed: Decimal, pickups: int, tariff: Decimal
) -> None:
    share, monthly, price = (
        Fraction(persons, persons + others),
        Fraction(norm) / 12,
        Fraction(tariff),
    )
    everybody = {"persons": persons, "total_persons": persons + others}
    areas = {"area": persons, "total_area": persons + others}

    for way, fields, used in (
        ("persons", {"persons": persons, "yearly_norm": norm}, persons * monthly),
        ("area", {"area": persons, "yearly_norm": norm}, persons * monthly),
        ("units", {"units": persons, "yearly_norm": norm}, persons * monthly),
        ("fact_persons", everybody | {"removed_volume": removed}, Fraction(removed) * share),
        ("fact_area", areas | {"removed_volume": removed}, Fraction(removed) * share),
        (
            "containers",
            {"container_volume": "0.75", "containers": persons, "pickups": pickups},
            Fraction(3, 4) * persons * pickups,
        ),
        ("mass", {"mass": removed}, Fraction(removed)),
    ):
        check(
            answered("charge.waste", way, fields | {"tariff": tariff}),
            volume=used,
            amount=used * price,
        )


@cases
@given(
    cold=VOLUMES,
    hot=VOLUMES,
    norm=decimals("0.999", 6),
    water=TARIFFS,
    heat=TARIFFS,
    multiplier=decimals("10", 3, "1"),
)
def test_sewage_and_hot_water(
    cold: Decimal, hot: Decimal, norm: Decimal, water: Decimal, heat: Decimal, multiplier: Decimal
) -> None:
    sewage = answered(
        "charge.sewage", None, {"cold_volume": cold, "hot_volume": hot, "tariff": water}
    )
    component = {
        "volume": hot,
        "heating_norm": norm,
        "water_tariff": water,
        "heat_tariff": heat,
        "multiplier": multiplier,
    }
    two = answered("charge.hot_water", "two_component", component)
    one = answered("charge.hot_water", "one_part", {"volume": hot, "tariff": water})

    drained, taken = Fraction(cold) + Fraction(hot), Fraction(hot)
    check(sewage, volume=drained, amount=drained * Fraction(water))
    check(one, amount=taken * Fraction(water))
    parts = [
        taken * Fraction(water),
        taken * Fraction(water) * (Fraction(multiplier) - 1),
        taken * Fraction(norm) * Fraction(heat),
    ]
    assert two["amount"] == str(sum(map(reference.half_up, parts)))


@cases
@given(
    area=decimals("999", 3, "0.001"),
    others=decimals("9999", 3, "0.001"),
    norm=decimals("9", 6),
    season=st.integers(1, 12),
    building=VOLUMES,
    metered=st.tuples(VOLUMES, VOLUMES),
    tariff=TARIFFS,
)
def test_heat(
    area: Decimal,
    others: Decimal,
    norm: Decimal,
    season: int,
    building: Decimal,
    metered: tuple[Decimal, Decimal],
    tariff: Decimal,
) -> None:
    own, everybody = sorted(metered)
    price, share = Fraction(tariff), Fraction(area) / Fraction(area + others)
    areas = {"area": area, "total_area": area + others, "tariff": tariff}

    by_norm = answered(
        "charge.heat",
        "norm",
        {"area": area, "norm": norm, "tariff": tariff, "season_months": season, "paid_months": 12},
    )
    by_meter = answered(
        "charge.heat",
        "building_meter",
        areas | {"building_volume": building, "metered_volume": everybody, "own_volume": own},
    )
    corrected = answered(
        "charge.heat", "yearly_correction", areas | {"year_fact": building, "year_billed": own}
    )
    two_rate = answered(
        "charge.heat",
        "two_rate",
        {"heat_volume": own, "tariff": tariff, "heat_load": norm, "capacity_tariff": building},
    )

    used = Fraction(area) * Fraction(norm) * season / 12
    check(by_norm, volume=used, amount=used * price, places=6)
    used = max(Fraction(own) + (Fraction(building) - Fraction(everybody)) * share, Fraction(0))
    check(by_meter, volume=used, amount=used * price, places=6)
    used = (Fraction(building) - Fraction(own)) * share
    check(corrected, volume=used, amount=used * price, places=6)
    expected = reference.half_up(Fraction(own) * price) + reference.half_up(
        Fraction(norm) * Fraction(building)
    )
    assert two_rate["amount"] == str(expected)


HOURS = st.fixed_dictionaries(
    {
        name: decimals("999", 3)
        for name in ("fact", "plan", "price", "excess_price", "shortfall_price")
    }
)
PRICES = st.fixed_dictionaries(
    {
        name: decimals("9999", 5)
        for name in (
            "sales",
            "infrastructure",
            "capacity_price",
            "capacity_sales",
            "transmission",
            "losses",
            "maintenance",
        )
    }
    | {name: decimals("9", 5, "-9") for name in ("plan_rate", "deviation_rate")}
    | {name: decimals("9999", 6) for name in ("capacity", "network_capacity")}
)


@cases
@given(hours=st.lists(HOURS, min_size=1, max_size=5), prices=PRICES, category=st.integers(3, 6))
def test_price_categories_by_hours(
    hours: list[dict[str, Decimal]], prices: dict[str, Decimal], category: int
) -> None:
    two_rate, planned = category in (4, 6), category in (5, 6)
    left_out = {"transmission"} if two_rate else {"losses", "maintenance", "network_capacity"}
    left_out |= (
        set()
        if planned
        else {"plan_rate", "deviation_rate", "plan", "excess_price", "shortfall_price"}
    )
    request = {"rule": "charge.price_category", "category": category}
    request |= {name: str(value) for name, value in prices.items() if name not in left_out}
    request["hours"] = [
        {name: str(value) for name, value in hour.items() if name not in left_out} for hour in hours
    ]

    (answer,) = calc.answer([request])

    exact = {name: Fraction(value) for name, value in prices.items()}
    expected = price_category_parts(
        [{name: Fraction(value) for name, value in hour.items()} for hour in hours],
        exact,
        two_rate,
        planned,
    )
    assert {line["part"]: line["amount"] for line in answer["lines"]} == {
        name: str(reference.half_up(part)) for name, part in expected.items()
    }
    assert answer["amount"] == str(sum(map(reference.half_up, expected.values())))


def price_category_parts(
    hours: list[dict[str, Fraction]], price: dict[str, Fraction], two_rate: bool, planned: bool
) -> dict[str, Fraction]:
    volume = sum((hour["fact"] for hour in hours), Fraction(0))
    parts = {
        "energy": sum((hour["fact"] * hour["price"] for hour in hours), Fraction(0)),
        "sales": volume * price["sales"],
        "infrastructure": volume * price["infrastructure"],
        "capacity": price["capacity"] * (price["capacity_price"] + price["capacity_sales"]),
    }
    if two_rate:
        parts |= {
            "losses": volume * price["losses"],
            "maintenance": price["network_capacity"] * price["maintenance"],
        }
    else:
        parts["transmission"] = volume * price["transmission"]
    if planned:
        parts |= {
            "excess": sum(
                (
                    max(hour["fact"] - hour["plan"], Fraction(0)) * hour["excess_price"]
                    for hour in hours
                ),
                Fraction(0),
            ),
            "shortfall": sum(
                (
                    max(hour["plan"] - hour["fact"], Fraction(0)) * hour["shortfall_price"]
                    for hour in hours
                ),
                Fraction(0),
            ),
            "plan": sum((hour["plan"] for hour in hours), Fraction(0)) * price["plan_rate"],
            "deviation": sum((abs(hour["fact"] - hour["plan"]) for hour in hours), Fraction(0))
            * price["deviation_rate"],
        }
    return parts


@cases
@given(
    volumes=st.lists(VOLUMES, min_size=1, max_size=3),
    prices=st.lists(TARIFFS, min_size=4, max_size=4),
    net=decimals("999999", 2),
)
def test_first_and_second_price_category_and_vat(
    volumes: list[Decimal], prices: list[Decimal], net: Decimal
) -> None:
    energy, transmission, sales, infrastructure = prices
    named = {
        "energy": energy,
        "transmission": transmission,
        "sales": sales,
        "infrastructure": infrastructure,
    }
    zones = [
        {"zone": str(index), "volume": str(volume), "tariff": str(energy)}
        for index, volume in enumerate(volumes)
    ]

    first = answered("charge.price_category", None, named | {"category": 1, "volume": volumes[0]})
    (second,) = calc.answer([{"rule": "charge.price_category", "category": 2, "zones": zones}])
    added = answered("vat", None, {"net": net, "on": "2025-12-31"})
    contained = answered("vat", None, {"gross": net, "on": "2026-01-01"})

    check(first, amount=Fraction(volumes[0]) * sum(map(Fraction, prices)))
    assert second["amount"] == str(
        sum(reference.half_up(Fraction(volume) * Fraction(energy)) for volume in volumes)
    )
    assert added["vat"] == str(reference.half_up(Fraction(net) / 5))
    assert contained["vat"] == str(reference.half_up(Fraction(net) * 22 / 122))


@cases
@given(
    volume=VOLUMES,
    percent=decimals("99", 4),
    power=decimals("9999", 3, "0.001"),
    load=decimals("999", 2, "0.01"),
    hours=st.integers(1, 744),
    inside=st.booleans(),
)
def test_losses_and_unmetered_use(
    volume: Decimal, percent: Decimal, power: Decimal, load: Decimal, hours: int, *, inside: bool
) -> None:
    (border,) = calc.answer(
        [
            {
                "rule": "losses",
                "way": "percent",
                "volume": str(volume),
                "percent": str(percent),
                "inside": inside,
            }
        ]
    )
    transformer = {
        "idle_loss": power,
        "short_circuit_loss": "5.5",
        "voltage": load,
        "rated_voltage": "10.5",
        "load": load,
    }
    loss = answered(
        "losses",
        "transformer",
        transformer | {"rated_load": "250", "form_factor_squared": "1.15", "hours": hours},
    )
    wires = {
        "active": volume.quantize(Decimal("0.01")),
        "reactive": "100",
        "resistance": "0.37",
        "form_factor_squared": "1.15",
    }
    line = answered("losses", "line", wires | {"voltage": load, "hours": hours})
    unmetered = answered(
        "charge.unmetered", "power", {"max_power": power, "hours": hours, "tariff": "5.38"}
    )

    sign = 1 if inside else -1
    assert border["border_volume"] == str(
        reference.half_up(Fraction(volume) * (1 + sign * Fraction(percent) / 100), 6)
    )
    idle = Fraction(power) * hours * (Fraction(load) / Fraction("10.5")) ** 2
    loaded = Fraction("5.5") * (Fraction(load) / 250) ** 2 * Fraction("1.15") * hours
    assert loss["loss"] == str(reference.half_up(idle, 6) + reference.half_up(loaded, 6))
    squares = Fraction(volume.quantize(Decimal("0.01"))) ** 2 + 100**2
    in_wires = squares * Fraction("0.37") * Fraction("1.15") / (Fraction(load) ** 2 * hours) / 1000
    assert line["loss"] == str(reference.half_up(in_wires, 6))
    check(
        unmetered, volume=Fraction(power) * hours, amount=Fraction(power) * hours * Fraction("5.38")
    )
