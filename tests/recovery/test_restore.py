"""A backup is restored: of the database, or of Temporal. No letter twice, no number on two papers, every case goes on."""

import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from pytest_django import Settings

from tests import factories, thorough
from tests.house.processes import doctor, in_this_database, until
from tests.notifications import providers
from tests.recovery import living
from tests.recovery.running import Running
from webapp.config.stack import ports, temporal
from webapp.contracts.models import Account
from webapp.correspondence.models import Document, Message
from webapp.demo.mail_catcher import MailCatcher
from webapp.payments import operations as payments
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.recovery.operations import opening
from webapp.staff import queries as staff
from webapp.staff.models import BusinessClockSetting, User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces.clock import MOSCOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.stack]
DEBTORS, LOST = (20, 4) if thorough.ALL else (8, 2)
BEGUN = DEBTORS // 3
DAY_S = 6.0
FINE = "ok: the database and Temporal agree"


class Server:
    """A Temporal server whose files can be kept, put back and thrown away."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._kept = folder / "temporal", folder / "kept"
        self.folder.mkdir()
        self.address = f"{ports.HOST}:{ports.any_free()}"
        self.start()

    def start(self) -> None:
        command = temporal.command(
            port=int(self.address.partition(":")[2]),
            ui_port=ports.any_free(),
            metrics_port=ports.any_free(),
            database=self.folder / "temporal.db",
        )
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(lambda: temporal.answers(self.address), seconds_max=240)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    def keep(self) -> None:
        """Make a backup."""
        self.stop()
        copytree(self.folder, self._kept)
        self.start()

    def put_back(self) -> None:
        """Restore the backup."""
        self.empty(start=False)
        rmtree(self.folder)
        copytree(self._kept, self.folder)
        self.start()

    def empty(self, *, start: bool = True) -> None:
        """Lose everything."""
        self.stop()
        rmtree(self.folder)
        self.folder.mkdir()
        if start:
            self.start()


class Backup:
    """A copy of the database of the test, made and restored by the server itself."""

    def __init__(self) -> None:
        self._name = f"{connection.settings_dict['NAME']}_backup"
        self._database = connection.settings_dict["NAME"]
        self._replace(self._name, template=self._database)
        self.made_at = timezone.now()

    def restore(self) -> None:
        self._replace(self._database, template=self._name)
        staff.forget_clock()

    def drop(self) -> None:
        self._command(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    def _replace(self, name: str, *, template: str) -> None:
        connections.close_all()
        self._command(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _command(self, words: str) -> None:
        address = in_this_database()["DATABASE_URL"].rpartition("/")[0]
        with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
            server.execute(words)


class Town:
    """The debtors, the people of the office, and what the world outside has seen."""

    def __init__(self, post_office: MailCatcher) -> None:
        self.boss, self._post_office = living.prepare(), post_office
        today = staff.today()
        self.accounts = [
            factories.create_debtor(
                party=factories.create_person(email=f"debtor{number}@example.com", phone=""),
                today=today,
            )
            for number in range(DEBTORS)
        ]

    def letters(self) -> list[tuple[str, str, str]]:
        """What lies in the boxes: recipient, kind of paper, its number."""
        found = list(self._post_office.mailbox.letters)
        return [(row["to"][0], *_kind_and_number(row["subject"])) for row in found]

    def open_cases(self, accounts: list[Account]) -> None:
        ids = [account.pk for account in accounts]
        opening.open_cases(account_ids=ids, by=None, today=staff.today())

    def work(self) -> None:
        """People do what they are asked for; of a message in doubt they look into the boxes."""
        for task in Task.objects.filter(status=Task.Status.OPEN).order_by("id"):
            with suppress(UnableToComplete):
                work.complete(
                    task_id=task.pk,
                    outcome=self._outcome(task),
                    result=_result(task),
                    by=self.boss,
                    today=staff.today(),
                )

    def _outcome(self, task: Task) -> str:
        if task.kind != "settle_unknown":
            return living.OUTCOMES[task.kind]
        message = Message.objects.get(
            case=task.case, stage=task.stage, attempt=task.attempt, status="UNKNOWN"
        )
        gone = {(to, kind) for to, kind, _number in self.letters()}
        kind, _number = _kind_and_number(message.title)
        return "SENT" if (message.recipient, kind) in gone else "NOT_SENT"

    def work_until(self, ask: Callable[[], object], *, seconds_max: float) -> None:
        def asked() -> object:
            self.work()
            return ask()

        until(asked, seconds_max=seconds_max)

    def pay(self, accounts: list[Account]) -> None:
        for account in accounts:
            payments.post_by_hand(
                account_id=account.pk,
                is_another=True,
                amount=Decimal(4500),
                paid_on=staff.today(),
                document_number="1",
                purpose="Оплата по лицевому счёту",
                key=str(uuid4()),
                by=User.objects.get(pk=self.boss.pk),
                today=staff.today(),
            )

    def are_all_notified(self) -> bool:
        told = {to for to, _kind, _number in self.letters()}
        return len(told) == DEBTORS

    def assert_nothing_twice(self) -> None:
        letters = self.letters()
        twice = Counter((to, kind) for to, kind, _number in letters)
        assert [key for key, count in twice.items() if count > 1] == []
        debtors_of = defaultdict(set)
        for to, _kind, number in letters:
            debtors_of[number].add(to)
        assert [number for number, seen in debtors_of.items() if len(seen) > 1] == []


def _kind_and_number(title: str) -> tuple[str, str]:
    kind, _sign, number = title.rpartition(" ")
    return kind, number


def _result(task: Task) -> dict[str, Any]:
    result = {"date": staff.today().isoformat(), "number": f"2-{task.pk}/2026"}
    return result | {"restriction": {"reading": "1", "seal": "П", "time": "14:30"}}.get(
        task.kind, {}
    )


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[Server]:
    running = Server(tmp_path)
    settings.TEMPORAL_ADDRESS = running.address
    yield running
    running.stop()


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[MailCatcher]:
    with providers.open_post_office(tmp_path) as catcher:
        yield catcher


@pytest.fixture
def town(transactional_db: None, server: Server, post_office: MailCatcher) -> Town:
    BusinessClockSetting.objects.create(
        origin_real_at=datetime.now(UTC),
        origin_business_at=datetime.combine(living.START, datetime.min.time(), MOSCOW),
        rate=86400 / DAY_S,
    )
    staff.forget_clock()
    return Town(post_office)


@pytest.fixture
def office(server: Server, post_office: MailCatcher) -> Callable[[], Running]:
    gateway = {"SMTP_URL": f"smtp://127.0.0.1:{post_office.port}", "MAIL_FROM": "a@istok.example"}
    return lambda: Running("worker", "relay", **gateway)


def restored(backup: Backup) -> str:
    said = StringIO()
    call_command("restored", "--backup-of", backup.made_at.isoformat(), stdout=said)
    return said.getvalue()


def all_closed() -> bool:
    return not Case.objects.filter(closed_on=None).exists()


def test_a_database_older_than_temporal(town: Town, office: Callable[[], Running]) -> None:
    known, lost = town.accounts[LOST:], town.accounts[:LOST]
    town.open_cases(known)
    with office():
        until(lambda: len(town.letters()) >= BEGUN, seconds_max=240)
    backup = Backup()
    try:
        with office():
            town.open_cases(lost)
            town.work_until(town.are_all_notified, seconds_max=300)
            town.pay(known[:3])
            until(lambda: Case.objects.exclude(closed_on=None).count() == 3, seconds_max=240)
        backup.restore()

        assert "run `istok restored`" in doctor("--mend")
        said = restored(backup)

        assert "put to a person" in said and f"{LOST} processes had a case" in said
        assert not Message.objects.filter(status__in=["PLANNED", "SENDING"]).exists()
        with office():
            town.open_cases(lost)
            until(
                lambda: Case.objects.exclude(steps__name="email").count() == 0,
                seconds_max=300,
            )
            town.work_until(
                lambda: not Message.objects.filter(status="UNKNOWN").exists(), seconds_max=300
            )
            town.pay(town.accounts)
            town.work_until(all_closed, seconds_max=300)
            until(lambda: doctor().endswith(f"{FINE}\n"), seconds_max=240)
    finally:
        backup.drop()

    town.assert_nothing_twice()
    numbers = Document.objects.values_list("kind", "number")
    assert len(numbers) == len(set(numbers)) and town.are_all_notified()


@pytest.mark.parametrize("lose", [Server.put_back, Server.empty], ids=["older", "emptied"])
def test_temporal_older_than_the_database(
    town: Town, server: Server, office: Callable[[], Running], lose: Callable[[Server], None]
) -> None:
    town.open_cases(town.accounts)
    with office():
        until(lambda: len(town.letters()) >= BEGUN, seconds_max=240)
    server.keep()
    with office():
        town.work_until(town.are_all_notified, seconds_max=300)
        town.pay(town.accounts[:3])
        until(lambda: Case.objects.exclude(closed_on=None).count() == 3, seconds_max=240)
    lose(server)

    with office():
        doctor("--mend")
        town.pay(town.accounts[3:])
        town.work_until(all_closed, seconds_max=300)
        until(lambda: doctor("--mend").endswith(f"{FINE}\n"), seconds_max=300)

    town.assert_nothing_twice()


def test_while_somebody_works_nothing_is_restored(
    town: Town, office: Callable[[], Running]
) -> None:
    town.open_cases(town.accounts)
    backup = Backup()
    with office():
        until(lambda: len(town.letters()) >= 1, seconds_max=240)
        with pytest.raises(CommandError, match=r"stop web|asked for work"):
            restored(backup)
    backup.drop()


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("yesterday", "is no moment"),
        ("2026-13-40T10:00", "is no moment"),
        ("2126-01-01T10:00", "has not come yet"),
        ("2020-01-01T10:00", "later than the backup"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(town: Town, moment: str, why: str) -> None:
    town.open_cases(town.accounts[:1])

    with pytest.raises(CommandError, match=why):
        call_command("restored", "--backup-of", moment)
