"""A penalty that no court has awarded is charged or waived by a decision, once, and what was paid for it is laid on it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery.living import START, Life, open_case
from tests.recovery.test_awards import report
from webapp.audit.models import Entry
from webapp.billing.models import Charge
from webapp.payments import operations as payments
from webapp.payments.models import Allocation
from webapp.payments.queries import penalty_words
from webapp.processes.models import Case
from webapp.recovery.models import Recovery
from webapp.recovery.operations import penalty_decisions
from webapp.recovery.queries import casefile, penalty_left
from webapp.staff import operations as staff
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

PRINCIPAL = Decimal(60_000)


@pytest.fixture
def paid(begin: Callable[..., Life]) -> Life:
    """A debtor who has paid the notice to the kopeck: the principal and its penalty of the day."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    life = begin(account)
    life.go(until="1:make:notice")
    life.today += timedelta(days=40)
    owed = casefile.money(case=life.fresh(), today=life.today)
    life.pay(PRINCIPAL + owed.penalty)
    life.go()
    assert life.fresh().close_reason == "PAID"
    return life


def penalty_of(life: Life) -> Decimal:
    return penalty_left.of_case(case=life.fresh(), today=life.today).amount


def test_a_penalty_is_charged_by_decision_and_what_was_prepaid_is_laid_on_it(paid: Life) -> None:
    amount = penalty_of(paid)
    assert amount > 100

    penalty_decisions.charge(case_id=paid.case.pk, by=paid.by, today=paid.today, ground="")

    charge = Charge.objects.get(kind="PENALTY")
    assert (charge.amount, charge.source) == (amount, f"penalty:{paid.case.pk}")
    assert sum(Allocation.objects.filter(charge=charge).values_list("amount", flat=True)) == amount
    assert Recovery.objects.get().penalty == "CHARGED"
    assert paid.steps().get(name="penalty-charged").details["amount"] == str(amount)
    assert Entry.objects.filter(name="recovery.case.penalty-charged").count() == 1


def test_a_penalty_is_waived_on_a_ground_and_never_charged_then(paid: Life) -> None:
    penalty_decisions.waive(case_id=paid.case.pk, by=paid.by, today=paid.today, ground="Приказ № 5")

    assert "Приказ № 5" in paid.steps().get(name="penalty-waived").ground
    assert penalty_of(paid) == 0
    with pytest.raises(penalty_decisions.UnableToDecide):
        penalty_decisions.charge(case_id=paid.case.pk, by=paid.by, today=paid.today, ground="")
    assert not Charge.objects.filter(kind="PENALTY").exists()


def do_to_many(life: Life, deed: str, *cases: Case, **said: str) -> str:
    """Do something to ticked cases, as the head of legal does on their list."""
    staff.set_clock(business_at=datetime.combine(life.today, time(12), MOSCOW), rate=1.0)
    client = Client(headers={"accept-language": "ru"})
    client.force_login(life.by)
    address = reverse("admin:recovery_cases_deed", args=[deed])
    return client.post(address, {"ids": [case.pk for case in cases], **said}).content.decode()


def test_the_penalties_of_many_are_charged_together_and_each_case_is_answered_for(
    paid: Life,
) -> None:
    amount, owing = penalty_of(paid), open_case(factories.create_debtor(today=START))

    asked = do_to_many(paid, "charge-penalty", paid.case, owing)
    assert "Выбрано: 2" in asked and not Charge.objects.filter(kind="PENALTY").exists()
    told = do_to_many(paid, "charge-penalty", paid.case, owing, sure="1")
    again = do_to_many(paid, "charge-penalty", paid.case, sure="1")

    assert (told.count("ik-tag ok"), told.count("ik-tag bad")) == (1, 1)
    assert again.count("ik-tag bad") == 1
    assert Charge.objects.get(kind="PENALTY").amount == amount


