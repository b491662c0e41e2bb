"""Recovery cases: how fast they are opened, beside bare empty workflows on the same server; what a whole case costs."""

from tests.benchmarks import on_a_stack
from tests.benchmarks.measures import Measure

TITLE = "Recovery cases"
NOTES = (
    "Each round starts as many bare empty workflows as it opens cases, on the same Temporal server, one after the other, with both workers "
    "paused, so that both measure only the opening. A case is open when its rows are committed and Temporal has accepted its workflow: "
    "that is the case, its claimed charges, its journal, its number, its subscription and its outbox row, then the relay. The bare ones "
    "are started by the same client with as many calls at once as the relay makes. A full case went from the notice to the bailiffs, "
    "the others ended where they ended; all were played by the rehearsal of `make demo` on this stack."
)


def main() -> list[Measure]:
    """Measure."""
    return on_a_stack.measure("tests.benchmarks.inside_cases")
