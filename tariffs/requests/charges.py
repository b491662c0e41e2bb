"""Requests to charge that bring lists or give lines: norm, average, zones, ranges, common property, price categories, capacity."""

from decimal import Decimal
from typing import Any

import polars as pl

from tariffs import inputs, money
from tariffs.charges import (
    average,
    capacity,
    common_property,
    in_force,
    late_readings,
    meter,
    method,
    norm,
    price_category,
    ranges,
    replacement,
)
from tariffs.charges import schedule as payment_schedule
from tariffs.charges import vat as value_added_tax
from tariffs.requests import Answer, Request
from tariffs.requests.ways import answer, rolled_over, row

ONE = {"multiplier": "1", "ratio": "1"}
BY_LAW = "law"


def by_norm(request: Request) -> Answer:
    """Charge by the norm, a line a month and one more for the multiplier; `law` asks for the coefficient in force."""
    by_law = request.has("multiplier") and request.raw("multiplier") == BY_LAW
    frame = row(
        request, f"norm persons from to tariff {'' if by_law else 'multiplier'}", ONE
    ).with_columns(row=0)
    lines = norm.lines(
        norm.with_multiplier(frame, service=request.word("service", among=norm.MULTIPLIERS))
        if by_law
        else frame
    )
    return answer(norm.totals(lines), "volume base multiplier_part amount") | {
        "lines": _norm_lines(lines),
        "act": norm.ACT,
    }


def _norm_lines(lines: pl.DataFrame) -> list[Answer]:
    written = []
    for line in lines.iter_rows(named=True):
        period = {
            "from": line["from"].isoformat(),
            "to": line["to"].isoformat(),
            "days": line["days"],
        }
        written.append(
            period | {"part": "norm", "volume": str(line["volume"]), "amount": str(line["base"])}
        )
        if line["multiplier_part"]:
            written.append(period | {"part": "multiplier", "amount": str(line["multiplier_part"])})
    return written


def zones(request: Request) -> Answer:
    """Charge the scales of a meter with zones of the day."""
    parts = request.parts("zones")
    _check_day(request, in_force.RULES_354)
    scales = [
        meter.charge(row(part, "previous current digits ratio tariff", ONE, "physical_most"))
        for part in parts
    ]
    lines = [
        {"zone": part.text("zone")} | answer(scale, "volume amount") | rolled_over(scale)
        for part, scale in zip(parts, scales, strict=True)
    ]
    charged = pl.concat(scales, how="diagonal_relaxed")
    return (
        answer(charged, "volume amount") | rolled_over(charged) | {"lines": lines, "act": meter.ACT}
    )


def by_average(request: Request) -> Answer:
    """Charge the mean of the months given."""
    volumes = _decimals(request, "volumes")
    history = pl.DataFrame(
        {
            "row": 0,
            "volume": volumes,
            "tariff": [request.number("tariff", default="0")] * len(volumes),
        }
    )
    answers = "volume amount" if request.has("tariff") else "volume"
    return answer(average.charge(history, on=request.day_or_none("on")), answers) | {
        "months": len(volumes),
        "act": average.ACT,
    }


def by_ranges(request: Request) -> Answer:
    """Charge the slices of a volume, each at its own tariff."""
    bounds, tariffs = _decimals(request, "bounds"), _decimals(request, "tariffs")
    if len(tariffs) != len(bounds) + 1:
        raise inputs.UnableToCalculate(
            field="tariffs",
            value=len(tariffs),
            reason="there must be {count} of them, one more than bounds",
            count=len(bounds) + 1,
        )
    length = "from to" if request.has("from") else "months"
    frame = row(
        request, f"volume {length} households", {"months": "1", "households": "1"}
    ).with_columns(
        **{f"bound_{number}": pl.lit(bound) for number, bound in enumerate(bounds, 1)},
        **{f"tariff_{number}": pl.lit(tariff) for number, tariff in enumerate(tariffs, 1)},
    )
    found = ranges.charge(frame, slices=len(tariffs), on=request.day_or_none("on")).row(
        0, named=True
    )
    lines = [
        {
            "range": number,
            "volume": str(found[f"volume_{number}"]),
            "tariff": str(tariff),
            "amount": str(found[f"amount_{number}"]),
        }
        for number, tariff in enumerate(tariffs, 1)
    ]
    return {"amount": str(found["amount"]), "lines": lines, "act": ranges.ACT}


