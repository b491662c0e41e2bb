"""What only debt recovery knows of a case stands beside it, one to one; the case itself is that of any process."""

import django.db.models.deletion
from django.db import migrations, models

OWN = """
CREATE TABLE recovery_recovery (
    case_id bigint NOT NULL PRIMARY KEY
        REFERENCES processes_case (id) DEFERRABLE INITIALLY DEFERRED,
    is_filed boolean NOT NULL,
    is_restricted boolean NOT NULL,
    scheme_version_id bigint NOT NULL
        REFERENCES recovery_schemeversion (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO recovery_recovery (case_id, is_filed, is_restricted, scheme_version_id)
    SELECT id, is_filed, is_restricted, scheme_version_id FROM processes_case;
SET CONSTRAINTS ALL IMMEDIATE;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX recovery_recovery_scheme_version ON recovery_recovery (scheme_version_id);
UPDATE processes_case SET process = 'debt_recovery';
UPDATE processes_case SET exclusive = 'debt_recovery:account:' || account_id
    WHERE NOT is_filed AND account_id IS NOT NULL;
UPDATE processes_case SET exclusive = 'debt_recovery:contract:' || contract_id
    WHERE NOT is_filed AND contract_id IS NOT NULL;
SET CONSTRAINTS ALL DEFERRED;
-- squawk-ignore ban-drop-default
ALTER TABLE processes_case ALTER COLUMN process DROP DEFAULT;
-- squawk-ignore ban-drop-column
ALTER TABLE processes_case DROP COLUMN is_filed;
-- squawk-ignore ban-drop-column
ALTER TABLE processes_case DROP COLUMN is_restricted;
-- squawk-ignore ban-drop-column
ALTER TABLE processes_case DROP COLUMN scheme_version_id
"""
OWN_BACK = """
ALTER TABLE processes_case ADD COLUMN scheme_version_id bigint NULL
    REFERENCES recovery_schemeversion (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE processes_case ADD COLUMN is_filed boolean NOT NULL DEFAULT false;
ALTER TABLE processes_case ADD COLUMN is_restricted boolean NOT NULL DEFAULT false;
UPDATE processes_case SET
    scheme_version_id = own.scheme_version_id,
    is_filed = own.is_filed,
    is_restricted = own.is_restricted
FROM recovery_recovery AS own WHERE own.case_id = processes_case.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE processes_case ALTER COLUMN scheme_version_id SET NOT NULL;
ALTER TABLE processes_case ALTER COLUMN is_filed DROP DEFAULT;
ALTER TABLE processes_case ALTER COLUMN is_restricted DROP DEFAULT;
ALTER TABLE processes_case ALTER COLUMN process SET DEFAULT '';
CREATE INDEX recovery_recoverycase_scheme_version_id ON processes_case (scheme_version_id);
CREATE UNIQUE INDEX recovery_case_one_unfiled_per_account ON processes_case (account_id)
    WHERE closed_on IS NULL AND NOT is_filed;
CREATE UNIQUE INDEX recovery_case_one_unfiled_per_contract ON processes_case (contract_id)
    WHERE closed_on IS NULL AND NOT is_filed;
DROP TABLE recovery_recovery
"""
# one open case claims a charge, whoever closes it and however
CLAIMS_FOLLOW = """
CREATE FUNCTION recovery_claims_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE recovery_casecharge SET is_open = NEW.closed_on IS NULL WHERE case_id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER recovery_claims_follow AFTER UPDATE OF closed_on ON processes_case
    FOR EACH ROW EXECUTE FUNCTION recovery_claims_follow()
"""
CLAIMS_STAND = """
DROP TRIGGER recovery_claims_follow ON processes_case;
DROP FUNCTION recovery_claims_follow()
"""
# rights stay with whoever has them
RIGHTS = """
UPDATE django_content_type SET model = 'recovery'
WHERE app_label = 'recovery' AND model = 'recoverycase'
"""
RIGHTS_BACK = """
UPDATE django_content_type SET model = 'recoverycase'
WHERE app_label = 'recovery' AND model = 'recovery'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("correspondence", "0011_cases_of_every_process"),
        ("processes", "0001_cases_of_every_process"),
        ("recovery", "0009_the_journal_leaves"),
        ("tasks", "0006_cases_of_every_process"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(OWN, OWN_BACK)],
            state_operations=[
                migrations.AlterField(
                    model_name='courtcase',
                    name='case',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='court_cases', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='instalmentplanevent',
                    name='case',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='writevent',
                    name='case',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='casechargeevent',
                    name='case',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='courteventevent',
                    name='case',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case', verbose_name='case'),
                ),
                migrations.AlterField(
                    model_name='holdevent',
                    name='case',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case'),
                ),
                migrations.RemoveField(
                    model_name='step',
                    name='case',
                ),
                migrations.AlterField(
                    model_name='hold',
                    name='case',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='courtcaseevent',
                    name='case',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='casecharge',
                    name='case',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='writ',
                    name='case',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writs', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='instalmentplan',
                    name='case',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='processes.case'),
                ),
                migrations.AlterField(
                    model_name='courtevent',
                    name='case',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='court_events', to='processes.case', verbose_name='case'),
                ),
                migrations.RemoveField(
                    model_name='step',
                    name='by',
                ),
                migrations.RemoveField(
                    model_name='step',
                    name='document',
                ),
                migrations.RemoveField(
                    model_name='step',
                    name='message',
                ),
                migrations.RemoveField(
                    model_name='step',
                    name='task',
                ),
                migrations.CreateModel(
                    name='Recovery',
                    fields=[
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='recovery', serialize=False, to='processes.case')),
                        ('is_filed', models.BooleanField(default=False, verbose_name='filed with a court')),
                        ('is_restricted', models.BooleanField(default=False, verbose_name='supply is restricted')),
                        ('scheme_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='recovery.schemeversion', verbose_name='scheme')),
                    ],
                    options={
                        'verbose_name': 'recovery case',
                        'verbose_name_plural': 'recovery cases',
                        'permissions': [('view_recoverycase', 'Can view cases of debt recovery'), ('start_recovery', 'Can start recovery'), ('work_case', 'Can take promises and agree on instalment plans'), ('hold_case', 'Can put cases on hold'), ('dispute_case', 'Can open and settle disputes'), ('change_executor', 'Can give any case to another person'), ('close_case', 'Can withdraw and write off'), ('approve_package', 'Can approve packages')],
                        'default_permissions': (),
                    },
                ),
                migrations.DeleteModel(
                    name='RecoveryCase',
                ),
                migrations.DeleteModel(
                    name='Step',
                ),
            ],
        ),
        migrations.RunSQL(CLAIMS_FOLLOW, CLAIMS_STAND),
        migrations.RunSQL(RIGHTS, RIGHTS_BACK),
    ]
