"""The story of any case, alive for months: look, do one thing, look again.

Sleep until a moment or an event.

What comes next is decided where the facts are, by the activity ``look``: a new decider needs no new
story. The history tells what was done and what was waited for, and carries no facts.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from workflows.interfaces import deeds
    from workflows.interfaces import process as words
    from workflows.process import marks

_RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(seconds=15)
)
_KEYS_REMEMBERED = 200
_LOOK_LONGEST = timedelta(seconds=10)
_DEED_LONGEST = timedelta(seconds=30)
# A timer may fire a moment early by the other clock; a look that comes too early would only wait
# again.
_MARGIN = timedelta(milliseconds=50)
_FAULT_PAUSE = timedelta(minutes=1)
# The server keeps a timer in nanoseconds: centuries do not fit. Who sleeps long looks again once a
# year.
_SLEEP_MAX = timedelta(days=366)
# a mail server may look at a letter for ten minutes before it answers; a sender that died is missed
# earlier
_SENDING_LONGEST = timedelta(minutes=15)
_SENDER_SILENT = timedelta(seconds=60)


@dataclass(slots=True)
class Story:
    """One case. Every event only wakes the loop: what comes next is always decided anew."""

    case: deeds.CaseRef
    seen: dict[str, None]
    written: int = 0
    woken: bool = False
    outlook: words.Outlook = field(default_factory=words.Outlook)

    async def follow(self) -> None:
        """Follow the case until it is closed."""
        last = ""
        await self._look()
        while not self.outlook.is_over:
            self.continue_as_new_when_long()
            if self.outlook.wait or self.outlook.step == last:
                await self._sleep()
                await self._look()
                last = ""
                continue
            last = self.outlook.step
            await self._do()
            if self.woken:
                await self._look()

    def wake(self, wake: words.Wake) -> None:
        """Something happened; a key seen before is dropped."""
        if wake.key not in self.seen:
            self.seen[wake.key] = None
            self.woken = True

    async def _look(self) -> None:
        self.woken = False
        outlook = await workflow.execute_local_activity(
            deeds.look, self.case, start_to_close_timeout=_LOOK_LONGEST, retry_policy=_RETRY
        )
        self._believe(outlook)

    def _believe(self, outlook: words.Outlook) -> None:
        """A journal that has lost rows is that of a backup.

        What was done since would be done twice.
        """
        if outlook.written < self.written:
            told = "the journal is shorter than it was"
            raise ApplicationError(told, type=words.DATABASE_IS_OLDER)
        self.written = outlook.written
        self.outlook = outlook

    async def _do(self) -> None:
        """Do what comes next.

        At once when it stays in the database, else as an activity of its own.
        """
        name, errand = self.outlook.do, self._errand()
        if self.outlook.sending:
            outlook = await workflow.execute_activity(
                name,
                errand,
                result_type=words.Outlook,
                start_to_close_timeout=_SENDING_LONGEST,
                heartbeat_timeout=_SENDER_SILENT,
                retry_policy=_RETRY,
            )
        else:
            # costs the server nothing; repeated after a crash it changes nothing: a step is written
            # once
            outlook = await workflow.execute_local_activity(
                name,
                errand,
                result_type=words.Outlook,
                start_to_close_timeout=_DEED_LONGEST,
                retry_policy=_RETRY,
            )
        self._believe(outlook)

    def _errand(self) -> deeds.Errand:
        case, next_ = self.case, self.outlook
        return deeds.Errand(case.process, case.case_id, next_.step, next_.sending)

    async def _sleep(self) -> None:
        """Wait for an event, or until the moment that was told."""
        wait = self.outlook.wait
        if wait is None:
            # Done twice in a row it changed nothing: a fault must cost a minute, not spin.
            await self._rest(_FAULT_PAUSE, f"{self.outlook.step} again")
            return
        self._mark(wait.standing)
        workflow.set_current_details(_in_words(wait))
        if wait.wake_at is None:
            await self._rest(None, "")
            return
        delay = max(wait.wake_at - workflow.now(), timedelta())
        await self._rest(min(delay, _SLEEP_MAX) + _MARGIN, f"{wait.why} until {wait.until}")

    async def _rest(self, delay: timedelta | None, summary: str) -> None:
        try:
            await workflow.wait_condition(
                lambda: self.woken, timeout=delay, timeout_summary=summary or None
            )
        except TimeoutError:
            return

    def _mark(self, standing: words.Standing) -> None:
        """Let lists of cases show where this one stands; only what has changed is told."""
        told = marks.told(workflow.info().typed_search_attributes)
        if changed := marks.changes(told, standing):
            workflow.upsert_search_attributes(changed)

    def continue_as_new_when_long(self) -> None:
        """Begin a new run when the server finds this one's history long."""
        if workflow.info().is_continue_as_new_suggested():
            self.continue_as_new()

    def continue_as_new(self) -> None:
        """Begin a new run that knows what this one has seen and read."""
        seen = tuple(self.seen)[-_KEYS_REMEMBERED:]
        workflow.continue_as_new(words.CaseInput(self.case.case_id, seen, self.written))


def _in_words(wait: words.Waiting) -> str:
    """Return what Temporal's own page of a case says of it while it waits."""
    standing, until = wait.standing, wait.until or "something happens"
    who = f", turn of {standing.role} by {standing.due_on}" if standing.role else ""
    return f"**{standing.stage}** ({standing.side}): {wait.why} until {until}{who}"
