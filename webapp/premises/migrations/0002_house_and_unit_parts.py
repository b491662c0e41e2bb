"""A house has its blocks and a flat its kind in columns of their own, and one key for every spelling.

What is there keeps its row and its printed line: what had a number was read as a flat and stays one, a number that is not understood
stays whole. Of two rows that an older version made for one house, the second keeps a key of its own, so both stay.
The history is not asked: nothing a person wrote is changed here.
"""

from collections.abc import Iterable
from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from webapp.premises import addresses

BATCH = 1000
UNIQUE = """
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({columns})
"""
ONCE = (
    ("street", "premises_street_key_once", ("district", "key"), "district_id, key"),
    ("building", "premises_building_key_once", ("street", "key"), "street_id, key"),
    ("building", "premises_building_fias_once", ("fias_code",), "fias_code"),
    ("premises", "premises_premises_key_once", ("building", "key"), "building_id, key"),
    ("premises", "premises_premises_fias_once", ("fias_code",), "fias_code"),
)


def write_parts(apps: Any, _schema_editor: Any) -> None:
    """Write kinds, blocks and keys of what is there."""
    street, building, premises = (
        apps.get_model("premises", name) for name in ("Street", "Building", "Premises")
    )
    _write(street, _street_key, "district_id", ["key"])
    _write(building, _building_key, "street_id", ["key", "number", "korpus", "stroenie", "litera", "ownership"])
    _write(premises, _premises_key, "building_id", ["key", "kind"])
    _forget_repeated_codes(building)


def join_parts(apps: Any, _schema_editor: Any) -> None:
    """Put the blocks back into the number."""
    buildings = apps.get_model("premises", "Building")._default_manager
    for building in buildings.iterator(chunk_size=BATCH):
        parts = {part: getattr(building, part) for part in ("number", "korpus", "stroenie", "litera")}
        house = addresses.House(**parts, ownership=addresses.Ownership(building.ownership))
        buildings.filter(pk=building.pk).update(number=house.short[:20])


def _write(model: Any, key_of: Any, owner: str, fields: list[str]) -> None:
    seen: set[tuple[int, str]] = set()
    rows = model._default_manager.order_by("id")
    for batch in _batches(rows.iterator(chunk_size=BATCH)):
        for row in batch:
            key = key_of(row)
            place = (getattr(row, owner), key)
            row.key = f"{key}#{row.pk}" if place in seen else key
            seen.add(place)
        model._default_manager.bulk_update(batch, fields)


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _street_key(street: Any) -> str:
    return addresses.road_key(settlement=street.settlement, street=street.name)


def _building_key(building: Any) -> str:
    try:
        house = addresses.parse_house(building.number)
    except addresses.UnreadableAddress:
        house = addresses.House(number=building.number)
    for part in ("number", "korpus", "stroenie", "litera", "ownership"):
        setattr(building, part, getattr(house, part))
    return addresses.house_key(house)


def _premises_key(premises: Any) -> str:
    premises.kind = addresses.UnitKind.FLAT if premises.number else ""
    units = addresses.units_of_columns(kind=premises.kind, number=premises.number, room="", rest="")
    return addresses.units_key(units)


def _forget_repeated_codes(building: Any) -> None:
    """A GUID is of one house: of two rows that have it, the first one keeps it."""
    buildings = building._default_manager
    firsts = buildings.filter(fias_code=models.OuterRef("fias_code")).order_by("id").values("id")[:1]
    buildings.exclude(fias_code=None).exclude(id=models.Subquery(firsts)).update(fias_code=None)


FREED = (
    ("street", "premises_street_once", "district_id, settlement, name"),
    ("building", "premises_building_once", "street_id, number"),
    ("premises", "premises_premises_once", "building_id, number"),
)


def _freed() -> Iterable[Any]:
    for model, name, columns in FREED:
        table = f"premises_{model}"
        yield migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"-- squawk-ignore ban-drop-constraint\nALTER TABLE {table} DROP CONSTRAINT {name}",
                    UNIQUE.format(table=table, name=name, columns=columns),
                )
            ],
            state_operations=[migrations.RemoveConstraint(model_name=model, name=name)],
        )


