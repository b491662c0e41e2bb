"""Which tasks are a person's, as conditions on rows of tasks."""

from datetime import datetime

from django.db.models import Q

from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.queries import substitutes

OPEN = Q(status=Task.Status.OPEN)
DONE = Q(status=Task.Status.DONE)
NOBODYS = Q(assignee=None)
OF_CREWS = Q(role=Role.CREW)


def runs_place(user: User) -> bool:
    """Say whether a person sees and finishes everybody's tasks."""
    if user.is_superuser:
        return True
    leading = {Role.HEAD_OF_LEGAL, Role.ADMINISTRATOR}
    return bool(leading.intersection(user.roles))


def is_crew(user: User) -> bool:
    """Say whether a person only goes to customers: nothing else is asked of such a person."""
    return not user.is_superuser and set(user.roles) == {Role.CREW}


def seen(*, user: User, now: datetime) -> Q:
    """Return the condition on tasks that a person works with, follows, or may take up."""
    if runs_place(user):
        return Q()
    found = assigned(user=user, now=now)
    found |= Q(assigned_by=user)
    found |= Q(created_by=user)
    found |= Q(responsible=user)
    return found | _of_roles(user, now)


def to_do(*, user: User, now: datetime) -> Q:
    """Return the condition on open tasks of a person, and on those of the roles that nobody has."""
    return mine(user=user, now=now) | to_take(user=user, now=now)


def mine(*, user: User, now: datetime) -> Q:
    """Return the condition on open tasks that a person was given or has taken up."""
    held = Q(held_by=user, held_until__gt=now)
    return OPEN & (assigned(user=user, now=now) | held)


def to_take(*, user: User, now: datetime) -> Q:
    """Return the condition on open tasks that anybody of a person's roles may take up."""
    return nobodys(now=now) & Q(role__in=user.roles)


def of_person(*, person: int, now: datetime) -> Q:
    """Return the condition on tasks that were given to a person, or taken up while nobody's."""
    held = Q(held_by=person, held_until__gt=now)
    return Q(assignee=person) | NOBODYS & held


def nobodys(*, now: datetime) -> Q:
    """Return the condition on open tasks that nobody was given or has taken up."""
    return OPEN & NOBODYS & _free(now)


def assigned(*, user: User, now: datetime) -> Q:
    """Return the condition on tasks given to a person, or to an absent one for whom one acts."""
    absent = substitutes.absent(
        substitute=user,
        today=now.date(),
    )
    own = Q(assignee=user)
    return own | Q(assignee__in=absent.values("id"))


def given(*, user: User) -> Q:
    """Return the condition on tasks that a person gave to others."""
    asked = Q(created_by=user) & ~Q(assignee=user)
    return asked | Q(assigned_by=user)


def to_look_at(*, user: User, now: datetime) -> Q:
    """Return the condition on tasks of a person that were to be looked at again by today."""
    today = now.date()
    return to_do(user=user, now=now) & Q(follow_up_on__lte=today)


def _of_roles(user: User, now: datetime) -> Q:
    """A crew is at one address at a time: orders that others have are no business of it."""
    others = [role for role in user.roles if role != Role.CREW]
    found = Q(role__in=others)
    if Role.CREW in user.roles:
        found |= _orders(user, now)
    return found


def _orders(user: User, now: datetime) -> Q:
    done = Q(completed_by=user)
    # what was recalled under its hands is still reported on by whoever stood at the door
    at_hand = NOBODYS & ~DONE & (_free(now) | Q(held_by=user))
    return OF_CREWS & (done | at_hand)


def _free(now: datetime) -> Q:
    """Return the condition on tasks that nobody has taken up."""
    never = Q(held_by=None)
    no_more = Q(held_until__lte=now)
    return never | no_more
