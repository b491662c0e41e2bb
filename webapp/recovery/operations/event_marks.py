"""What becomes of a court or bailiff event: used, needless, or not to be used and why."""

from collections.abc import Iterable
from datetime import date

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.recovery.models import CourtEvent
from webapp.tasks.models import Task

WRITTEN = "WRITTEN"
"""The outcome of what has changed a filing or a writ, and completed no task."""


def apply(
    *, events: Iterable[CourtEvent], outcome: str, today: date, task: Task | None = None
) -> None:
    """Write that events have been used, with the task they completed."""
    used = CourtEvent.objects.filter(pk__in=[event.pk for event in events])
    used.update(
        applied_on=today,
        outcome=outcome,
        task=task,
        trouble="",
    )


def keep(*, events: Iterable[CourtEvent], trouble: str) -> None:
    """Write why the task that awaits events refuses them."""
    CourtEvent.objects.filter(pk__in=[event.pk for event in events]).update(trouble=trouble[:300])


def overtake(case: Case, task: Task, today: date) -> None:
    """What was told about a question is needless when the question has been answered."""
    kind = registry.kind_of_task(task)
    if kind is None:
        return
    told = CourtEvent.objects.filter(
        case=case,
        kind__in=kind.events,
        applied_on=None,
    )
    told.update(
        applied_on=today,
        outcome="OVERTAKEN",
    )
