"""Kinds of tasks that the shared room asks for by itself.

A process that sends declares ``SETTLE``, one that has something approved ``CORRECT``, one whose
roles have limits ``LEAVE``.
"""

from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import TaskKind
from webapp.processes.operations import effects, wishes
from workflows.process import plan

SETTLE = TaskKind(
    plan.SETTLE,
    title=_("Find out whether the message was sent"),
    waits=_("decision on a message whose outcome is unknown"),
    outcomes=("SENT", "NOT_SENT"),
    effect=effects.settled,
)
CORRECT = TaskKind(
    plan.CORRECT,
    title=_("Correct what was returned"),
    waits=_("correction of what was returned"),
    outcomes=("CORRECTED", "AS_IT_IS"),
    of_leader=True,
)
LEAVE = TaskKind(
    wishes.LEAVE,
    title=_("Give leave for what is beyond a limit"),
    waits=_("leave of the head of legal"),
    outcomes=("APPROVED", "REFUSED"),
    effect=wishes.decided,
)
