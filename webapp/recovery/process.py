"""What debt recovery is: the kinds of tasks it asks for, and what the end of each means."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.declarations import (
    Awaited,
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
from webapp.recovery import bailiffs
from webapp.recovery.models import CourtEvent, Recovery
from webapp.recovery.operations import (
    after_payment,
    court_effects,
    court_undoing,
    effects,
    enclosing,
    event_marks,
    filings,
    kept_events,
    letters,
    opening,
    own_deeds,
    papers,
    papers_beside,
    pauses,
    penalty_decisions,
    plans,
    watching,
)
from webapp.recovery.operations import claim_months as months
from webapp.recovery.queries import (
    claim_months,
    claims,
    collected_by,
    court_answers,
    doubts,
    earliest,
    enclosed,
    labels,
    others,
    penalty_left,
    questions,
    rests,
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
    title=_("Post the notices to the others who owe"),
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
_COURTS = (
    TaskKind(
        watching.ENDS,
        title=_("Limitation ends soon: decide"),
        waits=_("decision before limitation ends"),
        outcomes=("SEEN",),
    ),
    TaskKind(
        claim_months.QUESTION,
        title=_("Choose the months of the claim"),
        waits=_("choice of the months of the claim"),
        effect=months.chosen,
        final=labels.CARRIED_OUT,
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        enclosed.TASK,
        title=_("Supply what the filing encloses"),
        waits=_("what the filing encloses"),
        outcomes=("COMPLETE",),
        effect=enclosing.supplied,
        undo=common.nothing_to_undo,
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        "file_court_order",
        title=_("File the application for a court order"),
        waits=_("filing the application for a court order"),
        outcomes=("FILED",),
        effect=filings.order_filed,
        undo=common.nothing_to_undo,
        earliest=reports.paper_dated,
        leaves_house=True,
    ),
    TaskKind(
        "court_order_ruling",
        title=_("Find out the ruling on the order"),
        waits=_("the judge's ruling on the order"),
        outcomes=("ISSUED", "REFUSED", "RETURNED"),
        effect=court_effects.order_ruled,
        undo=court_undoing.order_not_ruled,
        earliest=earliest.court_acted,
        awaited=Awaited(
            {
                _Kind.ORDER_ISSUED: "ISSUED",
                _Kind.ORDER_REFUSED: "REFUSED",
                _Kind.ORDER_RETURNED: "RETURNED",
            },
            said=court_answers.of_ruling,
        ),
    ),
    TaskKind(
        "court_order_effect",
        title=_("Get the order that is in force"),
        waits=_("entry of the order into force"),
        outcomes=("IN_FORCE", "CANCELLED"),
        effect=court_effects.order_settled,
        undo=court_undoing.order_not_settled,
        earliest=earliest.court_acted,
        awaited=Awaited(
            {_Kind.ORDER_IN_FORCE: "IN_FORCE", _Kind.ORDER_CANCELED: "CANCELLED"},
            said=court_answers.of_effect,
        ),
    ),
    TaskKind(
        "file_lawsuit",
        title=_("File the statement of claim"),
        waits=_("filing the claim"),
        outcomes=("FILED",),
        effect=filings.claim_filed,
        undo=common.nothing_to_undo,
        earliest=reports.paper_dated,
        leaves_house=True,
        drawn=papers_beside.of_claim,
    ),
    TaskKind(
        "judgment",
        title=_("Enter the judgment"),
        waits=_("judgment"),
        outcomes=("GRANTED", "PARTIAL", "DENIED"),
        grave=("GRANTED", "PARTIAL", "DENIED"),
        effect=court_effects.judged,
        undo=court_undoing.not_judged,
        earliest=earliest.court_acted,
        awaited=Awaited(
            {
                _Kind.JUDGMENT_GRANTED: "GRANTED",
                _Kind.JUDGMENT_PARTIAL: "PARTIAL",
                _Kind.JUDGMENT_DENIED: "DENIED",
                _Kind.JUDGMENT_IN_FORCE: "IN_FORCE",
            },
            said=court_answers.of_judgment,
            chosen=court_answers.judgment_told,
        ),
    ),
    TaskKind(
        rests.QUESTION,
        title=_("Decide about duty and penalty: the principal is paid"),
        waits=_("decision about duty and penalty"),
        outcomes=("PURSUE", "WITHDRAW", "LEAVE"),
        closing={
            "WITHDRAW": questions.rest_given_up,
            "LEAVE": questions.rest_given_up,
        },
        effect=after_payment.decided,
        final=labels.CARRIED_OUT,
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        penalty_left.QUESTION,
        title=_("Add the penalty that ran on after the award"),
        waits=_("decision about the penalty after the award"),
        outcomes=("CHARGE", "WAIVE"),
        effect=penalty_decisions.answered,
        final=labels.CARRIED_OUT,
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        collected_by.REVERSAL,
        title=_("Mind the reversal of the cancelled order: money was collected by it"),
        waits=_("word about the reversal"),
        effect=beside.sent,
        undo=common.nothing_to_undo,
        drawn=papers_beside.of_reversal,
    ),
    TaskKind(
        "creditors_claim",
        title=_("Claim the former debt in the register of creditors"),
        waits=_("the claim in the register of creditors"),
        effect=beside.sent,
        undo=common.nothing_to_undo,
        drawn=papers_beside.of_creditors,
    ),
    TaskKind(
        "notify_court",
        title=_("Tell the court that the debt is settled"),
        waits=_("word to the court"),
        effect=beside.sent,
        undo=common.nothing_to_undo,
        drawn=papers_beside.of_court,
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
    tasks=(*_PAPERS_AND_MESSAGES, _TO_OTHERS, *_CREWS, *_COURTS, *bailiffs.TASKS, LEAVE),
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
