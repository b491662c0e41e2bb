"""The journal of a case: what was done, and what people decided, with the ground."""

from datetime import date
from typing import Any

from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.staff.models import User
from workflows.interfaces.places import Place
from workflows.interfaces.process import Deed


def write_step(*, case: Case, deed: Deed, today: date, outcome: str = "", **fields: Any) -> Step:
    """Write the journal row of a deed."""
    process = registry.process_of(code=case.process)
    if "debt" not in fields:
        fields["debt"] = process.hooks.debt(case)
    return Step.objects.create(
        case=case,
        key=fields.pop("key", deed.step),
        stage=deed.stage,
        attempt=deed.attempt,
        deed=deed.kind,
        name=deed.name,
        revision=deed.revision,
        outcome=outcome,
        on=fields.pop("on", today),
        **fields,
    )


def place(*, case: Case, deed: Deed) -> Place:
    """Return where in its case a deed belongs."""
    return Place(case.pk, deed.stage, deed.attempt, deed.name, deed.revision)


def write_decision(
    *,
    case_id: int,
    fact: str,
    by: User | None,
    today: date,
    ground: str = "",
    outcome: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Write down what a person decided about a case, in the transaction of the decision itself.

    Return the entry of the register.
    """
    case = Case.objects.get(pk=case_id)
    process = registry.process_of(code=case.process)
    entry = audit.record(
        name=process.audited(fact),
        subject=process.subject_of(case_id=case_id),
        actor=by,
        ground=ground,
        details=details,
    )
    Step.objects.create(
        case=case,
        key=f"{case.stage}.{case.attempt}:{Step.Deed.DECIDED}:{fact}:{entry.pk}",
        stage=case.stage,
        attempt=case.attempt,
        deed=Step.Deed.DECIDED,
        name=fact,
        outcome=outcome,
        on=today,
        debt=process.hooks.debt(case),
        by=by,
        ground=ground,
        details=details or {},
    )
    return entry


def tell(
    *,
    case_id: int,
    fact: str,
    by: User | None,
    today: date,
    ground: str = "",
    outcome: str = "",
    **details: Any,
) -> None:
    """Write down what was decided about a case and wake its process."""
    entry = write_decision(
        case_id=case_id,
        fact=fact,
        by=by,
        today=today,
        ground=ground,
        outcome=outcome,
        details=details,
    )
    announce(
        case=Case.objects.get(pk=case_id),
        fact=fact,
        key=str(entry.pk),
    )


def announce(*, case: Case, fact: str, key: str) -> None:
    """Let whoever listens to a case know what has come about in it."""
    process = registry.process_of(code=case.process)
    outbox.announce(
        subject=process.subject_of(case_id=case.pk),
        fact=f"case.{fact}",
        key=key,
    )
