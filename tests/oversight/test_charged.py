"""What was charged and the inventory by stage agree with a reading charge by charge."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.oversight.conftest import MARCH, asked, close, debtor, open_case, pay
from tests.screens.test_budgets import queries_of
from webapp.billing.models import Charge
from webapp.oversight import registry
from webapp.oversight.declarations import Table
from webapp.payments.models import Allocation
from webapp.recovery.models import CaseCharge
from webapp.staff.models import User

pytestmark = pytest.mark.django_db
FIRST = date(2025, 12, 1)
WAYS = ["month", "party_kind", "service", "supplier", "district"]


@pytest.fixture
def charged(head: User) -> None:
    """Some pay in part, some are in recovery; of two services, kinds and districts."""
    water = factories.create_service(code="water", name="Водоснабжение")
    south = factories.create_district(code="south", name="Южный")
    claimed = debtor()
    open_case(claimed)
    part = debtor(district=south)
    factories.create_charge(account=part, period=date(2026, 1, 1), service=water)
    pay(part, "700.00", on=MARCH, by=head)
    debtor(party=factories.create_organization(), monthly="9000.00")


def report(code: str, user: User, way: str) -> Table:
    overview = registry.overview(code=code)
    assert overview is not None
    return overview.read(asked(user, first=FIRST, last=MARCH, way=way))


def behind(code: str, user: User, way: str, key: str) -> Table:
    overview = registry.overview(code=code)
    assert overview is not None
    return overview.behind(asked(user, first=FIRST, last=MARCH, way=way), key)


def read_slowly() -> list[Decimal]:
    sums = [Decimal(0)] * 5
    for charge in Charge.objects.filter(period__gte=FIRST, period__lte=MARCH):
        parts = Allocation.objects.filter(charge=charge, payment__paid_on__lte=MARCH)
        paid = charge.paid_before + sum((one.amount for one in parts), Decimal(0))
        debt = charge.amount - paid
        overdue = debt if charge.due_date < MARCH else Decimal(0)
        is_claimed = CaseCharge.objects.filter(charge=charge, is_open=True).exists()
        known = (charge.amount, paid, debt, overdue, overdue if is_claimed else Decimal(0))
        sums = [one + more for one, more in zip(sums, known, strict=True)]
    return sums


@pytest.mark.parametrize("way", WAYS)
def test_what_was_charged_agrees_with_a_reading_charge_by_charge(
    head: User, charged: None, way: str
) -> None:
    table = report("charged", head, way)

    assert [cell.value for cell in table.total[2:7]] == read_slowly()
    for number in range(2, 7):
        assert sum(row[number].value for row in table.rows) == table.total[number].value
    for row in table.rows:
        opened = behind("charged", head, way, row[1].key)
        assert len(opened.rows) == row[1].value
        assert [cell.value for cell in opened.total[2:]] == [cell.value for cell in row[2:7]]
        assert len(behind("charged", head, way, row[7].key).rows) == row[7].value


def test_what_was_given_up_stands_apart_in_the_inventory_by_stage(head: User) -> None:
    open_case(debtor(monthly="1000.00"))
    given_up = open_case(debtor(monthly="2000.00"))
    debtor(monthly="3000.00")
    close(given_up, on=MARCH)
    type(given_up).objects.filter(pk=given_up.pk).update(close_reason="WRITTEN_OFF")

    table = report("ageing", head, "stage")

    sums = {str(row[0].value): row[-1].value for row in table.rows}
    assert sums == {"не во взыскании": 9000, "Уведомление": 3000, "Списано": 6000}
    assert table.total[-1].value == 18000
    for row in table.rows:
        assert behind("ageing", head, "stage", row[-1].key).total[-1].value == row[-1].value


@pytest.mark.parametrize("code", ["charged", "ageing", "plans", "courts"])
def test_a_report_takes_as_many_queries_for_many_debtors_as_for_few(
    head: User, charged: None, client_of, code: str
) -> None:
    client, page = client_of(head), f"/office/reports/{code}/?way=stage"
    few = queries_of(client, page)

    for _number in range(8):
        open_case(debtor())

    assert queries_of(client, page) <= few
