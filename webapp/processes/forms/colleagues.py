"""Choosing a colleague."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from webapp.staff.models import Role, User

_LEADERS = (Role.LAWYER, Role.HEAD_OF_LEGAL)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of the staff, shown by full name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, or the login of somebody without one."""
        return str(obj.get_full_name() or obj.get_username())


def executors() -> QuerySet[User]:
    """Return the staff who lead cases."""
    return of_roles(*_LEADERS)


def of_roles(*roles: str) -> QuerySet[User]:
    """Return the working staff of any of the roles, by name."""
    return (
        User.objects.filter(is_active=True, groups__name__in=roles)
        .order_by("last_name", "first_name")
        .distinct()
    )
