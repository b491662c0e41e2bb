"""The terms of open tasks after a pause: a clock that may rest has stood still."""

from datetime import date

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import known
from webapp.tasks.models import Task
from workflows.process import clocks, plan


def move_on(*, case: Case, today: date) -> None:
    """Let what a locked case asks of people be due when its terms end now."""
    if case.closed_on:
        return
    process = registry.process_of(code=case.process)
    seen = known.read(
        process=process,
        case_id=case.pk,
        today=today,
    )
    steps = process.conduct.rules.steps(seen.policy.stages[case.stage])
    terms = {step.task: step.term for step in known.works(steps) if step.term}
    asked = known.here(Task.objects, case=case).filter(status=Task.Status.OPEN, name__in=terms)
    for task in asked:
        _move(task, terms[task.name], seen)


def _move(task: Task, term: plan.Term, seen: known.Known) -> None:
    if not clocks.still(term=term, facts=seen.facts):
        return
    due = clocks.due(
        term=term,
        asked_on=task.created_on,
        facts=seen.facts,
    )
    task.due_on, task.due_at = due.on, due.at
    task.save(update_fields=["due_on", "due_at"])
