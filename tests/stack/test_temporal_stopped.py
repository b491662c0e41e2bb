"""Temporal is stopped while a statement is imported and a task is completed: the screens work, and afterwards every case is right."""

import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.house.processes import until
from tests.stack import prepared, rehearsal
from tests.stack.clerk import Clerk
from tests.stack.rehearsal import PASSWORD, Rehearsal
from webapp.config.stack import ports, temporal
from webapp.config.stack.handle import Stack
from webapp.demo import statements, town
from webapp.demo.personas import Habit

pytestmark = pytest.mark.stack

ACCOUNTS = 100
PAGES = (
    "/office/",
    "/office/recovery/debtors/",
    "/office/recovery/cases/",
    "/office/tasks/",
    "/office/payments/",
)


class Server:
    """A Temporal server that this test starts and stops as it likes."""

    def __init__(self, folder: Path) -> None:
        self.port = ports.any_free()
        self.address = f"{ports.HOST}:{self.port}"
        others = {"ui_port": ports.any_free(), "metrics_port": ports.any_free()}
        self._command = temporal.command(port=self.port, database=folder / "temporal.db", **others)
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: temporal.answers(self.address), seconds_max=60)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def stack(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(
        home=prepared.new_home(tmp_path_factory, "away"),
        environment={**rehearsal.QUIET, "TEMPORAL_ADDRESS": server.address},
    ) as running:
        yield running


def ask(stack: Stack, query: str, *given: Any) -> Any:
    with psycopg.connect(stack.values()["DATABASE_URL"]) as connection:
        row = connection.execute(query, given).fetchone()
    return row and row[0]


def payer() -> town.Line:
    """A person who will pay after the warning: paying earlier leads to the same end."""
    debtors, fates = (
        town.build(seed=rehearsal.SEED, accounts=ACCOUNTS).debtors(),
        rehearsal.fates(accounts=ACCOUNTS),
    )
    scope = next(
        scope
        for scope, fate in fates.items()
        if fate.habit == Habit.PAYS and fate.name == "pays when the court is asked"
    )
    return debtors[scope][0]


def statement_of(line: town.Line, *, stack: Stack) -> bytes:
    day = ask(stack, "SELECT max(opened_on) FROM processes_case")
    owed = sum((charge.amount - charge.paid for charge in line.charges), Decimal(0))
    account = ask(stack, "SELECT settlement_account FROM contracts_supplier")
    receiver = statements.Receiver(
        "АО «Верхнедонскэнергосбыт»",
        "3661000020",
        "366101001",
        "Банк",
        "042007118",
        account,
        account,
    )
    transfer = statements.Transfer(
        "9001",
        day,
        owed,
        line.customer.name,
        line.customer.inn,
        f"За электроэнергию л/с {line.account}",
    )
    return statements.write(on=day, opening=Decimal(0), transfers=[transfer], receiver=receiver)


def open_letter(stack: Stack) -> Any:
    return ask(
        stack,
        "SELECT id FROM tasks_task WHERE kind = 'deliver_by_post' AND status = 'OPEN' ORDER BY id LIMIT 1",
    )


def test_the_office_works_without_temporal_and_every_case_is_right_afterwards(
    stack: Stack, server: Server
) -> None:
    line = payer()
    with Rehearsal(stack, accounts=ACCOUNTS, day_s=0.5) as story:
        story.until_it_says("открыто дел")
        story.pause()
        letter = until(lambda: open_letter(stack), seconds_max=90)
        server.stop()
        accountant = Clerk(stack.values()["PUBLIC_URL"], login="accountant", password=PASSWORD)
        administrator = Clerk(stack.values()["PUBLIC_URL"], login="admin", password=PASSWORD)

        assert all("</html>" in administrator.open(page) for page in PAGES)
        preview, _page = accountant.upload(
            "/office/bank-statements/", name="kl_to_1c.txt", content=statement_of(line, stack=stack)
        )
        loaded, _page = accountant.send(f"{preview}load/", page=preview)
        report = {
            "outcome": "DELIVERED",
            "date": ask(stack, "SELECT created_on::text FROM tasks_task WHERE id = %s", letter),
            "number": "39400010000014",
        }
        tasks, _page = administrator.send(f"/office/tasks/{letter}/", **report)

        assert loaded.startswith("/office/bank-statements/") and tasks == "/office/tasks/"
        assert ask(stack, "SELECT status FROM tasks_task WHERE id = %s", letter) == "DONE"
        assert (
            ask(stack, "SELECT status FROM payments_payment WHERE document_number = '9001'")
            == "POSTED"
        )
        assert (
            ask(stack, "SELECT count(*) FROM outbox_row WHERE delivered_at IS NULL AND NOT is_dead")
            > 0
        )
        server.start()
        story.go_on()
        found = story.result(seconds_max=400)

    assert found | rehearsal.expected(accounts=ACCOUNTS) == found
    until(
        lambda: (
            ask(stack, "SELECT count(*) FROM outbox_row WHERE delivered_at IS NULL AND NOT is_dead")
            == 0
        ),
        seconds_max=60,
    )
