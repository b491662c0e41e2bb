"""What a court adds to the debt is owed, paid in the turn of the law, never claimed again and never cut off for."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from tests import factories
from tests.recovery.living import OBJECTING, START, Life, open_case, prepare
from webapp.audit.models import Entry
from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.billing.operations.awards import UnableToCancel
from webapp.correspondence.models import Document
from webapp.outbox.models import Row
from webapp.payments.models import Allocation
from webapp.processes.operations import work
from webapp.recovery.models import CaseCharge, CourtCase, Recovery, Writ
from webapp.recovery.operations import awards, plans
from webapp.recovery.queries import casefile, claims, debtors, penalties
from webapp.recovery.queries.contexts import values
from webapp.staff.models import LockDate
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import OwnDeed
from workflows.process import decisions

DUTY, PRINCIPAL = Decimal(2000), Decimal(60_000)


def report(life: Life, kind: str, outcome: str, **result: str) -> Task:
    task = Task.objects.filter(kind=kind, status=Task.Status.OPEN).latest("id")
    told = {"date": life.today.isoformat(), "number": f"2-{task.pk}/2026", **result}
    return work.complete(
        task_id=task.pk, outcome=outcome, result=told, by=life.by, today=life.today
    )


@pytest.fixture
def in_court(begin) -> Life:
    """A citizen who owes three months, is cut off, and about whom an order has been issued but is not in force."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    life = begin(
        account,
        lazy=frozenset({"court_order_effect", "register_writ", "resumption", "enforcement_result"}),
    )
    life.go(until="ask:court_order_effect")
    life.today += OBJECTING
    return life


@pytest.fixture
def awarded(in_court: Life) -> Life:
    """The same debtor on the day on which the order came into force."""
    report(in_court, "court_order_effect", "IN_FORCE")
    return in_court


def charged(kind: str) -> Charge:
    return Charge.objects.get(kind=kind)


def left(life: Life) -> dict[str, Decimal]:
    standing = claims.standing(case_id=life.case.pk)
    unpaid = {award.kind: award.left for award in claims.awards(case_id=life.case.pk)}
    return {"PRINCIPAL": standing.debt, **unpaid}


def test_an_order_in_force_makes_duty_and_penalty_debts_of_the_account(awarded: Life) -> None:
    court = CourtCase.objects.get()

    assert (
        (charged("COSTS").amount, charged("PENALTY").amount)
        == (court.state_duty, court.penalty)
        == (DUTY, court.penalty)
    )
    assert court.penalty > 100
    assert {charge.account for charge in Charge.objects.exclude(kind="PRINCIPAL")} == {
        awarded.account
    }
    assert charged("COSTS").period == awarded.today.replace(day=1)
    assert charged("COSTS").due_date == court.in_force_on
    assert CaseCharge.objects.filter(case=awarded.case).count() == 5
    assert Entry.objects.filter(name="billing.award.charged").count() == 2


def test_a_judgment_awards_what_it_granted_and_no_more(begin) -> None:
    life = begin(outcomes={"court_order_ruling": "REFUSED"}, lazy=frozenset({"judgment"}))
    life.go(until="ask:judgment")

    report(life, "judgment", "PARTIAL", claim="4000.00", penalty="0.00", duty="3500.00")

    assert [
        (charge.kind, charge.amount) for charge in Charge.objects.exclude(kind="PRINCIPAL")
    ] == [("COSTS", Decimal(3500))]


def test_a_claim_that_is_denied_awards_nothing(begin) -> None:
    life = begin(outcomes={"court_order_ruling": "REFUSED", "judgment": "DENIED"})

    life.go()

    assert not Charge.objects.exclude(kind="PRINCIPAL").exists()


def test_money_covers_costs_then_principal_then_penalty(awarded: Life) -> None:
    penalty = charged("PENALTY").amount
    awarded.pay(Decimal(1500))
    assert left(awarded) == {"PRINCIPAL": PRINCIPAL, "COSTS": Decimal(500), "PENALTY": penalty}

    awarded.pay(Decimal(1500))
    assert left(awarded) == {"PRINCIPAL": PRINCIPAL - 1000, "COSTS": 0, "PENALTY": penalty}

    awarded.pay(PRINCIPAL - 1000 + 40)
    assert left(awarded) == {"PRINCIPAL": 0, "COSTS": 0, "PENALTY": penalty - 40}
    assert set(
        Allocation.objects.exclude(charge__kind="PRINCIPAL").values_list("reason", flat=True)
    ) == {"AWARD"}


