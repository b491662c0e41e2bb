"""Who is away, and who acts meanwhile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.colleagues import PersonField
from webapp.processes.queries import takers
from webapp.staff.forms import DayField
from webapp.staff.models import User
from workflows.interfaces import days


class AbsenceForm(forms.Form):
    """A colleague, or the person at the screen, is away; somebody acts meanwhile."""

    person = PersonField(label=_("Who is away"), queryset=User.objects.none())
    substitute = PersonField(label=_("Who acts meanwhile"), queryset=User.objects.none())
    first_on = DayField(label=_("Away from"), span=days.AWAITED)
    last_on = DayField(label=_("Away through"), span=days.PROMISED)

    def __init__(self, *args: Any, user: User, may_for_all: bool = False, **kwargs: Any) -> None:
        """Offer everybody to whoever may enter absences of colleagues, else the person alone."""
        super().__init__(*args, **kwargs)
        people = takers.everybody()
        self.fields["substitute"].queryset = people  # type: ignore[attr-defined]
        if not may_for_all:
            people = people.filter(pk=user.pk)
            self.fields["person"].initial = user.pk
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
