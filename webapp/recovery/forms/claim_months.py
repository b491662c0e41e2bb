"""Which months a filing claims: those barred are kept or left out, new ones are taken or not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.reports import ReportForm
from webapp.recovery.queries.claim_months import Month, Offered


class ClaimMonthsForm(ReportForm):
    """What a lawyer decides before the filing is drawn up."""

    names = {"DONE": _("Decided")}
    keep = forms.MultipleChoiceField(
        label=_("Can no longer be sued for: tick what is claimed all the same"),
        help_text=_(
            "The court applies limitation when the debtor asks for it (ГК 199 ч. 2); what is not "
            "ticked is left out with its penalty (ГК 207)."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    take = forms.MultipleChoiceField(
        label=_("Came due after the case was opened: tick what the filing claims too"),
        help_text=_("Sum, penalty and duty of the filing are counted with it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, months: Offered | None = None, **kwargs: Any) -> None:
        """Offer the months; new ones are ticked, barred ones are not."""
        super().__init__(*args, **kwargs)
        self._months = months
        offered = months or Offered()
        self._offer("keep", offered.barred)
        self._offer("take", offered.new)
        self.initial["take"] = [str(month.charge_id) for month in offered.new]

    def _offer(self, name: str, months: tuple[Month, ...]) -> None:
        if not months:
            del self.fields[name]
            return
        choices = [(str(month.charge_id), str(month)) for month in months]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def result(self) -> dict[str, Any]:
        """Return what was chosen, and out of what."""
        if self._months is None:
            return super().result()
        return {**super().result(), "offered": self._months.ids}
