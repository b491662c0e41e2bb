"""The report on a registered letter: it was handed over, or why it came back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents import contexts
from webapp.correspondence.queries import postal_numbers
from webapp.processes.forms.reports import ReportForm
from webapp.staff.forms import DayField, TextField

FATES = {
    contexts.Reached.EXPIRED.value: _("Not fetched: its time at the post office is over"),
    contexts.Reached.REFUSED.value: _("The addressee refused it"),
    contexts.Reached.MOVED.value: _("The addressee has moved"),
    contexts.Reached.DEAD.value: _("The addressee has died"),
    contexts.Reached.WRONG_ADDRESS.value: _("There is no such address"),
}


class PostForm(ReportForm):
    """A registered letter was handed over, or came back."""

    names = {"DELIVERED": _("Delivered to the debtor"), "RETURNED": _("Came back undelivered")}
    belongs = {"fate": ("RETURNED",)}
    needs = {"DELIVERED": ("number",), "RETURNED": ("fate",)}
    date = DayField(label=_("Date of delivery or return"))
    fate = forms.ChoiceField(
        label=_("Why it came back"),
        choices=[("", "—"), *FATES.items()],
        required=False,
        help_text=_(
            "What was refused or not fetched counts as delivered (Civil Code, art. 165.1); "
            "the rest does not"
        ),
    )
    number = TextField(
        label=_("Tracking number (РПО)"),
        required=False,
        max_length=20,
        help_text=_("14 digits under the bars of the receipt"),
    )

    def clean_number(self) -> str:
        """Keep the number as the post prints it; what is no number of the post proves nothing."""
        number = postal_numbers.compact(self.cleaned_data["number"])
        if number and (doubt := postal_numbers.doubt(number=number)):
            raise forms.ValidationError(doubt)
        return number
