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
    final=_(
        "What became of a message is settled by its provider. Correct that on the page of messages:"
        " send it once more there, or tell the customer otherwise, and write a note."
    ),
)
CORRECT = TaskKind(
    plan.CORRECT,
    title=_("Correct what was returned"),
    waits=_("correction of what was returned"),
    outcomes=("CORRECTED", "AS_IT_IS"),
    of_leader=True,
)
LEAVE = TaskKind(
    plan.LEAVE,
    title=_("Give leave for what is beyond a limit"),
    waits=_("leave of the head of legal"),
    outcomes=("APPROVED", "REFUSED"),
    effect=wishes.decided,
    final=_(
        "What was allowed is done already. End it where it stands: the pause or the plan on the "
        "page of the case."
    ),
)
