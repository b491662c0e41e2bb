"""Every role clears its desk by the screens alone, in Russian and in English, from the login to the last thing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests import factories, thorough
from tests.contact_verification.conftest import Verifying
from tests.correspondence.test_pages import doubtful
from tests.journeys.office import LAWYERS, WARNING, Office, unknown_money
from tests.journeys.person import Answers, Person
from tests.notifications import providers
from tests.recovery import living
from tests.tasks.conftest import give
from webapp.parties.models import Contact
from webapp.processes.models import Limit
from webapp.staff import queries as known
from webapp.staff.models import Role, User
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
IDLE = {Role.CREW: (Role.LAWYER,)}
"""Whom a case waits for when the role has done its part."""
SIZES = {Role.CREW: {"width": 390, "height": 844}}
LAPTOP = {"width": 1366, "height": 768}
DONE = {"outcome": "DONE"}
REPORTS: dict[Role, dict[str, list[Answers]]] = {
    Role.LAWYER: {
        "free": [DONE],
        "approve": [
            {"outcome": "RETURNED", "remarks": "Не та сумма"},
            {"outcome": "APPROVED"},
        ],
        "correct": [{"outcome": "AS_IT_IS", "remarks": "Сумма верна"}],
        "file_court_order": [{"duty_order": "15 от 02.03.2026"}],
        "court_order_ruling": [
            {"outcome": "ISSUED", "number": "2-15/2026"},
            {"outcome": "REFUSED", "remarks": "Спор о праве"},
        ],
        "court_order_effect": [{"outcome": "IN_FORCE"}],
        "register_writ": [{"number": "ВС 015"}],
        "present_writ": [{}],
        "enforcement_opened": [{"outcome": "OPENED", "number": "15/26/36061-ИП"}],
        "enforcement_result": [{"outcome": "COLLECTED", "collected": "4500"}],
        "file_lawsuit": [{"duty_order": "16 от 02.03.2026"}],
        "judgment": [{"outcome": "DENIED", "remarks": "Пропущен срок"}],
    },
    Role.HEAD_OF_LEGAL: {
        "free": [DONE],
        "approve": [{"outcome": "APPROVED"}],
        "leave": [{"outcome": "APPROVED"}],
        "after_enforcement": [{"outcome": "LEAVE_OPEN"}],
    },
    Role.CALL_CENTER: {
        "free": [DONE],
        "deliver_by_post": [{"outcome": "DELIVERED", "number": living.POSTED}],
        "verify_contact": [{"outcome": "CORRECTED", "value": "anna.new@example.com"}],
    },
    Role.ACCOUNTANT: {"free": [DONE]},
    Role.CREW: {
        "free": [DONE],
        "restriction": [
            {"outcome": "NO_ACCESS", "remarks": "Никого дома"},
            {
                "outcome": "DONE",
                "seal": "ПЛ-77",
                "reading": "123.4",
                "photos": "door.png",
                "time": "14:30",
                "level": "FULL",
                "method": "отключён автомат",
                "witnesses": "Зайцева Н. П., Титов С. А.",
                "copy": "LEFT",
                "remarks": "Прибор не даёт ограничить частично",
            },
        ],
        "resumption": [{"seal": "ПЛ-78", "reading": "124"}],
    },
    Role.ADMINISTRATOR: {"free": [DONE]},
}
"""What each role reports on each kind of task, in turn."""


@contextmanager
def sitting(browser: Browser, role: Role, language: str) -> Iterator[Page]:
    """Sit down at a browser; nothing may go wrong in it."""
    context = browser.new_context(
        locale=LANGUAGES[language], viewport=SIZES.get(role, LAPTOP), has_touch=role in SIZES
    )
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda one: errors.append(one.url) if one.status >= 400 else None)
    yield page
    context.close()
    assert errors == []


def of_lawyer(office: Office) -> None:
    office.begin(stage=LAWYERS)
    office.begin(stage=LAWYERS)


def of_head(office: Office) -> None:
    Office(office.boss, Role.LAWYER).begin(stage=LAWYERS)
    asked = Office(office.boss, Role.CALL_CENTER).begin(stage=WARNING)
    doubtful(document_id=None, planned_on=living.START)
    Limit.objects.create(process=WORKFLOW_TYPE, deed="PLAN", role=Role.CALL_CENTER, days_max=5)
    client = Client()
    client.force_login(factories.create_staff(role=Role.CALL_CENTER))
    address = reverse("admin:recovery_case_action", args=[asked.pk, "plan"])
    office.begin(stage=LAWYERS, enforcement_result="ENDED")
    days = [f"{known.today() + timedelta(days=30 * part):%d.%m.%Y}" for part in (1, 2)]
    asked_for = {"months": 2, "first_due": days[0], "due": days, "amount": ["2500", "2000"]}
    client.post(address, asked_for, headers={"HX-Request": "true"})


def of_call_center(office: Office) -> None:
    office.begin(stage=WARNING)
    party = factories.create_person(phone="")
    factories.create_account(party=party)
    life = Verifying(party, office.boss, providers.gateways())
    life.fail(Contact.Kind.EMAIL)
    life.to_desk()


def of_accountant(office: Office) -> None:
    factories.create_debtor(
        party=factories.create_person(name="Петров Пётр Петрович"), today=living.START
    )
    unknown_money(amount="740")
    unknown_money(amount="1215.40", payer="Орлова П. И.")


def of_crew(office: Office) -> None:
    """Two debtors: one is restricted at last; the supply of the other, who has paid, comes back."""
    for _number in range(2):
        office.begin(stage=WARNING)
    paid = office.lives[0]
    office.restrict(paid)
    paid.pay(Decimal(4500))
    office.go_on()


def of_administrator(office: Office) -> None:
    of_accountant(office)
    doubtful(document_id=None, planned_on=living.START)
    for login in ("novikova", "malyshev"):
        User.objects.create(username=login, last_name=login.title(), is_staff=True)


WORK = {
    Role.LAWYER: of_lawyer,
    Role.HEAD_OF_LEGAL: of_head,
    Role.CALL_CENTER: of_call_center,
    Role.ACCOUNTANT: of_accountant,
    Role.CREW: of_crew,
    Role.ADMINISTRATOR: of_administrator,
}


@pytest.mark.parametrize(("role", "language"), thorough.pairs(list(Role), list(LANGUAGES)))
def test_a_role_clears_its_desk_by_the_screens_alone(
    live_server: Any,
    browser: Browser,
    transactional_db: None,
    role: Role,
    language: str,
) -> None:
    cache.clear()
    office = Office.open(role, *IDLE.get(role, ()))
    person = factories.create_staff(role=role)
    WORK[role](office)
    give(by=office.boss, assignee=person)
    answers = {kind: list(given) for kind, given in REPORTS[role].items()}

    with sitting(browser, role, language) as page:
        at_work = Person(page, live_server.url, language, answers, after=office.go_on)
        at_work.log_in(person.username)
        done = at_work.clear_desk()

    assert set(done) >= set(REPORTS[role])