def test_a_case_ends_when_principal_and_awards_are_paid(awarded: Life) -> None:
    awarded.pay(PRINCIPAL + DUTY)
    awarded.lazy = awarded.lazy - {"resumption"}
    awarded.go(until="ask:register_writ")
    assert awarded.fresh().closed_on is None

    awarded.pay(charged("PENALTY").amount - 99)

    awarded.go()
    assert awarded.fresh().close_reason == "PAID"


def test_supply_comes_back_before_duty_and_penalty_are_paid(awarded: Life) -> None:
    assert awarded.fresh().recovery.is_restricted
    awarded.pay(PRINCIPAL + DUTY)

    decision = awarded.decide()

    assert isinstance(decision, decisions.Act)
    assert (decision.deed.kind, decision.deed.reason) == (OwnDeed.RESUME, None)
    awarded.lazy = awarded.lazy - {"resumption"}
    awarded.go(until="ask:register_writ")
    assert (awarded.fresh().recovery.is_restricted, awarded.fresh().closed_on) == (False, None)


def test_nobody_is_cut_off_for_what_a_court_added(awarded: Life) -> None:
    awarded.pay(PRINCIPAL + DUTY)

    assert all(position.debt == 0 for position in claims.positions(case_id=awarded.case.pk))
    assert claims.standing(case_id=awarded.case.pk).awarded > 0


def test_money_in_advance_is_laid_on_an_award_at_once(in_court: Life) -> None:
    in_court.pay(PRINCIPAL + 2500)

    report(in_court, "court_order_effect", "IN_FORCE")

    assert left(in_court) == {
        "PRINCIPAL": 0,
        "COSTS": 0,
        "PENALTY": charged("PENALTY").amount - 500,
    }


def test_what_was_paid_of_an_order_that_is_cancelled_goes_to_the_principal(awarded: Life) -> None:
    awarded.pay(Decimal(3000))
    court = CourtCase.objects.get()

    taken = awards.cancel(
        court_case_id=court.pk, ground="Возражения должника", by=awarded.by, today=START
    )

    assert taken == court.state_duty + court.penalty
    assert left(awarded) == {"PRINCIPAL": PRINCIPAL - 3000}
    assert not Charge.objects.exclude(kind="PRINCIPAL").exists()
    assert awards.cancel(court_case_id=court.pk, ground="ещё раз", by=awarded.by, today=START) == 0
    assert list(Row.objects.filter(fact="payment.freed").values_list("subject", flat=True)) == [
        f"account:{awarded.account.pk}"
    ]
    names = Entry.objects.filter(ground="Возражения должника").values_list("name", flat=True)
    assert sorted(names) == [
        *("billing.award.cancelled", "billing.award.cancelled"),
        *("payments.payment.freed", "recovery.case.award-cancelled"),
    ]


def test_an_award_of_a_closed_month_is_not_withdrawn_and_the_clerk_is_told_why(
    awarded: Life,
) -> None:
    awarded.pay(Decimal(500))
    LockDate.objects.create(closed_before=factories.next_month(awarded.today))

    with pytest.raises(UnableToCancel, match=f"{awarded.today:%m.%Y}"):
        awards.cancel(
            court_case_id=CourtCase.objects.get().pk, ground="апелляция", by=awarded.by, today=START
        )

    assert left(awarded)["COSTS"] == DUTY - 500


def test_an_award_entered_into_a_closed_month_is_refused_in_words(in_court: Life) -> None:
    LockDate.objects.create(closed_before=factories.next_month(in_court.today))

    with pytest.raises(work.UnableToComplete, match="месяц"):
        report(in_court, "court_order_effect", "IN_FORCE")

    assert Task.objects.get(kind="court_order_effect").status == Task.Status.OPEN


