"""What people enter about payments."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.payments.queries.lists import Criteria
from webapp.staff.forms import DayField, MoneyField, TextField, WholeField
from workflows.interfaces import days

FILE_BYTES_MAX = 20 * 1024 * 1024
_ALL = ("", _("all"))


class PaymentsForm(forms.Form):
    """The criteria of the list."""

    search = TextField(label=_("Account, payer, purpose"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[_ALL, *Payment.Status.choices], required=False
    )
    source = forms.ChoiceField(
        label=_("Source"), choices=[_ALL, *Payment.Source.choices], required=False
    )
    paid_from = DayField(label=_("Paid from"), required=False)
    paid_to = DayField(label=_("Paid to"), required=False)
    amount_min = MoneyField(label=_("Amount from, ₽"), required=False)
    amount_max = MoneyField(label=_("Amount to, ₽"), required=False)
    statement = WholeField(required=False, widget=forms.HiddenInput)

    def criteria(self) -> Criteria:
        """Return what was asked.

        A field that cannot be understood is not applied; its error stands beside it.
        """
        self.is_valid()
        given = dict(self.cleaned_data)
        return Criteria(statement_id=given.pop("statement", None), **given)


class QueueForm(forms.Form):
    """What the queue may be searched for."""

    search = TextField(label=_("Payer, address, purpose or number"), required=False, max_length=200)


class StatementForm(forms.Form):
    """A statement file to look at before it is loaded."""

    file = forms.FileField(
        label=_("Statement file"),
        help_text=_("1CClientBankExchange (kl_to_1c.txt), up to 20 MB"),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".txt,text/plain"}),
    )

    def clean_file(self) -> Any:
        """Refuse what no bank would send."""
        file = self.cleaned_data["file"]
        if file.size > FILE_BYTES_MAX:
            raise forms.ValidationError(
                _(
                    "The file is larger than 20 MB: it is hardly a statement. Export a "
                    "shorter period."
                )
            )
        return file


_FORM_IS_SPOILT = _(
    "This page came back damaged, and nothing was posted. Open it anew from the menu."
)
_YES = "1"


def is_another(said: Mapping[str, Any]) -> bool:
    """Say whether a person has answered that this is another payment than the one shown."""
    return said.get("is_another") == _YES


class HandForm(forms.Form):
    """A payment entered by hand. The hidden key makes a form that was sent twice one payment."""

    key = TextField(widget=forms.HiddenInput, max_length=60)
    account = TextField(label=_("Account number"), max_length=30)
    amount = MoneyField(label=_("Amount, ₽"))
    paid_on = DayField(label=_("Paid on"), span=days.HAPPENED)
    document_number = TextField(label=_("Document"), max_length=40, required=False)
    purpose = TextField(label=_("Purpose"), max_length=500, required=False)
    months = TextField(
        label=_("Months that it pays"), max_length=120, required=False, widget=forms.HiddenInput
    )
    confirmed = TextField(required=False, max_length=30, widget=forms.HiddenInput)
    is_another = TextField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, accounts: QuerySet[Account], **kwargs: Any) -> None:
        """Give a fresh form its key; ``accounts`` are those that the person may choose from."""
        kwargs["initial"] = {"key": uuid4().hex, **kwargs.get("initial", {})}
        super().__init__(data, **kwargs)
        self._accounts = accounts

    def clean_account(self) -> Account:
        """Find the account."""
        found = self._accounts.filter(number=self.cleaned_data["account"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("There is no such account. Check the number."))
        return found

    def clean_key(self) -> str:
        """Take a key of ours only, in one spelling."""
        try:
            return UUID(self.cleaned_data["key"]).hex
        except ValueError as error:
            raise forms.ValidationError(_FORM_IS_SPOILT) from error

    def clean_is_another(self) -> bool:
        """Hear the answer that the question offers, and no other word."""
        return is_another(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        """Say of the page what nobody sees at a hidden field."""
        cleaned: dict[str, Any] = super().clean() or {}
        if any(self[name].is_hidden for name in self.errors):
            self.add_error(None, _FORM_IS_SPOILT)
        return cleaned

    def renew_key(self) -> None:
        """What the form says from now on is another payment."""
        self._say(key=uuid4().hex)

    def forget_answers(self) -> None:
        """What was said about the payment was said of other facts than those that come next."""
        self._say(confirmed="", is_another="")

    def ask_months(self) -> None:
        """Show the field of months: the person has been told what is odd about the purpose."""
        self.fields["months"].widget = forms.TextInput(attrs={"placeholder": "06.2026, 07.2026"})

    def _say(self, **said: str) -> None:
        # a QueryDict that is unpacked gives the list of each field
        self.data = dict(self.data.items()) | said

    def entry(self) -> dict[str, Any]:
        """Return what the payment itself is."""
        names = ("amount", "paid_on", "document_number", "purpose")
        return {name: self.cleaned_data[name] for name in names}


class PartForm(forms.Form):
    """A part of a payment for one account. A row without a sum is no part."""

    account = TextField(label=_("Account number"), max_length=30, required=False)
    amount = MoneyField(label=_("Amount, ₽"), required=False)

    def __init__(self, *args: Any, accounts: QuerySet[Account], **kwargs: Any) -> None:
        """Take the accounts that the person may choose from."""
        super().__init__(*args, **kwargs)
        self._accounts = accounts

    def clean(self) -> dict[str, Any]:
        """Find the account of a row with a sum."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("amount") is not None:
            cleaned["found"] = self._accounts.filter(
                number=cleaned.get("account", "").strip()
            ).first()
            if cleaned["found"] is None:
                self.add_error("account", _("There is no such account. Check the number."))
        return cleaned


PARTS_MAX = 50
PartForms = forms.formset_factory(PartForm, extra=0, max_num=PARTS_MAX, absolute_max=PARTS_MAX)


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
