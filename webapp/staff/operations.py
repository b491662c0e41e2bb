"""Changes of what binds the whole installation: the business clock and the rights of roles."""

from datetime import UTC, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from webapp.staff import queries
from webapp.staff.models import BusinessClockSetting, Role, User


class UnableToSeedRoles(Exception):
    """The role table names rights that no app declares."""


def set_clock(*, business_at: datetime, rate: float) -> None:
    """Make business time run from a moment at a rate; a rehearsal only."""
    BusinessClockSetting.objects.update_or_create(
        id=1,
        defaults={
            "origin_real_at": datetime.now(UTC),
            "origin_business_at": business_at,
            "rate": rate,
        },
    )
    queries.forget_clock()


@transaction.atomic
def seed_roles() -> None:
    """Make a group of every role with exactly the rights of the role table.

    :raises UnableToSeedRoles: when the table names a right that does not exist; nothing is changed then
    """
    missing = queries.missing_rights()
    if missing:
        raise UnableToSeedRoles(
            _("No model declares these rights: %(codes)s. Run migrations first.")
            % {"codes": ", ".join(missing)}
        )
    for role in Role:
        _group(role).permissions.set(queries.rights(role=role))


def give_role(*, user: User, role: Role) -> None:
    """Put a staff member into one role, out of all others. The group of a role is made on first use."""
    group = _group(role)
    if not group.permissions.exists():
        group.permissions.set(queries.rights(role=role))
    user.groups.set([group])


def _group(role: Role) -> Group:
    return Group.objects.get_or_create(name=role.value)[0]
