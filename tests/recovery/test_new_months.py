"""Months that come after a case was filed make a case of their own; no charge is ever in two open cases."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.house.processes import until
from tests.recovery.living import START, Life, open_case, prepare
from webapp.contracts.models import Account
from webapp.outbox.models import Subscription
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, Recovery
from webapp.recovery.operations import opening, sweep
from webapp.recovery.queries import debtors
from workflows.process import decisions

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LATER = date(2026, 6, 1)


def add_months(account: Account, *months: date) -> None:
    for month in months:
        factories.create_charge(account=account, period=month)


def file_with_court(case: Case) -> None:
    Recovery.objects.filter(pk=case.pk).update(is_filed=True)
    Case.objects.filter(pk=case.pk).update(exclusive=None)


def test_filing_with_a_court_leaves_room_for_the_months_that_came_after(begin):
    life = begin()
    life.go(until="make:court_order_application")
    add_months(life.account, MARCH, APRIL)
    assert not life.fresh().recovery.is_filed
    assert sweep.sweep(today=LATER).count == 0

    life.go(until="ask:court_order_ruling")
    opened = sweep.sweep(today=LATER).count

    first, second = Case.objects.order_by("id")
    assert (opened, first.recovery.is_filed, second.recovery.is_filed, second.stage_kind) == (
        1,
        True,
        False,
        "notice",
    )
    assert [claim.charge.period for claim in second.claims.order_by("charge__period")] == [
        MARCH,
        APRIL,
    ]
    assert sweep.sweep(today=LATER).count == 0


def test_one_new_month_beside_a_filed_case_is_not_ripe_yet(begin):
    life = begin()
    file_with_court(life.case)
    add_months(life.account, MARCH)

    assert sweep.sweep(today=LATER).count == 0


def test_shops_under_one_contract_get_a_second_case_for_new_months(begin):
    shop = factories.create_debtor(months=2, today=START, party=factories.create_organization())
    case = open_case(shop)
    file_with_court(case)
    add_months(shop, MARCH, APRIL)

    assert sweep.sweep(today=LATER).count == 1
    assert Case.objects.filter(contract=shop.contract, closed_on=None).count() == 2


def test_a_payment_wakes_both_cases_and_covers_the_older_claim_first(begin):
    life = begin()
    file_with_court(life.case)
    add_months(life.account, MARCH, APRIL)
    second = Life(
        case=open_case(life.account, today=LATER), by=life.by, gateways=life.gateways, today=LATER
    )

    life.today = LATER
    life.pay(Decimal("4500.00"))

    assert Subscription.objects.filter(subject=f"account:{life.account.pk}").count() == 2
    assert isinstance(life.decide(), decisions.Close)
    assert not isinstance(second.decide(), decisions.Close)


def test_a_closed_case_gives_its_charges_back(begin):
    life = begin()
    with (
        pytest.raises(IntegrityError, match="recovery_casecharge_one_open_case"),
        transaction.atomic(),
    ):
        claim_again(life.case)
    Case.objects.filter(pk=life.case.pk).update(closed_on=START, close_reason="PAID", side="CLOSED")

    claim_again(life.case)

    assert CaseCharge.objects.filter(charge__account=life.account, is_open=True).count() == 3


def claim_again(case: Case) -> None:
    file_with_court(case)
    fields = {"party": case.party, "account": case.account, "opened_on": START}
    again = Case.objects.create(
        process="debt_recovery",
        number="ПИР-2",
        stage_kind="notice",
        stage_started_on=START,
        **fields,
    )
    Recovery.objects.create(case=again, scheme_version=case.recovery.scheme_version)
    for claim in case.claims.all():
        CaseCharge.objects.create(
            case=again, charge=claim.charge, debt_at_opening=claim.debt_at_opening
        )


def test_the_workbench_shows_both_cases_of_a_debtor(begin):
    life = begin()
    file_with_court(life.case)
    add_months(life.account, MARCH, APRIL)
    criteria = debtors.Criteria(on=LATER, only_new_months=True)
    before = debtors.find(criteria=criteria, user=life.by)
    second = open_case(life.account, today=LATER)

    (line,) = debtors.lines(
        found=debtors.find(criteria=debtors.Criteria(on=LATER), user=life.by).rows, on=LATER
    )

    assert [row.account_id for row in before.rows] == [life.account.pk]
    assert debtors.find(criteria=criteria, user=life.by).rows == ()
    assert [followed.case for followed in line.cases] == [life.case, second]
    assert line.debt == Decimal("7500.00")


class Clerk(threading.Thread):
    """Somebody else, with a connection of their own, who starts recovery on accounts."""

    def __init__(self, accounts: list[Account], today: date = START) -> None:
        super().__init__()
        self.accounts, self.today, self.opened = accounts, today, None

    def run(self) -> None:
        try:
            self.opened = opening.open_cases(
                account_ids=[account.pk for account in self.accounts], by=None, today=self.today
            )
        finally:
            connection.close()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_case_opened_by_somebody_at_this_moment_does_not_stop_the_others() -> None:
    prepare()
    taken, free, known = (factories.create_debtor(months=3, today=START) for _number in range(3))
    open_case(known)  # the year's first number makes its sequence

    with transaction.atomic():
        open_case(taken)
        other = Clerk([taken, free])
        other.start()
        until(somebody_waits)
    other.join()

    assert (other.opened.count, other.opened.skipped) == (1, 1)
    assert sorted(Case.objects.values_list("account", flat=True)) == sorted(
        [taken.pk, free.pk, known.pk]
    )


@pytest.mark.django_db(transaction=True)
def test_two_openings_at_one_moment_never_claim_one_charge_twice_even_when_the_first_is_filed_at_once() -> (
    None
):
    prepare()
    account = factories.create_debtor(months=3, today=START)
    file_with_court(open_case(account))
    add_months(account, MARCH, APRIL)

    with transaction.atomic():
        file_with_court(open_case(account, today=LATER))
        other = Clerk([account], LATER)
        other.start()
        until(somebody_waits)
    other.join()

    assert (other.opened.count, other.opened.skipped) == (0, 1)
    assert CaseCharge.objects.filter(is_open=True).count() == 5


@pytest.mark.django_db(transaction=True)
def test_four_people_who_start_the_same_debts_open_each_once() -> None:
    prepare()
    accounts = [factories.create_debtor(months=3, today=START) for _number in range(5)]
    clerks = [Clerk(accounts[number:] + accounts[:number]) for number in range(4)]

    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()

    assert sum(clerk.opened.count for clerk in clerks) == 5
    assert CaseCharge.objects.count() == 15
