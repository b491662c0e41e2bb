"""Writing down who is away and who acts meanwhile."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.staff.models import User
from webapp.tasks.models import Absence


class UnableToEnter(Exception):
    """The days cannot be, or somebody acts for the person on them already.

    ``field`` names what is wrong.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class UnableToCancel(Exception):
    """An absence that is over, or was called off, is not called off again."""


@transaction.atomic
def enter(
    *, person: User, substitute: User, first_on: date, last_on: date, by: User, now: datetime
) -> Absence:
    """Let a colleague act for a person who is away from a day through another.

    :raises UnableToEnter: when the days are over or out of order, the substitute is the person, or
        the person is away on one of the days already
    """
    if substitute == person:
        raise UnableToEnter(_("Nobody acts in one's own place."), field="substitute")
    if last_on < first_on:
        raise UnableToEnter(_("The last day comes before the first."), field="last_on")
    if last_on < now.date():
        raise UnableToEnter(_("These days are over already."), field="last_on")
    # of two absences entered at once the second waits here and sees the first
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    other = _standing(person).filter(first_on__lte=last_on, last_on__gte=first_on).first()
    if other is not None:
        raise UnableToEnter(
            _("An absence for these days is written down already: %(days)s.") % {"days": other},
            field="first_on",
        )
    absence = Absence.objects.create(
        person=person,
        substitute=substitute,
        first_on=first_on,
        last_on=last_on,
        entered_by=by,
        entered_at=now,
    )
    details = {
        "substitute": substitute.pk,
        "from": first_on.isoformat(),
        "through": last_on.isoformat(),
    }
    subject = f"user:{person.pk}"
    audit.record(
        name="tasks.absence.entered",
        subject=subject,
        actor=by,
        details=details,
    )
    return absence


@transaction.atomic
def cancel(*, absence_id: int, by: User, now: datetime) -> None:
    """Call an absence off: from now on the substitute acts no more.

    :raises UnableToCancel: when it is over or called off already
    """
    standing = Absence.objects.filter(
        id=absence_id,
        canceled_at=None,
        last_on__gte=now.date(),
    )
    if not standing.update(canceled_at=now):
        raise UnableToCancel(_("The absence is over or called off already."))
    absence = Absence.objects.get(id=absence_id)
    audit.record(
        name="tasks.absence.canceled",
        subject=f"user:{absence.person_id}",
        actor=by,
        details={"absence": absence.pk},
    )


def _standing(person: User) -> QuerySet[Absence]:
    return Absence.objects.filter(person=person, canceled_at=None)
