"""Choosing a colleague: whoever is offered sees the debtor, so nobody
is given what the segment hides.
"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from webapp.contracts.models import Account
from webapp.processes.forms.colleagues import PersonField, of_roles
from webapp.processes.operations import executors as operations
from webapp.staff.models import Role, User


class ForwardForm(forms.Form):
    """A colleague who does tasks of a role and sees one of the accounts that the task is about."""

    to = PersonField(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args: Any, role: str, accounts: QuerySet[Account], **kwargs: Any) -> None:
        """Offer those who may do tasks of the role."""
        super().__init__(*args, **kwargs)
        colleagues = who_see(of_roles(role, Role.HEAD_OF_LEGAL), accounts=accounts)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


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
