"""What the database keeps of what is owed is what is computed, whatever happens to charges and money."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from tests import factories
from tests.billing.test_debt import pay
from webapp.billing import queries
from webapp.billing.models import Charge, Owed
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
_WHAT = ("account_id", "service_id", "period", "due_date", "debt")


def kept() -> set[tuple[Any, ...]]:
    return set(Owed.objects.values_list("charge_id", *_WHAT))


def computed() -> set[tuple[Any, ...]]:
    charges = queries.debt_by_charge(charges=queries.principal()).filter(debt__gt=0)
    return set(charges.values_list("id", *_WHAT))


def test_it_follows_charges_and_money() -> None:
    charge = factories.create_debtor(months=2, monthly=Decimal("1500.00")).charges.order_by("id")[0]
    assert len(kept()) == 2

    pay(charge=charge, amount=Decimal("400.00"), on=TODAY)
    assert (kept(), Owed.objects.get(charge=charge).debt) == (computed(), Decimal("1100.00"))

    pay(charge=charge, amount=Decimal("1100.00"), on=TODAY)
    assert kept() == computed()
    assert not Owed.objects.filter(charge=charge).exists()

    Payment.objects.filter(amount=Decimal("1100.00")).update(
        status="REVERSED", reversal_reason="Ошибка банка"
    )
    assert (kept(), Owed.objects.get(charge=charge).debt) == (computed(), Decimal("1100.00"))

    Allocation.objects.filter(amount=Decimal("400.00")).delete()
    assert (kept(), Owed.objects.get(charge=charge).debt) == (computed(), Decimal("1500.00"))

    Allocation.objects.all().delete()
    Charge.objects.filter(pk=charge.pk).update(denied=Decimal("500.00"))
    assert (kept(), Owed.objects.get(charge=charge).debt) == (computed(), Decimal("1000.00"))

    Charge.objects.filter(pk=charge.pk).update(due_date=charge.due_date + timedelta(days=5))
    assert kept() == computed()

    Charge.objects.get(pk=charge.pk).delete()
    assert len(kept()) == 1
    assert kept() == computed()


def test_a_debt_that_is_kept_wrongly_is_told_of() -> None:
    charge = factories.create_debtor(months=1).charges.get()
    assert not queries.kept_wrongly()

    Owed.objects.update(debt=Decimal("1.00"))
    assert list(queries.kept_wrongly()) == [charge.pk]

    Owed.objects.all().delete()
    assert list(queries.kept_wrongly()) == [charge.pk]


def test_what_a_court_awarded_is_not_in_it() -> None:
    account = factories.create_account()
    factories.create_charge(
        account=account, period=TODAY.replace(day=1), kind="COSTS", source="court_case:1"
    )

    assert kept() == set()


def test_debtors_of_a_day_before_the_money_came_are_counted_as_they_were() -> None:
    debtor = factories.create_debtor(months=1)
    pay(charge=debtor.charges.get(), amount=Decimal("1500.00"), on=TODAY)

    def debt(on: Any) -> Decimal:
        found = queries.account_debts(accounts=Account.objects.all(), on=on)
        return found[debtor.pk].debt if found else Decimal(0)

    assert (debt(TODAY - timedelta(days=1)), debt(TODAY)) == (Decimal("1500.00"), Decimal(0))


def test_who_waited_for_the_row_of_a_charge_writes_what_both_have_paid() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'billing_owe'")
        [body] = cursor.fetchone()

    assert body.index("FOR NO KEY UPDATE") < body.index("INTO unpaid")
