"""What payments cover changes what is owed; what is owed now is written down once."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


FILLED = """
INSERT INTO billing_owed (charge_id, account_id, service_id, period, due_date, debt)
SELECT charge.id, account_id, service_id, period, due_date,
    charge.amount - paid_before - denied - COALESCE(paid.amount, 0)
FROM billing_charge AS charge LEFT JOIN (
    SELECT charge_id, SUM(allocation.amount) AS amount FROM payments_allocation AS allocation
    JOIN payments_payment AS payment ON payment.id = payment_id
    WHERE payment.status = 'POSTED' GROUP BY charge_id
) AS paid ON paid.charge_id = charge.id
WHERE kind = 'PRINCIPAL' AND charge.amount > paid_before + denied + COALESCE(paid.amount, 0)
ON CONFLICT (charge_id) DO UPDATE SET debt = EXCLUDED.debt
"""


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0007_what_is_owed'),
        ('payments', '0011_money_under_a_writ'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='owed_by_allocation', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM billing_owe(COALESCE(NEW.charge_id, OLD.charge_id)); RETURN NULL;', hash='181af92fb1267c0529488b0baaaf81fe3d25141e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_owed_by_allocation_7a927', table='payments_allocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='owed_by_status', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        PERFORM billing_owe(charge_id) FROM payments_allocation WHERE payment_id = NEW.id;\n        RETURN NULL;\n    ', hash='13d3559a707a78d6c5c277bbc19bc7f66eca1887', operation='UPDATE OF "status"', pgid='pgtrigger_owed_by_status_e47ee', table='payments_payment', when='AFTER')),
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
    ]