def zones_by_ranges(request: Request) -> Answer:
    """Charge the zones of the day by ranges, in the proportions of the whole volume."""
    bounds = _decimals(request, "bounds")
    parts = request.parts("zones")
    frame = pl.concat(
        [_zone(part, slices=len(bounds) + 1) for part in parts], how="vertical_relaxed"
    )
    common = row(request, "months households", {"months": "1", "households": "1"})
    frame = frame.join(common, how="cross").with_columns(
        row=0, **{f"bound_{number}": pl.lit(bound) for number, bound in enumerate(bounds, 1)}
    )
    charged = ranges.by_zones(frame, slices=len(bounds) + 1, on=request.day_or_none("on"))
    lines = [
        {
            "zone": part.text("zone"),
            "amounts": [
                str(charged[f"amount_{number}"][index]) for number in range(1, len(bounds) + 2)
            ],
        }
        for index, part in enumerate(parts)
    ]
    return answer(charged, "volume amount") | {"lines": lines, "act": ranges.ACT}


def _zone(part: Request, *, slices: int) -> pl.DataFrame:
    tariffs = _decimals(part, "tariffs")
    if len(tariffs) != slices:
        raise inputs.UnableToCalculate(
            field=part.path("tariffs"),
            value=len(tariffs),
            reason="there must be {count} of them, one more than bounds",
            count=slices,
        )
    return row(part, "volume").with_columns(
        **{f"tariff_{number}": pl.lit(tariff) for number, tariff in enumerate(tariffs, 1)}
    )


def common(request: Request) -> Answer:
    """Charge common property consumption by the building's meter, within the norm if one is given, or by the norm alone."""
    _check_day(request, in_force.RULES_354)
    fields = "area total_area tariff"
    metered, normed = request.has("building_volume"), request.has("common_volume_norm")
    if not metered:
        request.has("premises_volume")  # says nothing about a building without a meter
        charged = common_property.by_norm(row(request, f"common_volume_norm {fields}"))
        return (
            {"building_remainder": None}
            | answer(charged, "volume amount")
            | {"act": common_property.ACT}
        )
    fields += " building_volume premises_volume"
    if normed:
        charged = common_property.by_meter_within_norm(row(request, f"common_volume_norm {fields}"))
        return answer(charged, "building_remainder excess volume amount") | {
            "act": common_property.ACT
        }
    charged = common_property.by_meter(row(request, fields))
    return answer(charged, "building_remainder volume amount") | {"act": common_property.ACT}


HOURLY = "sales infrastructure capacity capacity_price capacity_sales"
AMOUNTS = (
    "energy",
    "sales",
    "infrastructure",
    "capacity",
    "transmission",
    "losses",
    "maintenance",
    "excess",
    "shortfall",
    "plan",
    "deviation",
)


def by_price_category(request: Request) -> Answer:
    """Charge an organization by its price category, with VAT when the day of supply is given."""
    category = request.whole("category", least=1, most=6)
    if request.has("max_power") and not price_category.eligible(
        category=category, max_power_kw=request.whole("max_power")
    ):
        raise inputs.UnableToCalculate(
            field="category", value=category, reason="is not open to a consumer of 670 kW or more"
        )
    _check_day(request, in_force.PROVISIONS_442)
    charged, lines = _by_category(request, category)
    volume = money.rounded(sum(charged["volume"], Decimal(0)), places=3)
    found = {
        "volume": str(volume),
        "amount": str(charged["amount"].sum()),
        "lines": lines,
        "act": price_category.ACT,
    }
    return found | _taxed(request, sum(charged["amount"], Decimal(0)))


def _by_category(request: Request, category: int) -> tuple[pl.DataFrame, list[Answer]]:
    if category == 1:
        charged = price_category.first(
            row(request, "volume energy transmission sales infrastructure")
        )
        return charged, [answer(charged, "volume price amount")]
    if category == 2:
        parts = request.parts("zones")
        charged = price_category.second(
            pl.concat([row(part, "volume tariff") for part in parts], how="vertical_relaxed")
        )
        return charged, [
            {"zone": part.text("zone"), "amount": str(amount)}
            for part, amount in zip(parts, charged["amount"], strict=True)
        ]
    charged = _by_hours(request, two_rate=category in (4, 6), planned=category in (5, 6))
    return charged, [
        {"part": name, "amount": str(charged[f"{name}_amount"][0])}
        for name in AMOUNTS
        if f"{name}_amount" in charged.columns
    ]


def _by_hours(request: Request, *, two_rate: bool, planned: bool) -> pl.DataFrame:
    network = "losses maintenance network_capacity" if two_rate else "transmission"
    plan = (
        ("plan_rate deviation_rate", "plan excess_price shortfall_price") if planned else ("", "")
    )
    account = row(request, f"{HOURLY} {network} {plan[0]}").with_columns(row=0)
    hours = pl.concat(
        [row(part, f"fact price {plan[1]}") for part in request.parts("hours")],
        how="vertical_relaxed",
    )
    return price_category.by_hours(
        account, hours.with_columns(row=0), two_rate=two_rate, planned=planned
    )


