"""Open cases against running workflows, in both directions.

And cases whose process does not do what is to be done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from webapp.correspondence.models import Message
from webapp.outbox.models import Row
from webapp.processes.models import Case
from webapp.recovery.queries import schemes, segments, view
from workflows.debt_recovery import decider
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import BusinessClock
from workflows.process import decisions

_SILENT = timedelta(minutes=1)
# timers fire at nine: before that, what a new day asks for has not come yet
_DAY_HAS_BEGUN = timedelta(hours=9, minutes=30)


@dataclass(frozen=True, slots=True)
class Differences:
    """What does not agree.

    Cases whose process is gone, processes whose case is closed, processes without a case.
    """

    without_workflow: tuple[int, ...]
    closed_but_running: tuple[int, ...]
    without_case: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case with something to do that nobody does.

    ``why`` is the step, or the type of the error with which it is read.
    """

    case_id: int
    why: str
    is_readable: bool


def differences(*, running: Iterable[str]) -> Differences:
    """Compare all cases with the ids of the running workflows.

    A case whose start is still on its way is not a difference.
    """
    running_ids = set(running)
    starts = Row.objects.filter(kind__in=[Row.Kind.START, Row.Kind.RESTART])
    on_the_way = set(
        starts.filter(delivered_at=None, is_dead=False).values_list("workflow_id", flat=True)
    )
    closed = {
        words.workflow_id(case_id=pk): pk
        for pk in segments.every().exclude(closed_on=None).values_list("id", flat=True)
    }
    opened = {
        words.workflow_id(case_id=pk): pk
        for pk in segments.every().filter(closed_on=None).values_list("id", flat=True)
    }
    return Differences(
        without_workflow=tuple(
            sorted(pk for key, pk in opened.items() if key not in running_ids | on_the_way)
        ),
        closed_but_running=tuple(sorted(closed[key] for key in running_ids & closed.keys())),
        without_case=tuple(sorted(running_ids - opened.keys() - closed.keys())),
    )


def standing_still(*, clock: BusinessClock, now: datetime, most: int) -> tuple[list[Standing], int]:
    """Return the silent cases whose next thing is a deed, not a waiting.

    They come with how many cases were looked at. Of more than ``most`` silent ones a chance choice
    is looked at: each run looks at others.
    """
    silent = _silent(before=now - _SILENT).order_by("?")[:most]
    found = [
        _standing(
            case,
            clock=clock,
            now=now,
        )
        for case in silent
    ]
    standing = sorted((case for case in found if case), key=lambda case: case.case_id)
    return standing, len(found)


def _silent(*, before: datetime) -> QuerySet[Case]:
    """Open cases in whose journal nothing was written lately.

    A message on its way is told of as a message.
    """
    status = Message.Status
    sending = Message.objects.filter(status__in=[status.PLANNED, status.SENDING])
    busy = sending.values_list("workflow_id", flat=True)
    case_ids = [int(workflow_id.rpartition(":")[2]) for workflow_id in busy]
    written = segments.every().annotate(written_at=Max("steps__at"))
    open_ones = written.filter(Q(written_at=None) | Q(written_at__lt=before), closed_on=None)
    return open_ones.exclude(pk__in=case_ids)


def _standing(case: Case, *, clock: BusinessClock, now: datetime) -> Standing | None:
    on = (clock.business(now - _SILENT) - _DAY_HAS_BEGUN).date()
    try:
        known = view.case_view(
            case_id=case.pk,
            today=on,
            clock=clock,
            now=clock.contact_moment(datetime.now(UTC)),
        )
        scheme = schemes.scheme_of_version(case.recovery.scheme_version_id)
        decision = decider.decide(
            scheme=scheme,
            state=known.state,
            facts=known.facts,
            today=on,
        )
    except Exception as error:  # whatever it is, the process meets it too, and a person must hear
        return Standing(case.pk, type(error).__name__, is_readable=False)
    if isinstance(decision, decisions.Wait | decisions.Over):
        return None
    return Standing(case.pk, decision.deed.step, is_readable=True)
