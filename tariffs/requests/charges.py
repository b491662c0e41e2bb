"""Requests to charge that bring lists or give lines.

Norm, average, zones, ranges, common property, change of a tariff.
"""

from decimal import Decimal

import polars as pl

from tariffs import inputs
from tariffs.charges import (
    average,
    common_property,
    in_force,
    late_readings,
    meter,
    method,
    norm,
    ranges,
)
from tariffs.requests import Answer, Request
from tariffs.requests.ways import answer, rolled_over, row

ONE = {"multiplier": "1", "ratio": "1"}
BY_LAW = "law"


def by_norm(request: Request) -> Answer:
    """Charge by the norm, a line a month and one more for the multiplier.

    `law` asks for the coefficient in force.
    """
    by_law = request.has("multiplier") and request.raw("multiplier") == BY_LAW
    frame = row(
        request,
        f"norm persons from to tariff {'' if by_law else 'multiplier'}",
        ONE,
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
            period
            | {
                "part": "norm",
                "volume": str(line["volume"]),
                "amount": str(line["base"]),
            }
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
    if request.has("tariff"):
        answers = "volume amount"
    else:
        answers = "volume"
    return answer(
        average.charge(history, on=request.day_or_none("on")),
        answers,
    ) | {
        "months": len(volumes),
        "act": average.ACT,
    }


def by_ranges(request: Request) -> Answer:
    """Charge the slices of a volume, each at its own tariff."""
    bounds = _decimals(request, "bounds")
    tariffs = _decimals(request, "tariffs")
    if len(tariffs) != len(bounds) + 1:
        raise inputs.UnableToCalculate(
            field="tariffs",
            value=len(tariffs),
            reason="there must be {count} of them, one more than bounds",
            count=len(bounds) + 1,
        )
    if request.has("from"):
        length = "from to"
    else:
        length = "months"
    frame = row(
        request,
        f"volume {length} households",
        {"months": "1", "households": "1"},
    ).with_columns(
        **{f"bound_{number}": pl.lit(bound) for number, bound in enumerate(bounds, 1)},
        **{f"tariff_{number}": pl.lit(tariff) for number, tariff in enumerate(tariffs, 1)},
    )
    found = ranges.charge(
        frame,
        slices=len(tariffs),
        on=request.day_or_none("on"),
    ).row(0, named=True)
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
        [_zone(part, slices=len(bounds) + 1) for part in parts],
        how="vertical_relaxed",
    )
    common = row(request, "months households", {"months": "1", "households": "1"})
    frame = frame.join(common, how="cross").with_columns(
        row=0,
        **{f"bound_{number}": pl.lit(bound) for number, bound in enumerate(bounds, 1)},
    )
    charged = ranges.by_zones(
        frame,
        slices=len(bounds) + 1,
        on=request.day_or_none("on"),
    )
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
    """Charge common property consumption by the building's meter, within the norm if one is given,
    or by the norm alone.
    """
    _check_day(request, in_force.RULES_354)
    fields = "area total_area tariff"
    metered = request.has("building_volume")
    normed = request.has("common_volume_norm")
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


def tariff_change(request: Request) -> Answer:
    """Split a volume over the tariffs of its days."""
    segments = pl.concat(
        [row(part, "from to tariff") for part in request.parts("segments")],
        how="vertical_relaxed",
    )
    charged = late_readings.split_by_days(
        segments.with_columns(
            row=0,
            volume=pl.lit(request.number("volume")),
        )
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
        pl.DataFrame({name: [value] for name, value in flags.items()}),
        on=request.day_or_none("on"),
    )
    return {"method": chosen["method"][0], "act": method.ACT}


def _check_day(request: Request, name: str) -> None:
    """Refuse a day, if one is given, for which the act is not known."""
    in_force.edition(name, on=request.day_or_none("on"))


def _decimals(request: Request, name: str) -> list[Decimal]:
    return [
        inputs.decimal(
            field=f"{request.path(name)}[{index}]",
            value=value,
        )
        for index, value in enumerate(request.items(name))
    ]
