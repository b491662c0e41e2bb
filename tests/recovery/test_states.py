"""What has happened to a debtor is heeded by the penalty, by filings and by what is sent."""

from datetime import date

import pytest

from documents.catalogue import DocumentKind
from tests import factories
from tests.recovery.living import START, open_case
from webapp.contracts.models import Owner
from webapp.correspondence.models import Document
from webapp.parties.models import State
from webapp.premises.models import Building
from webapp.recovery.queries import penalties
from webapp.recovery.queries.contexts import liable, values
from webapp.recovery.queries.contexts.values import case_facts
from webapp.tasks.models import Task
from workflows.process import decisions

LATER = date(2026, 9, 1)
Kind = State.Kind


def has(party, kind, since, **fields):
    return State.objects.create(
        party=party, kind=kind, starts_on=since, evidence="Определение от этого дня", **fields
    )


def penalty(case, on=LATER):
    return case_facts(case=case, today=on).penalty


@pytest.fixture
def case(begin):
    return begin().case


# penalty


def test_no_penalty_runs_for_the_days_on_which_somebody_is_called_up(case):
    whole = penalty(case)
    day = has(case.party, Kind.NO_PENALTY, date(2026, 5, 1), ends_on=date(2026, 5, 31))
    without_may = penalty(case)
    State.objects.filter(pk=day.pk).update(starts_on=date(2020, 1, 1), ends_on=None)

    assert 0 < without_may < whole
    assert penalty(case) == 0


def test_penalty_on_the_former_debt_of_a_bankrupt_ends_with_the_day_of_the_ruling(case):
    ruled_on = date(2026, 6, 1)
    before = penalty(case, on=date(2026, 5, 31))
    has(case.party, Kind.BANKRUPT, ruled_on)

    found = case_facts(case=case, today=LATER)

    lines = [line for one in found.penalties["electricity"].claims for line in one.lines]
    assert max(line.end for line in lines) == ruled_on
    assert found.penalty >= before > 0


def test_penalty_on_what_a_bankrupt_owes_for_later_months_runs(case):
    whole = penalty(case)
    has(case.party, Kind.BANKRUPT, date(2025, 1, 20))

    assert penalty(case) == whole


def test_the_list_of_debtors_counts_the_penalty_as_the_papers_do(case):
    has(case.party, Kind.NO_PENALTY, date(2020, 1, 1))
    charges = list(case.account.charges.select_related("service").all())

    assert penalties.of_account(account=case.account, charges=charges, on=LATER) == 0


def test_a_citizen_pays_penalty_for_a_garage_as_any_other_consumer_does(case):
    at_home = penalty(case)
    Building.objects.update(kind=Building.Kind.NON_RESIDENTIAL)
    case.refresh_from_db()

    facts = case_facts(case=case, today=LATER)

    assert facts.penalty > at_home
    assert not values.debtor(facts).pays_for_home


# what is asked of whom


def test_nothing_is_sent_to_the_dead_for_six_months_nor_afterwards(begin):
    life = begin()
    has(life.case.party, Kind.DEAD, date(2026, 2, 20))

    assert life.decide() == decisions.Wait("halted:DEAD", date(2026, 8, 21))
    life.today = date(2026, 12, 1)
    assert life.decide() == decisions.Wait("halted:DEAD")
    assert not Document.objects.filter(case=life.case).exists()


def test_the_debt_of_the_dead_is_claimed_from_the_heirs_together(case):
    died_on = date(2026, 2, 20)
    has(case.party, Kind.DEAD, died_on)
    Owner.objects.filter(account=case.account).update(ends_on=died_on)
    heirs = [
        factories.create_person(name=name, email="", phone="")
        for name in ("Котов Иван Ильич", "Котова Ольга Петровна")
    ]
    for heir in heirs:
        factories.create_owner(
            account=case.account, party=heir, starts_on=died_on, share_denominator=2
        )

    (found,) = liable.each(case_facts(case=case, today=LATER))

    assert found.party == heirs[0]
    assert found.respondent.jointly == (heirs[1],)
    assert "1175" in found.respondent.ground


def test_of_a_bankrupt_a_lawyer_is_asked_to_claim_in_the_register_once(begin):
    life = begin(lazy=frozenset({"creditors_claim"}))
    has(life.case.party, Kind.BANKRUPT, START)

    life.go()
    life.lazy = frozenset()
    life.go()

    assert Task.objects.filter(kind="creditors_claim").count() == 1
    assert life.decide() == decisions.Wait("halted:BANKRUPT")
    kinds = Document.objects.filter(case=life.case).values_list("kind", flat=True)
    assert list(kinds) == [DocumentKind.CREDITORS_REGISTER]


def test_current_months_of_a_bankrupt_are_claimed_as_of_anybody(begin):
    life = begin()
    has(life.case.party, Kind.BANKRUPT, date(2025, 1, 20))

    life.go(until="make:notice")

    assert Document.objects.filter(kind="notice").exists()


def test_a_company_struck_off_is_asked_for_nothing(begin):
    firm = factories.create_organization()
    life = begin(factories.create_debtor(today=START, party=firm))
    has(firm, Kind.STRUCK_OFF, START)

    assert life.decide() == decisions.Wait("halted:STRUCK_OFF")


def test_who_is_no_sole_trader_any_more_is_sued_in_the_general_court(begin):
    trader = factories.create_organization(
        kind="SOLE_TRADER", name="Ким Олег Юрьевич", inn="500100732259", kpp="", ogrn=""
    )
    case = open_case(factories.create_debtor(today=START, party=trader))
    facts = case_facts(case=case, today=START)
    assert values.is_arbitration(facts)

    has(trader, Kind.NOT_TRADER, START)

    assert not values.is_arbitration(facts)
    assert values.debtor(facts).is_citizen
