"""What a person may do to a case of debt recovery from its page.

A form each, the permission, and the operation behind it.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import Action, PausePage
from webapp.processes.forms import colleagues
from webapp.processes.forms.actions import ActionForm
from webapp.processes.forms.colleagues import PersonField
from webapp.processes.operations import closing, executors
from webapp.recovery.forms.court_events import EventFields
from webapp.recovery.forms.disputes import SettledForm
from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import court_events, pauses, plans
from webapp.recovery.queries import cancellation, casefile, claims
from webapp.staff.forms import DayField, MoneyField, TextField, WholeField
from webapp.staff.models import User
from workflows.interfaces import days

UNABLE = (
    executors.UnableToAssign,
    closing.UnableToClose,
    plans.UnableToAgree,
    court_events.UnableToEnter,
)
_WORK = "recovery.work_case"
_HOLD = "recovery.hold_case"
_DISPUTE = "recovery.dispute_case"
_EXECUTOR = "recovery.change_executor"
_CLOSE = "recovery.close_case"
_EVENT = "recovery.enter_court_event"
_MOST_PARTS = 36
# what each part of a plan is read with
_DUE = DayField(span=days.AGREED)
_AMOUNT = MoneyField(min_value=Decimal("0.01"))


class EndPlanForm(ActionForm):
    """Ending an installment plan early needs no more than a yes."""

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """End the plan, and nothing else that may stand by now."""
        plans.end(case_id=case_id, by=by, today=today)


class PlanForm(ActionForm):
    """Parts with dates; they begin as an equal split, and any of them may be changed."""

    months = WholeField(label=_("Parts"), min_value=1, max_value=_MOST_PARTS, initial=3)
    first_due = DayField(label=_("First part due"), span=days.AWAITED)

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

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Agree on the parts as they stand in the form."""
        plans.agree(
            case_id=case_id,
            parts=[
                _part(number, due, amount)
                for number, (due, amount) in enumerate(self.entered(), start=1)
            ],
            by=by,
            today=today,
        )


def _in_a_month(today: date) -> dict[str, Any]:
    return {"first_due": today + relativedelta(months=1)}


def _split(form: PlanForm, today: date, is_sent: bool) -> dict[str, Any]:
    """Show the debt and its parts; what was entered and refused stays to be mended."""
    debt = claims.debt(case_id=form.case.pk)
    return {
        "debt": debt,
        "entered": form.entered() if is_sent else [],
        "parts": form.proposal(debt=debt, today=today),
    }


class CourtEventForm(EventFields, ActionForm):
    """What a court or bailiffs did; what undoes much is asked about once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a yes to what follows, once the event is one that it follows from."""
        super().__init__(*args, **kwargs)
        self.effects: list[str] = []
        if self.data.get("kind") == CourtEvent.Kind.ORDER_CANCELED:
            self.effects = cancellation.effects(case=self.case)
        if self.effects:
            self.fields["effects_read"] = forms.BooleanField(
                label=_("I have read what follows, and the order is cancelled"),
                error_messages={"required": _("Read what follows and tick the box.")},
            )

    def clean(self) -> dict[str, Any]:
        """Demand the ground on which an order that is in force is cancelled."""
        given: dict[str, Any] = super().clean() or {}
        if self.effects and not given.get("note"):
            self.add_error("note", _("Name the ruling: its number, its day and the ground."))
        return given

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Enter it, or say that it is known: what changes nothing is not called done."""
        is_new = court_events.enter(
            case_id=case_id,
            told=self.told(),
            by=by,
            today=today,
        )
        if not is_new:
            raise court_events.UnableToEnter(
                _("This event is entered already: nothing has changed. Another one has its number.")
            )


def _effects(form: CourtEventForm, _today: date, _is_sent: bool) -> dict[str, Any]:
    return {"effects": form.effects}


class CloseForm(ActionForm):
    """Closing for another reason than payment needs a ground."""

    ground = TextField(
        label=_("Ground: document, its number and date"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    code = ""

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


def _given_up(form: WriteOffForm, today: date, _is_sent: bool) -> dict[str, Any]:
    """Show what is written off."""
    return {"money": casefile.money(case=form.case, today=today)}


class ExecutorForm(ActionForm):
    """Another person leads the case: one whose segment has it."""

    executor = PersonField(label=_("Executor"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who will see the case."""
        super().__init__(*args, **kwargs)
        able = colleagues.who_see(colleagues.executors(), accounts=claims.accounts(self.case))
        self.fields["executor"].queryset = able  # type: ignore[attr-defined]

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Give the case over."""
        executors.assign(
            case_id=case_id,
            executor_id=self.cleaned_data["executor"].pk,
            by=by,
            today=today,
        )


class ManyExecutorForm(forms.Form):
    """Another person leads many cases: each is given over where that person will see it."""

    executor = PersonField(label=_("Executor"), queryset=colleagues.executors())


class ManyHoldForm(forms.Form):
    """Many cases wait for one reason, until one day."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    until = DayField(label=_("Until, inclusive"), span=days.HELD)


