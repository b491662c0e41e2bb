"""``istok doctor``: does the database agree with Temporal? Names each difference and mends what is safe."""

import asyncio
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from webapp.correspondence.models import REASONS, TRIES_QUICK, Message
from webapp.outbox import operations as outbox
from webapp.outbox import temporal
from webapp.outbox.models import Row
from webapp.recovery.queries import health
from workflows.interfaces import debt_recovery as words

_LATE = timedelta(minutes=1)


class Command(BaseCommand):
    """Compare both sides; ``--mend`` starts lost processes and wakes those whose case is closed. Exit code 1 asks for a look."""

    help = "Compare open cases with running workflows and look for what is stuck."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mend",
            action="store_true",
            help="start lost workflows again, wake those that should have ended",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stuck = [*_late_rows(), *_failing_messages(), *_doubtful_messages()]
        for line in stuck:
            self.stdout.write(line)
        found = self._differences()
        if options["mend"]:
            self._mend(found)
        if stuck or not found.are_none:
            raise CommandError("something needs a look: see above")
        self.stdout.write("ok: the database and Temporal agree")

    def _differences(self) -> health.Differences:
        try:
            found = health.differences(
                running=asyncio.run(temporal.open_workflow_ids(workflow_type="debt_recovery"))
            )
        except temporal.TemporalIsAway as error:
            raise CommandError(
                f"Temporal does not answer, so its workflows were not compared: {error}"
            ) from error
        for case_id in found.without_workflow:
            self.stdout.write(f"case {case_id}: open, but its workflow is not running")
        for case_id in found.closed_but_running:
            self.stdout.write(f"case {case_id}: closed, but its workflow is running")
        for workflow_id in found.without_case:
            self.stdout.write(f"workflow {workflow_id}: running, but there is no such case")
        return found

    def _mend(self, found: health.Differences) -> None:
        for case_id in found.without_workflow:
            done = outbox.start_again(workflow_id=words.workflow_id(case_id=case_id))
            self.stdout.write(
                f"case {case_id}: {'start sent again' if done else 'no start is known, look at it by hand'}"
            )
        for case_id in found.closed_but_running:
            workflow_id = words.workflow_id(case_id=case_id)
            outbox.subscribe_many([(workflow_id, f"doctor:{case_id}")])
            outbox.announce(
                subject=f"doctor:{case_id}", fact="look-again", key=timezone.now().isoformat()
            )
            self.stdout.write(f"case {case_id}: woken")


def _late_rows() -> list[str]:
    late = Row.objects.filter(
        delivered_at=None, is_dead=False, created_at__lt=timezone.now() - _LATE
    ).order_by("id")
    return [
        f"outbox row {row.pk} ({row.kind} {row.workflow_id or row.subject}) waits since {row.created_at:%H:%M:%S}: {row.error[:200]}"
        for row in late[:50]
    ]


def _failing_messages() -> list[str]:
    """Messages that do not go; a provider's own words may name somebody and stay on the screen of messages."""
    waiting = Message.objects.filter(
        status__in=[Message.Status.PLANNED, Message.Status.SENDING], attempts__gte=TRIES_QUICK
    ).order_by("id")
    return [
        f"message {message.pk} ({message.channel}): does not go, tried {message.attempts} times: "
        f"{message.reason if message.reason in REASONS else 'see the list of messages'}"
        for message in waiting[:50]
    ]


def _doubtful_messages() -> list[str]:
    doubtful = Message.objects.filter(status=Message.Status.UNKNOWN).order_by("id")
    return [
        f"message {message.pk} ({message.channel}): outcome unknown, a person must decide"
        for message in doubtful[:50]
    ]
