"""Whoever stops a case stops its message too, up to the moment of its release."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from tests import factories
from tests.notifications import providers
from tests.recovery.living import START, Life
from webapp.correspondence.models import Document, Message
from webapp.processes.operations import pausing
from webapp.recovery.operations import pauses, plans, schemes
from webapp.recovery.queries import claims
from workflows.process import decisions

pytestmark = pytest.mark.django_db(transaction=True)


def hold(life: Life) -> None:
    pauses.hold(
        case_id=life.case.pk,
        reason="проверка",
        until=START + timedelta(days=3),
        by=life.by,
        today=START,
    )


def agree_on_parts(life: Life) -> None:
    parts = [(START + timedelta(days=30), claims.debt(case_id=life.case.pk))]
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START)


def stop_the_scheme(life: Life) -> None:
    schemes.stop(
        scheme_id=life.case.recovery.scheme_version.scheme_id, reason="ошибка в тарифах", by=life.by
    )


@contextmanager
def while_the_letter_is_being_printed(life: Life, deed: object) -> Iterator[None]:
    """Hold the paper's row, so that the sender has its PDF but cannot keep it yet, and let it go on at the end."""

    def work() -> None:
        life.do(deed)
        connection.close()

    sender = threading.Thread(target=work)
    with transaction.atomic():
        Document.objects.select_for_update(no_key=True).get(kind="notice")
        sender.start()
        wait_for_a_lock()
        yield
    sender.join()


def wait_for_a_lock() -> None:
    deadline = monotonic() + 60
    with connection.cursor() as cursor:
        while monotonic() < deadline:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
            sleep(0.02)
    raise AssertionError("nobody waits for the paper")


@pytest.mark.parametrize("stop", [hold, agree_on_parts, stop_the_scheme])
def test_what_comes_while_the_letter_is_printed_keeps_it_in_the_house(
    stop: Callable[[Life], None], begin: Callable[..., Life], tmp_path: Path
) -> None:
    party = factories.create_person(email="petrov@example.org", phone="")
    life = begin(factories.create_debtor(today=START, party=party))
    life.do(life.decide().deed)
    send = life.decide()

    with while_the_letter_is_being_printed(life, send.deed):
        stop(life)

    assert Message.objects.get().status == Message.Status.PLANNED
    assert not providers.lines(tmp_path / "mail.jsonl")
    assert isinstance(life.decide(), decisions.Wait)


def test_the_letter_goes_when_the_hold_has_ended(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    party = factories.create_person(email="petrov@example.org", phone="")
    life = begin(factories.create_debtor(today=START, party=party))
    life.do(life.decide().deed)
    deed = life.decide().deed
    hold(life)
    life.do(deed)

    pausing.end(kind="HOLD", case_id=life.case.pk, by=life.by, today=START)
    life.do(life.decide().deed)

    assert Message.objects.get().status == Message.Status.ACCEPTED
    assert len(providers.lines(tmp_path / "mail.jsonl")) == 1
