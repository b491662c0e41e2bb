"""What is asked of a person who gives a program a token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from webapp.api import queries
from webapp.api.models import Scope
from webapp.staff.forms import TextField
from webapp.staff.models import User

_LIVES = ((30, _("a month")), (90, _("three months")), (366, _("a year")), (7, _("a week")))


class TokenForm(forms.Form):
    """In whose name a program calls, what it may be used for, and until when."""

    title = TextField(label=_("Program"), max_length=120, widget=UnfoldAdminTextInputWidget())
    owner = forms.ModelChoiceField(
        label=_("In whose name"),
        queryset=User.objects.none(),
        widget=UnfoldAdminSelectWidget(),
        help_text=_("The program may do and see what this colleague may, and nothing else."),
    )
    days = forms.TypedChoiceField(
        label=_("Holds for"), choices=_LIVES, coerce=int, widget=UnfoldAdminSelectWidget()
    )
    scopes = forms.MultipleChoiceField(
        label=_("Opens"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the colleagues who work here now."""
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = queries.owners()
