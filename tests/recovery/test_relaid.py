"""What one of several paid by his own writ is his payment, and none of the others'."""

from datetime import date
from decimal import Decimal

import pytest

from webapp.recovery.queries import relaid
from webapp.recovery.queries.claims import ClaimedCharge

MAY, JUNE = date(2026, 5, 12), date(2026, 6, 12)


def month(number: int, *payments: tuple[date, int]) -> ClaimedCharge:
    return ClaimedCharge(
        charge_id=number,
        account_number="1",
        service="Электроснабжение",
        service_code="electricity",
        period=date(2026, number, 1),
        due=date(2026, number + 1, 10),
        charged=Decimal(1_000),
        paid_before=Decimal(0),
        payments=tuple((day, Decimal(amount)) for day, amount in payments),
    )


MONTHS = (month(1, (MAY, 300), (JUNE, 400)), month(2, (JUNE, 100)), month(3))


@pytest.mark.parametrize("debt", [0, 1, 900, 2_200, 2_400, 2_699, 2_700, 3_000])
def test_so_much_is_left_as_is_owed_and_no_month_is_paid_twice(debt: int) -> None:
    rows = relaid.owing(MONTHS, Decimal(debt))

    assert sum(row.debt for row in rows) == debt
    assert all(0 <= row.debt <= row.charged for row in rows)


def test_what_others_paid_is_taken_off_the_newest_payments_first() -> None:
    first, second, third = relaid.owing(MONTHS, Decimal(2_600))

    assert first.payments == ((MAY, 300), (JUNE, 100))
    assert (second.payments, third.payments) == ((), ())


def test_what_he_paid_himself_is_laid_on_the_earliest_month_first() -> None:
    first, second, third = relaid.owing(MONTHS, Decimal(1_500))

    assert first.payments == ((MAY, 300), (JUNE, 400), (JUNE, 300))
    assert (second.debt, third.debt) == (500, 1_000)
