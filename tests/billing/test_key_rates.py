"""The next key rate is entered by staff; the rates shipped with the program stay."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import factories
from webapp.audit.models import Entry
from webapp.billing.models import KeyRate
from webapp.billing.operations import rates
from webapp.billing.queries import rates as known
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
OCTOBER = {"effective_from": date(2026, 10, 26), "rate_percent": Decimal("13.50"), "source": "пресс-релиз от 23.10.2026"}


def test_an_entered_rate_follows_the_shipped_ones():
    rates.enter_key_rate(**OCTOBER, by=factories.create_staff(role=Role.ACCOUNTANT))

    series = known.key_rate()

    assert series.on(date(2026, 10, 25)).decimal() == Decimal("14.00")
    assert series.on(date(2026, 10, 26)).decimal() == Decimal("13.50")
    assert Entry.objects.get(name="billing.key-rate.entered").ground == "пресс-релиз от 23.10.2026"


def test_a_rate_that_begins_before_the_last_one_is_refused():
    early = OCTOBER | {"effective_from": date(2026, 7, 27)}

    with pytest.raises(rates.UnableToEnterRate, match=r"27\.07\.2026"):
        rates.enter_key_rate(**early, by=factories.create_staff(role=Role.ACCOUNTANT))

    assert not KeyRate.objects.exists()


def test_the_page_enters_a_rate_and_shows_it(client):
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))
    page = reverse("admin:billing_key_rates")

    answer = client.post(page, {"effective_from": "2026-10-26", "rate_percent": "13.50", "source": "cbr.ru"}, follow=True)

    assert KeyRate.objects.get().rate_percent == Decimal("13.50")
    assert "13.50" in answer.content.decode()


def test_a_lawyer_does_not_enter_rates(client):
    client.force_login(factories.create_staff(role=Role.LAWYER))

    assert client.get(reverse("admin:billing_key_rates")).status_code == 403
