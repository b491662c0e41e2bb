"""The pauses of recovery become those of every process: the table stays, with its rows and their former versions."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# nobody else reads these tables while the program is brought to its new version; what was a pause
# till now stood alone, and was about the whole case
PAUSES = """
-- squawk-ignore renaming-table
ALTER TABLE recovery_hold RENAME TO processes_pause;
-- squawk-ignore ban-drop-constraint
ALTER TABLE processes_pause DROP CONSTRAINT recovery_hold_has_end;
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX recovery_hold_one_at_a_time;
ALTER TABLE processes_pause ADD COLUMN scope varchar(10) NOT NULL DEFAULT 'EVERYTHING';
ALTER TABLE processes_pause ADD COLUMN parts jsonb NOT NULL DEFAULT '[]';
ALTER TABLE processes_pause ADD COLUMN amount numeric(14, 2) NULL;
ALTER TABLE processes_pause ADD COLUMN is_alone boolean NOT NULL DEFAULT true;
ALTER TABLE processes_pause ADD COLUMN stops_clocks boolean NOT NULL DEFAULT false;
ALTER TABLE processes_pause ADD COLUMN cause_id bigint NULL;
ALTER TABLE processes_pause ADD COLUMN ended_by_id bigint NULL;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pause ALTER COLUMN scope DROP DEFAULT;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pause ALTER COLUMN parts DROP DEFAULT;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pause ALTER COLUMN is_alone DROP DEFAULT;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pause ALTER COLUMN stops_clocks DROP DEFAULT;
ALTER TABLE processes_pause ADD CONSTRAINT processes_pause_cause_fk FOREIGN KEY (cause_id)
    REFERENCES processes_case (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;
ALTER TABLE processes_pause ADD CONSTRAINT processes_pause_ended_by_fk FOREIGN KEY (ended_by_id)
    REFERENCES staff_user (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;
ALTER TABLE processes_pause ADD CONSTRAINT processes_pause_sum CHECK (
    (amount > 0 AND amount IS NOT NULL AND scope = 'SUM') OR (scope <> 'SUM' AND amount IS NULL)
) NOT VALID;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX processes_pause_cause ON processes_pause (cause_id) WHERE cause_id IS NOT NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX processes_pause_alone ON processes_pause (case_id)
    WHERE ended_on IS NULL AND is_alone;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX processes_pause_once
    ON processes_pause (case_id, kind, cause_id, scope, parts, amount)
    NULLS NOT DISTINCT WHERE ended_on IS NULL
"""
PAUSES_BACK = """
DROP INDEX processes_pause_once;
DROP INDEX processes_pause_alone;
ALTER TABLE processes_pause
    DROP COLUMN ended_by_id,
    DROP COLUMN cause_id,
    DROP COLUMN stops_clocks,
    DROP COLUMN is_alone,
    DROP COLUMN amount,
    DROP COLUMN parts,
    DROP COLUMN scope;
CREATE UNIQUE INDEX recovery_hold_one_at_a_time ON processes_pause (case_id)
    WHERE ended_on IS NULL;
ALTER TABLE processes_pause ADD CONSTRAINT recovery_hold_has_end
    CHECK (kind = 'DISPUTE' OR until IS NOT NULL);
ALTER TABLE processes_pause RENAME TO recovery_hold
"""
EVENTS = """
-- squawk-ignore renaming-table
ALTER TABLE recovery_holdevent RENAME TO processes_pauseevent;
ALTER TABLE processes_pauseevent ADD COLUMN scope varchar(10) NOT NULL DEFAULT 'EVERYTHING';
ALTER TABLE processes_pauseevent ADD COLUMN parts jsonb NOT NULL DEFAULT '[]';
ALTER TABLE processes_pauseevent ADD COLUMN amount numeric(14, 2) NULL;
ALTER TABLE processes_pauseevent ADD COLUMN is_alone boolean NOT NULL DEFAULT true;
ALTER TABLE processes_pauseevent ADD COLUMN stops_clocks boolean NOT NULL DEFAULT false;
ALTER TABLE processes_pauseevent ADD COLUMN cause_id bigint NULL;
ALTER TABLE processes_pauseevent ADD COLUMN ended_by_id bigint NULL;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pauseevent ALTER COLUMN scope DROP DEFAULT;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pauseevent ALTER COLUMN parts DROP DEFAULT;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pauseevent ALTER COLUMN is_alone DROP DEFAULT;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_pauseevent ALTER COLUMN stops_clocks DROP DEFAULT;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX processes_pauseevent_cause ON processes_pauseevent (cause_id);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX processes_pauseevent_ended_by ON processes_pauseevent (ended_by_id)
"""
EVENTS_BACK = """
ALTER TABLE processes_pauseevent
    DROP COLUMN ended_by_id,
    DROP COLUMN cause_id,
    DROP COLUMN stops_clocks,
    DROP COLUMN is_alone,
    DROP COLUMN amount,
    DROP COLUMN parts,
    DROP COLUMN scope;
ALTER TABLE processes_pauseevent RENAME TO recovery_holdevent
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("processes", "0004_cases_hear_of_contacts"),
        ("recovery", "0012_holds_leave"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(PAUSES, PAUSES_BACK),
                migrations.RunSQL(EVENTS, EVENTS_BACK),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Pause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=10, verbose_name='kind')),
                        ('scope', models.CharField(choices=[('EVERYTHING', 'Everything'), ('STAGES', 'Some stages'), ('CHARGES', 'Disputed charges'), ('PERIODS', 'Some periods'), ('SUM', 'A sum')], default='EVERYTHING', max_length=10, verbose_name='scope')),
                        ('parts', models.JSONField(blank=True, default=list, verbose_name='parts')),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='sum')),
                        ('is_alone', models.BooleanField(default=False)),
                        ('stops_clocks', models.BooleanField(default=False, verbose_name='stops the clocks of statutes')),
                        ('reason', models.CharField(max_length=300, verbose_name='reason')),
                        ('since', models.DateField(verbose_name='since')),
                        ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='processes.case')),
                        ('cause', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='caused_pauses', to='processes.case', verbose_name='because of the case')),
                        ('ended_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                    ],
                    options={
                        'verbose_name': 'pause',
                        'verbose_name_plural': 'pauses',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='PauseEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=10, verbose_name='kind')),
                        ('scope', models.CharField(choices=[('EVERYTHING', 'Everything'), ('STAGES', 'Some stages'), ('CHARGES', 'Disputed charges'), ('PERIODS', 'Some periods'), ('SUM', 'A sum')], default='EVERYTHING', max_length=10, verbose_name='scope')),
                        ('parts', models.JSONField(blank=True, default=list, verbose_name='parts')),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='sum')),
                        ('is_alone', models.BooleanField(default=False)),
                        ('stops_clocks', models.BooleanField(default=False, verbose_name='stops the clocks of statutes')),
                        ('reason', models.CharField(max_length=300, verbose_name='reason')),
                        ('since', models.DateField(verbose_name='since')),
                        ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                        ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                        ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case')),
                        ('cause', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case', verbose_name='because of the case')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='processes.pause')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.AddIndex(
                    model_name='pause',
                    index=models.Index(condition=models.Q(('cause__isnull', False)), fields=['cause'], name='processes_pause_cause'),
                ),
                migrations.AddConstraint(
                    model_name='pause',
                    constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('is_alone', True)), fields=('case',), name='processes_pause_alone'),
                ),
                migrations.AddConstraint(
                    model_name='pause',
                    constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('case', 'kind', 'cause', 'scope', 'parts', 'amount'), name='processes_pause_once', nulls_distinct=False),
                ),
                migrations.AddConstraint(
                    model_name='pause',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('scope', 'SUM')), models.Q(models.Q(('scope', 'SUM'), _negated=True), ('amount', None)), _connector='OR'), name='processes_pause_sum'),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pause',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "processes_pauseevent" ("amount", "by_id", "case_id", "cause_id", "ended_by_id", "ended_on", "id", "is_alone", "kind", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scope", "since", "stops_clocks", "until") VALUES (OLD."amount", OLD."by_id", OLD."case_id", OLD."cause_id", OLD."ended_by_id", OLD."ended_on", OLD."id", OLD."is_alone", OLD."kind", OLD."parts", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."scope", OLD."since", OLD."stops_clocks", OLD."until"); RETURN NULL;', hash='051539785598827d61cb4159820d9354228fd5de', operation='UPDATE', pgid='pgtrigger_update_update_b93c9', table='processes_pause', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pause',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "processes_pauseevent" ("amount", "by_id", "case_id", "cause_id", "ended_by_id", "ended_on", "id", "is_alone", "kind", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "scope", "since", "stops_clocks", "until") VALUES (OLD."amount", OLD."by_id", OLD."case_id", OLD."cause_id", OLD."ended_by_id", OLD."ended_on", OLD."id", OLD."is_alone", OLD."kind", OLD."parts", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."scope", OLD."since", OLD."stops_clocks", OLD."until"); RETURN NULL;', hash='089fa0bd0a310f0130706c9cfcb7321c646aaf27', operation='DELETE', pgid='pgtrigger_delete_delete_0618a', table='processes_pause', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pause',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='f2db6dbf45772b8e0d611429c82d88330509fe7e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_71365', table='processes_pause', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pauseevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='3db770441a14a246d72cae9bcc508e83d6ab0fea', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9ca0a', table='processes_pauseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pauseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4b0622e430db2a340aaca78d0a560a7f7668fe3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ac7a9', table='processes_pauseevent', when='BEFORE')),
        ),
    ]
