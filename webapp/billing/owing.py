"""How the database keeps what is owed: ``billing_owe`` is told of each charge of which it changes.

The function is in the migrations. It counts as ``queries.debt_by_charge`` does, of any day.
"""

import pgtrigger

FORGOTTEN = pgtrigger.Trigger(
    name="owed_no_more",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="DELETE FROM billing_owed WHERE charge_id = OLD.id; RETURN OLD;",
)


def told_of(what: str, operation: pgtrigger.Operation, charge: str) -> pgtrigger.Trigger:
    """Return the trigger of a table that changes what is owed for a charge."""
    return pgtrigger.Trigger(
        name=f"owed_by_{what.lower()}",
        when=pgtrigger.After,
        operation=operation,
        func=f"PERFORM billing_owe({charge}); RETURN NULL;",
    )
