"""The relay and a server that stops answering."""

import asyncio
from datetime import date, timedelta

import pytest
from pytest_django import Settings

from webapp.outbox import operations, registry, relay, temporal
from webapp.outbox.models import Row

pytestmark = pytest.mark.django_db


class Line:
    """A line to the server that can go dead: bytes go in and none come out."""

    def __init__(self, address: str) -> None:
        self._host, _colon, self._port = address.partition(":")
        self.is_dead = False
        self._work: set[asyncio.Task[None]] = set()

    async def open(self) -> str:
        self._door = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        return f"127.0.0.1:{self._door.sockets[0].getsockname()[1]}"

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection(self._host, self._port)
        for source, sink in ((reader, there_writer), (there_reader, writer)):
            self._work.add(asyncio.create_task(self._carry(source, sink)))

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while content := await source.read(65536):
            if not self.is_dead:
                sink.write(content)

    async def close(self) -> None:
        for task in self._work:
            task.cancel()
        self._door.close()


def test_a_server_that_stops_answering_costs_one_time_out_and_not_one_for_each_row(
    temporal_address: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(temporal, "RPC_TIMEOUT", timedelta(seconds=0.5))
    operations.start_many(
        workflow_type="t",
        task_queue="q",
        starts=[(f"t:{number}", {}) for number in range(3 * relay.CONCURRENT)],
    )
    loop, line = asyncio.new_event_loop(), Line(temporal_address)
    settings.TEMPORAL_ADDRESS = loop.run_until_complete(line.open())
    client = loop.run_until_complete(temporal.connect())
    line.is_dead = True

    delivered = relay.deliver_due(client, loop)

    loop.run_until_complete(line.close())
    loop.close()
    assert delivered == 0
    assert Row.objects.filter(attempts=1).exclude(retry_at=None).count() == relay.CONCURRENT
    assert (
        Row.objects.filter(attempts=0, retry_at=None, delivered_at=None).count()
        == 2 * relay.CONCURRENT
    )


def test_what_begins_with_a_fact_and_fails_is_tried_again_and_holds_up_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []

    def hear(subject: str, _today: date) -> None:
        told.append(subject)
        if subject == "party:1":
            raise RuntimeError("no")

    monkeypatch.setitem(registry._hearers, "thing.done", [hear])
    for number in (1, 2):
        operations.announce(subject=f"party:{number}", fact="thing.done", key="1")

    relay.fan_out()

    assert told == ["party:1", "party:2"]
    failed, done = Row.objects.order_by("id")
    assert (failed.delivered_at, failed.error, failed.attempts) == (None, "no", 1)
    assert done.delivered_at is not None
