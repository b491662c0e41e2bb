"""What debt recovery is: the kinds of tasks it asks for, and what the end of each means."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.declarations import (
    Conduct,
    Hooks,
    Limited,
    Messages,
    Papers,
    Process,
    TaskKind,
)
from webapp.processes.operations import beside
from webapp.processes.operations import effects as common
from webapp.processes.process import CORRECT, LEAVE, SETTLE
from webapp.processes.queries import reports
from webapp.recovery import bailiffs, courts
from webapp.recovery.models import CourtEvent, Recovery
from webapp.recovery.operations import (
    effects,
    event_marks,
    kept_events,
    letters,
    opening,
    own_deeds,
    papers,
    papers_beside,
    pauses,
    plans,
)
from webapp.recovery.queries import (
    claims,
    doubts,
    earliest,
    enclosed,
    labels,
    others,
    questions,
    view,
)
from webapp.recovery.queries.contexts.papers import BUILDERS
from workflows.debt_recovery import decider, stages
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE, Facts, OwnDeed, Scheme, StageKind
from workflows.interfaces.process import CaseState
from workflows.process.decisions import Decision

_Kind = CourtEvent.Kind


def _decide(scheme: Scheme, state: CaseState, facts: Facts, today: date) -> Decision:
    return decider.decide(
        scheme=scheme,
        state=state,
        facts=facts,
        today=today,
    )


_PAPERS_AND_MESSAGES = (
    TaskKind(
        "deliver_by_post",
        title=_("Send by registered post"),
        waits=_("delivery by registered post"),
        outcomes=("DELIVERED", "RETURNED"),
        effect=common.posted,
        undo=common.nothing_to_undo,
        earliest=reports.paper_dated,
        leaves_house=True,
        is_letter=True,
    ),
    SETTLE,
    TaskKind(
        "complete_data",
        title=_("Enter what the paper lacks"),
        waits=_("entry of what the paper lacks"),
        outcomes=("COMPLETED",),
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        "approve",
        title=_("Approve the paper"),
        waits=_("lawyer's approval"),
        outcomes=("APPROVED", "RETURNED", "CLOSED"),
        closing={"CLOSED": questions.withdrawn},
        effect=common.approved,
        undo=common.unapproved,
        is_approval=True,
        rests_on=StageKind.COURT_ORDER,
    ),
    replace(CORRECT, rests_on=StageKind.COURT_ORDER),
)
_TO_OTHERS = TaskKind(
    others.KIND,
    title=_("Post the letters to the others who owe"),
    waits=_("letters to the others who owe"),
    leaves_house=True,
)
_CREWS = (
    TaskKind(
        "restriction_notice",
        title=_("Give notice of the restriction"),
        waits=_("notice of the restriction"),
        undo=common.nothing_to_undo,
        effect=beside.sent,
        drawn=papers_beside.of_restriction,
    ),
    TaskKind(
        "restriction",
        title=_("Restrict the supply"),
        waits=_("restriction by the crew"),
        outcomes=("DONE", "NO_ACCESS", "IMPOSSIBLE"),
        effect=effects.restricted,
        undo=effects.unrestricted,
        earliest=earliest.restriction_promised,
        leaves_house=True,
        is_visit=True,
        papers=("restriction_order",),
    ),
    TaskKind(
        "resumption",
        title=_("Resume the supply"),
        waits=_("resumption of supply by the crew"),
        effect=effects.resumed,
        undo=effects.unresumed,
        is_visit=True,
        papers=("resumption_order",),
    ),
)
PROCESS = Process(
    code=WORKFLOW_TYPE,
    title=_("Debt recovery"),
    series="ПИР",
    conduct=Conduct(
        rules=stages.RULES,
        policy=view.policy,
        facts=view.facts,
        decide=_decide,
        related=("recovery__scheme_version__scheme",),
        deferred=("recovery__scheme_version__definition",),
    ),
    tasks=(*_PAPERS_AND_MESSAGES, _TO_OTHERS, *_CREWS, *courts.TASKS, *bailiffs.TASKS, LEAVE),
    stages=labels.STAGES,
    sides=dict(Recovery.Side.choices),
    closings=dict(Recovery.CloseReason.choices),
    papers=Papers(
        drafts={str(kind): papers.draft for kind in BUILDERS},
        beside=papers_beside.DRAFTS,
        changed="debt-changed",
        ground=papers.ground,
        fault=papers.fault,
    ),
    messages=Messages(
        wording=letters.wording,
        may_have_gone=doubts.may_have_gone,
        only_contractual=letters.only_contractual,
        why_not=letters.why_not,
    ),
    hooks=Hooks(
        own={
            OwnDeed.RESUME: own_deeds.resume,
            OwnDeed.BREAK_PLAN: own_deeds.break_plan,
            OwnDeed.ASK_BESIDE: own_deeds.ask_beside,
        },
        account=papers.account_of,
        told=enclosed.told_with,
        asked=kept_events.apply,
        reported=event_marks.overtake,
        late=own_deeds.bring_back,
        closed=own_deeds.closed,
        listens=opening.listens,
        term_end=letters.term_end,
        debt=claims.debt_of,
        twice=labels.TWICE,
        memo=opening.memo,
    ),
    pauses=pauses.KINDS,
    limited={
        Recovery.Side.PLAN: Limited(
            _("Installment plan"),
            plans.agree_as_wished,
            unable=(plans.UnableToAgree,),
        )
    },
    asked_closings=("WITHDRAWN", "BANKRUPTCY", "WRITTEN_OFF"),
    subject="recovery_case",
    journal="recovery.case",
)
registry.declare(PROCESS)
