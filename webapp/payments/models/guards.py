"""What money asks of tables that know nothing of it: charges and accounts, guarded by triggers of the database."""

import pgtrigger
from django.utils.translation import gettext_lazy as _

from webapp.billing.models import Charge
from webapp.contracts.models import DEBTOR_CONSTRAINT, Account


class PaidCharge(Charge):
    """A charge as money sees it: what is laid on it is never more than it owes, whatever becomes of its sum."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("charge that is paid")
        verbose_name_plural = _("charges that are paid")
        triggers = [
            pgtrigger.Trigger(
                name="covers_allocations",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("amount", "paid_before"),  # type: ignore[no-untyped-call]
                # An allocation locks the row of its charge: neither sees a sum the other is changing.
                func="""
                    IF (SELECT SUM(amount) FROM payments_allocation WHERE charge_id = NEW.id) > NEW.amount - NEW.paid_before THEN
                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_allocation_within_charge',
                            MESSAGE = 'more is allocated to charge ' || NEW.id || ' than it would owe';
                    END IF;
                    RETURN NULL;
                """,
            )
        ]


class OwingAccount(Account):
    """An account as money sees it: while something is unpaid, its customer stays, for a charge is owed by whom it was charged to."""

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
                        WHERE charge.account_id = NEW.id AND charge.amount - charge.paid_before > (
                            SELECT COALESCE(SUM(allocation.amount), 0)
                            FROM payments_allocation allocation JOIN payments_payment payment ON payment.id = allocation.payment_id
                            WHERE allocation.charge_id = charge.id AND payment.status = 'POSTED'
                        )
                    ) THEN
                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{DEBTOR_CONSTRAINT}',
                            MESSAGE = 'account ' || NEW.number || ' owes: its customer cannot be replaced';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]
