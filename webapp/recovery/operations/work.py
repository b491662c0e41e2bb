"""What people report: each task's outcome, with what the court, the crew or the bailiffs did."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.contracts import operations as contracts
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import documents, messages
from webapp.metering import operations as metering
from webapp.metering.models import Meter, Reading
from webapp.recovery.models import CourtCase, RecoveryCase, Step, Writ
from webapp.recovery.queries import claims, view
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces import debt_recovery as words

OUTCOMES: dict[str, tuple[str, ...]] = {
    "approve": ("APPROVED", "RETURNED", "CLOSED"),
    "deliver_by_post": ("DELIVERED", "RETURNED"),
    "restriction": ("DONE", "NO_ACCESS", "IMPOSSIBLE"),
    "resumption": ("DONE",),
    "file_court_order": ("FILED",),
    "court_order_ruling": ("ISSUED", "REFUSED"),
    "court_order_effect": ("IN_FORCE", "CANCELLED"),
    "file_lawsuit": ("FILED",),
    "judgment": ("GRANTED", "DENIED"),
    "register_writ": ("REGISTERED",),
    "present_writ": ("PRESENTED",),
    "enforcement_opened": ("OPENED",),
    "enforcement_result": ("COLLECTED", "ENDED"),
    "settle_unknown": ("SENT", "NOT_SENT"),
    "complete_data": ("COMPLETED",),
    "after_enforcement": ("PRESENT_AGAIN", "WRITE_OFF", "LEAVE_OPEN"),
    "notify_court": ("DONE",),
    "notify_bailiffs": ("DONE",),
}


@transaction.atomic
def complete(*, task_id: int, outcome: str, result: dict[str, Any], by: User, today: date, remarks: str = "") -> Task:
    """Write how a task of a case ended, what it means for the case, and wake the process.

    :raises UnableToComplete: when the task is closed, the outcome is not one of its kind, or a date is missing
    """
    task = Task.objects.get(pk=task_id)
    if outcome not in OUTCOMES[task.kind]:
        raise UnableToComplete(_("Choose how the task ended."))
    task = tasks.complete(task_id=task_id, outcome=outcome, result=result, by=by, today=today, remarks=remarks)
    case = RecoveryCase.objects.select_for_update().get(pk=case_id_of(task.subject))
    effect = _EFFECTS.get(task.kind)
    if effect:
        effect(case, task, today)
    _write_step(case, task, today)
    return task


def case_id_of(subject: str) -> int:
    """Return the case a subject names (``recovery_case:42`` → 42)."""
    return int(subject.removeprefix(words.case_subject(case_id=0)[:-1]))


def _write_step(case: RecoveryCase, task: Task, today: date) -> None:
    stage, attempt = (int(part) for part in task.step.split(":")[0].split("."))
    Step.objects.create(
        case=case,
        key=f"{task.step}:done",
        stage=stage,
        attempt=attempt,
        name=view.step_name(task.step),
        outcome=task.outcome,
        on=_day(task, today),
        debt=claims.debt(case_id=case.pk),
        by=task.completed_by,
        task=task,
        details=task.result,
        ground=task.remarks[:300],
    )


def _day(task: Task, today: date) -> date:
    return date.fromisoformat(task.result["date"]) if task.result.get("date") else today


def _approve(case: RecoveryCase, task: Task, today: date) -> None:
    made = Document.objects.filter(
        workflow_id=task.workflow_id, step__startswith=task.step.split(":")[0] + ":", status=Document.Status.MADE
    )
    for paper in made.order_by("id"):
        if task.outcome == "APPROVED" and task.completed_by:
            documents.mark_approved(document_id=paper.pk, by=task.completed_by)
        else:
            documents.cancel_documents(subject=task.subject, ground=task.outcome, kinds=[paper.kind], by=task.completed_by)


def _restriction(case: RecoveryCase, task: Task, today: date) -> None:
    if task.outcome == "IMPOSSIBLE" and task.completed_by:
        for account in claims.accounts(case):
            contracts.mark_restriction(
                account_id=account.pk, possible=False, never_cut=account.never_cut, ground=task.remarks, by=task.completed_by
            )
    if task.outcome == "DONE":
        _set_restricted(case, task, is_restricted=True)
        _keep_reading(task, today)


def _resumption(case: RecoveryCase, task: Task, today: date) -> None:
    _set_restricted(case, task, is_restricted=False)


def _set_restricted(case: RecoveryCase, task: Task, *, is_restricted: bool) -> None:
    RecoveryCase.objects.filter(pk=case.pk).update(is_restricted=is_restricted)
    for account in claims.accounts(case):
        contracts.mark_disconnected(account_id=account.pk, is_disconnected=is_restricted, ground=case.number, by=task.completed_by)


def _keep_reading(task: Task, today: date) -> None:
    """Keep what the crew read and sealed.

    :raises UnableToComplete: when the reading cannot be right
    """
    meter = Meter.objects.filter(account=task.account, removed_on=None).order_by("id").first()
    if meter is None:
        return
    if task.result.get("seal"):
        metering.set_seal(meter_id=meter.pk, seal=task.result["seal"], ground=task.subject, by=task.completed_by)
    if task.result.get("reading"):
        try:
            value = Decimal(task.result["reading"])
            metering.record_reading(
                meter_id=meter.pk, read_on=_day(task, today), value=value, source=Reading.Source.CREW, by=task.completed_by
            )
        except metering.UnableToRecordReading as error:
            raise UnableToComplete(str(error)) from error


def _filed(case: RecoveryCase, task: Task, today: date) -> None:
    track = CourtCase.Track.ORDER if task.kind == "file_court_order" else CourtCase.Track.LAWSUIT
    paper = Document.objects.filter(workflow_id=task.workflow_id, step__startswith=task.step.split(":")[0] + ":make:").latest("id")
    CourtCase.objects.create(
        case=case,
        track=track,
        court=task.result.get("court") or paper.context["court"]["name"],
        number=task.result.get("number", ""),
        filed_on=_day(task, today),
        claim=paper.debt,
        penalty=paper.penalty,
        state_duty=paper.state_duty,
    )
    documents.mark_issued(document_id=paper.pk)


def _order_ruling(case: RecoveryCase, task: Task, today: date) -> None:
    issued = _day(task, today) if task.outcome == "ISSUED" else None
    _rule(case, CourtCase.Track.ORDER, task, ruled_on=_day(task, today), issued_on=issued)


def _order_effect(case: RecoveryCase, task: Task, today: date) -> None:
    in_force = _day(task, today) if task.outcome == "IN_FORCE" else None
    _rule(case, CourtCase.Track.ORDER, task, ruled_on=_day(task, today), in_force_on=in_force)


def _judgment(case: RecoveryCase, task: Task, today: date) -> None:
    in_force = date.fromisoformat(task.result["in_force_on"]) if task.result.get("in_force_on") else _day(task, today)
    _rule(case, CourtCase.Track.LAWSUIT, task, ruled_on=_day(task, today), in_force_on=in_force if task.outcome == "GRANTED" else None)


def _rule(case: RecoveryCase, track: CourtCase.Track, task: Task, **dates: date | None) -> None:
    filed = CourtCase.objects.filter(case=case, track=track).latest("id")
    changes: dict[str, Any] = {name: day for name, day in dates.items() if day is not None}
    if task.result.get("number"):
        changes["number"] = task.result["number"]
    CourtCase.objects.filter(pk=filed.pk).update(ruling=task.outcome, **changes)


def _register_writ(case: RecoveryCase, task: Task, today: date) -> None:
    court = CourtCase.objects.filter(case=case).latest("id")
    amount = min(court.claim, claims.debt(case_id=case.pk)) + court.penalty + court.state_duty
    Writ.objects.create(case=case, number=task.result["number"], issued_on=_day(task, today), amount=amount)


def _present_writ(case: RecoveryCase, task: Task, today: date) -> None:
    _writ(case, presented_on=_day(task, today), bailiff_office=task.result.get("office", ""), ended_on=None, end_reason="")


def _enforcement_opened(case: RecoveryCase, task: Task, today: date) -> None:
    _writ(case, opened_on=_day(task, today), proceeding_number=task.result.get("number", ""))


def _enforcement_result(case: RecoveryCase, task: Task, today: date) -> None:
    _writ(case, ended_on=_day(task, today), end_reason=task.result.get("reason") or task.remarks or task.outcome)


def _writ(case: RecoveryCase, **changes: Any) -> None:
    newest = Writ.objects.filter(case=case).latest("id")
    Writ.objects.filter(pk=newest.pk).update(**changes)


def _settle(case: RecoveryCase, task: Task, today: date) -> None:
    channel = view.step_name(task.step).split("-", 1)[1]
    prefix = task.step.split(":")[0]
    message = Message.objects.filter(workflow_id=task.workflow_id, step__startswith=f"{prefix}:send:{channel}").latest("id")
    evidence = task.result.get("evidence", task.remarks)
    with suppress(messages.UnableToSettle):  # the provider or the queue of doubtful messages was quicker: that stands
        messages.settle_unknown(
            message_id=message.pk, was_sent=task.outcome == "SENT", evidence=evidence, by=task.completed_by, today=today
        )


_EFFECTS: dict[str, Callable[[RecoveryCase, Task, date], None]] = {
    "approve": _approve,
    "restriction": _restriction,
    "resumption": _resumption,
    "file_court_order": _filed,
    "file_lawsuit": _filed,
    "court_order_ruling": _order_ruling,
    "court_order_effect": _order_effect,
    "judgment": _judgment,
    "register_writ": _register_writ,
    "present_writ": _present_writ,
    "enforcement_opened": _enforcement_opened,
    "enforcement_result": _enforcement_result,
    "settle_unknown": _settle,
}
