"""A payment that leaves a part of the debt: what may no longer be cut off is left alone, what was cut off comes back, the rest goes on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.processes.operations import closing, work
from webapp.recovery.models import CourtCase
from webapp.recovery.operations import plans
from webapp.recovery.queries import restriction
from webapp.recovery.queries.claims import Position
from webapp.tasks.models import Task
from workflows.process import decisions

MONTHS = (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))


def create_debtor_of(*, electricity: Decimal, heat: Decimal, months: int = 3) -> Account:
    """An account that owes for electricity, due first and so paid first, and for heat. Roubles a month."""
    account = factories.create_account(
        party=factories.create_person(email="", phone="+79031234567")
    )
    factories.create_owner(account=account)
    light, warmth = (
        factories.create_service(code=code, name=name)
        for code, name in (("electricity", "Электроснабжение"), ("heat", "Отопление"))
    )
    for period in MONTHS[:months]:
        factories.create_charge(
            account=account,
            service=light,
            period=period,
            amount=electricity,
            due_date=date(2026, 2, 10),
        )
        factories.create_charge(
            account=account, service=warmth, period=period, amount=heat, due_date=date(2026, 2, 20)
        )
    return account


@pytest.fixture
def owing_both(begin):
    def start(**settings) -> Life:
        return begin(create_debtor_of(electricity=Decimal(1000), heat=Decimal(4000)), **settings)

    return start


def test_the_crew_is_recalled_when_the_service_is_paid_and_the_rest_goes_to_the_lawyers(owing_both):
    life = owing_both(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")

    life.pay(Decimal(3000))
    life.go(until="make:service_memo")

    crew = Task.objects.get(kind="restriction")
    assert (crew.status, crew.remarks) == (Task.Status.RECALLED, "restriction_groundless")
    assert Document.objects.get(kind="restriction_order").status == Document.Status.CANCELED
    assert not life.account.is_disconnected
    assert Document.objects.get(kind="service_memo").debt == Decimal(12000)


def test_the_crew_is_recalled_when_the_debt_falls_below_two_monthly_charges(owing_both):
    life = owing_both(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")

    life.pay(Decimal(1000))
    life.go(until="make:service_memo")

    assert Task.objects.get(kind="restriction").status == Task.Status.RECALLED


def test_a_supply_comes_back_when_its_service_is_paid_though_the_rest_is_owed(owing_both):
    life = owing_both(lazy=frozenset({"approve"}))
    life.go(until="ask:approve")
    assert life.account.is_disconnected

    life.pay(Decimal(2500))
    below_two_months = life.decide()
    life.pay(Decimal(500))
    life.go(until="resumption:done")
    life.lazy = frozenset()
    life.go(until="make:court_order_application")

    assert (
        isinstance(below_two_months, decisions.Act) and below_two_months.deed.name == "service_memo"
    )
    order = Document.objects.get(kind="resumption_order")
    assert order.context["ground"] == "задолженность за указанные услуги погашена"
    assert not life.account.is_disconnected
    assert Document.objects.get(kind="court_order_application").debt == Decimal(12000)


@pytest.mark.parametrize(("electricity", "months", "cut"), [(100, 3, True), (1000, 2, False)])
def test_only_a_debt_above_two_monthly_charges_of_one_service_is_a_ground(
    begin, electricity, months, cut
):
    life = begin(
        create_debtor_of(electricity=Decimal(electricity), heat=Decimal(4000), months=months)
    )

    life.go(until="make:service_memo")

    assert Document.objects.filter(kind="restriction_warning").exists() is cut
    assert life.account.is_disconnected is cut


def test_a_small_remainder_of_one_service_does_not_cut_it_off_for_the_debt_of_another(begin):
    account = create_debtor_of(electricity=Decimal(1000), heat=Decimal(4000))
    account.charges.filter(service__code="electricity").update(paid_before=Decimal(900))
    life = begin(account)

    life.go(until="make:service_memo")

    assert not Document.objects.filter(
        kind__in=["restriction_warning", "restriction_order"]
    ).exists()
    assert set(life.steps().filter(name="skip").values_list("ground", flat=True)) == {
        "restriction_groundless"
    }


def test_business_is_cut_off_for_any_debt(begin):
    account = factories.create_debtor(
        months=2, party=factories.create_organization(), today=date(2026, 3, 2)
    )
    life = begin(account)

    life.go(until="make:restriction_report")

    assert life.account.is_disconnected


def test_a_service_below_the_limit_is_not_named_beside_one_above_it(begin):
    account = create_debtor_of(electricity=Decimal(1000), heat=Decimal(4000))
    hot_water = factories.create_service(code="hot_water", name="Горячее водоснабжение")
    factories.create_charge(
        account=account,
        service=hot_water,
        period=MONTHS[0],
        amount=Decimal(300),
        due_date=date(2026, 2, 10),
    )
    life = begin(account)

    life.go(until="make:restriction_order")

    for kind in ("restriction_warning", "restriction_order"):
        assert Document.objects.get(kind=kind).context["services"] == ["Электроснабжение"]


def test_a_warning_still_in_the_house_is_drawn_up_anew_for_the_address_that_owes(begin):
    first = factories.create_debtor(
        party=factories.create_organization(), today=START, number="100"
    )
    second = factories.create_account(party=first.party, contract=first.contract, number="200")
    factories.create_charge(account=second, period=MONTHS[0], due_date=date(2026, 2, 10))
    life = begin(first)
    life.go(until="1.1:make:restriction_warning")

    life.pay(Decimal("4500.00"))
    life.go(until="1.1:make:restriction_warning:r2")

    newest = Document.objects.filter(kind="restriction_warning").latest("id")
    assert newest.account == second


def agree_plan(life: Life) -> None:
    debt = sum(row.amount for row in life.account.charges.all())
    parts = plans.propose(debt=debt, months=3, first_due=life.today + timedelta(days=10))
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=life.today)


def test_a_plan_brings_the_supply_back_and_leaves_what_the_court_will_answer(owing_both):
    life = owing_both(lazy=frozenset({"court_order_ruling"}))
    life.go(until="ask:court_order_ruling")

    agree_plan(life)
    life.go(until="resumption:done")

    ruling = Task.objects.get(kind="court_order_ruling")
    work.complete(
        task_id=ruling.pk,
        outcome="ISSUED",
        result={"date": life.today.isoformat(), "number": "2-1/2026"},
        by=life.by,
        today=life.today,
    )
    assert CourtCase.objects.get(case=life.case).ruling == "ISSUED"
    ground = Document.objects.get(kind="resumption_order").context["ground"]
    assert ground.startswith("заключено соглашение о погашении задолженности по частям от ")
    assert not life.account.is_disconnected


def test_a_withdrawn_case_does_not_say_that_its_plan_was_paid(owing_both):
    life = owing_both()
    agree_plan(life)

    closing.request(
        case_id=life.case.pk, reason="WITHDRAWN", ground="ошибка", by=life.by, today=life.today
    )
    life.go()

    assert life.fresh().plans.get().status == "CANCELLED"


def test_a_returned_writ_rests_for_half_a_year(begin):
    life = begin(outcomes={"enforcement_result": "ENDED"})
    life.go(until="enforcement_result:done")
    returned_on = life.steps().get(name="enforcement_result", is_answer=True).on

    resting = life.decide()
    life.go(until="7.2:make:bailiff_registry")

    assert getattr(resting, "why", "") == "returned_writ"
    assert life.today > date(returned_on.year, returned_on.month, 1) + timedelta(days=181)
    assert (life.today.month - returned_on.month) % 12 in {6, 7}


def test_two_unpaid_months_of_an_odd_sum_are_not_more_than_two() -> None:
    monthly = Decimal("865.95")
    months = [
        Position(1, "electricity", True, True, monthly, "Электроснабжение", monthly)
        for _month in range(2)
    ]

    assert restriction.is_enough(rows=months, debtor="citizen", monthly=monthly, on=START) is False
