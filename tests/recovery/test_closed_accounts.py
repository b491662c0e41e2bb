"""Who has left still owes, but has no supply to be warned of."""

from tests import factories
from tests.recovery.living import START
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.recovery.operations import sweep
from webapp.recovery.queries import debtors
from webapp.tasks.models import Task


def test_the_debt_of_a_closed_account_is_taken_up_and_goes_to_court_without_a_warning_or_a_crew(
    begin,
):
    life = begin()
    Account.objects.filter(pk=life.account.pk).update(closed_on=START)

    life.go(until="make:court_order_application")

    assert not Document.objects.filter(kind="restriction_warning").exists()
    assert not Task.objects.filter(kind="restriction").exists()


def test_the_sweep_takes_the_debt_of_a_closed_account(begin):
    begin()
    gone = factories.create_debtor(months=3, today=START, closed_on=START)

    sweep.sweep(today=START)

    assert Case.objects.filter(account=gone).exists()


def test_a_closed_account_is_no_account_to_restrict(begin):
    life = begin()
    criteria = debtors.Criteria(on=START, only_restrictable=True)
    before = debtors.find(criteria=criteria, user=life.by).count

    Account.objects.filter(pk=life.account.pk).update(closed_on=START)

    assert (before, debtors.find(criteria=criteria, user=life.by).count) == (1, 0)
