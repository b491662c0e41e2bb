"""The registry of the town is loaded like anybody's, without a wrong row."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.billing.models import Charge
from webapp.billing.queries import Criteria, debtors
from webapp.contracts.models import Account
from webapp.demo import people, settling, town
from webapp.metering.models import Meter
from webapp.parties.models import Party
from webapp.recovery.models import Authority
from webapp.staff.models import User


@pytest.fixture
def accountant(db: None) -> User:
    return User.objects.create_user("accountant")


def test_every_row_of_the_registry_is_loaded(accountant: User, tmp_path: Path) -> None:
    home_town = town.build(seed=7)
    settling.supplier()

    report = settling.settle(town=home_town, folder=tmp_path, by=accountant)

    assert report.errors == ()
    created = report.written.details["accounts_created"]
    assert created == Account.objects.count() == Meter.objects.count() == 1500
    assert (
        report.rows_loaded
        == Charge.objects.count()
        == sum(len(line.charges) for line in home_town.lines)
    )


def test_the_criteria_find_exactly_the_debtors(accountant: User, tmp_path: Path) -> None:
    home_town = town.build(seed=8, accounts=200)
    settling.supplier()
    settling.settle(town=home_town, folder=tmp_path, by=accountant)

    found = debtors(
        accounts=Account.objects.all(),
        on=town.START,
        criteria=Criteria(min_periods=2, min_debt=Decimal(2000)),
    )

    numbers = set(
        Account.objects.filter(id__in=[row.account_id for row in found.rows]).values_list(
            "number", flat=True
        )
    )
    assert numbers == {line.account for lines in home_town.debtors().values() for line in lines}


def test_kinds_of_customers_and_never_cut_ones_are_kept(accountant: User, tmp_path: Path) -> None:
    home_town = town.build(seed=7, accounts=200)
    settling.supplier()
    settling.settle(town=home_town, folder=tmp_path, by=accountant)

    assert set(Party.objects.values_list("kind", flat=True)) == set(settling.KINDS)
    assert Account.objects.get(never_cut=True).party.kind == people.ORGANIZATION


def test_every_district_has_its_courts_and_bailiffs(accountant: User, tmp_path: Path) -> None:
    settling.supplier()
    settling.settle(town=town.build(seed=7, accounts=100), folder=tmp_path, by=accountant)

    assert Counter(Authority.objects.values_list("kind", flat=True)) == {
        "MAGISTRATE": 3,
        "BAILIFFS": 3,
        "DISTRICT_COURT": 1,
        "ARBITRATION": 1,
    }
