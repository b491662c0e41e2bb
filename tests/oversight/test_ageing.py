"""The age of debts agrees with a reading charge by charge, and with the list that a sum opens."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from dateutil.relativedelta import relativedelta

from tests import factories
from tests.oversight.conftest import MARCH, asked, debtor, pay
from webapp.billing.models import Charge
from webapp.oversight import registry
from webapp.oversight.declarations import Cell, Table
from webapp.payments.models import Allocation
from webapp.recovery.forms.criteria import DebtorsForm
from webapp.recovery.queries import debtors
from webapp.recovery.queries.ages import AGES
from webapp.staff.models import User

pytestmark = pytest.mark.django_db
DAYS = (1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, 1000, 1095, 1096, 1097, 2000)


@pytest.fixture
def owing(head: User) -> None:
    """Debts on both sides of every border, of two services and two districts; one paid in part."""
    water = factories.create_service(code="water", name="Водоснабжение")
    south = factories.create_district(code="south", name="Южный")
    for number, days in enumerate(DAYS):
        of_the_south = {"district": south} if number % 2 else {}
        account = factories.create_account(**of_the_south)
        due = MARCH - timedelta(days=days)
        service = water if number % 3 == 0 else factories.create_service()
        period = factories.previous_month(due)
        factories.create_charge(
            account=account,
            period=period,
            due_date=due,
            service=service,
            amount=Decimal("100.10") + number,
        )
    firm = debtor(party=factories.create_organization())
    pay(firm, "700.00", on=MARCH, by=head)


def ageing(user: User, way: str, **more: object) -> Table:
    overview = registry.overview(code="ageing")
    assert overview is not None
    return overview.read(asked(user, first=MARCH, last=MARCH, way=way, **more))


def read_slowly() -> list[Decimal]:
    sums = [Decimal(0)] * len(AGES)
    for charge in Charge.objects.filter(due_date__lt=MARCH):
        parts = Allocation.objects.filter(charge=charge, payment__paid_on__lte=MARCH)
        left = charge.amount - charge.paid_before - sum((one.amount for one in parts), Decimal(0))
        sums[place(charge.due_date)] += left
    return sums


def place(due: date) -> int:
    """Return which range a due day falls into."""
    if due + relativedelta(years=3) < MARCH:
        return len(AGES) - 1
    late = (MARCH - due).days
    return next(number for number, last in enumerate((30, 60, 90, 180, 365, 9999)) if late <= last)


@pytest.mark.parametrize("way", ["party_kind", "service", "district"])
def test_every_range_agrees_with_a_reading_charge_by_charge(
    head: User, owing: None, way: str
) -> None:
    table = ageing(head, way)

    by_age = [cell.value for cell in table.total[2:-1]]
    assert by_age == read_slowly()
    assert table.total[-1].value == sum(by_age)
    for number in range(2, len(table.columns)):
        assert sum(row[number].value for row in table.rows) == table.total[number].value


@pytest.mark.parametrize("way", ["party_kind", "service", "district"])
def test_a_sum_opens_the_debtors_who_owe_exactly_that(head: User, owing: None, way: str) -> None:
    table = ageing(head, way)

    for row in (*table.rows, table.total):
        assert found(head, row[1]).count == row[1].value
        for cell in row[2:]:
            assert found(head, cell).overdue_debt == cell.value


def found(user: User, cell: Cell) -> debtors.billing.Debtors:
    query = {name: one for name, [one] in parse_qs(urlsplit(cell.link).query).items()}
    form = DebtorsForm(query, user=user)
    return debtors.find(criteria=form.criteria(), user=user)


def test_three_years_from_the_last_of_february_end_on_the_last_of_february(head: User) -> None:
    barred = AGES[-1]

    assert barred.due(on=date(2027, 3, 1))[1] == date(2024, 3, 1)
    assert barred.due(on=date(2028, 2, 29))[1] == date(2025, 3, 1)
    assert barred.due(on=date(2028, 2, 28))[1] == date(2025, 2, 28)


def test_an_account_that_owes_for_two_services_is_counted_once(head: User) -> None:
    account = debtor()
    water = factories.create_service(code="water", name="Водоснабжение")
    factories.create_charge(account=account, period=date(2025, 11, 1), service=water)

    table = ageing(head, "service")
    assert [row[1].value for row in table.rows] == [1, 1]
    assert table.total[1].value == 1
