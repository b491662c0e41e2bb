
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='number')),
                ('kind', models.CharField(choices=[('APARTMENT_BUILDING', 'Apartment building'), ('HOUSE', 'House'), ('NON_RESIDENTIAL', 'Non-residential building')], max_length=20, verbose_name='kind')),
                ('fias_code', models.UUIDField(blank=True, null=True, verbose_name='ФИАС code')),
                ('area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='area, m²')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='parties.party', verbose_name='managing company')),
            ],
            options={
                'verbose_name': 'building',
                'verbose_name_plural': 'buildings',
            },
        ),
        migrations.CreateModel(
            name='District',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name of the district')),
            ],
            options={
                'verbose_name': 'district',
                'verbose_name_plural': 'districts',
                'constraints': [models.UniqueConstraint(fields=('code',), name='premises_district_code')],
            },
        ),
        migrations.CreateModel(
            name='Premises',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number')),
                ('is_residential', models.BooleanField(default=True, verbose_name='residential')),
                ('area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='area, m²')),
                ('address', models.CharField(max_length=400, verbose_name='address')),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='premises.building', verbose_name='building')),
            ],
            options={
                'verbose_name': 'premises',
                'verbose_name_plural': 'premises',
            },
        ),
        migrations.CreateModel(
            name='PremisesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number')),
                ('is_residential', models.BooleanField(default=True, verbose_name='residential')),
                ('area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='area, m²')),
                ('address', models.CharField(max_length=400, verbose_name='address')),
                ('building', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='premises.building', verbose_name='building')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='premises.premises')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Street',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settlement', models.CharField(max_length=120, verbose_name='settlement')),
                ('name', models.CharField(max_length=120, verbose_name='name of the street')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='premises.district', verbose_name='district')),
            ],
            options={
                'verbose_name': 'street',
                'verbose_name_plural': 'streets',
            },
        ),
        migrations.CreateModel(
            name='BuildingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=20, verbose_name='number')),
                ('kind', models.CharField(choices=[('APARTMENT_BUILDING', 'Apartment building'), ('HOUSE', 'House'), ('NON_RESIDENTIAL', 'Non-residential building')], max_length=20, verbose_name='kind')),
                ('fias_code', models.UUIDField(blank=True, null=True, verbose_name='ФИАС code')),
                ('area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='area, m²')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('manager', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.party', verbose_name='managing company')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='premises.building')),
                ('street', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='premises.street', verbose_name='street')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='building',
            name='street',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='premises.street', verbose_name='street'),
        ),
        migrations.AddConstraint(
            model_name='premises',
            constraint=models.UniqueConstraint(fields=('building', 'number'), name='premises_premises_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='premises',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "premises_premisesevent" ("address", "area_m2", "building_id", "id", "is_residential", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."area_m2", OLD."building_id", OLD."id", OLD."is_residential", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='f240d4bb7bd89b935fc06cc3df78379783c639e9', operation='UPDATE', pgid='pgtrigger_update_update_7d9de', table='premises_premises', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='premises',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "premises_premisesevent" ("address", "area_m2", "building_id", "id", "is_residential", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."area_m2", OLD."building_id", OLD."id", OLD."is_residential", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='9961222c0f396a2913c4112bb74aedbdeef6650d', operation='DELETE', pgid='pgtrigger_delete_delete_16c01', table='premises_premises', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='street',
            constraint=models.UniqueConstraint(fields=('district', 'settlement', 'name'), name='premises_street_once'),
        ),
        migrations.AddConstraint(
            model_name='building',
            constraint=models.UniqueConstraint(fields=('street', 'number'), name='premises_building_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "premises_buildingevent" ("area_m2", "closed_on", "fias_code", "id", "kind", "manager_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "street_id") VALUES (OLD."area_m2", OLD."closed_on", OLD."fias_code", OLD."id", OLD."kind", OLD."manager_id", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."street_id"); RETURN NULL;', hash='0a113e26dad61e173b58b73786203d2897108bba', operation='UPDATE', pgid='pgtrigger_update_update_c31e4', table='premises_building', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "premises_buildingevent" ("area_m2", "closed_on", "fias_code", "id", "kind", "manager_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "street_id") VALUES (OLD."area_m2", OLD."closed_on", OLD."fias_code", OLD."id", OLD."kind", OLD."manager_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."street_id"); RETURN NULL;', hash='55394ed20efc10ce9a750ac9919a227140a59b72', operation='DELETE', pgid='pgtrigger_delete_delete_1f42c', table='premises_building', when='AFTER')),
        ),
    ]
