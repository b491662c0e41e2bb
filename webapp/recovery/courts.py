"""The kinds of tasks about courts: from what a filing encloses to the ruling on an appeal."""

from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import Awaited, TaskKind
from webapp.processes.operations import beside
from webapp.processes.operations import effects as common
from webapp.processes.queries import reports
from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import (
    after_payment,
    appeals,
    court_course,
    court_effects,
    court_undoing,
    enclosing,
    filings,
    giving_back,
    papers_beside,
    penalty_decisions,
    watching,
)
from webapp.recovery.operations import claim_months as months
from webapp.recovery.queries import (
    claim_months,
    collected_by,
    court_answers,
    earliest,
    enclosed,
    labels,
    mending,
    penalty_left,
    questions,
    rests,
)
from webapp.recovery.queries import giving_back as giving_back_of
from workflows.interfaces.debt_recovery import StageKind

_Kind = CourtEvent.Kind
TASKS = (
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
        enclosed.RENEWAL,
        title=_("Bring a fresh extract for the filing"),
        waits=_("a fresh extract for the filing"),
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
        outcomes=("IN_FORCE", "CANCELLED", "DIVIDED", "RENEWED"),
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
        mending.TASK,
        title=_("Mend the claim that the court has left without motion"),
        waits=_("mending of the claim"),
        outcomes=("DONE", "LAPSED"),
        effect=court_course.mended,
        final=labels.CARRIED_OUT,
    ),
    TaskKind(
        "appeal_ruling",
        title=_("Enter what was decided on the appeal"),
        waits=_("the decision on the appeal"),
        outcomes=("UPHELD", "CHANGED", "REVERSED"),
        grave=("UPHELD", "CHANGED", "REVERSED"),
        effect=appeals.ruled,
        undo=appeals.not_ruled,
        earliest=earliest.court_acted,
        awaited=Awaited(
            {
                _Kind.JUDGMENT_UPHELD: "UPHELD",
                _Kind.JUDGMENT_CHANGED: "CHANGED",
                _Kind.JUDGMENT_REVERSED: "REVERSED",
            },
            said=court_answers.of_appeal,
        ),
    ),
    TaskKind(
        giving_back_of.TASK,
        title=_("Give back what was collected"),
        waits=_("return of what was collected"),
        effect=giving_back.given_back,
        final=labels.CARRIED_OUT,
    ),
    TaskKind(
        "judgment",
        title=_("Enter the judgment"),
        waits=_("judgment"),
        outcomes=(
            *("GRANTED", "PARTIAL", "DENIED", "SETTLED", "RETURNED", "UNEXAMINED", "TERMINATED"),
            *("DIVIDED", "RENEWED"),
        ),
        grave=("GRANTED", "PARTIAL", "DENIED", "SETTLED", "TERMINATED"),
        effect=court_effects.judged,
        undo=court_undoing.not_judged,
        earliest=earliest.court_acted,
        awaited=Awaited(
            {
                _Kind.JUDGMENT_GRANTED: "GRANTED",
                _Kind.JUDGMENT_PARTIAL: "PARTIAL",
                _Kind.JUDGMENT_DENIED: "DENIED",
                _Kind.JUDGMENT_IN_FORCE: "IN_FORCE",
                _Kind.CLAIM_RETURNED: "RETURNED",
                _Kind.CLAIM_UNEXAMINED: "UNEXAMINED",
                _Kind.CLAIM_TERMINATED: "TERMINATED",
                _Kind.SETTLEMENT_APPROVED: "SETTLED",
                _Kind.JUDGMENT_UPHELD: "IN_FORCE",
                _Kind.JUDGMENT_CHANGED: "PARTIAL",
                _Kind.JUDGMENT_REVERSED: "DENIED",
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
        effect=enclosing.sent,
        undo=common.nothing_to_undo,
        drawn=papers_beside.of_reversal,
    ),
    TaskKind(
        "creditors_claim",
        title=_("Claim the former debt in the register of creditors"),
        waits=_("the claim in the register of creditors"),
        effect=enclosing.sent,
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
