"""Files of real life, names and numbers invented: each folder of ``trials`` is named by what must hold."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests import factories
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.payments.uploads import DEBTS
from webapp.staff.models import Role
from webapp.uploads import operations as uploads

pytestmark = pytest.mark.django_db
TRIALS = Path(__file__).parent / "trials"


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(
        short_name="ООО «ВДЭК»", settlement_account="40702810100000000100", bik="042007118"
    )


@dataclass
class Outcome:
    report: operations.StatementReport
    posted: dict[str, Decimal]
    proposed: list[str]


def outcome(name, *, good_rows_only=False):
    """Load the folder's debts and statement as the accountant does."""
    folder = TRIALS / name
    today = factories.TODAY
    common = {"by": None, "today": today, "good_rows_only": good_rows_only}
    uploads.load(
        kind=DEBTS,
        file_name="accounts.csv",
        content=(folder / "accounts.csv").read_bytes(),
        **common,
    )
    report = operations.load_statement(
        file_name="statement.txt", content=(folder / "statement.txt").read_bytes(), **common
    )
    posted = dict(
        Payment.objects.filter(status=Payment.Status.POSTED).values_list(
            "account__number", "amount"
        )
    )
    waiting = lists.with_suggestions(
        list(lists.queue()), user=factories.create_staff(role=Role.ACCOUNTANT)
    )
    return Outcome(report, posted, [one.number for row in waiting for one in row.accounts])


def test_sum_with_three_digits_is_refused():
    found = outcome("sum-with-three-digits-is-refused", good_rows_only=True)

    assert [error.number for error in found.report.errors] == ["1", "2"]
    assert all(
        text in error.message
        for text, error in zip(["1.234", "1,234"], found.report.errors, strict=True)
    )
    assert Payment.objects.count() == 0


def test_note_without_money_is_set_aside_and_the_rest_goes_in():
    found = outcome("note-without-money-is-set-aside")

    assert (found.report.errors, found.report.without_money) == ((), 1)
    assert found.posted == {"987654331": Decimal("500.00")}


def test_dollars_are_refused():
    found = outcome("dollars-are-refused", good_rows_only=True)

    (error,) = found.report.errors
    assert "840" in error.message
    assert Payment.objects.count() == 0


def test_acquirers_contract_is_not_ours():
    found = outcome("acquirers-contract-is-not-ours")

    assert (found.posted, found.report.unidentified) == ({}, 1)


@pytest.mark.parametrize("name", ["postcode-is-no-account", "reading-is-no-account"])
def test_number_of_something_else_is_not_even_proposed(name):
    found = outcome(name)

    assert (found.posted, found.proposed) == ({}, [])


def test_account_in_groups_is_read_whole():
    found = outcome("account-in-groups-is-read-whole")

    assert found.posted == {}
    assert found.proposed == ["987654331"]


def test_school_pays_its_contract_through_the_treasury():
    found = outcome("school-pays-its-contract-through-the-treasury")

    assert found.posted == {"360045001": Decimal("20000.00")}
    assert Payment.objects.get().contract == Account.objects.get(number="360045001").contract


def test_account_called_a_contract_is_proposed():
    found = outcome("account-called-contract-is-proposed")

    assert (found.posted, found.proposed) == ({}, ["987654331"])


def test_two_contracts_wait_and_both_are_proposed():
    found = outcome("two-contracts-wait")

    assert found.posted == {}
    assert set(found.proposed) == {"360047001", "360045001"}
