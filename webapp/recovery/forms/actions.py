"""What a person may do to a case of debt recovery from its page.

A form each, the permission, and the operation behind it.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import Action, PausePage, UnableToMake
from webapp.processes.forms import colleagues
from webapp.processes.forms.actions import ActionForm
from webapp.processes.forms.colleagues import PersonField
from webapp.processes.operations import closing, executors
from webapp.recovery.forms import sums
from webapp.recovery.forms.acknowledgements import AcknowledgeForm
from webapp.recovery.forms.closing import BankruptcyForm, WithdrawForm, WriteOffForm
from webapp.recovery.forms.court_events import EventFields
from webapp.recovery.forms.disputes import SettledForm
from webapp.recovery.forms.drawing import DrawUpForm
from webapp.recovery.forms.means import MeansForm
from webapp.recovery.forms.penalties import ChargePenaltyForm, WaivePenaltyForm, is_open
from webapp.recovery.forms.plans import (
    EndPlanForm,
    PlanForm,
    SignPlanForm,
    in_a_month,
    is_unsigned,
    split,
)
from webapp.recovery.forms.scheme_moves import SchemeForm
from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import (
    acknowledging,
    court_events,
    means,
    pauses,
    penalty_decisions,
    plans,
    scheme_moves,
)
from webapp.recovery.queries import (
    casefile,
    claims,
    filed,
    foretold,
    giving_back,
    grants,
    penalty_left,
    resting,
)
from webapp.recovery.queries.court_knowledge import AWARDING
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import User
from workflows.interfaces import days

UNABLE = (
    executors.UnableToAssign,
    closing.UnableToClose,
    plans.UnableToAgree,
    court_events.UnableToEnter,
    acknowledging.UnableToAcknowledge,
    penalty_decisions.UnableToDecide,
    means.UnableToPresent,
    UnableToMake,
    scheme_moves.UnableToMove,
)
_WORK = "recovery.work_case"
_HOLD = "recovery.hold_case"
_DISPUTE = "recovery.dispute_case"
_EXECUTOR = "recovery.change_executor"
_CLOSE = "recovery.close_case"
_EVENT = "recovery.enter_court_event"
_PENALTY = "recovery.decide_penalty"
_SCHEME = "recovery.change_scheme"


_AFTER_THE_END = ("", CourtEvent.Kind.REVERSAL_ORDERED)


class CourtEventForm(EventFields, ActionForm):
    """What a court or bailiffs did; what undoes much is asked about once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a yes to what follows, once the event is one that it follows from."""
        super().__init__(*args, **kwargs)
        claimed = grants.claimed_by_lawsuit(case_id=self.case.pk)
        self._sums = sums.beside(self, claimed, ("principal", "penalty", "duty"))
        self._offer_kinds()
        self._offer_debtors()
        self.effects = foretold.effects(
            case=self.case,
            kind=str(self.data.get("kind", "")),
            debtor=str(self.data.get("debtor", "")),
        )
        if self.effects:
            self.fields["effects_read"] = forms.BooleanField(
                label=_("I have read what follows, and it has happened"),
                error_messages={"required": _("Read what follows and tick the box.")},
            )

    def _offer_kinds(self) -> None:
        """After the end of a case a court only orders what was collected to be given back."""
        if not self.case.closed_on:
            return
        field: Any = self.fields["kind"]
        field.choices = [one for one in field.choices if one[0] in _AFTER_THE_END]

    def _offer_debtors(self) -> None:
        """Ask against whom, where several owe."""
        names = filed.debtors(case=self.case)
        if len(names) < 2:
            return
        self.fields["debtor"] = forms.ChoiceField(
            label=_("Against whom"),
            choices=[("", _("all of them")), *((name, name) for name in names)],
            required=False,
        )
        self.order_fields(["kind", "debtor"])

    def clean(self) -> dict[str, Any]:
        """Demand the ground on which an order that is in force is cancelled."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") in AWARDING:
            sums.refuse_beyond(self, self._sums)
        is_cancelled = given.get("kind") == CourtEvent.Kind.ORDER_CANCELED
        if self.effects and is_cancelled and not given.get("note"):
            self.add_error("note", _("Name the ruling: its number, its day and the ground."))
        return given

    @property
    def is_grave(self) -> bool:
        """Say whether it decides about the claim."""
        return str(self.data.get("kind", "")).startswith("JUDGMENT_")

    def done(self) -> str:
        """Return what was written down."""
        kind = CourtEvent.Kind(self.cleaned_data["kind"])
        return gettext("Written down: %(event)s.") % {"event": kind.label.lower()}

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

    def done(self) -> str:
        """Return who leads the case now."""
        name = self.cleaned_data["executor"]
        return gettext("The case is led by %(name)s now.") % {"name": name}

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
        _("Write down a promise to pay"),
        _("The case sleeps until the day; unpaid, it goes on by itself."),
        _WORK,
        "handshake",
        reason=_("What was promised, by whom"),
        until=_("Promised to pay by, inclusive"),
        done=_("The promise is written down: to pay by %(until)s."),
        end=_("End the promise"),
        change=_("Change the promised day"),
    ),
    pauses.HOLD: PausePage(
        _("Put on hold"),
        _("Nothing is sent and nobody goes out until the day."),
        _HOLD,
        done=_("The case is on hold until %(until)s."),
        end=_("End the hold"),
        change=_("Change the end of the hold"),
    ),
    pauses.DISPUTE: PausePage(
        _("Open a dispute"),
        _("The case stops until the objection is settled."),
        _DISPUTE,
        "feedback",
        reason=_("What the debtor objects to"),
        done_open=_("The dispute is open: the case stands still until it is settled."),
    ),
}


