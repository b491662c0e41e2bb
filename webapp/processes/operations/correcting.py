"""Correcting what a finished report told: the right one takes its place, and what followed is
decided again.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.correspondence.operations import documents
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.operations import journal, moving, opening, papers, taking_back, visits, work
from webapp.processes.queries import corrections, reports
from webapp.processes.queries.corrections import Since
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete, correcting
from webapp.tasks.operations.correcting import Report
from workflows.interfaces.process import Deed, DeedKind

_GROUND = "corrected"


@transaction.atomic
def correct(
    *,
    task_id: int,
    report: Report,
    ground: str,
    by: User,
    today: date,
) -> Task:
    """Let another report take the place of a finished one.

    What the first did is undone, what the right one means is done. Where it ended otherwise the
    case goes back there, and what followed is taken back and decided again. A visit is a fact by
    itself: where the case cannot go back, it stays.

    :raises UnableToComplete: when somebody was quicker, something done since stands on the report,
        or the report cannot be
    """
    former = Task.objects.select_related("account", "completed_by").get(pk=task_id)
    # the case first, as everybody does
    case = Case.objects.select_for_update().get(pk=former.case_id or 0)
    former.refresh_from_db(fields=["status"])
    _refuse(former, report, today)
    later = corrections.since(task=former)
    leads = _is_led_back(former, case, report, later)
    corrected = correcting.correct(
        task=former,
        step=_step(former),
        report=report,
        ground=ground,
        by=by,
        today=today,
    )
    _redo(case, former, corrected, today)
    follow = _lead_back if leads else _make_anew
    follow(case, former, later, today)
    _tell(case, former, corrected, today)
    return corrected


def _refuse(former: Task, report: Report, today: date) -> None:
    if former.status != Task.Status.DONE:
        raise UnableToComplete(correcting.too_late(task=former))
    if reason := corrections.refusal(task=former) or _doubt(former, report, today):
        raise UnableToComplete(reason)


def _doubt(former: Task, report: Report, today: date) -> str:
    kind = registry.kind_of_task(former)
    if kind is None or report.outcome not in kind.outcomes:
        return _("Choose how the task ended.")
    told = (former.outcome, former.result, former.remarks)
    if (report.outcome, report.result, report.remarks) == told:
        return _("This is what the report says already: nothing is changed.")
    return reports.doubt(result=report.result, today=today)


def _is_led_back(former: Task, case: Case, report: Report, later: Since) -> bool:
    """Say whether the case goes back; it need not where the task has ended as it was told.

    :raises UnableToComplete: when it would have to, and cannot
    """
    is_same = corrections.leads_alike(
        task=former,
        case=case,
        outcome=report.outcome,
    )
    if is_same and not corrections.has_proof(task=former):
        return False
    reason = corrections.stays(
        task=former,
        case=case,
        later=later,
    )
    if reason and not visits.is_visit(former):
        raise UnableToComplete(reason)
    return not reason


def _step(former: Task) -> str:
    """Return the key of the next edition of a task's step."""
    asked = Step.objects.filter(case=former.case_id, key=former.step).values_list("deed", flat=True)
    assert former.stage is not None
    assert former.attempt is not None
    return Deed(
        asked.first() or DeedKind.ASK,
        former.name,
        former.stage,
        former.attempt,
        revision=former.revision + 1,
    ).step


def _redo(case: Case, former: Task, corrected: Task, today: date) -> None:
    kind = registry.kind_of_task(former)
    assert kind is not None
    if kind.undo:
        kind.undo(case, former, corrected)
    work.take_effect(
        case=case,
        task=corrected,
        kind=kind,
        today=today,
    )


def _lead_back(case: Case, former: Task, later: Since, today: date) -> None:
    """Take back what stood on the report, and let the case stand again where it was made."""
    taking_back.take_back_since(
        case=case,
        tasks=later.asked,
        messages=later.messages,
        papers=[row.document_id for row in later.papers if row.document_id],
        ground=_GROUND,
    )
    case.refresh_from_db()
    if case.closed_on:
        _open_again(case)
    assert former.stage is not None
    assert former.attempt is not None
    moving.lead_back(
        case=case,
        stage=former.stage,
        attempt=former.attempt,
        today=today,
    )


def _open_again(case: Case) -> None:
    case.closed_on, case.close_reason, case.close_requested = None, "", ""
    case.side = "ACTIVE"
    try:
        with transaction.atomic():
            case.save(update_fields=["closed_on", "close_reason", "close_requested", "side"])
    except IntegrityError as error:
        raise UnableToComplete(
            _(
                "Another case about the same debt was opened since this one was closed. Close that "
                "one first, or go on there and write a note here."
            )
        ) from error
    opening.go_on(process=registry.process_of(code=case.process), case=case)


def _make_anew(case: Case, former: Task, later: Since, today: date) -> None:
    """A paper of the same attempt that tells what was reported is made anew by the right report."""
    place = (former.stage, former.attempt)
    for row in later.papers:
        is_alive = row.document is not None and row.document.status in documents.ALIVE
        if (row.stage, row.attempt) == place and is_alive:
            deed = Deed(
                row.deed,
                row.name,
                row.stage,
                row.attempt,
                revision=row.revision + 1,
            )
            papers.draw_up(
                case=case,
                deed=deed,
                today=today,
            )


def _tell(case: Case, former: Task, corrected: Task, today: date) -> None:
    """Write both into the journal, and wake the process."""
    journal.tell(
        case_id=case.pk,
        fact="report-corrected",
        by=corrected.completed_by,
        today=today,
        ground=corrected.correction[:300],
        task=corrected.pk,
        former=former.pk,
    )
    if case.closed_on:
        registry.process_of(code=case.process).hooks.late(case, today)
