"""What was written stays as it was written, whoever asks the database: also its owner, by SQL."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.billing.models import Charge
from webapp.correspondence.models import Document, File
from webapp.payments import operations as payments
from webapp.payments.models import Allocation, Payment
from webapp.staff import operations as staff
from webapp.staff.models import LockDate, Role, User

OURS = [model for model in apps.get_models() if model.__module__.startswith("webapp.")]
EVENTS = [model for model in OURS if hasattr(model, "pgh_tracked_model")]
PREPARED = {
    "payments.Statement": "the file's own words, printed beside what was loaded",
    "correspondence.Document": "never changes",
    "processes.Step": "never changes",
    "billing.Owed": "counted by triggers from charges and money, which keep theirs",
}
"""Tables with sums that need no history."""


def triggers_of(model: type[models.Model]) -> set[str]:
    """Return the triggers that the database has and will fire for a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'",
            [model._meta.db_table],
        )
        return {name.removeprefix("pgtrigger_").rpartition("_")[0] for (name,) in cursor.fetchall()}


def do(statement: str, **values: Any) -> None:
    """Do what an administrator of the database might."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(DatabaseError):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("model", EVENTS, ids=lambda model: model.__name__)
def test_the_history_of_a_table_cannot_be_rewritten(model: type[models.Model]) -> None:
    assert {"append_only", "no_truncate"} <= triggers_of(model)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "label", ["audit.Entry", "correspondence.File", "processes.Step", "recovery.SchemeVersion"]
)
def test_what_is_never_changed_cannot_be_changed(label: str) -> None:
    assert {"append_only", "no_truncate"} <= triggers_of(apps.get_model(label))


def test_every_table_that_carries_a_sum_keeps_its_former_versions() -> None:
    with_sums = {
        model._meta.label
        for model in OURS
        if model not in EVENTS and not model._meta.proxy
        if any(
            isinstance(field, models.DecimalField) and field.decimal_places == 2
            for field in model._meta.fields
        )
    }
    kept = {model.pgh_tracked_model._meta.label for model in EVENTS}

    assert with_sums - kept - PREPARED.keys() == set()


@pytest.mark.parametrize("name", ["HeldRole", "OwnRight", "RoleRight", "User", "LockDate"])
def test_rights_keep_their_history(name: str) -> None:
    assert name in {model.pgh_tracked_model.__name__ for model in EVENTS}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET ground = 'иначе'",
        "UPDATE audit_entry SET actor_id = NULL",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE staff_userevent SET last_name = 'Иванов'",
        "DELETE FROM staff_userevent",
        "TRUNCATE staff_userevent CASCADE",
    ],
)
def test_the_journal_and_the_history_refuse_every_change(statement: str) -> None:
    user = factories.create_staff(role=Role.LAWYER)
    User.objects.filter(pk=user.pk).update(last_name="Другова")
    audit.record(name="tasks.task.completed", subject="task:1", actor=user, ground="как было")

    with refused():
        do(statement)

    assert Entry.objects.get().ground == "как было"
    assert User.pgh_event_model.objects.count() == 1  # type: ignore[attr-defined]


@pytest.fixture
def paper(db: None) -> Document:
    file = File.objects.create(sha256="a" * 64, content=b"PK")
    return Document.objects.create(
        kind="notice",
        number="УВ-1",
        dated=date(2026, 11, 2),
        subject="recovery_case:1",
        account=factories.create_account(),
        debt=Decimal("100.00"),
        context={"debt": "100.00"},
        docx=file,
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE correspondence_file SET content = 'x'",
        "DELETE FROM correspondence_file",
        *(
            f"UPDATE correspondence_document SET {change}"
            for change in (
                "number = 'УВ-2'",
                "debt = 1",
                "penalty = 1",
                "state_duty = 1",
                "context = '{}'",
                "kind = 'claim'",
                "account_id = NULL",
                "dated = '2026-01-01'",
            )
        ),
        "DELETE FROM correspondence_document",
        "TRUNCATE correspondence_document CASCADE",
    ],
)
def test_a_paper_stays_as_it_was_made(paper: Document, statement: str) -> None:
    with refused():
        do(statement)

    assert Document.objects.get() == paper


def test_a_paper_moves_on_and_gets_its_pdf(paper: Document) -> None:
    Document.objects.update(status=Document.Status.ISSUED, pdf=paper.docx)

    assert Document.objects.get().status == Document.Status.ISSUED


@pytest.fixture
def paid(db: None) -> Payment:
    """A debtor of two months of 1 000 roubles who has paid 1 500."""
    account = factories.create_debtor(months=2, monthly=Decimal("1000.00"))
    return pay(account, Decimal("1500.00"))


def pay(account: Any, amount: Decimal) -> Payment:
    by = factories.create_staff(role=Role.ACCOUNTANT)
    return payments.post_by_hand(
        account_id=account.pk,
        paid_on=date(2026, 11, 10),
        amount=amount,
        purpose="за свет",
        document_number="7",
        key=str(amount),
        by=by,
        today=factories.TODAY,
    )


def test_a_payment_is_never_less_than_what_is_laid_from_it(paid: Payment) -> None:
    for amount in ("1499.99", "0.01", "1000.00"):
        with refused():
            do(
                "UPDATE payments_payment SET amount = %(amount)s WHERE id = %(id)s",
                amount=amount,
                id=paid.pk,
            )

    do("UPDATE payments_payment SET amount = 1500.01 WHERE id = %(id)s", id=paid.pk)
    paid.refresh_from_db()
    assert paid.amount == Decimal("1500.01")


@pytest.mark.parametrize(
    "change",
    ["amount = 999.99", "paid_before = 0.01", "amount = 0", "amount = 1200, paid_before = 300"],
)
def test_a_charge_is_never_less_than_what_is_laid_on_it(paid: Payment, change: str) -> None:
    full = Allocation.objects.get(amount=Decimal("1000.00"))

    with refused():
        do(f"UPDATE billing_charge SET {change} WHERE id = %(id)s", id=full.charge_id)

    assert Charge.objects.get(pk=full.charge_id).amount == Decimal("1000.00")


def test_a_charge_may_grow_and_shrink_above_what_is_laid_on_it(paid: Payment) -> None:
    half = Allocation.objects.get(amount=Decimal("500.00"))

    do(
        "UPDATE billing_charge SET amount = 500, paid_before = 0 WHERE id = %(id)s",
        id=half.charge_id,
    )

    assert Charge.objects.get(pk=half.charge_id).amount == Decimal("500.00")


@pytest.mark.parametrize(
    "change", ["amount = amount - 0.01", "charge_id = (SELECT MAX(id) FROM billing_charge)"]
)
def test_an_allocation_is_a_fact(paid: Payment, change: str) -> None:
    first = Allocation.objects.order_by("charge_id")[0]

    with refused():
        do(f"UPDATE payments_allocation SET {change} WHERE id = %(id)s", id=first.pk)


def test_an_allocation_that_is_taken_off_leaves_its_trace(paid: Payment) -> None:
    Allocation.objects.all().delete()

    gone = Allocation.pgh_event_model.objects.values_list("amount", flat=True)  # type: ignore[attr-defined]
    assert sorted(gone) == [Decimal("500.00"), Decimal("1000.00")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "lowering",
    ["UPDATE payments_payment SET amount = 200", "UPDATE billing_charge SET amount = 200"],
)
def test_a_sum_cannot_be_lowered_while_another_lays_money(lowering: str) -> None:
    account = factories.create_debtor(months=1, monthly=Decimal("1000.00"))
    payment = pay(account, Decimal("300.00"))
    Allocation.objects.all().delete()
    charge, outcome = Charge.objects.get(), []

    def lower() -> None:
        try:
            do(lowering)
            outcome.append("lowered")
        except IntegrityError:
            outcome.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        Allocation.objects.create(payment=payment, charge=charge, amount=Decimal("300.00"))
        other = threading.Thread(target=lower)
        other.start()
        other.join(timeout=1)
        assert outcome == [], "the other waits for the row"
    other.join(timeout=20)

    assert outcome == ["refused"]


class TestTheLockDate:
    """Has come already, and stays."""

    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize("days", [1, 40, 40_000])
    def test_cannot_be_set_into_the_future_by_sql(self, days: int) -> None:
        day = timezone.localdate() + timedelta(days=days)
        with refused():
            do("INSERT INTO staff_lockdate VALUES (1, %(day)s)", day=day)
        LockDate.objects.create(closed_before=date(2026, 1, 1))
        with refused():
            do("UPDATE staff_lockdate SET closed_before = %(day)s", day=day)

        assert LockDate.objects.get().closed_before == date(2026, 1, 1)

    def test_goes_by_the_business_clock(self) -> None:
        staff.set_clock(business_at=timezone.now() + timedelta(days=365), rate=1.0)

        LockDate.objects.create(closed_before=timezone.localdate() + timedelta(days=365))

        assert LockDate.objects.exists()

    @pytest.mark.parametrize("statement", ["DELETE FROM staff_lockdate", "TRUNCATE staff_lockdate"])
    def test_cannot_be_taken_away(self, statement: str) -> None:
        LockDate.objects.create(closed_before=date(2026, 1, 1))

        with refused():
            do(statement)

    def test_is_refused_in_words_on_the_form(self, client: Client) -> None:
        client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

        tomorrow = timezone.localdate() + timedelta(days=1)
        page = client.post(
            reverse("admin:staff_lockdate_add"), {"closed_before": f"{tomorrow:%d.%m.%Y}"}
        )

        assert "не может быть в будущем" in page.content.decode()
        assert not LockDate.objects.exists()

    def test_is_refused_to_an_operation(self) -> None:
        by = factories.create_staff(role=Role.ADMINISTRATOR)

        with pytest.raises(audit.UnableToMoveLockDate):
            audit.move_lock_date(closed_before=date(2999, 1, 1), by=by)


class TestThePassword:
    """Of a colleague is given before witnesses."""

    pytestmark = pytest.mark.django_db
    new = {
        "password1": "dlinnaya-fraza-7",
        "password2": "dlinnaya-fraza-7",
        "usable_password": "true",
    }

    @pytest.fixture
    def boss(self, client: Client) -> User:
        boss = factories.create_staff(role=Role.ADMINISTRATOR)
        client.force_login(boss)
        return boss

    def test_that_an_administrator_resets_is_in_the_journal(
        self, client: Client, boss: User
    ) -> None:
        person = factories.create_staff(role=Role.LAWYER)

        client.post(reverse("admin:auth_user_password_change", args=[person.pk]), self.new)

        entry = Entry.objects.get()
        assert (entry.name, entry.subject, entry.actor) == (
            "staff.user.password-reset",
            f"user:{person.pk}",
            boss,
        )
        assert "fraza" not in str(entry.details)

    def test_that_was_refused_is_not(self, client: Client, boss: User) -> None:
        person = factories.create_staff(role=Role.LAWYER)

        client.post(
            reverse("admin:auth_user_password_change", args=[person.pk]),
            {**self.new, "password2": "x"},
        )

        assert not Entry.objects.exists()

    def test_of_ones_own_is_told_apart(self, client: Client, boss: User) -> None:
        new = {
            "old_password": factories.PASSWORD,
            "new_password1": "dlinnaya-fraza-7",
            "new_password2": "dlinnaya-fraza-7",
        }

        client.post(reverse("admin:password_change"), new)

        assert Entry.objects.get().name == "staff.user.password-changed"


@pytest.mark.django_db
def test_who_got_and_lost_which_role_is_in_the_history() -> None:
    person = factories.create_staff(role=Role.LAWYER)
    person.groups.clear()
    person.user_permissions.add(Permission.objects.get(codename="close_case"))

    roles = User.groups.through._meta.apps.get_model("staff", "HeldRoleEvent").objects.filter(
        user=person
    )
    rights = apps.get_model("staff", "OwnRightEvent").objects.filter(user=person)
    assert list(roles.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]
    assert list(rights.values_list("pgh_label", flat=True)) == ["insert"]
