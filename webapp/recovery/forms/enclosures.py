"""What is brought to be enclosed with a filing, and what is filed without."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from documents.enclosures import Holder
from webapp.processes.forms.reports import ReportForm
from webapp.staff.forms import DayField, TextField, WholeField
from webapp.tasks.queries import contents


class EnclosuresForm(ReportForm):
    """Everything that the filing names is there, or is left out by a decision."""

    names = {"COMPLETE": _("Everything is there")}


class EncloseForm(forms.Form):
    """A scan for one line of a filing, with the day that stands on it."""

    title = TextField(widget=forms.HiddenInput, max_length=300)
    holder = forms.ChoiceField(
        widget=forms.HiddenInput,
        choices=[(holder.value, holder.value) for holder in Holder],
    )
    file = forms.FileField(
        label=_("File: PDF, JPEG or PNG, at most 10 MB"),
        widget=UnfoldAdminFileFieldWidget,
    )
    issued_on = DayField(label=_("Date of the document"), required=False)

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > contents.LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB: scan it more coarsely."))
        return file


class WithoutForm(forms.Form):
    """Why a filing goes without what it names."""

    title = TextField(widget=forms.HiddenInput, max_length=300)
    reason = TextField(label=_("Reason, as the inventory prints it"), max_length=300)


class PutAsideForm(forms.Form):
    """Why a file is put aside."""

    file = WholeField(widget=forms.HiddenInput)
    reason = TextField(label=_("Why the file is wrong"), max_length=300)
