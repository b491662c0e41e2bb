"""The district of each account is written down once: the way to it leads through four tables."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Who moves a street waits for who adds an account in it, and the other way round.
# Each account is led to its street by keys, one table after another: a subquery that locks or skips
# is not taken apart, so no belief about how full the tables are can turn the way round
SETTLE = """
CREATE FUNCTION contracts_settle(which bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan TO off AS $$
BEGIN
    EXECUTE
        'INSERT INTO contracts_place (account_id, contract_id, party_id, district_id)
        SELECT account.id, account.contract_id, account.party_id, street.district_id
        FROM unnest($1) AS moved (id)
        CROSS JOIN LATERAL (
            SELECT * FROM contracts_account WHERE id = moved.id OFFSET 0
        ) AS account
        CROSS JOIN LATERAL (
            SELECT * FROM premises_premises WHERE id = account.premises_id FOR SHARE
        ) AS premises
        CROSS JOIN LATERAL (
            SELECT * FROM premises_building WHERE id = premises.building_id FOR SHARE
        ) AS building
        CROSS JOIN LATERAL (
            SELECT * FROM premises_street WHERE id = building.street_id FOR SHARE
        ) AS street
        ON CONFLICT (account_id) DO UPDATE SET contract_id = EXCLUDED.contract_id,
            party_id = EXCLUDED.party_id, district_id = EXCLUDED.district_id'
    USING which;
END $$
"""
FILLED = """
INSERT INTO contracts_place (account_id, contract_id, party_id, district_id)
SELECT account.id, account.contract_id, account.party_id, street.district_id
FROM contracts_account AS account
JOIN premises_premises AS premises ON premises.id = account.premises_id
JOIN premises_building AS building ON building.id = premises.building_id
JOIN premises_street AS street ON street.id = building.street_id
ON CONFLICT (account_id) DO UPDATE SET contract_id = EXCLUDED.contract_id,
    party_id = EXCLUDED.party_id, district_id = EXCLUDED.district_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0010_digits_of_contracts'),
        ('parties', '0007_names_as_banks_write_them'),
        ('premises', '0005_places_of_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('account', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='place', serialize=False, to='contracts.account')),
                ('contract', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract')),
                ('party', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.party')),
                ('district', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='premises.district')),
            ],
            options={
                'default_permissions': (),
                'indexes': [
                    models.Index(fields=['party', 'district'], name='contracts_place_party'),
                    models.Index(condition=models.Q(('contract__isnull', False)), fields=['contract', 'district'], name='contracts_place_contract'),
                ],
            },
        ),
        migrations.RunSQL(SETTLE, "DROP FUNCTION contracts_settle(bigint[])"),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='place_of_new_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM contracts_settle(array_agg(id)) FROM added; RETURN NULL;', hash='0a8c4c69f9708e89cf08dd6523f9470ac0105691', level='STATEMENT', operation='INSERT', pgid='pgtrigger_place_of_new_accounts_1f367', referencing='REFERENCING NEW TABLE AS added ', table='contracts_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=pgtrigger.compiler.Trigger(name='place_of_account', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM contracts_settle(ARRAY[NEW.id]); RETURN NULL;', hash='bf00095ba2694d76bf0e300ca1b708c7d371ab76', operation='UPDATE OF "premises_id", "contract_id", "party_id"', pgid='pgtrigger_place_of_account_03a97', table='contracts_account', when='AFTER')),
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
    ]
