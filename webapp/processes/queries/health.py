"""Open cases against running stories, in both directions.

And cases whose story does not do what is to be done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from webapp.correspondence.models import Message
from webapp.outbox.models import Row
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import known
from workflows.interfaces.clock import BusinessClock

_SILENT = timedelta(minutes=1)
# timers fire at nine: before that, what a new day asks for has not come yet
_DAY_HAS_BEGUN = timedelta(hours=9, minutes=30)


@dataclass(frozen=True, slots=True)
class Differences:
    """What does not agree.

    Cases whose story is gone, cases that are closed while it runs, both as workflow id and number
    of the case; stories without a case.
    """

    without_workflow: dict[str, int]
    closed_but_running: dict[str, int]
    without_case: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case with something to do that nobody does.

    ``why`` is the step, or the type of the error with which it is read.
    """

    case_id: int
    workflow_id: str
    why: str
    is_readable: bool


def differences(*, running: Iterable[str]) -> Differences:
    """Compare all cases with the ids of the running workflows of all processes.

    A case whose start is still on its way is not a difference.
    """
    running_ids = set(running)
    starts = Row.objects.filter(kind__in=[Row.Kind.START, Row.Kind.RESTART])
    on_the_way = set(
        starts.filter(delivered_at=None, is_dead=False).values_list("workflow_id", flat=True)
    )
    closed = _by_workflow_id(Case.objects.exclude(closed_on=None))
    opened = _by_workflow_id(Case.objects.filter(closed_on=None))
    return Differences(
        without_workflow=_only(opened, opened.keys() - running_ids - on_the_way),
        closed_but_running=_only(closed, running_ids & closed.keys()),
        without_case=tuple(sorted(running_ids - opened.keys() - closed.keys())),
    )


def _by_workflow_id(cases: QuerySet[Case]) -> dict[str, int]:
    processes = {process.code: process for process in registry.processes()}
    return {
        processes[code].workflow_id(case_id=case_id): case_id
        for code, case_id in cases.values_list("process", "id")
    }


def _only(cases: dict[str, int], keys: Iterable[str]) -> dict[str, int]:
    """Return some of the cases in the order of their numbers."""
    return dict(sorted(((key, cases[key]) for key in keys), key=lambda found: found[1]))


def standing_still(*, clock: BusinessClock, now: datetime, most: int) -> list[Standing]:
    """Return the silent cases whose next thing is a deed, not a waiting.

    Of more than ``most`` silent ones a chance choice is looked at: each run looks at others.
    """
    silent = _silent(before=now - _SILENT).order_by("?")[:most]
    found = [_standing(case, clock=clock, now=now) for case in silent]
    return sorted((case for case in found if case), key=lambda case: case.case_id)


def _silent(*, before: datetime) -> QuerySet[Case]:
    """Open cases in whose journal nothing was written lately.

    A message on its way is told of as a message.
    """
    status = Message.Status
    sending = Message.objects.filter(status__in=[status.PLANNED, status.SENDING])
    written = Case.objects.annotate(written_at=Max("steps__at"))
    open_ones = written.filter(Q(written_at=None) | Q(written_at__lt=before), closed_on=None)
    return open_ones.exclude(pk__in=sending.exclude(case=None).values("case"))


def _standing(case: Case, *, clock: BusinessClock, now: datetime) -> Standing | None:
    on = (clock.business(now - _SILENT) - _DAY_HAS_BEGUN).date()
    process = registry.process_of(code=case.process)
    key = process.workflow_id(case_id=case.pk)
    try:
        decision = known.read(
            process=process,
            case_id=case.pk,
            today=on,
            now=clock.contact_moment(datetime.now(UTC)),
        ).decision
    except Exception as error:  # whatever it is, the story meets it too, and a person must hear
        return Standing(case.pk, key, type(error).__name__, is_readable=False)
    if not isinstance(decision, known.DOING):
        return None
    return Standing(case.pk, key, decision.deed.step, is_readable=True)
