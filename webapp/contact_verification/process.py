"""What verification of contacts is."""

from django.utils.translation import gettext_lazy as _

from webapp.contact_verification.operations import opening, verifying
from webapp.contact_verification.queries import facts, telling
from webapp.processes import registry
from webapp.processes.declarations import Conduct, Hooks, Messages, Process, TaskKind
from webapp.processes.process import SETTLE
from workflows.contact_verification import (
    CONFIRMED,
    CORRECTED,
    RULES,
    STAGES,
    UNUSABLE,
    WORKFLOW_TYPE,
)
from workflows.interfaces.process import Stages

PROCESS = Process(
    code=WORKFLOW_TYPE,
    title=_("Verification of contacts"),
    series="КОН",
    conduct=Conduct(
        rules=RULES,
        policy=lambda _case: Stages(STAGES),
        facts=facts.read,
        related=("verification__contact",),
    ),
    tasks=(
        SETTLE,
        TaskKind(
            "verify_contact",
            title=_("Find out how to reach the customer"),
            waits=_("what the desk finds out about the contact"),
            outcomes=(CORRECTED, CONFIRMED, UNUSABLE),
            effect=verifying.verified,
            final=_("Correct the contact itself: on the page of the counterparty."),
        ),
    ),
    stages={"message": _("Question to the customer"), "desk": _("Asking the call center")},
    sides={"ACTIVE": _("Active"), "CLOSED": _("Closed")},
    closings={
        CORRECTED: _("Corrected"),
        CONFIRMED: _("Confirmed"),
        UNUSABLE: _("Unusable"),
    },
    messages=Messages(telling=telling.to_customer),
    hooks=Hooks(account=facts.account, told=telling.to_desk),
    begins={
        "contact.failed": opening.contact_failed,
        "letter.returned": opening.letter_returned,
    },
)
registry.declare(PROCESS)
