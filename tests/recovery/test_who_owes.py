"""A filing is against those who owe, says why they owe, and encloses what proves it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, open_case
from webapp.contracts.models import Owner
from webapp.correspondence.models import Document, Message
from webapp.parties.models import Guardian
from webapp.processes.declarations import UnableToMake
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.queries.contexts import filings, liable, values
from webapp.tasks.models import Task
from workflows.process import decisions

SINCE = date(2019, 5, 14)


def flat(**fields):
    """A citizen's account with a debt of three months, nobody entered as its owner."""
    person = factories.create_person(email="", phone="+79031234567", **fields)
    account = factories.create_debtor(today=START, party=person)
    Owner.objects.filter(account=account).delete()
    return account


def owner(account, *, share="1/1", name="", born=None, **fields):
    """Give a share of the account's flat to its customer, or to a new person."""
    part, whole = share.split("/")
    party = account.party
    if name:
        party = factories.create_person(name=name, email="", phone="", birth_date=born)
    return factories.create_owner(
        account=account,
        party=party,
        share_numerator=int(part),
        share_denominator=int(whole),
        **fields,
    )


def asked(life):
    """What the head of legal is asked for, when the case has come to its papers for a court."""
    life.lazy = frozenset({"complete_data"})
    end = life.go()
    assert end == decisions.Wait("task:complete_data-service_memo")
    return Task.objects.get(kind="complete_data", case=life.case).remarks


def applications():
    return Document.objects.filter(kind="court_order_application").order_by("id")


def test_a_month_that_was_paid_late_keeps_its_penalty_in_the_claim_of_who_owed_it(begin):
    account = flat()
    owner(account)
    life = begin(account)
    life.pay(Decimal("1500.00"))

    facts = values.case_facts(case=life.case, today=START + timedelta(days=90))
    (claimed,) = liable.each(facts)

    assert [row.debt for row in claimed.charges] == [0, Decimal("1500.00"), Decimal("1500.00")]
    assert claimed.penalty == facts.penalty > 0


def test_a_claim_of_which_nothing_is_left_is_refused_in_words(begin):
    account = flat()
    owner(account)
    life = begin(account)
    facts = replace(values.case_facts(case=life.case, today=START), charges=())

    with pytest.raises(UnableToMake, match="не осталось"):
        liable.each(facts)


# the gate before the service memo


def test_without_a_known_owner_nothing_goes_to_a_court_and_the_task_says_so(begin):
    account = flat()

    remarks = asked(begin(account))

    assert account.number in remarks
    assert not Document.objects.filter(kind="service_memo").exists()


def test_a_month_of_which_only_a_third_has_an_owner_stops_the_filing_by_name(begin):
    account = flat()
    owner(account, share="1/3")

    assert "01.2026" in asked(begin(account))


def test_an_owner_without_a_paper_that_proves_it_is_asked_for_it(begin):
    account = flat()
    owner(account, proof="")

    assert account.party.name in asked(begin(account))


def test_an_address_without_index_and_region_stops_the_filing(begin):
    account = flat(residence="г. Тверь, ул. Мира, д. 10")
    owner(account)

    remarks = asked(begin(account))

    assert "индекс" in remarks
    assert "регион" in remarks


def test_the_supply_address_never_stands_in_for_the_registration_address(begin):
    account = flat(residence="")
    owner(account)

    assert "не указан адрес регистрации" in asked(begin(account))


def test_the_address_of_a_point_of_supply_never_stands_in_for_the_seat_of_a_company(begin):
    company = factories.create_organization(residence="")
    case = open_case(factories.create_debtor(today=START, party=company))

    with pytest.raises(UnableToMake, match="не указан адрес по ЕГРЮЛ"):
        liable.each(values.case_facts(case=case, today=START))


def test_when_the_owner_is_entered_the_papers_say_why_he_owes_and_enclose_the_proof(begin):
    account = flat()
    owner(account, proof="Выписка из ЕГРН № 77")
    life = begin(account)

    life.go(until="make:court_order_application")

    paper = applications().get().context
    assert paper["debtor"]["ground"] == "собственник помещения с 14.05.2019"
    assert paper["debtor"]["residence"] == account.party.residence
    assert "Выписка из ЕГРН № 77" in paper["enclosures"]


