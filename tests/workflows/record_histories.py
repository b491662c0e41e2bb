"""Record the histories that the replay test guards: ``python -m tests.workflows.record_histories``.

Run it only for a new story; a changed story must keep replaying the old ones (``workflow.patched``).
Those without ``looks`` in their name are of a story that decided itself; nothing can record them anew.
"""

import asyncio
from datetime import date
from decimal import Decimal

from temporalio.testing import WorkflowEnvironment

from tests import embedded_database

embedded_database.settle()

import django  # noqa: E402

django.setup()

from tests.workflows import test_debt_recovery as stories  # noqa: E402
from tests.workflows.world import World  # noqa: E402
from webapp.config.stack import temporal  # noqa: E402
from webapp.recovery.operations.schemes import ORGANIZATIONS  # noqa: E402
from workflows.interfaces import payloads  # noqa: E402
from workflows.process import marks  # noqa: E402

WORLDS = {
    "unpaid-to-bailiffs-then-paid": lambda: World(payments={date(2026, 12, 20): Decimal(5000)}),
    "paid-after-restriction": lambda: World(payments={date(2026, 4, 25): Decimal(5000)}),
    "organization-objects-to-the-order": lambda: World(
        scheme=ORGANIZATIONS,
        outcomes={
            "court_order_effect": ["CANCELLED"],
            "approve": ["RETURNED", "APPROVED"],
            "judgment": ["DENIED"],
        },
    ),
    "hold-then-post": lambda: World(
        pause=("HOLD", date(2026, 4, 1)), deliveries={}, payments={date(2026, 5, 1): Decimal(5000)}
    ),
}


async def main() -> None:
    """Live through each story on a real server and keep its history."""
    stories.HISTORIES.mkdir(exist_ok=True)
    environment = await WorkflowEnvironment.start_local(
        dev_server_existing_path=temporal.program(),
        data_converter=payloads.CONVERTER,
        dev_server_log_level="error",
        search_attributes=marks.ALL,
    )
    async with environment:
        for name, world in WORLDS.items():
            async with stories.case_of(
                world(), environment.client.service_client.config.target_host
            ) as handle:
                await stories.wake_until(handle)
                history = await handle.fetch_history()
            (stories.HISTORIES / f"looks-{name}.json").write_text(
                history.to_json() + "\n", encoding="utf-8"
            )


if __name__ == "__main__":
    asyncio.run(main())
