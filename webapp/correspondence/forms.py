"""What is asked of a person about messages and papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from webapp.correspondence import queries
from webapp.correspondence.models import Document, Message

ANY: tuple[str, Any] = ("", _("Any"))


class DocumentsForm(forms.Form):
    """Which papers to list."""

    words = forms.CharField(label=_("Number or account"), required=False, widget=UnfoldAdminTextInputWidget)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *queries.KINDS.items()], widget=UnfoldAdminSelectWidget)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Document.Status.choices], widget=UnfoldAdminSelectWidget)


class MessagesForm(forms.Form):
    """Which messages to list."""

    words = forms.CharField(label=_("Recipient, document or account"), required=False, widget=UnfoldAdminTextInputWidget)
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[ANY, *Message.Channel.choices], widget=UnfoldAdminSelectWidget)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Message.Status.choices], widget=UnfoldAdminSelectWidget)


class SettleForm(forms.Form):
    """A person's decision about a message in doubt."""

    outcome = forms.ChoiceField(choices=[("sent", _("It went out")), ("not_sent", _("It did not go out: send it"))])
    evidence = forms.CharField(
        label=_("What shows it"), max_length=200, widget=UnfoldAdminTextInputWidget, help_text=_("For example: the log of the mail server")
    )

    @property
    def was_sent(self) -> bool:
        """Say what the person decided."""
        return bool(self.cleaned_data["outcome"] == "sent")
