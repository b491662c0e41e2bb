"""The kinds of tasks about a writ: from its coming to the end of the work of bailiffs."""

from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import Awaited, TaskKind
from webapp.processes.operations import beside
from webapp.processes.operations import effects as common
from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import court_effects, court_undoing, papers_beside, presenting
from webapp.recovery.queries import court_answers, earliest, labels, questions
from webapp.recovery.queries import presenting as presenting_of
from workflows.interfaces.debt_recovery import StageKind

_Kind = CourtEvent.Kind
TASKS = (
    TaskKind(
        presenting_of.TASK,
        title=_("Take what is in force against the other debtors to the bailiffs"),
        waits=_("presentation of what is in force against others"),
        outcomes=("PRESENTED",),
        effect=presenting.presented,
        final=labels.CARRIED_OUT,
        leaves_house=True,
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        "register_writ",
        title=_("Register the writ of execution"),
        waits=_("registration of the writ"),
        outcomes=("REGISTERED",),
        effect=court_effects.writ_registered,
        undo=common.nothing_to_undo,
        earliest=earliest.court_acted,
        rests_on=StageKind.COURT_ORDER,
        awaited=Awaited({_Kind.WRIT_ISSUED: "REGISTERED"}, said=court_answers.of_writ),
        drawn=papers_beside.of_writ,
    ),
    TaskKind(
        "present_writ",
        title=_("Present the writ to the bailiffs"),
        waits=_("presentation to the bailiffs"),
        outcomes=("PRESENTED",),
        effect=court_effects.writ_presented,
        undo=common.nothing_to_undo,
        earliest=earliest.writ_here,
        leaves_house=True,
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        "enforcement_opened",
        title=_("Enter the opening of the proceeding"),
        waits=_("opening of the enforcement proceeding"),
        outcomes=("OPENED", "REFUSED"),
        effect=court_effects.proceeding_opened,
        undo=court_undoing.proceeding_not_opened,
        earliest=earliest.writ_with_bailiffs,
        rests_on=StageKind.COURT_ORDER,
        awaited=Awaited(
            {_Kind.PROCEEDING_OPENED: "OPENED", _Kind.PROCEEDING_REFUSED: "REFUSED"},
            said=court_answers.of_opening,
        ),
    ),
    TaskKind(
        "enforcement_result",
        title=_("Enter the result of enforcement"),
        waits=_("result of enforcement"),
        outcomes=("COLLECTED", "ENDED"),
        effect=court_effects.proceeding_ended,
        undo=court_undoing.proceeding_not_ended,
        earliest=earliest.proceeding_opened,
        rests_on=StageKind.COURT_ORDER,
        awaited=Awaited(
            {_Kind.PROCEEDING_PAID: "COLLECTED", _Kind.PROCEEDING_ENDED: "ENDED"},
            said=court_answers.of_proceeding,
        ),
    ),
    TaskKind(
        "after_enforcement",
        title=_("Decide what to do after the bailiffs"),
        waits=_("decision after the bailiffs"),
        outcomes=("PRESENT_AGAIN", "WRITE_OFF", "LEAVE_OPEN"),
        closing={"WRITE_OFF": questions.written_off},
        rests_on=StageKind.COURT_ORDER,
    ),
    TaskKind(
        "notify_bailiffs",
        title=_("Tell the bailiffs and withdraw the writ"),
        waits=_("word to the bailiffs"),
        effect=beside.sent,
        undo=common.nothing_to_undo,
        drawn=papers_beside.of_bailiffs,
    ),
)
