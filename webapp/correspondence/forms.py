"""What is asked of a person about messages and papers."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from documents import package
from webapp.correspondence import queries
from webapp.correspondence.models import Document, Message
from webapp.staff.forms import DayField, TextField

ANY: tuple[str, Any] = ("", _("Any"))


class CriteriaForm(forms.Form):
    """Which rows of a list are asked for."""

    def criteria(self) -> dict[str, Any]:
        """Return what is asked for; a wrong criterion does not narrow the list."""
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name))}


class DocumentsForm(CriteriaForm):
    """Which papers to list."""

    words = TextField(label=_("Number or account"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[ANY, *queries.KINDS.items()],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[ANY, *Document.Status.choices],
    )
    since = DayField(
        label=_("Dated from"),
        required=False,
    )
    until = DayField(
        label=_("Dated through"),
        required=False,
    )


class MessagesForm(CriteriaForm):
    """Which messages to list."""

    words = TextField(label=_("Recipient, document or account"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=[ANY, *Message.Channel.choices],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[ANY, *Message.Status.choices],
    )
    since = DayField(label=_("Planned from"), required=False)
    until = DayField(label=_("Planned through"), required=False)


class SettleForm(forms.Form):
    """A person's decision about a message in doubt."""

    outcome = forms.ChoiceField(
        choices=[("sent", _("It went out")), ("not_sent", _("It did not go out: send it"))]
    )
    evidence = TextField(
        label=_("What shows it"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("For example: the log of the mail server"),
    )

    @property
    def was_sent(self) -> bool:
        """Say what the person decided."""
        return bool(self.cleaned_data["outcome"] == "sent")


class TemplateForm(forms.Form):
    """An edition of a template that somebody has edited in Word.

    What is in the file is checked when it is kept.
    """

    file = forms.FileField(
        label=_("Template (docx)"), widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".docx"})
    )
    note = TextField(
        label=_("What is changed"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("For example: a new letterhead"),
    )

    def clean_file(self) -> Any:
        """Refuse by size and extension before anything is read."""
        file = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() != ".docx":
            raise forms.ValidationError(
                _(
                    "Only Word documents (.docx) are taken. Save the file in Word as a "
                    "document and upload it again."
                )
            )
        if (file.size or 0) > package.FILE_MEGABYTES_MAX * package.MEGABYTE:
            limit = {"size": package.FILE_MEGABYTES_MAX}
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Compress the pictures in Word."),
                params=limit,
            )
        return file


class SwitchForm(forms.Form):
    """A person's word that the samples were looked at."""

    is_seen = forms.BooleanField(
        label=_("I have looked at both samples: papers may be made this way"),
        widget=UnfoldBooleanWidget,
    )
