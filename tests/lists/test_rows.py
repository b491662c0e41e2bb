"""Of very many rows a page is shown without counting them to the end."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.lists.queries.rows import Rows
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.staff import paging
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db


def pay(*roubles: int) -> None:
    for amount in roubles:
        Payment.objects.create(
            natural_key=f"rows-{amount}",
            source=Payment.Source.STATEMENT,
            status=Payment.Status.UNIDENTIFIED,
            paid_on=factories.TODAY,
            amount=amount,
        )


def rows() -> Rows:
    return Rows(Payment.objects.all(), totals=lists.totals)


class TestPage:
    def test_knows_how_many_there_are_and_their_sum_up_to_a_bound(self) -> None:
        pay(100, 200, 300)

        page = rows().page(orders=("amount",), start=0, length=2, most=3)

        assert [one.amount for one in page.rows] == [100, 200]
        assert (page.count, page.totals["amount"], page.is_more) == (3, Decimal(600), False)

    def test_says_that_there_is_more_and_adds_nothing_up_beyond_it(self) -> None:
        pay(100, 200, 300, 400)

        page = rows().page(orders=("amount",), start=0, length=2, most=3)

        assert [one.amount for one in page.rows] == [100, 200]
        assert (page.count, page.totals, page.is_more) == (3, {}, True)

    def test_of_so_many_ends_where_nobody_turns_the_pages(self) -> None:
        pay(100, 200, 300, 400, 500)

        page = rows().page(orders=("amount",), start=90, length=2, most=4)

        assert [one.amount for one in page.rows] == [300, 400]

    def test_takes_a_number_that_is_known_from_elsewhere(self) -> None:
        pay(100)
        known = Rows(Payment.objects.all(), known=7)

        assert known.page(orders=("amount",), start=0, length=2, most=9).count == 7


def test_the_pages_of_a_table_end_where_nobody_turns_them() -> None:
    class Short(paging.KeysFirst):
        most = 3

    pay(100, 200, 300, 400)
    pages = Short(Payment.objects.order_by("amount"), 2)

    assert (pages.count, pages.is_more, pages.num_pages) == (3, True, 2)
    assert [one.amount for one in pages.page(2)] == [300, 400]


def test_how_many_there_are_and_their_sum_come_after_the_page() -> None:
    pay(100, 200)
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))

    told = client.get(reverse("admin:payments_payment_changelist_sums")).content.decode()

    assert "2 платежа" in told
    assert "300,00" in told
