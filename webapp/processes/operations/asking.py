"""Giving people the tasks of a case."""

from datetime import date, timedelta

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import beside, executors, journal
from webapp.processes.queries import known, returns
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed, DeedKind
from workflows.process.plan import DATA

_DAYS_FOR_DATA = 3


def ask(*, case: Case, deed: Deed, today: date, remarks: str = "") -> None:
    """Give the task of a deed to whoever leads the case, else to people of its role.

    Of what version it is, they answer for.
    """
    process = registry.process_of(code=case.process)
    kind, _hyphen, _about = deed.name.partition("-")
    remarks = remarks or returns.remarks(case=case, kind=kind) or process.hooks.told(case, kind)
    task = tasks.ask(
        kind=kind,
        subject=process.subject_of(case_id=case.pk),
        role=deed.role,
        created_on=today,
        due_on=deed.due_on or today + timedelta(days=deed.due_days),
        workflow_id=process.workflow_id(case_id=case.pk),
        step=deed.step,
        place=journal.place(case=case, deed=deed),
        account_id=process.hooks.account(case, kind),
        assignee=executors.doer(
            case=case,
            kind=registry.kind_of(process=case.process, code=kind),
            role=deed.role,
            today=today,
        ),
        remarks=remarks,
        version=deed.about,
        due_at=deed.due_at,
        counts_working_days=known.counts_working_days(case=case, task=deed.name),
    )
    journal.write_step(
        case=case, deed=deed, today=today, outcome="ASKED", task=task, ground=remarks[:300]
    )
    declared = registry.kind_of(process=case.process, code=kind)
    if declared:
        beside.draw_with(
            case=case,
            task=task,
            kinds=declared.drawn(case),
            today=today,
        )


def ask_for_data(*, case: Case, deed: Deed, today: date, lacking: str) -> None:
    """Ask a person, once at a time, for what a paper lacks.

    The paper is tried again when the task is done.
    """
    name = f"{DATA}-{deed.name}"
    asked = Task.objects.filter(
        case=case,
        stage=deed.stage,
        attempt=deed.attempt,
        name=name,
    )
    if asked.filter(status=Task.Status.OPEN).exists():
        return
    process = registry.process_of(code=case.process)
    wanted = Deed(
        DeedKind.ASK,
        name,
        deed.stage,
        deed.attempt,
        revision=asked.count() + 1,
        role=process.papers.data_role,
        due_days=_DAYS_FOR_DATA,
    )
    ask(
        case=case,
        deed=wanted,
        today=today,
        remarks=lacking,
    )
