"""What a judgment denies is owed by nobody: it is not claimed again, and money under the writ passes it by."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from tests.recovery.test_awards import left, report
from webapp.audit.models import Entry
from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.payments import operations as payments
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.operations import court_mending, opening, sweep
from webapp.recovery.queries import claims
from webapp.recovery.queries.claims import Granted
from webapp.staff.models import LockDate

MONTHLY = Decimal(2000)


@pytest.fixture
def sued(begin: Callable[..., Life]) -> Life:
    """A citizen who owes three months of 2 000, sued after the order was refused."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=MONTHLY, party=party)
    lazy = frozenset({"judgment", "register_writ", "enforcement_result"})
    life = begin(account, outcomes={"court_order_ruling": "REFUSED"}, lazy=lazy)
    life.go(until="ask:judgment")
    return life


@pytest.fixture
def in_part(sued: Life) -> Life:
    """The court has granted 3 000 of the principal, 100 of the penalty, and 2 000 of the duty."""
    sums = {"claim": "3000.00", "penalty": "100.00", "duty": "2000.00"}
    report(sued, "judgment", "PARTIAL", in_force_on=sued.today.isoformat(), **sums)
    return sued


def overdue(life: Life) -> Decimal:
    return factories.debt_of(account_id=life.account.pk, on=life.today).overdue_debt


def test_a_partial_judgment_takes_the_denied_principal_out_of_the_debt(in_part: Life) -> None:
    assert left(in_part) == {"PRINCIPAL": 3000, "COSTS": 2000, "PENALTY": 100}
    assert overdue(in_part) == 3000
    denied = Charge.objects.filter(kind="PRINCIPAL").order_by("due_date")
    assert list(denied.values_list("denied", flat=True)) == [2000, 1000, 0]
    assert Entry.objects.filter(name="billing.charge.denied").count() == 2


def test_all_that_was_awarded_being_collected_ends_the_case(in_part: Life) -> None:
    in_part.go(until="ask:register_writ")
    report(in_part, "register_writ", "REGISTERED", number="ФС 012345678")
    assert Writ.objects.get().amount == 5100

    in_part.pay(Decimal(5100))
    in_part.go()

    assert left(in_part) == {"PRINCIPAL": 0, "COSTS": 0, "PENALTY": 0}
    assert in_part.fresh().close_reason == "PAID"


def test_money_that_names_the_writ_pays_its_penalty_before_later_months(in_part: Life) -> None:
    in_part.go(until="ask:register_writ")
    report(in_part, "register_writ", "REGISTERED", number="ФС 012345678")
    factories.create_charge(
        account=in_part.account,
        period=in_part.today.replace(day=1),
        due_date=in_part.today + timedelta(days=20),
    )
    payments.post_by_hand(
        account_id=in_part.account.pk,
        is_another=True,
        amount=Decimal(5100),
        paid_on=in_part.today,
        document_number="7",
        purpose="Взыскано по ИЛ ФС 012345678",
        key="writ",
        by=in_part.by,
        today=in_part.today,
    )

    assert left(in_part) == {"PRINCIPAL": 0, "COSTS": 0, "PENALTY": 0}


def test_what_was_denied_is_never_claimed_again_by_itself(in_part: Life) -> None:
    in_part.go(until="ask:register_writ")
    in_part.pay(Decimal(5100))
    in_part.go()
    assert in_part.fresh().closed_on

    assert sweep.sweep(today=in_part.today).count == 0
    opened = opening.open_cases(
        account_ids=[in_part.account.pk], by=None, today=in_part.today, again=[in_part.case.pk]
    )
    assert opened.count == 0


def test_a_denied_claim_ends_as_denied_and_nothing_is_owed_of_it(sued: Life) -> None:
    report(sued, "judgment", "DENIED")

    sued.go()

    assert sued.fresh().close_reason == "DENIED"
    assert overdue(sued) == 0
    assert not billing.unpaid_charges(account_ids=[sued.account.pk]).exists()


def test_what_was_paid_after_the_filing_is_not_denied(sued: Life) -> None:
    sued.pay(Decimal(1000))
    sums = {"claim": "5000.00", "penalty": "100.00", "duty": "2000.00"}

    report(sued, "judgment", "PARTIAL", in_force_on=sued.today.isoformat(), **sums)

    assert claims.debt(case_id=sued.case.pk) == 5000
    assert not Charge.objects.filter(denied__gt=0).exists()


def test_a_corrected_award_denies_what_it_denies_and_no_more(in_part: Life) -> None:
    court = CourtCase.objects.get(track="LAWSUIT")

    court_mending.correct_award(
        court_case_id=court.pk,
        sums=Granted(Decimal(5500), Decimal(100), Decimal(2000)),
        ground="Описка",
        by=in_part.by,
        today=in_part.today,
    )

    assert claims.debt(case_id=in_part.case.pk) == 5500
    assert sum(Charge.objects.values_list("denied", flat=True)) == 500


def test_a_closed_month_lets_a_court_deny_and_nothing_else_change(in_part: Life) -> None:
    LockDate.objects.create(closed_before=START.replace(day=1))
    first = Charge.objects.filter(kind="PRINCIPAL").earliest("due_date")

    Charge.objects.filter(pk=first.pk).update(denied=0)

    with pytest.raises(Exception, match="nothing dated before"):
        Charge.objects.filter(pk=first.pk).update(denied=1, amount=9000)
