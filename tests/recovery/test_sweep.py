"""The sweep opens what is ripe, once, and nothing else."""

from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, prepare
from webapp.payments.models import Payment
from webapp.recovery.models import RecoveryCase, Scheme
from webapp.recovery.operations import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready():
    prepare()


def test_two_unpaid_periods_and_two_thousand_roubles_are_ripe():
    ripe = factories.create_debtor(months=3, today=START)
    factories.create_debtor(months=1, monthly=Decimal("9000.00"), today=START)
    factories.create_debtor(months=3, monthly=Decimal("600.00"), today=START)

    opened = sweep.sweep(today=START)

    assert (opened.count, RecoveryCase.objects.get().account) == (1, ripe)


def test_sweeping_twice_opens_nothing_twice():
    factories.create_debtor(months=3, today=START)

    counts = [sweep.sweep(today=START).count for _time in range(2)]

    assert counts == [1, 0]


def test_a_stopped_scheme_opens_nothing():
    factories.create_debtor(months=3, today=START)
    Scheme.objects.filter(code="persons").update(stopped_reason="жалоба прокурору")

    assert sweep.sweep(today=START).count == 0


def test_each_kind_of_customer_gets_its_own_scheme():
    factories.create_debtor(months=3, today=START)
    factories.create_debtor(months=3, today=START, party=factories.create_organization())
    factories.create_debtor(months=3, today=START, party=factories.create_organization(kind="MANAGING_COMPANY"))

    sweep.sweep(today=START)

    codes = RecoveryCase.objects.order_by("id").values_list("scheme_version__scheme__code", flat=True)
    assert sorted(codes) == ["managing_companies", "organizations", "persons"]


def test_an_advance_covers_the_debt_before_anybody_is_bothered():
    account = factories.create_debtor(months=3, today=START)
    Payment.objects.create(
        natural_key="advance", status="POSTED", source="MANUAL", account=account, paid_on=START, amount=Decimal("4500.00")
    )

    assert sweep.sweep(today=START).count == 0


def test_a_withdrawn_debt_is_not_taken_up_again_but_a_new_one_is():
    account = factories.create_debtor(months=3, today=START)
    sweep.sweep(today=START)
    RecoveryCase.objects.update(closed_on=START, close_reason="WITHDRAWN", side="CLOSED")

    again = sweep.sweep(today=START)
    for month in (3, 4):
        factories.create_charge(account=account, period=START.replace(month=month, day=1), amount=Decimal("1500.00"))
    later = sweep.sweep(today=START.replace(month=6))

    assert (again.count, later.count) == (0, 1)
    assert RecoveryCase.objects.latest("id").claims.count() == 2
