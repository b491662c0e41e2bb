"""What is asked beside the stages: after a payment, before limitation ends, about letters."""

from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.reports import ReportForm
from webapp.staff.forms import DayField, TextField


class RestForm(ReportForm):
    """Whether duty and penalty are pursued when the principal was paid after the filing."""

    names = {
        "PURSUE": _("Go on for duty and penalty: the claim is specified"),
        "WITHDRAW": _("Withdraw the claim"),
        "LEAVE": _("Leave it: close the case as paid"),
    }
    needs = {"WITHDRAW": ("remarks",), "LEAVE": ("remarks",)}


class SeenForm(ReportForm):
    """A lawyer has seen that limitation ends soon, and says what is done."""

    names = {"SEEN": _("Decided: what is done stands in the remarks")}
    needs = {"SEEN": ("remarks",)}


class LettersForm(ReportForm):
    """Letters to several people were given to the post."""

    names = {"DONE": _("All are posted")}
    date = DayField(label=_("Posted on"))
    number = TextField(label=_("Tracking numbers"), max_length=200)
