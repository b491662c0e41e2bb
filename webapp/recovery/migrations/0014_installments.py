"""Plans of payment by parts are spelt as everything else is: installments."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

TABLES = """
-- squawk-ignore renaming-table
ALTER TABLE recovery_instalmentplan RENAME TO recovery_installmentplan;
-- squawk-ignore renaming-table
ALTER TABLE recovery_instalmentplanevent RENAME TO recovery_installmentplanevent;
-- squawk-ignore renaming-table
ALTER TABLE recovery_instalment RENAME TO recovery_installment;
-- squawk-ignore renaming-table
ALTER TABLE recovery_instalmentevent RENAME TO recovery_installmentevent;
-- squawk-ignore renaming-object
ALTER INDEX recovery_instalmentplan_one_active RENAME TO recovery_installmentplan_one_active;
-- squawk-ignore renaming-object
ALTER TABLE recovery_installment RENAME CONSTRAINT recovery_instalment_once TO recovery_installment_once;
-- squawk-ignore renaming-object
ALTER TABLE recovery_installment RENAME CONSTRAINT recovery_instalment_positive TO recovery_installment_positive
"""
TABLES_BACK = """
ALTER TABLE recovery_installment
    RENAME CONSTRAINT recovery_installment_positive TO recovery_instalment_positive;
ALTER TABLE recovery_installment
    RENAME CONSTRAINT recovery_installment_once TO recovery_instalment_once;
ALTER INDEX recovery_installmentplan_one_active RENAME TO recovery_instalmentplan_one_active;
ALTER TABLE recovery_installmentevent RENAME TO recovery_instalmentevent;
ALTER TABLE recovery_installment RENAME TO recovery_instalment;
ALTER TABLE recovery_installmentplanevent RENAME TO recovery_instalmentplanevent;
ALTER TABLE recovery_installmentplan RENAME TO recovery_instalmentplan
"""
# rights stay with whoever has them
RIGHTS = """
UPDATE django_content_type SET model = replace(model, 'instalment', 'installment')
WHERE app_label = 'recovery' AND model LIKE 'instalment%'
"""
RIGHTS_BACK = """
UPDATE django_content_type SET model = replace(model, 'installment', 'instalment')
WHERE app_label = 'recovery' AND model LIKE 'installment%'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("recovery", "0013_holds_are_pauses"),
    ]
    operations = [
        *(
            pgtrigger.migrations.RemoveTrigger(model_name=model, name=name)
            for model in ("instalment", "instalmentplan")
            for name in ("update_update", "delete_delete", "no_truncate")
        ),
        *(
            pgtrigger.migrations.RemoveTrigger(model_name=model, name=name)
            for model in ("instalmentevent", "instalmentplanevent")
            for name in ("no_truncate", "append_only")
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES, TABLES_BACK)],
            state_operations=[
                migrations.RenameModel("InstalmentPlan", "InstallmentPlan"),
                migrations.RenameModel("InstalmentPlanEvent", "InstallmentPlanEvent"),
                migrations.RenameModel("Instalment", "Installment"),
                migrations.RenameModel("InstalmentEvent", "InstallmentEvent"),
                migrations.RemoveConstraint(
                    model_name='installment',
                    name='recovery_instalment_once',
                ),
                migrations.RemoveConstraint(
                    model_name='installment',
                    name='recovery_instalment_positive',
                ),
                migrations.RemoveConstraint(
                    model_name='installmentplan',
                    name='recovery_instalmentplan_one_active',
                ),
                migrations.AddConstraint(
                    model_name='installment',
                    constraint=models.UniqueConstraint(fields=('plan', 'due_on'), name='recovery_installment_once'),
                ),
                migrations.AddConstraint(
                    model_name='installment',
                    constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='recovery_installment_positive'),
                ),
                migrations.AddConstraint(
                    model_name='installmentplan',
                    constraint=models.UniqueConstraint(condition=models.Q(('status', 'ACTIVE')), fields=('case',), name='recovery_installmentplan_one_active'),
                ),
            ],
        ),
        migrations.AlterModelOptions(
            name='installment',
            options={'verbose_name': 'installment', 'verbose_name_plural': 'installments'},
        ),
        migrations.AlterModelOptions(
            name='installmentplan',
            options={'verbose_name': 'installment plan', 'verbose_name_plural': 'installment plans'},
        ),
        migrations.AlterModelOptions(
            name='recovery',
            options={'default_permissions': (), 'permissions': [('view_recoverycase', 'Can view cases of debt recovery'), ('start_recovery', 'Can start recovery'), ('work_case', 'Can take promises and agree on installment plans'), ('hold_case', 'Can put cases on hold'), ('dispute_case', 'Can open and settle disputes'), ('change_executor', 'Can give any case to another person'), ('close_case', 'Can withdraw and write off'), ('approve_package', 'Can approve packages')], 'verbose_name': 'recovery case', 'verbose_name_plural': 'recovery cases'},
        ),
        migrations.AlterField(
            model_name='installment',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='installments', to='recovery.installmentplan'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_installmentevent" ("amount", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (OLD."amount", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_id"); RETURN NULL;', hash='bb299c16cd4dce7c35fd9f5d0c6b962fb2f8ce6d', operation='UPDATE', pgid='pgtrigger_update_update_523de', table='recovery_installment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_installmentevent" ("amount", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (OLD."amount", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id"); RETURN NULL;', hash='35125577797f3caf26e77b6e16332fa19775cb5a', operation='DELETE', pgid='pgtrigger_delete_delete_14b34', table='recovery_installment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installment',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='86a9a94ee1a3c38d3f912921075d98afe78cf873', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_2d66b', table='recovery_installment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='ab5ca3c094a5219e333d7f86e4c129d9344cf30b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d41ed', table='recovery_installmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3a303589c65762f7198ddf4d9508ab939d72ed8b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9b83f', table='recovery_installmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "recovery_installmentplanevent" ("agreed_on", "by_id", "case_id", "ended_on", "grace_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."agreed_on", OLD."by_id", OLD."case_id", OLD."ended_on", OLD."grace_days", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."status"); RETURN NULL;', hash='c4a9d0e00d1df52055c4317b7cb611e4054c5a9d', operation='UPDATE', pgid='pgtrigger_update_update_9e95c', table='recovery_installmentplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "recovery_installmentplanevent" ("agreed_on", "by_id", "case_id", "ended_on", "grace_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."agreed_on", OLD."by_id", OLD."case_id", OLD."ended_on", OLD."grace_days", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='aae269ba82f32aac1796935684f6c837bf66ac20', operation='DELETE', pgid='pgtrigger_delete_delete_4051d', table='recovery_installmentplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentplan',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='a681b91247b27021f39a021fbf7c250ef0b048e2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d2a24', table='recovery_installmentplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentplanevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='12f97fcaaa6c99312d375373c9d4495ba3f91e3d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f17f3', table='recovery_installmentplanevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='installmentplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='033de3b700cf7cee849762385ca5af5856343459', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b4446', table='recovery_installmentplanevent', when='BEFORE')),
        ),
        migrations.RunSQL(RIGHTS, RIGHTS_BACK),
    ]
