"""What money asks of tables that know nothing of it.

Charges and accounts, guarded by triggers of the database.
"""

import pgtrigger
from django.utils.translation import gettext_lazy as _

from webapp.billing.models import Charge
from webapp.contracts.models import DEBTOR_CONSTRAINT, Account
from webapp.staff import history

_OWES_LESS = history.violation(
    "payments_allocation_within_charge",
    message="'more is allocated to charge ' || NEW.id || ' than it would owe'",
)
_OWES = history.violation(
    DEBTOR_CONSTRAINT,
    message="'account ' || NEW.number || ' owes: its customer cannot be replaced'",
)
_ALLOCATED = "SELECT SUM(amount) FROM payments_allocation WHERE charge_id = NEW.id"
_ALLOCATIONS = (
    "payments_allocation allocation "
    "JOIN payments_payment payment ON payment.id = allocation.payment_id"
)


class PaidCharge(Charge):
    """A charge as money sees it.

    What is laid on it is never more than it owes, whatever becomes of its sum.
    """

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("charge that is paid")
        verbose_name_plural = _("charges that are paid")
        triggers = [
            pgtrigger.Trigger(
                name="covers_allocations",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "amount",
                    "paid_before",
                    "denied",
                ),
                # An allocation locks the row of its charge: neither sees a sum the other is
                # changing.
                func=f"""
                    IF ({_ALLOCATED}) > NEW.amount - NEW.paid_before - NEW.denied THEN
                        {_OWES_LESS}
                    END IF;
                    RETURN NULL;
                """,
            )
        ]


class OwingAccount(Account):
    """An account as money sees it.

    While something is unpaid, its customer stays, for a charge is owed by whom it was charged to.
    """

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("account that owes")
        verbose_name_plural = _("accounts that owe")
        triggers = [
            pgtrigger.Trigger(
                name="debtor_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__party__df=pgtrigger.F("new__party")),
                func=f"""
                    IF EXISTS (
                        SELECT FROM billing_charge charge
                        WHERE charge.account_id = NEW.id
                          AND charge.amount - charge.paid_before - charge.denied > (
                            SELECT COALESCE(SUM(allocation.amount), 0)
                            FROM {_ALLOCATIONS}
                            WHERE allocation.charge_id = charge.id AND payment.status = 'POSTED'
                        )
                    ) THEN
                        {_OWES}
                    END IF;
                    RETURN NEW;
                """,
            )
        ]
