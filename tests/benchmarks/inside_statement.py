"""Beside a running stack: loads statements."""

import time

from tests import factories
from tests.benchmarks.measures import Measure
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.operations import statement_file

ROUNDS, PAYMENTS, ACCOUNTS = 5, 2000, 500


def main() -> list[Measure]:
    """Load different files into the same accounts, and return what it took."""
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    numbers = [factories.create_debtor(months=3).number for _account in range(ACCOUNTS)]
    files = [_file(number, numbers) for number in range(ROUNDS)]
    reading = [_seconds(lambda content=content: statement_file.read(content)) for content in files]
    loading = [_seconds(lambda content=content: _load(content)) for content in files]
    return [
        Measure("file of 2 000 documents, read only", "s", tuple(reading)),
        Measure("file of 2 000 documents, loaded", "s", tuple(loading)),
        Measure("payments posted", "payments/s", tuple(PAYMENTS / seconds for seconds in loading)),
    ]


def _file(number: int, accounts: list[str]) -> bytes:
    documents = [
        bank.document(
            number=f"{number}-{index}",
            amount="150.00",
            purpose=f"Оплата л/с {accounts[index % ACCOUNTS]}",
        )
        for index in range(PAYMENTS)
    ]
    return bank.statement(*documents)


def _load(content: bytes) -> None:
    report = operations.load_statement(
        file_name="bench.txt", content=content, by=None, today=factories.TODAY
    )
    assert report.posted == PAYMENTS


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
