import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0003_the_database_keeps'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('recovery', '0004_a_plan_may_end_early'),
        ('staff', '__first__'),
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseChargeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('debt_at_opening', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='debt at opening')),
                ('is_open', models.BooleanField(default=True)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.recoverycase')),
                ('charge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.charge')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.casecharge')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourtCaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('track', models.CharField(choices=[('ORDER', 'Court order'), ('LAWSUIT', 'Lawsuit')], max_length=10, verbose_name='track')),
                ('court', models.CharField(max_length=200, verbose_name='court')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='case number')),
                ('filed_on', models.DateField(verbose_name='filed on')),
                ('claim', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='claim')),
                ('penalty', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='penalty')),
                ('state_duty', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='state duty')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='order issued on')),
                ('ruled_on', models.DateField(blank=True, null=True, verbose_name='ruled on')),
                ('ruling', models.CharField(blank=True, max_length=40, verbose_name='ruling')),
                ('in_force_on', models.DateField(blank=True, null=True, verbose_name='in force since')),
                ('awarded_claim', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='claim awarded')),
                ('awarded_penalty', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='penalty awarded')),
                ('awarded_duty', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='duty awarded')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.recoverycase')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.courtcase')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourtEventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('ORDER_ISSUED', 'Court order issued'), ('ORDER_REFUSED', 'Court order refused, or the application returned'), ('ORDER_IN_FORCE', 'Court order in force'), ('ORDER_CANCELLED', 'Court order cancelled'), ('CLAIM_ACCEPTED', 'Claim accepted'), ('HEARING', 'Hearing held or appointed'), ('JUDGMENT_GRANTED', 'Claim granted'), ('JUDGMENT_PARTIAL', 'Claim granted in part'), ('JUDGMENT_DENIED', 'Claim denied by the court'), ('JUDGMENT_IN_FORCE', 'Judgment in force'), ('WRIT_ISSUED', 'Writ of execution issued'), ('PROCEEDING_OPENED', 'Enforcement proceeding opened'), ('PROCEEDING_REFUSED', 'Opening of a proceeding refused'), ('COLLECTED', 'Sum collected by the bailiffs'), ('PROCEEDING_PAID', 'Proceeding ended: collected'), ('PROCEEDING_ENDED', 'Proceeding ended without collection')], max_length=20, verbose_name='event')),
                ('happened_on', models.DateField(verbose_name='happened on')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number')),
                ('principal', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='principal')),
                ('penalty', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='penalty')),
                ('duty', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='duty')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='file')),
                ('file_row', models.PositiveIntegerField(blank=True, null=True, verbose_name='row')),
                ('entered_on', models.DateField(verbose_name='entered on')),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='applied on')),
                ('outcome', models.CharField(blank=True, max_length=40, verbose_name='outcome')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='why it is not applied')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.recoverycase', verbose_name='case')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.courtevent')),
                ('task', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tasks.task', verbose_name='task')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HoldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('HOLD', 'Hold'), ('DISPUTE', 'Dispute'), ('PROMISE', 'Promise to pay')], max_length=10, verbose_name='kind')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.recoverycase')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.hold')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InstalmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('due_on', models.DateField(verbose_name='due on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.instalment')),
                ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.instalmentplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InstalmentPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('agreed_on', models.DateField(verbose_name='agreed on')),
                ('status', models.CharField(choices=[('ACTIVE', 'Kept'), ('BROKEN', 'Broken'), ('DONE', 'Paid in full'), ('CANCELLED', 'Ended early or with the case')], default='ACTIVE', max_length=10, verbose_name='status')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('grace_days', models.PositiveSmallIntegerField(default=5, verbose_name='grace, days')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.recoverycase')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.instalmentplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WritEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('presented_on', models.DateField(blank=True, null=True, verbose_name='presented on')),
                ('bailiff_office', models.CharField(blank=True, max_length=200, verbose_name="bailiffs' office")),
                ('proceeding_number', models.CharField(blank=True, max_length=60, verbose_name='proceeding')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='proceeding opened on')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='ended because')),
                ('collected', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='collected')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='recovery.recoverycase')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='recovery.writ')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casecharge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_casechargeevent" ("case_id", "charge_id", "debt_at_opening", "id", "is_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."case_id", OLD."charge_id", OLD."debt_at_opening", OLD."id", OLD."is_open", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='1b355c6097e2ce08a381b1c871cab77e5e89e7fc', operation='UPDATE', pgid='pgtrigger_update_update_64733', table='recovery_casecharge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casecharge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_casechargeevent" ("case_id", "charge_id", "debt_at_opening", "id", "is_open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."case_id", OLD."charge_id", OLD."debt_at_opening", OLD."id", OLD."is_open", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='173345b5cc9ac006db3c4e05ffa3ec28c526c640', operation='DELETE', pgid='pgtrigger_delete_delete_1c362', table='recovery_casecharge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casecharge',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='6485909ececa07fb552a312ebe9de74d7ad4f8b1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ca4a5', table='recovery_casecharge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtcase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_courtcaseevent" ("awarded_claim", "awarded_duty", "awarded_penalty", "case_id", "claim", "court", "filed_on", "id", "in_force_on", "issued_on", "number", "penalty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ruled_on", "ruling", "state_duty", "track") VALUES (OLD."awarded_claim", OLD."awarded_duty", OLD."awarded_penalty", OLD."case_id", OLD."claim", OLD."court", OLD."filed_on", OLD."id", OLD."in_force_on", OLD."issued_on", OLD."number", OLD."penalty", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."ruled_on", OLD."ruling", OLD."state_duty", OLD."track"); RETURN NULL;', hash='1a02defd01d814eca970df6fbcc20f1b5346b590', operation='UPDATE', pgid='pgtrigger_update_update_68ce3', table='recovery_courtcase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtcase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_courtcaseevent" ("awarded_claim", "awarded_duty", "awarded_penalty", "case_id", "claim", "court", "filed_on", "id", "in_force_on", "issued_on", "number", "penalty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ruled_on", "ruling", "state_duty", "track") VALUES (OLD."awarded_claim", OLD."awarded_duty", OLD."awarded_penalty", OLD."case_id", OLD."claim", OLD."court", OLD."filed_on", OLD."id", OLD."in_force_on", OLD."issued_on", OLD."number", OLD."penalty", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ruled_on", OLD."ruling", OLD."state_duty", OLD."track"); RETURN NULL;', hash='655e4b7dd2da9c35e0fdbc2573b4bd55041128a0', operation='DELETE', pgid='pgtrigger_delete_delete_ca328', table='recovery_courtcase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtcase',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='a51c09c3658567db076baff6c6aabe5570e5f921', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3ce62', table='recovery_courtcase', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_courteventevent" ("applied_on", "case_id", "duty", "entered_by_id", "entered_on", "file_name", "file_row", "happened_on", "id", "kind", "note", "number", "outcome", "penalty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal", "task_id", "trouble") VALUES (OLD."applied_on", OLD."case_id", OLD."duty", OLD."entered_by_id", OLD."entered_on", OLD."file_name", OLD."file_row", OLD."happened_on", OLD."id", OLD."kind", OLD."note", OLD."number", OLD."outcome", OLD."penalty", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."principal", OLD."task_id", OLD."trouble"); RETURN NULL;', hash='05742e6cf6edfe1a050e00a929a1c3688f64bfa9', operation='UPDATE', pgid='pgtrigger_update_update_742cd', table='recovery_courtevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_courteventevent" ("applied_on", "case_id", "duty", "entered_by_id", "entered_on", "file_name", "file_row", "happened_on", "id", "kind", "note", "number", "outcome", "penalty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal", "task_id", "trouble") VALUES (OLD."applied_on", OLD."case_id", OLD."duty", OLD."entered_by_id", OLD."entered_on", OLD."file_name", OLD."file_row", OLD."happened_on", OLD."id", OLD."kind", OLD."note", OLD."number", OLD."outcome", OLD."penalty", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."principal", OLD."task_id", OLD."trouble"); RETURN NULL;', hash='cf9fa4582109556b521ecf5f9067c5799377af06', operation='DELETE', pgid='pgtrigger_delete_delete_e0451', table='recovery_courtevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='b2e8594479d1b7cca6b724887de23b8f9b0e5c6a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_16c38', table='recovery_courtevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_holdevent" ("by_id", "case_id", "ended_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "until") VALUES (OLD."by_id", OLD."case_id", OLD."ended_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."since", OLD."until"); RETURN NULL;', hash='49e1885b465b807ec1ceea72cf3c54cf35615838', operation='UPDATE', pgid='pgtrigger_update_update_fcba5', table='recovery_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_holdevent" ("by_id", "case_id", "ended_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "until") VALUES (OLD."by_id", OLD."case_id", OLD."ended_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."since", OLD."until"); RETURN NULL;', hash='85d287f886e2e3f2b3b8c16055304cd0178a7f9c', operation='DELETE', pgid='pgtrigger_delete_delete_06415', table='recovery_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='5966db6147f93125215c229d6c327ae0dfddff9c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_84570', table='recovery_hold', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_instalmentevent" ("amount", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (OLD."amount", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_id"); RETURN NULL;', hash='342d950325fdcc6f189f7ac656f9faa4ae7139a3', operation='UPDATE', pgid='pgtrigger_update_update_add8d', table='recovery_instalment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_instalmentevent" ("amount", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (OLD."amount", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id"); RETURN NULL;', hash='6ff75248b6604634b8e8b4b11101082ec0c0e4d0', operation='DELETE', pgid='pgtrigger_delete_delete_926b8', table='recovery_instalment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalment',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='2b048bae43ea6e4318ad1b8996355467a4d58d87', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e9001', table='recovery_instalment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_instalmentplanevent" ("agreed_on", "by_id", "case_id", "ended_on", "grace_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."agreed_on", OLD."by_id", OLD."case_id", OLD."ended_on", OLD."grace_days", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."status"); RETURN NULL;', hash='2ef329cfb7f4644b502d1e20e799cd8cd9f58096', operation='UPDATE', pgid='pgtrigger_update_update_a200f', table='recovery_instalmentplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_instalmentplanevent" ("agreed_on", "by_id", "case_id", "ended_on", "grace_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."agreed_on", OLD."by_id", OLD."case_id", OLD."ended_on", OLD."grace_days", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='05084821837ef590c504efdddf2b5ddb13e44bae', operation='DELETE', pgid='pgtrigger_delete_delete_0719a', table='recovery_instalmentplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentplan',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='f310b3053b8cfb4b04749f487854f5d0c08241f8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9afd6', table='recovery_instalmentplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemeversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d15bfae1cabbc06a56654cf93d72f5c1e3887f40', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_948f4', table='recovery_schemeversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemeversion',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='151fac18ce8895856ac467af0af84a56aca6a62d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b6489', table='recovery_schemeversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='580a002a7eb02c7d26025f37fee9846e27200e2a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7fdd4', table='recovery_step', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='25a960eb740156f1ce68f489cfac85b3a9a404fa', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d4169', table='recovery_step', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writ',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_writevent" ("amount", "bailiff_office", "case_id", "collected", "end_reason", "ended_on", "id", "issued_on", "number", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presented_on", "proceeding_number") VALUES (OLD."amount", OLD."bailiff_office", OLD."case_id", OLD."collected", OLD."end_reason", OLD."ended_on", OLD."id", OLD."issued_on", OLD."number", OLD."opened_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."presented_on", OLD."proceeding_number"); RETURN NULL;', hash='ded5823b050840fe00971ff1825b8b3120205d6e', operation='UPDATE', pgid='pgtrigger_update_update_88118', table='recovery_writ', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writ',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_writevent" ("amount", "bailiff_office", "case_id", "collected", "end_reason", "ended_on", "id", "issued_on", "number", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presented_on", "proceeding_number") VALUES (OLD."amount", OLD."bailiff_office", OLD."case_id", OLD."collected", OLD."end_reason", OLD."ended_on", OLD."id", OLD."issued_on", OLD."number", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."presented_on", OLD."proceeding_number"); RETURN NULL;', hash='3738488d9347dec917c38c37437350ae38a66eab', operation='DELETE', pgid='pgtrigger_delete_delete_ee97a', table='recovery_writ', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writ',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='82b60a255f7714c3811bedc790f04975db541237', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5c136', table='recovery_writ', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casechargeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='40ce5cc0585a0554df4f41c11753a86b58d00323', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_570b4', table='recovery_casechargeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casechargeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='732dc02485db9ac9e1908b9ba79e61d52ef71e40', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6858e', table='recovery_casechargeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtcaseevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='af3bf0e9d3a4222f180162fe41284c5f6b34dcb1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_cf712', table='recovery_courtcaseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtcaseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='50bb1a93839ff18a7dbfbe893fc9125a4419a694', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_abcce', table='recovery_courtcaseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courteventevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='dca1421196237526605870692e3749a2b33f5781', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_85704', table='recovery_courteventevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courteventevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='668ff6a2b69c3ec0d687653ee6e0d692e11c27c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e68b0', table='recovery_courteventevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='holdevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='85c4477529c428590c03da2b0b77a85260bb465c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_51643', table='recovery_holdevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='holdevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd552c7dcdd4495ac9110446b05d55605bfb5d82', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb998', table='recovery_holdevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='8a91122a1f20f75cc1c0f7f411f2d769e314305e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_065c3', table='recovery_instalmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0fd09a9de2df5cb5f771e3142a619e9868e39abd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_330e4', table='recovery_instalmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentplanevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='0c43afffeb37fb6c210f4f3202c40415d3c0b316', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5fcbf', table='recovery_instalmentplanevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instalmentplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='97ab74a6bdc7585d3c7ee1684adbf4189c8ed048', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b1cd1', table='recovery_instalmentplanevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='4c00e2246ac77e47ba747a218dc14e7483260d40', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c55b9', table='recovery_writevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='writevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='20daf09cb1e11412894873df962b50262ca3db98', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94eb1', table='recovery_writevent', when='BEFORE')),
        ),
    ]
