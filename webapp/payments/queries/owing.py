"""Who owes exactly a sum: money that names nobody may still tell whose it is."""

from collections.abc import Collection
from decimal import Decimal

from django.db import connection

FEW = 3
"""More accounts than this with one debt tell nobody apart."""
ROUND = 100
"""Roubles: sums of whole hundreds are paid by everybody and tell nobody apart."""
# of services the database keeps what is owed; of awards, which are few, it is counted
_OWED = """
    SELECT account_id, SUM(debt) AS owed
    FROM (
        SELECT account_id, debt FROM billing_owed
        UNION ALL
        SELECT account_id, amount - paid_before - denied - COALESCE((
            SELECT SUM(amount) FROM payments_allocation WHERE charge_id = billing_charge.id
        ), 0)
        FROM billing_charge
        WHERE kind <> 'PRINCIPAL' AND amount > paid_before + denied
    ) AS unpaid
    GROUP BY account_id
    HAVING SUM(debt) = ANY(%s)
    ORDER BY account_id
"""


def exactly(amounts: Collection[Decimal]) -> list[tuple[int, Decimal]]:
    """Return the accounts whose whole debt is one of the sums, each with its debt."""
    if not amounts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [list(amounts)])
        return [(account_id, owed) for account_id, owed in cursor.fetchall()]
