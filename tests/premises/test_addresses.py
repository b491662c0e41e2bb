"""An address is taken apart and put together as people write it; what is not understood is refused or kept as written."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from webapp.premises import addresses
from webapp.premises.addresses import Address, House, Ownership, Unit, UnitKind

TVER = "г. Тверь, ул. Мира"

# as a clerk writes it, and as papers print it
SPELLINGS = {
    # blocks of a house
    "г. Тверь, ул. Мира, дом 31, корп.1, кв. 23": f"{TVER}, д. 31 корп. 1, кв. 23",
    "г. Тверь, ул. Мира, 31к1": f"{TVER}, д. 31 корп. 1",
    "г. Тверь, ул. Мира, д. 12 корпус 1": f"{TVER}, д. 12 корп. 1",
    "г. Тверь, ул. Мира, д. 12А к. 2, кв. 5": f"{TVER}, д. 12А корп. 2, кв. 5",
    "г. Тверь, ул. Мира, д. 5 (корп. 2), кв. 12": f"{TVER}, д. 5 корп. 2, кв. 12",
    "г. Тверь, ул. Мира, д. 5 корп. А, кв. 12А": f"{TVER}, д. 5 корп. А, кв. 12А",
    "г. Тверь, ул. Мира, 15А стр. 1": f"{TVER}, д. 15А стр. 1",
    "г. Тверь, ул. Мира, д. 15А, строение 2, кв. 5": f"{TVER}, д. 15А стр. 2, кв. 5",
    "г. Тверь, ул. Мира, 12к1с2, кв. 5": f"{TVER}, д. 12 корп. 1 стр. 2, кв. 5",
    "г. Тверь, ул. Мира, стр. 4, оф. 12": f"{TVER}, стр. 4, оф. 12",
    "г. Тверь, ул. Мира, д. 5 лит А, пом. 3": f"{TVER}, д. 5 лит. А, пом. 3",
    "г. Тверь, ул. Мира, д. 5, литера Б1": f"{TVER}, д. 5 лит. Б1",
    "г. Тверь, ул. Мира, д. 5, литер В, оф. 2": f"{TVER}, д. 5 лит. В, оф. 2",
    # what has the number
    "г. Тверь, ул. Мира, вл 7": f"{TVER}, вл. 7",
    "г. Тверь, ул. Мира, влад. 7 стр. 2": f"{TVER}, вл. 7 стр. 2",
    "г. Тверь, ул. Мира, домовладение 7": f"{TVER}, домовл. 7",
    "г. Тверь, ул. Мира, зд. 7, оф. 1": f"{TVER}, зд. 7, оф. 1",
    "г. Тверь, ул. Мира, участок № 15": f"{TVER}, уч. 15",
    # numbers
    "г. Тверь, ул. Мира, д.15а": f"{TVER}, д. 15а",
    "г. Тверь, ул. Мира, д. 15 А, кв.2": f"{TVER}, д. 15А, кв. 2",
    "г. Тверь, ул. Мира, д. 5 «А»": f"{TVER}, д. 5А",
    "г. Тверь, ул. Мира, д. 12/2, кв. 3": f"{TVER}, д. 12/2, кв. 3",
    "г. Тверь, ул. Мира, 84/2, стр. 1": f"{TVER}, д. 84/2 стр. 1",
    "г. Тверь, ул. Мира, д. 3-4": f"{TVER}, д. 3-4",
    "г. Тверь, ул. Мира, дом №5, кв №12": f"{TVER}, д. 5, кв. 12",
    # inside a house
    "г. Тверь, ул. Мира, д. 5, кв. 3, комн. 2": f"{TVER}, д. 5, кв. 3, комн. 2",
    "г. Тверь, ул. Мира, д. 5, кв.3, ком.2": f"{TVER}, д. 5, кв. 3, комн. 2",
    "г. Тверь, ул. Мира, д. 5, к. 2, кв. 3, к. 4": f"{TVER}, д. 5 корп. 2, кв. 3, комн. 4",
    "г. Тверь, ул. Мира, д. 5, комната 14": f"{TVER}, д. 5, комн. 14",
    "г. Тверь, ул. Мира, д. 9, офис 3": f"{TVER}, д. 9, оф. 3",
    "г. Тверь, ул. Мира, д. 9, каб. 12": f"{TVER}, д. 9, каб. 12",
    "г. Тверь, ул. Мира, д. 9, помещ. 1-Н": f"{TVER}, д. 9, пом. 1-Н",
    "г. Тверь, ул. Мира, д. 9, пом. 1-Н, оф. 3": f"{TVER}, д. 9, пом. 1-Н, оф. 3",
    "г. Тверь, ул. Мира, д. 9, эт. 2, пом. I, ком. 3": f"{TVER}, д. 9, пом. I, комн. 3, эт. 2",
    "г. Тверь, ул. Мира, д. 9, нежилое помещение 3": f"{TVER}, д. 9, нежил. пом. 3",
    "г. Тверь, ул. Мира, д. 9, неж. пом. III": f"{TVER}, д. 9, нежил. пом. III",
    "г. Тверь, ул. Мира, д. 9, машино-место 17": f"{TVER}, д. 9, м/м 17",
    "г. Тверь, ул. Мира, д. 9, парковочное место 17": f"{TVER}, д. 9, м/м 17",
    "г. Тверь, ул. Мира, д. 9, гараж 2": f"{TVER}, д. 9, гараж 2",
    "г. Тверь, ул. Мира, д. 9, подъезд 1, эт. 3, кв. 12": f"{TVER}, д. 9, кв. 12, подъезд 1, эт. 3",
    "г. Тверь, ул. Мира, д. 9, 2 этаж": f"{TVER}, д. 9, эт. 2",
    "г. Тверь, ул. Мира, д. 9, подвал": f"{TVER}, д. 9, подвал",
    "г. Тверь, ул. Мира, д. 9, магазин «Продукты»": f"{TVER}, д. 9, магазин «Продукты»",
    # villages, areas and streets
    "Калининский р-н, с. Ивановка, д. 5": "Калининский р-н, с. Ивановка, д. 5",
    "Калининский р-н, п. Молодёжный, д. 5, кв. 2": "Калининский р-н, п. Молодёжный, д. 5, кв. 2",
    "д. Заречье, д. 5": "д. Заречье, д. 5",
    "с Ивановка, д 5": "с Ивановка, д. 5",
    "п. 1 Мая, д. 5": "п. 1 Мая, д. 5",
    "с. Ивановка, Садовая, 5": "с. Ивановка, Садовая, д. 5",
    "г. Тверь, п. Южный, ул. Мира, д. 5": "г. Тверь, п. Южный, ул. Мира, д. 5",
    "г. Тверь, мкр. 5, д. 3": "г. Тверь, мкр. 5, д. 3",
    "г. Тверь, 5-й мкр., д. 3, кв. 7": "г. Тверь, 5-й мкр., д. 3, кв. 7",
    "г. Тверь, мкр. Южный, ул. Садовая, д. 3": "г. Тверь, мкр. Южный, ул. Садовая, д. 3",
    "г. Тверь, кв-л 12 д. 3 кв. 5": "г. Тверь, кв-л 12, д. 3, кв. 5",
    "г. Тверь, 1-й Садовый проезд, д. 3": "г. Тверь, 1-й Садовый проезд, д. 3",
    "г. Тверь, Бежецкое шоссе, 12-й км, д. 3": "г. Тверь, Бежецкое шоссе, 12-й км, д. 3",
    "г. Тверь, ул. 50 лет Октября, д. 5": "г. Тверь, ул. 50 лет Октября, д. 5",
    "г. Тверь, 8 Марта, 5": "г. Тверь, 8 Марта, д. 5",
    "г. Тверь, СНТ Ромашка, уч. 15": "г. Тверь, СНТ Ромашка, уч. 15",
    "Калининский р-н, ДНТ «Бор», ул. Лесная, д. 1": "Калининский р-н, ДНТ «Бор», ул. Лесная, д. 1",
    "г. Тверь, ГСК № 5, ряд 2, гараж 12": "г. Тверь, ГСК № 5, ряд 2, гараж 12",
    "г. Тверь, ГСК Мотор, бокс 12": "г. Тверь, ГСК Мотор, бокс 12",
    "г. Зеленоград, корп. 1204, кв. 5": "г. Зеленоград, корп. 1204, кв. 5",
    # order, postcodes, regions, no commas
    "170100, Тверская обл., г. Тверь, ул. Мира, д. 1": f"{TVER}, д. 1",
    "ул. Мира, д. 1, г. Тверь, Тверская обл., Россия, 170100": f"{TVER}, д. 1",
    "Россия, 170100, обл Тверская, г. Тверь, ул. Мира, д. 1": f"{TVER}, д. 1",
    "г. Тверь ул. Мира д. 5 кв. 12": f"{TVER}, д. 5, кв. 12",
    "170100 г. Тверь ул. Мира д.5кв.12": f"{TVER}, д. 5, кв. 12",
    "г. Тверь,ул. Мира,д.5,кв.12": f"{TVER}, д. 5, кв. 12",
    "170100, РОССИЯ, Тверская обл, , Тверь г, , Мира ул, 5, , кв. 2": "Тверь г, Мира ул, д. 5, кв. 2",
    "обл Тверская, р-н Калининский, д Ивановка, ул Мира, дом 5": "р-н Калининский, д Ивановка, ул Мира, д. 5",
    "Г. МОСКВА, УЛ. МИРА, Д. 5, КОРП. 2, КВ. 7": "Г. МОСКВА, УЛ. МИРА, д. 5 корп. 2, кв. 7",
}


@pytest.mark.parametrize(("line", "printed"), SPELLINGS.items())
def test_papers_print_what_the_clerk_meant(line: str, printed: str) -> None:
    assert str(addresses.parse_address(line)) == printed


@pytest.mark.parametrize("printed", sorted(set(SPELLINGS.values())))
def test_a_line_that_we_print_is_read_back(printed: str) -> None:
    address = addresses.parse_address(printed)

    assert str(address) == printed
    assert addresses.parse_address(str(address)) == address


def test_parts_are_told_apart() -> None:
    line = "170100, г. Тверь, ул. Мира, вл. 15А корп. 1 стр. 2 лит. Б, кв. 3, комн. 2"

    assert addresses.parse_address(line) == Address(
        settlement="г. Тверь",
        street="ул. Мира",
        house=House("15А", "1", "2", "Б", Ownership.POSSESSION),
        units=(Unit(UnitKind.FLAT, "3"), Unit(UnitKind.ROOM, "2")),
    )
    assert addresses.parse_address(line).around == "170100"


def test_a_bare_number_after_the_house_is_not_said_to_be_a_flat() -> None:
    address = addresses.parse_address("Тверь, Мира ул, 1а, 12")

    assert address.has_unmarked_unit
    assert str(address.with_unmarked_as(UnitKind.FLAT)) == "Тверь, Мира ул, д. 1а, кв. 12"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("г. Тверь", "улица, дом"),
        ("г. Тверь, д. 5", "улица"),
        ("Ивановка, д. 5", "улица"),
        ("ул. Мира, д. 5", "населённый пункт"),
        ("г. Тверь, ул. Мира", "дом"),
        ("г. Тверь, СНТ Ромашка", "дом"),
        ("г. Тверь, ул. Мира, гараж 5", "дом"),
        ("г. Тверь, ул. Мира, д. б/н", "не понятно"),
        ("г. Тверь, ул. Мира, д. 5, магазин 5", "«магазин 5» не понятно"),
        ("г. Тверь, ул. Мира, д. 5, кв. 1, 2", "«2» не понятно"),
        ("г. Тверь, ул. Ленина (бывш. Мира), д. 5", "«бывш. Мира» не понятно"),
        ("Тверь ул. Мира д. 5", "«Тверь ул. Мира» не понятно"),
        ("г. Тверь Мира ул д. 5", "«г. Тверь Мира ул» не понятно"),
        ("г. Тверь, Заречье, ул. Мира, 5", "«Заречье» не понятно"),
        ("г. Тверь, Садовая, 3-4", "«д. 3, кв. 4»"),
        ("г. Тверь, пр. 50-летия Октября, 5а - 12", "«д. 5а, кв. 12»"),
        ("г. Тверь, ул. Мира, д. 5, кв. 1, кв. 2", "«кв. 1» и «кв. 2»"),
        ("г. Тверь, ул. Мира, д. 5, д. 7", "«5» и «д. 7»"),
        ("г. Тверь, ул. Мира, д. 5, ул. Лесная, д. 3", "«ул. Мира» и «ул. Лесная»"),
        ("г. Тверь, г. Торжок, ул. Мира, д. 5", "«г. Тверь» и «г. Торжок»"),
        ("г. Тверь, ул. Мира 5, 12", "оканчивается числом"),
        ("г. Тверь, ул. Мира 5а, кв. 12", "оканчивается числом"),
        ("г. Тверь, мкр. Южный 6, 12", "оканчивается числом"),
        ("с. Ивановка 5", "оканчивается числом"),
        ("г. Тверь " * 2000, "длиннее 400"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_to_write_it(line: str, words: str) -> None:
    with translation.override("ru"), pytest.raises(addresses.UnreadableAddress, match=words):
        addresses.parse_address(line)


@pytest.mark.parametrize(
    ("line", "settlement"),
    [
        (
            "Тверская обл., Калининский р-н, д. Ивановка, ул. Мира, д. 1",
            "Калининский р-н, д. Ивановка",
        ),
        ("г.о. Кашира, д. Ивановка, ул. Мира, д. 1", "г.о. Кашира, д. Ивановка"),
        ("д. Ивановка, Калининский р-н, ул. Мира, д. 1", "Калининский р-н, д. Ивановка"),
        ("170100, Тверская обл., Калининский р-н, г. Тверь, ул. Мира, д. 1", "г. Тверь"),
        ("г. Тверь, Центральный р-н, ул. Мира, д. 1", "г. Тверь"),
        ("Татарстан, г. Казань, ул. Мира, д. 1", "г. Казань"),
        ("г. Москва, вн.тер.г. муниципальный округ Арбат, ул. Мира, д. 1", "г. Москва"),
    ],
)
def test_a_village_is_known_by_its_county_and_a_city_without(line: str, settlement: str) -> None:
    assert addresses.parse_address(line).settlement == settlement


names = st.sampled_from(["Мира", "Большая Садовая", "8 Марта", "1-я Линейная", "К. Маркса"])
numbers = st.from_regex(r"[1-9][0-9]{0,3}[АБГДЕЖ]?(/[1-9][0-9]?)?", fullmatch=True)
blocks = st.one_of(st.just(""), st.from_regex(r"[1-9][0-9]?[АБ]?", fullmatch=True))
houses = st.builds(
    House,
    number=numbers,
    korpus=blocks,
    stroenie=blocks,
    litera=st.sampled_from(["", "А", "Б", "А1"]),
    ownership=st.sampled_from(list(Ownership)),
)
inside = st.lists(
    st.builds(
        Unit,
        kind=st.sampled_from(sorted(set(UnitKind) - {UnitKind.UNMARKED, UnitKind.OTHER})),
        number=st.one_of(numbers, st.sampled_from(["I", "III", "1-Н", "5-7"])),
    ),
    max_size=3,
    unique_by=lambda unit: unit.kind,
).map(lambda units: tuple(sorted(units, key=lambda unit: unit.kind.only_leads_there)))
written = st.builds(
    Address,
    settlement=st.sampled_from(["г. Тверь", "Калининский р-н, с. Ивановка", "пгт Редкино"]),
    street=st.builds("{} {}".format, st.sampled_from(["ул.", "пер.", "пр-т"]), names),
    house=houses,
    units=inside,
)


@given(written)
def test_what_is_printed_is_read_as_the_same_address(address: Address) -> None:
    assert addresses.parse_address(str(address)) == address


@given(written)
def test_what_is_kept_in_columns_is_the_same_address(address: Address) -> None:
    columns = addresses.columns_of_units(address.units)

    assert addresses.units_of_columns(**columns) == address.units


PIECES = (
    *("170100", "г. Тверь", "с. Ивановка", "ул. Мира", "ул. 8 Марта", "мкр. 5", "Садовая"),
    *("д. 5", "дом 31", "12/2", "7", "31к1", "корп. 2", "стр. 3", "лит. А", "вл 9", "5-6"),
    *("кв. 14", "комн. 15", "оф. 16", "пом. 17-Н", "эт. 18", "магазин 19", "а/я 20", "гараж 21"),
)


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=7), st.sampled_from([", ", " ", ","]))
def test_no_number_of_a_line_disappears(pieces: list[str], separator: str) -> None:
    line = separator.join(pieces)

    try:
        address = addresses.parse_address(line)
    except addresses.UnreadableAddress:
        return  # a person sees the whole line

    kept = f"{address.around} {address}"
    assert sorted(figures(line)) == sorted(figures(kept))


def figures(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ({"street": "ул. Мира", "house": "5"}, "г. Тверь, ул. Мира, д. 5"),
        (
            {"street": "Мира", "house": "12 корп. 1", "flat": "3"},
            "г. Тверь, Мира, д. 12 корп. 1, кв. 3",
        ),
        ({"street": "Мира", "house": "5-7"}, "г. Тверь, Мира, д. 5-7"),
        (
            {"street": "Мира", "house": "5", "korpus": "2", "stroenie": "1", "litera": "А"},
            "г. Тверь, Мира, д. 5 корп. 2 стр. 1 лит. А",
        ),
        ({"street": "Мира", "house": "5", "korpus": "корп. 2"}, "г. Тверь, Мира, д. 5 корп. 2"),
        ({"street": "Мира", "house": "5", "flat": "оф. 3"}, "г. Тверь, Мира, д. 5, оф. 3"),
        ({"street": "Мира", "house": "5", "premises": "1-Н"}, "г. Тверь, Мира, д. 5, пом. 1-Н"),
        (
            {"street": "Мира", "house": "5", "flat": "3", "room": "2"},
            "г. Тверь, Мира, д. 5, кв. 3, комн. 2",
        ),
        ({"street": "Мира", "house": "5", "flat": "-"}, "г. Тверь, Мира, д. 5"),
        ({"settlement": "с. Ивановка", "street": "", "house": "5"}, "с. Ивановка, д. 5"),
        ({"settlement": "с. Ивановка", "street": "нет", "house": "вл. 5"}, "с. Ивановка, вл. 5"),
    ],
)
def test_columns_of_a_registry_say_their_part(cells: dict[str, str], printed: str) -> None:
    assert str(addresses.from_cells({"settlement": "г. Тверь", **cells})) == printed


@pytest.mark.parametrize(
    "cells",
    [
        {"street": "", "house": "5"},
        {"street": "Мира", "house": "б/н"},
        {"street": "Мира", "house": "5, кв. 3"},
        {"street": "Мира", "house": "пять"},
        {"street": "Мира", "house": "5", "flat": "у Иванова 3"},
    ],
)
def test_columns_that_are_not_understood_are_refused(cells: dict[str, str]) -> None:
    with pytest.raises(addresses.UnreadableAddress):
        addresses.from_cells({"settlement": "г. Тверь", **cells})


def test_a_column_of_flats_adds_to_the_line_and_may_not_contradict_it() -> None:
    house = addresses.parse_address(f"{TVER}, д. 5")
    flat = addresses.parse_address(f"{TVER}, д. 5, кв. 3")

    assert str(addresses.with_units_of_cells(house, {"flat": "3"})) == str(flat)
    assert addresses.with_units_of_cells(flat, {"flat": "3"}) == flat
    with pytest.raises(addresses.UnreadableAddress):
        addresses.with_units_of_cells(flat, {"flat": "4"})
