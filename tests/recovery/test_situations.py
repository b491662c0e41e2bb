"""The nasty situations of the field, one test each: what happens then, and what never may."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import START, Life, open_case
from tests.recovery.test_awards import left, report
from tests.recovery.test_court_events import tell
from tests.recovery.test_states import has
from tests.recovery.test_who_owes import flat, owner
from webapp.billing import queries as billing
from webapp.correspondence.models import Document
from webapp.parties.models import Guardian, State
from webapp.premises.models import Building
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import closing
from webapp.recovery.models import Authority, CourtCase, CourtEvent
from webapp.recovery.operations import opening, pauses, plans, sweep
from webapp.recovery.queries import penalties, view
from webapp.recovery.queries.contexts import courts, filings, liable, values
from webapp.recovery.queries.contexts.values import CaseFacts, case_facts
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import StageKind
from workflows.process import decisions

type Begin = Callable[..., Life]
Kind = State.Kind
LATER = date(2026, 9, 1)


@pytest.fixture
def begin(begin: Begin) -> Begin:
    """Begin a life in which everything is done twice."""
    return partial(begin, doubts=True)


def made(kind: str) -> list[dict[str, Any]]:
    papers = Document.objects.filter(kind=kind).order_by("id")
    return list(papers.values_list("context", flat=True))


def facts_of(account: Any, *, today: date = START) -> CaseFacts:
    return case_facts(case=open_case(account), today=today)


def why(decision: decisions.Decision) -> str:
    return getattr(decision, "why", "")


def at_lawyers(begin: Begin, account: Any = None, **settings: Any) -> Life:
    """A case that has come to the lawyers: what was sent before is told elsewhere."""
    life = begin(account, **settings)
    number, stage = next(
        (number, stage)
        for number, stage in enumerate(view.policy(life.case).stages)
        if stage.kind == StageKind.LAWYERS
    )
    Case.objects.filter(pk=life.case.pk).update(stage=number, stage_kind=stage.kind)
    life.case = life.fresh()
    return life


def owing(monthly: int, **party: Any) -> Any:
    """A citizen who owes three months of so many roubles."""
    person = factories.create_person(email="", phone="+79031234567", **party)
    return factories.create_debtor(today=START, monthly=Decimal(monthly), party=person)


# who owes


def test_01_a_debtor_has_died_before_the_filing(begin: Begin) -> None:
    life = at_lawyers(begin, lazy=frozenset({"file_court_order"}))
    life.go(until="ask:file_court_order")
    died_on = life.today
    has(life.case.party, Kind.DEAD, died_on)

    waits = life.decide()
    life.today = died_on + timedelta(days=200)

    assert why(waits) == "halted:DEAD"
    assert getattr(waits, "until", None) is not None
    with pytest.raises(UnableToMake, match="наследник"):
        liable.each(case_facts(case=life.fresh(), today=life.today))


def test_02_the_owner_is_a_child(begin: Begin) -> None:
    account = flat(birth_date=date(2015, 5, 5))
    share = owner(account)
    mother = factories.create_person(name="Котова Ольга Петровна", email="", phone="")
    Guardian.objects.create(child=share.party, party=mother, proof="Свидетельство")

    (respondent,) = liable.each(case_facts(case=begin(account).case, today=START))

    assert respondent.party == mother


def test_03_the_home_is_held_in_shares(begin: Begin) -> None:
    account = flat()
    owner(account, share="1/3")
    owner(account, share="2/3", name="Котов Иван Ильич")

    facts = case_facts(case=begin(account).case, today=START)

    assert [one.debt for one in liable.each(facts)] == [1500, 3000]


def test_04_the_home_was_sold_in_the_middle(begin: Begin) -> None:
    account = flat()
    sold = date(2025, 12, 16)
    owner(account, ends_on=sold)
    owner(account, name="Котов Иван Ильич", starts_on=sold)
    facts = case_facts(case=begin(account).case, today=START)

    seller, buyer = liable.each(facts)

    assert not any(row.period > sold for row in seller.charges)
    assert seller.debt + buyer.debt == facts.debt


# which months


def test_05_a_month_is_older_than_three_years(begin: Begin) -> None:
    account = owing(20_000)
    first = account.charges.earliest("due_date")
    first.period, first.due_date = date(2022, 1, 1), date(2022, 2, 10)
    first.save()
    life = at_lawyers(begin, account, lazy=frozenset({"claim_months"}))

    end = life.go()

    assert why(end) == "task:claim_months"
    assert not made("court_order_application")
    assert not filings.is_in_time(case_facts(case=life.fresh(), today=life.today))


def test_06_less_than_two_periods_are_owed(begin: Begin) -> None:
    account = factories.create_debtor(today=START, months=1, monthly=Decimal(15_000))
    life = begin(account)
    assert sweep.sweep(today=START).count == 0

    life.go(until="make:court_order_application")

    assert not made("restriction_warning")


# money


@pytest.mark.parametrize("lazy", ["court_order_ruling", "court_order_effect"])
def test_07_the_principal_is_paid_on_the_day_of_filing(begin: Begin, lazy: str) -> None:
    life = at_lawyers(begin, lazy=frozenset({lazy, "paid_after_filing"}))
    life.go(until="make:court_order_application")
    life.go(until=f"ask:{lazy}")
    life.pay(Decimal(4500))

    end = life.go()

    assert why(end) == "task:paid_after_filing"
    assert life.fresh().closed_on is None


def test_08_the_principal_is_paid_while_the_order_is_in_force(begin: Begin) -> None:
    life = begin(lazy=frozenset({"register_writ", "resumption"}))
    life.go(until="ask:register_writ")
    costs, penalty = left(life)["COSTS"], left(life)["PENALTY"]

    life.pay(Decimal(4500) + costs)
    life.go(until="ask:resumption")

    assert left(life) == {"PRINCIPAL": 0, "COSTS": 0, "PENALTY": penalty}
    assert life.fresh().closed_on is None


def test_09_an_order_is_cancelled_after_money_was_collected_by_it(begin: Begin) -> None:
    life = at_lawyers(
        begin,
        owing(20_000),
        lazy=frozenset({"enforcement_result", "file_lawsuit", "order_reversal"}),
    )
    life.go(until="ask:enforcement_result")
    life.today += timedelta(days=10)
    tell(life, CourtEvent.Kind.COLLECTED, principal=Decimal(30_000))
    life.pay(Decimal(30_000))

    tell(life, CourtEvent.Kind.ORDER_CANCELED, note="Определение от 01.10.2026")
    life.go(until="make:statement_of_claim")

    assert Task.objects.filter(kind="order_reversal").exists()
    (claim,) = made("statement_of_claim")
    assert Decimal(claim["cancelled_order"]["collected"]) == 30_000


# what has happened to the debtor


def test_10_a_citizen_is_bankrupt(begin: Begin) -> None:
    life = begin(lazy=frozenset({"creditors_claim"}))
    charges = list(life.account.charges.select_related("service"))
    has(life.case.party, Kind.BANKRUPT, START)

    end = life.go()

    assert Task.objects.get(kind="creditors_claim").status == Task.Status.OPEN
    assert why(end) != "task:approve"
    account = life.account
    soon, late = (
        penalties.of_account(account=account, charges=charges, on=day)
        for day in (START, START + timedelta(days=90))
    )
    assert soon == late > 0


def test_10_months_after_the_ruling_are_claimed_by_a_case_of_their_own(begin: Begin) -> None:
    account = owing(2000)
    life = begin(account, lazy=frozenset({"creditors_claim"}))
    has(life.case.party, Kind.BANKRUPT, date(2025, 12, 20))
    life.go()

    closing.request(
        case_id=life.case.pk, reason="BANKRUPTCY", ground="А66-1/2025", by=life.by, today=START
    )
    life.go()
    assert life.fresh().close_reason == "BANKRUPTCY"

    case = open_case(account, today=life.today)
    assert case.pk != life.case.pk
    assert {claim.charge.period for claim in case.claims.all()} == {
        date(2025, 12, 1),
        date(2026, 1, 1),
    }


def test_11_a_company_is_struck_off_the_register(begin: Begin) -> None:
    firm = factories.create_organization()
    life = begin(factories.create_debtor(today=START, party=firm))
    has(firm, Kind.STRUCK_OFF, START)
    assert why(life.go()) == "halted:STRUCK_OFF"

    closing.request(
        case_id=life.case.pk,
        reason="WRITTEN_OFF",
        ground="Выписка из ЕГРЮЛ; НК 266 п. 2",
        by=life.by,
        today=START,
    )
    life.go()

    assert life.fresh().close_reason == "WRITTEN_OFF"
    # nothing is sent to whom there is not: the head alone orders the debt to be written off
    assert [paper.kind for paper in Document.objects.all()] == ["write_off_order"]


def test_12_a_dispute_about_a_meter_was_settled(begin: Begin) -> None:
    firm = factories.create_organization()
    life = begin(factories.create_debtor(today=START, party=firm))
    pauses.dispute(case_id=life.case.pk, reason="не тот счётчик", by=life.by, today=START)
    assert why(life.go()) == "pause:DISPUTE"
    pauses.settle(
        case_id=life.case.pk,
        outcome=pauses.Settled.UNJUSTIFIED,
        ground="Акт проверки № 4",
        by=life.by,
        today=START,
    )

    assert filings.has_objected(case_facts(case=life.fresh(), today=START))


# letters


def post_only(begin: Begin) -> Life:
    party = factories.create_person(email="", phone="")
    account = factories.create_debtor(today=START, party=party)
    return begin(account, outcomes={"deliver_by_post": "RETURNED"})


def test_13_the_debtor_refuses_the_letters(begin: Begin) -> None:
    life = post_only(begin)

    life.go(until="make:service_memo")

    assert life.steps().filter(name="deliver", stage=0).exists()
    assert len(made("restriction_warning")) == 2
    assert not made("restriction_order")


def test_14_a_letter_comes_back_from_a_wrong_address(begin: Begin) -> None:
    life = post_only(begin)

    life.go(until="make:court_order_application")

    (application,) = made("court_order_application")
    assert {proof["how"] for proof in application["proofs"]} == {"RETURNED"}


# agreements


def agreed(life: Life) -> list[tuple[date, Decimal]]:
    parts = plans.propose(debt=Decimal(4500), months=3, first_due=life.today + timedelta(days=10))
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=life.today)
    return parts


def test_15_a_plan_is_broken_after_the_supply_came_back(begin: Begin) -> None:
    life = begin(lazy=frozenset({"approve"}))
    life.go(until="ask:approve")
    agreed(life)

    life.lazy = frozenset({"court_order_ruling"})
    life.go(until="ask:court_order_ruling")

    assert life.fresh().plans.get().status == "BROKEN"
    assert (len(made("restriction_order")), len(made("resumption_order"))) == (1, 1)


def test_16_a_plan_is_kept_and_its_penalty_is_still_to_be_decided_on(begin: Begin) -> None:
    life = begin()

    for due_on, amount in agreed(life):
        life.today = due_on
        life.pay(amount)
    life.go()

    case = life.fresh()
    assert (case.close_reason, case.recovery.penalty) == ("PAID", "")


def test_17_the_debtor_is_called_up(begin: Begin) -> None:
    life = at_lawyers(begin)
    life.go(until="ask:register_writ")
    serves = has(life.case.party, Kind.SERVING, date(2020, 1, 1))

    assert life.go() == decisions.Wait("halted:SERVING")
    assert not made("bailiff_registry")
    assert case_facts(case=life.fresh(), today=life.today).penalty == 0
    State.objects.filter(pk=serves.pk).update(ends_on=life.today)
    life.today += timedelta(days=1)
    life.go(until="make:bailiff_registry")


# courts


def test_18_the_order_is_refused(begin: Begin) -> None:
    life = at_lawyers(begin, outcomes={"court_order_ruling": "REFUSED"})

    life.go(until="make:statement_of_claim")

    (claim,) = made("statement_of_claim")
    assert claim["refused_order"]["refused_on"] == str(CourtCase.objects.get().ruled_on)
    assert "об отказе в выдаче" in claim["enclosures"][0]


def test_19_the_debtor_lives_elsewhere(begin: Begin) -> None:
    residence = "170100, Тверская обл., г. Тверь, ул. Южная, д. 7"
    account = owing(1500, residence=residence)
    facts = case_facts(case=begin(account).case, today=START)
    south = factories.create_district(code="south", name="Южный")
    factories.create_premises(district=south, street="ул. Южная", house="7")
    Authority.objects.create(
        kind=Authority.Kind.MAGISTRATE, district=south, name="Участок № 9", address=residence
    )

    assert courts.court(facts, kind=Authority.Kind.MAGISTRATE).name == "Участок № 9"


@pytest.fixture
def sued(begin: Begin) -> Life:
    life = at_lawyers(
        begin,
        owing(2000),
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"judgment", "register_writ"}),
    )
    life.go(until="ask:judgment")
    return life


def test_20_the_claim_is_granted_in_part(sued: Life) -> None:
    sums = {"claim": "3000.00", "penalty": "1.00", "duty": "2000.00"}
    report(sued, "judgment", "PARTIAL", in_force_on=sued.today.isoformat(), **sums)
    sued.go(until="ask:register_writ")

    sued.pay(Decimal(5001))
    sued.go()

    assert left(sued) == {"PRINCIPAL": 0, "COSTS": 0, "PENALTY": 0}
    assert sued.fresh().close_reason == "PAID"


def test_21_the_claim_is_denied(sued: Life) -> None:
    report(sued, "judgment", "DENIED")

    sued.go()

    account = [sued.account.pk]
    assert not billing.unpaid_charges(account_ids=account).exists()
    again = opening.open_cases(account_ids=account, by=None, today=sued.today, again=[sued.case.pk])
    assert again.count == 0


# premises, courts and standing


def test_22_the_debt_is_for_a_garage(begin: Begin) -> None:
    account = factories.create_debtor(
        today=START, months=1, party=factories.create_person(email="", phone="+79031234567")
    )
    Building.objects.update(kind=Building.Kind.NON_RESIDENTIAL)
    life = begin(account, lazy=frozenset({"restriction", "complete_data"}))

    life.go(until="ask:restriction")

    (warning,), (order,) = made("restriction_warning"), made("restriction_order")
    for paper in (warning, order):
        assert "№ 442" in paper["act"]
        assert "№ 354" not in paper["act"]
        assert paper["level"] == "FULL"
    assert Decimal(warning["reconnection_cost"]) == 0


def test_23_a_claim_above_fifty_thousand_follows_a_cancelled_order(begin: Begin) -> None:
    life = at_lawyers(begin, owing(28_000), outcomes={"court_order_effect": "CANCELLED"})

    life.go(until="make:statement_of_claim")

    (claim,) = made("statement_of_claim")
    assert claim["court"]["name"] == "Орган DISTRICT_COURT"
    duty = claim["duty"]
    assert (Decimal(duty["amount"]), Decimal(duty["set_off"])) == (4000, 2000)


def test_24_penalty_carries_the_claim_over_the_limit_of_an_order(begin: Begin) -> None:
    life = at_lawyers(begin, owing(166_500))

    life.go(until="make:statement_of_claim")

    assert not made("court_order_application")


def test_25_a_sole_trader_has_lost_the_status(begin: Begin) -> None:
    trader = factories.create_organization(
        kind="SOLE_TRADER", name="Ким Олег Юрьевич", inn="500100732259", kpp="", ogrn=""
    )
    facts = facts_of(factories.create_debtor(today=START, party=trader))
    has(trader, Kind.NOT_TRADER, START)

    assert not values.is_arbitration(facts)
    assert courts.court_kind(facts, order=True) == Authority.Kind.MAGISTRATE
