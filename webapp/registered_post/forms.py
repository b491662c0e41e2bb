"""When a list was handed over, and what became of a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.files import FilesField
from webapp.registered_post.models import PostLetter
from webapp.registered_post.operations import Told
from webapp.staff.forms import DayField, WholeField


class HandForm(forms.Form):
    """The day on which a list was handed over."""

    on = DayField(label=_("Handed over on"))


class FateForm(forms.Form):
    """What became of a letter, with scans of the receipt or the envelope."""

    letter = WholeField(widget=forms.HiddenInput)
    fate = forms.ChoiceField(label=_("What became of it"), choices=PostLetter.Fate.choices)
    on = DayField(label=_("On"))
    scans = FilesField(label=_("Scans of the proof"), required=False)

    def told(self) -> Told:
        """Return what the person says."""
        given: dict[str, Any] = self.cleaned_data
        return Told(
            fate=PostLetter.Fate(given["fate"]),
            on=given["on"],
            files=given["scans"],
        )
