"""The deed of the sweep."""

from temporalio import activity

from webapp.recovery.operations import sweep as operations
from webapp.staff import queries as staff
from workflows.interfaces import debt_sweep as words


@activity.defn(name="debt_sweep.sweep")
def sweep() -> words.SweepResult:
    """Open a case for each ripe debt."""
    opened = operations.sweep(today=staff.today())
    return words.SweepResult(opened=opened.count, skipped=opened.skipped)
