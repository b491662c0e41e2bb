"""The report of each kind of task: outcomes to choose from, and what must be known about each."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.metering.models import Meter
from webapp.processes.forms.files import PhotosField
from webapp.processes.forms.reports import ReportForm
from webapp.recovery.queries import restriction
from webapp.staff.forms import DayField, HourField, MoneyField, NumberField, TextField


class ApprovalForm(ReportForm):
    """A lawyer approves the package, returns it with remarks, or closes the case."""

    names = {
        "APPROVED": _("Approve"),
        "RETURNED": _("Return with remarks"),
        "CLOSED": _("Close the case: recovery is pointless"),
    }
    needs = {"RETURNED": ("remarks",), "CLOSED": ("remarks",)}


class VisitForm(ReportForm):
    """What a crew saw and did at a meter; when several are at the address, it says at which."""

    meter = forms.ChoiceField(label=_("Meter"), required=False)
    seal = TextField(label=_("Seal set"), required=False, max_length=40)
    reading = NumberField(label=_("Meter reading"), required=False)
    runs_back = forms.BooleanField(label=_("Yes, the meter shows less than before"), required=False)
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args: Any, meters: Sequence[Meter] = (), **kwargs: Any) -> None:
        """Ask for the meter where there is a choice, and about a reading when it is less."""
        super().__init__(*args, **kwargs)
        self._meters = list(meters)
        if not self._last_above():
            del self.fields["runs_back"]
        if len(self._meters) > 1:
            choices = [
                (meter.number, f"{meter.service}, № {meter.number}") for meter in self._meters
            ]
            self.fields["meter"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["meter"]

    def clean(self) -> dict[str, Any]:
        """A reading or a seal belongs to one meter."""
        given = super().clean()
        if (
            "meter" in self.fields
            and (given.get("reading") is not None or given.get("seal"))
            and not given.get("meter")
        ):
            self.add_error(
                "meter",
                _("Several meters are at the address: choose the one that was read and sealed."),
            )
        if "runs_back" in self.fields and not given.get("runs_back"):
            words = _("The last reading was %(last)s, this one is less: check it, or tick below.")
            self.add_error("reading", words % {"last": self._last_above()})
        return given

    def _last_above(self) -> Decimal | None:
        """Return the last reading of the meter when it is above the one that was sent."""
        chosen = [meter for meter in self._meters if meter.number == self.data.get("meter")]
        read = chosen or (self._meters if len(self._meters) == 1 else [])
        last = restriction.last_reading(meter=read[0]) if read else None
        try:
            told = self.fields["reading"].clean(self.data.get("reading"))
        except forms.ValidationError:
            return None
        return last if last is not None and told is not None and told < last else None


class CrewForm(VisitForm):
    """What a crew did at the address."""

    names = {
        "DONE": _("Restricted"),
        "NO_ACCESS": _("No access"),
        "IMPOSSIBLE": _("Technically impossible"),
    }
    belongs = {
        **dict.fromkeys(
            ("time", "level", "method", "meter", "seal", "reading", "runs_back", "not_read"),
            ("DONE",),
        ),
        **dict.fromkeys(("witnesses", "filmed", "copy", "customer_remarks"), ("DONE",)),
        "customer_present": ("DONE", "IMPOSSIBLE"),
    }
    needs = {
        "DONE": ("time", "level", "method", "seal", "copy"),
        "NO_ACCESS": ("remarks",),
        "IMPOSSIBLE": ("remarks",),
    }
    time = HourField(label=_("Time"), required=False)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("", "—"), ("PARTIAL", _("Partial")), ("FULL", _("Full"))],
        required=False,
    )
    method = TextField(label=_("How it was done"), required=False, max_length=200)
    not_read = forms.BooleanField(
        label=_("there is no meter, or it could not be read"), required=False
    )
    customer_present = forms.BooleanField(label=_("the customer was present"), required=False)
    witnesses = TextField(
        label=_("Two disinterested witnesses: who they are"), required=False, max_length=200
    )
    filmed = forms.BooleanField(label=_("the work was filmed"), required=False)
    copy = forms.ChoiceField(
        label=_("The customer's copy of the act"),
        choices=[
            ("", "—"),
            ("HANDED", _("Handed over against signature")),
            ("REFUSED", _("Refused to take or to sign it")),
            ("LEFT", _("Left at the address")),
            ("POST", _("Goes by registered post")),
        ],
        required=False,
    )
    customer_remarks = TextField(label=_("Remarks of the customer"), required=False, max_length=500)

    def __init__(self, *args: Any, ordered: str = "", **kwargs: Any) -> None:
        """Remember whether the order was only to limit."""
        super().__init__(*args, **kwargs)
        self._ordered = ordered

    def clean(self) -> dict[str, Any]:
        """The report prints a reading or says that there is none: nothing is taken for granted."""
        given = super().clean()
        if self._ordered == "PARTIAL" and given.get("level") == "FULL" and not given.get("remarks"):
            self.add_error(
                "remarks",
                _("The order is to limit: say why that is impossible (ПП 354, p. 119)."),
            )
        self._doubt_the_act(given)
        is_silent = given.get("reading") is None and not given.get("not_read")
        if given.get("outcome") == "DONE" and "reading" not in self.errors and is_silent:
            self.add_error("reading", _("Enter the reading, or tick that there is none."))
        return given

    def _doubt_the_act(self, given: dict[str, Any]) -> None:
        """An act without the customer's hand stands on two witnesses or on a film."""
        if given.get("outcome") != "DONE":
            return
        if not given.get("witnesses") and not given.get("filmed"):
            words = _("Name two witnesses, or tick that the work was filmed.")
            self.add_error("witnesses", words)
        needs_customer = given.get("copy") in {"HANDED", "REFUSED"}
        if needs_customer and not given.get("customer_present"):
            words = _("Who was not there can neither take nor refuse the act: correct one of them.")
            self.add_error("copy", words)