def _once() -> Iterable[Any]:
    for model, name, fields, columns in ONCE:
        table = f"premises_{model}"
        yield migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    UNIQUE.format(table=table, name=name, columns=columns),
                    f"ALTER TABLE {table} DROP CONSTRAINT {name}",
                )
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name=model, constraint=models.UniqueConstraint(fields=fields, name=name)
                )
            ],
        )


class Migration(migrations.Migration):
    """See the module's docstring."""

    dependencies = [
        ('parties', '0001_initial'),
        ('premises', '0001_initial'),
    ]

    operations = [
        *_freed(),
        pgtrigger.migrations.RemoveTrigger(
            model_name='building',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='building',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='premises',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='premises',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='building',
            name='key',
            field=models.CharField(db_default='', default='', editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name='building',
            name='korpus',
            field=models.CharField(blank=True, db_default='', default='', max_length=10, verbose_name='korpus'),
        ),
        migrations.AddField(
            model_name='building',
            name='litera',
            field=models.CharField(blank=True, db_default='', default='', max_length=10, verbose_name='litera'),
        ),
        migrations.AddField(
            model_name='building',
            name='ownership',
            field=models.CharField(choices=[('HOUSE', 'house'), ('POSSESSION', 'possession'), ('HOUSEHOLD', 'household'), ('BUILDING', 'separate building'), ('CONSTRUCTION', 'construction'), ('PLOT', 'plot of land')], db_default='HOUSE', default='HOUSE', max_length=20, verbose_name='what has the number'),
        ),
        migrations.AddField(
            model_name='building',
            name='stroenie',
            field=models.CharField(blank=True, db_default='', default='', max_length=10, verbose_name='stroenie'),
        ),
        migrations.AddField(
            model_name='buildingevent',
            name='key',
            field=models.CharField(db_default='', default='', editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name='buildingevent',
            name='korpus',
            field=models.CharField(blank=True, db_default='', default='', max_length=10, verbose_name='korpus'),
        ),
        migrations.AddField(
            model_name='buildingevent',
            name='litera',
            field=models.CharField(blank=True, db_default='', default='', max_length=10, verbose_name='litera'),
        ),
        migrations.AddField(
            model_name='buildingevent',
            name='ownership',
            field=models.CharField(choices=[('HOUSE', 'house'), ('POSSESSION', 'possession'), ('HOUSEHOLD', 'household'), ('BUILDING', 'separate building'), ('CONSTRUCTION', 'construction'), ('PLOT', 'plot of land')], db_default='HOUSE', default='HOUSE', max_length=20, verbose_name='what has the number'),
        ),
        migrations.AddField(
            model_name='buildingevent',
            name='stroenie',
            field=models.CharField(blank=True, db_default='', default='', max_length=10, verbose_name='stroenie'),
        ),
        migrations.AddField(
            model_name='premises',
            name='fias_code',
            field=models.UUIDField(blank=True, null=True, verbose_name='ФИАС code'),
        ),
        migrations.AddField(
            model_name='premises',
            name='key',
            field=models.CharField(db_default='', default='', editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name='premises',
            name='kind',
            field=models.CharField(blank=True, choices=[('FLAT', 'flat'), ('ROOM', 'room'), ('OFFICE', 'office'), ('CABINET', 'cabinet'), ('PREMISES', 'premises with a number'), ('NON_RESIDENTIAL', 'non-residential premises'), ('GARAGE', 'garage'), ('BOX', 'garage box'), ('PARKING', 'parking place'), ('STORAGE', 'storage room'), ('PAVILION', 'pavilion'), ('SECTION', 'section'), ('FLOOR', 'floor'), ('ENTRANCE', 'entrance'), ('OTHER', 'as written')], db_default='', default='', max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='premises',
            name='rest',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='rest of the address, as written'),
        ),
        migrations.AddField(
            model_name='premises',
            name='room',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='room of a communal flat'),
        ),
        migrations.AddField(
            model_name='premisesevent',
            name='fias_code',
            field=models.UUIDField(blank=True, null=True, verbose_name='ФИАС code'),
        ),
        migrations.AddField(
            model_name='premisesevent',
            name='key',
            field=models.CharField(db_default='', default='', editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name='premisesevent',
            name='kind',
            field=models.CharField(blank=True, choices=[('FLAT', 'flat'), ('ROOM', 'room'), ('OFFICE', 'office'), ('CABINET', 'cabinet'), ('PREMISES', 'premises with a number'), ('NON_RESIDENTIAL', 'non-residential premises'), ('GARAGE', 'garage'), ('BOX', 'garage box'), ('PARKING', 'parking place'), ('STORAGE', 'storage room'), ('PAVILION', 'pavilion'), ('SECTION', 'section'), ('FLOOR', 'floor'), ('ENTRANCE', 'entrance'), ('OTHER', 'as written')], db_default='', default='', max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='premisesevent',
            name='rest',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='rest of the address, as written'),
        ),
        migrations.AddField(
            model_name='premisesevent',
            name='room',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='room of a communal flat'),
        ),
        migrations.AddField(
            model_name='street',
            name='key',
            field=models.CharField(db_default='', default='', editable=False, max_length=400),
        ),
        migrations.AlterField(
            model_name='building',
            name='number',
            field=models.CharField(blank=True, max_length=20, verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='buildingevent',
            name='number',
            field=models.CharField(blank=True, max_length=20, verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='street',
            name='name',
            field=models.CharField(blank=True, max_length=120, verbose_name='name of the street'),
        ),
        migrations.RunPython(write_parts, join_parts),
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "premises_buildingevent" ("area_m2", "closed_on", "fias_code", "id", "key", "kind", "korpus", "litera", "manager_id", "number", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "street_id", "stroenie") VALUES (OLD."area_m2", OLD."closed_on", OLD."fias_code", OLD."id", OLD."key", OLD."kind", OLD."korpus", OLD."litera", OLD."manager_id", OLD."number", OLD."ownership", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."street_id", OLD."stroenie"); RETURN NULL;', hash='3b09c445ae9f4ba91f166f6b3b5f038ad0758d07', operation='UPDATE', pgid='pgtrigger_update_update_c31e4', table='premises_building', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "premises_buildingevent" ("area_m2", "closed_on", "fias_code", "id", "key", "kind", "korpus", "litera", "manager_id", "number", "ownership", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "street_id", "stroenie") VALUES (OLD."area_m2", OLD."closed_on", OLD."fias_code", OLD."id", OLD."key", OLD."kind", OLD."korpus", OLD."litera", OLD."manager_id", OLD."number", OLD."ownership", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."street_id", OLD."stroenie"); RETURN NULL;', hash='a79832a77a56f26fed2527beeebd734b02259908', operation='DELETE', pgid='pgtrigger_delete_delete_1f42c', table='premises_building', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='premises',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "premises_premisesevent" ("address", "area_m2", "building_id", "fias_code", "id", "is_residential", "key", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rest", "room") VALUES (OLD."address", OLD."area_m2", OLD."building_id", OLD."fias_code", OLD."id", OLD."is_residential", OLD."key", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rest", OLD."room"); RETURN NULL;', hash='9c16097eee052fda0eecf15047ec8c4c4b651934', operation='UPDATE', pgid='pgtrigger_update_update_7d9de', table='premises_premises', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='premises',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "premises_premisesevent" ("address", "area_m2", "building_id", "fias_code", "id", "is_residential", "key", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rest", "room") VALUES (OLD."address", OLD."area_m2", OLD."building_id", OLD."fias_code", OLD."id", OLD."is_residential", OLD."key", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rest", OLD."room"); RETURN NULL;', hash='fcb95558e377e9a61d2b7bb70638787f242271db', operation='DELETE', pgid='pgtrigger_delete_delete_16c01', table='premises_premises', when='AFTER')),
        ),
        *_once(),
    ]
