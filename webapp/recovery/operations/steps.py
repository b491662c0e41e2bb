"""The step a story asks for, done if it is still what is to be done."""

from datetime import date

from django.db import transaction

from webapp.processes.models import Case
from webapp.recovery.operations import deeds, transmission
from workflows.interfaces.process import DeedKind
from workflows.process.decisions import Act, Ask, Close


@transaction.atomic
def perform(*, case_id: int, step: str, today: date) -> None:
    """Do the step of this key if the facts of this moment ask for it; nothing when they do not.

    Sending that reaches nobody is written down here as well: nothing of it leaves the house.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    decision = deeds.decide(case=case, today=today)
    if not isinstance(decision, Act | Ask | Close) or decision.deed.step != step:
        return
    if decision.deed.kind == DeedKind.SEND:
        transmission.plan(case_id=case_id, deed=decision.deed, today=today)
    else:
        deeds.do(case=case, deed=decision.deed, today=today)
