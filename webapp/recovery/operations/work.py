"""What people report: each task's outcome, with what the court, the crew or the bailiffs did."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.billing.operations.awards import UnableToCharge
from webapp.contracts import operations as contracts
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import documents, messages
from webapp.payments.operations import references
from webapp.recovery.models import CourtCase, RecoveryCase, Step, Writ
from webapp.recovery.operations import awards, event_marks, visits
from webapp.recovery.queries import casefile, claims, reports, view
from webapp.staff.models import User
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

OUTCOMES: dict[str, tuple[str, ...]] = {
    "approve": ("APPROVED", "RETURNED", "CLOSED"),
    "deliver_by_post": ("DELIVERED", "RETURNED"),
    "restriction": ("DONE", "NO_ACCESS", "IMPOSSIBLE"),
    "resumption": ("DONE",),
    "file_court_order": ("FILED",),
    "court_order_ruling": ("ISSUED", "REFUSED"),
    "court_order_effect": ("IN_FORCE", "CANCELLED"),
    "file_lawsuit": ("FILED",),
    "judgment": ("GRANTED", "PARTIAL", "DENIED"),
    "register_writ": ("REGISTERED",),
    "present_writ": ("PRESENTED",),
    "enforcement_opened": ("OPENED", "REFUSED"),
    "enforcement_result": ("COLLECTED", "ENDED"),
    "settle_unknown": ("SENT", "NOT_SENT"),
    "complete_data": ("COMPLETED",),
    "after_enforcement": ("PRESENT_AGAIN", "WRITE_OFF", "LEAVE_OPEN"),
    "notify_court": ("DONE",),
    "notify_bailiffs": ("DONE",),
}


@transaction.atomic
def complete(
    *,
    task_id: int,
    outcome: str,
    result: dict[str, Any],
    by: User | None,
    today: date,
    remarks: str = "",
    even_recalled: bool = False,
) -> Task:
    """Write how a task of a case ended, what it means for the case, and wake the process. See ``tasks.complete``.

    :raises UnableToComplete: when the task is closed, the outcome is not one of its kind, the date or a sum
        cannot be right, or the same filing or writ is in the case already
    """
    task = Task.objects.get(pk=task_id)
    if outcome not in OUTCOMES[task.kind]:
        raise UnableToComplete(_("Choose how the task ended."))
    if doubt := reports.doubt(result=result, today=today):
        raise UnableToComplete(doubt)
    # the case first and its tasks second, as everybody does: otherwise the two would wait for each other
    case = RecoveryCase.objects.select_for_update().get(
        pk=casefile.case_of(subject=task.subject) or 0
    )
    task = tasks.complete(
        task_id=task_id,
        outcome=outcome,
        result=result,
        by=by,
        today=today,
        remarks=remarks,
        even_recalled=even_recalled,
    )
    _refuse_too_early(case, task, today)
    _take_effect(case, task, today)
    _write_step(case, task, today)
    event_marks.overtake(case=case, task=task, today=today)
    return task


def _refuse_too_early(case: RecoveryCase, task: Task, today: date) -> None:
    """A slip of the year would start terms that ended long ago."""
    earliest = reports.earliest(case=case, task=task)
    if _day(task, today) < earliest:
        raise UnableToComplete(
            _("Check the date: this cannot have happened before %(day)s.")
            % {"day": f"{earliest:%d.%m.%Y}"}
        )


def _take_effect(case: RecoveryCase, task: Task, today: date) -> None:
    effect = _EFFECTS.get(task.kind)
    if effect is None:
        return
    try:
        with transaction.atomic():
            effect(case, task, today)
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if constraint not in _TWICE:
            raise
        raise UnableToComplete(str(_TWICE[constraint])) from error


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
        workflow_id=task.workflow_id,
        step__startswith=task.step.split(":")[0] + ":",
        status=Document.Status.MADE,
    )
    for paper in made.order_by("id"):
        if task.outcome == "APPROVED" and task.completed_by:
            documents.mark_approved(document_id=paper.pk, by=task.completed_by)
        else:
            documents.cancel_documents(
                subject=task.subject, ground=task.remarks, kinds=[paper.kind], by=task.completed_by
            )


def _restriction(case: RecoveryCase, task: Task, today: date) -> None:
    """Only the account the crew was at is concerned: the others of a contract stay as they are."""
    if task.outcome == "IMPOSSIBLE" and task.completed_by and task.account:
        contracts.mark_restriction(
            account_id=task.account.pk,
            possible=False,
            never_cut=task.account.never_cut,
            ground=task.remarks,
            by=task.completed_by,
        )
    if task.outcome == "DONE" and task.account_id:
        _set_restricted(case, task, [task.account_id], is_restricted=True)
        visits.keep_reading(case=case, task=task, read_on=_day(task, today))


def _resumption(case: RecoveryCase, task: Task, today: date) -> None:
    cut = Task.objects.filter(
        subject=task.subject, kind="restriction", outcome="DONE", account__isnull=False
    )
    _set_restricted(
        case, task, cut.values_list("account_id", flat=True).distinct(), is_restricted=False
    )
    visits.keep_reading(case=case, task=task, read_on=_day(task, today))


def _set_restricted(
    case: RecoveryCase, task: Task, accounts: Iterable[int | None], *, is_restricted: bool
) -> None:
    RecoveryCase.objects.filter(pk=case.pk).update(is_restricted=is_restricted)
    for account_id in accounts:
        if account_id:
            contracts.mark_disconnected(
                account_id=account_id,
                is_disconnected=is_restricted,
                ground=case.number,
                by=task.completed_by,
            )


def _filed(case: RecoveryCase, task: Task, today: date) -> None:
    track = CourtCase.Track.ORDER if task.kind == "file_court_order" else CourtCase.Track.LAWSUIT
    paper = Document.objects.filter(
        workflow_id=task.workflow_id, step__startswith=task.step.split(":")[0] + ":make:"
    ).latest("id")
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
    RecoveryCase.objects.filter(pk=case.pk, is_filed=False).update(is_filed=True)
    _remember(case, task)


def _order_ruling(case: RecoveryCase, task: Task, today: date) -> None:
    issued = _day(task, today) if task.outcome == "ISSUED" else None
    _rule(case, CourtCase.Track.ORDER, task, today, ruled_on=_day(task, today), issued_on=issued)


def _order_effect(case: RecoveryCase, task: Task, today: date) -> None:
    in_force = _day(task, today) if task.outcome == "IN_FORCE" else None
    _rule(
        case, CourtCase.Track.ORDER, task, today, ruled_on=_day(task, today), in_force_on=in_force
    )


def _judgment(case: RecoveryCase, task: Task, today: date) -> None:
    in_force = (
        date.fromisoformat(task.result["in_force_on"])
        if task.result.get("in_force_on")
        else _day(task, today)
    )
    is_won = task.outcome in ("GRANTED", "PARTIAL")
    awarded = _awarded(case, task) if task.outcome == "PARTIAL" else {}
    _rule(
        case,
        CourtCase.Track.LAWSUIT,
        task,
        today,
        ruled_on=_day(task, today),
        in_force_on=in_force if is_won else None,
        **awarded,
    )


def _awarded(case: RecoveryCase, task: Task) -> dict[str, Decimal]:
    """Return what the court granted of the claim.

    :raises UnableToComplete: when a sum is missing or above what was claimed
    """
    filed = CourtCase.objects.filter(case=case, track=CourtCase.Track.LAWSUIT).latest("id")
    claimed = {"claim": filed.claim, "penalty": filed.penalty, "duty": filed.state_duty}
    for name, most in claimed.items():
        if name not in task.result or not 0 <= Decimal(task.result[name]) <= most:
            raise UnableToComplete(
                _(
                    "Enter what the court awarded: principal, penalty and duty, each within what was claimed."
                )
            )
    return {f"awarded_{name}": Decimal(task.result[name]) for name in claimed}


def _rule(
    case: RecoveryCase,
    track: CourtCase.Track,
    task: Task,
    today: date,
    **found: date | Decimal | None,
) -> None:
    """Write what a court decided; what is in force is owed from now on."""
    filed = CourtCase.objects.filter(case=case, track=track).latest("id")
    changes: dict[str, Any] = {name: value for name, value in found.items() if value is not None}
    if task.result.get("number"):
        changes["number"] = task.result["number"]
    CourtCase.objects.filter(pk=filed.pk).update(ruling=task.outcome, **changes)
    _remember(case, task)
    try:
        awards.enter(
            court=CourtCase.objects.select_related("case").get(pk=filed.pk),
            by=task.completed_by,
            today=today,
        )
    except UnableToCharge as error:
        raise UnableToComplete(str(error)) from error


def _remember(case: RecoveryCase, task: Task) -> None:
    """Money that courts and bailiffs collect comes under their numbers: let it find the account."""
    references.remember(
        number=task.result.get("number", ""), account_id=claims.accounts(case)[0].pk
    )


def _register_writ(case: RecoveryCase, task: Task, today: date) -> None:
    court = CourtCase.objects.filter(case=case).latest("id")
    standing = claims.standing(case_id=case.pk)
    awarded = min(claims.granted(court).claim, standing.debt) + standing.awarded
    amount = Decimal(task.result["amount"]) if task.result.get("amount") else awarded
    Writ.objects.create(
        case=case, number=task.result["number"], issued_on=_day(task, today), amount=amount
    )
    _remember(case, task)


def _present_writ(case: RecoveryCase, task: Task, today: date) -> None:
    _writ(
        case,
        presented_on=_day(task, today),
        bailiff_office=task.result.get("office", ""),
        ended_on=None,
        end_reason="",
    )


def _enforcement_opened(case: RecoveryCase, task: Task, today: date) -> None:
    if task.outcome == "REFUSED":
        _writ(
            case,
            ended_on=_day(task, today),
            end_reason=task.result.get("reason") or task.remarks or task.outcome,
        )
    else:
        _writ(case, opened_on=_day(task, today), proceeding_number=task.result.get("number", ""))
        _remember(case, task)


def _enforcement_result(case: RecoveryCase, task: Task, today: date) -> None:
    collected = Decimal(task.result["collected"]) if task.result.get("collected") else None
    reason = task.result.get("reason") or task.remarks or task.outcome
    _writ(case, ended_on=_day(task, today), end_reason=reason, collected=collected)


def _writ(case: RecoveryCase, **changes: Any) -> None:
    newest = Writ.objects.filter(case=case).latest("id")
    Writ.objects.filter(pk=newest.pk).update(**changes)


def _settle(case: RecoveryCase, task: Task, today: date) -> None:
    channel = view.step_name(task.step).split("-", 1)[1]
    prefix = task.step.split(":")[0]
    message = Message.objects.filter(
        workflow_id=task.workflow_id, step__startswith=f"{prefix}:send:{channel}"
    ).latest("id")
    evidence = task.result.get("evidence", task.remarks)
    with suppress(
        messages.UnableToSettle
    ):  # the provider or the queue of doubtful messages was quicker: that stands
        messages.settle_unknown(
            message_id=message.pk,
            was_sent=task.outcome == "SENT",
            evidence=evidence,
            by=task.completed_by,
            today=today,
        )


_TWICE = {
    "recovery_writ_number_of_case": gettext_lazy(
        "A writ of this number is in the case already. Check the number."
    ),
    "recovery_courtcase_once": gettext_lazy(
        "A filing of this day is in the case already. Check the date."
    ),
}
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
