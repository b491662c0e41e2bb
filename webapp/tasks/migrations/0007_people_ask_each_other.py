"""People ask things of each other: who asks, who has taken it up, who is away, what was said."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

COLUMN = """
ALTER TABLE tasks_task ADD COLUMN {column} bigint NULL;
ALTER TABLE tasks_task ADD CONSTRAINT tasks_task_{column}_fk FOREIGN KEY ({column})
    REFERENCES {table} (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
NO_COLUMN = "ALTER TABLE tasks_task DROP COLUMN {column}"
# a wider bound takes its place: only what a process asked has a place in a case
NARROW = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE tasks_task DROP CONSTRAINT tasks_task_of_case_has_place
"""
WIDEN = """
ALTER TABLE tasks_task ADD CONSTRAINT tasks_task_of_case_has_place
    CHECK (case_id IS NULL OR (stage IS NOT NULL AND attempt IS NOT NULL)) NOT VALID
"""
LINKS = (
    {"column": "completed_for_id", "table": "staff_user"},
    {"column": "created_by_id", "table": "staff_user"},
    {"column": "held_by_id", "table": "staff_user"},
    {"column": "party_id", "table": "parties_party"},
    {"column": "responsible_id", "table": "staff_user"},
)


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0003_the_database_keeps'),
        ('parties', '0002_the_database_keeps'),
        ('processes', '0001_cases_of_every_process'),
        ('tasks', '0006_cases_of_every_process'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='away from')),
                ('last_on', models.DateField(verbose_name='away through')),
                ('entered_at', models.DateTimeField(verbose_name='entered at')),
                ('canceled_at', models.DateTimeField(blank=True, null=True, verbose_name='canceled at')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='who is away')),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to=settings.AUTH_USER_MODEL, verbose_name='who acts meanwhile')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'permissions': [('enter_absence', 'Can enter absences of colleagues')],
                'default_permissions': (),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='tasks_absence_order'),
                    models.CheckConstraint(condition=models.Q(('person', models.F('substitute')), _negated=True), name='tasks_absence_of_two'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('mark', models.PositiveSmallIntegerField(choices=[(50, 'half of the term is over'), (80, 'the term ends soon'), (100, 'the term has ended')], verbose_name='what is told')),
                ('is_escalation', models.BooleanField(default=False)),
                ('told_on', models.DateField(verbose_name='told on')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL, verbose_name='who is told')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='tasks.task')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'default_permissions': (),
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('task', 'due_on', 'mark', 'person'), name='tasks_reminder_once_to_a_person'),
                    models.UniqueConstraint(condition=models.Q(('person', None)), fields=('task', 'due_on', 'mark'), name='tasks_reminder_once_to_a_role'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(blank=True, max_length=300)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='task_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'default_permissions': (),
                'constraints': [
                    models.UniqueConstraint(fields=('owner', 'name'), name='tasks_savedfilter_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TaskComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='comment')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('acted_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='in whose place')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='tasks.task')),
            ],
            options={
                'verbose_name': 'comment on a task',
                'verbose_name_plural': 'comments on tasks',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TaskFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('content_type', models.CharField(max_length=100)),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='tasks.task')),
            ],
            options={
                'verbose_name': 'file of a task',
                'verbose_name_plural': 'files of tasks',
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='task',
            options={'permissions': [('complete_task', 'Can report on tasks'), ('forward_task', 'Can give tasks to others'), ('create_task', 'Can ask others to do something')], 'verbose_name': 'task', 'verbose_name_plural': 'tasks'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='task',
            name='settled',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(NARROW, WIDEN)],
            state_operations=[
                migrations.RemoveConstraint(
                    model_name='task',
                    name='tasks_task_of_case_has_place',
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(COLUMN.format(**names), NO_COLUMN.format(**names))
                for names in LINKS
            ],
            state_operations=[
                migrations.AddField(
                    model_name='task',
                    name='completed_for',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='in whose place'),
                ),
                migrations.AddField(
                    model_name='task',
                    name='created_by',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks_created', to=settings.AUTH_USER_MODEL, verbose_name='who asks for it'),
                ),
                migrations.AddField(
                    model_name='task',
                    name='held_by',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks_held', to=settings.AUTH_USER_MODEL, verbose_name='taken up by'),
                ),
                migrations.AddField(
                    model_name='task',
                    name='party',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party', verbose_name='party'),
                ),
                migrations.AddField(
                    model_name='task',
                    name='responsible',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks_delegated', to=settings.AUTH_USER_MODEL, verbose_name='who answers for it'),
                ),
            ],
        ),
        migrations.AddField(
            model_name='task',
            name='counts_working_days',
            field=models.BooleanField(db_default=False, default=False, verbose_name='the term is in working days'),
        ),
        migrations.AddField(
            model_name='task',
            name='done_when',
            field=models.TextField(blank=True, db_default='', verbose_name='what counts as done'),
        ),
        migrations.AddField(
            model_name='task',
            name='follow_up_on',
            field=models.DateField(blank=True, null=True, verbose_name='look again on'),
        ),
        migrations.AddField(
            model_name='task',
            name='held_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken up until'),
        ),
        migrations.AddField(
            model_name='task',
            name='priority',
            field=models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Normal'), (3, 'High')], db_default=2, default=2, verbose_name='priority'),
        ),
        migrations.AddField(
            model_name='task',
            name='text',
            field=models.TextField(blank=True, db_default='', verbose_name='details'),
        ),
        migrations.AddField(
            model_name='task',
            name='title',
            field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='what to do'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='settled', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'DONE' AND (OLD.kind IS DISTINCT FROM NEW.kind OR OLD.subject IS DISTINCT FROM NEW.subject OR OLD.workflow_id IS DISTINCT FROM NEW.workflow_id OR OLD.step IS DISTINCT FROM NEW.step OR OLD.role IS DISTINCT FROM NEW.role OR OLD.account_id IS DISTINCT FROM NEW.account_id OR OLD.created_on IS DISTINCT FROM NEW.created_on OR OLD.status IS DISTINCT FROM NEW.status OR OLD.outcome IS DISTINCT FROM NEW.outcome OR OLD.remarks IS DISTINCT FROM NEW.remarks OR OLD.completed_on IS DISTINCT FROM NEW.completed_on OR OLD.completed_by_id IS DISTINCT FROM NEW.completed_by_id OR OLD.completed_for_id IS DISTINCT FROM NEW.completed_for_id OR OLD.title IS DISTINCT FROM NEW.title OR OLD.text IS DISTINCT FROM NEW.text OR OLD.done_when IS DISTINCT FROM NEW.done_when OR OLD.party_id IS DISTINCT FROM NEW.party_id OR OLD.created_by_id IS DISTINCT FROM NEW.created_by_id OR NOT NEW.result @> OLD.result))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='11e84b5fb157acf501a082c3ea862fa23ec9cd2a', operation='UPDATE', pgid='pgtrigger_settled_4c6f9', table='tasks_task', when='BEFORE')),
        ),
        AddConstraintNotValid(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('case', None), ('workflow_id', ''), models.Q(('attempt__isnull', False), ('stage__isnull', False)), _connector='OR'), name='tasks_task_asked_has_place'),
        ),
        AddConstraintNotValid(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', ''), _negated=True), ('assignee__isnull', False), _connector='OR'), name='tasks_task_is_for_somebody'),
        ),
        AddConstraintNotValid(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_by', None), ('held_until', None)), models.Q(('held_by__isnull', False), ('held_until__isnull', False)), _connector='OR'), name='tasks_task_held_until'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."substitute_id" IS DISTINCT FROM (NEW."substitute_id") OR OLD."first_on" IS DISTINCT FROM (NEW."first_on") OR OLD."last_on" IS DISTINCT FROM (NEW."last_on") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='139c546280a65dc0a2543283055ec4dfe401a4fe', operation='UPDATE', pgid='pgtrigger_written_once_c3dad', table='tasks_absence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f562d664788805313fb6133dd3c7ac7d624e50ac', operation='DELETE', pgid='pgtrigger_stays_20179', table='tasks_absence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='efc88c443d5552ff2d23e7092fcadeba0ee0b5f8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7c086', table='tasks_absence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskcomment',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae92468c4cc4d8f181c3ad603f19f39c62f2e4b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3c1af', table='tasks_taskcomment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskcomment',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='5d825e8548b75bdcb2d4a0665779ec687de2ea6a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_42edf', table='tasks_taskcomment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskfile',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bf57e25e9c99643d500dcb764e5ce2b908523a3b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26015', table='tasks_taskfile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskfile',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='40baf427afa527727b8ff5d8640a9b55c7b6dc7d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_75684', table='tasks_taskfile', when='BEFORE')),
        ),
    ]
