"""Opening cases: one open case about one thing, whoever asks and however often."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.contracts.models import Account, Contract
from webapp.correspondence.operations import numbering
from webapp.outbox import operations as outbox
from webapp.parties.models import Party
from webapp.processes import registry
from webapp.processes.declarations import Process
from webapp.processes.models import Case, Step
from webapp.processes.operations import journal
from webapp.staff.models import User
from workflows.interfaces.process import TASK_QUEUE, Deed


class UnableToOpen(Exception):
    """There is an open case about this already."""


def open_case(
    *,
    process: str,
    party: Party,
    today: date,
    by: User | None = None,
    account: Account | None = None,
    contract: Contract | None = None,
    exclusive: str = "",
    executor: User | None = None,
    listens: Collection[str] = (),
    opened_for: Step | None = None,
) -> Case:
    """Open a case and let its story begin.

    ``exclusive`` names, within the process, what only one open case may be about. ``listens`` are
    the subjects, besides the case itself, whose events wake it.

    :raises UnableToOpen: when another open case is about the same
    """
    declared = registry.process_of(code=process)
    case = Case(
        process=process,
        party=party,
        account=account,
        contract=contract,
        exclusive=_exclusive(declared, exclusive),
        opened_on=today,
        opened_by=by,
        executor=executor,
        stage_started_on=today,
        opened_for=opened_for,
    )
    case.stage_kind = declared.conduct.policy(case).stages[0].kind
    try:
        with transaction.atomic():
            return _insert(case, declared, listens)
    except IntegrityError as error:
        if not _is_taken(case):
            raise
        raise UnableToOpen(_("There is an open case about this already.")) from error


def _exclusive(process: Process, about: str) -> str | None:
    if not about:
        return None
    return f"{process.code}:{about}"


def _is_taken(case: Case) -> bool:
    if case.exclusive is None:
        return False
    return Case.objects.filter(exclusive=case.exclusive, closed_on=None).exists()


def _insert(case: Case, process: Process, listens: Collection[str]) -> Case:
    [case.number] = numbering.next_numbers(
        series=process.series,
        on=case.opened_on,
        count=1,
    )
    case.save(force_insert=True)
    start(process=process, listening={case: listens})
    audit.record(
        name=process.audited("opened"),
        subject=process.subject_of(case_id=case.pk),
        actor=case.opened_by,
    )
    return case


def start(*, process: Process, listening: Mapping[Case, Collection[str]]) -> None:
    """Let the stories of new cases begin.

    They are woken by what happens to the case, to its customer's contacts, or to the subjects it
    listens to.
    """
    outbox.subscribe_many(
        (process.workflow_id(case_id=case.pk), subject)
        for case, subjects in listening.items()
        for subject in (
            process.subject_of(case_id=case.pk),
            f"party:{case.party_id}",
            *subjects,
        )
    )
    outbox.start_many(
        workflow_type=process.code,
        task_queue=TASK_QUEUE,
        starts=_starts(process, listening),
        memos=_memos(process, listening),
    )


def start_anew(*, process: Process, cases: Collection[Case]) -> None:
    """Start the stories of open cases anew, whatever has become of their former runs.

    One that runs goes on.
    """
    outbox.start_anew_many(
        workflow_type=process.code,
        task_queue=TASK_QUEUE,
        starts=_starts(process, cases),
        memos=_memos(process, cases),
    )


def go_on(*, process: Process, case: Case) -> None:
    """Let the story of a case go on that had come to its end: it hears again what wakes it."""
    heard = [process.subject_of(case_id=case.pk), f"party:{case.party_id}"]
    heard += process.hooks.listens(case)
    listener = process.workflow_id(case_id=case.pk)
    outbox.subscribe_many((listener, subject) for subject in heard)
    start_anew(process=process, cases=[case])


def _starts(process: Process, cases: Iterable[Case]) -> list[tuple[str, dict[str, Any]]]:
    """Return what each story starts with, by its id."""
    return [(process.workflow_id(case_id=case.pk), {"case_id": case.pk}) for case in cases]


def _memos(process: Process, cases: Iterable[Case]) -> dict[str, dict[str, str]]:
    return {
        process.workflow_id(case_id=case.pk): {"case": case.number, **process.hooks.memo(case)}
        for case in cases
    }


def open_child(*, case: Case, deed: Deed, today: date) -> None:
    """Open the case of another process that a deed names, and listen for its end."""
    step = journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="OPENED",
    )
    process = registry.process_of(code=deed.name)
    child = (process.hooks.open_for or _about_the_same)(case, step, today)
    parent = registry.process_of(code=case.process)
    listener = parent.workflow_id(case_id=case.pk)
    outbox.subscribe_many([(listener, process.subject_of(case_id=child.pk))])


def _about_the_same(case: Case, step: Step, today: date) -> Case:
    """Open a child about the same customer, account or contract."""
    return open_case(
        process=step.name,
        party=case.party,
        account=case.account,
        contract=case.contract,
        today=today,
        executor=case.executor,
        opened_for=step,
    )
