"""The report of each kind of task: outcomes to choose from, and what must be known about each."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from webapp.recovery.queries import labels
from webapp.staff.forms import DayField


class ReportForm(forms.Form):
    """How a task ended. ``needs`` lists the fields that an outcome cannot do without."""

    outcomes: tuple[str, ...] = ("DONE",)
    names: dict[str, Promise] = {}
    needs: dict[str, tuple[str, ...]] = {}
    outcome = forms.ChoiceField(label=_("How did it end?"), widget=forms.RadioSelect)
    date = DayField(label=_("Date"))
    remarks = forms.CharField(label=_("Remarks"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        """Offer this kind's outcomes; the only one is chosen already, the date is today."""
        kwargs["initial"] = {"date": today, "outcome": self.outcomes[0] if len(self.outcomes) == 1 else None, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._today = today
        choices = [(code, self.names.get(code) or labels.OUTCOMES[code]) for code in self.outcomes]
        field = self.fields["outcome"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
        self.order_fields(["outcome", "date"])
        self.fields["remarks"] = self.fields.pop("remarks")

    def clean(self) -> dict[str, Any]:
        """Demand what the chosen outcome needs; nothing that is reported lies in the future."""
        given = super().clean() or {}
        for name in self.needs.get(given.get("outcome", ""), ()):
            if name not in self.errors and not given.get(name):
                self.add_error(name, _("Needed for this outcome."))
        if (day := given.get("date")) and day > self._today:
            self.add_error("date", _("The day has not come yet."))
        return given

    def result(self) -> dict[str, Any]:
        """Return what was reported, as the task keeps it."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in {"outcome", "remarks", "photos"}}
        return {name: _plain(value) for name, value in kept.items() if value not in (None, "")}


class PostForm(ReportForm):
    """A registered letter was handed over, or came back."""

    outcomes = ("DELIVERED", "RETURNED")
    names = {"DELIVERED": _("Delivered to the debtor"), "RETURNED": _("Came back undelivered")}
    needs = {"DELIVERED": ("number",)}
    date = DayField(label=_("Date of delivery or return"))
    number = forms.CharField(label=_("Tracking number (РПО)"), required=False, max_length=20)


class ApprovalForm(ReportForm):
    """A lawyer approves the package, returns it with remarks, or closes the case."""

    outcomes = ("APPROVED", "RETURNED", "CLOSED")
    names = {"APPROVED": _("Approve"), "RETURNED": _("Return with remarks"), "CLOSED": _("Close the case: recovery is pointless")}
    needs = {"RETURNED": ("remarks",), "CLOSED": ("remarks",)}


class _ManyFiles(UnfoldAdminFileFieldWidget):
    """Unfold's script looks for the text field that only its own widget has."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Some pictures."""

    widget = _ManyFiles
    types = ("image/jpeg", "image/png", "image/webp", "image/heic")
    largest = 10 * 1024 * 1024

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each of them."""
        files = [super(PhotosField, self).clean(one, initial) for one in (data if isinstance(data, list | tuple) else [data]) if one]
        for file in files:
            if file.content_type not in self.types or file.size > self.largest:
                raise forms.ValidationError(_("“%(name)s” is not a picture of at most 10 MB."), params={"name": file.name})
        return files


class CrewForm(ReportForm):
    """What a crew did at the address."""

    outcomes = ("DONE", "NO_ACCESS", "IMPOSSIBLE")
    names = {"DONE": _("Restricted"), "NO_ACCESS": _("No access"), "IMPOSSIBLE": _("Technically impossible")}
    needs = {"DONE": ("seal", "level"), "NO_ACCESS": ("remarks",), "IMPOSSIBLE": ("remarks",)}
    time = forms.TimeField(label=_("Time"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    level = forms.ChoiceField(label=_("Level"), choices=[("", "—"), ("PARTIAL", _("Partial")), ("FULL", _("Full"))], required=False)
    seal = forms.CharField(label=_("Seal set"), required=False, max_length=40)
    reading = forms.DecimalField(
        label=_("Meter reading"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    customer_present = forms.BooleanField(label=_("the customer was present"), required=False)
    photos = PhotosField(label=_("Photos"), required=False, widget=_ManyFiles(attrs={"accept": "image/*", "multiple": True}))


class ResumptionForm(ReportForm):
    """The supply is on again."""

    names = {"DONE": _("Resumed")}
    seal = forms.CharField(label=_("Seal set"), required=False, max_length=40)
    reading = forms.DecimalField(label=_("Meter reading"), required=False, min_value=Decimal(0), max_digits=14, decimal_places=3)


class FilingForm(ReportForm):
    """An application or a claim was filed."""

    outcomes = ("FILED",)
    date = DayField(label=_("Filed on"))
    court = forms.CharField(label=_("Court"), max_length=200)
    number = forms.CharField(label=_("Case number, when known"), required=False, max_length=60)
    duty_order = forms.CharField(label=_("Payment order for the state duty: number and date"), max_length=60)


class RulingForm(ReportForm):
    """The judge issued the order or refused."""

    outcomes = ("ISSUED", "REFUSED")
    names = {"ISSUED": _("The order is issued"), "REFUSED": _("Refused or returned")}
    needs = {"ISSUED": ("number",), "REFUSED": ("remarks",)}
    date = DayField(label=_("Date of the ruling"))
    number = forms.CharField(label=_("Case number"), required=False, max_length=60)


class EffectForm(ReportForm):
    """The order came into force, or the debtor objected and it was cancelled."""

    outcomes = ("IN_FORCE", "CANCELLED")
    names = {"IN_FORCE": _("In force, the court's copy is here"), "CANCELLED": _("Cancelled: the debtor objected")}
    date = DayField(label=_("In force since, or cancelled on"))


class JudgmentForm(ReportForm):
    """What the court decided on the claim."""

    outcomes = ("GRANTED", "DENIED")
    names = {"GRANTED": _("Granted, in full or in part"), "DENIED": _("Denied")}
    needs = {"GRANTED": ("in_force_on",), "DENIED": ("remarks",)}
    date = DayField(label=_("Date of the judgment"))
    number = forms.CharField(label=_("Case number"), required=False, max_length=60)
    in_force_on = DayField(label=_("In force since"), required=False)


class WritForm(ReportForm):
    """The writ, or the order in force, came from the court."""

    outcomes = ("REGISTERED",)
    date = DayField(label=_("Issued on"))
    number = forms.CharField(label=_("Number of the writ"), max_length=60)


class PresentForm(ReportForm):
    """The writ went to the bailiffs."""

    outcomes = ("PRESENTED",)
    date = DayField(label=_("Presented on"))
    office = forms.CharField(label=_("Bailiffs' office"), max_length=200)


class OpeningForm(ReportForm):
    """The bailiffs opened a proceeding."""

    outcomes = ("OPENED",)
    date = DayField(label=_("Opened on"))
    number = forms.CharField(label=_("Number of the proceeding"), max_length=60)


class EnforcementForm(ReportForm):
    """How the proceeding ended."""

    outcomes = ("COLLECTED", "ENDED")
    needs = {"ENDED": ("reason",)}
    date = DayField(label=_("Ended on"))
    reason = forms.CharField(label=_("Ground of the ending (229-ФЗ, art. 46 or 47)"), required=False, max_length=200)


class SettleForm(ReportForm):
    """A person found out what became of a message."""

    outcomes = ("SENT", "NOT_SENT")
    names = {"SENT": _("It was sent"), "NOT_SENT": _("It was not sent: send again")}
    evidence = forms.CharField(label=_("How do you know? Provider's id, letter, call"), max_length=300)


class DataForm(ReportForm):
    """What a paper lacked is in the system now."""

    outcomes = ("COMPLETED",)


class AfterEnforcementForm(ReportForm):
    """The bailiffs have ended and something is still owed."""

    outcomes = ("PRESENT_AGAIN", "WRITE_OFF", "LEAVE_OPEN")
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
    number = forms.CharField(label=_("Outgoing number"), required=False, max_length=60)


FORMS: dict[str, type[ReportForm]] = {
    "deliver_by_post": PostForm,
    "approve": ApprovalForm,
    "restriction": CrewForm,
    "resumption": ResumptionForm,
    "file_court_order": FilingForm,
    "file_lawsuit": FilingForm,
    "court_order_ruling": RulingForm,
    "court_order_effect": EffectForm,
    "judgment": JudgmentForm,
    "register_writ": WritForm,
    "present_writ": PresentForm,
    "enforcement_opened": OpeningForm,
    "enforcement_result": EnforcementForm,
    "settle_unknown": SettleForm,
    "complete_data": DataForm,
    "after_enforcement": AfterEnforcementForm,
    "notify_court": NotifyForm,
    "notify_bailiffs": NotifyForm,
}
PERMISSIONS = {
    "approve": "recovery.approve_package",
    "settle_unknown": "correspondence.settle_message",
    "after_enforcement": "recovery.close_case",
}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat(**({"timespec": "minutes"} if hasattr(value, "hour") else {})) if hasattr(value, "isoformat") else value
