"""Kinds of tasks that the shared room asks for by itself.

A process that sends declares ``SETTLE``, one that has something approved ``CORRECT``.
"""

from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import TaskKind
from webapp.processes.operations import effects
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
