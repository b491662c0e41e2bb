"""Nothing dated before the lock date can be entered, changed or erased: the database itself refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.staff import queries
from webapp.staff.models import LockDate, Role

pytestmark = pytest.mark.django_db
CLOSED_BEFORE = date(2026, 9, 1)


@pytest.fixture
def account() -> Account:
    account = factories.create_account()
    for month in (8, 9):
        factories.create_charge(account=account, period=date(2026, month, 1))
    audit.move_lock_date(
        closed_before=CLOSED_BEFORE, by=factories.create_staff(role=Role.ADMINISTRATOR)
    )
    return account


def refused(deed: object) -> IntegrityError:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        deed()  # type: ignore[operator]
    return error.value


def test_a_closed_month_cannot_be_charged(account: Account) -> None:
    error = refused(lambda: factories.create_charge(account=account, period=date(2026, 7, 1)))

    assert queries.breaks_lock_date(error)


def test_a_charge_of_a_closed_month_cannot_be_changed_or_erased(account: Account) -> None:
    closed = Charge.objects.filter(period=date(2026, 8, 1))

    assert queries.breaks_lock_date(refused(lambda: closed.update(amount=Decimal("1.00"))))
    assert queries.breaks_lock_date(refused(closed.delete))
    assert queries.breaks_lock_date(
        refused(
            lambda: Charge.objects.filter(period=date(2026, 9, 1)).update(period=date(2026, 7, 1))
        )
    )


def test_an_open_month_goes_on(account: Account) -> None:
    assert Charge.objects.filter(period=date(2026, 9, 1)).update(amount=Decimal("1.00")) == 1


def test_other_refusals_of_the_database_are_not_the_lock_date(account: Account) -> None:
    error = refused(lambda: factories.create_charge(account=account, period=date(2026, 9, 1)))

    assert not queries.breaks_lock_date(error)


def test_moving_the_lock_date_is_in_the_journal_and_in_the_history(
    account: Account, client: Client
) -> None:
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    client.post(reverse("admin:staff_lockdate_change", args=[1]), {"closed_before": "01.10.2026"})

    assert queries.lock_date() == date(2026, 10, 1)
    assert Entry.objects.filter(name="staff.lock-date.moved").latest("id").details == {
        "from": "2026-09-01",
        "to": "2026-10-01",
    }
    assert [event.closed_before for event in LockDate.pgh_event_model.objects.all()] == [
        CLOSED_BEFORE
    ]
