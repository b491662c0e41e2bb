"""What the database itself keeps of payments: triggers on their tables.

The text of a trigger is hashed, so the SQL keeps the indents it was first written with.
"""

import pgtrigger

from webapp.billing import owing
from webapp.staff import history

# What a closed period promises is the money received in it. Whose that money is may be found out,
# and corrected, later. The parts of a divided payment are no money of their own: they make the
# whole, which the trigger of parts watches over.
MOVED_ONLY = """(
    TG_OP = 'INSERT' AND NEW.parent_id IS NOT NULL
    OR TG_OP = 'UPDATE' AND NEW.paid_on = OLD.paid_on AND NEW.amount = OLD.amount
        AND ((NEW.status = 'REVERSED') = (OLD.status = 'REVERSED') OR NEW.parent_id = OLD.parent_id)
)"""

_WOULD_HAVE_BROUGHT_LESS = history.violation(
    "payments_allocation_within_payment",
    message="'more is allocated from payment ' || NEW.id || ' than it would have brought'",
)
_PARTS_DIFFER = history.violation(
    "payments_payment_parts_make_the_whole",
    message="'the parts of payment ' || whole.id || ' do not make the whole'",
)
_OWES_LESS = history.violation(
    "payments_allocation_within_charge",
    message="'more is allocated to charge ' || NEW.charge_id || ' than it owes'",
)
_BROUGHT_LESS = history.violation(
    "payments_allocation_within_payment",
    message="'more is allocated from payment ' || NEW.payment_id || ' than it brought'",
)
_FROM_PAYMENT = "SELECT SUM(amount) FROM payments_allocation WHERE payment_id"
_TO_CHARGE = "SELECT SUM(amount) FROM payments_allocation WHERE charge_id"
_WAS_WHOLE = "(TG_OP = 'INSERT' OR OLD.status <> 'DIVIDED')"
_OF_WHOLE = "payments_payment WHERE id = COALESCE(NEW.parent_id, NEW.id)"
_IS_PART = "parent_id = whole.id AND status = 'POSTED' AND paid_on = whole.paid_on"
_DIVIDED_AMOUNT = "CASE whole.status WHEN 'DIVIDED' THEN whole.amount ELSE 0 END"
_OF_CHARGE = "billing_charge WHERE id = NEW.charge_id"
_OF_PAYMENT = "payments_payment WHERE id = NEW.payment_id"

COVERED = owing.told_of(
    "allocation",
    pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    "COALESCE(NEW.charge_id, OLD.charge_id)",
)
STANDS = pgtrigger.Trigger(
    name="owed_by_status",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("status"),  # type: ignore[no-untyped-call]
    func="""
        PERFORM billing_owe(charge_id) FROM payments_allocation WHERE payment_id = NEW.id;
        RETURN NULL;
    """,
)
COVERS_ALLOCATIONS = pgtrigger.Trigger(
    name="covers_allocations",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("amount"),  # type: ignore[no-untyped-call]
    # An allocation locks the row of its payment: neither sees a sum the other is changing.
    func=f"""
                    IF ({_FROM_PAYMENT} = NEW.id) > NEW.amount THEN
                        {_WOULD_HAVE_BROUGHT_LESS}
                    END IF;
                    RETURN NULL;
                """,
)
PARTS_MAKE_THE_WHOLE = pgtrigger.Trigger(
    name="parts_make_the_whole",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    timing=pgtrigger.Deferred,
    declare=[("whole", "RECORD"), ("parts", "NUMERIC")],
    func=f"""
                    IF NEW.parent_id IS NULL AND NEW.status <> 'DIVIDED' AND {_WAS_WHOLE} THEN
                        RETURN NULL;
                    END IF;
                    SELECT id, amount, paid_on, status INTO whole FROM {_OF_WHOLE};
                    SELECT COALESCE(SUM(amount), 0) INTO parts
                        FROM payments_payment WHERE {_IS_PART};
                    IF (parts <> {_DIVIDED_AMOUNT}) OR NEW.paid_on <> whole.paid_on THEN
                        {_PARTS_DIFFER}
                    END IF;
                    RETURN NULL;
                """,
)
WITHIN_SUMS = pgtrigger.Trigger(
    name="within_sums",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("free", "NUMERIC")],
    # The row locks make two transactions that allocate to one charge wait for each other.
    func=f"""
                    SELECT amount - paid_before - denied INTO free
                        FROM {_OF_CHARGE} FOR NO KEY UPDATE;
                    IF ({_TO_CHARGE} = NEW.charge_id) > free THEN
                        {_OWES_LESS}
                    END IF;
                    SELECT amount INTO free FROM {_OF_PAYMENT} FOR NO KEY UPDATE;
                    IF ({_FROM_PAYMENT} = NEW.payment_id) > free THEN
                        {_BROUGHT_LESS}
                    END IF;
                    RETURN NEW;
                """,
)
