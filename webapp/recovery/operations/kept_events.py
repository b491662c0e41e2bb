"""Events that courts and bailiffs told before anybody asked.

Each completes the task that awaits it, as soon as there is one.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import event_marks, one_of_several
from webapp.recovery.queries import court_events
from webapp.recovery.queries.court_knowledge import AWARDING
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

Kind = CourtEvent.Kind


def apply(case: Case, today: date) -> None:
    """Complete the open tasks of a locked case with what is known already.

    What a task refuses is kept with the reason.
    """
    asked = Task.objects.filter(
        case=case,
        status=Task.Status.OPEN,
        kind__in=court_events.awaiting_kinds(),
    )
    for task in asked.order_by("id"):
        found = _found(case, task)
        try:
            complete(
                task=task,
                events=found,
                today=today,
            )
        except UnableToComplete as error:
            event_marks.keep(
                events=found,
                trouble=str(error),
            )
    one_of_several.complete(
        case=case,
        by=None,
        today=today,
    )


def complete_with(*, event: CourtEvent, today: date) -> None:
    """Complete the open task that awaits an event with it and what was kept before.

    Without such a task it is kept.

    :raises UnableToComplete: when the task refuses what the event says
    """
    task = court_events.open_task(
        case=event.case,
        kind=event.kind,
    )
    if task:
        complete(
            task=task,
            events=_found(event.case, task),
            today=today,
        )


@transaction.atomic
def complete(*, task: Task, events: list[CourtEvent], today: date) -> None:
    """Complete a task with events, the first of which is its outcome; without any nothing happens.

    :raises UnableToComplete: see ``work.complete``
    """
    if not events:
        return
    told, outcome = events[0], _outcome(task, events[0])
    result = _result(events)
    work.complete(
        task_id=task.pk,
        outcome=outcome,
        result=result,
        by=told.entered_by,
        today=today,
        remarks=told.note,
    )
    event_marks.apply(
        events=events,
        outcome=outcome,
        today=today,
        task=task,
    )


def _outcome(task: Task, event: CourtEvent) -> str:
    """Return the outcome that an event is of a task: an appeal may decide two kinds of them."""
    kind = registry.kind_of_task(task)
    if kind is None:
        return court_events.outcome_of(kind=event.kind)
    return kind.events[event.kind]


def _found(case: Case, task: Task) -> list[CourtEvent]:
    """Return what answers a task of what has been told, if anything does yet."""
    kind = registry.kind_of_task(task)
    if kind is None or kind.awaited is None:
        return []
    kept = CourtEvent.objects.filter(
        case=case,
        applied_on=None,
        debtor="",
        kind__in=kind.events,
    )
    latest = kept.select_related("entered_by").order_by("-happened_on", "-id")
    return kind.awaited.chosen(list(latest))


def _result(events: list[CourtEvent]) -> dict[str, Any]:
    """Return what the form of the task would have told."""
    told = events[0]
    known: dict[str, Any] = {"date": told.happened_on.isoformat(), "number": told.number}
    match told.kind:
        case Kind.JUDGMENT_GRANTED | Kind.JUDGMENT_PARTIAL | Kind.JUDGMENT_CHANGED:
            known["in_force_on"] = events[-1].happened_on.isoformat()
            known |= _awarded(told)
        case Kind.SETTLEMENT_APPROVED:
            known |= {**_awarded(told), "schedule": told.schedule}
        case Kind.WRIT_ISSUED:
            known["amount"] = _plain(_total(told))
        case Kind.PROCEEDING_PAID | Kind.PROCEEDING_ENDED | Kind.PROCEEDING_REFUSED:
            known = {
                "date": known["date"],
                "collected": _plain(told.principal),
                "reason": told.note,
            }
    return {name: value for name, value in known.items() if value != ""}


def _awarded(told: CourtEvent) -> dict[str, str]:
    if told.kind not in AWARDING:
        return {}
    return {
        "claim": _plain(told.principal),
        "penalty": _plain(told.penalty),
        "duty": _plain(told.duty),
    }


def _total(told: CourtEvent) -> Decimal | None:
    amounts = (told.principal, told.penalty, told.duty)
    sums = [amount for amount in amounts if amount is not None]
    if not sums:
        return None
    return sum(sums, Decimal(0))


def _plain(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return str(amount)
