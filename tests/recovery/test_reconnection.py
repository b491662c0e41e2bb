"""A citizen who was cut off pays the supplier's own costs of it, and the supply waits for them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from tests.recovery.test_reports_corrected import correct
from tests.recovery.test_restriction import paper
from webapp.billing.models import Charge
from webapp.contracts.models import ReconnectionPrice
from webapp.correspondence.models import Document
from webapp.payments.models import Allocation
from webapp.processes.models import Case
from webapp.recovery.operations import plans
from webapp.recovery.queries import reconnection
from webapp.tasks.models import Task
from workflows.process import decisions

type Begin = Callable[..., Life]
COSTS = Decimal("3200.00")


def priced(amount: Decimal = COSTS) -> None:
    ReconnectionPrice.objects.create(
        supplier=factories.create_supplier(),
        service=factories.create_service(),
        amount=amount,
        starts_on=date(2026, 1, 1),
        ground="Калькуляция № 4 от 12.01.2026",
    )


@pytest.fixture
def cut(begin: Begin) -> Life:
    """A citizen whose electricity a crew has cut off, and who owes for it."""
    priced()
    life = begin(lazy=frozenset({"approve", "resumption"}))
    life.go(until="ask:approve")
    return life


def charge() -> Charge:
    return Charge.objects.get(kind="RECONNECT")


def test_the_costs_are_charged_once_with_the_calculation_they_rest_on(cut: Life) -> None:
    told = cut.steps().get(name="reconnection-charged")

    assert (charge().amount, charge().account) == (COSTS, cut.account)
    assert "Калькуляция № 4" in told.ground
    assert "5000,00" in told.ground.replace("\xa0", "")
    assert Decimal(paper("restriction_warning")["reconnection_cost"]) == COSTS


def test_the_supply_does_not_come_back_before_the_costs_are_paid_too(cut: Life) -> None:
    cut.lazy = frozenset()
    cut.pay(Decimal(4500))
    assert cut.go() == decisions.Wait("reconnection")
    assert not Document.objects.filter(kind="resumption_order").exists()
    cut.today += timedelta(days=3)
    paid_on = cut.today

    cut.pay(COSTS)
    cut.go()

    order = paper("resumption_order")
    assert order["cleared_on"] == paid_on.isoformat()
    assert "расходы" in order["ground"]
    assert (cut.fresh().close_reason, cut.account.is_disconnected) == ("PAID", False)


def test_money_covers_the_debt_before_the_costs_and_says_why(cut: Life) -> None:
    cut.pay(Decimal(4600))

    laid = Allocation.objects.get(charge=charge())

    assert (laid.amount, laid.reason) == (100, Allocation.Reason.RECONNECT)


def test_an_agreement_that_covers_the_costs_brings_the_supply_back(cut: Life) -> None:
    cut.lazy = frozenset()
    parts = plans.propose(
        debt=Decimal(4500) + COSTS, months=2, first_due=cut.today + timedelta(days=10)
    )
    plans.agree(case_id=cut.case.pk, parts=parts, by=cut.by, today=cut.today, beside=["COSTS"])

    cut.go(until="make:resumption_order")
    for due_on, amount in parts:
        cut.today = due_on
        cut.pay(amount)
    cut.go()

    assert (cut.fresh().close_reason, cut.fresh().plans.get().status) == ("PAID", "DONE")
    assert not reconnection.unpaid(case=cut.fresh())


def test_no_more_is_asked_than_the_decree_allows(begin: Begin) -> None:
    priced(Decimal(9000))
    life = begin(lazy=frozenset({"approve"}))

    life.go(until="ask:approve")

    assert charge().amount == 5000


def test_without_the_supplier_s_own_costs_nothing_is_charged_and_the_journal_says_so(
    begin: Begin,
) -> None:
    life = begin(lazy=frozenset({"approve"}))

    life.go(until="ask:approve")

    assert not Charge.objects.filter(kind="RECONNECT").exists()
    assert life.steps().filter(name="reconnection-not-charged").exists()


def test_who_was_not_cut_off_after_all_pays_nothing_for_it(cut: Life) -> None:
    task = Task.objects.get(kind="restriction")

    correct(cut, task, "NO_ACCESS", remarks="никого не было")

    assert not Charge.objects.filter(kind="RECONNECT").exists()


def test_business_is_charged_nothing_and_waits_for_nothing(begin: Begin) -> None:
    priced()
    firm = factories.create_organization()
    life = begin(
        factories.create_debtor(today=START, party=firm), lazy=frozenset({"deliver_by_post"})
    )
    life.go(until="make:restriction_report")

    life.pay(Decimal(4500))
    life.go()

    assert not Charge.objects.filter(kind="RECONNECT").exists()
    assert Case.objects.get().close_reason == "PAID"
