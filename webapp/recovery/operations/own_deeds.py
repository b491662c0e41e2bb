"""What only debt recovery does about a case: supplies come back, plans break, courts are told."""

from dataclasses import replace
from datetime import date

from webapp.audit import operations as audit
from webapp.processes.models import Case
from webapp.processes.operations import asking, journal, taking_back
from webapp.recovery.models import CourtCase, InstallmentPlan, Recovery, Writ
from webapp.recovery.operations import papers_beside, plan_penalties
from webapp.recovery.queries import collected_by, giving_back, questions, view
from webapp.tasks.models import Task
from workflows.debt_recovery import ending
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import Deed, DeedKind

_DAYS_TO_NOTIFY = 2
# tasks that belong to no attempt at a stage
BESIDE = 0
_PLAN = InstallmentPlan.Status


def resume(case: Case, deed: Deed, today: date) -> None:
    """The ground of the restriction is gone: a crew must bring the supply back.

    When the case is about to close everything else is recalled. For a plan or a paid service the
    case stays alive, and so does what courts and bailiffs are to answer: who agreed the plan has
    recalled what would have gone out.
    """
    if deed.reason:
        taking_back.take_back(case=case, ground="resumption")
    asking.ask(case=case, deed=deed, today=today)


def ask_beside(case: Case, deed: Deed, today: date) -> None:
    """Ask a lawyer what belongs to no attempt: it says nothing of the papers of the stage."""
    before = Task.objects.filter(case=case, kind=deed.name)
    asked = replace(
        deed,
        kind=DeedKind.ASK,
        attempt=BESIDE,
        revision=before.count() + 1,
    )
    asking.ask(
        case=case,
        deed=asked,
        today=today,
        remarks=questions.ASKED[deed.name](case, today),
    )


def ask_about_reversal(*, case: Case, today: date) -> None:
    """Tell the lawyer that the debtor may ask back what an order brought before it fell."""
    deed = Deed(
        words.OwnDeed.ASK_BESIDE,
        collected_by.REVERSAL,
        case.stage,
        case.attempt,
        role="LAWYER",
        due_days=_DAYS_TO_NOTIFY,
    )
    ask_beside(case, deed, today)


def ask_to_give_back(*, case: Case, today: date) -> None:
    """Ask the accountant to give back what a court has ordered."""
    deed = Deed(
        words.OwnDeed.ASK_BESIDE,
        giving_back.TASK,
        case.stage,
        case.attempt,
        role="ACCOUNTANT",
        due_days=_DAYS_TO_NOTIFY,
    )
    ask_beside(case, deed, today)


def break_plan(case: Case, deed: Deed, today: date) -> None:
    """A part was not paid in time: the case goes on."""
    plan_penalties.drop(case=case, ground="", by=None, today=today)
    plans = InstallmentPlan.objects.filter(case=case, status=_PLAN.ACTIVE)
    plans.update(status=_PLAN.BROKEN, ended_on=today)
    case.side = Recovery.Side.ACTIVE
    case.save(update_fields=["side"])
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="BROKEN",
    )
    audit.record(
        name="recovery.case.break-plan",
        subject=words.case_subject(case_id=case.pk),
        details={"step": deed.step},
    )


def closed(case: Case, deed: Deed, today: date) -> None:
    """End what stands beside the stages of a closed case, and tell whoever works on its claim."""
    kept = _PLAN.DONE
    if case.close_reason != words.CloseReason.PAID:
        plan_penalties.drop(case=case, ground=deed.reason or "", by=None, today=today)
        kept = _PLAN.CANCELED
    plans = InstallmentPlan.objects.filter(case=case, status=_PLAN.ACTIVE)
    plans.update(status=kept, ended_on=today)
    papers_beside.write_off(case, today)
    _tell_authorities(case, deed, today)


def _tell_authorities(case: Case, deed: Deed, today: date) -> None:
    """Whoever still works on the claim must hear that it is over.

    A court that has not ruled, bailiffs who hold the writ.
    """
    pending = CourtCase.objects.filter(case=case, ruling="").exists()
    presented = Writ.objects.filter(
        case=case,
        presented_on__isnull=False,
        ended_on=None,
    ).exists()
    for task, is_due in (("notify_court", pending), ("notify_bailiffs", presented)):
        if is_due:
            asked = replace(
                deed,
                kind=DeedKind.ASK,
                name=task,
                role="LAWYER",
            )
            asking.ask(
                case=case,
                deed=replace(asked, due_days=_DAYS_TO_NOTIFY),
                today=today,
            )


def tell_bailiffs(*, case: Case, today: date) -> None:
    """Ask the lawyer to withdraw the writ from the bailiffs, at the stage where the case stands."""
    deed = Deed(
        DeedKind.ASK,
        "notify_bailiffs",
        case.stage,
        case.attempt,
        role="LAWYER",
        due_days=_DAYS_TO_NOTIFY,
    )
    asking.ask(case=case, deed=deed, today=today)


def bring_back(case: Case, today: date) -> None:
    """The process of a closed case has ended: nobody stays cut off for a debt not claimed."""
    if case.closed_on is None:
        return
    known = view.case_view(
        case_id=case.pk,
        today=today,
        clock=BusinessClock(),
    )
    if known.facts.restricted and not known.facts.resumption_open:
        ask_to_resume(case=case, today=today)


def ask_to_resume(*, case: Case, today: date) -> None:
    """Ask a crew to bring the supply of a case back, where the case stands or has ended."""
    asked = Task.objects.filter(case=case, kind=ending.RESUMPTION)
    deed = Deed(
        words.OwnDeed.RESUME,
        ending.RESUMPTION,
        case.stage,
        case.attempt,
        asked.count() + 1,
        role="CREW",
        due_days=1,
    )
    asking.ask(case=case, deed=deed, today=today)
