"""What waits at the task desk: a person's tasks, and the approvals among what may be given."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from webapp.processes.queries import worklist
from webapp.staff import registry
from webapp.staff.models import User

_MAY = "tasks.view_task"


def _tasks(user: User, now: datetime) -> int:
    return worklist.to_me(user=user, now=now).count()


def _approvals(user: User, now: datetime) -> int:
    return worklist.to_me(user=user, now=now).filter(worklist.approvals()).count()


registry.wait(registry.Waiting("tasks_list", _("Tasks to me"), _MAY, _tasks))
registry.wait(
    registry.Waiting(
        "tasks_list",
        _("Documents to approve"),
        _MAY,
        _approvals,
        query="tab=approve",
        in_menu=False,
    )
)
