import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0002_keyrate'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyRateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('effective_from', models.DateField(verbose_name='in effect from')),
                ('rate_percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='rate, %')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.keyrate')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='charge',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='6bd87ccd6e3ef4b91b3bcb4a59b4cefff8f45b05', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_82a3e', table='billing_charge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chargeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='00aba852101e96c8e375d0fa7402e037fc500fd5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_01557', table='billing_chargeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chargeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9bde8bcf4d9d006b0ed89a369b50ea2751e106b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c314e', table='billing_chargeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyrate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "billing_keyrateevent" ("effective_from", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_percent", "source") VALUES (OLD."effective_from", OLD."entered_at", OLD."entered_by_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rate_percent", OLD."source"); RETURN NULL;', hash='d94814c614e535ee041762c547fea8c9f43dd780', operation='UPDATE', pgid='pgtrigger_update_update_429f1', table='billing_keyrate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyrate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "billing_keyrateevent" ("effective_from", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_percent", "source") VALUES (OLD."effective_from", OLD."entered_at", OLD."entered_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rate_percent", OLD."source"); RETURN NULL;', hash='76866e20f278d4e5601ba775a233340bfb0f2c95', operation='DELETE', pgid='pgtrigger_delete_delete_a1efa', table='billing_keyrate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyrate',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='07cb9962f14fc0cda50d3bc0984c5655fccaaf3e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1fafe', table='billing_keyrate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyrateevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='6becf2299e029ab885ce0e40729b635c5fce025b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_48d02', table='billing_keyrateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyrateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8a8d219014ca333852059ab18258a37b65dc955', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d19fd', table='billing_keyrateevent', when='BEFORE')),
        ),
    ]
