"""Writing down that the debtor has acknowledged the debt."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.recovery.operations import acknowledging
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import User


class AcknowledgeForm(ActionForm):
    """A paper that the debtor has signed: an agreement, a reconciliation, an answer."""

    on = DayField(label=_("Signed on"))
    ground = TextField(label=_("What was signed: document, its number and date"), max_length=250)
    through = DayField(
        label=_("Of months through, if not of the whole debt"),
        help_text=_("Any day of the last month that is acknowledged"),
        required=False,
    )

    def done(self) -> str:
        """Return what has followed."""
        return gettext("The acknowledgement is written down: the limitation begins anew with it.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Write it down."""
        through = self.cleaned_data["through"]
        acknowledging.acknowledge(
            case_id=case_id,
            on=self.cleaned_data["on"],
            ground=self.cleaned_data["ground"],
            through=through and through.replace(day=1),
            by=by,
            today=today,
        )
