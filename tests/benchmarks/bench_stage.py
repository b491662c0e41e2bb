"""The first stage of many cases opened at once, beside bare workflows and bare papers on the same machine."""

from tests.benchmarks import on_a_stack
from tests.benchmarks.measures import Measure

TITLE = "First stage of many cases"
NOTES = (
    "All cases are opened and accepted by Temporal while the workers are paused. Then the workers go on, and the clock runs until every case has "
    "decided, drawn up its notice, sent it as a letter with its PDF by SMTP, and written down the delivery and its term. Bare workflows do as many "
    "local and remote activities as a case does, all empty; bare papers are the same notice rendered and printed by as many processes as there are "
    "cores. Processor time is what each part of the stack used while the clock ran; queries are counted at the same deeds done one by one."
)


def main() -> list[Measure]:
    """Measure."""
    return on_a_stack.measure("tests.benchmarks.inside_stage")
