"""Accounts hear when their premises, house or street lies in another district."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('premises', '0004_found_by_parts'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='moves_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."street_id" IS DISTINCT FROM (NEW."street_id"))', func='PERFORM contracts_settle(array_agg(account.id)) FROM contracts_account AS account JOIN premises_premises AS premises ON premises.id = premises_id WHERE premises.building_id = NEW.id; RETURN NULL;', hash='6af799a2d71dca7bee8a98bcdac438abd14430d3', operation='UPDATE OF "street_id"', pgid='pgtrigger_moves_accounts_e1b62', table='premises_building', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='premises',
            trigger=pgtrigger.compiler.Trigger(name='moves_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."building_id" IS DISTINCT FROM (NEW."building_id"))', func='PERFORM contracts_settle(array_agg(account.id)) FROM contracts_account AS account WHERE account.premises_id = NEW.id; RETURN NULL;', hash='545127e5401c58b1c16608a1d5e65f9f2dff23f4', operation='UPDATE OF "building_id"', pgid='pgtrigger_moves_accounts_295a8', table='premises_premises', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='street',
            trigger=pgtrigger.compiler.Trigger(name='moves_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."district_id" IS DISTINCT FROM (NEW."district_id"))', func='PERFORM contracts_settle(array_agg(account.id)) FROM contracts_account AS account JOIN premises_premises AS premises ON premises.id = premises_id JOIN premises_building AS building ON building.id = building_id WHERE building.street_id = NEW.id; RETURN NULL;', hash='7a09d62da6626ccc7c05f0a19728d6747031500f', operation='UPDATE OF "district_id"', pgid='pgtrigger_moves_accounts_0e269', table='premises_street', when='AFTER')),
        ),
    ]
