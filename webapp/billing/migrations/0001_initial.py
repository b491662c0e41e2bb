
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.DateField(verbose_name='period')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('paid_before', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='paid before')),
                ('due_date', models.DateField(verbose_name='due date')),
                ('kind', models.CharField(choices=[('PRINCIPAL', 'Principal'), ('COSTS', 'Court costs awarded'), ('PENALTY', 'Penalty awarded')], default='PRINCIPAL', max_length=10, verbose_name='kind')),
                ('source', models.CharField(blank=True, max_length=60, verbose_name='awarded by')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='contracts.account', verbose_name='account')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contracts.service', verbose_name='service')),
            ],
            options={
                'verbose_name': 'charge',
                'verbose_name_plural': 'charges',
            },
        ),
        migrations.CreateModel(
            name='DebtLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('sha256', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField(verbose_name='loaded at')),
                ('rows_total', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('rows_loaded', models.PositiveIntegerField(default=0, verbose_name='loaded')),
                ('rows_unchanged', models.PositiveIntegerField(default=0, verbose_name='already there')),
                ('errors', models.JSONField(default=list, verbose_name='errors')),
                ('loaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='loaded by')),
            ],
            options={
                'verbose_name': 'debts registry',
                'verbose_name_plural': 'debts registries',
                'permissions': [('load_debts', 'Can load debts registries')],
            },
        ),
        migrations.CreateModel(
            name='ChargeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('period', models.DateField(verbose_name='period')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('paid_before', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='paid before')),
                ('due_date', models.DateField(verbose_name='due date')),
                ('kind', models.CharField(choices=[('PRINCIPAL', 'Principal'), ('COSTS', 'Court costs awarded'), ('PENALTY', 'Penalty awarded')], default='PRINCIPAL', max_length=10, verbose_name='kind')),
                ('source', models.CharField(blank=True, max_length=60, verbose_name='awarded by')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.account', verbose_name='account')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.charge')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.service', verbose_name='service')),
                ('load', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.debtload', verbose_name='loaded with')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='charge',
            name='load',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='billing.debtload', verbose_name='loaded with'),
        ),
        migrations.CreateModel(
            name='DebtUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField()),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'uploaded registry',
                'verbose_name_plural': 'uploaded registries',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='debtload',
            index=models.Index(fields=['-loaded_at'], name='billing_debtload_at'),
        ),
        migrations.AddIndex(
            model_name='charge',
            index=models.Index(fields=['due_date'], name='billing_charge_due'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'PRINCIPAL')), fields=('account', 'service', 'period'), name='billing_charge_once'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'PRINCIPAL'), _negated=True), fields=('source', 'kind'), name='billing_charge_awarded_once'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'PRINCIPAL'), ('source', '')), models.Q(models.Q(('kind', 'PRINCIPAL'), _negated=True), models.Q(('source', ''), _negated=True)), _connector='OR'), name='billing_charge_source'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='billing_charge_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(('paid_before__gte', 0), ('paid_before__lte', models.F('amount'))), name='billing_charge_paid_before'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(('period__day', 1)), name='billing_charge_period_is_a_month'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'PRINCIPAL'), _negated=True), ('due_date__gt', models.F('period')), _connector='OR'), name='billing_charge_due_after_period_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='charge',
            trigger=pgtrigger.compiler.Trigger(name='lock_date', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed DATE;', func="\n            SELECT closed_before INTO closed FROM staff_lockdate WHERE id = 1;\n            IF (TG_OP <> 'DELETE' AND NEW.period < closed) OR (TG_OP <> 'INSERT' AND OLD.period < closed) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_lock_date',\n                    MESSAGE = TG_TABLE_NAME || ': nothing dated before ' || closed || ' can be written';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='abe256f003257e626d1c0db1cb3fc3154a218903', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_lock_date_1f6c5', table='billing_charge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='charge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "billing_chargeevent" ("account_id", "amount", "due_date", "id", "kind", "load_id", "paid_before", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "source") VALUES (OLD."account_id", OLD."amount", OLD."due_date", OLD."id", OLD."kind", OLD."load_id", OLD."paid_before", OLD."period", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."service_id", OLD."source"); RETURN NULL;', hash='cf23a689a0d30ee5c8b8b863a824582d78c4fa21', operation='UPDATE', pgid='pgtrigger_update_update_8d336', table='billing_charge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='charge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "billing_chargeevent" ("account_id", "amount", "due_date", "id", "kind", "load_id", "paid_before", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "source") VALUES (OLD."account_id", OLD."amount", OLD."due_date", OLD."id", OLD."kind", OLD."load_id", OLD."paid_before", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_id", OLD."source"); RETURN NULL;', hash='937a9aecf856a62bc1117b4993e74c40aa36c056', operation='DELETE', pgid='pgtrigger_delete_delete_b1c5d', table='billing_charge', when='AFTER')),
        ),
    ]
