"""One deed on a case, written once: the journal row's key is unique, so repeating an activity changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from tariffs import terms
from webapp.audit import operations as audit
from webapp.correspondence.models import Message
from webapp.correspondence.operations import documents, messages
from webapp.outbox import operations as outbox
from webapp.processes.models import Case, Step
from webapp.recovery.models import CourtCase, Hold, InstalmentPlan, Recovery, Writ
from webapp.recovery.operations import kept_events, papers
from webapp.recovery.queries import claims, restriction, schemes, view
from webapp.recovery.queries.contexts.values import UnableToMake
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from workflows.debt_recovery import decider, ending, plan
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import decisions
from workflows.process.plan import BY_POST, DATA, Make

_DAYS_FOR_DATA = 3
_DAYS_TO_NOTIFY = 2


@transaction.atomic
def perform(*, case_id: int, deed: Deed, today: date) -> None:
    """Do a deed on a case if it is still the one thing to do: it is decided again under its lock.

    Between the two a payment may have come, a pause, a plan, a stop; and a deed that was done already
    is no longer to be done.
    """
    joined = Case.objects.select_related("recovery")
    case = joined.select_for_update(of=("self",)).get(pk=case_id)
    if is_asked_for(deed, decide(case=case, today=today)):
        do(case=case, deed=deed, today=today)


def do(*, case: Case, deed: Deed, today: date) -> None:
    """Do a deed decided under the case's lock; nothing when its step is written already."""
    if Step.objects.filter(case=case, key=deed.step).exists():
        return
    enter(case=case, deed=deed, today=today)
    _DEEDS[deed.kind](case, deed, today)
    if deed.kind == DeedKind.ASK:
        kept_events.apply(case=case, today=today)


def decide(*, case: Case, today: date) -> decisions.Decision:
    """Return what is to be done with a case by the facts of this moment, whatever the hour.

    Whoever acts on it holds the case's lock.
    """
    known = view.case_view(case_id=case.pk, today=today, clock=BusinessClock())
    scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
    return decider.decide(scheme=scheme, state=known.state, facts=known.facts, today=today)


def is_asked_for(deed: Deed, decision: decisions.Decision) -> bool:
    """Say whether a decision asks for exactly this deed."""
    return (
        isinstance(decision, decisions.Act | decisions.Ask | decisions.Close)
        and decision.deed == deed
    )


def enter(*, case: Case, deed: Deed, today: date) -> None:
    """Move a case to the deed's stage and attempt when it is not there yet."""
    if (case.stage, case.attempt) == (deed.stage, deed.attempt):
        return
    if deed.stage < case.stage:
        _undo_stages_behind(case, stage=deed.stage)
    move(case=case, deed=deed, today=today)


def move(*, case: Case, deed: Deed, today: date) -> None:
    """Let a case stand at the deed's stage and attempt; what was done elsewhere is somebody else's to undo."""
    kind = schemes.scheme_of_version(case.recovery.scheme_version_id).stages[deed.stage].kind
    before = case.stage_kind
    case.stage, case.attempt, case.stage_kind, case.stage_started_on = (
        deed.stage,
        deed.attempt,
        kind,
        today,
    )
    case.save(update_fields=["stage", "attempt", "stage_kind", "stage_started_on"])
    details = {"from": before, "to": kind, "attempt": deed.attempt}
    audit.record(
        name="recovery.case.stage-changed",
        subject=words.case_subject(case_id=case.pk),
        details=details,
    )


def _undo_stages_behind(case: Case, *, stage: int) -> None:
    """What was asked and drawn up behind a delivery that was none stays in the house; its stages begin anew behind the attempts made."""
    take_back(case=case, ground="came-back")
    documents.cancel_documents(subject=words.case_subject(case_id=case.pk), ground="came-back")
    made = Step.objects.filter(case=case, stage__gt=stage).aggregate(most=Max("attempt"))["most"]
    case.attempts_before = max(case.attempts_before, made or 0)
    case.save(update_fields=["attempts_before"])


def write_step(*, case: Case, deed: Deed, today: date, outcome: str = "", **fields: Any) -> Step:
    """Write the journal row of a deed."""
    return Step.objects.create(
        case=case,
        key=deed.step,
        stage=deed.stage,
        attempt=deed.attempt,
        deed=deed.kind,
        name=deed.name,
        revision=deed.revision,
        outcome=outcome,
        on=fields.pop("on", today),
        debt=fields.pop("debt") if "debt" in fields else claims.debt(case_id=case.pk),
        **fields,
    )


def _make(case: Case, deed: Deed, today: date) -> None:
    try:
        with transaction.atomic():
            if deed.revision > 1:
                _drop_older_edition(case, deed)
            document = papers.make(case=case, deed=deed, today=today)
    except UnableToMake as error:
        _ask_for_data(case, deed, today, lacking=str(error))
        return
    write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="MADE",
        document=document,
        ground=_ground(case),
        debt=document.debt,
    )


