"""One deed on a case, written once: the key of a journal row is unique.

Repeating an activity changes nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db import transaction

from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.operations import (
    asking,
    closing,
    delivery,
    journal,
    moving,
    opening,
    papers,
    pausing,
    sending,
    taking_back,
)
from webapp.processes.queries import known
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import plan


@transaction.atomic
def perform_step(*, case_id: int, step: str, today: date) -> None:
    """Do the step of this key if the facts of this moment ask for it; nothing when they do not.

    Sending that reaches nobody is written down here as well: nothing of it leaves the house.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    decision = known.decide(case=case, today=today)
    if not isinstance(decision, known.DOING) or decision.deed.step != step:
        return
    if decision.deed.kind == DeedKind.SEND:
        sending.plan(
            case_id=case_id,
            deed=decision.deed,
            today=today,
        )
    else:
        do(
            case=case,
            deed=decision.deed,
            today=today,
        )


@transaction.atomic
def perform(*, case_id: int, deed: Deed, today: date) -> None:
    """Do a deed on a case if it is still the one thing to do: it is decided again under its lock.

    Between the two a payment may have come, a pause, a plan, a stop; and a deed that was done
    already is no longer to be done.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    decision = known.decide(case=case, today=today)
    if known.is_asked_for(deed, decision):
        do(
            case=case,
            deed=deed,
            today=today,
        )


def do(*, case: Case, deed: Deed, today: date) -> None:
    """Do a deed decided under the case's lock; nothing when its step is written already."""
    if _is_written(case, deed):
        if deed.kind == DeedKind.CLOSE and case.closed_on is None:
            # a case that went on after its end ends once more
            again = replace(deed, revision=deed.revision + 1)
            do(case=case, deed=again, today=today)
        return
    moving.enter(
        case=case,
        deed=deed,
        today=today,
    )
    process = registry.process_of(code=case.process)
    hooks = process.hooks
    own = hooks.own.get(deed.kind)
    if own:
        own(case, deed, today)
        return
    do_it = _DEEDS[DeedKind(deed.kind)]
    do_it(
        case=case,
        deed=deed,
        today=today,
    )
    if deed.kind == DeedKind.ASK:
        hooks.asked(case, today)


def _is_written(case: Case, deed: Deed) -> bool:
    """What stood on a report that was corrected is done anew."""
    written = Step.objects.filter(case=case, key=deed.step)
    return written.exclude(task__status=Task.Status.CORRECTED).exists()


def _pass(*, case: Case, deed: Deed, today: date) -> None:
    """Write down what has come about."""
    match deed.name:
        case "skip":
            taking_back.stop_stage(case=case, ground=deed.ground)
            journal.write_step(
                case=case, deed=deed, today=today, outcome="SKIPPED", ground=deed.ground
            )
        case plan.SHIFT:
            delivery.shift(
                case=case,
                deed=deed,
                today=today,
            )
        case name if name.startswith(plan.SILENCE):
            _fall_silent(
                case=case,
                deed=deed,
                today=today,
            )
        case _:
            delivery.deliver(
                case=case,
                deed=deed,
                today=today,
            )


def _fall_silent(*, case: Case, deed: Deed, today: date) -> None:
    """The law has answered for whoever was silent: his task is over."""
    task = deed.name.removeprefix(plan.SILENCE)
    taking_back.recall_task(
        case=case,
        name=task,
        ground=deed.ground,
    )
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="SILENT",
        ground=deed.ground,
    )


_DEEDS: dict[DeedKind, Callable[..., None]] = {
    DeedKind.MAKE: papers.draw_up,
    DeedKind.ASK: asking.ask,
    DeedKind.PASS: _pass,
    DeedKind.END_PAUSE: pausing.end_by_itself,
    DeedKind.OPEN: opening.open_child,
    DeedKind.CLOSE: closing.close,
}