def _taxed(request: Request, net: Decimal) -> dict[str, Any]:
    if not request.has("vat_on"):
        return {}
    taxed = value_added_tax.added(pl.DataFrame({"net": [net]}), on=request.day("vat_on"))
    return answer(taxed, "vat gross")


# a column from its own list keeps the places of each of its values; from rows it takes those of the first hundred
_HOURS = ("row", "date", "hour", "volume")


def capacity_of(request: Request) -> Answer:
    """Average the peak hours: the supplier's by the list of peaks, the network's by the planned hours."""
    hours = [
        (0, part.day("date"), part.whole("hour", most=23), part.number("volume"))
        for part in request.parts("hours")
    ]
    frame = pl.DataFrame(
        [
            pl.Series(name, values)
            for name, values in zip(_HOURS, zip(*hours, strict=True), strict=False)
        ]
    )
    month = request.day_or_none("month")
    if request.word("way", among=("supplier", "network")) == "network":
        planned = [
            inputs.whole(field=f"planned_hours[{index}]", value=hour, most=23)
            for index, hour in enumerate(request.items("planned_hours"))
        ]
        return answer(
            capacity.network(frame, planned_hours=planned, month=month), "days capacity"
        ) | {"act": capacity.ACT_NETWORK}
    peaks = [(part.day("date"), part.whole("hour", most=23)) for part in request.parts("peaks")]
    found = capacity.supplier(
        frame, peaks=pl.DataFrame(peaks, schema=["date", "hour"], orient="row"), month=month
    )
    return answer(found, "days capacity") | {"act": capacity.ACT_SUPPLIER}


def tariff_change(request: Request) -> Answer:
    """Split a volume over the tariffs of its days."""
    segments = pl.concat(
        [row(part, "from to tariff") for part in request.parts("segments")], how="vertical_relaxed"
    )
    charged = late_readings.split_by_days(
        segments.with_columns(row=0, volume=pl.lit(request.number("volume")))
    )
    lines = [
        {
            "from": line["from"].isoformat(),
            "to": line["to"].isoformat(),
            "volume": str(line["segment_volume"]),
            "amount": str(line["amount"]),
        }
        for line in charged.iter_rows(named=True)
    ]
    return answer(charged, "amount") | {"lines": lines, "act": late_readings.ACT}


def replacement_of(request: Request) -> Answer:
    """Stand in for a missing reading of an organization."""
    _check_day(request, in_force.PROVISIONS_442)
    past = {
        each.name: pl.Series([request.number(each.name) if request.has(each.name) else None])
        for each in replacement.PAST
    }
    found = replacement.volume(
        row(request, "missing_period max_power hours refusals", {"refusals": "0"}).with_columns(
            **past
        )
    )
    return answer(found, "volume") | {"source": found["source"][0], "act": replacement.ACT}


def vat(request: Request) -> Answer:
    """Add the tax to a net sum, or take it out of a gross one."""
    on = request.day("on")
    found = (
        value_added_tax.added(row(request, "net"), on=on)
        if request.has("net")
        else value_added_tax.contained(row(request, "gross"), on=on)
    )
    return (
        {"rate": str(value_added_tax.rate(on=on))}
        | answer(found, "net vat gross")
        | {"act": value_added_tax.ACT}
    )


def schedule(request: Request) -> Answer:
    """Give the instalments of a month."""
    found = payment_schedule.instalments(
        row(request, "base fact").with_columns(row=0), period=request.day("period")
    )
    lines = [
        {"due": due.isoformat(), "amount": str(amount)} for _, due, amount in found.iter_rows()
    ]
    return {"lines": lines, "act": payment_schedule.ACT}


def method_of(request: Request) -> Answer:
    """Choose the way of charging a month."""
    flags: dict[str, object] = {
        "tampered": request.flag("tampered", default=False),
        "meter": request.flag("meter", default=True),
        "installable": request.flag("installable", default=True),
        "dwelling": request.flag("dwelling", default=True),
        "cause": request.word("cause", among=method.CAUSES, default="NONE"),
        "missing_periods": request.whole("missing_periods")
        if request.has("missing_periods")
        else 0,
    }
    chosen = method.choose(
        pl.DataFrame({name: [value] for name, value in flags.items()}), on=request.day_or_none("on")
    )
    return {"method": chosen["method"][0], "act": method.ACT}


def _check_day(request: Request, name: str) -> None:
    """Refuse a day, if one is given, for which the act is not known."""
    in_force.edition(name, on=request.day_or_none("on"))


def _decimals(request: Request, name: str) -> list[Decimal]:
    return [
        inputs.decimal(field=f"{request.path(name)}[{index}]", value=value)
        for index, value in enumerate(request.items(name))
    ]