class RestrictionNoticeForm(ReportForm):
    """Whoever must hear of a restriction a day before it has been told."""

    names = {"DONE": _("All are told")}
    date = DayField(label=_("Told on"))
    number = TextField(label=_("Outgoing numbers"), max_length=200)
    told = forms.MultipleChoiceField(
        label=_("Who was told"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, addressees: Sequence[str] = (), **kwargs: Any) -> None:
        """Name those whom the law names."""
        super().__init__(*args, **kwargs)
        self._addressees = set(addressees)
        field = self.fields["told"]
        field.choices = [(one, one) for one in addressees]  # type: ignore[attr-defined]

    def clean_told(self) -> list[str]:
        """Nobody is left out: the restriction would be unlawful."""
        told: list[str] = self.cleaned_data["told"]
        if left := sorted(self._addressees - set(told)):
            words = _("Not told yet: %(left)s. The crew goes when all have been.")
            raise forms.ValidationError(words % {"left": ", ".join(left)})
        return told


class ResumptionForm(VisitForm):
    """The supply is on again."""

    names = {"DONE": _("Resumed")}


class AddressedForm(ReportForm):
    """A paper went to a court or to bailiffs; when not to those it names, the person is asked once.

    ``addressee`` is the field that says where it went; it begins with what the paper names.
    """

    addressee = ""
    elsewhere = forms.BooleanField(label=_("Yes, it went there all the same"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask only where the paper and the report differ."""
        super().__init__(*args, **kwargs)
        self._on_paper = self.initial.get(self.addressee) or ""
        told = self.data.get(self.add_prefix(self.addressee)) or self._on_paper
        if not self._on_paper or _same_name(told, self._on_paper):
            del self.fields["elsewhere"]

    def clean(self) -> dict[str, Any]:
        """Name both when they differ."""
        given = super().clean()
        told = given.get(self.addressee)
        if told and "elsewhere" in self.fields and not given.get("elsewhere"):
            words = _(
                "The paper is addressed to “%(paper)s”, and the report says “%(told)s”. "
                "Correct the name, or tick that it went there all the same."
            )
            self.add_error("elsewhere", words % {"paper": self._on_paper, "told": told})
        return given


class FilingForm(AddressedForm):
    """An application or a claim was filed."""

    addressee = "court"
    date = DayField(label=_("Filed on"))
    court = TextField(label=_("Court"), max_length=200)
    number = TextField(label=_("Case number, when known"), required=False, max_length=60)
    duty_order = TextField(
        label=_("Payment order for the state duty: number and date"), max_length=60
    )


class WritForm(ReportForm):
    """The writ, or the order in force, came from the court."""

    date = DayField(label=_("Issued on"))
    number = TextField(
        label=_("Number of the writ; of several debtors, divided by «;»"), max_length=200
    )
    amount = MoneyField(
        label=_("Sum of the writ, ₽; empty: what the court awarded and is still unpaid"),
        required=False,
        min_value=0,
    )


class PresentForm(AddressedForm):
    """The writ went to the bailiffs."""

    addressee = "office"
    date = DayField(label=_("Presented on"))
    office = TextField(label=_("Bailiffs' office"), max_length=200)


class OpeningForm(ReportForm):
    """The bailiffs opened a proceeding, or refused to."""

    belongs = {"number": ("OPENED",), "reason": ("REFUSED",)}
    needs = {"OPENED": ("number",), "REFUSED": ("reason",)}
    date = DayField(label=_("Opened or refused on"))
    number = TextField(label=_("Number of the proceeding"), required=False, max_length=60)
    reason = TextField(
        label=_("Ground of the refusal (229-ФЗ, art. 31)"), required=False, max_length=200
    )


class EnforcementForm(ReportForm):
    """How the proceeding ended."""

    belongs = {"reason": ("ENDED",)}
    needs = {"COLLECTED": ("collected",), "ENDED": ("reason",)}
    date = DayField(label=_("Ended on"))
    collected = MoneyField(label=_("Collected, ₽"), required=False, min_value=0)
    reason = TextField(
        label=_("Ground of the ending (229-ФЗ, art. 46 or 47)"), required=False, max_length=200
    )


class AfterEnforcementForm(ReportForm):
    """The bailiffs have ended and something is still owed."""

    names = {
        "PRESENT_AGAIN": _("Present the writ again"),
        "WRITE_OFF": _("Write the debt off and close the case"),
        "LEAVE_OPEN": _("Leave the case open and wait for money"),
    }
    needs = {"WRITE_OFF": ("remarks",)}


class NotifyForm(ReportForm):
    """A court or bailiffs were told that the claim is over."""

    names = {"DONE": _("Told")}
    date = DayField(label=_("Told on"))
    number = TextField(label=_("Outgoing number"), required=False, max_length=60)


def _same_name(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