def test_no_penalty_runs_on_an_award_and_it_is_no_debt_of_a_debtor(awarded: Life) -> None:
    later = awarded.today + timedelta(days=60)
    account, case = awarded.account, awarded.fresh()
    principal = list(billing.overdue_charges(account_ids=[account.pk], on=later))
    everything = list(billing.unpaid_charges(account_ids=[account.pk], on=later))
    assert (len(principal), len(everything)) == (3, 5)

    assert (
        penalties.of_account(account=account, charges=everything, on=later)
        == values.case_facts(case=case, today=later).penalty
    )
    found = factories.debt_of(account_id=account.pk, on=later)
    assert (found.overdue_debt, found.unpaid_periods) == (PRINCIPAL, 3)
    assert [row.debt for row in debtors.lines(found=[found], on=later)] == [PRINCIPAL]
    assert billing.unpaid_awards(account_id=account.pk, on=later) == sum(
        award.left for award in claims.awards(case_id=case.pk)
    )


def test_the_penalty_beyond_the_award_is_shown_and_never_below_nothing(awarded: Life) -> None:
    def money(day: date) -> casefile.Money:
        return casefile.money(case=awarded.fresh(), today=day)

    granted, filed_on = charged("PENALTY").amount, CourtCase.objects.get().filed_on
    later = money(awarded.today + timedelta(days=60))

    assert later.penalty_beyond == later.penalty - granted > 0
    assert money(filed_on - timedelta(days=20)).penalty_beyond == 0


def test_a_plan_is_kept_by_parts_that_the_law_lays_on_costs(awarded: Life) -> None:
    parts = plans.propose(debt=PRINCIPAL, months=60, first_due=awarded.today + timedelta(days=10))
    plans.agree(case_id=awarded.case.pk, parts=parts, by=awarded.by, today=awarded.today)
    Recovery.objects.update(is_restricted=False)
    awarded.today += timedelta(days=9)
    awarded.pay(Decimal(1000))
    assert left(awarded)["COSTS"] == 1000

    awarded.today = parts[0][0] + timedelta(days=20)

    waits = awarded.decide()
    assert isinstance(waits, decisions.Wait)
    assert (waits.why, waits.until > parts[1][0]) == ("plan", True)


def test_writ_and_registry_name_what_is_unpaid_of_the_award(awarded: Life) -> None:
    penalty = charged("PENALTY").amount
    awarded.go(until="ask:register_writ")
    awarded.pay(Decimal(1500))
    report(awarded, "register_writ", "REGISTERED", number="ВС 1")
    assert Writ.objects.get().amount == PRINCIPAL + 500 + penalty

    awarded.pay(Decimal(400))
    awarded.go(until="make:bailiff_registry")

    registry = Document.objects.get(kind="bailiff_registry")
    row = registry.context["rows"][0]
    printed = [Decimal(row[name]) for name in ("debt", "penalty", "duty")]
    assert printed == [PRINCIPAL, penalty, Decimal(100)]
    assert not row["formula"]  # an order is for a fixed sum
    assert [registry.debt, registry.penalty, registry.state_duty] == printed


def test_bailiffs_collect_an_award_when_the_principal_is_paid(awarded: Life) -> None:
    awarded.pay(PRINCIPAL + 500)
    awarded.pay(Decimal(1500))
    awarded.lazy = frozenset({"enforcement_result"})

    awarded.go(until="ask:enforcement_result")

    row = Document.objects.get(kind="bailiff_registry").context["rows"][0]
    assert [Decimal(row[name]) for name in ("debt", "duty")] == [0, 0]
    assert Decimal(row["penalty"]) == charged("PENALTY").amount


@pytest.mark.django_db(transaction=True)
def test_an_award_entered_by_two_people_at_once_is_charged_once() -> None:
    by = prepare()
    case = open_case(factories.create_debtor(today=START))
    court = CourtCase.objects.create(
        case=case,
        track="ORDER",
        court="М",
        filed_on=START,
        claim=4500,
        penalty=10,
        state_duty=2000,
        in_force_on=START,
    )
    together, failures = threading.Barrier(2), []

    def enter() -> None:
        try:
            together.wait(timeout=10)
            awards.enter(court=court, by=by, today=START)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(Charge.objects.exclude(kind="PRINCIPAL").values_list("kind", "amount")) == [
        ("COSTS", 2000),
        ("PENALTY", 10),
    ]
    assert (
        CaseCharge.objects.filter(charge__source=claims.source(court_case_id=court.pk)).count() == 2
    )
    assert Entry.objects.filter(name="billing.award.charged").count() == 2
