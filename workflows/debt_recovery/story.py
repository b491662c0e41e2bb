"""The story of one debt, alive for months, from the first notice to payment or the bailiffs."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from workflows.debt_recovery.before_looks import BeforeLooks
    from workflows.interfaces import debt_recovery as words
    from workflows.interfaces import deeds, process
    from workflows.process.story import Story


@workflow.defn(name=words.WORKFLOW_TYPE)
class DebtRecovery:
    """One recovery case."""

    @workflow.init
    def __init__(self, case: words.DebtRecoveryInput) -> None:
        """Remember which wakes an earlier run has seen, and how far it has read."""
        ref = deeds.CaseRef(words.WORKFLOW_TYPE, case.case_id)
        self._story = Story(ref, dict.fromkeys(case.seen), case.written)

    @workflow.run
    async def run(self, case: words.DebtRecoveryInput) -> None:
        """Follow the case until it is closed."""
        if case.scheme:
            await BeforeLooks(self._story, case.scheme).follow()
        else:
            await self._story.follow()

    @workflow.signal
    def wake(self, wake: process.Wake) -> None:
        """Something happened; a key seen before is dropped."""
        self._story.wake(wake)

    @workflow.query
    def outlook(self) -> process.Outlook:
        """Return where the case stands, what comes next and why."""
        return self._story.outlook
