"""The pages of payments in a real browser: a file is loaded, a payment finds its account, nothing is red in the console."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests import factories
from tests.payments import bank
from webapp.payments.models import Payment
from webapp.staff.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(page: Page, client, live_server):
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    client.force_login(
        factories.create_staff(role=Role.ACCOUNTANT),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }
    page.context.add_cookies([cookie])
    return page


def test_statement_goes_from_file_to_account(office: Page, live_server, tmp_path):
    factories.create_debtor(
        number="700000001", party=factories.create_person(name="Смирнова Анна Павловна")
    )
    file = tmp_path / "kl_to_1c.txt"
    documents = (
        bank.document(number="1", purpose="л/с 700000001"),
        bank.document(number="2", purpose="за свет"),
    )
    file.write_bytes(bank.statement(*documents, bank.document(number="3", amount="сто")))

    office.goto(f"{live_server.url}/office/bank-statements/")
    office.set_input_files("input[type=file]", str(file))
    office.get_by_role("button", name="Посмотреть файл").click()
    expect(office.get_by_text("Сумма не читается: «сто»")).to_be_visible()
    office.get_by_role("button", name="Загрузить только годные документы").click()
    expect(office.get_by_text("Разнесён 1 платёж. 1 ждёт в очереди.")).to_be_visible()
    office.goto(f"{live_server.url}/office/unidentified-payments/")
    office.get_by_role("button", name="700000001").click()
    office.get_by_role("button", name="Разнести платёж").click()
    expect(office.get_by_text("Платёж разнесён на лицевой счёт 700000001.")).to_be_visible()

    assert Payment.objects.filter(status=Payment.Status.POSTED).count() == 2


def test_wrong_account_is_undone_and_another_one_found_by_search(office: Page, live_server):
    wrong = factories.create_debtor(number="700000001")
    factories.create_debtor(
        number="700000002", party=factories.create_person(name="Кузнецов Олег Ильич")
    )
    payment = Payment.objects.create(
        natural_key="k",
        status="POSTED",
        source="STATEMENT",
        account=wrong,
        paid_on=factories.TODAY,
        amount=100,
    )

    office.goto(f"{live_server.url}/office/payments/{payment.pk}/")
    office.get_by_role("button", name="Вернуть в очередь").click()
    office.locator("dialog[open]").get_by_label("Причина").fill("Не тот абонент")
    office.locator("dialog[open]").get_by_role("button", name="Вернуть в очередь").click()
    office.get_by_label("Найти лицевой счёт").fill("кузнецов")
    office.get_by_role("button", name="Выбрать").click()
    office.get_by_role("button", name="Разнести платёж").click()
    expect(office.get_by_text("Платёж разнесён на лицевой счёт 700000002.")).to_be_visible()
