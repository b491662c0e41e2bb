"""Addresses of real registries through the real load: what is stored and printed is what the clerk meant."""

import uuid
from pathlib import Path

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.contracts.models import Account
from webapp.payments.uploads import DEBTS
from webapp.premises.models import Building, Premises
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "addresses"
CODE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier(short_name="ООО «ВДЭК»")


def load(content: bytes) -> Report:
    return uploads.load(
        kind=DEBTS,
        file_name="a.csv",
        content=content,
        by=None,
        today=factories.TODAY,
        good_rows_only=False,
    )


def load_file(name: str) -> dict[str, Premises]:
    load((FILES / f"{name}.csv").read_bytes())
    accounts = Account.objects.select_related("premises__building__street")
    return {account.number: account.premises for account in accounts}


def test_korpus_written_without_a_space_is_a_block_of_the_house() -> None:
    flat = load_file("korpus_without_space")["88340"]

    house = flat.building
    assert (house.number, house.korpus, flat.kind, flat.number) == ("31", "1", "FLAT", "23")
    assert flat.address == "г. Екатеринбург, ул. Комвузовская, д. 31 корп. 1, кв. 23"


def test_buildings_of_one_number_are_houses_of_their_own() -> None:
    places = load_file("buildings_of_one_house")

    assert {number: place.address for number, place in places.items()} == {
        "88360": "г. Тверь, ул. Южная, д. 15А стр. 1, кв. 5",
        "88361": "г. Тверь, ул. Южная, д. 15А стр. 2, кв. 5",
        "88362": "г. Тверь, ул. Восточная, д. 15А стр. 1",
    }
    assert places["88360"].building_id != places["88361"].building_id


def test_room_of_a_communal_flat_is_in_its_flat() -> None:
    place = load_file("room_of_a_communal_flat")["88380"]

    assert (place.kind, place.number, place.room) == ("FLAT", "3", "2")
    assert place.address == "г. Тверь, ул. Южная, д. 5, кв. 3, комн. 2"


def test_village_without_streets_has_houses() -> None:
    places = load_file("villages_without_streets")

    assert places["88390"].address == "Калининский р-н, с. Ивановка, д. 5"
    assert places["88391"].address == "Калининский р-н, п. Молодёжный, д. 5, кв. 2"
    assert places["88390"].building.street.name == ""


def test_office_of_an_organization_is_no_flat() -> None:
    place = load_file("office_of_an_organization")["77003"]

    assert (place.kind, place.number, place.is_residential) == ("OFFICE", "3", False)
    assert place.address == "г. Верхнедонск, ул. Лесная, д. 9, оф. 3"


@pytest.mark.parametrize(
    ("address", "kind", "number"),
    [
        ("г. Тверь, ул. Лесная, д. 9, пом. 1-Н", "PREMISES", "1-Н"),
        ("г. Тверь, ул. Лесная, д. 9, нежил. пом. III", "NON_RESIDENTIAL", "III"),
        ("г. Тверь, ул. Лесная, д. 9, каб. 12", "CABINET", "12"),
        ("г. Тверь, ГСК Мотор, бокс 12", "BOX", "12"),
        ("г. Тверь, ул. Лесная, вл. 9 стр. 2", "", ""),
    ],
)
def test_premises_of_an_organization_are_printed_as_in_its_contract(
    address: str, kind: str, number: str
) -> None:
    load(registries.csv(registries.row(of=romashka(address))))

    place = Premises.objects.get()
    assert (place.address, place.kind, place.number) == (address, kind, number)
    assert Account.objects.get().party.residence == ""


def romashka(address: str) -> tuple[str, ...]:
    return (*registries.ROMASHKA[:5], address, *registries.ROMASHKA[6:])


def anna(address: str) -> tuple[str, ...]:
    return (*registries.ANNA[:5], address, *registries.ANNA[6:])


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (romashka("г. Тверь, ул. Лесная, 9, 3"), "«оф. 3», «пом. 3»"),
        (anna("г. Тверь, Садовая, 3-4"), "«д. 3, кв. 4»"),
        (anna("г. Тверь, ул. Мира, д. 5, киоск 7"), "«киоск 7» не понятно"),
        (anna("г. Тверь, д. 5, кв. 7"), "улица"),
    ],
)
def test_address_that_is_not_understood_is_refused_with_row_field_and_remedy(
    of: tuple[str, ...], words: str
) -> None:
    with translation.override("ru"), pytest.raises(uploads.UnableToLoad) as refused:
        load(registries.csv(registries.row(of=of)))

    (error,) = refused.value.errors
    assert (error.row, error.column, error.value) == (2, "Адрес", of[5])
    assert words in error.message
    assert not Premises.objects.exists()


