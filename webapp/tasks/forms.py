"""Giving a task to somebody else."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webapp.staff.models import User


class _Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())


class ForwardForm(forms.Form):
    """A colleague of the role the task is for."""

    to = _Colleague(label=_("Give to"), queryset=User.objects.none())

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        """Offer those who may do tasks of the role."""
        super().__init__(*args, **kwargs)
        able = User.objects.filter(Q(groups__name=role) | Q(groups__name="HEAD_OF_LEGAL"), is_active=True)
        self.fields["to"].queryset = able.order_by("last_name", "first_name").distinct()  # type: ignore[attr-defined]
