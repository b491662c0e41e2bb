"""Ways of charging that need nothing but their columns: a table from the request to the rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from tariffs.charges import (
    common_property,
    communal,
    heat,
    in_force,
    late_readings,
    losses,
    meter,
    norm,
    quality,
    rural,
    unauthorized,
    unmetered,
    waste,
    water,
)
from tariffs.requests import Answer, Request

DAYS = {"from", "to", "departure", "arrival", "detected"}
FLAGS = {"inside"}


@dataclass(frozen=True, slots=True)
class Way:
    """One way of charging: its rule, the fields it reads, the columns it answers with, the act
    (that of the edition in force, if empty).

    `optional` is read if given; `law` is the series of the days for which the act is known; a
    `dated` rule asks for the day itself.
    """

    rule: Callable[..., pl.DataFrame]
    reads: str
    answers: str
    act: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    optional: str = ""
    law: str = in_force.RULES_354
    dated: bool = False


ONE: Mapping[str, str] = {"multiplier": "1"}
NOTHING: Mapping[str, str] = {"billed": "0"}
UNMETERED = "phases current phase_voltage cosine hours billed tariff"
COSINE: Mapping[str, str] = {"cosine": "0.9", "billed": "0"}

WAYS: dict[str, dict[str, Way]] = {
    "charge.meter": {
        "": Way(
            meter.charge,
            "previous current digits ratio tariff",
            "volume amount",
            meter.ACT,
            {"ratio": "1"},
            "physical_most",
        )
    },
    "charge.absence": {
        "norm": Way(
            norm.absence, "norm persons tariff departure arrival", "volume amount", norm.ACT_ABSENCE
        ),
        "waste_area": Way(
            waste.absence_by_area,
            "area yearly_norm tariff absent persons departure arrival",
            "volume amount",
            waste.ACT_ABSENCE,
        ),
    },
    "charge.interruption": {
        "": Way(quality.reduction, "fee hours", "amount", quality.ACT, dated=True)
    },
    "rural_tariff": {
        "": Way(
            rural.published,
            "tariff coefficient",
            "published",
            rural.ACT,
            {"coefficient": "0.7"},
            law=in_force.PRICING_1178,
        )
    },
    "charge.late_readings": {
        "": Way(
            late_readings.corrected,
            "last_fact reading estimated tariff",
            "volume amount",
            late_readings.ACT,
            optional="digits physical_most",
        ),
    },
    "charge.communal": {
        "persons": Way(
            communal.by_persons,
            "flat_volume persons flat_persons tariff",
            "volume amount",
            communal.ACT,
        ),
        "room_meters": Way(
            communal.by_room_meters,
            "flat_volume rooms_volume room_volume persons flat_persons tariff",
            "volume amount",
            communal.ACT,
        ),
        "area": Way(
            communal.by_area,
            "flat_volume room_area flat_area tariff",
            "volume amount",
            communal.ACT,
        ),
    },
    "charge.unauthorised": {
        "power": Way(
            unauthorized.by_power,
            "power from to billed tariff",
            "volume amount",
            unauthorized.ACT,
            NOTHING,
            "detected",
        ),
        "norm": Way(
            unauthorized.by_norm,
            "norm persons from to billed tariff",
            "volume amount",
            unauthorized.ACT,
            NOTHING,
            "detected",
        ),
    },
    "charge.unmetered": {
        "power": Way(
            unmetered.by_power,
            "max_power hours billed tariff",
            "volume amount",
            unmetered.ACT,
            NOTHING,
            law=in_force.PROVISIONS_442,
        ),
        "current": Way(
            partial(unmetered.by_current, without_contract=False),
            UNMETERED,
            "volume amount",
            unmetered.ACT,
            COSINE,
            law=in_force.PROVISIONS_442,
            dated=True,
        ),
        "current_without_contract": Way(
            partial(unmetered.by_current, without_contract=True),
            UNMETERED,
            "volume amount",
            unmetered.ACT,
            COSINE,
            law=in_force.PROVISIONS_442,
            dated=True,
        ),
    },
    "charge.waste": {
        "persons": Way(
            waste.by_persons,
            "persons yearly_norm tariff",
            "volume amount",
            waste.ACT,
            law=in_force.WASTE_HOUSEHOLDS,
        ),
        "area": Way(
            waste.by_area,
            "area yearly_norm tariff",
            "volume amount",
            waste.ACT,
            law=in_force.WASTE_HOUSEHOLDS,
        ),
        "fact_persons": Way(
            waste.by_fact_and_persons,
            "removed_volume persons total_persons tariff",
            "volume amount",
            waste.ACT,
            law=in_force.WASTE_HOUSEHOLDS,
        ),
        "fact_area": Way(
            waste.by_fact_and_area,
            "removed_volume area total_area tariff",
            "volume amount",
            waste.ACT,
            law=in_force.WASTE_HOUSEHOLDS,
        ),
        "units": Way(
            waste.by_units,
            "units yearly_norm tariff",
            "volume amount",
            law=in_force.WASTE_ORGANIZATIONS,
        ),
        "containers": Way(
            waste.by_containers,
            "container_volume containers pickups tariff",
            "volume amount",
            law=in_force.WASTE_ORGANIZATIONS,
        ),
        "mass": Way(
            waste.by_mass, "mass tariff", "volume amount", law=in_force.WASTE_ORGANIZATIONS
        ),
    },
    "charge.sewage": {
        "": Way(water.sewage, "cold_volume hot_volume tariff", "volume amount", water.ACT_SEWAGE)
    },
    "charge.hot_water": {
        "two_component": Way(
            water.hot_two_component,
            "volume heating_norm water_tariff heat_tariff multiplier",
            "heat_volume water multiplier_part heat amount",
            water.ACT_HOT,
            ONE,
        ),
        "one_part": Way(water.hot_one_part, "volume tariff", "volume amount", water.ACT_HOT),
    },
    "charge.heat": {
        "norm": Way(
            heat.by_norm,
            "area norm tariff season_months paid_months",
            "volume amount",
            heat.ACT,
            {"season_months": "1", "paid_months": "1"},
        ),
        "building_meter": Way(
            heat.by_building_meter,
            "building_volume metered_volume own_volume area total_area tariff",
            "volume amount",
            heat.ACT,
            {"metered_volume": "0", "own_volume": "0"},
        ),
        "two_rate": Way(
            heat.two_rate,
            "heat_volume tariff heat_load capacity_tariff",
            "energy capacity amount",
            heat.ACT,
        ),
        "yearly_correction": Way(
            heat.yearly_correction,
            "year_fact year_billed area total_area tariff",
            "volume amount",
            heat.ACT,
        ),
    },
    "losses": {
        "percent": Way(
            losses.by_percent,
            "volume percent inside",
            "border_volume",
            losses.ACT,
            law=in_force.PROVISIONS_442,
        ),
        "line": Way(
            losses.in_line,
            "active reactive resistance form_factor_squared voltage hours",
            "loss",
            losses.ACT,
            law=in_force.PROVISIONS_442,
        ),
        "transformer": Way(
            losses.in_transformer,
            (
                "idle_loss short_circuit_loss voltage rated_voltage load rated_load "
                "form_factor_squared hours"
            ),
            "idle_part load_part loss",
            losses.ACT,
            law=in_force.PROVISIONS_442,
        ),
        "subscribers": Way(
            losses.own_volume,
            "head_volume subscribers_volume transit_volume",
            "own_volume",
            losses.ACT,
            {"transit_volume": "0"},
            law=in_force.PROVISIONS_442,
        ),
    },
    "common_property.reduced": {
        "persons": Way(
            common_property.reduced,
            "building_volume premises_volume volume persons total_persons tariff",
            "building_remainder reduced_volume amount",
            common_property.ACT_NEGATIVE,
        ),
        "area": Way(
            common_property.reduced_by_area,
            "building_volume premises_volume volume area total_area tariff",
            "building_remainder reduced_volume amount",
            common_property.ACT_NEGATIVE,
        ),
    },
    "common_property.yearly_correction": {
        "": Way(
            heat.yearly_correction,
            "year_fact year_billed area total_area tariff",
            "volume amount",
            common_property.ACT,
        )
    },
    "common_property.carried": {
        "": Way(
            common_property.carried,
            "building_volume premises_volume carried tariff",
            "building_remainder volume carried_on amount",
            common_property.ACT_NEGATIVE,
            {"carried": "0"},
        )
    },
}


def charge(request: Request, *, rule: str) -> Answer:
    """Charge by the way that the request names."""
    ways = WAYS[rule]
    name = ""
    if name not in ways:
        first = next(iter(ways))
        name = request.word("way", among=tuple(ways), default=first)
    way = ways[name]
    on = request.day_or_none("on")
    edition = in_force.edition(way.law, on=on)
    asked = row(request, way.reads, way.defaults, way.optional)
    if way.dated:
        charged = way.rule(asked, on=on)
    else:
        charged = way.rule(asked)
    return answer(charged, way.answers) | rolled_over(charged) | {"act": way.act or edition.act}


def row(
    request: Request, reads: str, defaults: Mapping[str, str] | None = None, optional: str = ""
) -> pl.DataFrame:
    """Read the fields into a frame of one row; an optional one that is not given has no column."""
    names = [
        *reads.split(),
        *(name for name in optional.split() if request.has(name)),
    ]
    return pl.DataFrame(
        {name: [_value(request, name, (defaults or {}).get(name))] for name in names}
    )


def rolled_over(charged: pl.DataFrame) -> Answer:
    """Say that the dial began anew, where it did."""
    if "rolled_over" in charged.columns and charged["rolled_over"].any():
        return {"rolled_over": True}
    return {}


def _value(request: Request, name: str, default: str | None) -> date | bool | Decimal:
    if name in DAYS:
        return request.day(name)
    if name in FLAGS:
        return request.flag(name, default=True)
    return request.number(name, default=default)


def answer(charged: pl.DataFrame, answers: str) -> dict[str, Any]:
    """Write the columns of the result; a charge over several months is their sum."""
    return {name: str(charged[name].sum()) for name in answers.split()}
