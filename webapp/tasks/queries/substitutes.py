"""Who acts for whom today. A substitute may do what both of the two may, and nothing more."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from webapp.staff.models import User
from webapp.tasks.models import Absence, Task


def standing(*, today: date) -> QuerySet[Absence]:
    """Return the absences of a day."""
    return Absence.objects.filter(
        first_on__lte=today,
        last_on__gte=today,
        canceled_at=None,
    )


def standing_for(*, substitute: User, today: date) -> QuerySet[Absence]:
    """Return the absences in which a person acts for a colleague today."""
    here = standing(today=today).filter(substitute=substitute, person__is_active=True)
    return here.select_related("person").order_by("last_on", "id")


def absent(*, substitute: User, today: date) -> QuerySet[User]:
    """Return the colleagues whose tasks a person does today; who has left has no substitute."""
    away = standing(today=today).filter(substitute=substitute)
    return User.objects.filter(id__in=away.values("person"), is_active=True)


def acted_for(*, task: Task, by: User | None, today: date) -> User | None:
    """Return the absent colleague in whose place a person acts on a task."""
    if by is None or task.assignee is None or task.assignee == by:
        return None
    return absent(substitute=by, today=today).filter(pk=task.assignee.pk).first()


def doers(*, user: User, today: date) -> list[User]:
    """Return a person and those for whom the person acts today."""
    return [user, *absent(substitute=user, today=today)]


def both_may(*, task: Task, user: User, permission: str, today: date) -> bool:
    """Say whether a right is a person's, and the absent colleague's too when it is used for one."""
    if not user.has_perm(permission):
        return False
    colleague = acted_for(
        task=task,
        by=user,
        today=today,
    )
    return colleague is None or task.role in user.roles or colleague.has_perm(permission)


def told(colleague: User | None) -> dict[str, Any]:
    """Return what the journal says of a deed done in the place of a colleague."""
    if colleague is None:
        return {}
    return {"acted_for": colleague.pk, "acted_for_name": str(colleague)}
