"""Counting calls, in the database: every web process counts the same."""

from datetime import datetime, timedelta

from django.db import connection

from webapp.api.models import CallCount

_FORGOTTEN_AFTER = timedelta(days=1)


def count(*, caller: str, now: datetime) -> int:
    """Count a call and return how many there were in this minute, this one included."""
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO api_callcount AS known (caller, minute, calls) VALUES (%s, %s, 1)
            ON CONFLICT (caller) DO UPDATE SET minute = EXCLUDED.minute,
                calls = CASE WHEN known.minute = EXCLUDED.minute THEN known.calls + 1 ELSE 1 END
            RETURNING calls
            """,
            [caller, minute],
        )
        calls = int(cursor.fetchone()[0])
    if calls == 1:
        CallCount.objects.filter(minute__lt=now - _FORGOTTEN_AFTER).delete()
    return calls
