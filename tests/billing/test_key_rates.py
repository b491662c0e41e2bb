"""The next key rate is entered by staff; the rates shipped with the program stay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories
from webapp.audit.models import Entry
from webapp.billing.models import KeyRate
from webapp.billing.operations import rates
from webapp.billing.queries import rates as known
from webapp.staff import queries as staff
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 23)
OCTOBER = {
    "effective_from": date(2026, 10, 26),
    "rate_percent": Decimal("13.50"),
    "source": "пресс-релиз от 23.10.2026",
}


def test_an_entered_rate_follows_the_shipped_ones():
    rates.enter_key_rate(**OCTOBER, by=factories.create_staff(role=Role.ACCOUNTANT), today=TODAY)

    series = known.key_rate()

    assert series.on(date(2026, 10, 25)).decimal() == Decimal("14.00")
    assert series.on(date(2026, 10, 26)).decimal() == Decimal("13.50")
    assert Entry.objects.get(name="billing.key-rate.entered").ground == "пресс-релиз от 23.10.2026"


def test_a_rate_that_begins_before_the_last_one_is_refused():
    early = OCTOBER | {"effective_from": date(2026, 7, 27)}

    with pytest.raises(rates.UnableToEnterRate, match=r"27\.07\.2026"):
        rates.enter_key_rate(**early, by=factories.create_staff(role=Role.ACCOUNTANT), today=TODAY)

    assert not KeyRate.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"rate_percent": Decimal("160.00")}, "rate_percent", "запят"),
        ({"rate_percent": Decimal("30.01")}, "rate_percent", "запят"),
        ({"effective_from": date(2062, 10, 26)}, "effective_from", "на год вперёд"),
    ],
)
def test_a_slip_of_the_pen_is_refused_at_its_field(wrong, field, words):
    with translation.override("ru"), pytest.raises(rates.UnableToEnterRate, match=words) as refusal:
        rates.enter_key_rate(
            **OCTOBER | wrong, by=factories.create_staff(role=Role.ACCOUNTANT), today=TODAY
        )

    assert refusal.value.field == field
    assert not KeyRate.objects.exists()


def test_a_rate_is_withdrawn_before_its_day_and_the_journal_knows():
    by = factories.create_staff(role=Role.ACCOUNTANT)
    entered = rates.enter_key_rate(**OCTOBER, by=by, today=TODAY)

    rates.withdraw_key_rate(key_rate_id=entered.pk, by=by, today=date(2026, 10, 25))

    assert known.key_rate().on(date(2026, 10, 26)).decimal() == Decimal("14.00")
    assert Entry.objects.get(name="billing.key-rate.withdrawn").details == {
        "from": "2026-10-26",
        "rate": "13.50",
    }


def test_a_rate_in_effect_is_not_withdrawn():
    by = factories.create_staff(role=Role.ACCOUNTANT)
    entered = rates.enter_key_rate(**OCTOBER, by=by, today=TODAY)

    with pytest.raises(rates.UnableToWithdrawRate):
        rates.withdraw_key_rate(key_rate_id=entered.pk, by=by, today=date(2026, 10, 26))

    assert KeyRate.objects.exists()


@pytest.fixture
def head_of_legal(client):
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))
    return client


def ask(client, *, rate="13,50", **more):
    day = staff.today() + timedelta(days=3)
    given = {"effective_from": day.isoformat(), "rate_percent": rate, "source": "cbr.ru", **more}
    return client.post(reverse("admin:billing_key_rates"), given, follow=True).content.decode()


def test_the_page_shows_the_old_and_the_new_rate_before_it_enters_the_new(head_of_legal):
    page = ask(head_of_legal)

    assert not KeyRate.objects.exists()
    assert all(words in page for words in ("14,00", "13,50", 'value="confirm"'))


def test_the_page_enters_a_confirmed_rate_with_a_decimal_comma(head_of_legal):
    page = ask(head_of_legal, step="confirm")

    assert KeyRate.objects.get().rate_percent == Decimal("13.50")
    assert "13,50" in page


def test_a_rate_that_is_to_be_corrected_comes_back_into_its_fields(head_of_legal):
    page = ask(head_of_legal, step="correct")

    assert 'value="13,50"' in page
    assert not KeyRate.objects.exists()


def test_a_refused_rate_is_told_at_its_field_even_when_confirmed(head_of_legal):
    assert "выше 30 %" in ask(head_of_legal, rate="160", step="confirm")
    assert not KeyRate.objects.exists()


def test_the_page_withdraws_a_rate_that_is_not_yet_in_effect(head_of_legal):
    ask(head_of_legal, step="confirm")
    address = reverse("admin:billing_key_rate_withdraw", kwargs={"pk": KeyRate.objects.get().pk})

    assert address in head_of_legal.get(reverse("admin:billing_key_rates")).content.decode()
    assert "отозвана" in head_of_legal.post(address, follow=True).content.decode()
    assert not KeyRate.objects.exists()
    assert "уже действует" in head_of_legal.post(address, follow=True).content.decode()


def test_a_lawyer_does_not_enter_rates(client):
    client.force_login(factories.create_staff(role=Role.LAWYER))

    assert client.get(reverse("admin:billing_key_rates")).status_code == 403
    assert (
        client.post(reverse("admin:billing_key_rate_withdraw", kwargs={"pk": 1})).status_code == 403
    )


def test_the_page_shows_the_refinancing_rate_that_the_key_rate_replaced(head_of_legal):
    page = head_of_legal.get(reverse("admin:billing_key_rates"))

    assert "Ставка рефинансирования до 2016 года" in page.content.decode()
    assert str(page.context["former"][0].decimal()) == "8.25"
