"""The story of one debt, alive for months: look, decide, do one thing, look again; sleep until a day or an event."""

from dataclasses import replace
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from workflows.debt_recovery import decider
    from workflows.interfaces import debt_recovery as words
    from workflows.interfaces import process
    from workflows.interfaces.clock import BusinessClock
    from workflows.process import decisions

_RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=500), maximum_interval=timedelta(seconds=15)
)
_KEYS_REMEMBERED = 200
# A timer may fire a moment early by the other clock; a look that comes too early would only wait again.
_MARGIN = timedelta(milliseconds=50)
_FAULT_PAUSE = timedelta(minutes=1)
# The server keeps a timer in nanoseconds: centuries do not fit. Who sleeps long looks again once a year.
_SLEEP_MAX = timedelta(days=366)
# a mail server may look at a letter for ten minutes before it answers; a sender that died is missed much earlier
_SENDING_LONGEST = timedelta(minutes=15)
_SENDER_SILENT = timedelta(seconds=60)


@workflow.defn(name="debt_recovery")
class DebtRecovery:
    """One recovery case. Every event only wakes the loop: the decision is always made anew from fresh facts."""

    @workflow.init
    def __init__(self, case: words.DebtRecoveryInput) -> None:
        """Remember which wakes an earlier run has seen, and how far it has read."""
        self._seen = dict.fromkeys(case.seen)
        self._written = case.written
        self._woken = False

    @workflow.run
    async def run(self, case: words.DebtRecoveryInput) -> None:
        """Follow the case until it is closed."""
        view, last = await self._look(case.case_id), ""
        while not isinstance(
            decision := decider.decide(
                scheme=case.scheme, state=view.state, facts=view.facts, today=view.today
            ),
            decisions.Over,
        ):
            self._continue_as_new_when_long(case)
            if isinstance(decision, decisions.Wait):
                await self._sleep(decision, view.clock)
                view, last = await self._look(case.case_id), ""
            elif decision.deed.step == last:
                # Done twice in a row it changed nothing: a fault must cost a minute, not spin.
                await self._rest(_FAULT_PAUSE)
                view, last = await self._look(case.case_id), ""
            else:
                view, last = await self._do(case.case_id, decision.deed), decision.deed.step
                if self._woken:
                    view = await self._look(case.case_id)

    @workflow.signal
    def wake(self, wake: process.Wake) -> None:
        """Something happened; a key seen before is dropped."""
        if wake.key not in self._seen:
            self._seen[wake.key] = None
            self._woken = True

    async def _look(self, case_id: int) -> words.CaseView:
        self._woken = False
        view = await workflow.execute_local_activity(
            words.read_case,
            case_id,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=_RETRY,
        )
        return self._believed(view)

    def _believed(self, view: words.CaseView) -> words.CaseView:
        """A journal that has lost rows is that of a backup: what was done since would be done twice."""
        if view.written < self._written:
            raise ApplicationError(
                "the journal is shorter than it was", type=process.DATABASE_IS_OLDER
            )
        self._written = view.written
        return view

    async def _do(self, case_id: int, deed: process.Deed) -> words.CaseView:
        """Do a deed: at once when it stays in the database, as an activity of its own when it leaves the house."""
        request = process.DeedInput(case_id, deed)
        if deed.kind == process.DeedKind.SEND:
            view = await workflow.execute_activity(
                words.send,
                request,
                start_to_close_timeout=_SENDING_LONGEST,
                heartbeat_timeout=_SENDER_SILENT,
                retry_policy=_RETRY,
            )
            return self._believed(view)
        # A local activity costs the server nothing; repeated after a crash it changes nothing, for each step is written once.
        view = await workflow.execute_local_activity(
            words.perform,
            request,
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=_RETRY,
        )
        return self._believed(view)

    async def _sleep(self, wait: decisions.Wait, clock: BusinessClock) -> None:
        if wait.until is None:
            await self._rest(None)
            return
        delay = clock.real_delay(until=wait.until, at=wait.at, real=workflow.now())
        await self._rest(min(delay, _SLEEP_MAX) + _MARGIN)

    async def _rest(self, delay: timedelta | None) -> None:
        """Wait for an event, or so long."""
        try:
            await workflow.wait_condition(lambda: self._woken, timeout=delay)
        except TimeoutError:
            return

    def _continue_as_new_when_long(self, case: words.DebtRecoveryInput) -> None:
        if workflow.info().is_continue_as_new_suggested():
            seen = tuple(self._seen)[-_KEYS_REMEMBERED:]
            workflow.continue_as_new(replace(case, seen=seen, written=self._written))
