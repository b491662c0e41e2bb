"""The rules as one pure function on JSON: a list of requests in, a list of answers out.

See ``docs/calc.md``.

An answer to a request that makes no sense is ``{"error": "field: value: reason"}`` and leaves the
others alone.
"""

import functools
import logging
from collections.abc import Callable
from typing import Any

import polars as pl

from tariffs import inputs
from tariffs.parameters import NotInForce
from tariffs.requests import Answer, Request, charges, law, organizations, readings, ways

log = logging.getLogger(__name__)
Rule = Callable[[Request], Answer]
NAMED: dict[str, Rule] = {
    "penalty": law.penalty_of,
    "state_duty": law.state_duty_of,
    "deadline": law.deadline,
    "due_date": law.due_date,
    "limitation": law.limitation_of,
    "allocation": law.allocation_of,
    "court_track": law.court_track_of,
    "charge.norm": charges.by_norm,
    "charge.zones": charges.zones,
    "charge.average": charges.by_average,
    "charge.ranges": charges.by_ranges,
    "charge.ranges_by_zones": charges.zones_by_ranges,
    "charge.tariff_change": charges.tariff_change,
    "charge.price_category": organizations.by_price_category,
    "charge.method": charges.method_of,
    "common_property": charges.common,
    "capacity": organizations.capacity_of,
    "replacement": organizations.replacement_of,
    "reading_controls": readings.controls_of,
    "vat": organizations.vat,
    "payment_schedule": organizations.schedule,
}
RULES: dict[str, Rule] = NAMED | {
    rule: functools.partial(ways.charge, rule=rule) for rule in ways.WAYS
}


def answer(requests: list[Any], *, translate: Callable[[str], str] = str) -> list[Answer]:
    """Answer each request by its rule.

    `translate` turns the reason of a refusal into another language.

    >>> term = {"rule": "deadline", "start": "2026-11-21", "days": 10, "kind": "calendar"}
    >>> answer([term, {"rule": "tea"}])[0]
    {'end': '2026-12-01', 'excluded': []}

    :raises UnableToCalculate: when the requests are not a list.
    """
    if not isinstance(requests, list):
        raise inputs.UnableToCalculate(
            field="requests",
            value=type(requests).__name__,
            reason="must be a list of requests",
        )
    return [_one(values, translate) for values in requests]


def _one(values: object, translate: Callable[[str], str]) -> Answer:
    try:
        request = Request(values)
        return _found(request, translate)
    except inputs.UnableToCalculate as refusal:
        return {"error": refusal.told(translate)}
    except (
        Exception,
        pl.exceptions.PanicException,
    ):  # a panic of Polars is no Exception, and one element must not cost the others
        log.exception("A request could not be answered")
        defect = inputs.UnableToCalculate(
            field="request",
            value=values,
            reason="cannot be counted: a defect of the program, see its log",
        )
        return {"error": defect.told(translate)}


def _found(request: Request, translate: Callable[[str], str]) -> Answer:
    try:
        found = RULES[request.word("rule", among=tuple(RULES))](request)
    except NotInForce as refusal:
        field, value = request.nearest_day(refusal.on)
        return {"error": f"{field}: {value}: {refusal.told(translate)}"}
    request.check_all_read()
    return found
