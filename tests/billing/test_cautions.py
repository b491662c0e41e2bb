"""A registry that can be loaded may still be wrong: what is odd is said before the load."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.billing import registries
from webapp.billing.models import Charge, DebtLoad
from webapp.billing.queries import registry
from webapp.staff.models import Role
from webapp.uploads.models import Upload
from webapp.uploads.tables import reading
from webapp.uploads.tables.reading import Reading

pytestmark = pytest.mark.django_db
OLEG = (
    "70002",
    "Кузнецов Олег Ильич",
    *("", "", "Северный", "г. Тверь, ул. Мира, д. 1, кв. 3"),
    *("oleg@example.com", "8 916 765-43-21", "", ""),
)


@pytest.fixture
def accountant(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    factories.create_supplier()
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))
    return client


def preview(client: Client, *rows: tuple[str, ...]) -> str:
    file = SimpleUploadedFile("dolg.csv", registries.csv(*rows))
    page = client.post(reverse("admin:billing_debts_new"), {"file": file}, follow=True)
    return page.content.decode()


def load(client: Client, upload: int) -> str:
    address = reverse("admin:billing_debts_upload", kwargs={"pk": upload})
    return client.post(address, {"choice": "all"}, follow=True).content.decode()


def read(*rows: tuple[str, ...]) -> Reading[registry.Row]:
    content = registries.csv(*rows)
    return reading.read(
        registry.READER, file_name="dolg.csv", content=content, today=factories.TODAY
    )


def test_the_contact_of_another_customer_is_said_without_naming_them(accountant: Client) -> None:
    factories.create_person(name="Орлов Глеб Юрьевич", email="oleg@example.com", phone="")

    page = preview(accountant, registries.row(of=OLEG))

    assert "oleg@example.com — контакт и другого потребителя." in page
    assert "Орлов" not in page


def test_two_customers_of_one_file_with_one_phone_are_said(accountant: Client) -> None:
    same_phone = (*OLEG[:7], registries.ANNA[7], *OLEG[8:])

    page = preview(accountant, registries.row(), registries.row(of=same_phone))

    assert "+79161234567 — контакт и другого потребителя." in page


def test_a_person_with_two_accounts_shares_a_phone_with_nobody(accountant: Client) -> None:
    second = (
        "70009",
        *registries.ANNA[1:5],
        "г. Тверь, ул. Мира, д. 7, кв. 1",
        *registries.ANNA[6:],
    )

    page = preview(accountant, registries.row(), registries.row(of=second))

    assert "другого потребителя" not in page


def test_a_debt_that_stands_under_another_number_is_said(accountant: Client) -> None:
    preview(accountant, registries.row())
    load(accountant, Upload.objects.get().pk)

    page = preview(accountant, registries.row(of=("499000006", *registries.ANNA[1:])))

    assert "этот месяц уже есть на лицевом счёте 70001" in page
    assert "новый счёт 499000006 станет вторым долгом" in page


def test_a_debt_that_stands_twice_in_one_file_is_said(accountant: Client) -> None:
    page = preview(
        accountant,
        registries.row(),
        registries.row(of=("499000006", *registries.ANNA[1:])),
    )

    assert "этот месяц уже есть на лицевом счёте 70001" in page


def test_another_month_of_the_same_flat_is_no_second_debt(accountant: Client) -> None:
    page = preview(
        accountant,
        registries.row(),
        registries.row(of=("499000006", *registries.ANNA[1:]), period="09.2026"),
    )

    assert "вторым долгом" not in page


def test_of_two_rows_with_other_sums_neither_is_loaded() -> None:
    with translation.override("ru"):
        found = read(registries.row(), registries.row(charged="900"), registries.row(of=OLEG))

    assert [row.account for row in found.rows] == ["70002"]
    assert [error.row for error in found.errors] == [2, 3]
    assert "в строке 3" in found.errors[0].message
    assert "в строке 2" in found.errors[1].message


def test_of_two_rows_that_say_the_same_the_first_is_loaded() -> None:
    found = read(registries.row(), registries.row())

    assert [row.number for row in found.rows] == [2]
    assert [error.row for error in found.errors] == [3]


def test_a_registry_sent_twice_leads_to_its_load(accountant: Client) -> None:
    preview(accountant, registries.row())
    upload = Upload.objects.get().pk
    load(accountant, upload)

    page = load(accountant, upload)

    assert "Этот файл уже загружен" in page
    assert reverse("admin:billing_debts_load", args=[DebtLoad.objects.get().pk]) in page
    assert Charge.objects.filter(period=date(2026, 8, 1)).count() == 1
