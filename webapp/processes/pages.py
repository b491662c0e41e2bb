"""What people ask of each other, without a process: its kind, and the form of its report."""

from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.declarations import TaskKind, TaskPage
from webapp.processes.forms.reports import CorrectForm, FreeForm, SettleForm
from webapp.tasks.operations import giving

SETTLE = TaskPage(SettleForm, permission="correspondence.settle_message")
CORRECT = TaskPage(CorrectForm)
registry.offer(
    TaskKind(
        giving.FREE,
        _("A colleague's task"),
        waits=_("what a colleague was asked"),
        outcomes=("DONE", "IMPOSSIBLE"),
    ),
    TaskPage(FreeForm),
)
