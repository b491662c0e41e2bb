"""A warning is about the services that may be cut, their debt and penalty; all who owe get one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import START, Life
from webapp.contracts.models import Account, Owner
from webapp.correspondence.models import Document, Message
from webapp.recovery.queries.contexts import values
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db
WARNING = "restriction_warning"


def flat(**party: object) -> Account:
    person = factories.create_person(email="", phone="+79031234567", **party)
    return factories.create_debtor(today=START, party=person)


def owe_for_water(account: Account) -> None:
    water = factories.create_service(code="water", name="Холодная вода")
    for month in (10, 11, 12):
        factories.create_charge(
            account=account,
            period=date(2025, month, 1),
            service=water,
            amount=Decimal("777.00"),
        )


def test_a_warning_names_debt_and_penalty_of_its_services_alone(
    begin: Callable[..., Life],
) -> None:
    account = flat()
    owe_for_water(account)
    life = begin(account)

    life.go(until=f"make:{WARNING}")

    notice, warning = (Document.objects.get(kind=kind) for kind in ("notice", WARNING))
    facts = values.case_facts(case=life.fresh(), today=warning.dated)
    light = [row for row in facts.charges if row.service_code == "electricity"]
    assert notice.debt == facts.debt == Decimal("6831.00")
    assert warning.debt == sum(row.debt for row in light) == Decimal("4500.00")
    assert warning.penalty == values.about(facts, tuple(light)).penalty < facts.penalty
    assert {row["service"] for row in warning.context["debts"]} == {"Электроснабжение"}
    assert {row["service"] for row in warning.context["penalty"]["rows"]} == {"Электроснабжение"}
    assert warning.context["services"] == ["Электроснабжение"]


def test_whoever_owes_beside_the_customer_is_warned_of_the_own_part(
    begin: Callable[..., Life],
) -> None:
    account = flat()
    Owner.objects.filter(account=account).update(share_denominator=3)
    other = factories.create_person(name="Котов Иван Ильич", email="", phone="")
    factories.create_owner(account=account, party=other, share_numerator=2, share_denominator=3)
    life = begin(account, lazy=frozenset({"letters_to_others"}))

    life.go(until="send:sms", days=20)
    life.go(until=f"make:{WARNING}")
    life.do(life.decide().deed)

    own, beside = Document.objects.filter(kind=WARNING).order_by("id")
    assert (own.debt, beside.debt) == (Decimal("4500.00"), Decimal("3000.00"))
    assert beside.context["debtor"]["name"] == other.name
    assert beside.context["services"] == own.context["services"]
    assert beside.context["restriction_from"] == own.context["restriction_from"]
    tasks = Task.objects.filter(kind="letters_to_others").order_by("id")
    notices, warnings = tasks
    assert f"№ {beside.number}:" in warnings.remarks
    assert beside.number not in notices.remarks
    assert beside.pk not in Message.objects.values_list("document", flat=True)
