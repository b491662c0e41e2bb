"""Cases and their journal become those of every process: the tables stay, with their rows, under other names."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# nobody else reads these tables while the program is brought to its new version
CASES = """
-- squawk-ignore renaming-table
ALTER TABLE recovery_recoverycase RENAME TO processes_case;
-- squawk-ignore renaming-object
ALTER INDEX recovery_case_stage RENAME TO processes_case_stage;
-- squawk-ignore renaming-object
ALTER TABLE processes_case RENAME CONSTRAINT recovery_case_number TO processes_case_number;
-- squawk-ignore renaming-object
ALTER TABLE processes_case RENAME CONSTRAINT recovery_case_closed_has_reason TO processes_case_closed_has_reason;
-- squawk-ignore ban-drop-constraint
ALTER TABLE processes_case DROP CONSTRAINT recovery_case_one_scope;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE processes_case ADD CONSTRAINT processes_case_one_scope
    CHECK (account_id IS NULL OR contract_id IS NULL);
ALTER TABLE processes_case ADD COLUMN process varchar(40) NOT NULL DEFAULT '';
ALTER TABLE processes_case ADD COLUMN exclusive varchar(80) NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX processes_case_exclusive ON processes_case (exclusive) WHERE closed_on IS NULL
"""
CASES_BACK = """
DROP INDEX processes_case_exclusive;
ALTER TABLE processes_case DROP COLUMN exclusive;
ALTER TABLE processes_case DROP COLUMN process;
ALTER TABLE processes_case DROP CONSTRAINT processes_case_one_scope;
ALTER TABLE processes_case ADD CONSTRAINT recovery_case_one_scope
    CHECK ((account_id IS NULL) <> (contract_id IS NULL));
ALTER TABLE processes_case
    RENAME CONSTRAINT processes_case_closed_has_reason TO recovery_case_closed_has_reason;
ALTER TABLE processes_case RENAME CONSTRAINT processes_case_number TO recovery_case_number;
ALTER INDEX processes_case_stage RENAME TO recovery_case_stage;
ALTER TABLE processes_case RENAME TO recovery_recoverycase
"""
STEPS = """
-- squawk-ignore renaming-table
ALTER TABLE recovery_step RENAME TO processes_step;
-- squawk-ignore renaming-object
ALTER TABLE processes_step RENAME CONSTRAINT recovery_step_once TO processes_step_once;
-- squawk-ignore renaming-object
ALTER TABLE processes_step RENAME CONSTRAINT recovery_step_has_deed TO processes_step_has_deed
"""
STEPS_BACK = """
ALTER TABLE processes_step RENAME CONSTRAINT processes_step_has_deed TO recovery_step_has_deed;
ALTER TABLE processes_step RENAME CONSTRAINT processes_step_once TO recovery_step_once;
ALTER TABLE processes_step RENAME TO recovery_step
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("contracts", "0003_the_database_keeps"),
        ("correspondence", "0010_what_was_sent_stays"),
        ("parties", "0002_the_database_keeps"),
        ("recovery", "0009_the_journal_leaves"),
        ("tasks", "0005_a_report_may_be_added_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CASES, CASES_BACK),
                migrations.RunSQL(STEPS, STEPS_BACK),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Case',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('process', models.CharField(max_length=40, verbose_name='process')),
                        ('number', models.CharField(max_length=20, verbose_name='number')),
                        ('exclusive', models.CharField(blank=True, max_length=80, null=True)),
                        ('opened_on', models.DateField(verbose_name='opened on')),
                        ('stage', models.PositiveSmallIntegerField(default=0, verbose_name='stage number')),
                        ('stage_kind', models.CharField(max_length=20, verbose_name='stage')),
                        ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='attempt')),
                        ('attempts_before', models.PositiveSmallIntegerField(default=0, verbose_name='attempts before the case was led back')),
                        ('stage_started_on', models.DateField(verbose_name='stage since')),
                        ('side', models.CharField(default='ACTIVE', max_length=10, verbose_name='state')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                        ('close_reason', models.CharField(blank=True, max_length=12, verbose_name='closed because')),
                        ('close_requested', models.CharField(blank=True, max_length=12)),
                        ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='contracts.account', verbose_name='account')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='contracts.contract', verbose_name='contract')),
                        ('executor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to=settings.AUTH_USER_MODEL, verbose_name='executor')),
                        ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                        ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='parties.party', verbose_name='party')),
                    ],
                    options={
                        'verbose_name': 'case',
                        'verbose_name_plural': 'cases',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=80)),
                        ('stage', models.PositiveSmallIntegerField(verbose_name='stage number')),
                        ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='attempt')),
                        ('deed', models.CharField(db_default='', max_length=20, verbose_name='deed')),
                        ('name', models.CharField(max_length=60, verbose_name='step')),
                        ('revision', models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name='edition')),
                        ('is_answer', models.BooleanField(db_default=False, default=False)),
                        ('outcome', models.CharField(blank=True, max_length=40, verbose_name='outcome')),
                        ('on', models.DateField(verbose_name='date')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='term ends on')),
                        ('debt', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='debt')),
                        ('ground', models.CharField(blank=True, max_length=300, verbose_name='ground')),
                        ('details', models.JSONField(blank=True, default=dict)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='processes.case')),
                        ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='correspondence.document')),
                        ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='correspondence.message')),
                        ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='tasks.task')),
                    ],
                    options={
                        'verbose_name': 'step of a case',
                        'verbose_name_plural': 'steps of cases',
                    },
                ),
                migrations.AddIndex(
                    model_name='case',
                    index=models.Index(fields=['stage_kind', 'side'], name='processes_case_stage'),
                ),
                migrations.AddConstraint(
                    model_name='case',
                    constraint=models.UniqueConstraint(fields=('number',), name='processes_case_number'),
                ),
                migrations.AddConstraint(
                    model_name='case',
                    constraint=models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('exclusive',), name='processes_case_exclusive'),
                ),
                migrations.AddConstraint(
                    model_name='case',
                    constraint=models.CheckConstraint(condition=models.Q(('account', None), ('contract', None), _connector='OR'), name='processes_case_one_scope'),
                ),
                migrations.AddConstraint(
                    model_name='case',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('close_reason', ''), ('closed_on', None)), models.Q(('closed_on__isnull', False), models.Q(('close_reason', ''), _negated=True)), _connector='OR'), name='processes_case_closed_has_reason'),
                ),
                migrations.AddConstraint(
                    model_name='step',
                    constraint=models.UniqueConstraint(fields=('case', 'key'), name='processes_step_once'),
                ),
                migrations.AddConstraint(
                    model_name='step',
                    constraint=models.CheckConstraint(condition=models.Q(('deed', ''), _negated=True), name='processes_step_has_deed'),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ccc1d701b01eabfdd56e4119a3b2ef30cc5eb2b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_93e5c', table='processes_step', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='1e2f650dc9a328685af9db62890677b1bc7b1a70', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0e996', table='processes_step', when='BEFORE')),
        ),
    ]
