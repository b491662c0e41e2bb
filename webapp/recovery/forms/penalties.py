"""Charging or waiving the penalty of a case whose principal is paid."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.processes.forms.reports import ReportForm
from webapp.recovery.operations import penalty_decisions
from webapp.staff.forms import TextField
from webapp.staff.models import User


class ChargePenaltyForm(ActionForm):
    """The penalty becomes a debt of the account."""

    def done(self) -> str:
        """Return what has followed."""
        return gettext("The penalty is charged: it is a debt of the account now.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Charge it."""
        penalty_decisions.charge(
            case_id=case_id,
            by=by,
            today=today,
            ground="",
        )


class WaivePenaltyForm(ActionForm):
    """The penalty is given up, on a ground."""

    ground = TextField(
        label=_("Why it is given up: decision, its number and date"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def supposed(self, _today: date) -> dict[str, str]:
        """Return any ground: what follows is the same."""
        return {"ground": "—"}

    def done(self) -> str:
        """Return what has followed."""
        return gettext("The penalty is waived.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Give it up."""
        penalty_decisions.waive(
            case_id=case_id,
            ground=self.cleaned_data["ground"],
            by=by,
            today=today,
        )


class ManyChargePenaltyForm(forms.Form):
    """The penalties of many cases become debts of their accounts."""


class ManyWaivePenaltyForm(forms.Form):
    """The penalties of many cases are given up on one ground."""

    ground = TextField(
        label=_("Why it is given up: decision, its number and date"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PenaltyAfterAwardForm(ReportForm):
    """What becomes of the penalty that ran on after the award, until the principal was paid."""

    names = {
        "CHARGE": _("Charge it"),
        "WAIVE": _("Give it up"),
    }
    needs = {"WAIVE": ("remarks",)}


def is_open(case: Any) -> bool:
    """Say whether a case was paid and nobody has decided on its penalty."""
    recovery = case.recovery
    return case.close_reason == "PAID" and not recovery.penalty
