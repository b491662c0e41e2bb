"""Requests to charge an organization for electricity, and when it pays.

Price categories, capacity, replacement of missing readings, value added tax, the payment schedule.
"""

from decimal import Decimal
from typing import Any

import polars as pl

from tariffs import inputs, money
from tariffs.charges import (
    capacity,
    in_force,
    price_category,
    replacement,
)
from tariffs.charges import schedule as payment_schedule
from tariffs.charges import vat as value_added_tax
from tariffs.requests import Answer, Request
from tariffs.requests.ways import answer, row

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
        category=category,
        max_power_kw=request.whole("max_power"),
    ):
        raise inputs.UnableToCalculate(
            field="category",
            value=category,
            reason="is not open to a consumer of 670 kW or more",
        )
    in_force.edition(in_force.PROVISIONS_442, on=request.day_or_none("on"))
    charged, lines = _by_category(request, category)
    volume = money.rounded(
        sum(charged["volume"], Decimal(0)),
        places=3,
    )
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
            pl.concat(
                [row(part, "volume tariff") for part in parts],
                how="vertical_relaxed",
            )
        )
        return charged, [
            {"zone": part.text("zone"), "amount": str(amount)}
            for part, amount in zip(parts, charged["amount"], strict=True)
        ]
    charged = _by_hours(
        request,
        two_rate=category in (4, 6),
        planned=category in (5, 6),
    )
    return charged, [
        {
            "part": name,
            "amount": str(charged[f"{name}_amount"][0]),
        }
        for name in AMOUNTS
        if f"{name}_amount" in charged.columns
    ]


def _by_hours(request: Request, *, two_rate: bool, planned: bool) -> pl.DataFrame:
    if two_rate:
        network = "losses maintenance network_capacity"
    else:
        network = "transmission"
    if planned:
        plan = ("plan_rate deviation_rate", "plan excess_price shortfall_price")
    else:
        plan = ("", "")
    account = row(
        request,
        f"{HOURLY} {network} {plan[0]}",
    ).with_columns(row=0)
    hours = pl.concat(
        [row(part, f"fact price {plan[1]}") for part in request.parts("hours")],
        how="vertical_relaxed",
    )
    return price_category.by_hours(
        account,
        hours.with_columns(row=0),
        two_rate=two_rate,
        planned=planned,
    )


def _taxed(request: Request, net: Decimal) -> dict[str, Any]:
    if not request.has("vat_on"):
        return {}
    taxed = value_added_tax.added(
        pl.DataFrame({"net": [net]}),
        on=request.day("vat_on"),
    )
    return answer(taxed, "vat gross")


# a column from its own list keeps the places of each of its values; from rows it takes those of the
# first hundred
_HOURS = ("row", "date", "hour", "volume")


def capacity_of(request: Request) -> Answer:
    """Average the peak hours.

    The supplier's by the list of peaks, the network's by the planned hours.
    """
    hours = [
        (
            0,
            part.day("date"),
            part.whole("hour", most=23),
            part.number("volume"),
        )
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
            inputs.whole(
                field=f"planned_hours[{index}]",
                value=hour,
                most=23,
            )
            for index, hour in enumerate(request.items("planned_hours"))
        ]
        return answer(
            capacity.network(frame, planned_hours=planned, month=month),
            "days capacity",
        ) | {"act": capacity.ACT_NETWORK}
    peaks = [(part.day("date"), part.whole("hour", most=23)) for part in request.parts("peaks")]
    found = capacity.supplier(
        frame,
        peaks=pl.DataFrame(peaks, schema=["date", "hour"], orient="row"),
        month=month,
    )
    return answer(found, "days capacity") | {"act": capacity.ACT_SUPPLIER}


def replacement_of(request: Request) -> Answer:
    """Stand in for a missing reading of an organization."""
    in_force.edition(in_force.PROVISIONS_442, on=request.day_or_none("on"))
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
    if request.has("net"):
        found = value_added_tax.added(row(request, "net"), on=on)
    else:
        found = value_added_tax.contained(row(request, "gross"), on=on)
    return (
        {"rate": str(value_added_tax.rate(on=on))}
        | answer(found, "net vat gross")
        | {"act": value_added_tax.ACT}
    )


def schedule(request: Request) -> Answer:
    """Give the installments of a month."""
    found = payment_schedule.installments(
        row(request, "base fact").with_columns(row=0),
        period=request.day("period"),
    )
    lines = [
        {"due": due.isoformat(), "amount": str(amount)} for _, due, amount in found.iter_rows()
    ]
    return {"lines": lines, "act": payment_schedule.ACT}
