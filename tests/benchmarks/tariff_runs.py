"""A million rows for every rule of ``tariffs/``: the frames, and the rule that runs over each."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import polars as pl

from tariffs import accrual, allocation, limitation, penalty, reading_controls
from tariffs.charges import (
    average,
    common_property,
    communal,
    heat,
    late_readings,
    losses,
    meter,
    method,
    norm,
    price_category,
    quality,
    ranges,
    replacement,
    rural,
    schedule,
    unauthorized,
    unmetered,
    vat,
    waste,
    water,
)
from tariffs.parameters import series

AS_OF = date(2026, 11, 21)
Run = tuple[str, Callable[[], pl.DataFrame], int]


def number(places: int, most: int, seed: int) -> pl.Expr:
    """Give a column of different decimals up to `most`."""
    spread = (pl.int_range(pl.len(), dtype=pl.Int64) * (7_919 + seed * 104_729) + seed) % (
        most * 10**places
    )
    return spread.cast(pl.Int128).reinterpret(dtype=pl.Decimal(38, places))


def frame(rows: int, **columns: tuple[int, int] | int | bool | str | date) -> pl.DataFrame:
    """Give a frame: a pair is (places, most) of different decimals, anything else a constant."""
    expressions = {
        name: number(*value, seed) + pl.lit(Decimal(1_000 if name.startswith("total") else 1))
        if isinstance(value, tuple)
        else pl.lit(value)
        for seed, (name, value) in enumerate(columns.items(), 1)
    }
    return pl.DataFrame({"row": pl.int_range(rows, eager=True)}).with_columns(**expressions)


def overdue(rows: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give debts due over four years, each with two payments in parts."""
    index = pl.int_range(rows, dtype=pl.Int64)
    due = pl.lit(date(2022, 6, 10)) + pl.duration(days=(index * 7_919) % 1_500)
    claims = pl.select(claim=index, due=due, amount=100_000 + (index * 104_729) % 900_000)
    paid = pl.col("due") + pl.duration(days=(pl.col("claim") * 31 + pl.lit(0)) % 500 + 20)
    first = claims.select("claim", paid=paid, amount=pl.col("amount") // 4)
    return claims, pl.concat([first, first.with_columns(pl.col("paid") + pl.duration(days=200))])


def penalty_runs(rows: int) -> Iterator[Run]:
    claims, payments = overdue(rows)
    scale, key_rate = penalty.scale_of(debtor="citizen", service="heat"), series("key_rate")
    for name, options in (
        ("penalty, capped rate on payment", accrual.Options()),
        ("penalty, key rate on payment", accrual.Options(cap=False)),
        ("penalty, key rate by day", accrual.Options(cap=False, rate_mode="by_day")),
    ):
        yield (
            name,
            lambda options=options: accrual.accrue(
                claims, payments, scale=scale, as_of=AS_OF, options=options, key_rate=key_rate
            ),  # type: ignore[misc]
            rows,
        )


def household_runs(rows: int) -> Iterator[Run]:
    tariff = {"tariff": (2, 90)}
    month = {"from": date(2026, 10, 1), "to": date(2026, 11, 1)}
    building = {
        "building_volume": (3, 90_000),
        "premises_volume": (3, 80_000),
        "area": (2, 90),
        "total_area": (2, 9_000),
    } | tariff
    metered = frame(
        rows,
        previous=(3, 99_999),
        current=(3, 99_999),
        digits=5,
        ratio=1,
        physical_most=100_000,
        **tariff,
    )
    normed = frame(rows, norm=(3, 9), persons=(0, 6), multiplier=Decimal("1.5"), **month, **tariff)
    slices = frame(
        rows,
        volume=(3, 9_000),
        bound_1=3_900,
        bound_2=6_000,
        tariff_1=5,
        tariff_2=6,
        tariff_3=9,
        months=1,
        households=1,
    )
    zones = slices.with_columns(pl.col("row") // 2, pl.col("volume").cast(pl.Decimal(38, 3)))
    building_frame = frame(
        rows,
        **building,
        common_volume_norm=(3, 900),
        carried=(3, 900),
        volume=(3, 900),
        persons=(0, 6),
        total_persons=(0, 90),
    )
    flat = frame(
        rows,
        flat_volume=(3, 900),
        rooms_volume=100,
        room_volume=(3, 90),
        persons=2,
        flat_persons=5,
        room_area=(2, 30),
        flat_area=90,
        **tariff,
    ).with_columns(pl.col("flat_volume") + Decimal(100))
    tampered = frame(
        rows, norm=(3, 99), persons=(0, 6), power=Decimal(3), billed=0, **month, **tariff
    )
    away = normed.with_columns(
        departure=pl.lit(date(2026, 9, 5)), arrival=pl.lit(date(2026, 9, 18))
    )
    late = frame(rows, last_fact=(3, 900), reading=1_000, estimated=(3, 300), **tariff)
    history = (
        frame(rows, volume=(3, 300), **tariff)
        .with_columns(pl.col("row") // 6)
        .filter(pl.col("row") < rows // 6)
    )
    change, second = date(2026, 10, 12), pl.col("row") % 2 == 1
    segments = frame(rows, volume=310, **month, **tariff).with_columns(
        pl.col("row") // 2,
        pl.when(second).then(pl.lit(change)).otherwise("from").alias("from"),
        pl.when(second).then("to").otherwise(pl.lit(change)).alias("to"),
    )
    yield "charge.meter", lambda: meter.charge(metered), rows
    yield "charge.norm", lambda: norm.totals(norm.lines(normed)), rows
    yield "charge.absence", lambda: norm.absence(away), rows
    yield "charge.average (six months a row)", lambda: average.charge(history), rows
    yield "charge.ranges", lambda: ranges.charge(slices, slices=3), rows
    yield "charge.ranges_by_zones", lambda: ranges.by_zones(zones, slices=3), rows
    yield "common_property by meter", lambda: common_property.by_meter(building_frame), rows
    yield (
        "common_property within norm",
        lambda: common_property.by_meter_within_norm(building_frame),
        rows,
    )
    yield "common_property by norm", lambda: common_property.by_norm(building_frame), rows
    yield "common_property.reduced", lambda: common_property.reduced(building_frame), rows
    yield "common_property.carried", lambda: common_property.carried(building_frame), rows
    yield "charge.communal by persons", lambda: communal.by_persons(flat), rows
    yield "charge.communal by room meters", lambda: communal.by_room_meters(flat), rows
    yield "charge.communal by area", lambda: communal.by_area(flat), rows
    yield "charge.unauthorised by norm", lambda: unauthorized.by_norm(tampered), rows
    yield "charge.unauthorised by power", lambda: unauthorized.by_power(tampered), rows
    yield "charge.late_readings", lambda: late_readings.corrected(late), rows
    yield "charge.tariff_change", lambda: late_readings.split_by_days(segments), rows
    yield (
        "charge.interruption",
        lambda: quality.reduction(frame(rows, fee=(2, 9_000), hours=(0, 700))),
        rows,
    )
    yield (
        "rural_tariff",
        lambda: rural.published(frame(rows, tariff=(2, 9), coefficient=Decimal("0.7"))),
        rows,
    )


def utility_runs(rows: int) -> Iterator[Run]:
    tariff = {"tariff": (2, 900)}
    waste_frame = frame(
        rows,
        persons=(0, 6),
        total_persons=(0, 90),
        yearly_norm=(3, 9),
        area=(2, 90),
        total_area=(2, 9_000),
        removed_volume=(3, 90),
        units=(2, 90),
        container_volume=Decimal("1.1"),
        containers=2,
        pickups=(0, 30),
        mass=(3, 9),
        **tariff,
    )
    hot = frame(
        rows,
        volume=(3, 9),
        heating_norm=Decimal("0.06"),
        water_tariff=(2, 90),
        heat_tariff=(2, 2_800),
        multiplier=Decimal("1.5"),
    )
    warm = frame(
        rows,
        building_volume=(3, 900),
        metered_volume=100,
        own_volume=(3, 9),
        area=(2, 90),
        total_area=(2, 9_000),
        norm=(3, 1),
        season_months=7,
        paid_months=12,
        heat_volume=(3, 9),
        heat_load=(3, 1),
        capacity_tariff=(2, 9_000),
        **tariff,
    )
    yield "charge.waste by persons", lambda: waste.by_persons(waste_frame), rows
    yield "charge.waste by area", lambda: waste.by_area(waste_frame), rows
    yield "charge.waste by units", lambda: waste.by_units(waste_frame), rows
    yield "charge.waste by containers", lambda: waste.by_containers(waste_frame), rows
    yield "charge.waste by fact and persons", lambda: waste.by_fact_and_persons(waste_frame), rows
    yield "charge.waste by fact and area", lambda: waste.by_fact_and_area(waste_frame), rows
    yield "charge.waste by mass", lambda: waste.by_mass(waste_frame), rows
    yield (
        "charge.sewage",
        lambda: water.sewage(frame(rows, cold_volume=(3, 9), hot_volume=(3, 9), **tariff)),
        rows,
    )
    yield "charge.hot_water", lambda: water.hot_two_component(hot), rows
    yield "charge.heat by norm", lambda: heat.by_norm(warm), rows
    yield "charge.heat by building meter", lambda: heat.by_building_meter(warm), rows
    yield "charge.heat two-rate", lambda: heat.two_rate(warm), rows


def organization_runs(rows: int) -> Iterator[Run]:
    prices = dict.fromkeys(
        ("sales", "infrastructure", "capacity_price", "capacity_sales", "transmission"), (5, 9)
    )
    accounts = frame(
        rows // 100, **prices, capacity=(3, 900), plan_rate=(5, 1), deviation_rate=(5, 1)
    )
    hours = frame(
        rows,
        fact=(3, 900),
        plan=(3, 900),
        price=(5, 9),
        excess_price=(5, 1),
        shortfall_price=(5, 1),
    ).with_columns(pl.col("row") % (rows // 100))
    first = frame(
        rows,
        volume=(3, 90_000),
        energy=(5, 9),
        transmission=(5, 9),
        sales=(5, 9),
        infrastructure=(5, 9),
    )
    cable = frame(
        rows,
        phases=3,
        current=(1, 90),
        phase_voltage=Decimal("0.22"),
        cosine=Decimal("0.9"),
        hours=720,
        billed=0,
        tariff=(2, 9),
    )
    cable = cable.with_columns(current=pl.col("current") + Decimal(1))
    transformer = frame(
        rows,
        idle_loss=(3, 9),
        short_circuit_loss=(3, 9),
        voltage=10,
        rated_voltage=10,
        load=160,
        rated_load=250,
        form_factor_squared=Decimal("1.15"),
        hours=720,
    )
    missing = frame(
        rows,
        missing_period=1,
        last_year_volume=(3, 900),
        last_volume=(3, 900),
        max_power=15,
        hours=720,
    )
    yield "charge.price_category first", lambda: price_category.first(first), rows
    yield (
        "charge.price_category second",
        lambda: price_category.second(frame(rows, volume=(3, 900), tariff=(5, 9))),
        rows,
    )
    yield (
        "charge.price_category third (100 hours a row)",
        lambda: price_category.by_hours(accounts, hours, two_rate=False, planned=False),
        rows,
    )
    yield (
        "charge.price_category fifth (100 hours a row)",
        lambda: price_category.by_hours(accounts, hours, two_rate=False, planned=True),
        rows,
    )
    yield (
        "charge.unmetered by current",
        lambda: unmetered.by_current(cable, without_contract=False),
        rows,
    )
    yield (
        "losses by percent",
        lambda: losses.by_percent(frame(rows, volume=(3, 900), percent=(2, 9), inside=True)),
        rows,
    )
    yield "losses in a transformer", lambda: losses.in_transformer(transformer), rows
    yield "replacement", lambda: replacement.volume(missing), rows
    yield "vat", lambda: vat.added(frame(rows, net=(2, 90_000)), on=AS_OF), rows
    yield (
        "payment_schedule",
        lambda: schedule.installments(
            frame(rows, base=(2, 90_000), fact=(2, 90_000)), period=date(2026, 10, 1)
        ),
        rows,
    )


def law_runs(rows: int) -> Iterator[Run]:
    index = pl.int_range(rows, dtype=pl.Int64)
    debts = pl.select(
        row=index // 4,
        kind=pl.lit("principal"),
        due=pl.lit(date(2026, 1, 10)) + pl.duration(days=index % 3),
        named=pl.lit(False),
        barred=pl.lit(False),
        amount=index % 90_000,
    )
    payments = pl.select(row=pl.int_range(rows // 4, dtype=pl.Int64), paid=100_000)
    claims = pl.select(
        due=pl.lit(date(2022, 1, 10)) + pl.duration(days=index % 1_500)
    ).with_columns(
        filed=pl.when(pl.col("due").dt.day() < 10).then(pl.col("due").dt.offset_by("1y")),
        cancelled=pl.when(pl.col("due").dt.day() < 5).then(pl.col("due").dt.offset_by("15mo")),
    )
    readings = frame(
        rows,
        previous=(3, 900),
        average=(3, 300),
        zero_periods=0,
        residents=2,
        window_last_day=25,
        digits=5,
        scale=1,
    ).with_columns(
        meter="row",
        read_on=pl.lit(date(2026, 11, 20)),
        value=pl.col("previous") + Decimal(100),
        source=pl.lit("CABINET"),
        physical_most=pl.lit(Decimal(10_267)),
        commissioned_on=pl.lit(date(2020, 1, 1)),
        removed_on=pl.lit(None, dtype=pl.Date),
        zones_sum=pl.lit(None, dtype=pl.Decimal(38, 3)),
        zones_total=pl.lit(None, dtype=pl.Decimal(38, 3)),
    )
    situations = frame(
        rows,
        tampered=False,
        meter=True,
        installable=True,
        dwelling=True,
        cause="NO_READING",
        missing_periods=2,
    )
    yield (
        "allocation (four debts a payer)",
        lambda: allocation.allocate(allocation.in_line(debts), payments),
        rows,
    )
    yield "limitation", lambda: limitation.expire(claims, on=AS_OF), rows
    yield "reading controls", lambda: reading_controls.check(readings, today=AS_OF), rows
    yield "charge.method", lambda: method.choose(situations), rows


EVERY = (penalty_runs, household_runs, utility_runs, organization_runs, law_runs)
