"""Numbers of papers and cases: without gaps, never given twice."""

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from webapp.correspondence.models import NumberSeries

# One statement: two that begin a series together take different numbers.
_TAKE = """
INSERT INTO correspondence_numberseries AS known (series, year, last) VALUES (%s, %s, %s)
ON CONFLICT (series, year) DO UPDATE SET last = known.last + EXCLUDED.last
RETURNING last
"""


def next_number(*, series: str, on: date) -> str:
    """Take the next number of a series in the year of a day: ``УВ-000123/2026``.

    The number is the transaction's: undone, it goes to whoever asks next. Until the transaction
    ends others of the series wait, so it is taken last, when all that takes time has been found
    out.
    """
    [number] = next_numbers(series=series, on=on, count=1)
    return number


def next_numbers(*, series: str, on: date, count: int) -> list[str]:
    """Take the next few numbers of a series at once; nobody waits for none."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, on.year, count])
        [last] = cursor.fetchone() or [0]
    return [f"{series}-{taken:06d}/{on.year}" for taken in range(last - count + 1, last + 1)]


@transaction.atomic
def push_ahead(*, by: int, on: date, series: Collection[str] = ()) -> dict[str, int]:
    """Leave ``by`` numbers unused in every series of the year of a day and in
    those named, even if not begun yet.

    After a backup was restored: nobody knows which numbers have left the house since. Return the
    last number passed over by series.
    """
    begun = NumberSeries.objects.filter(year=on.year)
    missing = [NumberSeries(series=name, year=on.year) for name in series]
    NumberSeries.objects.bulk_create(missing, ignore_conflicts=True)
    begun.update(last=F("last") + by)
    return dict(begun.order_by("series").values_list("series", "last"))
