"""What a load writes, and that it never writes a half."""

import time
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.audit.models import Entry
from webapp.billing.models import Charge, DebtLoad
from webapp.contracts.models import Account, Contract, Service
from webapp.parties.models import Contact, Party
from webapp.payments.uploads import DEBTS
from webapp.premises.models import District, Premises
from webapp.staff.models import LockDate
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture(autouse=True)
def _supplier() -> None:
    factories.create_supplier()


def load(*rows: tuple[str, ...], good_rows_only: bool = False) -> Report:
    content = registries.csv(*rows)
    return uploads.load(
        kind=DEBTS,
        file_name="dolg.csv",
        content=content,
        by=None,
        today=TODAY,
        good_rows_only=good_rows_only,
    )


def refusal(*rows: tuple[str, ...]) -> uploads.UnableToLoad:
    with translation.override("ru"), pytest.raises(uploads.UnableToLoad) as error:
        load(*rows)
    return error.value


def everything() -> list[int]:
    return [
        model.objects.count()
        for model in (
            Account,
            Party,
            Contact,
            Contract,
            Premises,
            District,
            Charge,
            DebtLoad,
            Entry,
        )
    ]


def test_a_person_comes_with_address_contacts_and_charges() -> None:
    report = load(registries.row(), registries.row(period="09.2026", paid="500,00"))

    account = Account.objects.select_related("party", "premises__building__street__district").get(
        number="70001"
    )
    assert (account.party.last_name, account.party.first_name, account.party.patronymic) == (
        "Смирнова",
        "Анна",
        "Павловна",
    )
    assert account.premises.address == "г. Тверь, ул. Мира, д. 1, кв. 2"
    assert account.premises.building.street.district.name == "Северный"
    assert {contact.value for contact in account.party.contacts.all()} == {
        "anna@example.com",
        "+79161234567",
    }
    assert [(c.amount, c.paid_before, c.due_date) for c in account.charges.order_by("period")] == [
        (Decimal("1500.50"), Decimal("0.00"), date(2026, 9, 15)),
        (Decimal("1500.50"), Decimal("500.00"), date(2026, 10, 15)),
    ]
    assert (
        report.rows_loaded,
        report.written.details["accounts_created"],
        report.rows_unchanged,
    ) == (2, 1, 0)


def test_an_organization_comes_with_its_contract_and_stays_one_party() -> None:
    second = (
        "90002",
        *registries.ROMASHKA[1:5],
        "г. Тверь, ул. Мира, д. 7",
        *registries.ROMASHKA[6:],
    )

    load(registries.row(of=registries.ROMASHKA), registries.row(of=second))

    party = Party.objects.get(inn="7728168971")
    assert sorted(account.number for account in party.accounts.all()) == ["90001", "90002"]
    assert Contract.objects.get().signed_on == date(2020, 2, 1)


def test_services_that_one_supplier_charges_apart_are_apart() -> None:
    pairs = {"Отопление": "heat", "ГВС": "hot_water", "ХВС": "water", "Водоотведение": "wastewater"}

    load(*(registries.row(service=name) for name in pairs))

    assert set(Charge.objects.values_list("service__code", flat=True)) == set(pairs.values())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_service_has_its_russian_name_whatever_the_loader_speaks(language: str) -> None:
    with translation.override(language):
        load(registries.row(service="ГВС"), registries.row(service="Водоотведение"))

    assert set(Service.objects.values_list("name", flat=True)) == {
        "Горячее водоснабжение",
        "Водоотведение",
    }


def test_two_people_of_one_name_are_two_parties() -> None:
    neighbor = (
        "70002",
        *registries.ANNA[1:5],
        "г. Тверь, ул. Мира, д. 1, кв. 3",
        *registries.ANNA[6:],
    )

    load(registries.row(), registries.row(of=neighbor))

    assert Party.objects.filter(name="Смирнова Анна Павловна").count() == 2


def test_the_same_file_twice_changes_nothing() -> None:
    rows = (registries.row(), registries.row(of=registries.ROMASHKA))
    load(*rows)
    before = everything()

    report = load(*rows)

    assert (report.load_id, report.rows_loaded, report.rows_unchanged) == (None, 0, 2)
    assert everything() == before


