"""A debt that is paid after it went to a court: duty and penalty are asked about before the case ends."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from tests.recovery.test_awards import report
from tests.workflows.world import START as DAY
from webapp.billing.models import Charge
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase
from webapp.recovery.operations.schemes import PERSONS
from webapp.tasks.models import Task
from workflows.debt_recovery import decider
from workflows.interfaces.debt_recovery import Facts
from workflows.interfaces.process import CaseState

PRINCIPAL = Decimal(60_000)
QUESTION = "paid_after_filing"


@pytest.fixture
def filed(begin: Callable[..., Life]) -> Life:
    """A citizen whose principal is paid while the judge has the application for an order."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    lazy = frozenset({"court_order_ruling", QUESTION})
    life = begin(account, lazy=lazy)
    life.go(until="ask:court_order_ruling")
    return life


def asked() -> Task:
    return Task.objects.get(kind=QUESTION)


def test_a_case_paid_after_filing_asks_about_duty_and_penalty_and_stays_open(filed: Life) -> None:
    filed.pay(PRINCIPAL)

    filed.go()

    court = CourtCase.objects.get()
    assert filed.fresh().closed_on is None
    assert (asked().status, asked().role) == (Task.Status.OPEN, "LAWYER")
    assert filed.decide().why == f"task:{QUESTION}"
    told = asked().remarks.replace("\xa0", "")
    for part in ("2000,00", f"{court.penalty:.2f}".replace(".", ","), "333.40", "ГПК 101"):
        assert part in told


def test_duty_and_penalty_are_pursued_until_the_order_awards_them_and_they_are_paid(
    filed: Life,
) -> None:
    filed.pay(PRINCIPAL)
    filed.go()
    report(filed, QUESTION, "PURSUE")
    report(filed, "court_order_ruling", "ISSUED")

    filed.go(until="ask:register_writ")

    court = CourtCase.objects.get()
    owed = dict(Charge.objects.exclude(kind="PRINCIPAL").values_list("kind", "amount"))
    assert owed == {"COSTS": court.state_duty, "PENALTY": court.penalty}
    filed.pay(sum(owed.values()))
    filed.go()
    assert filed.fresh().close_reason == "PAID"


def test_a_withdrawal_ends_the_case_with_its_ground_and_tells_the_court(filed: Life) -> None:
    filed.pay(PRINCIPAL)
    filed.go()
    task = asked()

    work.complete(
        task_id=task.pk,
        outcome="WITHDRAW",
        result={},
        remarks="Отказ от требований № 5",
        by=filed.by,
        today=filed.today,
    )

    filed.go()

    assert filed.fresh().close_reason == "WITHDRAWN"
    assert filed.steps().filter(name="closing-requested", ground="Отказ от требований № 5").exists()
    assert Task.objects.filter(kind="notify_court").exists()


def test_what_is_left_closes_the_case_as_paid(filed: Life) -> None:
    filed.pay(PRINCIPAL)
    filed.lazy = frozenset({"court_order_ruling"})

    filed.go()

    assert filed.fresh().close_reason == "PAID"
    assert filed.steps().get(name=QUESTION, is_answer=True).outcome == "LEAVE"


def test_a_debt_paid_before_filing_asks_nothing(begin: Callable[..., Life]) -> None:
    life = begin(lazy=frozenset({"file_court_order"}))
    life.go(until="ask:file_court_order")
    life.pay(Decimal(4500))

    life.go()

    assert (life.fresh().close_reason, Task.objects.filter(kind=QUESTION).count()) == ("PAID", 0)


def test_a_ruling_that_comes_meanwhile_takes_the_question_back(filed: Life) -> None:
    filed.pay(PRINCIPAL)
    filed.go()

    report(filed, "court_order_ruling", "REFUSED")
    filed.go()

    assert asked().status == Task.Status.RECALLED
    assert filed.fresh().close_reason == "PAID"


def test_the_claim_after_a_cancelled_order_is_made_for_the_penalty_alone(filed: Life) -> None:
    report(filed, "court_order_ruling", "ISSUED")
    filed.go(until="ask:court_order_effect", days=60)
    filed.pay(PRINCIPAL)
    filed.lazy = frozenset({QUESTION, "court_order_effect", "file_lawsuit"})
    filed.go()
    report(filed, QUESTION, "PURSUE")
    report(filed, "court_order_effect", "CANCELLED")

    filed.go(until="make:statement_of_claim", days=60)

    paper = filed.fresh().documents.get(kind="statement_of_claim")
    assert (paper.debt, paper.penalty > 0) == (0, True)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (Facts(debt=Decimal(0), question=QUESTION), "ask_beside"),
        (Facts(debt=Decimal(0), question=QUESTION, restricted=True), "resume"),
        (Facts(debt=Decimal(0)), "close"),
        (Facts(debt=Decimal(200), question=QUESTION), "make"),
    ],
)
def test_supply_comes_back_before_the_question_and_the_question_before_the_end(facts, kind) -> None:
    decision = decider.decide(scheme=PERSONS, state=CaseState(), facts=facts, today=DAY)
    assert decision.deed.kind == kind
