"""An address is taken apart and put together."""

import pytest
from django.utils import translation

from webapp.premises import queries
from webapp.premises.queries import Address


@pytest.mark.parametrize(
    "line",
    [
        "г. Тверь, ул. Мира, д. 1, кв. 2",
        "с. Медное, ул. Полевая, д. 7",
        "г. Тверь, пр-т Победы, д. 15 корп. 2, кв. 8",
    ],
)
def test_a_line_that_we_print_is_read_back(line: str) -> None:
    assert str(queries.parse_address(line)) == line


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("д. Заречье, д. 5", None),
        ("г. Тверь, Садовая, 3-4", Address("г. Тверь", "Садовая", "3-4")),
        ("г. Тверь, пер. Речной, стр. 4, оф. 12", Address("г. Тверь", "пер. Речной", "4", "12")),
        ("Тверь, мкр. Южный, дом № 6", Address("Тверь", "мкр. Южный", "6")),
    ],
)
def test_usual_spellings_are_understood(line: str, address: Address | None) -> None:
    if address is None:
        with pytest.raises(queries.UnreadableAddress):
            queries.parse_address(line)
    else:
        assert queries.parse_address(line) == address


def test_what_is_missing_is_named() -> None:
    with translation.override("ru"), pytest.raises(queries.UnreadableAddress, match="улица, дом"):
        queries.parse_address("г. Тверь")


@pytest.mark.parametrize(
    ("line", "settlement"),
    [
        (
            "Тверская обл., Калининский р-н, д. Ивановка, ул. Мира, д. 1",
            "Калининский р-н, д. Ивановка",
        ),
        (
            "Тверская обл., Торжокский р-н, д. Ивановка, ул. Мира, д. 1",
            "Торжокский р-н, д. Ивановка",
        ),
        ("г.о. Кашира, д. Ивановка, ул. Мира, д. 1", "г.о. Кашира, д. Ивановка"),
        ("д. Ивановка, Калининский р-н, ул. Мира, д. 1", "Калининский р-н, д. Ивановка"),
        ("170100, Тверская обл., Калининский р-н, г. Тверь, ул. Мира, д. 1", "г. Тверь"),
        ("г. Тверь, Центральный р-н, ул. Мира, д. 1", "г. Тверь"),
    ],
)
def test_a_village_is_known_by_its_county_and_a_city_without(line: str, settlement: str) -> None:
    address = queries.parse_address(line)

    assert address == Address(settlement, "ул. Мира", "1")
    assert queries.parse_address(str(address)) == address


@pytest.mark.parametrize(
    "line",
    ["г. Тверь, ул. Мира 5, 12", "г. Тверь, ул. Мира 5а, кв. 12, 3", "г. Тверь, мкр. Южный 6, 12"],
)
def test_a_house_written_into_the_street_is_refused(line: str) -> None:
    with (
        translation.override("ru"),
        pytest.raises(queries.UnreadableAddress, match="оканчивается числом"),
    ):
        queries.parse_address(line)


@pytest.mark.parametrize("street", ["мкр. 5", "ул. 50 лет Октября", "ул. 8 Марта", "линия 7"])
def test_a_street_may_have_a_number_of_its_own(street: str) -> None:
    assert queries.parse_address(f"г. Тверь, {street}, 12") == Address("г. Тверь", street, "12")


def test_a_second_street_is_no_house() -> None:
    with pytest.raises(queries.UnreadableAddress):
        queries.parse_address("г. Тверь, Заречье, ул. Мира, 5")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Address("г.Тверь", "Мира ул", "1А", "2"), True),
        (Address("Калининский р-н, г. Тверь", "улица Мира", "1а", "2"), True),
        (Address("г. Тверь", "ул. Мира", "1а", "3"), False),
        (Address("г. Тверь", "ул. Мирная", "1а", "2"), False),
        (Address("г. Торжок", "ул. Мира", "1а", "2"), False),
    ],
)
def test_spelling_does_not_make_another_place(other: Address, same: bool) -> None:
    assert Address("г. Тверь", "ул. Мира", "1а", "2").is_same_place(other) is same


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
        ("ул. Мира", "пр. Мира", False),
        ("ул. Речная", "пер. Речная", False),
        ("ул. Мира", "ул. Мирная", False),
        ("1-я Садовая ул.", "2-я Садовая ул.", False),
        ("наб. Волги", "ул. Волги", False),
    ],
)
def test_a_street_is_known_by_its_name_and_kind_however_they_are_written(
    one: str, other: str, same: bool
) -> None:
    assert (queries.street_key(one) == queries.street_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 к.1", "12 корп. 1", True),
        ("12к1", "12 корпус 1", True),
        ("12 стр. 2", "12с2", True),
        ("12А", "12 а", True),
        ("12A", "12А", True),  # the first in Latin letters
        ("дом 12", "12", True),
        ("12", "1/2", False),
        ("12 корп. 1", "1 корп. 12", False),
        ("12 корп. 1", "12 стр. 1", False),
        ("12/1", "12-1", False),
    ],
)
def test_a_house_is_known_by_its_number_however_it_is_written(
    one: str, other: str, same: bool
) -> None:
    assert (queries.house_key(one) == queries.house_key(other)) is same


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
    assert (queries.settlement_key(one) == queries.settlement_key(other)) is same


@pytest.mark.parametrize("house", ["д. 12 корпус 1", "д. 12 к.1", "д. 12, корп. 1", "12 корп. 1"])
def test_a_block_of_a_house_is_read_in_every_spelling(house: str) -> None:
    address = queries.parse_address(f"г. Тверь, ул. Мира, {house}, кв. 2")

    assert address.is_same_place(Address("г. Тверь", "ул. Мира", "12 корп. 1", "2"))
    assert not address.is_same_place(Address("г. Тверь", "ул. Мира", "1 корп. 12", "2"))
