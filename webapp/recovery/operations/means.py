"""The debtor has new means: a returned writ need not rest its six months (229-ФЗ ст. 46 ч. 5)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.queries import resting
from webapp.staff.models import User


class UnableToPresent(Exception):
    """No writ of the case rests."""


@transaction.atomic
def changed(*, case_id: int, ground: str, by: User, today: date) -> None:
    """Write down what shows that the debtor's means have changed; the writ goes on at once.

    :raises UnableToPresent: when no writ rests
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if not resting.is_resting(case):
        raise UnableToPresent(_("No writ of this case rests: there is nothing to shorten."))
    journal.tell(
        case_id=case.pk,
        fact="means-changed",
        by=by,
        today=today,
        ground=ground,
    )
