
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='model')),
                ('digits', models.PositiveSmallIntegerField(default=6, verbose_name='digits before the point')),
                ('seal', models.CharField(blank=True, max_length=40, verbose_name='seal')),
                ('installed_on', models.DateField(verbose_name='installed on')),
                ('removed_on', models.DateField(blank=True, null=True, verbose_name='removed on')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meters', to='contracts.account', verbose_name='account')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contracts.service', verbose_name='service')),
            ],
            options={
                'verbose_name': 'meter',
                'verbose_name_plural': 'meters',
            },
        ),
        migrations.CreateModel(
            name='MeterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='model')),
                ('digits', models.PositiveSmallIntegerField(default=6, verbose_name='digits before the point')),
                ('seal', models.CharField(blank=True, max_length=40, verbose_name='seal')),
                ('installed_on', models.DateField(verbose_name='installed on')),
                ('removed_on', models.DateField(blank=True, null=True, verbose_name='removed on')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.account', verbose_name='account')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='metering.meter')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.service', verbose_name='service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_on', models.DateField(verbose_name='read on')),
                ('value', models.DecimalField(decimal_places=3, max_digits=14, verbose_name='value')),
                ('source', models.CharField(choices=[('CREW', 'Crew'), ('CUSTOMER', 'Customer'), ('IMPORT', 'Import')], max_length=10, verbose_name='source')),
                ('meter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='metering.meter')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
            },
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.UniqueConstraint(fields=('service', 'number', 'model'), name='metering_meter_number'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "metering_meterevent" ("account_id", "digits", "id", "installed_on", "model", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "seal", "service_id") VALUES (OLD."account_id", OLD."digits", OLD."id", OLD."installed_on", OLD."model", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."removed_on", OLD."seal", OLD."service_id"); RETURN NULL;', hash='cd8b553d2af9f0c9b62d45def4a880578065ffd9', operation='UPDATE', pgid='pgtrigger_update_update_6dcdf', table='metering_meter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "metering_meterevent" ("account_id", "digits", "id", "installed_on", "model", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "seal", "service_id") VALUES (OLD."account_id", OLD."digits", OLD."id", OLD."installed_on", OLD."model", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."removed_on", OLD."seal", OLD."service_id"); RETURN NULL;', hash='6183356b8cedbe7c3c3ca95219f371e15ddaee0b', operation='DELETE', pgid='pgtrigger_delete_delete_488cd', table='metering_meter', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('meter', 'read_on', 'source'), name='metering_reading_once'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='metering_reading_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reading',
            trigger=pgtrigger.compiler.Trigger(name='lock_date', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed DATE;', func="\n            SELECT closed_before INTO closed FROM staff_lockdate WHERE id = 1;\n            IF (TG_OP <> 'DELETE' AND NEW.read_on < closed) OR (TG_OP <> 'INSERT' AND OLD.read_on < closed) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_lock_date',\n                    MESSAGE = TG_TABLE_NAME || ': nothing dated before ' || closed || ' can be written';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='3160f5c33e560817394883c651e2f5c2516920e0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_lock_date_f6404', table='metering_reading', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('removed_on', None), ('removed_on__gte', models.F('installed_on')), _connector='OR'), name='metering_meter_dates', violation_error_message='The meter cannot be removed before it is installed: correct the days.'),
        ),
    ]
