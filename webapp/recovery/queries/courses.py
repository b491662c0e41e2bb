"""A case of debt recovery as its decider sees it, now and ahead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from django.db.models import Q

from webapp.contracts.models import Account
from webapp.parties.models import Party
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.queries import casefile, contacts
from webapp.recovery.queries import schemes, segments, view
from webapp.staff.models import User
from workflows.debt_recovery import decider
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.debt_recovery import Facts, Scheme
from workflows.interfaces.process import CaseState, Deed, Stage
from workflows.process.course import Course
from workflows.process.decisions import Decision

_CASES_TOLD = 5
_TRACKS: dict[str, str] = {
    words.StageKind.COURT_ORDER: "court",
    words.StageKind.LAWSUIT: "court",
    words.StageKind.WRIT: "enforcement",
    words.StageKind.ENFORCEMENT: "enforcement",
}


def stages(case: Case) -> Sequence[words.Stage]:
    """Return the stages of the scheme of a case."""
    return schemes.scheme_of_version(case.recovery.scheme_version_id).stages


def of_case(case: Case, today: date, now: datetime) -> Course:
    """Return what is known of a case at the moment ``now`` of a day, and what decides."""
    known = view.case_view(
        case_id=case.pk,
        today=today,
        clock=BusinessClock(),
        now=now,
    )
    scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
    return Course(
        stages=scheme.stages,
        state=known.state,
        facts=known.facts,
        today=today,
        decide=decided_by(scheme),
        basis=basis,
        answer=answer,
        reachable=cache(lambda: contacts.channels(party=case.party)),
        done=done,
        entered=_entered(case.party.kind),
    )


def decided_by(scheme: Scheme) -> Callable[[CaseState, Facts, date], Decision]:
    """Return the decider of a scheme."""

    def decide(state: CaseState, facts: Facts, on: date) -> Decision:
        return decider.decide(
            scheme=scheme,
            state=state,
            facts=facts,
            today=on,
        )

    return decide


def basis(facts: Facts) -> str:
    """Return what a paper would be made from: the debt of its day."""
    return str(facts.debt)


def answer(task: str) -> str:
    """Return how a task ends that leads on: the first outcome of its kind."""
    kind = registry.kind_of(process=words.WORKFLOW_TYPE, code=task)
    if kind is None:
        return "DONE"
    return kind.outcomes[0]


def done(deed: Deed, facts: Facts) -> Facts:
    """Return what is true when a plan is broken, or a crew has been sent to bring a supply back."""
    match deed.kind:
        case words.OwnDeed.BREAK_PLAN:
            return replace(facts, plan=None)
        case words.OwnDeed.RESUME:
            return replace(facts, resumption_open=True)
        case words.OwnDeed.ASK_BESIDE:
            return replace(
                facts,
                question="",
                pursues_rest=facts.question == "paid_after_filing",
                months_open=False,
            )
        case _:
            return facts


def _entered(party_kind: str) -> Callable[[Stage, Facts], Facts]:
    def entered(stage: Stage, facts: Facts) -> Facts:
        """At a new stage nothing has come back, and only a citizen's warning must be received."""
        must_arrive = stage.kind == words.StageKind.WARNING and party_kind == Party.Kind.PERSON
        return replace(
            facts,
            came_back=None,
            returned_writ=None,
            acceptance_is_enough=not must_arrive,
        )

    return entered


@dataclass(frozen=True, slots=True)
class Told:
    """What was done in a case: before court, in court, by bailiffs; the newest first."""

    case: Case
    before: Sequence[Step]
    court: Sequence[Step]
    enforcement: Sequence[Step]


def told_of(*, account: Account, user: User) -> list[Told]:
    """Return what was done in the cases about a debt of an account, the newest case first."""
    about = Q(account=account)
    if account.contract_id:
        about |= Q(contract=account.contract_id)
    seen = segments.cases(user=user).filter(about)
    cases = seen.select_related("recovery__scheme_version", "executor").order_by("-id")
    return [_told(case) for case in cases[:_CASES_TOLD]]


def _told(case: Case) -> Told:
    steps: dict[str, list[Step]] = {"before": [], "court": [], "enforcement": []}
    known = stages(case)
    for step in reversed(casefile.steps(case=case)):
        kind = known[step.stage].kind if step.stage < len(known) else ""
        steps[_TRACKS.get(kind, "before")].append(step)
    return Told(case, **steps)
