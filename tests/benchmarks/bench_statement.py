"""A bank statement of two thousand payments: read, identified, posted, allocated, journalled, announced."""

from tests.benchmarks import on_a_stack
from tests.benchmarks.measures import Measure

TITLE = "Bank statement"
NOTES = "Each file brings 2 000 payments to 500 accounts of three months' debt, in one transaction; the relay runs beside."


def main() -> list[Measure]:
    """Measure."""
    return on_a_stack.measure("tests.benchmarks.inside_statement")
