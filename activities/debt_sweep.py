"""The deed of the sweep."""

from datetime import datetime

from temporalio import activity

from webapp.recovery.operations import sweep as operations
from webapp.staff import queries as staff
from workflows.interfaces import debt_sweep as words
from workflows.interfaces.clock import MOSCOW


@activity.defn(name="debt_sweep.sweep")
def sweep() -> words.SweepResult:
    """Open a case for each ripe debt, once the chosen hour has come."""
    opened = operations.nightly(now=datetime.now(MOSCOW), today=staff.today())
    return words.SweepResult(opened=opened.count, skipped=opened.skipped)
