import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldRoleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('group', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('user', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OwnRightEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('permission', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('user', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleRightEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.IntegerField()),
                ('group', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group')),
                ('permission', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeldRole',
            fields=[
            ],
            options={
                'verbose_name': 'role of a staff member',
                'verbose_name_plural': 'roles of staff members',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('staff.user_groups',),
        ),
        migrations.CreateModel(
            name='OwnRight',
            fields=[
            ],
            options={
                'verbose_name': 'right of a staff member',
                'verbose_name_plural': 'rights of staff members',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('staff.user_user_permissions',),
        ),
        migrations.CreateModel(
            name='RoleRight',
            fields=[
            ],
            options={
                'verbose_name': 'right of a role',
                'verbose_name_plural': 'rights of roles',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('auth.group_permissions',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockdate',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='44b2cf28804318b2b677e719e8e1c9d0f63c3804', operation='DELETE', pgid='pgtrigger_stays_1f593', table='staff_lockdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockdate',
            trigger=pgtrigger.compiler.Trigger(name='has_come', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE clock RECORD; moment TIMESTAMPTZ;', func="\n                    moment := clock_timestamp();\n                    SELECT * INTO clock FROM staff_businessclocksetting WHERE id = 1;\n                    IF FOUND THEN\n                        moment := clock.origin_business_at + (moment - clock.origin_real_at) * clock.rate;\n                    END IF;\n                    IF NEW.closed_before > (moment AT TIME ZONE 'Europe/Moscow')::date THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_lock_date_has_come',\n                            MESSAGE = 'the lock date ' || NEW.closed_before || ' has not come yet';\n                    END IF;\n                    RETURN NEW;\n                ", hash='b4ecee867f82d744931dbaa47c8aa63e94eaded9', operation='INSERT OR UPDATE', pgid='pgtrigger_has_come_482d0', table='staff_lockdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockdate',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='0d6f1b3bb3d26b9e6e6ca6294ecc478e9691481f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_6bdf0', table='staff_lockdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockdateevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='acce2e294945cb3b0fee3d9a79964259581dd9f6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5170a', table='staff_lockdateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lockdateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3093bbcf3425e8b8ad157bf1a109058515612efc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7bd8c', table='staff_lockdateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='c1f11772f8bca7bf25c364ecf2ed6e35b272deeb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_efa6f', table='staff_user', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='d98c6336b4f49300d7ea3293e23c27d78a465319', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1407d', table='staff_userevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9e3e5cda0d3e4611ee2539d3061fc48cb158c5f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_38e6a', table='staff_userevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldrole',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_heldroleevent" ("group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."user_id"); RETURN NULL;', hash='3435eceda38e4c6fd6510c46675d8eb106090ff3', operation='INSERT', pgid='pgtrigger_insert_insert_a018b', table='staff_user_groups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldrole',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_heldroleevent" ("group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."group_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."user_id"); RETURN NULL;', hash='f35cc8ef4ebb479a2be647414773d9a6f0c94782', operation='DELETE', pgid='pgtrigger_delete_delete_5fd30', table='staff_user_groups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldrole',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='dab3c42f59f86cd2f32d69a644f01bc45c870068', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_4625b', table='staff_user_groups', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownright',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_ownrightevent" ("id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."id", NEW."permission_id", _pgh_attach_context(), NOW(), \'insert\', NEW."user_id"); RETURN NULL;', hash='3e2188db9dd4a57d2ddafcf73d5eb37ccfdffa75', operation='INSERT', pgid='pgtrigger_insert_insert_702a4', table='staff_user_user_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownright',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_ownrightevent" ("id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."id", OLD."permission_id", _pgh_attach_context(), NOW(), \'delete\', OLD."user_id"); RETURN NULL;', hash='e5d240de2bf2c4cf4f10374f395cbe4e5e9652ff', operation='DELETE', pgid='pgtrigger_delete_delete_f8bf5', table='staff_user_user_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownright',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='f42d90daa5d5f4bc94ac67a03c3f21ef361ba4b9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5353e', table='staff_user_user_permissions', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleright',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_rolerightevent" ("group_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."group_id", NEW."id", NEW."permission_id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;', hash='be72dc537e1c6d64888f864c5c869c955ed7d949', operation='INSERT', pgid='pgtrigger_insert_insert_723c0', table='auth_group_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleright',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_rolerightevent" ("group_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."group_id", OLD."id", OLD."permission_id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;', hash='7a663da4cc8e151100a4e760909f8c053c3207e4', operation='DELETE', pgid='pgtrigger_delete_delete_48d87', table='auth_group_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleright',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='861925bbf62a085027f22ca82de5e5559651481c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d8d7d', table='auth_group_permissions', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldroleevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='bd2edb5a8a2f8d2b852d787494a5d284fca21203', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0a3ba', table='staff_heldroleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldroleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df4ca7314749fcbd760c1329d00a198303cf7015', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_21a95', table='staff_heldroleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownrightevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='e1d35c917110df32bc8cb76a403528d6e8f2e1cc', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_32fe9', table='staff_ownrightevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownrightevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='91453787d14a9b16f16ec142cdc892b2715f222e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5d59d', table='staff_ownrightevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerightevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='ad6ed8a66caa73b857a78c25953e4baf045984e4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a6b28', table='staff_rolerightevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerightevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ccc420a353eb43b32d6a9b194d79673453a1c57a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3d351', table='staff_rolerightevent', when='BEFORE')),
        ),
    ]
