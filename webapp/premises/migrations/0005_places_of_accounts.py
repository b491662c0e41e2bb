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
            trigger=pgtrigger.compiler.Trigger(name='moves_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."street_id" IS DISTINCT FROM (NEW."street_id"))', func='PERFORM contracts_settle(account.id) FROM contracts_account AS account JOIN premises_premises AS premises ON premises.id = premises_id WHERE premises.building_id = NEW.id; RETURN NULL;', hash='c3725245eab8fd65d7223e8e81fd36fdff0270e8', operation='UPDATE OF "street_id"', pgid='pgtrigger_moves_accounts_e1b62', table='premises_building', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='premises',
            trigger=pgtrigger.compiler.Trigger(name='moves_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."building_id" IS DISTINCT FROM (NEW."building_id"))', func='PERFORM contracts_settle(account.id) FROM contracts_account AS account WHERE account.premises_id = NEW.id; RETURN NULL;', hash='769a500eca7eed7288c8eae9bfb96e20f46c1ebd', operation='UPDATE OF "building_id"', pgid='pgtrigger_moves_accounts_295a8', table='premises_premises', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='street',
            trigger=pgtrigger.compiler.Trigger(name='moves_accounts', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."district_id" IS DISTINCT FROM (NEW."district_id"))', func='PERFORM contracts_settle(account.id) FROM contracts_account AS account JOIN premises_premises AS premises ON premises.id = premises_id JOIN premises_building AS building ON building.id = building_id WHERE building.street_id = NEW.id; RETURN NULL;', hash='c65cfa0df5f3432f9521a70881b71e83dea81592', operation='UPDATE OF "district_id"', pgid='pgtrigger_moves_accounts_0e269', table='premises_street', when='AFTER')),
        ),
    ]
