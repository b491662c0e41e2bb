"""Calculators of the law: penalty, state duty, terms."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tariffs import penalty
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.billing.queries import rates
from webapp.staff.forms import DayField, MoneyField, WholeField
from webapp.workplace.forms.calculator import (
    Answer,
    Calculator,
    day,
    money,
    reason_in_the_language_of_the_screen,
    roubles,
)

_DEBTORS = [
    ("citizen", _("Citizen")),
    ("hoa", _("Homeowners' association")),
    ("manager", _("Managing company")),
    ("other", _("Organization")),
]
_SERVICES = [
    *(
        ("electricity", _("Electricity")),
        ("heat", _("Heat")),
        ("water", _("Water")),
        ("wastewater", _("Wastewater")),
        ("waste", _("Waste handling")),
    ),
    ("housing", _("Housing maintenance")),
]
_COURTS = [("general", _("general jurisdiction")), ("arbitration", _("arbitration"))]
_TRACKS = [("order", _("court order")), ("claim", _("lawsuit"))]
_DAYS = [("calendar", _("calendar days")), ("working", _("working days"))]


class PenaltyForm(Calculator):
    """Penalty on one debt with a payment, by the key rates this installation knows."""

    rule = "penalty"
    title = _("Penalty")
    debtor = forms.ChoiceField(label=_("Debtor"), choices=_DEBTORS)
    service = forms.ChoiceField(label=_("Service"), choices=_SERVICES)
    amount = MoneyField(label=_("Charged, ₽"), min_value=Decimal("0.01"))
    due = DayField(label=_("Due, last day to pay"))
    as_of = DayField(label=_("As of"))
    paid = MoneyField(label=_("Paid, ₽"), min_value=Decimal("0.01"), required=False)
    paid_on = DayField(label=_("Paid on"), required=False)

    def clean(self) -> dict[str, Any]:
        """Demand the day of a payment."""
        given = super().clean() or {}
        if given.get("paid") and not given.get("paid_on"):
            self.add_error("paid_on", _("Give the day of the payment."))
        return given

    def answer(self) -> Answer:
        """Ask the rule itself: the calculator of files knows only the key rates shipped with the
        program.
        """
        given = self.cleaned_data
        claims = [penalty.Claim(due=given["due"], amount=given["amount"])]
        if given["paid"]:
            payments = [(given["paid_on"], given["paid"])]
        else:
            payments = []
        try:
            found = penalty.explain(
                debtor=given["debtor"],
                service=given["service"],
                as_of=given["as_of"],
                claims=penalty.allocate_earliest(claims=claims, payments=payments),
                key_rate=rates.key_rate(),
            )
        except UnableToCalculate as refusal:
            return Answer(error=self.refusal(refusal.told(reason_in_the_language_of_the_screen)))
        except NotInForce as refusal:
            return Answer(error=self._outside(refusal))
        return _explained(found)

    def _outside(self, refusal: NotInForce) -> str:
        days = [
            (name, self.cleaned_data[name])
            for name in ("due", "as_of", "paid_on")
            if self.cleaned_data[name]
        ]
        name, value = min(
            days,
            key=lambda given: abs(given[1] - refusal.on),
        )
        return self.refusal(
            f"{name}: {value}: {reason_in_the_language_of_the_screen(refusal.reason)}"
        )


def _explained(found: penalty.Penalty) -> Answer:
    lines = [line for claim in found.claims for line in claim.lines]
    headings = (
        gettext("Days"),
        gettext("Number of days"),
        gettext("Base, ₽"),
        gettext("Rate"),
        gettext("Fraction"),
        gettext("Penalty, ₽"),
    )
    acts = "; ".join(dict.fromkeys(line.act for line in lines))
    return Answer(
        roubles(found.total),
        gettext("Penalty"),
        headings,
        tuple(_stretch(line) for line in lines),
        acts,
    )


def _stretch(line: penalty.Line) -> tuple[str, ...]:
    days = f"{day(line.start)} – {day(line.end - timedelta(days=1))}"
    rate = f"{money(line.rate)} %" + (gettext(" (not verified)") if line.unverified_rate else "")
    return days, str(line.days), money(line.base), rate, line.fraction, money(line.amount)


class DutyForm(Calculator):
    """State duty on a claim or an application."""

    rule = "state_duty"
    title = _("State duty")
    court = forms.ChoiceField(label=_("Court"), choices=_COURTS)
    track = forms.ChoiceField(label=_("Procedure"), choices=_TRACKS)
    amount = MoneyField(label=_("Claim, ₽"), min_value=Decimal("0.01"))
    on = DayField(label=_("Filed on"))

    def request(self) -> dict[str, Any]:
        """Return the claim."""
        given = self.cleaned_data
        return {
            "court": given["court"],
            "track": given["track"],
            "amount": str(given["amount"]),
            "on": given["on"].isoformat(),
        }

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the steps of the table."""
        rows = tuple((line["text"], money(line["amount"])) for line in found["lines"])
        return Answer(
            roubles(found["duty"]),
            gettext("State duty"),
            (gettext("Step"), gettext("Sum, ₽")),
            rows,
            found.get("act", ""),
        )


class DeadlineForm(Calculator):
    """The last day of a term."""

    rule = "deadline"
    title = _("Term")
    start = DayField(label=_("Runs from the day after"))
    days = WholeField(label=_("Days"), min_value=1, max_value=1000)
    kind = forms.ChoiceField(label=_("Days are"), choices=_DAYS)

    def request(self) -> dict[str, Any]:
        """Return the term."""
        given = self.cleaned_data
        return {
            "start": given["start"].isoformat(),
            "days": given["days"],
            "kind": given["kind"],
        }

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the days that were left out."""
        rows = tuple((day(line["date"]), line["why"]) for line in found["excluded"])
        return Answer(
            day(found["end"]),
            gettext("Last day of the term"),
            (gettext("Left out"), gettext("Why")),
            rows,
        )