def test_the_penalties_of_many_are_waived_on_one_ground_and_on_none_without(paid: Life) -> None:
    asked = do_to_many(paid, "waive-penalty", paid.case, sure="1", ground=" ")
    assert "Обязательное поле" in asked and Recovery.objects.get().penalty == ""

    told = do_to_many(paid, "waive-penalty", paid.case, sure="1", ground="Приказ № 5")

    assert told.count("ik-tag ok") == 1
    assert Recovery.objects.get().penalty == "WAIVED"
    assert paid.steps().get(name="penalty-waived").ground.endswith("Приказ № 5")


def test_a_paid_principal_bears_no_more_penalty_however_late_it_is_charged(paid: Life) -> None:
    now = penalty_of(paid)
    paid.today += timedelta(days=200)
    assert penalty_of(paid) == now


def test_the_penalty_of_an_unpaid_principal_is_not_decided_on(begin: Callable[..., Life]) -> None:
    life = begin()
    with pytest.raises(penalty_decisions.UnableToDecide):
        penalty_decisions.charge(case_id=life.case.pk, by=life.by, today=life.today, ground="")


def test_who_pays_the_penalty_by_name_pays_it_before_new_months(paid: Life) -> None:
    amount = penalty_of(paid)
    penalty_decisions.charge(case_id=paid.case.pk, by=paid.by, today=paid.today, ground="")
    charge = Charge.objects.get(kind="PENALTY")
    Allocation.objects.filter(charge=charge).delete()

    payments.post_by_hand(
        account_id=paid.account.pk,
        is_another=True,
        amount=amount,
        paid_on=paid.today,
        document_number="9",
        purpose=f"Пени по л/с {paid.account.number}",
        key="penalty",
        by=paid.by,
        today=paid.today,
    )

    laid = Allocation.objects.get(payment__document_number="9")
    assert (laid.charge, laid.reason) == (charge, "NAMED_PENALTY")


@pytest.mark.parametrize(
    ("purpose", "is_named"),
    [
        ("Пени по л/с 401000154", True),
        ("оплата пеней за март 2026", True),
        ("Пеня", True),
        ("Оплата задолженности и пени", False),
        ("Долг 4741,96, пени 128,81", False),
        ("За электроэнергию, пени", False),
        ("Оплата по счёту", False),
        ("ИП Степеня", False),
    ],
)
def test_a_purpose_names_the_penalty_only_when_it_names_nothing_else(
    purpose: str, *, is_named: bool
) -> None:
    assert penalty_words.is_named(purpose) == is_named


QUESTION = "penalty_after_award"


@pytest.fixture
def collected_late(begin: Callable[..., Life]) -> Life:
    """Principal, duty and penalty of an order, all paid 200 days after the order was filed."""
    party = factories.create_person(email="", phone="+79031234567")
    account = factories.create_debtor(today=START, monthly=Decimal(20_000), party=party)
    life = begin(account, lazy=frozenset({"register_writ", QUESTION}))
    life.go(until="ask:register_writ")
    life.today += timedelta(days=200)
    owed = sum(Charge.objects.values_list("amount", flat=True))
    life.pay(owed)
    life.go()
    return life


def test_a_principal_paid_later_than_the_award_counted_to_is_asked_about_with_its_lines(
    collected_late: Life,
) -> None:
    life = collected_late
    task = Task.objects.get(kind=QUESTION)
    beyond = casefile.money(case=life.fresh(), today=life.today).penalty_beyond

    assert life.fresh().closed_on is None
    assert f"{beyond:.2f}".replace(".", ",") in task.remarks.replace("\xa0", "")
    assert task.remarks.count("=") >= 3


def test_what_ran_on_after_the_award_is_charged_and_the_case_ends(collected_late: Life) -> None:
    life = collected_late
    beyond = casefile.money(case=life.fresh(), today=life.today).penalty_beyond

    report(life, QUESTION, "CHARGE")
    life.go()

    assert Charge.objects.get(source=f"penalty:{life.case.pk}").amount == beyond
    assert life.fresh().close_reason == "PAID"
