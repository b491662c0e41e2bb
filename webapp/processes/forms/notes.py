"""What is written down about a case or an account: a note or a call, with files."""

from typing import Any
from uuid import uuid4, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.files import FilesField
from webapp.processes.models import Case, Note
from webapp.processes.operations.notes import Said
from webapp.staff.forms import TextField

_CALLS = [choice for choice in Note.Kind.choices if choice[0] != Note.Kind.NOTE]


class Files(forms.FileInput):
    """A field that shows the names of what was dropped, too, in the language of the page."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Let the page write over what the browser would say."""
        super().__init__({"data-files": "", **(attrs or {})})


class NoteForm(forms.Form):
    """Words, files, or both."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = TextField(
        label=_("Text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 4000}),
    )
    attachments = FilesField(
        label=_("Files"),
        required=False,
        widget=Files(attrs={"multiple": True}),
        help_text=_("Pictures, PDF, Word or Excel, at most 10 MB each"),
    )

    def clean(self) -> Any:
        """Let something be said."""
        cleaned = super().clean() or self.cleaned_data
        is_empty = not cleaned.get("text") and not cleaned.get("attachments")
        if is_empty and not self.errors and "outcome" not in self.fields:
            self.add_error("text", _("Write something, or lay a file to it."))
        return cleaned

    def said(self) -> Said:
        """Return what is to be written down."""
        told = {**self.cleaned_data}
        files = told.pop("attachments")
        return Said(**told, files=files)


class ManyNotesForm(forms.Form):
    """The same words about many cases, in each of them."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = TextField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 4000}),
    )

    def said_of(self, case: Case) -> Said:
        """Return what is to be written down about one of them: sent twice, it is one note."""
        given = self.cleaned_data
        return Said(key=uuid5(given["key"], str(case.pk)), text=given["text"])


class CallForm(NoteForm):
    """A call: who called, with whom, by which number, and what came of it."""

    kind = forms.ChoiceField(
        label=_("Call"),
        choices=_CALLS,
        initial=Note.Kind.CALL_OUT,
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Note.Outcome.choices,
        widget=forms.RadioSelect,
    )
    person = TextField(label=_("With whom"), required=False, max_length=120)
    phone = TextField(label=_("Phone"), required=False, max_length=20)
    field_order = ("key", "kind", "outcome", "person", "phone", "text", "attachments")


def form_of(note: Note) -> type[NoteForm]:
    """Return the form by which a note is corrected: that by which it was written."""
    return CallForm if note.is_call else NoteForm
