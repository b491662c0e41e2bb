"""One place has one key however it is spelt, and two places have two."""

import pytest

from webapp.premises import addresses


def same_place(one: str, other: str) -> bool:
    return addresses.parse_address(one).is_same_place(addresses.parse_address(other))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("г.Тверь, Мира ул, 1А, кв. 2", True),
        ("Калининский р-н, г. Тверь, улица Мира, д. 1а, кв. 2", True),
        ("г. Тверь, ул. Мира, д. 1а, кв. 2, эт. 1", True),
        ("г. Тверь, ул. Мира, д. 1а, кв. 3", False),
        ("г. Тверь, ул. Мира, д. 1а, оф. 2", False),
        ("г. Тверь, ул. Мира, д. 1а, кв. 2, комн. 1", False),
        ("г. Тверь, ул. Мира, вл. 1а, кв. 2", False),
        ("г. Тверь, ул. Мирная, д. 1а, кв. 2", False),
        ("г. Торжок, ул. Мира, д. 1а, кв. 2", False),
        ("д. Тверь, ул. Мира, д. 1а, кв. 2", False),
    ],
)
def test_spelling_does_not_make_another_place(other: str, same: bool) -> None:
    assert same_place("г. Тверь, ул. Мира, д. 1а, кв. 2", other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ул. Мира", "улица Мира", True),
        ("ул. Мира", "Мира ул.", True),
        ("ул. Мира", "УЛ МИРА", True),
        ("ул. Мира", "Мира", True),
        ("ул. Королёва", "ул.Королева", True),
        ("пр-т Победы", "Победы проспект", True),
        ("ул. Карла Маркса", "Маркса Карла ул", True),
        ("ул. Набережная", "Набережная ул.", True),
        ("б-р Шмидта", "бульвар Шмидта", True),
        ("мкр. 5", "5-й микрорайон", True),
        ("СНТ «Ромашка»", "снт Ромашка", True),
        ("1-я Садовая ул.", "ул. Садовая 1-я", True),
        ("мкр. Южный, ул. Садовая", "микрорайон Южный, Садовая улица", True),
        ("", "", True),
        ("ул. Мира", "", False),
        ("ул. Мира", "пр. Мира", False),
        ("ул. Речная", "пер. Речная", False),
        ("ул. Мира", "ул. Мирная", False),
        ("1-я Садовая ул.", "2-я Садовая ул.", False),
        ("наб. Волги", "ул. Волги", False),
        ("мкр. 5", "кв-л 5", False),
        ("СНТ Ромашка", "ДНТ Ромашка", False),
    ],
)
def test_a_street_is_known_by_its_name_and_kind_however_they_are_written(
    one: str, other: str, same: bool
) -> None:
    assert (addresses.street_key(one) == addresses.street_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 к.1", "12 корп. 1", True),
        ("12к1", "12 корпус 1", True),
        ("12 стр. 2", "12с2", True),
        ("12А", "12 а", True),
        ("12-А", "12А", True),
        ("12A", "12А", True),  # the first in Latin letters
        ("дом 12", "12", True),
        ("лит. А д. 5", "5 литера А", True),
        ("12", "1/2", False),
        ("12 корп. 1", "1 корп. 12", False),
        ("12 корп. 1", "12 стр. 1", False),
        ("д. 12/1", "д. 12-1", False),
        ("12", "вл. 12", False),
        ("5А", "5 лит. А", False),
    ],
)
def test_a_house_is_known_by_its_number_however_it_is_written(
    one: str, other: str, same: bool
) -> None:
    keys = [addresses.house_key(addresses.parse_house(house)) for house in (one, other)]

    assert (keys[0] == keys[1]) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("кв. 12А", "квартира 12а", True),
        ("кв. 3, комн. 2", "кв.3 к.2", True),
        ("пом. 1-Н", "нежилое помещение 1Н", True),
        ("м/м 5", "машиноместо № 5", True),
        ("оф. 3, эт. 2", "офис 3", True),
        ("кв. 3", "оф. 3", False),
        ("пом. 1-Н", "пом. 2-Н", False),
        ("кв. 3, комн. 2", "кв. 2, комн. 3", False),
        ("эт. 1", "эт. 2", False),
    ],
)
def test_a_flat_is_known_by_what_it_is_and_its_number(one: str, other: str, same: bool) -> None:
    keys = [addresses.units_key(addresses.parse_units(inside)) for inside in (one, other)]

    assert (keys[0] == keys[1]) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("г. Тверь", "город Тверь", True),
        ("г.Тверь", "Тверь", True),
        ("с. Королёво", "село Королево", True),
        ("Калининский р-н, д. Ивановка", "Калининский район, деревня Ивановка", True),
        ("д. Ивановка", "с. Ивановка", False),
        ("Калининский р-н, д. Ивановка", "Торжокский р-н, д. Ивановка", False),
    ],
)
def test_a_settlement_is_known_by_its_name_and_kind(one: str, other: str, same: bool) -> None:
    assert (addresses.settlement_key(one) == addresses.settlement_key(other)) is same
