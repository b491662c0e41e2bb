"""An appeal against a judgment: it is not in force before a court above has decided."""

from datetime import date
from typing import Any

from webapp.billing.operations.awards import UnableToCancel, UnableToCharge
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import awards, before, leading, own_deeds
from webapp.recovery.queries import collected_by, filed
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import StageKind

_GROUND = "appealed"
# a judgment that was told and is not in force stands in the case as none yet
_APPEALED = ("", "GRANTED", "PARTIAL")


def lodge(case: Case, event: CourtEvent, today: date) -> None:
    """An appeal is lodged: what the judgment awarded is not owed yet (ГПК 209, АПК 180).

    What rests on it is recalled, a writ that is out comes back, and the case waits.
    """
    courts = _appealed(case, event)
    before.keep(event, courts)
    for court in courts:
        CourtCase.objects.filter(pk=court.pk).update(
            appealed_on=event.happened_on, in_force_on=None
        )
        awards.cancel(
            court_case_id=court.pk,
            ground=_GROUND,
            by=event.entered_by,
            today=today,
        )
    if case.stage_kind in (StageKind.WRIT, StageKind.ENFORCEMENT):
        _take_back_writs(case, event, today)
        leading.move_to(
            case=case,
            kind=StageKind.WRIT,
            today=today,
        )


def _appealed(case: Case, event: CourtEvent) -> list[CourtCase]:
    """Return the judgments that an appeal is against: of one debtor, or all of a day."""
    courts = filed.newest(
        case=case,
        track=CourtCase.Track.LAWSUIT,
    )
    awarded = [court for court in courts if court.ruling in _APPEALED]
    return [court for court in awarded if event.debtor in ("", court.debtor)]


def _take_back_writs(case: Case, event: CourtEvent, today: date) -> None:
    asked = registry.process_of(code=case.process).tasks
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)],
        ground="court-ruled",
        kinds=[kind.code for kind in asked if kind.rests_on == StageKind.COURT_ORDER],
    )
    writs = Writ.objects.filter(
        case=case,
        ended_on=None,
    )
    if event.debtor:
        writs = writs.filter(debtor=event.debtor)
    for writ in writs:
        before.keep_writ(event, writ)
    if writs.filter(presented_on__isnull=False).exists():
        own_deeds.tell_bailiffs(
            case=case,
            today=today,
        )
    writs.update(
        ended_on=event.happened_on,
        end_reason=event.get_kind_display(),
    )


def ruled(case: Case, task: Task, today: date) -> None:
    """The court above has upheld, changed or reversed the judgment (ГПК 328, АПК 269).

    :raises UnableToComplete: when a sum is beyond the claim, or a month is closed
    """
    ruled_on = reports.day_of(
        task=task,
        today=today,
    )
    for court in _under_appeal(case):
        changes = _changes(task, ruled_on)
        CourtCase.objects.filter(pk=court.pk).update(**changes)
        _enter(court.pk, task, today)


def _under_appeal(case: Case) -> list[CourtCase]:
    courts = filed.standing(
        case=case,
        track=CourtCase.Track.LAWSUIT,
    )
    return [court for court in courts if court.appealed_on]


def _changes(task: Task, ruled_on: date) -> dict[str, Any]:
    if task.outcome == "REVERSED":
        return {
            "ruling": "DENIED",
            "ruled_on": ruled_on,
            "appealed_on": None,
            "in_force_on": None,
        }
    changes: dict[str, Any] = {"appealed_on": None, "in_force_on": ruled_on}
    if task.outcome == "CHANGED":
        changes["ruling"] = "PARTIAL"
        for name in ("claim", "penalty", "duty"):
            changes[f"awarded_{name}"] = task.result[name]
    return changes


def _enter(court_id: int, task: Task, today: date) -> None:
    court = CourtCase.objects.select_related("case").get(pk=court_id)
    try:
        awards.enter(
            court=court,
            by=task.completed_by,
            today=today,
        )
    except UnableToCharge as error:
        raise UnableToComplete(str(error)) from error


def not_ruled(case: Case, former: Task, corrected: Task) -> None:
    """The court above decided otherwise: the appeal lies before it again until that is written."""
    for court in filed.newest(
        case=case,
        track=CourtCase.Track.LAWSUIT,
    ):
        try:
            awards.cancel(
                court_case_id=court.pk,
                ground=corrected.correction[:300],
                by=corrected.completed_by,
                today=corrected.completed_on or former.created_on,
            )
        except UnableToCancel as error:
            raise UnableToComplete(str(error)) from error
        CourtCase.objects.filter(pk=court.pk).update(
            appealed_on=former.created_on,
            in_force_on=None,
        )


def reverse_in_force(case: Case, event: CourtEvent, today: date) -> None:
    """A judgment that is in force is reversed and the claim denied (ГПК 390, АПК 287).

    Whoever has paid by it may ask the money back (ГПК 443, АПК 325).
    """
    courts = [court for court in _appealed(case, event) if court.in_force_on]
    before.keep(event, courts)
    _take_back_writs(case, event, today)
    for court in courts:
        awards.cancel(
            court_case_id=court.pk,
            ground="reversed",
            by=event.entered_by,
            today=today,
        )
        CourtCase.objects.filter(pk=court.pk).update(
            ruling="DENIED", ruled_on=event.happened_on, in_force_on=None
        )
        court.refresh_from_db()
        awards.enter(
            court=court,
            by=event.entered_by,
            today=today,
        )
        if collected_by.filing(filed=court):
            own_deeds.ask_about_reversal(
                case=case,
                today=today,
            )
