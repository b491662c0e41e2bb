"""Who is not the owner of the tables cannot get round what the database keeps.

Whatever the session says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from webapp.audit import operations as audit
from webapp.correspondence.models import Document, File, Message
from webapp.payments import operations as payments
from webapp.staff import guard
from webapp.staff.models import LockDate, Role
from webapp.tasks.models import Task, TaskPhoto

pytestmark = pytest.mark.django_db
EVERY_TRIGGER = """
    SELECT set_config('pgtrigger.ignore', array_agg(DISTINCT tgname)::text, true)
    FROM pg_trigger WHERE NOT tgisinternal
"""
SHADOWS = (
    "CREATE TEMP TABLE staff_lockdate (id int, closed_before date)",
    "CREATE TEMP TABLE staff_businessclocksetting (id int)",
    "CREATE TEMP TABLE payments_allocation (payment_id bigint, charge_id bigint, amount numeric)",
    "CREATE TEMP TABLE tasks_task (id bigint, status text)",
)


@contextmanager
def as_clerk(*before: str) -> Iterator[Any]:
    """Work in the database as a person who may read and write every row and owns nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        clerk = f"clerk_of_{connection.settings_dict['NAME']}"
        cursor.execute(f"CREATE ROLE {clerk} NOLOGIN")
        guard.let_work(role=clerk)
        cursor.execute(f"SET LOCAL ROLE {clerk}")
        for statement in before:
            cursor.execute(statement)
        yield cursor
        transaction.set_rollback(True)


def is_refused(statement: str, *before: str) -> bool:
    with as_clerk(*before) as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except DatabaseError:
            return True
        return cursor.rowcount == 0


@pytest.fixture
def past() -> None:
    """Money laid on charges, a paper, a sent letter, a report with a photo, a journal, a lock date."""
    account = factories.create_debtor(months=2, monthly=Decimal("1000.00"))
    by = factories.create_staff(role=Role.ACCOUNTANT)
    payments.post_by_hand(
        account_id=account.pk,
        paid_on=date(2026, 11, 10),
        amount=Decimal("1500.00"),
        purpose="за свет",
        document_number="7",
        key="1",
        by=by,
        today=factories.TODAY,
    )
    file = File.objects.create(sha256="a" * 64, content=b"PK")
    Document.objects.create(
        kind="notice",
        number="УВ-1",
        dated=date(2026, 11, 2),
        subject="recovery_case:1",
        account=account,
        docx=file,
    )
    create_message()
    report = create_report()
    TaskPhoto.objects.create(task=report, name="a.jpg", content_type="image/jpeg", content=b"a")
    audit.record(name="tasks.task.completed", subject="task:1", ground="как было")
    LockDate.objects.create(closed_before=date(2026, 1, 1))


def create_report() -> Task:
    return Task.objects.create(
        kind="restriction",
        subject="recovery_case:1",
        workflow_id="recovery-1",
        step="1",
        role=Role.CREW,
        created_on=date(2026, 11, 2),
        status=Task.Status.DONE,
        outcome="RESTRICTED",
        result={"date": "2026-11-03"},
        completed_on=date(2026, 11, 3),
    )


def create_message(**changes: Any) -> Message:
    told = {
        "channel": "email",
        "workflow_id": "recovery-1",
        "step": "1",
        "reference": "11111111-2222-4333-8444-555555555555",
        "subject": "recovery_case:1",
        "recipient": "petrov@example.ru",
        "status": Message.Status.ACCEPTED,
        "evidence": "250 ok",
        "planned_on": date(2026, 11, 2),
        "sent_on": date(2026, 11, 2),
    }
    return Message.objects.create(**(told | changes))


PAST = [
    "DELETE FROM audit_entry",
    "UPDATE audit_entry SET ground = 'иначе'",
    "UPDATE correspondence_file SET content = 'x'",
    "DELETE FROM correspondence_document",
    "UPDATE correspondence_document SET debt = 1",
    "UPDATE payments_payment SET amount = 0.01",
    "UPDATE billing_charge SET amount = 0.01",
    "UPDATE payments_allocation SET amount = amount - 1",
    "UPDATE staff_lockdate SET closed_before = '2099-01-01'",
    "DELETE FROM staff_lockdate",
    (
        "INSERT INTO billing_charge"
        " SELECT (jsonb_populate_record(charge, jsonb_build_object('id', 0,"
        " 'period', '2020-01-01', 'due_on', '2020-02-10'))).* FROM billing_charge AS charge LIMIT 1"
    ),
    "UPDATE tasks_task SET result = '{}'",
    "DELETE FROM tasks_task",
    "UPDATE tasks_taskphoto SET content = 'x'",
    "DELETE FROM tasks_taskphoto",
    "UPDATE correspondence_message SET evidence = 'x'",
    "UPDATE correspondence_message SET sent_on = '2020-01-01'",
    "DELETE FROM correspondence_message",
]


@pytest.mark.parametrize("statement", PAST)
def test_the_past_stays_though_a_session_asks_to_ignore_every_trigger(
    past: None, statement: str
) -> None:
    assert is_refused(statement, EVERY_TRIGGER)


