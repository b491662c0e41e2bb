"""Free words that hold what nobody sees are refused in words wherever they are typed; nothing of them is kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.payments import bank
from webapp.lists.models import SavedView
from webapp.payments import operations as payments
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.models import Scheme
from webapp.staff.models import Role, User
from webapp.tasks.models import Task, TaskComment

LogIn = Callable[..., Client]
SPOILT = ("a\x00b", "a\u202eb")
pytestmark = pytest.mark.django_db


def said(client: Client, address: str, **form: str) -> str:
    answer = client.post(address, form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def office(log_in: LogIn, boss: User) -> Client:
    return log_in(boss)


@pytest.mark.parametrize("words", SPOILT)
class TestIsRefused:
    def test_in_a_comment(self, case: Case, office: Client, words: str) -> None:
        page = reverse("admin:tasks_do", args=[Task.objects.get().pk, "comment"])

        assert "невидимые знаки" in said(office, page, said=words)
        assert not TaskComment.objects.exists()

    def test_in_the_name_of_a_filter(self, case: Case, office: Client, words: str) -> None:
        assert "невидимые знаки" in said(office, reverse("admin:tasks_list_keep"), name=words)
        assert not SavedView.objects.exists()

    def test_in_the_reason_for_stopping_a_scheme(
        self, case: Case, office: Client, words: str
    ) -> None:
        scheme = Scheme.objects.get(code="persons")
        page = reverse("admin:recovery_scheme", args=[scheme.pk])

        assert "невидимые знаки" in said(office, page, stop="1", reason=words)
        scheme.refresh_from_db()
        assert not scheme.stopped_reason

    def test_in_an_account_that_gets_a_part(self, log_in: LogIn, words: str) -> None:
        factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
        payments.load_statement(
            file_name="a.txt",
            content=bank.statement(bank.document(purpose="за свет")),
            by=None,
            today=factories.TODAY,
        )
        payment = Payment.objects.get()
        form = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-account": words, "0-amount": "1.00"}

        page = reverse("admin:payments_divide", args=[payment.pk])
        said(
            log_in(Role.ACCOUNTANT), page, **{f"form-{name}": value for name, value in form.items()}
        )

        payment.refresh_from_db()
        assert payment.status == Payment.Status.UNIDENTIFIED


def test_a_comment_of_invisible_signs_only_says_nothing(case: Case, office: Client) -> None:
    page = reverse("admin:tasks_do", args=[Task.objects.get().pk, "comment"])

    assert "Напишите" in said(office, page, said="\u200b\u200b")
    assert not TaskComment.objects.exists()
