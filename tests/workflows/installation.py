"""A small process of the tests: a meter is installed. It says every word of the language once."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from workflows.interfaces import deeds as interfaces
    from workflows.interfaces import process
    from workflows.interfaces.approval import Round, Route, Seat
    from workflows.interfaces.process import IfLate, Stage
    from workflows.process.decisions import Close
    from workflows.process.plan import (
        Again,
        Approve,
        AtEnd,
        Child,
        Correct,
        Deliver,
        End,
        Make,
        Step,
        Tell,
        Term,
        Together,
        Unit,
        Work,
    )
    from workflows.process.rules import Rules
    from workflows.process.story import Story

NETWORKS = Term(5, Unit.WORKING_DAYS, act="442 p. 39")
INVITE = Term(3, Unit.WORKING_DAYS, act="442 p. 153", before="visit")
ANSWER = Term(
    10, Unit.WORKING_DAYS, act="124 p. 13", silent=End("DEEMED_CONCLUDED"), means="deemed_concluded"
)
ROUTE = Route(
    (
        Round(
            (Seat("metering", "ENGINEER"), Seat("legal", "LAWYER", clause="liability")), needed=1
        ),
        Round((Seat("head", "HEAD", condition="large"),)),
    )
)
STEPS: dict[str, tuple[Step, ...]] = {
    "conditions": (
        Together(
            (
                (Work("ask_networks", term=NETWORKS),),
                (Make("estimate"), Work("check_estimate")),
                (Child("survey"),),
            )
        ),
    ),
    "visit": (
        Work("invite", term=INVITE),
        Make("order"),
        Work("visit", moves={"NO_ACCESS": AtEnd(Again(limited=True))}),
        Make("no_access_report", after=("visit", "NO_ACCESS")),
    ),
    "draft": (Make("draft"), Approve(ROUTE, returned=Correct(role="ENGINEER", days=2))),
    "word": (Tell(),),
    "offer": (Deliver(), Work("answer", term=ANSWER, moves={"REFUSED": End("REFUSED")})),
}
STAGES = (
    Stage("conditions"),
    Stage("visit", attempts=2),
    Stage("draft"),
    Stage("offer", channels=("email",), term_days=5, if_late=IfLate.SHIFT, late_days=3),
)


def _close(state: process.CaseState, _facts: process.Facts, reason: str) -> Close:
    kind = process.DeedKind.CLOSE
    return Close(process.Deed(kind, reason.lower(), state.stage, state.attempt, reason=reason))


def _is_outdated(made: process.StepRecord, facts: process.Facts) -> bool:
    return facts.matter is not None and made.basis != facts.matter.versions[""]


RULES = Rules(
    steps=lambda stage: STEPS[stage.kind],
    close=_close,
    is_outdated=lambda made, facts: made.name == "draft" and _is_outdated(made, facts),
)


@workflow.defn(name="installation")
class Installation:
    """One meter, from the request to the contract."""

    @workflow.init
    def __init__(self, case: process.CaseInput) -> None:
        ref = interfaces.CaseRef("installation", case.case_id)
        self._story = Story(ref, dict.fromkeys(case.seen), case.written)

    @workflow.run
    async def run(self, case: process.CaseInput) -> None:
        await self._story.follow()

    @workflow.signal
    def wake(self, wake: process.Wake) -> None:
        self._story.wake(wake)

    @workflow.query
    def outlook(self) -> process.Outlook:
        return self._story.outlook
