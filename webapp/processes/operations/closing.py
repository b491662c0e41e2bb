"""The end of a case: asked for by a person, and come about."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import journal, pausing, taking_back
from webapp.processes.queries import pauses
from webapp.staff.models import User
from workflows.interfaces.process import Deed

CLOSED = "CLOSED"


class UnableToClose(Exception):
    """The case is closed already, or is being closed."""


@transaction.atomic
def request(*, case_id: int, reason: str, ground: str, by: User, today: date) -> None:
    """Ask the process to close the case: it recalls what is under way first.

    :raises UnableToClose: when the case is closed or its closing has been asked for
    """
    case = Case.objects.get(pk=case_id)
    if reason not in registry.process_of(code=case.process).asked_closings:
        raise UnableToClose(_("Unknown reason to close a case: %(reason)s.") % {"reason": reason})
    going = Case.objects.filter(
        pk=case_id,
        closed_on=None,
        close_requested="",
    )
    if not going.update(close_requested=reason):
        raise UnableToClose(_("The case is closed already or is being closed."))
    journal.tell(
        case_id=case_id,
        fact="closing-requested",
        by=by,
        today=today,
        ground=ground,
        outcome=reason,
        reason=reason,
    )


def close(*, case: Case, deed: Deed, today: date) -> None:
    """Close a case.

    Open tasks are recalled, planned messages will not go, pauses end, events no longer wake it;
    whoever has opened it and waits, or rests because of it, hears of it.
    """
    if deed.reason is None:
        raise ValueError("a closing deed has a reason")
    process, reason = registry.process_of(code=case.process), str(deed.reason)
    taking_back.take_back(case=case, ground=reason)
    case.closed_on, case.close_reason, case.side = today, reason, CLOSED
    case.save(update_fields=["closed_on", "close_reason", "side"])
    pausing.end_all(case=case, today=today)
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome=reason,
    )
    process.hooks.closed(case, deed, today)
    outbox.unsubscribe(workflow_id=process.workflow_id(case_id=case.pk))
    if case.opened_for_id or pauses.rests_because_of(case=case):
        journal.announce(case=case, fact="closed", key=deed.step)
    audit.record(
        name=process.audited("closed"),
        subject=process.subject_of(case_id=case.pk),
        details={"reason": reason},
    )