def test_a_tenant_owes_as_a_tenant(begin):
    account = flat()
    owner(account, right=Owner.Right.TENANCY)
    life = begin(account)

    life.go(until="make:court_order_application")

    assert applications().get().context["debtor"]["ground"].startswith("наниматель")


# who owes how much


def test_co_owners_owe_their_shares_to_the_kopeck(begin):
    account = flat()
    owner(account, share="1/3")
    owner(account, share="2/3", name="Котов Иван Ильич")
    facts = values.case_facts(case=begin(account).case, today=START)

    found = liable.each(facts)

    debts = [one.debt for one in found]
    assert debts == [Decimal("1500.00"), Decimal("3000.00")]
    assert sum(debts) == facts.debt


def test_a_flat_sold_in_the_middle_of_a_month_is_split_by_days(begin):
    account = flat()
    sold = date(2025, 12, 16)
    owner(account, ends_on=sold)
    owner(account, name="Котов Иван Ильич", starts_on=sold)
    facts = values.case_facts(case=begin(account).case, today=START)

    seller, buyer = liable.each(facts)

    months = {row.period.month: row.debt for row in seller.charges}
    assert months[12] == Decimal("725.81")
    assert 1 not in months
    assert seller.debt + buyer.debt == facts.debt


def test_for_a_child_its_parents_owe_together(begin):
    account = flat()
    share = owner(account, share="1/2", name="Котова Мария Ивановна", born=date(2015, 5, 5))
    owner(account, share="1/2")
    for name in ("Котов Иван Ильич", "Котова Ольга Петровна"):
        parent = factories.create_person(name=name, email="", phone="")
        Guardian.objects.create(child=share.party, party=parent, proof=f"Свидетельство, {name}")
    facts = values.case_facts(case=begin(account).case, today=START)

    _customer, parents = liable.each(facts)

    assert parents.party.name == "Котов Иван Ильич"
    assert [one.name for one in parents.respondent.jointly] == ["Котова Ольга Петровна"]
    assert "не достиг совершеннолетия" in parents.respondent.ground
    assert share.party not in {one.party for one in (_customer, parents)}


def test_a_child_without_known_parents_stops_the_filing(begin):
    account = flat(birth_date=date(2015, 5, 5))
    owner(account)

    assert "родителей" in asked(begin(account))


def test_each_who_owes_is_written_to_before_a_court_is_asked_and_nobody_gets_another_s_letter(
    begin,
):
    account = flat()
    owner(account, share="1/3")
    owner(account, share="2/3", name="Котов Иван Ильич")
    life = begin(account, lazy=frozenset({"letters_to_others"}))

    life.go(until="send:sms")

    own, other = Document.objects.filter(kind="notice").order_by("id")
    assert (own.debt, other.debt) == (Decimal("4500.00"), Decimal("3000.00"))
    assert other.context["debtor"]["name"] == "Котов Иван Ильич"
    assert set(Message.objects.values_list("document", flat=True)) == {own.pk}
    task = Task.objects.get(kind="letters_to_others")
    assert "Котов Иван Ильич" in task.remarks
    assert life.decide() != decisions.Wait("task:letters_to_others")


def test_the_parents_of_a_child_who_is_the_customer_are_written_to(begin):
    account = flat(birth_date=date(2015, 5, 5))
    owner(account)
    mother = factories.create_person(name="Котова Ольга Петровна", email="", phone="")
    Guardian.objects.create(child=account.party, party=mother, proof="Свидетельство о рождении")
    life = begin(account, lazy=frozenset({"letters_to_others"}))

    life.go(until="send:sms")

    _own, hers = Document.objects.filter(kind="notice").order_by("id")
    assert (hers.context["debtor"]["name"], hers.debt) == (mother.name, Decimal("4500.00"))
    assert mother.name in Task.objects.get(kind="letters_to_others").remarks


# several respondents, from the debt to the bailiffs


