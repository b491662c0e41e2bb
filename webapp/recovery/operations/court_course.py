"""What courts do on the way of a claim: it changes a filing at once, and no task waits for it."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import (
    appeals,
    awards,
    before,
    event_marks,
    leading,
    own_deeds,
)
from webapp.recovery.queries import filed, mending
from webapp.recovery.queries.court_knowledge import courts_of
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import StageKind
from workflows.interfaces.process import Deed

Kind = CourtEvent.Kind


def take(case: Case, event: CourtEvent, today: date) -> None:
    """Let an event change the filings that it is about."""
    _DEEDS[Kind(event.kind)](case, event, today)
    event_marks.apply(
        events=[event],
        outcome=event_marks.WRITTEN,
        today=today,
    )


def put_back(case: Case, event: CourtEvent, today: date) -> None:
    """An event was told by mistake: what it changed is put back, what it asked for is recalled.

    :raises UnableToCharge: when what a judgment awarded cannot be charged again
    :raises UnableToCancel: when what it awarded cannot be withdrawn
    """
    for court in before.courts_of(event):
        awards.cancel(
            court_case_id=court.pk,
            ground="told-by-mistake",
            by=event.entered_by,
            today=today,
        )
    before.put_back(event)
    _go_on(case, today)
    for court in before.courts_of(event):
        if court.in_force_on:
            awards.enter(
                court=court,
                by=event.entered_by,
                today=today,
            )
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="told-by-mistake",
        kinds=_ASKED.get(Kind(event.kind), ()),
    )


def _go_on(case: Case, today: date) -> None:
    """A writ that lives again is with the bailiffs: nobody is asked to register it once more."""
    lives = Writ.objects.filter(
        case=case,
        ended_on=None,
        presented_on__isnull=False,
    )
    if case.stage_kind == StageKind.WRIT and lives.exists():
        leading.move_to(
            case=case,
            kind=StageKind.ENFORCEMENT,
            today=today,
        )


def accepted(case: Case, event: CourtEvent) -> None:
    """A claim that is accepted is without motion no more."""
    CourtCase.objects.filter(
        case=case,
        stayed_until__isnull=False,
    ).update(stayed_until=None)
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="court-ruled",
        kinds=[mending.TASK],
    )


def _courts(case: Case, event: CourtEvent) -> list[CourtCase]:
    courts = courts_of(
        case=case,
        kind=event.kind,
    )
    return [court for court in courts if event.debtor in ("", court.debtor)]


def _stay(case: Case, event: CourtEvent, today: date) -> None:
    """The claim is left without motion: a lawyer mends it by the day (ГПК 136, АПК 128)."""
    courts = [court for court in _courts(case, event) if not court.ruling]
    before.keep(event, courts)
    for court in courts:
        CourtCase.objects.filter(pk=court.pk).update(stayed_until=event.until)
    asked = Deed(
        words.OwnDeed.ASK_BESIDE,
        mending.TASK,
        case.stage,
        case.attempt,
        role="LAWYER",
        due_on=event.until,
    )
    own_deeds.ask_beside(case, asked, today)


def _suspend(case: Case, event: CourtEvent, today: date) -> None:
    """Nothing goes to the bailiffs meanwhile (ГПК 379.3, АПК 283)."""
    courts = [court for court in _courts(case, event) if court.in_force_on]
    before.keep(event, courts)
    for court in courts:
        CourtCase.objects.filter(pk=court.pk).update(suspended_on=event.happened_on)
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="enforcement-stayed",
        kinds=["present_writ"],
    )


def _resume(case: Case, event: CourtEvent, today: date) -> None:
    """Enforcement goes on."""
    courts = [court for court in _courts(case, event) if court.suspended_on]
    before.keep(event, courts)
    for court in courts:
        CourtCase.objects.filter(pk=court.pk).update(suspended_on=None)


def _reverse(case: Case, event: CourtEvent, today: date) -> None:
    """What was collected is given back to the debtor (ГПК 443–445, АПК 325, 326)."""
    own_deeds.ask_to_give_back(
        case=case,
        today=today,
    )


_DEEDS: dict[CourtEvent.Kind, Callable[[Case, CourtEvent, date], None]] = {
    Kind.CLAIM_STAYED: _stay,
    Kind.APPEAL_LODGED: appeals.lodge,
    Kind.ENFORCEMENT_STAYED: _suspend,
    Kind.ENFORCEMENT_RESUMED: _resume,
    Kind.REVERSAL_ORDERED: _reverse,
    Kind.JUDGMENT_REVERSED: appeals.reverse_in_force,
}
_ASKED: dict[CourtEvent.Kind, tuple[str, ...]] = {
    Kind.CLAIM_STAYED: (mending.TASK,),
    Kind.APPEAL_LODGED: ("appeal_ruling",),
    Kind.REVERSAL_ORDERED: ("give_back",),
    Kind.JUDGMENT_REVERSED: ("order_reversal", "notify_bailiffs"),
}


def mended(case: Case, task: Task, today: date) -> None:
    """The claim is mended, and the court goes on with it; or it is not, and comes back."""
    courts = filed.newest(
        case=case,
        track=CourtCase.Track.LAWSUIT,
    )
    stayed = [court.pk for court in courts if court.stayed_until]
    CourtCase.objects.filter(pk__in=stayed).update(stayed_until=None)
    if task.outcome == "LAPSED":
        _come_back(case, task, today)


def _come_back(case: Case, task: Task, today: date) -> None:
    """A claim that is not mended by the day counts as not filed (ГПК 136 ч. 2, АПК 128 ч. 4)."""
    waiting = Task.objects.filter(
        case=case,
        kind="judgment",
        status=Task.Status.OPEN,
    ).first()
    if waiting is None:
        raise UnableToComplete(_("The court has decided on the claim already."))
    work.complete(
        task_id=waiting.pk,
        outcome="RETURNED",
        result={"date": task.result.get("date", today.isoformat())},
        by=task.completed_by,
        today=today,
        remarks=task.remarks,
    )
