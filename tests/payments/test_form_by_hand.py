"""A form of a payment by hand posts one payment: sent again it posts nothing, said otherwise it asks."""

import re
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories
from tests.payments.test_counted_once import typed
from tests.payments.test_screens import signed_in
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.staff.models import Role

KEY = "0b8a7bd2c1d24b2f9c3fa1d2e3f40516"
pytestmark = pytest.mark.django_db


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.fixture
def office(accountant):
    return signed_in(accountant)


def form_of(account, **said):
    return {
        "key": KEY,
        "account": account.number,
        "amount": "7,01",
        "paid_on": "2026-11-05",
        "document_number": "801",
        "purpose": "",
        "confirmed": str(account.pk),
        **said,
    }


def send(office, form):
    return office.post(reverse("admin:payments_by_hand"), form)


def hidden(response):
    """Return the hidden fields of the question that a page asks."""
    page = response.content.decode()
    inputs = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in inputs if name != "csrfmiddlewaretoken"}


OTHERWISE = {
    "account": {},
    "amount": {"amount": Decimal("70.02")},
    "day": {"paid_on": date(2026, 11, 4)},
    "document": {"document_number": "802"},
    "purpose": {"purpose": "за тепло"},
    "months": {"months_said": "10.2026"},
}


class TestOneForm:
    @pytest.mark.parametrize("said", OTHERWISE.values(), ids=OTHERWISE)
    def test_that_says_something_else_posts_nothing_and_is_told_of_the_first(
        self, accountant, said
    ):
        account = factories.create_debtor()
        first = typed(account, accountant, key="k1")
        to = account if said else factories.create_debtor()

        with pytest.raises(operations.FormIsUsed, match=account.number):
            typed(to, accountant, key="k1", is_another=True, **said)

        assert Payment.objects.get() == first

    def test_whose_payment_was_taken_back_is_not_told_that_it_is_posted(self, accountant):
        account = factories.create_debtor()
        first = typed(account, accountant, key="k1")
        operations.reverse(payment_id=first.pk, reason="Ошибка", by=accountant)

        with pytest.raises(operations.FormIsUsed):
            typed(account, accountant, key="k1")

    @pytest.mark.django_db(transaction=True)
    def test_sent_for_two_accounts_at_once_posts_one_payment(self, accountant):
        accounts = [factories.create_debtor() for _account in range(2)]
        together, used = threading.Barrier(2, timeout=60), []

        def clerk(account):
            together.wait()
            try:
                typed(account, accountant, key="k1", is_another=True)
            except operations.FormIsUsed as error:
                used.append(error)
            finally:
                connection.close()

        clerks = [threading.Thread(target=clerk, args=(account,)) for account in accounts]
        for one in clerks:
            one.start()
        for one in clerks:
            one.join()

        assert (Payment.objects.count(), len(used)) == (1, 1)


class TestScreen:
    def test_gone_back_to_and_changed_asks_and_then_posts_both(self, office):
        first, second = factories.create_debtor(), factories.create_debtor()
        send(office, form_of(first))
        changed = form_of(second, amount="70,02", document_number="802")

        asked = send(office, changed)

        assert Payment.objects.count() == 1
        assert "Этой формой платёж уже проведён" in asked.content.decode()
        send(office, hidden(asked))
        posted = Payment.objects.values_list("account", "amount").order_by("id")
        assert list(posted) == [(first.pk, Decimal("7.01")), (second.pk, Decimal("70.02"))]

    def test_given_back_to_be_corrected_is_a_form_of_its_own(self, office):
        account = factories.create_debtor()
        send(office, form_of(account))

        page = send(office, form_of(account, correct="1"))

        assert hidden(page)["key"] not in ("", KEY)
