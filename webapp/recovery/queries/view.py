"""The case as a decision needs it, in a handful of queries."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from tariffs.parameters import NotInForce
from webapp.correspondence.models import Message
from webapp.recovery.models import Hold, Instalment, InstalmentPlan, RecoveryCase, Step
from webapp.recovery.queries import claims, restriction, schemes
from webapp.recovery.queries.contexts import values
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock

RESUMPTION = "resumption"


def case_view(*, case_id: int, today: date, clock: BusinessClock) -> words.CaseView:
    """Return state and facts of a case as of now."""
    cases = RecoveryCase.objects.select_related("scheme_version__scheme", "party").defer("scheme_version__definition")
    case = cases.get(pk=case_id)
    state = _state(case)
    return words.CaseView(state=state, facts=_facts(case, state, today), today=today, clock=clock)


def step_prefix(case: RecoveryCase) -> str:
    """Return what the keys of the present stage and attempt begin with."""
    return f"{case.stage}.{case.attempt}:"


def _state(case: RecoveryCase) -> words.CaseState:
    if case.closed_on:
        return words.CaseState(stage=case.stage, attempt=case.attempt, closed=True)
    return words.CaseState(
        stage=case.stage,
        attempt=case.attempt,
        stage_started_on=case.stage_started_on,
        steps=_steps(case),
        messages=_messages(case),
        tasks=_tasks(case),
        attempts_before=case.attempts_before,
    )


def _steps(case: RecoveryCase) -> tuple[words.StepRecord, ...]:
    """Papers made and steps passed; what was asked and sent is told by tasks and messages themselves."""
    prefix = step_prefix(case)
    rows = Step.objects.filter(Q(key__startswith=f"{prefix}make:") | Q(key__startswith=f"{prefix}pass:"), case=case).order_by("id")
    return tuple(
        words.StepRecord(row.name, row.outcome, row.on, row.debt, term_ends_on=row.term_ends_on, revision=revision_of(row.key))
        for row in rows
    )


def _messages(case: RecoveryCase) -> tuple[words.MessageRecord, ...]:
    stage = schemes.scheme_of_version(case.scheme_version_id).stages[case.stage]
    if not stage.channels:
        return ()
    rows = Message.objects.filter(workflow_id=words.workflow_id(case_id=case.pk), step__startswith=step_prefix(case)).order_by("id")
    fields = rows.values_list("channel", "status", "planned_on", "sent_on", "step")
    return tuple(
        words.MessageRecord(
            channel, status, sent_on or planned_on, (sent_on or planned_on) + timedelta(days=stage.proof_days), revision=revision_of(step)
        )
        for channel, status, planned_on, sent_on, step in fields
    )


def _tasks(case: RecoveryCase) -> tuple[words.TaskRecord, ...]:
    rows = Task.objects.filter(workflow_id=words.workflow_id(case_id=case.pk), step__startswith=step_prefix(case)).order_by("id")
    return tuple(
        words.TaskRecord(step_name(step), status, outcome, due_on, revision=revision_of(step))
        for step, status, outcome, due_on in rows.values_list("step", "status", "outcome", "due_on")
    )


def revision_of(key: str) -> int:
    """Return the revision at the end of a step key (``0.1:make:notice:r2`` → 2)."""
    tail = key.rsplit(":r", 1)
    return int(tail[1]) if len(tail) == 2 and tail[1].isdigit() else 1


def step_name(key: str) -> str:
    """Return the name inside a step key (``0.1:make:notice:r2`` → ``notice``)."""
    return key.split(":")[2]


def _facts(case: RecoveryCase, state: words.CaseState, today: date) -> words.Facts:
    """Read what stands beside the stages only when the case says that it does: both are written together."""
    positions = claims.positions(case_id=case.pk)
    debt = sum((position.debt for position in positions), Decimal(0))
    hold = Hold.objects.filter(case=case, ended_on=None).first() if case.side in Hold.Kind.values else None
    return words.Facts(
        debt=debt,
        close_requested=words.CloseReason(case.close_requested) if case.close_requested else None,
        pause=hold.kind if hold else "",
        pause_until=hold.until if hold else None,
        pause_id=hold.pk if hold else 0,
        plan=_plan(case, debt) if case.side == RecoveryCase.Side.PLAN else None,
        stopped=bool(case.scheme_version.scheme.stopped_reason),
        restricted=case.is_restricted,
        resumption_open=case.is_restricted and _resumption_open(case),
        restriction_possible=_restriction_possible(case, positions, today),
        order_possible=_order_possible(case, state, today),
    )


def _restriction_possible(case: RecoveryCase, positions: list[claims.Position], today: date) -> bool:
    """Where a warning may stand already, only the supply it names counts."""
    is_warned = case.stage_kind in (words.StageKind.WARNING, words.StageKind.RESTRICTION)
    account_id = restriction.warned_account(case=case) if is_warned else None
    return bool(restriction.possible(positions=positions, kind=case.party.kind, on=today, account_id=account_id))


def _order_possible(case: RecoveryCase, state: words.CaseState, today: date) -> bool:
    """Whether principal and penalty are within the limit of an order is asked only where a case is about to ask for one."""
    stages = schemes.scheme_of_version(case.scheme_version_id).stages
    has_begun, is_busy = bool(state.steps or state.tasks), any(task.status == "OPEN" for task in state.tasks)
    next_stage = case.stage + 1 if has_begun else case.stage
    if state.closed or is_busy or next_stage >= len(stages) or stages[next_stage].kind != words.StageKind.COURT_ORDER:
        return True
    try:
        return values.court_order_possible(case=case, today=today)
    except NotInForce:  # the paper itself will say what the law does not
        return True


def _resumption_open(case: RecoveryCase) -> bool:
    subject = words.case_subject(case_id=case.pk)
    return Task.objects.filter(subject=subject, kind=RESUMPTION, status=Task.Status.OPEN).exists()


def _plan(case: RecoveryCase, debt: Decimal) -> words.PlanFacts | None:
    """Return the first part that what has been paid since the agreement does not cover."""
    plan = InstalmentPlan.objects.filter(case=case, status=InstalmentPlan.Status.ACTIVE).first()
    if plan is None:
        return None
    parts = list(Instalment.objects.filter(plan=plan).order_by("due_on"))
    paid = sum((part.amount for part in parts), Decimal(0)) - debt
    due_on = next_uncovered(parts=parts, paid=paid)
    return words.PlanFacts(next_due_on=due_on, broken_after=due_on + timedelta(days=plan.grace_days), plan_id=plan.pk) if due_on else None


def next_uncovered(*, parts: list[Instalment], paid: Decimal) -> date | None:
    """Return the date of the first part that a sum does not cover; ``None`` when it covers all."""
    for part in parts:
        paid -= part.amount
        if paid < 0:
            return part.due_on
    return None
