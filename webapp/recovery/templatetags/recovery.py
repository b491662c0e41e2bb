"""Filters: stages of schemes, and events of courts and bailiffs."""

from django import template

from webapp.processes.queries.labels import named
from webapp.recovery.models import CourtEvent
from webapp.recovery.queries import labels

register = template.Library()


@register.filter
def stage_name(code: str) -> str:
    """Return what a stage kind is called."""
    return named(labels.STAGES, code)


@register.filter
def ruling_name(code: str) -> str:
    """Return what a court has ruled, in words."""
    return named(labels.OUTCOMES, code)


@register.filter
def event_state(event: CourtEvent) -> str:
    """Return what came of a court or bailiff event."""
    return labels.event_state(event)
