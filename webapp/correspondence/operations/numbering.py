"""Numbers of papers and cases."""

from datetime import date

from django.db import connection


def next_number(*, series: str, on: date) -> str:
    """Take the next number of a series in the year of a day: ``УВ-000123/2026``. A number taken and not used leaves a gap.

    A database sequence stands behind each series and year, so that two papers made at once never wait for each other.
    """
    [number] = next_numbers(series=series, on=on, count=1)
    return number


def next_numbers(*, series: str, on: date, count: int) -> list[str]:
    """Take the next few numbers of a series at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT correspondence_next_number(%s, %s) FROM generate_series(1, %s)",
            [series, on.year, count],
        )
        return [f"{series}-{taken:06d}/{on.year}" for (taken,) in cursor.fetchall()]
