"""The months that a payer names are paid first; a month that is not understood waits for a person, who says it."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from webapp.billing.models import Charge
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.payments.queries.grounds import Why
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def debtor():
    """Owes 1 000 for each month from March to August 2026."""
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    account = factories.create_account(number="987654331")
    for month in range(3, 9):
        factories.create_charge(
            account=account, period=date(2026, month, 1), amount=Decimal("1000.00")
        )
    return account


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


def load(purpose: str, *, amount: str = "3000.00") -> Payment:
    """Load a statement of one document."""
    content = bank.statement(bank.document(purpose=purpose, amount=amount))
    operations.load_statement(
        file_name="kl_to_1c.txt", content=content, by=None, today=factories.TODAY
    )
    return Payment.objects.latest("id")


def paid(payment: Payment) -> list[int]:
    months = payment.allocations.order_by("charge__period").values_list("charge__period", flat=True)
    return [month.month for month in months]


@pytest.mark.parametrize(
    "purpose",
    [
        "ЛС 987654331 за период с июня по август 2026",
        "ЛС 987654331 за июнь-август",
        "ЛС 987654331 за 06,07,08.2026",
        "ЛС987654331;ЗА 06/2026-08/2026",
        "л/с 987654331 с 01.06.2026 по 31.08.2026",
    ],
)
def test_a_range_of_months_is_paid_whole(purpose):
    assert paid(load(purpose)) == [6, 7, 8]


DEBT = ("Долг", "Задолженность", "Погашение задолженности", "долг на 01.09.2026", "")


@pytest.mark.parametrize("words", DEBT)
def test_a_debt_without_a_month_is_paid_from_the_earliest(words):
    assert paid(load(f"{words} ЛС 987654331", amount="2000.00")) == [3, 4]


@pytest.mark.parametrize("words", DEBT)
def test_a_debt_beside_awarded_costs_is_paid_in_the_turn_of_law(debtor, words):
    costs = {"amount": Decimal("500.00"), "kind": Charge.Kind.COSTS, "source": "judgment"}
    factories.create_charge(account=debtor, period=date(2026, 7, 1), **costs)

    payment = load(f"{words} ЛС 987654331", amount="1500.00")

    assert sorted(payment.allocations.values_list("charge__period__month", "amount")) == [
        (3, Decimal("1000.00")),
        (7, Decimal("500.00")),
    ]


def test_a_quarter_is_paid_whole():
    assert paid(load("ЛС 987654331 за 2 кв. 2026")) == [4, 5, 6]


@pytest.mark.parametrize("words", ["за прошлый месяц", "за авгут 2026", "за 3 месяца", "за лето"])
def test_a_month_that_is_not_understood_waits_and_is_said(words, accountant):
    payment = load(f"ЛС 987654331 {words}", amount="1000.00")

    (row,) = lists.with_suggestions([payment], user=accountant)
    assert (payment.status, row.why) == (Payment.Status.UNIDENTIFIED, Why.MONTHS)
    assert lists.months_named(payment).unread.startswith(words[:9])
    assert [account.number for account in row.accounts] == ["987654331"]


def test_a_person_says_the_months_and_they_are_paid(accountant, debtor):
    payment = load("ЛС 987654331 за прошлый месяц", amount="1000.00")

    operations.assign(
        payment_id=payment.pk, account_id=debtor.pk, by=accountant, months_said="08.2026"
    )

    assert paid(payment) == [8]


def test_months_of_a_person_that_cannot_be_read_are_refused(accountant, debtor):
    payment = load("ЛС 987654331 за прошлый месяц", amount="1000.00")

    with pytest.raises(operations.UnableToAssign, match="прошлый"):
        operations.assign(
            payment_id=payment.pk, account_id=debtor.pk, by=accountant, months_said="за прошлый"
        )

    payment.refresh_from_db()
    assert (payment.status, payment.months_said) == (Payment.Status.UNIDENTIFIED, "")
