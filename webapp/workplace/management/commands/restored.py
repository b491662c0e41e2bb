"""``istok restored``: go on from a database that was restored from a backup (docs/production.md,
Restore).
"""

import os
import socket
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from webapp.correspondence.models import Message
from webapp.outbox import relay, runs, temporal
from webapp.outbox.models import Row
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import mending, restoring
from webapp.processes.queries import health
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from workflows.interfaces.process import TASK_QUEUE

# a worker asks for work at least once a minute
_WORKER_IS_GONE = timedelta(seconds=75)
_STARTED_WITHIN_S = 3600.0
_ENDED_WITHIN_S = 60.0


class Command(BaseCommand):
    """Make numbers safe, put what may have gone out to a person, start every process anew.

    Safe to repeat.
    """

    help = "Go on from a database restored from a backup; workers, relay and web are stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--backup-of",
            required=True,
            help="the moment of the backup, 2026-11-28T10:00 (Moscow time, or with +05:00)",
        )
        parser.add_argument(
            "--numbers-ahead",
            type=int,
            help=(
                "how many numbers of each series to leave out: more than may have been given "
                "since the backup"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        backup_of = _moment(options["backup_of"])
        if (options["numbers_ahead"] or 1) < 1:
            raise CommandError("--numbers-ahead must be at least 1")
        try:
            restoring.refuse_another_moment(backup_of, timezone.now())
            _refuse_while_somebody_works()
            done = restoring.record(
                backup_of=backup_of,
                now=timezone.now(),
                lost_from=staff.business_clock().business(backup_of).date(),
                today=staff.today(),
                ahead=options["numbers_ahead"],
            )
            unknown = self._start_all_anew()
        except restoring.UnableToRestore as error:
            raise CommandError(str(error)) from error
        except temporal.TemporalIsAway as error:
            raise CommandError(
                f"Temporal does not answer: {error}. Start it and give the same command again"
            ) from error
        self._table(_done(done))
        self._table(_to_look_at(unknown))

    def _start_all_anew(self) -> int:
        """End every process and start those of open cases from the database.

        Return how many had no case.
        """
        running = _running()
        unknown = health.differences(running=running).without_case
        ended = runs.terminate(workflow_ids=running, reason="the database was restored")
        _wait_until_none_runs()
        open_cases = Case.objects.filter(closed_on=None)
        open_ids = list(open_cases.order_by("id").values_list("id", flat=True))
        mending.start_anew(case_ids=open_ids)
        relay.carry_all(seconds=_STARTED_WITHIN_S)
        self._refuse_what_temporal_refused()
        self.stdout.write(
            f"processes: {ended} ended, {len(open_ids)} started anew from the database"
        )
        return len(unknown)

    def _refuse_what_temporal_refused(self) -> None:
        left = Row.objects.filter(kind=Row.Kind.RESTART, delivered_at=None).order_by("id")
        for row in left[:50]:
            self.stdout.write(f"workflow {row.workflow_id}: Temporal refused: {row.error[:200]}")
        if left.exists():
            raise CommandError("not every process was started: give the same command again")

    def _table(self, rows: Iterable[tuple[str, str]]) -> None:
        for name, value in rows:
            self.stdout.write(f"{name:<28} {value}")


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"{text} is no moment: write it as 2026-11-28T10:00")
    if timezone.is_aware(found):
        return found
    return timezone.make_aware(found)


def _refuse_while_somebody_works() -> None:
    """Whoever works meanwhile would send what is being put to a person."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        [others] = cursor.fetchone()
    if others:
        raise CommandError(
            f"{others} other connections to the database are open: stop web, relay and "
            "workers first"
        )
    since = datetime.now(UTC) - _WORKER_IS_GONE
    seen = runs.workers_seen(task_queue=TASK_QUEUE)
    working = [name for name, at in seen.items() if at > since and not _is_gone(name)]
    if working:
        raise CommandError(
            f"workers have asked for work in the last minute: {', '.join(sorted(working))}; "
            "stop them, wait a minute and a half, and give the same command again"
        )


def _is_gone(worker: str) -> bool:
    """A worker calls itself by its process and machine; one of this machine can be looked for."""
    pid, _at, machine = worker.partition("@")
    if machine != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _running() -> set[str]:
    """Return the stories of every process that run."""
    return runs.open_ids(workflow_types=[process.code for process in registry.processes()])


def _wait_until_none_runs() -> None:
    """The list of processes follows their ends a moment later."""
    deadline = time.monotonic() + _ENDED_WITHIN_S
    while running := _running():
        if time.monotonic() > deadline:
            raise CommandError(f"{len(running)} processes did not end: give the same command again")
        runs.terminate(workflow_ids=running, reason="the database was restored")
        time.sleep(0.5)


def _done(done: restoring.Restored) -> list[tuple[str, str]]:
    if not done.is_new:
        return [("numbers and messages", "made safe by the first run of this command")]
    numbers = [(f"numbers {name}", f"go on after {last}") for name, last in done.numbers.items()]
    return [
        *numbers,
        ("numbers of new cases", f"go on after {done.case_ids_from} (in addresses)"),
        ("messages planned or going", f"{done.messages} put to a person"),
        ("WRITE DOWN", f"to restore this backup once more say --numbers-ahead {2 * done.ahead}"),
    ]


def _to_look_at(unknown: int) -> list[tuple[str, str]]:
    """What only people can bring back, by how much there is of it."""
    doubtful = Message.objects.filter(status=Message.Status.UNKNOWN).count()
    tasks = Task.objects.filter(status=Task.Status.OPEN).count()
    return [
        ("LOOK AT messages in doubt", f"{doubtful} now; each case's next messages ask too"),
        ("LOOK AT open tasks", f"{tasks}: what was done since the backup is reported once more"),
        ("LOOK AT lost cases", f"{unknown} processes had a case the database does not know"),
        ("LOAD AGAIN", "statements, registries and court events since the backup"),
        ("THEN", "start relay, workers and web, and run istok doctor"),
    ]
