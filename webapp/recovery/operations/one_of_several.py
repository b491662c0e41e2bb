"""What a court or bailiffs did to one of several who owe.

It is written on his filing or writ at once. The task that asks about all of them ends when each has
had an answer; what the answers are together says where the case goes.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from webapp.billing.operations.awards import UnableToCharge
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import awards, before, court_effects, event_marks
from webapp.recovery.queries import claims, court_events, filed, outcomes, writs
from webapp.recovery.queries.court_knowledge import BAILIFFS, courts_of
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

Kind = CourtEvent.Kind


def take(case: Case, event: CourtEvent, today: date) -> None:
    """Write what an event says of one debtor, and end the task when everybody is answered for.

    :raises UnableToComplete: when a month is closed, or there is no writ to tell it of
    """
    if event.kind in BAILIFFS:
        _of_bailiffs(case, event)
    elif event.kind == Kind.WRIT_ISSUED:
        _issued(case, event)
    else:
        _ruled(case, event, today)
    event_marks.apply(
        events=[event],
        outcome=event_marks.WRITTEN,
        today=today,
    )
    complete(
        case=case,
        by=event.entered_by,
        today=today,
    )


def complete(*, case: Case, by: User | None, today: date) -> None:
    """End the open task about courts or bailiffs whose debtors have all been answered for."""
    kinds = Task.objects.filter(
        case=case,
        status=Task.Status.OPEN,
        kind__in=court_events.awaiting_kinds(),
    )
    for task in kinds.order_by("id"):
        outcome = outcomes.together(
            case=case,
            task=task.kind,
        )
        if outcome:
            _end(case, task, outcome, by, today)


def _end(case: Case, task: Task, outcome: str, by: User | None, today: date) -> None:
    work.complete(
        task_id=task.pk,
        outcome=outcome,
        result={
            "date": outcomes.last_day(
                case=case,
                task=task.kind,
                today=today,
            ).isoformat()
        },
        by=by,
        today=today,
    )
    told = CourtEvent.objects.filter(
        case=case,
        outcome=event_marks.WRITTEN,
        task=None,
        kind__in=outcomes.kinds_of(task.kind),
    )
    told.update(task=task)


def _ruled(case: Case, event: CourtEvent, today: date) -> None:
    courts = courts_of(
        case=case,
        kind=event.kind,
    )
    court = filed.meant(
        courts,
        debtor=event.debtor,
    )
    assert court
    if event.kind == Kind.ORDER_IN_FORCE:
        court_effects.heed_term_of_objections(
            order=court,
            in_force_on=event.happened_on,
        )
    before.keep(event, [court])
    changes = _changes(event)
    if event.number:
        changes["number"] = event.number
    CourtCase.objects.filter(pk=court.pk).update(**changes)
    _award(court.pk, event, today)


def _changes(event: CourtEvent) -> dict[str, Any]:
    """Return what a filing is to say after an event."""
    on = event.happened_on
    match event.kind:
        case Kind.JUDGMENT_IN_FORCE | Kind.JUDGMENT_UPHELD:
            return {"in_force_on": on, "appealed_on": None}
        case Kind.ORDER_IN_FORCE:
            return {"ruling": "IN_FORCE", "ruled_on": on, "in_force_on": on}
        case Kind.ORDER_ISSUED:
            return {"ruling": "ISSUED", "ruled_on": on, "issued_on": on}
        case Kind.JUDGMENT_CHANGED:
            return {
                "ruling": "PARTIAL",
                "in_force_on": on,
                "appealed_on": None,
                **outcomes.awarded(event),
            }
        case Kind.JUDGMENT_REVERSED:
            return {"ruling": "DENIED", "ruled_on": on, "in_force_on": None, "appealed_on": None}
        case Kind.JUDGMENT_PARTIAL:
            return {"ruling": "PARTIAL", "ruled_on": on, **outcomes.awarded(event)}
        case kind:
            return {"ruling": court_events.outcome_of(kind=kind), "ruled_on": on}


def _award(court_id: int, event: CourtEvent, today: date) -> None:
    court = CourtCase.objects.select_related("case").get(pk=court_id)
    try:
        awards.enter(
            court=court,
            by=event.entered_by,
            today=today,
        )
    except UnableToCharge as error:
        raise UnableToComplete(str(error)) from error


def _issued(case: Case, event: CourtEvent) -> None:
    """The writ against one of several is here: unless it names its sum, for all of his award."""
    courts = courts_of(
        case=case,
        kind=event.kind,
    )
    court = filed.meant(
        courts,
        debtor=event.debtor,
    )
    assert court
    amounts = (event.principal, event.penalty, event.duty)
    told = sum((amount for amount in amounts if amount is not None), Decimal(0))
    writ = Writ.objects.create(
        case=case,
        number=event.number,
        debtor=event.debtor,
        issued_on=event.happened_on,
        amount=told or claims.granted(court).total,
    )
    before.keep_new(event, writ)


def _of_bailiffs(case: Case, event: CourtEvent) -> None:
    writ = writs.meant(
        case=case,
        debtor=event.debtor,
        number=event.number,
    )
    if writ is None:
        raise UnableToComplete(outcomes.no_writ(event.debtor))
    before.keep_writ(event, writ)
    on = event.happened_on
    match event.kind:
        case Kind.PROCEEDING_OPENED:
            writ.opened_on, writ.proceeding_number = on, event.number
        case Kind.PROCEEDING_REFUSED:
            writ.ended_on, writ.end_reason = on, event.note
        case _:
            writ.ended_on, writ.end_reason = on, event.note or event.kind
            writ.is_fulfilled = event.kind == Kind.PROCEEDING_PAID
            if event.principal:
                writ.collected = (writ.collected or Decimal(0)) + event.principal
    writ.save()
