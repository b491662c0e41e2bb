"""Requests to control meter readings before they are charged."""

import polars as pl

from tariffs import inputs, reading_controls
from tariffs.requests import Answer, Request

REQUIRED = ("value", "previous")
WITH_DEFAULT = ("zero_periods", "residents")
KNOWN_OR_NULL = tuple(each.name for each in reading_controls.KNOWN_OR_NULL)


def controls_of(request: Request) -> Answer:
    """Tell of each reading which control it breaks, if any, and what to do with it."""
    readings = [_reading(part) for part in request.parts("readings")]
    names = {name: [reading[name] for reading in readings] for name in readings[0]}
    checked = reading_controls.check(pl.DataFrame(names), today=request.day("today"))
    answers = checked.select("meter", "scale", "control", "result").iter_rows(named=True)
    return {"readings": list(answers), "act": reading_controls.ACT}


def _reading(part: Request) -> dict[str, object]:
    found: dict[str, object] = {
        name: inputs.text(
            field=part.path(name),
            value=part.raw(name),
        )
        for name in ("meter", "scale", "source")
    }
    found |= {
        "read_on": part.day("read_on"),
        "commissioned_on": part.day("commissioned_on"),
        "removed_on": part.day_or_none("removed_on"),
    }
    found |= {name: part.number(name) for name in REQUIRED} | {
        name: part.number(name, default="0") for name in WITH_DEFAULT
    }
    return found | {name: part.number(name) if part.has(name) else None for name in KNOWN_OR_NULL}
