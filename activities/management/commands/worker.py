"""``istok worker``: run stories and deeds until stopped."""

import asyncio
import gc
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from activities import schedules, search_attributes, worker
from webapp.outbox import temporal

OBJECTS_BETWEEN_SWEEPS = 50_000


class Command(BaseCommand):
    """Connect (trying until the server is there), put the schedules in place, work."""

    help = "Run workflows and activities."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="only connect, to see that Temporal answers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _plan_statements_once()
        asyncio.run(self._run(only_check=options["check"]))

    async def _run(self, *, only_check: bool) -> None:
        client = await temporal.connect_patiently()
        if only_check:
            self.stdout.write("ok")
            return
        await search_attributes.register(client)
        await schedules.put_in_place(client)
        # what was loaded stays: sweeps need not look at it again
        gc.freeze()
        gc.set_threshold(OBJECTS_BETWEEN_SWEEPS, 20, 50)
        await worker.run(client)


def _plan_statements_once() -> None:
    """Have each connection plan a statement once: a worker asks the same all day.

    Half of what a case costs the database is planning. The office cannot: the history that it
    keeps puts two commands into one statement.
    """
    connections.settings["default"]["OPTIONS"] |= {
        "server_side_binding": True,
        "prepare_threshold": 3,
    }
