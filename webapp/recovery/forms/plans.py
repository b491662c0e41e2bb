"""Granting an installment plan, and ending it early."""

from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.processes.models import Case
from webapp.recovery.models import InstallmentPlan
from webapp.recovery.operations import plans
from webapp.recovery.queries import installments
from webapp.recovery.queries.installments import Covered
from webapp.staff.forms import DayField, MoneyField, TextField, WholeField
from webapp.staff.models import User
from workflows.interfaces import days

_MOST_PARTS = 36
# what each part of a plan is read with
_DUE = DayField(span=days.AGREED)
_AMOUNT = MoneyField(min_value=Decimal("0.01"))


class EndPlanForm(ActionForm):
    """Ending an installment plan early needs a reason."""

    ground = TextField(
        label=_("Why the plan is ended"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def supposed(self, _today: date) -> dict[str, str]:
        """Return any reason: what follows is the same."""
        return {"ground": "—"}

    def done(self) -> str:
        """Return that the case goes on."""
        return gettext("The installment plan is ended: the case goes on.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """End the plan, and nothing else that may stand by now."""
        plans.end(
            case_id=case_id,
            ground=self.cleaned_data["ground"],
            by=by,
            today=today,
        )


class SignPlanForm(ActionForm):
    """The debtor has signed the agreement: he has acknowledged the debt by it."""

    on = DayField(label=_("Signed by the debtor on"))

    def done(self) -> str:
        """Return what has followed."""
        return gettext("The agreement is signed: the limitation begins anew with it (ГК 203).")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Write it down."""
        plans.sign(
            case_id=case_id,
            on=self.cleaned_data["on"],
            by=by,
            today=today,
        )


class PlanForm(ActionForm):
    """Parts with dates; they begin as an equal split, and any of them may be changed."""

    months = WholeField(label=_("Parts"), min_value=1, max_value=_MOST_PARTS, initial=3)
    first_due = DayField(label=_("First part due"), span=days.AWAITED)
    beside = forms.MultipleChoiceField(
        label=_("What the parts cover beside the principal"),
        choices=[
            (installments.COSTS, _("costs awarded by court, and those of a restriction")),
            (installments.PENALTY, _("penalty as of today")),
        ],
        help_text=_("The penalty is charged with the plan; a broken plan takes it back."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def covered(self, today: date) -> Covered:
        """Return the sums that the parts are to make, as is ticked."""
        known = installments.open_to(case=self.case, today=today)
        return known.of(self._ticked())

    def _ticked(self) -> list[str]:
        if isinstance(self.data, QueryDict):
            return self.data.getlist("beside")
        return list(self.data.get("beside", ()))

    def proposal(self, *, debt: Decimal, today: date) -> list[tuple[date, Decimal]]:
        """Return the split to show: as asked, or three parts from the next month."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        first_due = asked.get("first_due") or today + relativedelta(months=1)
        return plans.propose(
            debt=debt,
            months=asked.get("months") or 3,
            first_due=first_due,
        )

    def entered(self) -> list[tuple[str, str]]:
        """Return the parts as a person left them: dates and sums, right or wrong."""
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        return list(zip(data.getlist("due"), data.getlist("amount"), strict=False))

    def supposed(self, today: date) -> QueryDict:
        """Return the parts that stand in the form, else those that are proposed."""
        covered = self.covered(today)
        parts = self.entered() or self.proposal(debt=covered.total, today=today)
        data = QueryDict(mutable=True)
        data.setlist("beside", self._ticked())
        data["months"] = str(len(parts))
        data["first_due"] = str(parts[0][0])
        data.setlist("due", [str(due) for due, _amount in parts])
        data.setlist("amount", [str(amount) for _due, amount in parts])
        return data

    def rests_until(self) -> date | None:
        """Return when the last part is due."""
        try:
            return max((due for due, _amount in self._parts()), default=None)
        except plans.UnableToAgree:
            return None

    def done(self) -> str:
        """Return of how many parts the plan is, and when the last is due."""
        parts = self._parts()
        last = max(due for due, _amount in parts)
        told = ngettext(
            "The plan is agreed: %(number)s part, due on %(day)s.",
            "The plan is agreed: %(number)s parts, the last due on %(day)s.",
            len(parts),
        )
        return told % {
            "number": len(parts),
            "day": formats.date_format(last, "SHORT_DATE_FORMAT"),
        }

    def _parts(self) -> list[tuple[date, Decimal]]:
        return [
            _part(number, due, amount)
            for number, (due, amount) in enumerate(self.entered(), start=1)
        ]

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Agree on the parts as they stand in the form."""
        plans.agree(
            case_id=case_id,
            parts=self._parts(),
            by=by,
            today=today,
            beside=self.cleaned_data["beside"],
        )


def in_a_month(today: date) -> dict[str, Any]:
    """Let the first part be due in a month."""
    return {"first_due": today + relativedelta(months=1)}


def split(form: PlanForm, today: date, is_sent: bool) -> dict[str, Any]:
    """Show the debt and its parts; what was entered and refused stays to be mended."""
    covered = form.covered(today)
    return {
        "covered": covered,
        "open": installments.open_to(case=form.case, today=today),
        "entered": form.entered() if is_sent else [],
        "parts": form.proposal(debt=covered.total, today=today),
    }


def is_unsigned(case: Case) -> bool:
    """Say whether a plan is kept that the debtor has not signed yet."""
    return InstallmentPlan.objects.filter(
        case=case,
        status=InstallmentPlan.Status.ACTIVE,
        signed_on=None,
    ).exists()


def _part(number: int, due: str, amount: str) -> tuple[date, Decimal]:
    try:
        return _DUE.clean(due), _AMOUNT.clean(amount)
    except ValidationError as error:
        refusal = _("Part %(number)s: %(fault)s Give each part a date and a sum.")
        raise plans.UnableToAgree(
            refusal % {"number": number, "fault": error.messages[0]}
        ) from error