def test_a_later_file_adds_its_new_month_only() -> None:
    load(registries.row())

    report = load(registries.row(), registries.row(period="09.2026"))

    assert (
        report.rows_loaded,
        report.rows_unchanged,
        report.written.details["accounts_created"],
    ) == (1, 1, 0)


def test_a_month_with_another_sum_is_an_error_and_stays_as_it_was() -> None:
    load(registries.row())

    error = refusal(registries.row(charged="2000,00"), registries.row(period="09.2026"))

    assert "уже загружен с другой суммой, 1" in error.errors[0].message
    assert [charge.amount for charge in Charge.objects.all()] == [Decimal("1500.50")]


def test_a_month_with_another_payment_is_an_error() -> None:
    load(registries.row())

    assert "банковскими выписками" in refusal(registries.row(paid="10,00")).errors[0].message


def test_an_account_of_somebody_else_is_an_error() -> None:
    load(registries.row())
    stranger = (registries.ANNA[0], "Петров Пётр Ильич", *registries.ANNA[2:])

    (error,) = refusal(registries.row(of=stranger, period="09.2026")).errors

    assert (error.row, "Смирнова Анна Павловна" in error.message) == (2, True)


def test_an_account_with_two_names_in_one_file_is_an_error() -> None:
    stranger = (registries.ANNA[0], "Петров Пётр Ильич", *registries.ANNA[2:])

    (error,) = refusal(registries.row(), registries.row(of=stranger, period="09.2026")).errors

    assert error.row == 3


def test_all_or_nothing_writes_nothing_when_one_row_is_wrong() -> None:
    before = everything()

    error = refusal(registries.row(), registries.row(service="Кабельное ТВ", period="09.2026"))

    assert "1 строка" in str(error)
    assert "Услуга неизвестна" in error.errors[0].message
    assert everything() == before


def test_good_rows_only_writes_the_good_and_keeps_the_errors() -> None:
    report = load(
        registries.row(),
        registries.row(service="Кабельное ТВ", period="09.2026"),
        good_rows_only=True,
    )

    assert (report.rows_loaded, len(report.errors)) == (1, 1)
    assert DebtLoad.objects.get().errors[0]["value"] == "Кабельное ТВ"


def test_a_load_is_in_the_journal() -> None:
    report = load(registries.row())

    assert Entry.objects.get(name="billing.debts.loaded").subject == f"debt_load:{report.load_id}"


def test_a_month_before_the_lock_date_is_not_loaded() -> None:
    LockDate.objects.create(closed_before=date(2026, 9, 1))

    report = load(registries.row(), registries.row(period="09.2026"), good_rows_only=True)

    assert (report.rows_loaded, report.errors[0].row) == (1, 2)


def test_without_a_supplier_the_clerk_is_told_to_enter_one() -> None:
    factories.create_supplier().delete()

    assert "Сначала заведите поставщика" in refusal(registries.row()).errors[0].message


def test_of_two_suppliers_the_file_must_name_one() -> None:
    factories.create_supplier(inn="7728168971", short_name="ООО «Тепло»")

    assert "Поставщик" in refusal(registries.row()).errors[0].message


def test_fifteen_hundred_accounts_load_in_few_queries_and_seconds(
    django_assert_max_num_queries: object,
) -> None:
    rows = [
        registries.row(
            of=(
                str(number),
                "Смирнова Анна Павловна",
                "",
                "",
                "Северный",
                f"г. Тверь, ул. Мира, д. {number}, кв. 1",
                f"p{number}@example.com",
                "",
                "",
                "",
            ),
            period=f"{month:02}.2026",
        )
        for number in range(1500)
        for month in range(5, 10)
    ]
    started = time.process_time()

    with django_assert_max_num_queries(60):  # type: ignore[operator]
        report = load(*rows)

    assert (report.written.details["accounts_created"], report.rows_loaded) == (1500, 7500)
    assert time.process_time() - started < 10
