"""A database of the version before: its houses get their blocks, its flats stay flats, nothing printed changes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from webapp.premises import addresses
from webapp.premises.models import Building, Premises, Street

BEFORE, AFTER = ("premises", "0001_initial"), ("premises", "0002_house_and_unit_parts")


def migrate(*, to: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return executor.loader.project_state([to]).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """A database of that version alone: the way back from today's leads through every app."""
    ours = connection.settings_dict["NAME"]
    former = f"{ours}_former"
    _order(f"DROP DATABASE IF EXISTS {former}", f"CREATE DATABASE {former}")
    _turn_to(former)
    yield migrate(to=BEFORE)
    _turn_to(ours)
    _order(f"DROP DATABASE {former}")


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _order(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def old_house(apps: Any, *, street: str, number: str, flats: tuple[str, ...]) -> None:
    district = apps.get_model("premises", "District").objects.get_or_create(code="1", name="1")[0]
    road = apps.get_model("premises", "Street").objects.get_or_create(
        district=district, settlement="г. Тверь", name=street
    )[0]
    house = apps.get_model("premises", "Building").objects.create(
        street=road, number=number, kind="APARTMENT_BUILDING"
    )
    for flat in flats:
        line = f"г. Тверь, {street}, д. {number}" + (f", кв. {flat}" if flat else "")
        apps.get_model("premises", "Premises").objects.create(
            building=house, number=flat, address=line
        )


def test_rows_and_printed_lines_stay_and_parts_appear(before: Any) -> None:
    old_house(before, street="ул. Мира", number="12 к.1", flats=("3", "1-Н", ""))
    old_house(before, street="ул. Мира", number="31 корп. орп.1", flats=("23",))
    old_house(before, street="улица Мира", number="12 корп. 1", flats=("4",))
    printed = list(before.get_model("premises", "Premises").objects.values_list("id", "address"))

    migrate(to=AFTER)

    assert list(Premises.objects.values_list("id", "address")) == printed
    assert set(Premises.objects.values_list("kind", "number")) == {
        *(("FLAT", "3"), ("FLAT", "1-Н"), ("FLAT", "23"), ("FLAT", "4"), ("", "")),
    }
    assert list(Building.objects.order_by("id").values_list("number", "korpus")) == [
        *(("12", "1"), ("31 корп. орп.1", ""), ("12", "1")),
    ]
    first, twin = Street.objects.order_by("id")
    assert first.key == addresses.road_key(settlement="Тверь", street="Мира")
    assert twin.key == f"{first.key}#{twin.pk}"
    twin.save()
    assert twin.key == f"{first.key}#{twin.pk}"


def test_the_way_back_puts_blocks_into_numbers(before: Any) -> None:
    old_house(before, street="ул. Мира", number="12 корп. 1", flats=("3",))
    migrate(to=AFTER)

    apps = migrate(to=BEFORE)

    assert apps.get_model("premises", "Building").objects.get().number == "12 корп. 1"
