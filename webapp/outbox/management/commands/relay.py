"""``istok relay``: carry facts to Temporal until stopped."""

import asyncio
import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection
from temporalio.client import Client
from temporalio.service import RPCError

from webapp.outbox import relay, temporal

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Deliver outbox rows as they are written.

    Survive the absence of Temporal and of the database.
    """

    help = "Carry outbox rows to Temporal."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C; a batch under way is finished first."""
        self.stopping = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        loop = asyncio.new_event_loop()
        client: Client | None = None
        while not self.stopping:
            try:
                client = client or loop.run_until_complete(temporal.connect())
                self._carry(client, loop)
            except (OperationalError, InterfaceError, RPCError, RuntimeError, OSError) as error:
                log.warning("relay waits: %s", type(error).__name__)
                connection.close()
                time.sleep(1)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _carry(self, client: Client, loop: asyncio.AbstractEventLoop) -> None:
        moved = relay.fan_out() + relay.deliver_due(client, loop)
        if not moved and not self.stopping:
            relay.wait_for_rows(seconds=1)