def _drop_older_edition(case: Case, deed: Deed) -> None:
    """The debt has changed before the paper left the house: the old one and what was asked about it are taken back."""
    documents.cancel_documents(
        subject=words.case_subject(case_id=case.pk), ground="debt-changed", kinds=[deed.name]
    )
    _recall_here(case, "debt-changed")


def _recall_here(case: Case, ground: str) -> None:
    """Recall what was asked in the present stage and attempt."""
    open_tasks = view.here(Task.objects, case=case).filter(status=Task.Status.OPEN)
    open_tasks.update(status=Task.Status.RECALLED, remarks=ground)


def _ask_for_data(case: Case, deed: Deed, today: date, *, lacking: str) -> None:
    """Ask a person, once at a time, for what a paper lacks; the paper is tried again when the task is done."""
    name = f"{DATA}-{deed.name}"
    asked = Task.objects.filter(case=case, stage=deed.stage, attempt=deed.attempt, name=name)
    if asked.filter(status=Task.Status.OPEN).exists():
        return
    number = asked.count() + 1
    ask = Deed(
        DeedKind.ASK,
        name,
        deed.stage,
        deed.attempt,
        revision=number,
        role="HEAD_OF_LEGAL",
        due_days=_DAYS_FOR_DATA,
    )
    _ask(case, ask, today, lacking)


def _ground(case: Case) -> str:
    return (
        f"scheme:{case.recovery.scheme_version.scheme.code} v{case.recovery.scheme_version.number}"
    )


def _ask(case: Case, deed: Deed, today: date, remarks: str = "") -> None:
    task = tasks.ask(
        kind=deed.name.split("-")[0],
        subject=words.case_subject(case_id=case.pk),
        role=deed.role,
        created_on=today,
        due_on=today + timedelta(days=deed.due_days),
        workflow_id=words.workflow_id(case_id=case.pk),
        step=deed.step,
        place=papers.place(case=case, deed=deed),
        account_id=papers.account_of(case=case, task=deed.name.split("-")[0]).pk,
        remarks=remarks,
    )
    write_step(case=case, deed=deed, today=today, outcome="ASKED", task=task, ground=remarks[:300])


def _pass(case: Case, deed: Deed, today: date) -> None:
    if deed.name == "skip":
        _stop_here(case, deed)
        write_step(case=case, deed=deed, today=today, outcome="SKIPPED", ground=deed.ground)
        return
    _deliver(case, deed, today)


def _stop_here(case: Case, deed: Deed) -> None:
    """Take back what a stage that is passed over had under way: its papers still in the house, its tasks, its messages."""
    subject = words.case_subject(case_id=case.pk)
    made = [
        step.document
        for step in plan.STEPS[words.StageKind(case.stage_kind)]
        if isinstance(step, Make)
    ]
    documents.cancel_documents(subject=subject, ground=deed.ground, kinds=made)
    messages.cancel_planned(subject=subject, reason=deed.ground)
    _recall_here(case, deed.ground)


def _deliver(case: Case, deed: Deed, today: date) -> None:
    """Write down the proof of delivery and the end of the term that it starts."""
    stage = schemes.scheme_of_version(case.recovery.scheme_version_id).stages[deed.stage]
    on, proof = _proof(case, deed, today)
    term = terms.deadline(start=on, days=stage.term_days, kind=stage.term_kind.value)
    excluded = [{"date": day.date.isoformat(), "why": day.why} for day in term.excluded]
    details = {
        "start": on.isoformat(),
        "days": stage.term_days,
        "kind": stage.term_kind,
        "excluded": excluded,
    }
    promised = restriction.promised(case=case, attempt=(case.stage, case.attempt))
    ends_on = max(term.end, promised - timedelta(days=1)) if promised else term.end
    step = write_step(
        case=case,
        deed=deed,
        today=today,
        outcome=deed.ground,
        term_ends_on=ends_on,
        on=on,
        details=details,
        **proof,
    )
    papers.issue(case=case)
    tasks.recall(
        subjects=[words.case_subject(case_id=case.pk)], ground="settled", kinds=["settle_unknown"]
    )
    audit.record(
        name="recovery.case.delivery-proved",
        subject=words.case_subject(case_id=case.pk),
        details={"step": step.key},
    )


def _proof(case: Case, deed: Deed, today: date) -> tuple[date, dict[str, Any]]:
    if deed.ground == "post":
        posted = view.here(Task.objects, case=case).filter(kind=BY_POST, status=Task.Status.DONE)
        task = posted.latest("id")
        return date.fromisoformat(task.result.get("date") or today.isoformat()), {"task": task}
    sent = view.here(Message.objects, case=case).filter(channel=deed.ground)
    message = sent.latest("id")
    return message.delivered_on or message.sent_on or today, {
        "message": message,
        "ground": message.evidence,
    }


