"""A registry is loaded together with what was paid for it in advance: a prepaid account is nobody's debtor."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.billing import registries
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.outbox.models import Row
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.uploads import DEBTS
from webapp.processes.models import Case
from webapp.recovery.operations import opening
from webapp.staff.models import Role
from webapp.uploads import operations as uploads
from webapp.uploads.models import Upload

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
AUGUST = registries.csv(registries.row(period="08.2026"))


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.fixture
def prepaid(accountant):
    """Anna has paid 2 000 roubles before any of her months came."""
    factories.create_supplier()
    home = factories.create_person(name="Смирнова Анна Павловна")
    account = factories.create_account(
        number="70001",
        party=home,
        premises=factories.create_premises(street="ул. Мира", house="1", number="2"),
    )
    pay_in_advance(account, accountant)
    return account


def pay_in_advance(account, by, amount="2000.00"):
    sums = {
        "amount": Decimal(amount),
        "paid_on": date(2026, 9, 1),
        "document_number": "7",
        "purpose": "",
    }
    return operations.post_by_hand(
        account_id=account.pk, is_another=True, key=uuid4().hex, by=by, today=TODAY, **sums
    )


def load_on_the_page(accountant, content):
    client = Client()
    client.force_login(accountant, backend="django.contrib.auth.backends.ModelBackend")
    client.post(
        reverse("admin:billing_debts_new"), {"file": SimpleUploadedFile("dolg.csv", content)}
    )
    address = reverse("admin:billing_debts_upload", args=[Upload.objects.get().pk])
    return client.post(address, {"choice": "all"}, follow=True)


def load_by_the_command(accountant, content, folder):
    (folder / "dolg.csv").write_bytes(content)
    call_command("import", "debts", str(folder / "dolg.csv"))


def test_page_lays_an_advance_on_the_charges_it_loads(prepaid, accountant):
    page = load_on_the_page(accountant, AUGUST)

    assert factories.debt_of(account_id=prepaid.pk, on=TODAY).debt == 0
    assert "1 платёж, внесённый вперёд, покрыл новые начисления" in page.content.decode()
    assert Entry.objects.filter(name="payments.payment.allocated", actor=accountant).count() == 1
    assert Row.objects.filter(fact="payment.allocated").count() == 1


def test_command_lays_an_advance_on_the_charges_it_loads(prepaid, accountant, tmp_path):
    load_by_the_command(accountant, AUGUST, tmp_path)

    assert factories.debt_of(account_id=prepaid.pk, on=TODAY).debt == 0


def test_prepaid_account_is_opened_no_case_after_a_load_on_the_page(prepaid, accountant):
    living.prepare()
    load_on_the_page(accountant, AUGUST)

    assert opening.open_cases(account_ids=[prepaid.pk], by=accountant, today=TODAY).count == 0


def test_case_is_not_opened_on_a_debt_that_an_advance_covers(prepaid, accountant):
    living.prepare()
    factories.create_charge(account=prepaid, period=date(2026, 8, 1))

    opened = opening.open_cases(account_ids=[prepaid.pk], by=accountant, today=TODAY)

    assert (opened.count, opened.skipped, Case.objects.count()) == (0, 1, 0)
    assert Payment.objects.get().allocations.count() == 1


def test_advances_of_accounts_that_the_registry_does_not_charge_are_left_alone(prepaid, accountant):
    stranger = factories.create_account()
    waiting = pay_in_advance(stranger, accountant)
    factories.create_charge(account=stranger, period=date(2026, 8, 1))

    charged = uploads.load(
        kind=DEBTS,
        file_name="a.csv",
        content=AUGUST,
        by=accountant,
        today=TODAY,
        good_rows_only=False,
    )

    assert (
        charged.rows_loaded,
        charged.written.details["advances_used"],
        waiting.allocations.count(),
    ) == (
        1,
        1,
        0,
    )


def test_many_advances_are_laid_with_few_queries(accountant, django_assert_max_num_queries):
    factories.create_supplier()
    lines = []
    for number in range(20):
        person = factories.create_person(name="Смирнова Анна Павловна")
        premises = factories.create_premises(street="ул. Мира", house="1", number=str(number + 1))
        pay_in_advance(
            factories.create_account(number=f"71{number:03}", party=person, premises=premises),
            accountant,
        )
        home = (
            f"71{number:03}",
            *registries.ANNA[1:5],
            f"г. Тверь, ул. Мира, д. 1, кв. {number + 1}",
            *registries.ANNA[6:],
        )
        lines.append(registries.row(of=home))

    with django_assert_max_num_queries(45):
        charged = uploads.load(
            kind=DEBTS,
            file_name="a.csv",
            content=registries.csv(*lines),
            by=accountant,
            today=TODAY,
            good_rows_only=False,
        )

    assert charged.written.details["advances_used"] == 20
