"""Who owes exactly a sum: money that names nobody may still tell whose it is."""

from collections.abc import Collection
from decimal import Decimal

from django.db import connection

FEW = 3
"""More accounts than this with one debt tell nobody apart."""
ROUND = 100
"""Roubles: sums of whole hundreds are paid by everybody and tell nobody apart."""
_OWED = """
    SELECT account_id, SUM(amount - paid_before - denied - COALESCE(paid, 0)) AS owed
    FROM billing_charge
    LEFT JOIN (
        SELECT charge_id, SUM(amount) AS paid FROM payments_allocation GROUP BY charge_id
    ) AS allocated ON charge_id = id
    WHERE amount > paid_before + denied
    GROUP BY account_id
    HAVING SUM(amount - paid_before - denied - COALESCE(paid, 0)) = ANY(%s)
    ORDER BY account_id
"""


def exactly(amounts: Collection[Decimal]) -> list[tuple[int, Decimal]]:
    """Return the accounts whose whole debt is one of the sums, each with its debt."""
    if not amounts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [list(amounts)])
        return [(account_id, owed) for account_id, owed in cursor.fetchall()]
