"""Reports that took the place of others: what a task said before, and what it says since."""

from django.db.models import QuerySet

from webapp.tasks.models import Task


def after(*, task: Task) -> Task | None:
    """Return the report that took the place of this one."""
    return _edition(task, task.revision + 1).exclude(correction="").first()


def before(*, task: Task) -> Task | None:
    """Return the report whose place this one took."""
    if not task.correction:
        return None
    return _edition(task, task.revision - 1).filter(status=Task.Status.CORRECTED).first()


def is_newest(*, task: Task) -> bool:
    """Say whether the same has not been asked of anybody since."""
    return not _same_step(task).filter(revision__gt=task.revision).exists()


def _same_step(task: Task) -> QuerySet[Task]:
    """Return the tasks of the same step of the same attempt of a case."""
    return Task.objects.select_related("completed_by").filter(
        case=task.case_id,
        stage=task.stage,
        attempt=task.attempt,
        name=task.name,
    )


def _edition(task: Task, revision: int) -> QuerySet[Task]:
    return _same_step(task).filter(revision=revision)
