
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('premises', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupplierEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300, verbose_name='full name')),
                ('short_name', models.CharField(max_length=120, verbose_name='short name')),
                ('inn', models.CharField(max_length=12, verbose_name='ИНН')),
                ('kpp', models.CharField(blank=True, max_length=9, verbose_name='КПП')),
                ('ogrn', models.CharField(blank=True, max_length=15, verbose_name='ОГРН')),
                ('address', models.CharField(max_length=400, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('bank_name', models.CharField(max_length=120, verbose_name='bank')),
                ('bik', models.CharField(max_length=9, verbose_name='БИК')),
                ('settlement_account', models.CharField(max_length=20, verbose_name='settlement account')),
                ('correspondent_account', models.CharField(max_length=20, verbose_name='correspondent account')),
                ('director', models.CharField(max_length=120, verbose_name='director')),
                ('director_position', models.CharField(default='Генеральный директор', max_length=120, verbose_name="director's position")),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='parties.party', verbose_name='customer')),
            ],
            options={
                'verbose_name': 'contract',
                'verbose_name_plural': 'contracts',
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, verbose_name='number')),
                ('opened_on', models.DateField(verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('restriction_possible', models.BooleanField(default=True, verbose_name='restriction is technically possible')),
                ('never_cut', models.BooleanField(default=False, verbose_name='may never be cut (hospital, state body, boiler house …)')),
                ('is_disconnected', models.BooleanField(default=False, verbose_name='disconnected')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='parties.party', verbose_name='customer')),
                ('premises', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='premises.premises', verbose_name='premises')),
                ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='contracts.contract', verbose_name='contract')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
            },
        ),
        migrations.CreateModel(
            name='Owner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share_numerator', models.PositiveIntegerField(default=1, verbose_name='share: numerator')),
                ('share_denominator', models.PositiveIntegerField(default=1, verbose_name='share: denominator')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='contracts.account')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='parties.party')),
            ],
            options={
                'verbose_name': 'owner',
                'verbose_name_plural': 'owners',
            },
        ),
        migrations.CreateModel(
            name='OwnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('share_numerator', models.PositiveIntegerField(default=1, verbose_name='share: numerator')),
                ('share_denominator', models.PositiveIntegerField(default=1, verbose_name='share: denominator')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.account')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.party')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.owner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Resident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_absence', models.BooleanField(default=False, verbose_name='absent')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='residents', to='contracts.account')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='parties.party')),
            ],
            options={
                'verbose_name': 'resident',
                'verbose_name_plural': 'residents',
            },
        ),
        migrations.CreateModel(
            name='ResidentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_absence', models.BooleanField(default=False, verbose_name='absent')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.account')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.party')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.resident')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('electricity', 'Electricity'), ('heat', 'Heat'), ('water', 'Water'), ('waste', 'Waste handling')], max_length=20, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name of the service')),
            ],
            options={
                'verbose_name': 'service',
                'verbose_name_plural': 'services',
                'constraints': [models.UniqueConstraint(fields=('code',), name='contracts_service_code')],
            },
        ),
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='full name')),
                ('short_name', models.CharField(max_length=120, verbose_name='short name')),
                ('inn', models.CharField(max_length=12, verbose_name='ИНН')),
                ('kpp', models.CharField(blank=True, max_length=9, verbose_name='КПП')),
                ('ogrn', models.CharField(blank=True, max_length=15, verbose_name='ОГРН')),
                ('address', models.CharField(max_length=400, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('bank_name', models.CharField(max_length=120, verbose_name='bank')),
                ('bik', models.CharField(max_length=9, verbose_name='БИК')),
                ('settlement_account', models.CharField(max_length=20, verbose_name='settlement account')),
                ('correspondent_account', models.CharField(max_length=20, verbose_name='correspondent account')),
                ('director', models.CharField(max_length=120, verbose_name='director')),
                ('director_position', models.CharField(default='Генеральный директор', max_length=120, verbose_name="director's position")),
            ],
            options={
                'verbose_name': 'supplier',
                'verbose_name_plural': 'suppliers',
                'constraints': [models.UniqueConstraint(fields=('inn', 'kpp'), name='contracts_supplier_requisites')],
            },
        ),
        migrations.CreateModel(
            name='ContractEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.party', verbose_name='customer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.contract')),
                ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplier', verbose_name='supplier')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='contract',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contracts.supplier', verbose_name='supplier'),
        ),
        migrations.CreateModel(
            name='AccountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=30, verbose_name='number')),
                ('opened_on', models.DateField(verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('restriction_possible', models.BooleanField(default=True, verbose_name='restriction is technically possible')),
                ('never_cut', models.BooleanField(default=False, verbose_name='may never be cut (hospital, state body, boiler house …)')),
                ('is_disconnected', models.BooleanField(default=False, verbose_name='disconnected')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.party', verbose_name='customer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.account')),
                ('premises', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='premises.premises', verbose_name='premises')),
                ('contract', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract', verbose_name='contract')),
                ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplier', verbose_name='supplier')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='account',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contracts.supplier', verbose_name='supplier'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplier',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_supplierevent" ("address", "bank_name", "bik", "correspondent_account", "director", "director_position", "email", "id", "inn", "kpp", "name", "ogrn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "settlement_account", "short_name") VALUES (OLD."address", OLD."bank_name", OLD."bik", OLD."correspondent_account", OLD."director", OLD."director_position", OLD."email", OLD."id", OLD."inn", OLD."kpp", OLD."name", OLD."ogrn", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."settlement_account", OLD."short_name"); RETURN NULL;', hash='c97b663222d06552db5cbf32bcbf823a9d0d705e', operation='UPDATE', pgid='pgtrigger_update_update_f5640', table='contracts_supplier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplier',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_supplierevent" ("address", "bank_name", "bik", "correspondent_account", "director", "director_position", "email", "id", "inn", "kpp", "name", "ogrn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "settlement_account", "short_name") VALUES (OLD."address", OLD."bank_name", OLD."bik", OLD."correspondent_account", OLD."director", OLD."director_position", OLD."email", OLD."id", OLD."inn", OLD."kpp", OLD."name", OLD."ogrn", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."settlement_account", OLD."short_name"); RETURN NULL;', hash='0bc49cbcedbe3884f2204459447f3b70a16fed13', operation='DELETE', pgid='pgtrigger_delete_delete_a1d3f', table='contracts_supplier', when='AFTER')),
        ),
        migrations.AddField(
            model_name='supplierevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='supplierevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contracts.supplier'),
        ),
        migrations.AddConstraint(
            model_name='owner',
            constraint=models.CheckConstraint(condition=models.Q(('share_numerator__gte', 1), ('share_numerator__lte', models.F('share_denominator'))), name='contracts_owner_share', violation_error_message='A share is at least one part and at most the whole: correct the numerator and the denominator.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='owner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_ownerevent" ("account_id", "ends_on", "id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_denominator", "share_numerator", "starts_on") VALUES (OLD."account_id", OLD."ends_on", OLD."id", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."share_denominator", OLD."share_numerator", OLD."starts_on"); RETURN NULL;', hash='ac10e21ef8fca7769c0fb65d547e0cbda1f791b5', operation='UPDATE', pgid='pgtrigger_update_update_7e853', table='contracts_owner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='owner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_ownerevent" ("account_id", "ends_on", "id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_denominator", "share_numerator", "starts_on") VALUES (OLD."account_id", OLD."ends_on", OLD."id", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."share_denominator", OLD."share_numerator", OLD."starts_on"); RETURN NULL;', hash='5b0a2e0f9631fe3052dd687f51ff0cb71c8fa4f7', operation='DELETE', pgid='pgtrigger_delete_delete_5f93e', table='contracts_owner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resident',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_residentevent" ("account_id", "ends_on", "id", "is_absence", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."account_id", OLD."ends_on", OLD."id", OLD."is_absence", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='0cc6ebc9bbdf90474a6f97be0fd949384f993c42', operation='UPDATE', pgid='pgtrigger_update_update_e4317', table='contracts_resident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resident',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_residentevent" ("account_id", "ends_on", "id", "is_absence", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."account_id", OLD."ends_on", OLD."id", OLD."is_absence", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='82c9455ce68b00560a77dc1e373a1ba8408ba5de', operation='DELETE', pgid='pgtrigger_delete_delete_c6108', table='contracts_resident', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.UniqueConstraint(fields=('supplier', 'number'), name='contracts_contract_number'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gt', models.F('signed_on')), _connector='OR'), name='contracts_contract_dates', violation_error_message='The contract cannot end before it is signed: correct the days.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_contractevent" ("ends_on", "id", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "supplier_id") VALUES (OLD."ends_on", OLD."id", OLD."number", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."signed_on", OLD."supplier_id"); RETURN NULL;', hash='60470ba82a3fc3394846db3888e4023d932d4445', operation='UPDATE', pgid='pgtrigger_update_update_3acc9', table='contracts_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_contractevent" ("ends_on", "id", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "supplier_id") VALUES (OLD."ends_on", OLD."id", OLD."number", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_on", OLD."supplier_id"); RETURN NULL;', hash='162bebc8090bad5e736bd4250d6e1df2f74d1f87', operation='DELETE', pgid='pgtrigger_delete_delete_6ed57', table='contracts_contract', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('number',), name='contracts_account_number'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='contracts_account_dates', violation_error_message='The account cannot be closed before it is opened: correct the days.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_accountevent" ("closed_on", "contract_id", "id", "is_disconnected", "never_cut", "number", "opened_on", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "restriction_possible", "supplier_id") VALUES (OLD."closed_on", OLD."contract_id", OLD."id", OLD."is_disconnected", OLD."never_cut", OLD."number", OLD."opened_on", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."premises_id", OLD."restriction_possible", OLD."supplier_id"); RETURN NULL;', hash='8c73193c3999f9a04ad50e5222d19f71035a4d9b', operation='UPDATE', pgid='pgtrigger_update_update_b6c6a', table='contracts_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_accountevent" ("closed_on", "contract_id", "id", "is_disconnected", "never_cut", "number", "opened_on", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premises_id", "restriction_possible", "supplier_id") VALUES (OLD."closed_on", OLD."contract_id", OLD."id", OLD."is_disconnected", OLD."never_cut", OLD."number", OLD."opened_on", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."premises_id", OLD."restriction_possible", OLD."supplier_id"); RETURN NULL;', hash='adc644f383e8ef4b3c9d7b1cf26bf0dc92dc674c', operation='DELETE', pgid='pgtrigger_delete_delete_29307', table='contracts_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='owner',
            trigger=pgtrigger.compiler.Trigger(name='shares', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    PERFORM 1 FROM contracts_account WHERE id = NEW.account_id FOR NO KEY UPDATE;\n                    IF EXISTS (\n                        SELECT 1 FROM contracts_owner since JOIN contracts_owner share ON share.account_id = since.account_id\n                            AND share.starts_on <= since.starts_on AND (share.ends_on IS NULL OR share.ends_on > since.starts_on)\n                        WHERE since.account_id = NEW.account_id\n                        GROUP BY since.id HAVING SUM(share.share_numerator::NUMERIC / share.share_denominator) > 1.000000000001\n                    ) THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'contracts_owner_shares',\n                            MESSAGE = 'shares in account ' || NEW.account_id || ' are more than the whole';\n                    END IF;\n                    RETURN NULL;\n                ", hash='b5e162ddbc77edb78ae38630fa1d5f71d870feaa', operation='INSERT OR UPDATE', pgid='pgtrigger_shares_6e095', table='contracts_owner', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='owner',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='contracts_owner_dates', violation_error_message='The last day must be later than the first: correct the days.'),
        ),
        migrations.AddConstraint(
            model_name='resident',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='contracts_resident_dates', violation_error_message='The last day must be later than the first: correct the days.'),
        ),
        migrations.AddConstraint(
            model_name='supplier',
            constraint=models.CheckConstraint(condition=models.Q(('inn__regex', '^(\\d{10}|\\d{12})$')), name='contracts_supplier_inn_digits'),
        ),
        migrations.AddConstraint(
            model_name='supplier',
            constraint=models.CheckConstraint(condition=models.Q(('bik__regex', '^\\d{9}$')), name='contracts_supplier_bik_digits'),
        ),
        migrations.AddConstraint(
            model_name='supplier',
            constraint=models.CheckConstraint(condition=models.Q(('correspondent_account__regex', '^\\d{20}$'), ('settlement_account__regex', '^\\d{20}$')), name='contracts_supplier_account_digits'),
        ),
    ]
