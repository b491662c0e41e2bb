"""Entering what courts and bailiffs did, whether or not a task waits for it."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing.operations.awards import UnableToCancel
from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import (
    awards,
    court_course,
    event_marks,
    kept_events,
    leading,
    one_of_several,
    own_deeds,
)
from webapp.recovery.queries import (
    claims,
    collected_by,
    court_events,
    court_knowledge,
    filed,
    presenting,
)
from webapp.recovery.queries.court_knowledge import Told
from webapp.staff import characters
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import StageKind

Kind = CourtEvent.Kind


class UnableToEnter(Exception):
    """The event contradicts the case, lacks something, or cannot have happened then."""


@transaction.atomic
def enter(
    *,
    case_id: int,
    told: Told,
    by: User | None,
    today: date,
    file_name: str = "",
    file_row: int | None = None,
) -> bool:
    """Enter what a court or bailiffs did; say whether it is new.

    The same event entered again changes nothing. It completes the open task that awaits it, leads
    the case to the lawsuit when an order in force is cancelled, is written down when nobody ever
    waits for it, and is kept for its task otherwise.

    :raises UnableToEnter: when the case speaks against it, something is missing, or the date cannot
        be right
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    told = court_knowledge.about_one(
        case=case,
        told=told,
    )
    if _is_known(case, told, today):
        return False
    event = CourtEvent.objects.create(
        case=case,
        **{name: getattr(told, name) for name in Told.__slots__},
        entered_by=by,
        entered_on=today,
        file_name=characters.shown(file_name)[-200:],
        file_row=file_row,
    )
    _take_effect(case, event, told, today)
    _announce(event)
    return True


def _is_known(case: Case, told: Told, today: date) -> bool:
    """Say whether the very event is entered already.

    :raises UnableToEnter: when it is entered otherwise, or the case speaks against it
    """
    known = court_events.find(
        case=case,
        told=told,
    )
    if known and court_events.differs(event=known, told=told):
        raise UnableToEnter(
            _(
                "This event of this day is entered already, with another number or other "
                "sums. If what is entered is wrong, withdraw it first."
            )
        )
    if known:
        return True
    fault = court_events.refusal(
        case=case,
        told=told,
        today=today,
    )
    if fault:
        raise UnableToEnter(fault)
    return False


def _announce(event: CourtEvent) -> None:
    subject = words.case_subject(case_id=event.case_id)
    ground = f"{event.get_kind_display()} {event.happened_on:%d.%m.%Y} {event.number}".strip()
    entry = audit.record(
        name="recovery.case.court-event-entered",
        subject=subject,
        actor=event.entered_by,
        ground=ground,
    )
    outbox.announce(
        subject=subject,
        fact="case.court-event-entered",
        key=str(entry.pk),
    )


def _take_effect(case: Case, event: CourtEvent, told: Told, today: date) -> None:
    try:
        _deed(case, event, told)(case, event, today)
    except (UnableToComplete, UnableToCancel) as error:
        raise UnableToEnter(str(error)) from error
    event.refresh_from_db()
    if event.task_id is None or event.outcome == event_marks.WRITTEN:
        _write_step(case, event)


def _deed(case: Case, event: CourtEvent, told: Told) -> Callable[[Case, CourtEvent, date], None]:
    """Return what an event does to its case."""
    if told.kind.is_informational:
        return _note
    if told.kind.is_direct or court_events.is_reversed_in_force(
        case=case,
        told=told,
    ):
        return court_course.take
    if court_events.is_known(
        case=case,
        told=told,
    ):
        return _know
    if court_events.is_after_force(
        case=case,
        told=told,
    ):
        return _lead_back
    if court_events.is_about_one(
        case=case,
        told=told,
    ):
        return one_of_several.take
    return _complete


def _note(case: Case, event: CourtEvent, today: date) -> None:
    if event.kind == Kind.CLAIM_ACCEPTED:
        court_course.accepted(case, event)
    event_marks.apply(
        events=[event],
        outcome="NOTED",
        today=today,
    )


def _know(case: Case, event: CourtEvent, today: date) -> None:
    event_marks.apply(
        events=[event],
        outcome="KNOWN",
        today=today,
    )


def _complete(case: Case, event: CourtEvent, today: date) -> None:
    kept_events.complete_with(
        event=event,
        today=today,
    )


def _lead_back(case: Case, event: CourtEvent, today: date) -> None:
    """An order in force was cancelled.

    What follows from it is recalled, the bailiffs are told, and the claim is next. Orders against
    others who owe stay in force (ГПК 129).
    """
    orders = _in_force(case, event)
    for order in orders:
        CourtCase.objects.filter(pk=order.pk).update(
            ruling="CANCELLED", ruled_on=event.happened_on, in_force_on=None
        )
        awards.cancel(
            court_case_id=order.pk, ground="order-cancelled", by=event.entered_by, today=today
        )
    event_marks.apply(
        events=[event],
        outcome="CANCELLED",
        today=today,
    )
    _end_writs(case, event, today)
    if case.stage_kind == StageKind.LAWSUIT:
        _recall(case, presenting.TASK)
    else:
        _recall(case, *_resting_on_orders(case))
        leading.move_to(
            case=case,
            kind=StageKind.LAWSUIT,
            today=today,
        )
    if any(collected_by.order(filed=order) for order in orders):
        own_deeds.ask_about_reversal(
            case=case,
            today=today,
        )


def _in_force(case: Case, event: CourtEvent) -> list[CourtCase]:
    """Return the orders in force that fall: of one debtor, or of all of them."""
    orders = filed.standing(
        case=case,
        track=CourtCase.Track.ORDER,
    )
    in_force = [order for order in orders if order.ruling == "IN_FORCE"]
    return [order for order in in_force if event.debtor in ("", order.debtor)]


def _resting_on_orders(case: Case) -> list[str]:
    asked = registry.process_of(code=case.process).tasks
    return [kind.code for kind in asked if kind.rests_on == StageKind.COURT_ORDER]


def _recall(case: Case, *kinds: str) -> None:
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="order-cancelled",
        kinds=kinds,
    )


def _end_writs(case: Case, event: CourtEvent, today: date) -> None:
    """The writ by the order ends; those against others go on."""
    writs = Writ.objects.filter(
        case=case,
        ended_on=None,
    )
    if event.debtor:
        writs = writs.filter(debtor=event.debtor)
    is_presented = writs.filter(presented_on__isnull=False).exists()
    if is_presented:
        own_deeds.tell_bailiffs(
            case=case,
            today=today,
        )
    with translation.override("ru"):  # the reason is kept as papers print it
        writs.update(
            ended_on=event.happened_on,
            end_reason=_("the court order was cancelled"),
        )


def _write_step(case: Case, event: CourtEvent) -> None:
    """Write an event that completed no task into the journal."""
    Step.objects.create(
        case=case,
        key=f"{case.stage}.{case.attempt}:{Step.Deed.EVENT}:{event.kind}:{event.pk}",
        stage=case.stage,
        attempt=case.attempt,
        deed=Step.Deed.EVENT,
        name=event.kind,
        outcome=event.outcome or "KEPT",
        on=min(event.happened_on, event.entered_on),
        debt=claims.debt(case_id=case.pk),
        by=event.entered_by,
        ground=_ground(event),
    )


def _ground(event: CourtEvent) -> str:
    told = [event.debtor, event.note]
    if event.number:
        told = [event.debtor, f"№ {event.number}", event.note]
    if event.happened_on > event.entered_on:
        told = [f"{event.happened_on:%d.%m.%Y}", *told]
    return " ".join(filter(None, told))[:300]
