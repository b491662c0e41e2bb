"""What an installment plan may cover beside the principal, and what its signature means."""

from collections.abc import Callable, Collection
from datetime import timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from webapp.billing.models import Charge
from webapp.processes.operations.pausing import UnableToEnd
from webapp.recovery.models import CaseCharge, InstallmentPlan
from webapp.recovery.operations import plans
from webapp.recovery.queries import installments, limitation
from workflows.process import decisions

type Begin = Callable[..., Life]
PRINCIPAL = Decimal(60_000)


@pytest.fixture
def life(begin: Begin) -> Life:
    """A citizen who owes 60 000 and some penalty."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    return begin(account)


def agree(life: Life, *beside: str, months: int = 2) -> InstallmentPlan:
    known = installments.open_to(case=life.fresh(), today=life.today)
    parts = plans.propose(
        debt=known.of(beside).total, months=months, first_due=life.today + timedelta(days=10)
    )
    return plans.agree(
        case_id=life.case.pk, parts=parts, by=life.by, today=life.today, beside=beside
    )


def penalties() -> Collection[Decimal]:
    return Charge.objects.filter(kind="PENALTY").values_list("amount", flat=True)


def pay_all(life: Life, plan: InstallmentPlan) -> None:
    for part in plan.installments.order_by("due_on"):
        life.today = part.due_on
        life.pay(part.amount)
        assert not isinstance(life.decide(), decisions.Act)
    life.go()


def test_a_plan_that_covers_the_penalty_ends_when_principal_and_penalty_are_paid(
    life: Life,
) -> None:
    plan = agree(life, "PENALTY")
    assert plan.penalty > 0
    assert list(penalties()) == [plan.penalty]

    pay_all(life, plan)

    plan.refresh_from_db()
    assert (life.fresh().close_reason, plan.status) == ("PAID", "DONE")


def test_a_plan_of_the_principal_alone_charges_no_penalty(life: Life) -> None:
    plan = agree(life)

    assert not penalties()
    assert sum(part.amount for part in plan.installments.all()) == PRINCIPAL


def test_a_broken_plan_takes_its_penalty_back_and_lays_what_was_paid_on_the_principal(
    life: Life,
) -> None:
    plan = agree(life, "PENALTY")
    life.pay(PRINCIPAL + Decimal(10))
    assert Charge.objects.get(kind="PENALTY").allocations.exists()

    plans.end(case_id=life.case.pk, ground="по заявлению", by=life.by, today=life.today)

    assert not penalties()
    assert not CaseCharge.objects.filter(case=life.case).exclude(charge__kind="PRINCIPAL").exists()
    plan.refresh_from_db()
    assert plan.status == "CANCELLED"


def test_parts_that_leave_the_chosen_penalty_out_are_refused(life: Life) -> None:
    parts = plans.propose(debt=PRINCIPAL, months=2, first_due=START + timedelta(days=5))

    with pytest.raises(plans.UnableToAgree):
        plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START, beside=["PENALTY"])

    assert not penalties()


def test_a_signed_plan_acknowledges_the_months_that_were_due(life: Life) -> None:
    agree(life)
    before = limitation.of_case(case=life.case, today=START)
    life.today += timedelta(days=3)

    plans.sign(case_id=life.case.pk, on=life.today, by=life.by, today=life.today)

    after = limitation.of_case(case=life.case, today=life.today)
    assert before and after
    assert after.ends_on == life.today.replace(year=life.today.year + 3) != before.ends_on
    days = CaseCharge.objects.filter(case=life.case).values_list("acknowledged_on", flat=True)
    assert set(days) == {life.today}
    assert life.steps().get(name="debt-acknowledged").details["months"] == 3


def test_a_plan_is_signed_once_and_not_in_advance(life: Life) -> None:
    agree(life)
    with pytest.raises(plans.UnableToAgree):
        plans.sign(case_id=life.case.pk, on=START + timedelta(days=1), by=life.by, today=START)
    plans.sign(case_id=life.case.pk, on=START, by=life.by, today=START)

    with pytest.raises(plans.UnableToAgree):
        plans.sign(case_id=life.case.pk, on=START, by=life.by, today=START)
    plans.end(case_id=life.case.pk, ground="по заявлению", by=life.by, today=START)
    with pytest.raises(UnableToEnd):
        plans.end(case_id=life.case.pk, ground="по заявлению", by=life.by, today=START)
