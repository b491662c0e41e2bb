"""``istok doctor``: does the database agree with Temporal?

Names each difference and mends what is safe.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from webapp.billing import queries as billing
from webapp.correspondence.models import TRIES_QUICK, Message
from webapp.correspondence.operations import returned
from webapp.correspondence.reasons import REASONS
from webapp.outbox import relay, runs, temporal
from webapp.outbox.models import Row
from webapp.processes import registry
from webapp.processes.operations import mending
from webapp.processes.queries import chain, health, lost_time
from webapp.staff import queries as staff
from workflows.interfaces import process

_LATE = timedelta(minutes=1)
_MENDED_WITHIN_S = 30.0
_MOST_CASES = 2000
_STUMBLES = (
    "look at the case: a promise, hold or plan with an impossible date or sum is ended or "
    "withdrawn there; "
    "otherwise the program is at fault: install the mended one. The process goes on by itself"
)
_CHANGED = (
    "somebody has changed the database behind the program; compare the case with a backup "
    "(docs/production.md, Restore)"
)
_RESTORED = (
    "the database is older than Temporal: stop workers and relay and run `istok restored`, "
    "otherwise letters go out twice (docs/production.md, Restore)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, in lines for a person, and which cases can be started anew or woken.

    Both as workflow id and number of the case.
    """

    lines: tuple[str, ...]
    lost: dict[str, int] = field(default_factory=dict)
    asleep: dict[str, int] = field(default_factory=dict)


