"""What comes from outside is shown as it is written, and refused in words."""

import logging
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.payments import bank
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.models import Payment, Statement
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
BY_HAND = reverse("admin:payments_by_hand")
TURNED = "Л/С \u202e10007\u202c"


@pytest.fixture
def account() -> Account:
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_account(number="70001")


@pytest.fixture
def office(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))
    return client


def entered(account: Account, **fields: str) -> dict[str, str]:
    return {
        "key": uuid4().hex,
        "account": account.number,
        "amount": "1500.00",
        "paid_on": "2026-09-05",
        "document_number": "7",
        "confirmed": str(account.pk),
        **fields,
    }


def test_signs_that_turn_a_line_are_kept_and_shown_as_signs(office: Client) -> None:
    operations.load_statement(
        file_name="vypiska\u202etxt.exe",
        content=bank.statement(
            bank.document(purpose=TURNED, payer="НЕКТО\u202e", received="05.09.2026"),
            encoding="utf-8",
        ),
        by=None,
        today=factories.TODAY,
    )
    payment = Payment.objects.get()
    pages = (
        reverse("admin:payments_unidentified"),
        reverse("admin:payments_payment_changelist"),
        reverse("admin:payments_payment", args=[payment.pk]),
        reverse("admin:payments_statements"),
    )

    shown = [office.get(page).content.decode() for page in pages]

    assert payment.purpose == TURNED
    assert "\u202e" not in "".join(shown)
    assert all("Л/С [U+202E]10007[U+202C]" in page for page in shown[:3])
    assert "vypiska[U+202E]txt.exe" in shown[3]


@pytest.mark.parametrize("said", ["zzz", "0", "false", "yes"])
def test_only_the_answer_that_the_question_offers_is_heard(
    office: Client, account: Account, said: str
) -> None:
    office.post(BY_HAND, entered(account))

    asked = office.post(BY_HAND, entered(account, is_another=said)).content.decode()

    assert "Такой платёж уже есть" in asked
    assert Payment.objects.count() == 1
    office.post(BY_HAND, entered(account, is_another="1"))
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("key", ["zzz", "", "x" * 70, "\u202e1"])
def test_a_page_whose_key_is_not_ours_posts_nothing_and_says_so(
    office: Client, account: Account, key: str
) -> None:
    answer = office.post(BY_HAND, entered(account, key=key))

    assert (answer.status_code, Payment.objects.count()) == (200, 0)
    assert "вернулась испорченной" in answer.content.decode()


def test_a_form_over_the_limit_is_refused_in_words(office: Client, account: Account) -> None:
    answer = office.post(BY_HAND, entered(account, purpose="я" * 2_000_000))

    assert answer.status_code in {400, 413}
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("name", ["a" * 3000 + ".txt", "a." + "t" * 3000])
def test_a_long_name_of_a_file_is_cut_or_refused_in_words(
    office: Client, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    content = bank.statement(bank.document(received="05.09.2026"))
    boundary = "b"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    ).encode()
    answer = office.post(
        reverse("admin:payments_statements"),
        body + content + f"\r\n--{boundary}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={boundary}",
    )

    assert answer.status_code in {200, 302, 400}, answer.content.decode()
    assert not [line for line in caplog.records if line.levelno >= logging.ERROR]
    assert Statement.objects.count() == 0
