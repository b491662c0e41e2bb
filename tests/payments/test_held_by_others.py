"""Money that has to wait for another load too long is not entered, and whoever sends it is told."""

from datetime import date
from decimal import Decimal

import psycopg
import pytest
from django.db import connection

from tests import factories
from tests.payments import bank
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 5)


@pytest.fixture
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number="401000164")


@pytest.fixture
def another_load(debtor):
    """Somebody else's load that does not end, and little patience here."""
    told = connection.get_connection_params()
    known = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{name: told[name] for name in known if told.get(name)}) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtext('payments.load_statement'))")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        yield
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def by_a_statement(debtor, by):
    operations.load_statement(
        file_name="a.txt",
        content=bank.statement(bank.document(purpose=f"л/с {debtor.number}")),
        by=by,
        today=factories.TODAY,
    )


def by_a_notice(debtor, by):
    operations.take_notices(
        notices=[operations.Notice("K-1", debtor.number, Decimal(1500), DAY)],
        accounts=Account.objects.all(),
        by=by,
        today=factories.TODAY,
        good_rows_only=False,
    )


def by_hand(debtor, by):
    operations.post_by_hand(
        account_id=debtor.pk,
        amount=Decimal(1500),
        paid_on=DAY,
        document_number="1",
        purpose="",
        key="1",
        by=by,
        today=factories.TODAY,
    )


@pytest.mark.parametrize(
    ("way", "refusal"),
    [
        (by_a_statement, operations.UnableToLoad),
        (by_a_notice, operations.UnableToTake),
        (by_hand, operations.UnableToPost),
    ],
)
def test_nothing_is_entered_and_the_sender_is_told(another_load, debtor, way, refusal):
    accountant = factories.create_staff(role=Role.ACCOUNTANT)

    with pytest.raises(refusal, match="через минуту"):
        way(debtor, accountant)

    assert not Payment.objects.exists()
