"""Whose an account is: what the file and the database say of one customer must agree."""

from datetime import date

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.billing.models import Charge
from webapp.billing.queries import plans, registry
from webapp.contracts.models import Account
from webapp.parties.models import Party
from webapp.payments.uploads import DEBTS
from webapp.premises.models import District, Premises
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report
from webapp.uploads.tables import reading

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
INN = "7728168971"
BRANCH, OTHER_BRANCH = "772801001", "690101001"
HEADER = (*registries.HEADER, "Срок оплаты")


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier()


def line(
    account: str = "90001",
    name: str = "ООО «Ромашка»",
    inn: str = INN,
    kpp: str = BRANCH,
    contract: str = "Д-1",
    address: str = "г. Тверь, ул. Мира, д. 5",
    district: str = "Северный",
    period: str = "08.2026",
    due: str = "",
) -> tuple[str, ...]:
    customer = (
        account,
        name,
        inn,
        kpp,
        district,
        address,
        "",
        "",
        contract,
        "01.02.2020" if contract else "",
    )
    return (*registries.row(of=customer, period=period), due)


def load(*rows: tuple[str, ...]) -> Report:
    content = registries.csv(*rows, header=HEADER)
    return uploads.load(
        kind=DEBTS,
        file_name="dolg.csv",
        content=content,
        by=None,
        today=TODAY,
        good_rows_only=False,
    )


def errors(*rows: tuple[str, ...]) -> list[tuple[int, str, str]]:
    with translation.override("ru"):
        found = reading.read(
            registry.READER,
            file_name="dolg.csv",
            content=registries.csv(*rows, header=HEADER),
            today=TODAY,
        )
        return [
            (error.row, error.column, error.message)
            for error in plans.plan(found, None, TODAY).errors
        ]


@pytest.mark.parametrize(
    "stranger",
    [{"name": "ООО «Лютик»", "inn": "7705123452"}, {"name": "ООО «Ромашка»", "inn": "7705123452"}],
)
def test_one_contract_of_two_customers_in_one_file_is_an_error(stranger: dict[str, str]) -> None:
    ((row, column, message),) = errors(line(), line(account="90002", **stranger))

    assert (row, column) == (3, "Договор №")
    assert "ООО «Ромашка»" in message
    assert "строка 2" in message


def test_one_contract_of_a_customer_of_the_database_and_another_inn_is_an_error() -> None:
    load(line())

    ((_row, column, message),) = errors(line(account="90002", inn="7705123452", kpp=""))

    assert (column, INN in message) == ("Договор №", True)


def test_an_inn_of_another_name_in_the_database_is_an_error_that_names_both() -> None:
    load(line())

    ((row, column, message),) = errors(line(account="90002", name="ООО «Лютик»", contract="Д-2"))

    assert (row, column) == (2, "ИНН")
    assert "«ООО «Ромашка»»" in message
    assert "«ООО «Лютик»»" in message


def test_an_inn_with_two_names_in_one_file_is_an_error() -> None:
    ((row, column, message),) = errors(
        line(), line(account="90002", name="ООО «Лютик»", contract="Д-2")
    )

    assert (row, column, "в строке 2" in message) == (3, "ИНН", True)


@pytest.mark.parametrize("kpps", [("", BRANCH), (BRANCH, "")], ids=["first without", "first with"])
def test_the_same_inn_with_and_without_a_kpp_is_one_party(kpps: tuple[str, str]) -> None:
    first, second = (
        line(account=account, kpp=kpp)
        for account, kpp in zip(("90001", "90002"), kpps, strict=True)
    )

    load(first, second)

    assert Party.objects.get(inn=INN).kpp == BRANCH


@pytest.mark.parametrize("kpps", [("", BRANCH), (BRANCH, "")], ids=["first without", "first with"])
def test_a_later_file_with_or_without_a_kpp_makes_no_second_party(kpps: tuple[str, str]) -> None:
    for account, kpp in zip(("90001", "90002"), kpps, strict=True):
        load(line(account=account, kpp=kpp))

    assert Account.objects.filter(party=Party.objects.get(inn=INN)).count() == 2


def test_branches_stay_two_parties_and_an_account_must_say_of_which_it_is() -> None:
    load(line(), line(account="90002", kpp=OTHER_BRANCH, contract="Д-2"))

    ((_row, column, message),) = errors(line(account="90003", kpp="", contract="Д-3"))

    assert Party.objects.filter(inn=INN).count() == 2
    assert (column, BRANCH in message, OTHER_BRANCH in message) == ("КПП", True, True)


def test_another_inn_of_a_known_account_is_an_error() -> None:
    load(line())

    ((_row, column, message),) = errors(line(inn="7705123452", kpp="", contract="Д-2"))

    assert (column, INN in message) == ("ИНН", True)


def test_another_address_of_a_known_account_is_an_error_and_another_spelling_is_not() -> None:
    load(line())

    ((_row, column, message),) = errors(line(address="г. Тверь, ул. Мира, д. 7"))

    assert (column, "г. Тверь, ул. Мира, д. 5" in message) == ("Адрес", True)
    assert (
        errors(line(address="170100, Тверская обл., Тверь г, Мира улица, 5", period="09.2026"))[0:]
        == []
    )


def test_another_due_date_of_a_loaded_month_is_an_error_that_names_both() -> None:
    load(line(due="20.09.2026"))

    ((_row, column, message),) = errors(line(due="25.09.2026"))

    assert (column, "20.09.2026" in message) == ("Срок оплаты", True)
    assert Charge.objects.get().due_date == date(2026, 9, 20)


def test_districts_whose_names_begin_alike_stay_two() -> None:
    names = ["Муниципальный округ Академический", "Муниципальный округ Алексеевский"]
    rows = [line(account=f"9000{number}", district=name) for number, name in enumerate(names)]

    load(*rows)
    load(*rows, line(account="90009", district=names[1].upper()))

    assert sorted(District.objects.values_list("name", flat=True)) == names
    assert all(len(code) == 20 for code in District.objects.values_list("code", flat=True))


def test_villages_of_one_name_in_two_counties_are_two_places() -> None:
    addresses = [
        f"Тверская обл., {county} р-н, д. Ивановка, ул. Мира, д. 1"
        for county in ("Калининский", "Торжокский")
    ]

    load(
        *(
            line(account=f"9000{number}", address=address)
            for number, address in enumerate(addresses)
        )
    )

    assert Premises.objects.count() == 2
