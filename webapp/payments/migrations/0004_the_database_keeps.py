import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0003_the_database_keeps'),
        ('payments', '0003_refunds_and_likeness'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='RefundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('natural_key', models.CharField(max_length=80)),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('document_number', models.CharField(blank=True, max_length=40, verbose_name='document')),
                ('receiver_inn', models.CharField(blank=True, max_length=12, verbose_name="receiver's ИНН")),
                ('receiver_bank_account', models.CharField(blank=True, max_length=20)),
                ('purpose', models.TextField(blank=True, verbose_name='purpose')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.refund')),
                ('statement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.statement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PaidCharge',
            fields=[
            ],
            options={
                'verbose_name': 'charge that is paid',
                'verbose_name_plural': 'charges that are paid',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('billing.charge',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='is_a_fact', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."charge_id" IS DISTINCT FROM (NEW."charge_id") OR NEW."amount" < (OLD."amount"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3e44cb52e1f23b6d81b9f5fc1323796d488407f6', operation='UPDATE', pgid='pgtrigger_is_a_fact_6766b', table='payments_allocation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='f1582829830101417368a097080530dba9cac2a7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_de5d3', table='payments_allocation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocationevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='7696c5bbad62d9da70185348a19a9932b24ad90d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_17eee', table='payments_allocationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b208e37908e2ce20f97c2baa1c46f9809e944c4e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dd64b', table='payments_allocationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmedpayer',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='c8c14b3a34b4c3254acc7e94403e32be7c109f79', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d16a8', table='payments_confirmedpayer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmedpayerevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='cd6cc976e757207495c2ba4646eae2b17094a397', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d093d', table='payments_confirmedpayerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmedpayerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='593f70841cd7e9633941003a0ae1949f260826d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c4114', table='payments_confirmedpayerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='covers_allocations', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT SUM(amount) FROM payments_allocation WHERE payment_id = NEW.id) > NEW.amount THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_allocation_within_payment',\n                            MESSAGE = 'more is allocated from payment ' || NEW.id || ' than it would have brought';\n                    END IF;\n                    RETURN NULL;\n                ", hash='58f0dd42a1578214e336fe48e54c62a6e684ec2e', operation='UPDATE OF "amount"', pgid='pgtrigger_covers_allocations_acab9', table='payments_payment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='7b837b893f782a4dc31142df4c648b2bd06cfc66', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8c0f4', table='payments_payment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='76a3c813e5d53f593c6d560131aa43b9896cc648', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_6e78b', table='payments_paymentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='899bbfbff907f735235a7313123b9775d62e0a14', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20207', table='payments_paymentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "payments_refundevent" ("amount", "document_number", "id", "natural_key", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "receiver_bank_account", "receiver_inn", "statement_id") VALUES (OLD."amount", OLD."document_number", OLD."id", OLD."natural_key", OLD."paid_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."purpose", OLD."receiver_bank_account", OLD."receiver_inn", OLD."statement_id"); RETURN NULL;', hash='55dd770e5ec3bc4286bd336ac352e1d788c5bdcd', operation='UPDATE', pgid='pgtrigger_update_update_1c17b', table='payments_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "payments_refundevent" ("amount", "document_number", "id", "natural_key", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "receiver_bank_account", "receiver_inn", "statement_id") VALUES (OLD."amount", OLD."document_number", OLD."id", OLD."natural_key", OLD."paid_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."receiver_bank_account", OLD."receiver_inn", OLD."statement_id"); RETURN NULL;', hash='8719844ddbee3c948125c5fb1c01047a964366da', operation='DELETE', pgid='pgtrigger_delete_delete_28c57', table='payments_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='494d5c7abf2475ff1f1055a709676a5284d49d6e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0e63b', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paidcharge',
            trigger=pgtrigger.compiler.Trigger(name='covers_allocations', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT SUM(amount) FROM payments_allocation WHERE charge_id = NEW.id) > NEW.amount - NEW.paid_before THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_allocation_within_charge',\n                            MESSAGE = 'more is allocated to charge ' || NEW.id || ' than it would owe';\n                    END IF;\n                    RETURN NULL;\n                ", hash='135015cd95c9620e899738ff7af9cf18b43ae288', operation='UPDATE OF "amount", "paid_before"', pgid='pgtrigger_covers_allocations_5595a', table='billing_charge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='789a13dfb43e04f73b52916e42160f7026118e74', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_415c0', table='payments_refundevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7cf1b09faaeb257abbb702d0c27edf94016ca5fb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a07e', table='payments_refundevent', when='BEFORE')),
        ),
    ]
