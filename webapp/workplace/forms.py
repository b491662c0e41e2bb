"""The calculators: each form is a question to the rules, each answer brings its lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tariffs import calc
from webapp.staff.forms import DayField, MoneyField

_DEBTORS = [
    ("citizen", _("Citizen")),
    ("hoa", _("Homeowners' association")),
    ("manager", _("Managing company")),
    ("other", _("Organization")),
]
_SERVICES = [
    *(("electricity", _("Electricity")), ("heat", _("Heat")), ("water", _("Water")), ("waste", _("Waste handling"))),
    ("housing", _("Housing maintenance")),
]
_COURTS = [("general", _("general jurisdiction")), ("arbitration", _("arbitration"))]
_TRACKS = [("order", _("court order")), ("claim", _("lawsuit"))]
_DAYS = [("calendar", _("calendar days")), ("working", _("working days"))]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says: one result in words and the lines it was made of; or why it cannot say."""

    result: str = ""
    name: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    act: str = ""
    error: str = ""


class Calculator(forms.Form):
    """A question to one rule."""

    rule = ""
    title: str | Promise = ""

    def request(self) -> dict[str, Any]:
        """Return the question as the rules read it."""
        raise NotImplementedError

    def read(self, found: dict[str, Any]) -> Answer:
        """Return the rule's answer as the page shows it."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Ask the rule."""
        found = calc.answer([{"rule": self.rule, **self.request()}])[0]
        return Answer(error=found["error"]) if "error" in found else self.read(found)


class PenaltyForm(Calculator):
    """Penalty on one debt with up to two payments."""

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

    def request(self) -> dict[str, Any]:
        """Return one claim with its payment."""
        given = self.cleaned_data
        payments = [{"date": given["paid_on"].isoformat(), "amount": str(given["paid"])}] if given["paid"] else []
        return {
            "debtor": given["debtor"],
            "service": given["service"],
            "as_of": given["as_of"].isoformat(),
            "claims": [{"due": given["due"].isoformat(), "amount": str(given["amount"])}],
            "payments": payments,
            "options": {},
        }

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the ranges of days."""
        lines = [line for claim in found["claims"] for line in claim["lines"]]
        rows = [
            (_range(line), str(line["days"]), _money(line["base"]), f"{_money(line['rate'])} %", line["fraction"], _money(line["amount"]))
            for line in lines
        ]
        headings = (now("Days"), now("Number"), now("Base, ₽"), now("Rate"), now("Fraction"), now("Penalty, ₽"))
        acts = "; ".join(dict.fromkeys(line["act"] for line in lines))
        return Answer(f"{_money(found['total'])} ₽", now("Penalty"), headings, tuple(rows), acts)


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
        return {"court": given["court"], "track": given["track"], "amount": str(given["amount"]), "on": given["on"].isoformat()}

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the steps of the table."""
        rows = tuple((line["text"], _money(line["amount"])) for line in found["lines"])
        return Answer(f"{_money(found['duty'])} ₽", now("State duty"), (now("Step"), now("Sum, ₽")), rows, found.get("act", ""))


class DeadlineForm(Calculator):
    """The last day of a term."""

    rule = "deadline"
    title = _("Term")
    start = DayField(label=_("Runs from the day after"))
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=1000)
    kind = forms.ChoiceField(label=_("Days are"), choices=_DAYS)

    def request(self) -> dict[str, Any]:
        """Return the term."""
        given = self.cleaned_data
        return {"start": given["start"].isoformat(), "days": given["days"], "kind": given["kind"]}

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the days that were left out."""
        rows = tuple((_day(line["date"]), line["why"]) for line in found["excluded"])
        return Answer(_day(found["end"]), now("Last day of the term"), (now("Left out"), now("Why")), rows)


CALCULATORS: dict[str, type[Calculator]] = {form.rule: form for form in (PenaltyForm, DutyForm, DeadlineForm)}


def _money(text: str) -> str:
    whole = f"{Decimal(text):,.2f}"
    return whole.replace(",", "\u00a0").replace(".", ",")


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}"


def _range(line: dict[str, Any]) -> str:
    last = date.fromisoformat(line["to"]) - timedelta(days=1)
    return f"{_day(line['from'])} – {last:%d.%m.%Y}"
