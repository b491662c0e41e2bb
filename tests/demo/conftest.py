"""The office of a small town on the morning when its cases have been opened."""

from pathlib import Path

import pytest

from webapp.demo import bank, settling, staffing, town
from webapp.demo.office import Office
from webapp.demo.outside import Outside
from webapp.recovery.operations import schemes, sweep
from webapp.staff import operations as roles
from webapp.staff.models import Role

TODAY = town.START


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    roles.seed_roles()
    schemes.install_defaults()
    home_town = town.build(seed=7, accounts=60)
    people = staffing.hire(password="a-long-password")
    supplier = settling.supplier()
    settling.settle(town=home_town, folder=tmp_path, by=people.of(Role.ACCOUNTANT))
    sweep.sweep(today=TODAY)
    return Office(
        staff=people,
        fates={},
        lines=home_town.debtors(),
        bank=bank.open_bank(
            folder=tmp_path / "statements", supplier=supplier, accountant=people.of(Role.ACCOUNTANT)
        ),
        outside=Outside(mail=tmp_path / "mail.jsonl", telephone=tmp_path / "twilio.jsonl"),
    )
