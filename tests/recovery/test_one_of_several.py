"""Of several who owe each has an outcome of his own before the court, and a writ of his own."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import factories
from tests.recovery.living import OBJECTING, START, Life
from tests.recovery.test_court_events import tell
from webapp.contracts.models import Owner
from webapp.correspondence.models import Document
from webapp.parties.models import Guardian
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import court_mending
from webapp.recovery.operations.court_events import UnableToEnter
from webapp.recovery.queries import foretold, still_owed
from webapp.tasks.models import Task

type Begin = Callable[..., Life]
Kind = CourtEvent.Kind
OTHER = "Котов Иван Ильич"
LAZY = frozenset(
    {
        "court_order_ruling",
        "court_order_effect",
        "judgment",
        "register_writ",
        "enforcement_opened",
        "enforcement_result",
        "present_beside",
        "order_reversal",
        "notify_bailiffs",
    }
)


def shared(monthly: Decimal = Decimal(20_000)) -> Any:
    """A flat that a customer and another hold by halves."""
    person = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=monthly, party=person)
    Owner.objects.filter(account=account).delete()
    for party in (person, factories.create_person(name=OTHER, email="", phone="")):
        factories.create_owner(account=account, party=party, share_numerator=1, share_denominator=2)
    return account


@pytest.fixture
def asked(begin: Begin) -> Life:
    """Two orders lie before the magistrate, one against each."""
    life = begin(shared(), lazy=LAZY)
    life.go(until="ask:court_order_ruling")
    return life


@pytest.fixture
def issued(asked: Life) -> Life:
    """Both orders are issued, under the numbers 2-1 and 2-2."""
    report(asked, "court_order_ruling", "ISSUED", number="2-1; 2-2")
    asked.go(until="ask:court_order_effect")
    asked.today += OBJECTING
    return asked


def report(life: Life, kind: str, outcome: str, **result: str) -> Task:
    task = Task.objects.filter(kind=kind, status="OPEN").latest("id")
    told = {"date": life.today.isoformat(), **result}
    return work.complete(
        task_id=task.pk, outcome=outcome, result=told, by=life.by, today=life.today
    )


def customer(life: Life) -> str:
    return str(life.case.party.name)


def rulings(track: str = "ORDER") -> dict[str, str]:
    courts = CourtCase.objects.filter(track=track).order_by("id")
    return dict(courts.values_list("debtor", "ruling"))


def status(kind: str) -> str:
    return str(Task.objects.filter(kind=kind).latest("id").status)


@pytest.fixture
def divided(issued: Life) -> Life:
    """One has objected; the order against the other is in force."""
    tell(issued, Kind.ORDER_CANCELED, number="2-2", note="возражения")
    tell(issued, Kind.ORDER_IN_FORCE, number="2-1")
    return issued


# an order cancelled for one debtor only


def test_the_task_waits_until_each_debtor_has_had_an_answer(issued: Life) -> None:
    tell(issued, Kind.ORDER_CANCELED, number="2-2", note="возражения")

    assert rulings() == {customer(issued): "ISSUED", OTHER: "CANCELLED"}
    assert status("court_order_effect") == "OPEN"


def test_an_order_that_one_objected_to_leaves_the_others_in_force(divided: Life) -> None:
    assert rulings() == {customer(divided): "IN_FORCE", OTHER: "CANCELLED"}
    assert Task.objects.get(kind="court_order_effect").outcome == "DIVIDED"


def test_the_claim_is_filed_against_the_one_who_objected_alone(divided: Life) -> None:
    divided.go(until="make:statement_of_claim")

    [claim] = Document.objects.filter(kind="statement_of_claim")
    assert claim.context["debtor"]["name"] == OTHER
    assert claim.debt == Decimal(30_000)
    assert claim.context["cancelled_order"]["number"] == "2-2"


def test_the_order_in_force_goes_to_the_bailiffs_while_the_other_is_sued(divided: Life) -> None:
    divided.go(until="make:statement_of_claim")
    task = Task.objects.get(kind="present_beside")
    assert customer(divided) in task.remarks
    assert OTHER not in task.remarks

    report(divided, "present_beside", "PRESENTED", number="2-1", office="РОСП № 1")

    writ = Writ.objects.get()
    order = CourtCase.objects.get(debtor=customer(divided))
    assert (writ.debtor, writ.presented_on) == (customer(divided), divided.today)
    assert writ.amount == order.claim + order.penalty + order.state_duty
    divided.decide()
    assert Task.objects.filter(kind="present_beside").count() == 1


def test_an_order_in_force_cancelled_for_one_leaves_the_writ_of_the_other(issued: Life) -> None:
    report(issued, "court_order_effect", "IN_FORCE")
    issued.go(until="ask:register_writ")
    report(issued, "register_writ", "REGISTERED", number="2-1; 2-2")
    issued.go(until="ask:enforcement_opened")
    said = foretold.effects(case=issued.fresh(), kind=Kind.ORDER_CANCELED, debtor=OTHER)
    assert any("ГПК 129" in one for one in said)

    tell(issued, Kind.ORDER_CANCELED, number="2-2", note="восстановлен срок")

    ended = dict(Writ.objects.values_list("debtor", "ended_on"))
    assert ended == {customer(issued): None, OTHER: issued.today}
    assert issued.fresh().stage_kind == "lawsuit"
    issued.go(until="make:statement_of_claim")
    [claim] = Document.objects.filter(kind="statement_of_claim")
    assert claim.context["debtor"]["name"] == OTHER


def test_what_one_said_by_mistake_is_withdrawn_and_his_order_stands_again(issued: Life) -> None:
    tell(issued, Kind.ORDER_CANCELED, number="2-2", note="возражения")
    event = CourtEvent.objects.latest("id")

    court_mending.withdraw(event_id=event.pk, ground="не тот", by=issued.by, today=issued.today)

    assert rulings() == {customer(issued): "ISSUED", OTHER: "ISSUED"}


def test_an_order_refused_against_one_leads_him_to_the_lawsuit_alone(asked: Life) -> None:
    number = CourtCase.objects.earliest("id").number
    tell(asked, Kind.ORDER_ISSUED, number=number, debtor=customer(asked))
    tell(asked, Kind.ORDER_REFUSED, debtor=OTHER, note="спор о праве")
    assert Task.objects.get(kind="court_order_ruling").outcome == "ISSUED"
    asked.go(until="ask:court_order_effect")
    asked.today += OBJECTING

    tell(asked, Kind.ORDER_IN_FORCE, debtor=customer(asked))
    asked.go(until="make:statement_of_claim")

    assert Task.objects.get(kind="court_order_effect").outcome == "DIVIDED"
    [claim] = Document.objects.filter(kind="statement_of_claim")
    assert claim.context["debtor"]["name"] == OTHER


def test_an_application_returned_for_one_is_mended_for_him_alone(asked: Life) -> None:
    number = CourtCase.objects.earliest("id").number
    tell(asked, Kind.ORDER_ISSUED, number=number, debtor=customer(asked))
    tell(asked, Kind.ORDER_RETURNED, debtor=OTHER, note="не тот участок")
    asked.go(until="ask:court_order_effect")
    asked.today += OBJECTING

    tell(asked, Kind.ORDER_IN_FORCE, debtor=customer(asked))
    asked.go(until="2:make:court_order_application")

    newest = Document.objects.filter(kind="court_order_application").latest("id")
    assert newest.context["debtor"]["name"] == OTHER


def test_an_event_names_a_debtor_against_whom_something_was_filed(asked: Life) -> None:
    with pytest.raises(UnableToEnter, match="ничего не подано"):
        tell(asked, Kind.ORDER_REFUSED, debtor="Иванов", note="спор о праве")


# a judgment against some, refused against others


@pytest.fixture
def sued(asked: Life) -> Life:
    """Both are sued: the orders were refused."""
    report(asked, "court_order_ruling", "REFUSED")
    asked.go(until="ask:judgment")
    return asked


def test_a_judgment_against_one_and_refused_against_the_other_gives_one_writ(sued: Life) -> None:
    tell(sued, Kind.JUDGMENT_DENIED, debtor=OTHER, note="не собственник")
    tell(
        sued,
        Kind.JUDGMENT_PARTIAL,
        debtor=customer(sued),
        principal=Decimal(20_000),
        penalty=Decimal(100),
        duty=Decimal(2_000),
    )
    assert status("judgment") == "OPEN"
    sued.today += timedelta(days=31)

    tell(sued, Kind.JUDGMENT_IN_FORCE, debtor=customer(sued))
    sued.go(until="ask:register_writ")
    report(sued, "register_writ", "REGISTERED", number="ФС 1")

    assert rulings("LAWSUIT") == {customer(sued): "PARTIAL", OTHER: "DENIED"}
    writ = Writ.objects.get()
    assert (writ.debtor, writ.amount) == (customer(sued), Decimal(22_100))


def test_what_was_denied_against_one_takes_nothing_off_what_the_other_owes(sued: Life) -> None:
    tell(sued, Kind.JUDGMENT_DENIED, debtor=OTHER, note="не собственник")

    assert [row.denied for row in charges(sued)] == [Decimal(10_000)] * 3

    tell(
        sued,
        Kind.JUDGMENT_PARTIAL,
        debtor=customer(sued),
        principal=Decimal(20_000),
        penalty=Decimal(0),
        duty=Decimal(0),
    )
    denied = [Decimal(20_000), Decimal(10_000), Decimal(10_000)]
    assert [row.denied for row in charges(sued)] == denied


def charges(life: Life) -> Any:
    claims = life.case.claims.select_related("charge").filter(charge__kind="PRINCIPAL")
    return [claim.charge for claim in claims.order_by("charge__due_date")]


def test_a_claim_returned_for_one_is_filed_anew_while_the_other_pays_by_his_writ(
    sued: Life,
) -> None:
    tell(sued, Kind.JUDGMENT_GRANTED, debtor=customer(sued))
    tell(sued, Kind.CLAIM_RETURNED, debtor=OTHER, note="не подписан")
    sued.today += timedelta(days=31)
    tell(sued, Kind.JUDGMENT_IN_FORCE, debtor=customer(sued))

    sued.go(until="2:make:statement_of_claim")

    assert Task.objects.filter(kind="judgment").first().outcome == "RENEWED"
    newest = Document.objects.filter(kind="statement_of_claim").latest("id")
    assert newest.context["debtor"]["name"] == OTHER
    assert customer(sued) in Task.objects.get(kind="present_beside").remarks


# writs


@pytest.fixture
def enforced(issued: Life) -> Life:
    """Two writs lie with the bailiffs."""
    report(issued, "court_order_effect", "IN_FORCE")
    issued.go(until="ask:register_writ")
    report(issued, "register_writ", "REGISTERED", number="ВС 1; ВС 2")
    issued.go(until="ask:enforcement_opened")
    tell(issued, Kind.PROCEEDING_OPENED, debtor=customer(issued), number="1/26-ИП")
    tell(issued, Kind.PROCEEDING_OPENED, debtor=OTHER, number="2/26-ИП")
    issued.go(until="ask:enforcement_result")
    return issued


def test_each_proceeding_has_its_number_and_both_together_answer_the_task(enforced: Life) -> None:
    numbers = dict(Writ.objects.values_list("debtor", "proceeding_number"))
    assert numbers == {customer(enforced): "1/26-ИП", OTHER: "2/26-ИП"}
    assert Task.objects.get(kind="enforcement_opened").outcome == "OPENED"


def test_what_one_writ_brought_does_not_close_the_other(enforced: Life) -> None:
    writ = Writ.objects.get(debtor=OTHER)
    tell(enforced, Kind.PROCEEDING_PAID, number="2/26-ИП", principal=writ.amount)
    enforced.pay(writ.amount)

    assert status("enforcement_result") == "OPEN"
    other = Writ.objects.get(debtor=customer(enforced))
    assert (other.ended_on, other.collected) == (None, None)
    left = still_owed.by_debtor(case=enforced.case)
    assert left[OTHER].total == 0
    assert left[customer(enforced)].claim == Decimal(30_000)


def test_a_writ_that_brought_nothing_is_presented_again_and_the_fulfilled_one_is_not(
    enforced: Life,
) -> None:
    writ = Writ.objects.get(debtor=OTHER)
    tell(enforced, Kind.PROCEEDING_PAID, number="2/26-ИП", principal=writ.amount)
    tell(enforced, Kind.PROCEEDING_ENDED, number="1/26-ИП", note="п. 4 ч. 1 ст. 46")
    assert Task.objects.get(kind="enforcement_result").outcome == "ENDED"
    enforced.pay(writ.amount)

    enforced.go(until="2:ask:enforcement_opened")

    paper = Document.objects.filter(kind="bailiff_registry").latest("id")
    assert [row["debtor"] for row in paper.context["rows"]] == [customer(enforced)]
    ended = dict(Writ.objects.values_list("debtor", "ended_on"))
    assert ended[OTHER] is not None
    assert ended[customer(enforced)] is None


def test_a_sum_collected_of_several_says_whose_it_is(enforced: Life) -> None:
    with pytest.raises(UnableToEnter, match="с кого из должников"):
        tell(enforced, Kind.COLLECTED, principal=Decimal(100))


# those who owe together


def test_of_those_who_owe_together_each_has_a_writ_and_what_one_paid_lessens_the_others(
    begin: Begin,
) -> None:
    account = shared()
    child = factories.create_person(name="Котова Мария Ивановна", email="", phone="")
    child.birth_date = START.replace(year=2015)
    child.save()
    Owner.objects.filter(account=account).delete()
    factories.create_owner(account=account, party=child)
    parents = ["Котов Пётр Ильич", "Котова Ольга Петровна"]
    for name in parents:
        parent = factories.create_person(name=name, email="", phone="")
        Guardian.objects.create(child=child, party=parent, proof="Свидетельство о рождении")
    life = begin(account, lazy=LAZY - {"court_order_ruling", "court_order_effect"})
    life.go(until="ask:register_writ")

    report(life, "register_writ", "REGISTERED", number="ВС 1; ВС 2")
    life.go(until="ask:enforcement_opened")
    court = CourtCase.objects.get()
    writs = Writ.objects.order_by("id")
    assert [writ.against for writ in writs] == parents
    assert {writ.amount for writ in writs} == {court.claim + court.penalty + court.state_duty}

    Writ.objects.filter(against=parents[0]).update(collected=court.state_duty + 50_000)

    left = still_owed.by_debtor(case=life.case)
    assert left[", ".join(parents)].claim == court.claim - 50_000


# what each still owes


def test_what_one_paid_by_his_order_lessens_nothing_of_the_claim_against_the_other(
    divided: Life,
) -> None:
    divided.go(until="ask:present_beside")
    report(divided, "present_beside", "PRESENTED", number="2-1", office="РОСП № 1")
    writ = Writ.objects.get()
    tell(divided, Kind.COLLECTED, debtor=customer(divided), principal=writ.amount)
    divided.pay(writ.amount)

    divided.go(until="make:statement_of_claim")

    [claim] = Document.objects.filter(kind="statement_of_claim")
    assert claim.context["debtor"]["name"] == OTHER
    assert claim.debt == Decimal(30_000)
    assert {Decimal(row["paid"]) for row in claim.context["debts"]} == {0}