def test_a_citizen_a_co_owner_and_a_child_each_have_a_package_from_debt_to_bailiffs(begin):
    account = flat()
    owner(account, share="1/3")
    owner(account, share="1/3", name="Котов Иван Ильич")
    child = owner(account, share="1/3", name="Котова Мария Ивановна", born=date(2015, 5, 5))
    mother = factories.create_person(name="Котова Ольга Петровна", email="", phone="")
    Guardian.objects.create(child=child.party, party=mother, proof="Свидетельство о рождении")
    life = begin(account, lazy=frozenset({"register_writ", "complete_data"}))

    life.go(until="ask:register_writ")
    assert not Task.objects.filter(kind="complete_data").values_list("remarks", flat=True)

    papers = list(applications())
    names = [account.party.name, "Котов Иван Ильич", "Котова Ольга Петровна"]
    assert [paper.context["debtor"]["name"] for paper in papers] == names
    assert [paper.debt for paper in papers] == [Decimal("1500.00")] * 3
    assert {paper.state_duty for paper in papers} == {Decimal("2000")}
    filed = CourtCase.objects.order_by("id")
    assert [court.debtor for court in filed] == names
    assert {court.ruling for court in filed} == {"IN_FORCE"}

    memo = Document.objects.get(kind="service_memo").context
    assert [share["name"] for share in memo["shares"]] == names

    life.lazy = frozenset({"complete_data"})
    task = Task.objects.get(kind="register_writ")
    finish(life, task, number="ВС 1; ВС 2; ВС 3")
    life.go(until="make:bailiff_registry")

    assert not Task.objects.filter(kind="complete_data").values_list("remarks", flat=True)
    assert list(Writ.objects.order_by("id").values_list("debtor", flat=True)) == names
    rows = Document.objects.get(kind="bailiff_registry").context["rows"]
    assert [row["debtor"] for row in rows] == names
    assert {Decimal(row["debt"]) for row in rows} == {Decimal(1500)}


def finish(life, task, **result):
    work.complete(
        task_id=task.pk,
        outcome="REGISTERED",
        result={"date": life.today.isoformat(), **result},
        by=life.by,
        today=life.today,
    )


def test_a_mother_answers_alone_for_her_share_and_with_the_father_for_the_child_s(begin):
    account = flat()
    mother = owner(account, share="1/2").party
    child = owner(account, share="1/2", name="Котова Мария Ивановна", born=date(2015, 5, 5)).party
    father = factories.create_person(name="Котов Иван Ильич", email="", phone="")
    for parent in (mother, father):
        Guardian.objects.create(child=child, party=parent, proof="Свидетельство о рождении")
    life = begin(account, lazy=frozenset({"register_writ"}))

    life.go(until="ask:register_writ")
    finish(life, Task.objects.get(kind="register_writ"), number="ВС 1; ВС 2")
    life.lazy = frozenset()
    life.go(until="make:bailiff_registry")

    names = [mother.name, f"{mother.name}, {father.name}"]
    assert list(CourtCase.objects.order_by("id").values_list("debtor", flat=True)) == names
    assert list(Writ.objects.order_by("id").values_list("debtor", flat=True)) == names
    rows = Document.objects.get(kind="bailiff_registry").context["rows"]
    assert [row["writ_number"] for row in rows] == ["ВС 1", "ВС 2"]


def test_a_claim_names_the_order_that_was_cancelled_for_its_own_debtor(begin):
    account = flat()
    owner(account, share="1/3")
    owner(account, share="2/3", name="Котов Иван Ильич")
    case = begin(account).case
    for name, number, duty in (
        (account.party.name, "2-1", 2000),
        ("Котов Иван Ильич", "2-2", 3000),
    ):
        CourtCase.objects.create(
            case=case,
            track="ORDER",
            court="Участок № 1",
            number=number,
            debtor=name,
            filed_on=START,
            issued_on=START,
            ruled_on=START,
            ruling="CANCELLED",
            claim=Decimal(1500),
            state_duty=Decimal(duty),
        )

    found = liable.each(values.case_facts(case=case, today=START))

    named = [filings.cancelled_order(one).number for one in found]
    assert named == ["2-1", "2-2"]
    assert [values.duty(one, track="claim").set_off for one in found] == [2000, 3000]
