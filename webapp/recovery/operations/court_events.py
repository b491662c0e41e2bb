"""Entering what courts and bailiffs did, whether or not a task waits for it."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing.operations.awards import UnableToCancel
from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.operations import moving
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import awards, event_marks, kept_events, own_deeds
from webapp.recovery.queries import claims, collected_by, court_events, schemes
from webapp.recovery.queries.court_events import Told
from webapp.staff import characters
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import StageKind
from workflows.process import walk


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
    if known := court_events.find(case=case, told=told):
        if court_events.differs(event=known, told=told):
            raise UnableToEnter(
                _(
                    "This event of this day is entered already, with another number or other "
                    "sums. If what is entered is wrong, withdraw it first."
                )
            )
        return False
    if fault := court_events.refusal(case=case, told=told, today=today):
        raise UnableToEnter(fault)
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
        if told.kind.is_informational:
            event_marks.apply(
                events=[event],
                outcome="NOTED",
                today=today,
            )
        elif court_events.is_known(case=case, told=told):
            event_marks.apply(
                events=[event],
                outcome="KNOWN",
                today=today,
            )
        elif court_events.is_after_force(case=case, told=told):
            _lead_back(case, event, today)
        else:
            kept_events.complete_with(event=event, today=today)
    except (UnableToComplete, UnableToCancel) as error:
        raise UnableToEnter(str(error)) from error
    event.refresh_from_db()
    if event.task_id is None:
        _write_step(case, event)


def _lead_back(case: Case, event: CourtEvent, today: date) -> None:
    """An order in force was cancelled.

    What follows from it is recalled, the bailiffs are told, and the claim is next.
    """
    order = CourtCase.objects.filter(case=case, track=CourtCase.Track.ORDER).latest("id")
    CourtCase.objects.filter(pk=order.pk).update(
        ruling="CANCELLED", ruled_on=event.happened_on, in_force_on=None
    )
    awards.cancel(
        court_case_id=order.pk, ground="order-cancelled", by=event.entered_by, today=today
    )
    asked = registry.process_of(code=case.process).tasks
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="order-cancelled",
        kinds=[kind.code for kind in asked if kind.rests_on == StageKind.COURT_ORDER],
    )
    writs = Writ.objects.filter(case=case, ended_on=None)
    if writs.filter(presented_on__isnull=False).exists():
        own_deeds.tell_bailiffs(case=case, today=today)
    with translation.override("ru"):  # the reason is kept as papers print it
        writs.update(ended_on=event.happened_on, end_reason=_("the court order was cancelled"))
    event_marks.apply(
        events=[event],
        outcome="CANCELLED",
        today=today,
    )
    _move_to_lawsuit(case, today)
    if collected_by.order(filed=order):
        own_deeds.ask_about_reversal(case=case, today=today)


def _move_to_lawsuit(case: Case, today: date) -> None:
    """What was done at later stages keeps its keys.

    The stages begin anew behind the attempts made there.
    """
    scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
    order = walk.stage_of_kind(
        stages=scheme.stages,
        kind=StageKind.COURT_ORDER,
        after=-1,
    )
    lawsuit = walk.stage_of_kind(
        stages=scheme.stages,
        kind=StageKind.LAWSUIT,
        after=order,
    )
    behind = Step.objects.filter(case=case, stage__gte=lawsuit)
    found = behind.aggregate(most=Max("attempt"))
    made = found["most"] or 0
    case.attempts_before = made
    case.save(update_fields=["attempts_before"])
    moving.move(
        case=case,
        stage=lawsuit,
        attempt=made + 1,
        today=today,
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
    told = [event.note]
    if event.number:
        told = [f"№ {event.number}", event.note]
    if event.happened_on > event.entered_on:
        told = [f"{event.happened_on:%d.%m.%Y}", *told]
    return " ".join(filter(None, told))[:300]
