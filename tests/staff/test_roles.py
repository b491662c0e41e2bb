"""Who may do what."""

import pytest

from tests import factories
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db


def test_crew_sees_its_tasks_and_the_account_and_no_money() -> None:
    crew = factories.create_staff(role=Role.CREW)

    assert crew.has_perm("tasks.view_task")
    assert crew.has_perm("contracts.view_account")
    assert not crew.has_perm("billing.view_charge")
    assert not crew.has_perm("parties.view_party")


def test_a_debtor_owes_for_the_months_asked() -> None:
    debtor = factories.create_debtor(months=3)

    assert sorted(str(charge.period) for charge in debtor.charges.all()) == ["2026-08-01", "2026-09-01", "2026-10-01"]
    assert all(charge.due_date < factories.TODAY for charge in debtor.charges.all())
