"""Ending a case by a person's decision."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.operations import pauses
from webapp.staff.models import User


class UnableToClose(Exception):
    """The case is closed already, or is being closed."""


@transaction.atomic
def request(*, case_id: int, reason: str, ground: str, by: User, today: date) -> None:
    """Ask the process to close the case: it recalls what is under way first, and brings the supply back where it must.

    :raises UnableToClose: when the case is closed or its closing has been asked for
    """
    if reason not in {"WITHDRAWN", "BANKRUPTCY", "WRITTEN_OFF"}:
        raise UnableToClose(_("Unknown reason to close a case: %(reason)s.") % {"reason": reason})
    if not Case.objects.filter(pk=case_id, closed_on=None, close_requested="").update(
        close_requested=reason
    ):
        raise UnableToClose(_("The case is closed already or is being closed."))
    pauses.tell(
        case_id=case_id,
        fact="closing-requested",
        by=by,
        today=today,
        ground=ground,
        outcome=reason,
        reason=reason,
    )