@pytest.mark.parametrize("statement", PAST)
def test_the_past_stays_though_a_session_lays_its_own_tables_over_ours(
    past: None, statement: str
) -> None:
    ours = statement
    for table in ("staff_lockdate", "payments_allocation", "tasks_task"):
        ours = ours.replace(f" {table} ", f" public.{table} ")

    assert is_refused(ours, *SHADOWS)


def test_a_change_leaves_its_former_version_though_a_session_asks_otherwise(past: None) -> None:
    with as_clerk(EVERY_TRIGGER) as cursor:
        cursor.execute("UPDATE payments_payment SET purpose = 'иное'")
        cursor.execute("SELECT count(*) FROM payments_paymentevent WHERE purpose = 'за свет'")

        assert cursor.fetchone()[0] > 0


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TABLE audit_entry CASCADE",
        "TRUNCATE audit_entry",
        "CREATE RULE nothing AS ON INSERT TO audit_entry DO INSTEAD NOTHING",
        (
            "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)"
            " RETURNS boolean LANGUAGE sql AS 'SELECT true'"
        ),
    ],
)
def test_what_only_the_owner_may_is_refused_to_others(statement: str) -> None:
    assert is_refused(statement)


def test_every_function_of_a_trigger_looks_for_our_tables_first() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT proname FROM pg_trigger JOIN pg_proc AS f ON f.oid = tgfoid"
            " WHERE NOT tgisinternal AND proconfig IS DISTINCT FROM"
            " '{\"search_path=public, pg_temp\"}'"
        )

        assert cursor.fetchall() == []


class TestAReport:
    """Of a crew stays as it was given; an open task goes on."""

    @pytest.mark.parametrize(
        "change",
        [
            "outcome = 'NO_ACCESS'",
            "result = '{}'",
            "remarks = 'иначе'",
            "completed_on = '2026-11-01'",
            "status = 'OPEN'",
            "subject = 'recovery_case:2'",
        ],
    )
    def test_is_changed_by_nobody(self, change: str) -> None:
        create_report()

        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE tasks_task SET {change}")

    def test_keeps_its_photos(self) -> None:
        report = create_report()
        other = Task.objects.create(
            kind="restriction",
            subject="recovery_case:2",
            role=Role.CREW,
            created_on=date(2026, 11, 2),
        )
        photo = TaskPhoto.objects.create(task=report, name="a", content_type="x", content=b"a")
        sent = TaskPhoto.objects.create(task=other, name="b", content_type="x", content=b"b")

        TaskPhoto.objects.filter(pk=sent.pk).update(task=report)
        with pytest.raises(DatabaseError), transaction.atomic():
            TaskPhoto.objects.filter(pk=photo.pk).update(task=other)

        assert set(TaskPhoto.objects.values_list("task", flat=True)) == {report.pk}


class TestTheProofOfAMessage:
    """Changes only when the message goes on."""

    @pytest.mark.parametrize(
        ("status", "change"),
        [
            ("ACCEPTED", "evidence = 'x'"),
            ("ACCEPTED", "provider_id = 'x'"),
            ("ACCEPTED", "sent_on = '2020-01-01'"),
            ("ACCEPTED", "delivered_on = '2020-01-01'"),
            ("ACCEPTED", "status = 'PLANNED'"),
            ("ACCEPTED", "recipient = 'other@example.ru'"),
            ("ACCEPTED", "body = 'x'"),
            ("ACCEPTED", "reference = '11111111-2222-4333-8444-555555555556'"),
            ("DELIVERED", "delivered_on = '2020-01-01'"),
            ("DELIVERED", "status = 'SENT'"),
            ("DELIVERED", "status = 'FAILED'"),
            ("DELIVERED", "status = 'FAILED', delivered_on = NULL, evidence = 'x'"),
            ("FAILED", "status = 'DELIVERED', delivered_on = '2026-11-03'"),
            ("FAILED", "reason = 'x'"),
            ("CANCELLED", "status = 'SENT'"),
        ],
    )
    def test_stays(self, status: str, change: str) -> None:
        delivered_on = date(2026, 11, 3) if status == "DELIVERED" else None
        create_message(status=status, delivered_on=delivered_on)

        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE correspondence_message SET {change}")

    @pytest.mark.parametrize(
        ("status", "change"),
        [
            ("PLANNED", "recipient = 'other@example.ru'"),
            ("PLANNED", "status = 'SENDING', sending_since = now(), attempts = 1"),
            ("ACCEPTED", "status = 'DELIVERED', delivered_on = '2026-11-03', evidence = 'read'"),
            ("ACCEPTED", "status = 'FAILED', reason = '550'"),
            ("DELIVERED", "status = 'FAILED', delivered_on = NULL, reason = '550'"),
        ],
    )
    def test_goes_on(self, status: str, change: str) -> None:
        delivered_on = date(2026, 11, 3) if status == "DELIVERED" else None
        create_message(status=status, delivered_on=delivered_on)

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE correspondence_message SET {change}")

            assert cursor.rowcount == 1