_GOES_ON = _("The case goes on at once from where it stands.")
PAUSES: dict[str, PausePage] = {
    pauses.PROMISE: PausePage(
        _("Promise to pay"),
        _("The case sleeps until the day; unpaid, it goes on by itself."),
        _WORK,
        "handshake",
        reason=_("What was promised, by whom"),
        until=_("Promised to pay by, inclusive"),
        end=_("End the promise"),
    ),
    pauses.HOLD: PausePage(
        _("Put on hold"),
        _("Nothing is sent and nobody goes out until the day."),
        _HOLD,
        end=_("End the hold"),
    ),
    pauses.DISPUTE: PausePage(
        _("Open a dispute"),
        _("The case stops until the objection is settled."),
        _DISPUTE,
        "feedback",
        reason=_("What the debtor objects to"),
    ),
}
_CLOSING = "recovery/_closing_action.html"
_OPEN = ("ACTIVE", "HOLD", "DISPUTE", "PROMISE", "PLAN")
ACTIONS: dict[str, Action] = {
    "plan": Action(
        PlanForm,
        _("Installment plan"),
        _("The case sleeps while the parts are paid in time; a broken plan wakes it."),
        "calendar_month",
        _WORK,
        template="recovery/_plan_action.html",
        begun=_in_a_month,
        shown=_split,
        anew="months",
    ),
    "settle-dispute": Action(
        SettledForm,
        _("Settle the dispute"),
        _(
            "The case goes on at once, or is closed. It does not go on with a debt that is found "
            "wrong."
        ),
        "gavel",
        _DISPUTE,
        ("DISPUTE",),
    ),
    "end-plan": Action(
        EndPlanForm, _("End the installment plan"), _GOES_ON, "resume", _WORK, ("PLAN",)
    ),
    "event": Action(
        CourtEventForm,
        _("Court or bailiff event"),
        _(
            "It completes the task that waits for it; otherwise it is kept until the case comes to "
            "it."
        ),
        "balance",
        _EVENT,
        _OPEN,
        template="recovery/_event_action.html",
        shown=_effects,
    ),
    "executor": Action(
        ExecutorForm,
        _("Change the executor"),
        _("The case, its open tasks and those to come go to another person."),
        "person",
        _EXECUTOR,
        _OPEN,
        of_leader=True,
    ),
    "withdraw": Action(
        WithdrawForm,
        _("Withdraw"),
        _("Open tasks are recalled, a restricted supply is resumed, the case is closed."),
        "undo",
        _CLOSE,
        _OPEN,
        True,
        template=_CLOSING,
    ),
    "bankruptcy": Action(
        BankruptcyForm,
        _("Bankruptcy"),
        _("The case is closed; the claim goes to the register of creditors."),
        "domain_disabled",
        _CLOSE,
        _OPEN,
        True,
        template=_CLOSING,
    ),
    "write-off": Action(
        WriteOffForm,
        _("Write off"),
        _("The case is closed as hopeless."),
        "delete_history",
        _CLOSE,
        _OPEN,
        True,
        template=_CLOSING,
        shown=_given_up,
    ),
}


def _part(number: int, due: str, amount: str) -> tuple[date, Decimal]:
    try:
        return _DUE.clean(due), _AMOUNT.clean(amount)
    except ValidationError as error:
        refusal = _("Part %(number)s: %(fault)s Give each part a date and a sum.")
        raise plans.UnableToAgree(
            refusal % {"number": number, "fault": error.messages[0]}
        ) from error