def _resume(case: Case, deed: Deed, today: date) -> None:
    """The ground of the restriction is gone: a crew must bring the supply back.

    When the case is about to close everything else is recalled. For a plan or a paid service the case stays alive, and so does what
    courts and bailiffs are to answer: who agreed the plan has recalled what would have gone out.
    """
    if deed.reason:
        take_back(case=case, ground="resumption")
    _ask(case, deed, today)


def _break_plan(case: Case, deed: Deed, today: date) -> None:
    InstalmentPlan.objects.filter(case=case, status=InstalmentPlan.Status.ACTIVE).update(
        status=InstalmentPlan.Status.BROKEN, ended_on=today
    )
    _back_to_active(case, deed, today, "BROKEN")


def _end_pause(case: Case, deed: Deed, today: date) -> None:
    Hold.objects.filter(case=case, ended_on=None).update(ended_on=today)
    _back_to_active(case, deed, today, "ENDED")


def _back_to_active(case: Case, deed: Deed, today: date, outcome: str) -> None:
    case.side = Recovery.Side.ACTIVE
    case.save(update_fields=["side"])
    write_step(case=case, deed=deed, today=today, outcome=outcome)
    audit.record(
        name=f"recovery.case.{deed.kind.replace('_', '-')}",
        subject=words.case_subject(case_id=case.pk),
        details={"step": deed.step},
    )


def _close(case: Case, deed: Deed, today: date) -> None:
    """Close the case: open tasks are recalled, planned messages will not go, events no longer wake it."""
    if deed.reason is None:
        raise ValueError("a closing deed has a reason")
    reason = words.CloseReason(deed.reason)
    take_back(case=case, ground=reason)
    kept = (
        InstalmentPlan.Status.DONE
        if reason == words.CloseReason.PAID
        else InstalmentPlan.Status.CANCELLED
    )
    InstalmentPlan.objects.filter(case=case, status=InstalmentPlan.Status.ACTIVE).update(
        status=kept, ended_on=today
    )
    Hold.objects.filter(case=case, ended_on=None).update(ended_on=today)
    case.closed_on, case.close_reason, case.side = (
        today,
        reason.value,
        Recovery.Side.CLOSED,
    )
    case.save(update_fields=["closed_on", "close_reason", "side"])
    write_step(case=case, deed=deed, today=today, outcome=reason.value)
    _tell_authorities(case, deed, today)
    outbox.unsubscribe(workflow_id=words.workflow_id(case_id=case.pk))
    audit.record(
        name="recovery.case.closed",
        subject=words.case_subject(case_id=case.pk),
        details={"reason": reason.value},
    )


def _tell_authorities(case: Case, deed: Deed, today: date) -> None:
    """Whoever still works on the claim must hear that it is over: a court that has not ruled, bailiffs who hold the writ."""
    pending = CourtCase.objects.filter(case=case, ruling="").exists()
    presented = Writ.objects.filter(case=case, presented_on__isnull=False, ended_on=None).exists()
    for task, is_due in (("notify_court", pending), ("notify_bailiffs", presented)):
        if is_due:
            asked = replace(deed, kind=DeedKind.ASK, name=task, role="LAWYER")
            _ask(case, replace(asked, due_days=_DAYS_TO_NOTIFY), today)


def tell_bailiffs(*, case: Case, today: date) -> None:
    """Ask the lawyer to withdraw the writ from the bailiffs, at the stage where the case stands."""
    deed = Deed(
        DeedKind.ASK,
        "notify_bailiffs",
        case.stage,
        case.attempt,
        role="LAWYER",
        due_days=_DAYS_TO_NOTIFY,
    )
    _ask(case, deed, today)


def ask_to_resume(*, case: Case, today: date) -> None:
    """Ask a crew to bring the supply of a case back, at the stage where the case stands or has ended."""
    asked = Task.objects.filter(case=case, kind=ending.RESUMPTION)
    deed = Deed(
        words.OwnDeed.RESUME,
        ending.RESUMPTION,
        case.stage,
        case.attempt,
        asked.count() + 1,
        role="CREW",
        due_days=1,
    )
    _ask(case, deed, today)


def take_back(*, case: Case, ground: str) -> None:
    """Recall what people have been asked and cancel what has not been sent; the journal says why."""
    subject = words.case_subject(case_id=case.pk)
    tasks.recall(subjects=[subject], ground=ground)
    messages.cancel_planned(subject=subject, reason=ground)


_DEEDS: dict[str, Callable[[Case, Deed, date], None]] = {
    DeedKind.MAKE: _make,
    DeedKind.ASK: _ask,
    DeedKind.PASS: _pass,
    words.OwnDeed.RESUME: _resume,
    words.OwnDeed.BREAK_PLAN: _break_plan,
    DeedKind.END_PAUSE: _end_pause,
    DeedKind.CLOSE: _close,
}
