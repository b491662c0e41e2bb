"""The reports of tasks about courts: rulings, judgments, appeals, what is mended or given back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tariffs.parameters import NotInForce
from webapp.processes.forms.reports import ReportForm
from webapp.recovery.forms import sums
from webapp.recovery.models import CourtCase
from webapp.recovery.queries.claims import Granted
from webapp.recovery.queries.contexts import simplified
from webapp.staff.forms import DayField, MoneyField, TextField
from workflows.interfaces import days

_SIMPLIFIED = _(
    "In simplified proceedings, when nobody appeals: leave it empty, and fifteen working days are "
    "counted from the judgment (ГПК 232.4, АПК 229). A reasoned judgment has a day of its own."
)
_TOGETHER = ("DIVIDED", "RENEWED")


class RulingForm(ReportForm):
    """The judge issued the order or refused."""

    names = {
        "ISSUED": _("The order is issued"),
        "REFUSED": _("The order is refused"),
        "RETURNED": _("The application is returned"),
    }
    belongs = {"number": ("ISSUED",)}
    needs = {
        "ISSUED": ("number",),
        "REFUSED": ("remarks",),
        "RETURNED": ("remarks",),
    }
    date = DayField(label=_("Date of the ruling"))
    number = TextField(label=_("Case number"), required=False, max_length=60)


class OfAllForm(ReportForm):
    """What is so of all who owe: what differs between them is told by events, one for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what only several answers can be together."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = [one for one in field.choices if one[0] not in _TOGETHER]


class EffectForm(OfAllForm):
    """The order came into force, or the debtor objected and it was cancelled."""

    names = {
        "IN_FORCE": _("In force, the court's copy is here"),
        "CANCELLED": _("Cancelled: the debtor objected"),
    }
    date = DayField(label=_("In force since, or cancelled on"))


class JudgmentForm(OfAllForm):
    """What the court decided on the claim."""

    names = {
        "GRANTED": _("Granted in full"),
        "PARTIAL": _("Granted in part"),
        "DENIED": _("Denied"),
        "SETTLED": _("A settlement is approved"),
        "RETURNED": _("The claim is returned"),
        "UNEXAMINED": _("Left without examination"),
        "TERMINATED": _("The proceedings are terminated"),
    }
    belongs = {
        "in_force_on": ("GRANTED", "PARTIAL"),
        **dict.fromkeys(("claim", "penalty", "duty"), ("PARTIAL", "SETTLED")),
        "schedule": ("SETTLED",),
    }
    needs = {
        "GRANTED": ("in_force_on",),
        "PARTIAL": ("in_force_on", "claim", "penalty", "duty"),
        "DENIED": ("remarks",),
        "SETTLED": ("claim", "penalty", "duty", "schedule"),
        "RETURNED": ("remarks",),
        "UNEXAMINED": ("remarks",),
        "TERMINATED": ("remarks",),
    }
    date = DayField(label=_("Date of the judgment"))
    number = TextField(label=_("Case number"), required=False, max_length=60)
    in_force_on = DayField(label=_("In force since"), required=False, span=days.AWAITED)
    claim = MoneyField(label=_("Principal awarded, ₽"), required=False, min_value=0)
    penalty = MoneyField(label=_("Penalty awarded, ₽"), required=False, min_value=0)
    duty = MoneyField(label=_("State duty awarded, ₽"), required=False, min_value=0)
    schedule = TextField(
        label=_("Parts of the settlement: day and sum, divided by «;»"),
        required=False,
        max_length=1000,
    )

    def __init__(
        self,
        *args: Any,
        claimed: Granted | None = None,
        courts: Sequence[CourtCase] = (),
        **kwargs: Any,
    ) -> None:
        """Show what is claimed; in simplified proceedings the day of force may be left out."""
        self._is_counted = simplified.are(courts)
        if self._is_counted:
            self.needs = {
                outcome: tuple(name for name in names if name != "in_force_on")
                for outcome, names in self.needs.items()
            }
        super().__init__(*args, **kwargs)
        self._sums = sums.beside(self, claimed)
        if self._is_counted:
            self.fields["in_force_on"].help_text = _SIMPLIFIED

    def clean(self) -> dict[str, Any]:
        """A judgment comes into force after it is passed, and awards no more than is claimed."""
        given = super().clean()
        sums.refuse_beyond(self, self._sums)
        self._count_force(given)
        passed, in_force = given.get("date"), given.get("in_force_on")
        if passed and in_force and in_force < passed:
            self.add_error("in_force_on", _("A judgment is not in force before its day."))
        return given

    def _count_force(self, given: dict[str, Any]) -> None:
        """Without a hearing a judgment comes into force by itself, unless somebody appeals."""
        is_awarded = given.get("outcome") in self.belongs["in_force_on"]
        if not (self._is_counted and is_awarded and given.get("date")):
            return
        if given.get("in_force_on"):
            return
        try:
            given["in_force_on"] = simplified.in_force_on(passed_on=given["date"])
        except NotInForce:
            self.add_error("in_force_on", _("The term of that day is not known: enter the day."))


class AppealForm(ReportForm):
    """What the court above decided on the judgment."""

    names = {
        "UPHELD": _("The judgment is upheld"),
        "CHANGED": _("The judgment is changed"),
        "REVERSED": _("The judgment is reversed, the claim denied"),
    }
    belongs = dict.fromkeys(("claim", "penalty", "duty"), ("CHANGED",))
    needs = {"CHANGED": ("claim", "penalty", "duty"), "REVERSED": ("remarks",)}
    date = DayField(label=_("Date of the ruling"))
    claim = MoneyField(label=_("Principal awarded, ₽"), required=False, min_value=0)
    penalty = MoneyField(label=_("Penalty awarded, ₽"), required=False, min_value=0)
    duty = MoneyField(label=_("State duty awarded, ₽"), required=False, min_value=0)

    def __init__(self, *args: Any, claimed: Granted | None = None, **kwargs: Any) -> None:
        """Show what is claimed beside what is awarded."""
        super().__init__(*args, **kwargs)
        self._sums = sums.beside(self, claimed)

    def clean(self) -> dict[str, Any]:
        """A court above awards no more than is claimed either."""
        given = super().clean()
        sums.refuse_beyond(self, self._sums)
        return given


class MendingForm(ReportForm):
    """A claim that was left without motion is mended, or the day has passed."""

    names = {
        "DONE": _("Mended: what was lacking is with the court"),
        "LAPSED": _("Not mended: the claim comes back"),
    }
    needs = {"LAPSED": ("remarks",)}
    date = DayField(label=_("Sent to the court on, or returned on"))


class GiveBackForm(ReportForm):
    """What a court has ordered to be given back has left."""

    names = {"DONE": _("Given back")}
    date = DayField(label=_("Paid on"))
    number = TextField(label=_("Number of the payment order"), max_length=60)
    amount = MoneyField(label=_("Given back, ₽"), min_value=Decimal("0.01"))


class PresentBesideForm(ReportForm):
    """What is in force against some of several went to the bailiffs."""

    date = DayField(label=_("Presented on"))
    number = TextField(
        label=_("Number of the writ; of several debtors, divided by «;»"), max_length=200
    )
    office = TextField(label=_("Bailiffs' office"), max_length=200)
