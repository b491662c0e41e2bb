"""Papers and payment codes print what is entered here, so wrong digits do not get in."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit.models import Entry
from webapp.contracts.models import Supplier
from webapp.parties.queries import requisites
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
EMPTY = {
    f"{prefix}-{name}_FORMS": "0"
    for prefix in (
        *("events", "powers", "powerofattorneyevent"),
        *("reconnection_prices", "reconnectionpriceevent"),
    )
    for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
}
GOOD = {
    "name": "ООО «Город Энерго»",
    "short_name": "Город Энерго",
    "inn": "7705123452",
    "kpp": "770101001",
    "ogrn": "1027700132195",
    "address": "г. Тверь, ул. Советская, д. 1",
    "bank_name": "ПАО СБЕРБАНК",
    "bik": "044525225",
    "settlement_account": "40702810200000000001",
    "correspondent_account": "30101810400000000225",
    "director": "Орлов Пётр Ильич",
    "director_position": "Директор",
}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    return client


def test_a_good_supplier_is_stored_and_the_journal_says_so(office: Client) -> None:
    office.post(reverse("admin:contracts_supplier_add"), {**GOOD, **EMPTY})

    supplier = Supplier.objects.get()
    assert Entry.objects.get(name="contracts.supplier.added").subject == f"supplier:{supplier.pk}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("inn", "7705123451"),
        ("kpp", "77010100"),
        ("ogrn", "1027700132196"),
        ("bik", "44525225"),
        ("settlement_account", "40702810300000000001"),
        ("settlement_account", "4070281020000000001"),
        ("correspondent_account", "30101810400000000226"),
        ("correspondent_account", "30101810500000000225"),
    ],
)
def test_a_wrong_requisite_is_refused_in_its_field(office: Client, field: str, value: str) -> None:
    page = office.post(reverse("admin:contracts_supplier_add"), {**GOOD, field: value})

    assert page.context["adminform"].form.errors.keys() == {field}
    assert not Supplier.objects.exists()


def test_a_changed_account_is_in_the_journal_by_the_names_of_fields_and_without_its_digits(
    office: Client,
) -> None:
    supplier = factories.create_supplier()

    office.post(
        reverse("admin:contracts_supplier_change", args=[supplier.pk]),
        {**GOOD, **EMPTY, "name": supplier.name, "phone": "+7"},
    )

    details = Entry.objects.get(name="contracts.supplier.changed").details
    assert "settlement_account" in details["fields"]
    assert "name" not in details["fields"]
    assert "4070" not in str(details)


def test_accounts_with_the_treasury_are_taken() -> None:
    """The requisites by which taxes are paid."""
    bik = "017003983"

    assert requisites.settlement_account("03100643000000018500", bik=bik)
    assert requisites.correspondent_account("40102810445370000059", bik=bik)


def test_the_database_keeps_the_shape() -> None:
    supplier = factories.create_supplier()

    with (
        pytest.raises(IntegrityError, match="contracts_supplier_account_digits"),
        transaction.atomic(),
    ):
        Supplier.objects.filter(pk=supplier.pk).update(settlement_account="407028")
