"""Dialogs that end a case say what follows before anybody agrees."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.processes.models import Case
from webapp.recovery.models import Recovery
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    living.prepare()
    account = factories.create_debtor(months=2, monthly=Decimal("1500.00"), today=living.START)
    return living.open_case(account)


def dialog(case: Case, action: str) -> str:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))
    answer = client.get(reverse("admin:recovery_case_action", args=[case.pk, action]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_a_write_off_names_the_sums_and_that_it_cannot_be_undone(case: Case) -> None:
    shown = dialog(case, "write-off")

    assert "Списывается основной долг" in shown
    assert "3 000,00 ₽" in shown
    assert "Списываются пени" in shown
    assert "Отменить это нельзя" in shown
    assert "бригада" not in shown


@pytest.mark.parametrize("action", ["write-off", "bankruptcy", "withdraw"])
def test_whoever_ends_a_case_is_told_that_a_restricted_supply_is_resumed_first(
    case: Case, action: str
) -> None:
    Recovery.objects.filter(case=case).update(is_restricted=True)

    assert "сначала бригада возобновит её" in dialog(case, action)
