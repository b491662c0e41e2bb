"""Closing a case for another reason than payment."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.processes.operations import closing
from webapp.staff.forms import TextField
from webapp.staff.models import User


class CloseForm(ActionForm):
    """Closing for another reason than payment needs a ground."""

    ground = TextField(
        label=_("Ground: document, its number and date"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    code = ""

    def supposed(self, _today: date) -> dict[str, str]:
        """Return any ground: what follows is the same."""
        return {"ground": "—"}

    def done(self) -> str:
        """Return that the case comes to its end."""
        return gettext("The case comes to its end: what is under way is recalled first.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Ask the process to close the case."""
        closing.request(
            case_id=case_id,
            reason=self.code,
            ground=self.cleaned_data["ground"],
            by=by,
            today=today,
        )


class WithdrawForm(CloseForm):
    """The claim is withdrawn."""

    code = "WITHDRAWN"


class BankruptcyForm(CloseForm):
    """The debtor is bankrupt: the claim goes to the register of creditors."""

    code = "BANKRUPTCY"


class WriteOffForm(CloseForm):
    """The debt is written off."""

    code = "WRITTEN_OFF"
