"""What was collected agrees with a slow reading of every payment of every case."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tests.oversight.conftest import MARCH, asked, close, debtor, lawyer, move, open_case, pay
from tests.oversight.test_funnel import stays
from webapp.oversight import registry
from webapp.oversight.declarations import Asked, Table
from webapp.payments.models import Allocation
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge
from webapp.recovery.queries import labels
from webapp.staff.models import User

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 31)


@pytest.fixture
def paid(head: User) -> list[User]:
    """Two lawyers lead cases; money comes before a case, in two stages, on a day of a move, late."""
    first, second = lawyer("Абрамов"), lawyer("Белов")
    account, other, gone = debtor(), debtor(), debtor()
    pay(account, "100.00", on=MARCH, by=head)
    case = open_case(account, on=date(2026, 3, 3), by=first)
    pay(account, "200.00", on=date(2026, 3, 4), by=head)
    move(case, stage=1, on=date(2026, 3, 6))
    pay(account, "300.00", on=date(2026, 3, 6), by=head)
    open_case(other, on=date(2026, 3, 3), by=second)
    pay(other, "50.50", on=date(2026, 3, 20), by=head)
    ended = open_case(gone, on=date(2026, 3, 3), by=second)
    pay(gone, "10.00", on=date(2026, 3, 5), by=head)
    close(ended, on=date(2026, 3, 9))
    pay(gone, "20.00", on=date(2026, 3, 10), by=head)
    return [first, second]


def collected(given: Asked) -> Table:
    overview = registry.overview(code="collected")
    assert overview is not None
    return overview.read(given)


def read_slowly(*, first: date, last: date) -> dict[tuple[int, str], Decimal]:
    """Go through every allocation and ask which case, and which of its stages, it came in."""
    found: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for part in Allocation.objects.select_related("payment").order_by("id"):
        day = part.payment.paid_on
        claims = CaseCharge.objects.filter(charge=part.charge_id).order_by("-case_id")
        cases = [Case.objects.get(pk=claim.case_id) for claim in claims]
        open_then = [
            one
            for one in cases
            if one.opened_on <= day and (not one.closed_on or day <= one.closed_on)
        ]
        if not (first <= day <= last) or not open_then:
            continue
        case = open_then[0]
        kind = [kind for kind, since, _until in stays(case) if since <= day][-1]
        found[case.executor_id or 0, kind] += part.amount
    return dict(found)


def shown(table: Table) -> dict[tuple[str, str], Decimal]:
    kinds = [str(column.title) for column in table.columns[1:-1]]
    return {
        (str(row[0].value), kind): cell.value
        for row in table.rows
        for kind, cell in zip(kinds, row[1:-1], strict=True)
        if cell.value
    }


def named(sums: dict[tuple[int, str], Decimal]) -> dict[tuple[str, str], Decimal]:
    return {
        (str(User.objects.get(pk=who)), str(labels.STAGES[kind])): amount
        for (who, kind), amount in sums.items()
    }


@pytest.mark.parametrize("last", [date(2026, 3, 5), LAST])
def test_sums_agree_with_a_reading_payment_by_payment(
    head: User, paid: list[User], last: date
) -> None:
    table = collected(asked(head, first=MARCH, last=last))

    assert shown(table) == named(read_slowly(first=MARCH, last=last))


def test_what_was_paid_before_a_case_and_after_it_is_not_counted(
    head: User, paid: list[User]
) -> None:
    table = collected(asked(head, first=MARCH, last=LAST))

    assert table.total[-1].value == Decimal("560.50")


def test_money_of_the_day_of_a_move_is_of_the_stage_that_was_entered(
    head: User, paid: list[User]
) -> None:
    table = collected(asked(head, first=date(2026, 3, 6), last=date(2026, 3, 6)))

    assert list(shown(table).values()) == [Decimal("300.00")]
    assert next(iter(shown(table)))[1] == str(labels.STAGES["warning"])


def test_the_payments_behind_a_sum_make_exactly_the_sum(head: User, paid: list[User]) -> None:
    overview = registry.overview(code="collected")
    assert overview is not None
    given = asked(head, first=MARCH, last=LAST)

    table = collected(given)
    for row in (*table.rows, table.total):
        for cell in row[1:]:
            behind = overview.behind(given, cell.key)
            assert sum((one[-1].value for one in behind.rows), Decimal(0)) == cell.value
