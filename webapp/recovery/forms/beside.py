"""What a lawyer decides beside the stages: after a payment, before limitation ends."""

from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.reports import ReportForm


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
