"""Choosing a colleague: whoever is offered sees what it is about."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from webapp.contracts.models import Account
from webapp.processes.operations import executors as operations
from webapp.processes.queries import takers
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

_LEADERS = (Role.LAWYER, Role.HEAD_OF_LEGAL)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of the staff, shown by full name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, or the login of somebody without one."""
        return str(obj)


class ForwardForm(forms.Form):
    """A colleague who may do a task and sees what it is about."""

    to = PersonField(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        """Offer those who may do the task."""
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = takers.of(task=task)  # type: ignore[attr-defined]


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


def who_see(staff: QuerySet[User], *, accounts: QuerySet[Account]) -> QuerySet[User]:
    """Return those of the staff whose segment has one of the accounts.

    All of them when there is no account.
    """
    about = list(accounts.select_related("party", "premises__building__street__district"))
    able = [
        user.pk
        for user in staff
        if not about or any(operations.sees(user=user, account=account) for account in about)
    ]
    return staff.filter(pk__in=able)