def test_bare_number_after_the_house_of_a_citizen_is_the_flat() -> None:
    load(registries.csv(registries.row(of=anna("Тверь, Мира ул, 1а, 12"))))

    assert Premises.objects.get().address == "Тверь, Мира ул, д. 1а, кв. 12"


PARTS = ("Населённый пункт", "Улица", "Дом", "Корпус", "Квартира", "Помещение", "Комната")


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        (
            ("г. Тверь", "Мира", "5", "2", "3", "", "1"),
            "г. Тверь, Мира, д. 5 корп. 2, кв. 3, комн. 1",
        ),
        (("г. Тверь", "Мира", "5", "", "", "1-Н", ""), "г. Тверь, Мира, д. 5, пом. 1-Н"),
        (("с. Ивановка", "", "5", "", "", "", ""), "с. Ивановка, д. 5"),
        (("г. Тверь", "Мира", "12/2", "", "оф. 3", "", ""), "г. Тверь, Мира, д. 12/2, оф. 3"),
    ],
)
def test_columns_of_parts_are_an_address(cells: tuple[str, ...], printed: str) -> None:
    header = (*registries.HEADER[:5], *PARTS, *registries.HEADER[6:])
    line = registries.row(of=(*registries.ANNA[:5], *cells, *registries.ANNA[6:]))

    load(registries.csv(line, header=header))

    assert Premises.objects.get().address == printed


def coded(
    address: str, code: uuid.UUID | str, *, account: str = "70001", period: str = "08.2026"
) -> tuple[str, ...]:
    row = registries.row(of=(account, *anna(address)[1:]), period=period)
    return (*row, str(code))


def load_coded(*rows: tuple[str, ...], column: str = "Код ГАР дома") -> Report:
    return load(registries.csv(*rows, header=(*registries.HEADER, column)))


def test_guid_of_a_house_is_kept_also_on_a_house_that_is_there() -> None:
    load(registries.csv(registries.row()))

    load_coded(coded("г. Тверь, ул. Мира, д. 1, кв. 2", CODE, period="07.2026"))

    assert Building.objects.get().fias_code == CODE


def test_guid_of_premises_is_kept() -> None:
    load_coded(coded("г. Тверь, ул. Мира, д. 1, кв. 2", CODE), column="Код ГАР помещения")

    assert Premises.objects.get().fias_code == CODE


def test_guid_wins_over_the_spelling_of_a_street() -> None:
    load_coded(coded("г. Тверь, ул. Мира, д. 1, кв. 2", CODE))

    load_coded(coded("Тверь, пр. Мира, д. 1, кв. 3", f"{{{CODE}}}", account="70002"))

    assert Building.objects.count() == 1
    assert Premises.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("г. Тверь, ул. Лесная, д. 1, кв. 2", CODE, "«г. Тверь, ул. Мира, д. 1»"),
        ("г. Тверь, ул. Мира, д. 2, кв. 2", CODE, "«г. Тверь, ул. Мира, д. 1»"),
        ("г. Тверь, ул. Мира, д. 1, кв. 3", OTHER, str(CODE)),
        ("г. Тверь, ул. Мира, д. 1, кв. 3", "не знаю", "32 буквы и цифры"),
    ],
)
@pytest.mark.parametrize("is_one_file", [True, False])
def test_guid_that_contradicts_the_address_is_asked_about(
    address: str, code: uuid.UUID | str, words: str, is_one_file: bool
) -> None:
    first = coded("г. Тверь, ул. Мира, д. 1, кв. 2", CODE)
    second = coded(address, code, account="70002")
    rows = [second]
    if is_one_file:
        rows.insert(0, first)
    else:
        load_coded(first)

    with translation.override("ru"), pytest.raises(uploads.UnableToLoad) as refused:
        load_coded(*rows)

    (error,) = refused.value.errors
    assert words in error.message
