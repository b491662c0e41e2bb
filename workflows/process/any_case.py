"""The story of a case of any process that has no story of its own: its type is the process."""

from collections.abc import Sequence

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from workflows.interfaces import deeds, process
    from workflows.process.story import Story


@workflow.defn(dynamic=True)
class AnyCase:
    """One case of a process."""

    @workflow.init
    def __init__(self, args: Sequence[RawValue]) -> None:
        """Remember which wakes an earlier run has seen, and how far it has read."""
        converter = workflow.payload_converter()
        case = converter.from_payload(args[0].payload, process.CaseInput)
        ref = deeds.CaseRef(workflow.info().workflow_type, case.case_id)
        self._story = Story(ref, dict.fromkeys(case.seen), case.written)

    @workflow.run
    async def run(self, _args: Sequence[RawValue]) -> None:
        """Follow the case until it is closed."""
        await self._story.follow()

    @workflow.signal
    def wake(self, wake: process.Wake) -> None:
        """Something happened; a key seen before is dropped."""
        self._story.wake(wake)

    @workflow.query
    def outlook(self) -> process.Outlook:
        """Return where the case stands, what comes next and why."""
        return self._story.outlook
