"""The proof that a paper was delivered, and the term that it starts."""

from datetime import date
from typing import Any

from tariffs import terms
from webapp.audit import operations as audit
from webapp.correspondence import proof as proofs
from webapp.correspondence.models import Message
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import journal, papers
from webapp.processes.queries import known
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed
from workflows.process.plan import BY_POST, SETTLE


def deliver(*, case: Case, deed: Deed, today: date) -> None:
    """Write down the proof of delivery and the end of the term that it starts."""
    process = registry.process_of(code=case.process)
    stage = process.conduct.policy(case).stages[deed.stage]
    on, proof = _proof(case, deed, today)
    term = terms.deadline(
        start=on,
        days=stage.term_days,
        kind=stage.term_kind.value,
    )
    excluded = [{"date": day.date.isoformat(), "why": day.why} for day in term.excluded]
    details = {
        "start": on.isoformat(),
        "days": stage.term_days,
        "kind": stage.term_kind,
        "excluded": excluded,
    }
    step = journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome=deed.ground,
        term_ends_on=process.hooks.term_end(case, deed, term.end),
        on=on,
        details=details,
        **proof,
    )
    papers.issue(case=case)
    subject = process.subject_of(case_id=case.pk)
    tasks.recall(
        subjects=[subject],
        ground="settled",
        kinds=[SETTLE],
    )
    audit.record(
        name=process.audited("delivery-proved"), subject=subject, details={"step": step.key}
    )


def shift(*, case: Case, deed: Deed, today: date) -> None:
    """Give as many days anew for the paper that was delivered: its term was slept through."""
    journal.write_step(
        case=case, deed=deed, today=today, outcome="SHIFTED", term_ends_on=deed.due_on
    )


def _proof(case: Case, deed: Deed, today: date) -> tuple[date, dict[str, Any]]:
    if deed.ground == "post":
        posted = known.here(Task.objects, case=case).filter(kind=BY_POST, status=Task.Status.DONE)
        task = posted.latest("id")
        told_on = date.fromisoformat(task.result.get("date") or today.isoformat())
        proof: dict[str, Any] = {"task": task}
        if task.correction:
            # the proof that stood on the former report keeps its key
            proof["key"] = f"{deed.step}:{task.pk}"
        return told_on, proof
    sent = known.here(Message.objects, case=case).filter(channel=deed.ground)
    message = sent.latest("id")
    told_on = message.delivered_on or message.sent_on or today
    return told_on, {"message": message, "ground": proofs.told(message.evidence)}
