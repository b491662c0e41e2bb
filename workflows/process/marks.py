"""What lists of cases can be searched by in Temporal itself: codes and days, never a person."""

from datetime import UTC, date, datetime, time
from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from workflows.interfaces.process import Standing

STAGE = SearchAttributeKey.for_keyword("CaseStage")
SIDE = SearchAttributeKey.for_keyword("CaseSide")
ROLE = SearchAttributeKey.for_keyword("CaseRole")
DUE = SearchAttributeKey.for_datetime("CaseDue")
ALL: tuple[SearchAttributeKey[Any], ...] = (STAGE, SIDE, ROLE, DUE)


def changes(before: Standing, now: Standing) -> list[SearchAttributeUpdate[Any]]:
    """Return what must be told to let the marks say where a case stands now."""
    told: list[SearchAttributeUpdate[Any]] = []
    for key, old, new in (
        (STAGE, before.stage, now.stage),
        (SIDE, before.side, now.side),
        (ROLE, before.role, now.role),
    ):
        if new != old:
            told.append(key.value_set(new) if new else key.value_unset())
    if now.due_on != before.due_on:
        told.append(DUE.value_set(_end(now.due_on)) if now.due_on else DUE.value_unset())
    return told


def _end(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def kind_of(key: SearchAttributeKey[Any]) -> str:
    """Return what a server calls the kind of a mark when it is registered."""
    return key.indexed_value_type.name.title()
