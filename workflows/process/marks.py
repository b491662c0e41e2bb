"""What lists of cases can be searched by in Temporal itself: codes and days, never a person."""

from datetime import UTC, date, datetime, time
from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate, TypedSearchAttributes

from workflows.interfaces.process import Standing

STAGE = SearchAttributeKey.for_keyword("CaseStage")
SIDE = SearchAttributeKey.for_keyword("CaseSide")
ROLE = SearchAttributeKey.for_keyword("CaseRole")
DUE = SearchAttributeKey.for_datetime("CaseDue")
ALL: tuple[SearchAttributeKey[Any], ...] = (STAGE, SIDE, ROLE, DUE)


def told(attributes: TypedSearchAttributes) -> Standing:
    """Return where a case stands by its marks."""
    due = attributes.get(DUE)
    return Standing(
        stage=attributes.get(STAGE, ""),
        side=attributes.get(SIDE, ""),
        role=attributes.get(ROLE, ""),
        due_on=due and due.date(),
    )


def changes(before: Standing, now: Standing) -> list[SearchAttributeUpdate[Any]]:
    """Return what must be told to let the marks say where a case stands now."""
    told: list[SearchAttributeUpdate[Any]] = []
    if now.stage != before.stage:
        told.append(_mark(STAGE, now.stage))
    if now.side != before.side:
        told.append(_mark(SIDE, now.side))
    if now.role != before.role:
        told.append(_mark(ROLE, now.role))
    if now.due_on != before.due_on:
        told.append(_due(now.due_on))
    return told


def _mark(key: SearchAttributeKey[str], code: str) -> SearchAttributeUpdate[str]:
    if code:
        return key.value_set(code)
    return key.value_unset()


def _due(day: date | None) -> SearchAttributeUpdate[datetime]:
    if day is None:
        return DUE.value_unset()
    return DUE.value_set(datetime.combine(day, time(), UTC))


def kind_of(key: SearchAttributeKey[Any]) -> str:
    """Return what a server calls the kind of a mark when it is registered."""
    return key.indexed_value_type.name.title()
