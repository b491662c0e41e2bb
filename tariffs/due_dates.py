"""Until which day a month is paid for.

Citizens: Housing Code art. 155 p. 1 (the 10th, since 177-FZ of 24.06.2025 the 15th). Business: PP
442 p. 82, PP 808 p. 33; managing companies: PP 124 p. 25; else the contract.
"""

from datetime import date

from tariffs import inputs
from tariffs.parameters import series

BUSINESS_SERVICES = ("electricity", "heat")


def due_date(*, period: date) -> date:
    """Give the last day to pay for the month that begins on `period`.

    February 2026 is the first month of the 15th (Минстрой, 20.02.2026, № 9202-ДН/04).
    A day off moves it further: :func:`tariffs.calendar.next_working`.

    >>> due_date(period=date(2026, 1, 1)), due_date(period=date(2026, 2, 1))
    (datetime.date(2026, 2, 10), datetime.date(2026, 3, 15))

    :raises UnableToCalculate: when the period is not the first day of a month.
    :raises NotInForce: when the period is older than the Housing Code.
    """
    return _in_next_month(period, "due_day")


def business_due_date(*, period: date, service: str) -> date:
    """Give the last day on which business pays for the month that begins on `period`, where its
    contract names none.

    >>> business_due_date(period=date(2026, 12, 1), service="electricity")
    datetime.date(2027, 1, 18)

    :raises UnableToCalculate: when the period is not the first day of a month, or only the contract
        can tell the service's day.
    :raises NotInForce: when the period is older than the decree.
    """
    known = inputs.choice(field="service", value=service, among=BUSINESS_SERVICES)
    return _in_next_month(period, f"business_due_day.{known}")


def manager_due_date(*, period: date) -> date:
    """Give the last day on which a managing company or an owners' association pays for resources,
    where its contract names none later.

    >>> manager_due_date(period=date(2026, 12, 1))
    datetime.date(2027, 1, 15)

    :raises UnableToCalculate: when the period is not the first day of a month.
    :raises NotInForce: when the period is older than the decree.
    """
    return _in_next_month(period, "business_due_day.manager")


def bill_date(*, period: date) -> date:
    """Give the last day to hand the bill for the month over (art. 155 p. 2).

    >>> bill_date(period=date(2026, 12, 1))
    datetime.date(2027, 1, 5)

    :raises UnableToCalculate: when the period is not the first day of a month.
    :raises NotInForce: when the period is older than the Housing Code.
    """
    return _in_next_month(period, "bill_day")


def _in_next_month(period: date, name: str) -> date:
    if period.day != 1:
        raise inputs.UnableToCalculate(
            field="period",
            value=period,
            reason="must be the first day of a month",
        )
    years, month = divmod(period.month, 12)
    return date(
        period.year + years,
        month + 1,
        int(series(name).on(period).decimal()),
    )