class Command(BaseCommand):
    """Compare both sides.

    ``--mend`` starts lost processes and wakes those that sleep. Exit code 1 asks for a look.
    """

    help = "Compare open cases with running workflows and look for what is stuck."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mend",
            action="store_true",
            help="start lost workflows anew, wake those that sleep over their work",
        )
        parser.add_argument(
            "--most",
            type=int,
            default=_MOST_CASES,
            help="how many silent cases to look at, chosen by chance",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._most = options["most"]
        chains = list(broken_chains())
        for line in (*chains, *stuck()):
            self.stdout.write(line)
        found = self._ask_temporal()
        self._tell(found)
        if options["mend"] and (found.lost or found.asleep):
            found = self._mend(found)
        if chains or stuck() or found.lines:
            raise CommandError("something needs a look: see above")
        self.stdout.write("ok: the database and Temporal agree")

    def _tell(self, found: Found) -> None:
        for line in found.lines:
            self.stdout.write(line)

    def _ask_temporal(self) -> Found:
        try:
            return look(most=self._most)
        except temporal.TemporalIsAway as error:
            raise CommandError(
                f"Temporal does not answer, so its workflows were not compared: {error}"
            ) from error

    def _mend(self, found: Found) -> Found:
        """Do what is safe and wait for what comes of it; return what is still wrong."""
        mending.start_anew(case_ids=found.lost.values())
        mending.wake(
            case_ids=found.asleep.values(),
            key=timezone.now().isoformat(),
        )
        relay.carry_all(seconds=_MENDED_WITHIN_S)
        refused = _refused(found)
        for line in refused:
            self.stdout.write(line)
        for case_id in found.lost.values():
            self.stdout.write(f"case {case_id}: started anew")
        for case_id in found.asleep.values():
            self.stdout.write(f"case {case_id}: woken")
        deadline = time.monotonic() + _MENDED_WITHIN_S
        left = self._ask_temporal()
        while (left.lost or left.asleep) and not refused and time.monotonic() < deadline:
            time.sleep(1)
            left = self._ask_temporal()
        for line in left.lines:
            self.stdout.write(f"not mended: {line}")
        return Found((*refused, *left.lines))


def broken_chains() -> Iterator[str]:
    """Yield what of the journals of cases is not as it was written, the first row of it."""
    if broken := chain.first_broken():
        yield (
            f"case {broken.case_id}: row {broken.number} of its journal (step {broken.step_id}) "
            f"is not what was written, or follows a gap: {_CHANGED}"
        )
    for printed in chain.contradicted():
        yield (
            f"case {printed.case_id}: its journal does not reach row {printed.number}, printed on "
            f"the sheet of terms {printed.paper}: {_CHANGED}"
        )


def look(*, most: int) -> Found:
    """Return what does not agree and what does not go on.

    :raises TemporalIsAway: when the server does not answer
    """
    types = [process.code for process in registry.processes()]
    differences = health.differences(running=runs.open_ids(workflow_types=types))
    lost, older = _gone(differences.without_workflow)
    standing = health.standing_still(
        clock=staff.business_clock(),
        now=datetime.now(UTC),
        most=most,
    )
    running = [case for case in standing if case.workflow_id not in differences.without_workflow]
    asleep = {case.workflow_id: case.case_id for case in running if case.is_readable}
    closed = differences.closed_but_running
    lines = (
        *older,
        *(f"case {pk}: open, but its workflow is not running" for pk in lost.values()),
        *(f"case {pk}: closed, but its workflow is running" for pk in closed.values()),
        *(
            f"workflow {key}: running, but there is no such case: {_RESTORED}"
            for key in differences.without_case
        ),
        *map(_standing, running),
        *_troubles(types, running),
    )
    return Found(lines, lost=lost, asleep=closed | asleep)


def _gone(cases: dict[str, int]) -> tuple[dict[str, int], list[str]]:
    """Tell stories that are lost from those that came to an end of which the database does not
    know any more.
    """
    ends = runs.last_ends(workflow_ids=cases)
    restored_at = lost_time.newest_restore()
    older = {key: end for key, end in ends.items() if _knows_more(end, restored_at)}
    lines = [
        (
            f"case {cases[key]}: open, but its workflow ended ({end.how}) at "
            f"{end.at:%d.%m.%Y %H:%M} UTC: {_RESTORED}"
        )
        for key, end in older.items()
    ]
    return {key: pk for key, pk in cases.items() if key not in older}, lines


def _knows_more(end: runs.Ended, restored_at: datetime | None) -> bool:
    """A process completes only when its case is closed, and says so
    when it has read more than there is.
    """
    knew_more = end.was_completed or end.failure == process.DATABASE_IS_OLDER
    return knew_more and (restored_at is None or end.at > restored_at)


def _standing(case: health.Standing) -> str:
    if case.is_readable:
        return (
            f"case {case.case_id}: {case.why} is to be done, and nobody does it: wake it with "
            "--mend"
        )
    return f"case {case.case_id}: cannot be read ({case.why}): {_STUMBLES}"


def _troubles(types: list[str], standing: list[health.Standing]) -> list[str]:
    suspects = [case.workflow_id for case in standing]
    found = runs.troubled(workflow_types=types, suspects=suspects)
    return [
        f"workflow {trouble.workflow_id}: {trouble.what or 'its story'} fails again and again, "
        f"tried {trouble.attempts} times ({trouble.failure or 'no type'}): {_STUMBLES}"
        for trouble in found
    ]


def _refused(found: Found) -> list[str]:
    """Return what Temporal did not take; the words are the server's own."""
    ids = (*found.lost, *found.asleep)
    rows = Row.objects.filter(workflow_id__in=ids, delivered_at=None).exclude(error="")
    return [
        f"workflow {row.workflow_id}: Temporal refused the {row.kind.lower()}: {row.error[:200]}"
        for row in rows.filter(created_at__gt=timezone.now() - 3 * _LATE).order_by("id")
    ]


def stuck() -> list[str]:
    """Return what waits in the database though it should not."""
    return [
        *_late_rows(),
        *_failing_messages(),
        *_doubtful_messages(),
        *_bounces_unread(),
        *_debts_kept_wrongly(),
    ]


def _debts_kept_wrongly() -> list[str]:
    return [
        f"charge {charge_id}: another debt is kept of it than it has: report it, and change "
        "nothing by hand"
        for charge_id in billing.kept_wrongly()[:50]
    ]


def _late_rows() -> list[str]:
    late = Row.objects.filter(
        delivered_at=None,
        is_dead=False,
        created_at__lt=timezone.now() - _LATE,
    ).order_by("id")
    return [
        (
            f"outbox row {row.pk} ({row.kind} {row.workflow_id or row.subject}) waits since "
            f"{row.created_at:%H:%M:%S}: {row.error[:200]}"
        )
        for row in late[:50]
    ]


def _failing_messages() -> list[str]:
    """Messages that do not go.

    A provider's own words may name somebody and stay on the screen of messages.
    """
    waiting = Message.objects.filter(
        status__in=[Message.Status.PLANNED, Message.Status.SENDING],
        attempts__gte=TRIES_QUICK,
    ).order_by("id")
    return [
        f"message {message.pk} ({message.channel}): does not go, tried {message.attempts} times: "
        f"{message.reason if message.reason in REASONS else 'see the list of messages'}"
        for message in waiting[:50]
    ]


def _bounces_unread() -> list[str]:
    """Letters that come back would be taken for delivered as long as nobody reads them."""
    if not settings.IMAP_URL or returned.is_read():
        return []
    return ["bounces: no process reads the mailbox of IMAP_URL: start `istok bounces`"]


def _doubtful_messages() -> list[str]:
    doubtful = Message.objects.filter(status=Message.Status.UNKNOWN).order_by("id")
    return [
        f"message {message.pk} ({message.channel}): outcome unknown, a person must decide"
        for message in doubtful[:50]
    ]
