"""How a dispute ends."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.processes.operations.pausing import UnableToEnd
from webapp.recovery.operations import pauses
from webapp.staff.forms import TextField
from webapp.staff.models import User

_CLOSE = "recovery.close_case"
_CLOSED = "CLOSED"


class SettledForm(ActionForm):
    """A dispute ends with what was found."""

    outcome = forms.ChoiceField(
        label=_("How was the dispute settled?"),
        choices=[
            (pauses.Settled.UNJUSTIFIED, _("The objection is not justified: the case goes on")),
            (
                pauses.Settled.JUSTIFIED,
                _("The objection is justified, the debt has been corrected: the case goes on"),
            ),
            (_CLOSED, _("The objection is justified: the case is closed")),
        ],
        widget=forms.RadioSelect,
    )
    ground = TextField(
        label=_("What was found, and by what paper"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )

    def done(self) -> str:
        """Return what becomes of the case."""
        if self.cleaned_data["outcome"] == _CLOSED:
            return gettext("The dispute is settled: the case comes to its end.")
        return gettext("The dispute is settled: the case goes on.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Settle the dispute; whoever may not close cases asks the head to."""
        if self.cleaned_data["outcome"] == _CLOSED:
            if not by.has_perm(_CLOSE):
                raise UnableToEnd(
                    _("Only the head of legal closes a case: ask to settle this dispute.")
                )
            ground = self.cleaned_data["ground"]
            pauses.concede(
                case_id=case_id,
                ground=ground,
                by=by,
                today=today,
            )
            return
        pauses.settle(
            case_id=case_id,
            outcome=pauses.Settled(self.cleaned_data["outcome"]),
            ground=self.cleaned_data["ground"],
            by=by,
            today=today,
        )
