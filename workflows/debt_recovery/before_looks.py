"""The loop of cases that began when the story itself decided, on facts that each look brought.

At its next waking such a case goes over to the loop of today. When no run of this kind is left,
this module and the activities it calls go.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from workflows.debt_recovery import decider, plan, stages
    from workflows.interfaces import debt_recovery as words
    from workflows.interfaces import process
    from workflows.interfaces.clock import BusinessClock
    from workflows.process.decisions import Decision, Over, Wait
    from workflows.process.plan import Step
    from workflows.process.story import Story

_RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(seconds=15)
)
_MARGIN = timedelta(milliseconds=50)
_FAULT_PAUSE = timedelta(minutes=1)
_SLEEP_MAX = timedelta(days=366)
_SENDING_LONGEST = timedelta(minutes=15)
_SENDER_SILENT = timedelta(seconds=60)


def _steps_then(stage: words.Stage) -> tuple[Step, ...]:
    """A package that was returned was made anew at once."""
    return tuple(map(_as_then, plan.steps(stage)))


def _as_then(step: Step) -> Step:
    if step == plan.APPROVAL:
        return plan.APPROVAL_THEN
    return step


_RULES_THEN = replace(stages.RULES, steps=_steps_then)


@dataclass(slots=True)
class BeforeLooks:
    """One case, as it was followed at first."""

    story: Story
    scheme: words.Scheme
    slept: int = 0

    async def follow(self) -> None:
        """Follow the case until it is closed, or until it goes over."""
        view, last = await self._look(), ""
        while not isinstance(decision := self._decision(view), Over):
            self.story.continue_as_new_when_long()
            if isinstance(decision, Wait):
                await self._sleep(decision, view.clock)
                view, last = await self._look(), ""
            elif decision.deed.step == last:
                await self._rest(_FAULT_PAUSE)
                view, last = await self._look(), ""
            else:
                view, last = await self._do(decision.deed), decision.deed.step
                if self.story.woken:
                    view = await self._look()

    def _decision(self, view: words.CaseView) -> Decision:
        return decider.decide(
            scheme=self.scheme,
            state=view.state,
            facts=_as_told_today(view.facts),
            today=view.today,
            rules=_RULES_THEN,
        )

    async def _look(self) -> words.CaseView:
        self.story.woken = False
        view = await workflow.execute_local_activity(
            words.read_case,
            self.story.case.case_id,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=_RETRY,
        )
        return self._believed(view)

    def _believed(self, view: words.CaseView) -> words.CaseView:
        if view.written < self.story.written:
            told = "the journal is shorter than it was"
            raise ApplicationError(told, type=process.DATABASE_IS_OLDER)
        self.story.written = view.written
        return view

    async def _do(self, deed: process.Deed) -> words.CaseView:
        request = process.DeedInput(self.story.case.case_id, deed)
        if deed.kind == process.DeedKind.SEND:
            view = await workflow.execute_activity(
                words.send,
                request,
                start_to_close_timeout=_SENDING_LONGEST,
                heartbeat_timeout=_SENDER_SILENT,
                retry_policy=_RETRY,
            )
            return self._believed(view)
        view = await workflow.execute_local_activity(
            words.perform,
            request,
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=_RETRY,
        )
        return self._believed(view)

    async def _sleep(self, wait: Wait, clock: BusinessClock) -> None:
        if wait.until is None:
            await self._rest(None)
        else:
            delay = clock.real_delay(
                until=wait.until,
                at=wait.at,
                real=workflow.now(),
            )
            await self._rest(min(delay, _SLEEP_MAX) + _MARGIN)
        self._go_over()

    def _go_over(self) -> None:
        """A patch is remembered by its name: each waking asks under a name of its own."""
        self.slept += 1
        if workflow.patched(f"looks-{self.slept}"):
            self.story.continue_as_new()

    async def _rest(self, delay: timedelta | None) -> None:
        try:
            await workflow.wait_condition(lambda: self.story.woken, timeout=delay)
        except TimeoutError:
            return


def _as_told_today(facts: words.Facts) -> words.Facts:
    """Histories tell of the one pause that a case could have in fields of its own."""
    if not facts.pause:
        return facts
    told = process.Pause(facts.pause_id, facts.pause, facts.pause_until)
    return replace(facts, pauses=(told,))
