"""Administrators: nobody locks himself out, and somebody always remains who lets others in."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from webapp.staff.models import Role, User


class UnableToTake(Exception):
    """An account or a role cannot be taken away; ``field`` names what of the account would be."""

    def __init__(self, field: str, refusal: str) -> None:
        """Say it to the person."""
        self.field = field
        super().__init__(refusal)


def administrators() -> QuerySet[User]:
    """Return the people who can log in and give others their rights."""
    in_role = Group.objects.filter(name=Role.ADMINISTRATOR, user=OuterRef("pk"))
    return User.objects.filter(
        Exists(in_role) | Q(is_superuser=True), is_active=True, is_staff=True
    )


def keep(
    *, user: User, by: User, is_active: bool, roles: Collection[str], is_superuser: bool
) -> None:
    """Refuse what would leave the office without anybody who can let people in.

    Called in the transaction that writes the account: until its end no other administrator is
    taken away.

    :raises UnableToTake: when people take from themselves, or the last administrator would go
    """
    before = _locked(user)
    _refuse_to_oneself(before, by, is_active=is_active, roles=roles)
    stays = is_active and (is_superuser or Role.ADMINISTRATOR in roles)
    was = administrators().filter(pk=user.pk).exists()
    if stays or not was or administrators().exclude(pk=user.pk).exists():
        return
    raise UnableToTake(
        "groups" if is_active else "is_active",
        _(
            "This is the last administrator who can log in: make somebody else an administrator "
            "first."
        ),
    )


def _locked(user: User) -> User:
    """Two administrators who take each other away wait here: the second finds himself gone."""
    list(administrators().select_for_update(of=("self",), no_key=True).order_by("pk"))
    return User.objects.get(pk=user.pk)


def _refuse_to_oneself(user: User, by: User, *, is_active: bool, roles: Collection[str]) -> None:
    if user != by:
        return
    if user.is_active and not is_active:
        raise UnableToTake(
            "is_active",
            _("Nobody switches off the own account: another administrator can do it."),
        )
    if Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in roles:
        raise UnableToTake(
            "groups",
            _("Nobody takes the role of administrator from himself: another administrator can."),
        )
