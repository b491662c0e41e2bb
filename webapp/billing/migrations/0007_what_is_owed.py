"""The database keeps what is unpaid: who owes need not be found among all charges."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models


# the row of the charge is locked first: who waited for it sees what the other has written
OWE = """
CREATE FUNCTION billing_owe(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE charge billing_charge; unpaid numeric;
BEGIN
    SELECT * INTO charge FROM billing_charge WHERE id = which FOR NO KEY UPDATE;
    SELECT charge.amount - charge.paid_before - charge.denied - (
        SELECT COALESCE(SUM(allocation.amount), 0) FROM payments_allocation AS allocation
        JOIN payments_payment AS payment ON payment.id = allocation.payment_id
        WHERE allocation.charge_id = charge.id AND payment.status = 'POSTED') INTO unpaid;
    IF charge.kind = 'PRINCIPAL' AND unpaid > 0 THEN
        INSERT INTO billing_owed (charge_id, account_id, service_id, period, due_date, debt)
        VALUES (which, charge.account_id, charge.service_id, charge.period, charge.due_date, unpaid)
        ON CONFLICT (charge_id) DO UPDATE SET account_id = EXCLUDED.account_id,
            service_id = EXCLUDED.service_id, period = EXCLUDED.period,
            due_date = EXCLUDED.due_date, debt = EXCLUDED.debt;
    ELSE
        DELETE FROM billing_owed WHERE charge_id = which;
    END IF;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0006_denied_by_a_court'),
        ('contracts', '0005_people_are_called'),
    ]

    operations = [
        ValidateConstraint(
            model_name='charge',
            name='billing_charge_denied',
        ),
        migrations.CreateModel(
            name='Owed',
            fields=[
                ('charge', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='owed', serialize=False, to='billing.charge')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.account')),
                ('service', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.service')),
                ('period', models.DateField()),
                ('due_date', models.DateField()),
                ('debt', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RunSQL(OWE, "DROP FUNCTION billing_owe(bigint)"),
        pgtrigger.migrations.AddTrigger(
            model_name='charge',
            trigger=pgtrigger.compiler.Trigger(name='owed_by_charge', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM billing_owe(NEW.id); RETURN NULL;', hash='2cd90c3e4e5fd6ecacf18b72ef3ba246b486a91c', operation='INSERT OR UPDATE', pgid='pgtrigger_owed_by_charge_e0432', table='billing_charge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='charge',
            trigger=pgtrigger.compiler.Trigger(name='owed_no_more', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM billing_owed WHERE charge_id = OLD.id; RETURN OLD;', hash='927b3fd75895f6dbcd7a6afe1407b6b73d458009', operation='DELETE', pgid='pgtrigger_owed_no_more_199f1', table='billing_charge', when='BEFORE')),
        ),
    ]
