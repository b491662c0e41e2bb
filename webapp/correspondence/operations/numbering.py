"""Numbers of papers and cases."""

from datetime import date

from django.db import connection


def next_number(*, series: str, on: date) -> str:
    """Take the next number of a series in the year of a day: ``УВ-000123/2026``. A number taken and not used leaves a gap.

    A database sequence stands behind each series and year, so that two papers made at once never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT correspondence_next_number(%s, %s)", [series, on.year])
        [taken] = cursor.fetchone()
    return f"{series}-{taken:06d}/{on.year}"
