"""What people do without a process: ask each other, and write notes; who may."""

from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.declarations import TaskKind, TaskPage
from webapp.processes.forms.reports import CorrectForm, FreeForm, LeaveForm, SettleForm
from webapp.staff import registry as staff
from webapp.staff.models import Role
from webapp.tasks.operations import giving

SETTLE = TaskPage(SettleForm, permission="correspondence.settle_message")
CORRECT = TaskPage(CorrectForm)
LEAVE = TaskPage(LeaveForm)
registry.offer(
    TaskKind(
        giving.FREE,
        _("A colleague's task"),
        waits=_("what a colleague was asked"),
        outcomes=("DONE", "IMPOSSIBLE"),
    ),
    TaskPage(FreeForm),
)
staff.give(
    rights=dict.fromkeys(
        (Role.LAWYER, Role.HEAD_OF_LEGAL, Role.CALL_CENTER, Role.ACCOUNTANT),
        ("processes.add_note",),
    )
)
