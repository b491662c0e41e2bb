"""The sweep opens what is ripe, once, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, prepare
from webapp.contracts.models import Account
from webapp.outbox.models import Row, Subscription
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, Scheme
from webapp.recovery.operations import opening, schemes, sweep
from webapp.recovery.queries import schemes as known_schemes
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready():
    prepare()


def test_two_unpaid_periods_and_two_thousand_roubles_are_ripe():
    ripe = factories.create_debtor(months=3, today=START)
    factories.create_debtor(months=1, monthly=Decimal("9000.00"), today=START)
    factories.create_debtor(months=3, monthly=Decimal("600.00"), today=START)

    opened = sweep.sweep(today=START)

    assert (opened.count, Case.objects.get().account) == (1, ripe)


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
    factories.create_debtor(
        months=3, today=START, party=factories.create_organization(kind="MANAGING_COMPANY")
    )

    sweep.sweep(today=START)

    codes = Case.objects.order_by("id").values_list(
        "recovery__scheme_version__scheme__code", flat=True
    )
    assert sorted(codes) == ["managing_companies", "organizations", "persons"]


def test_an_advance_covers_the_debt_before_anybody_is_bothered():
    account = factories.create_debtor(months=3, today=START)
    Payment.objects.create(
        natural_key="advance",
        status="POSTED",
        source="MANUAL",
        account=account,
        paid_on=START,
        amount=Decimal("4500.00"),
    )

    assert sweep.sweep(today=START).count == 0


def test_a_withdrawn_debt_is_not_taken_up_again_but_a_new_one_is():
    account = factories.create_debtor(months=3, today=START)
    sweep.sweep(today=START)
    Case.objects.update(closed_on=START, close_reason="WITHDRAWN", side="CLOSED")

    again = sweep.sweep(today=START)
    for month in (3, 4):
        factories.create_charge(
            account=account, period=START.replace(month=month, day=1), amount=Decimal("1500.00")
        )
    later = sweep.sweep(today=START.replace(month=6))

    assert (again.count, later.count) == (0, 1)
    assert Case.objects.latest("id").claims.count() == 2


def test_many_debts_are_opened_with_as_few_queries_as_one(django_assert_max_num_queries):
    accounts = [factories.create_debtor(months=3, today=START) for _number in range(5)]

    with django_assert_max_num_queries(25):
        opened = opening.open_cases(
            account_ids=[account.pk for account in accounts], by=None, today=START
        )

    assert opened.count == 5
    assert Row.objects.filter(kind=Row.Kind.START).count() == 5
    assert CaseCharge.objects.values("case").distinct().count() == 5
    assert len(set(Case.objects.values_list("number", flat=True))) == 5
    listened = Subscription.objects.values_list("subject", flat=True)
    assert {f"account:{pk}" for pk in Account.objects.values_list("pk", flat=True)} < set(listened)


def test_a_case_goes_to_the_lawyer_of_its_district_with_the_fewest_cases():
    here, elsewhere = (factories.create_staff(role=Role.LAWYER) for _number in range(2))
    account = factories.create_debtor(months=3, today=START)
    district = account.premises.building.street.district.code
    User.objects.filter(pk=here.pk).update(segment_districts=[district])
    User.objects.filter(pk=elsewhere.pk).update(segment_districts=["elsewhere"])
    factories.create_debtor(months=3, today=START)

    sweep.sweep(today=START)

    assert set(
        Case.objects.filter(
            account__premises__building__street__district__code=district
        ).values_list("executor", flat=True)
    ) == {here.pk}
    assert not Case.objects.filter(executor=elsewhere).exists()


def test_a_debt_goes_by_the_scheme_whose_criteria_it_meets():
    boss = User.objects.latest("id")
    usual = Scheme.objects.get(code="persons")
    early = schemes.copy(scheme_id=usual.pk, name="Граждане, рано", by=boss)
    known = known_schemes.scheme_of_version(early.versions.get().pk)
    sooner = replace(known, min_periods=1, min_debt=Decimal(500))
    schemes.save_version(scheme_id=early.pk, definition=sooner, note="Раньше", by=boss)
    schemes.set_active(scheme_id=early.pk, is_active=True, reason="Опыт", by=boss)
    ripe = factories.create_debtor(months=3, today=START)
    young = factories.create_debtor(months=1, monthly=Decimal("900.00"), today=START)

    sweep.sweep(today=START)

    taken = {case.account: case.recovery.scheme_version.scheme for case in Case.objects.all()}
    assert taken == {ripe: usual, young: early}
