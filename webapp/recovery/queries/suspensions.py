"""From when what was only limited may be cut off: the second step of ПП 354 п. 119."""

from datetime import date, timedelta

from documents import contexts
from tariffs import parameters
from webapp.processes.models import Case
from webapp.recovery.queries import restriction
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import StageKind, Suspension

_LIMITED = contexts.RestrictionLevel.PARTIAL.value


def suspension(*, case: Case) -> Suspension | None:
    """Return from when the supply that a crew has limited may be cut off; nothing else is.

    Ten days must have passed since the day of the limitation (п. 119 «в»).
    """
    if not case.recovery.is_restricted or case.stage_kind != StageKind.RESTRICTION:
        return None
    visit = Task.objects.filter(
        case=case,
        kind="restriction",
        status=Task.Status.DONE,
    ).latest("id")
    attempt = (visit.stage or 0, visit.attempt or 1)
    ordered = restriction.newest(case=case, kind="restriction_order", attempt=attempt)
    if case.party.kind != "PERSON" or visit.outcome != "DONE" or ordered is None:
        return None
    if {visit.result.get("level"), ordered.context["level"]} != {_LIMITED}:
        return None
    limited_on = date.fromisoformat(visit.result["date"])
    days = int(parameters.series("notice.suspension_days").on(limited_on).decimal())
    return Suspension(attempt=attempt[1], possible_from=limited_on + timedelta(days=days + 1))