def _penalty(form: ActionForm, today: date, _is_sent: bool) -> dict[str, Any]:
    """Show how much it is, and of what it is made."""
    return {"left": penalty_left.of_case(case=form.case, today=today)}


_CLOSING = "recovery/_closing_action.html"
_OPEN = ("ACTIVE", "HOLD", "DISPUTE", "PROMISE", "PLAN")
ACTIONS: dict[str, Action] = {
    "plan": Action(
        PlanForm,
        _("Grant an installment plan"),
        _("The case sleeps while the parts are paid in time; a broken plan wakes it."),
        "calendar_month",
        _WORK,
        template="recovery/_plan_action.html",
        begun=in_a_month,
        shown=split,
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
    "sign-plan": Action(
        SignPlanForm,
        _("Write down that the plan is signed"),
        _("The debtor has signed the agreement: it acknowledges the debt (ГК 203, 206)."),
        "history_edu",
        _EVENT,
        ("PLAN",),
        fits=is_unsigned,
    ),
    "end-plan": Action(
        EndPlanForm, _("End the installment plan"), _GOES_ON, "resume", _WORK, ("PLAN",)
    ),
    "charge-penalty": Action(
        ChargePenaltyForm,
        _("Charge the penalty"),
        _(
            "The penalty that ran until the payment becomes a debt of the account; what lies "
            "prepaid is laid on it."
        ),
        "percent",
        _PENALTY,
        ("CLOSED",),
        shown=_penalty,
        template="recovery/_penalty_action.html",
        fits=is_open,
    ),
    "waive-penalty": Action(
        WaivePenaltyForm,
        _("Waive the penalty"),
        _("The penalty that ran until the payment is given up for good; the journal keeps why."),
        "money_off",
        _PENALTY,
        ("CLOSED",),
        shown=_penalty,
        template="recovery/_penalty_action.html",
        fits=is_open,
    ),
    "acknowledge": Action(
        AcknowledgeForm,
        _("Write down an acknowledgement of the debt"),
        _("The debtor has signed it: the limitation begins anew (ГК 203)."),
        "history_edu",
        _EVENT,
        _OPEN,
    ),
    "means-changed": Action(
        MeansForm,
        _("Present the writ before its rest is over"),
        _(
            "The debtor has new means: the writ goes to the bailiffs without the rest of six "
            "months (229-ФЗ art. 46 (5))."
        ),
        "savings",
        _EVENT,
        fits=resting.is_resting,
    ),
    "draw-up": Action(
        DrawUpForm,
        _("Draw up a paper"),
        _("A paper beside the stages: to a court or bailiffs, an agreement, the sheet of terms."),
        "description",
        _WORK,
        (*_OPEN, "CLOSED"),
    ),
    "event": Action(
        CourtEventForm,
        _("Write down an event"),
        _(
            "It completes the task that waits for it; otherwise it is kept until the case comes to "
            "it."
        ),
        "balance",
        _EVENT,
        (*_OPEN, "CLOSED"),
        fits=giving_back.may_be_told,
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
    "scheme": Action(
        SchemeForm,
        _("Go on by another version of the scheme"),
        _(
            "The stages to come go by it. What was done stays, and so do the papers, the open "
            "tasks and the term that runs."
        ),
        "account_tree",
        _SCHEME,
        _OPEN,
    ),
    "withdraw": Action(
        WithdrawForm,
        _("Withdraw the claim"),
        _("Open tasks are recalled, a restricted supply is resumed, the case is closed."),
        "undo",
        _CLOSE,
        _OPEN,
        True,
        template=_CLOSING,
    ),
    "bankruptcy": Action(
        BankruptcyForm,
        _("Close for bankruptcy"),
        _("The case is closed; the claim goes to the register of creditors."),
        "domain_disabled",
        _CLOSE,
        _OPEN,
        True,
        template=_CLOSING,
    ),
    "write-off": Action(
        WriteOffForm,
        _("Write the debt off"),
        _("The case is closed as hopeless."),
        "delete_history",
        _CLOSE,
        _OPEN,
        True,
        template=_CLOSING,
        shown=_given_up,
    ),
}
