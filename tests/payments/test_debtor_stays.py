"""A new customer does not inherit the debt of the old one: while an account owes, its customer stays."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.contracts.models import Account
from webapp.parties.models import Party
from webapp.payments import operations as payments
from webapp.payments.models import Payment
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing() -> Account:
    return factories.create_debtor(months=1)


def give_to(account: Account, party: Party) -> None:
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(party=party)


def pay(account: Account) -> Payment:
    clerk = factories.create_staff(role=Role.ACCOUNTANT)
    form = {"document_number": "1", "purpose": "Оплата", "key": str(uuid4())}
    amount = account.charges.get().amount
    return payments.post_by_hand(
        account_id=account.pk,
        amount=amount,
        paid_on=factories.TODAY,
        by=clerk,
        today=factories.TODAY,
        **form,
    )


def test_an_account_that_owes_keeps_its_customer(owing: Account) -> None:
    with pytest.raises(IntegrityError, match="its customer cannot be replaced"):
        give_to(owing, factories.create_person())

    Account.objects.filter(pk=owing.pk).update(party=owing.party, closed_on=factories.TODAY)
    assert Account.objects.get(pk=owing.pk).closed_on == factories.TODAY


def test_an_account_that_is_paid_may_get_a_new_customer_until_the_payment_goes_back(
    owing: Account,
) -> None:
    payment, first, second = pay(owing), owing.party, factories.create_person()

    give_to(owing, second)
    payments.reverse(
        payment_id=payment.pk,
        reason="ошибка банка",
        by=factories.create_staff(),
    )

    with pytest.raises(IntegrityError, match="its customer cannot be replaced"):
        give_to(owing, first)


def test_the_form_says_what_to_do_instead(owing: Account) -> None:
    administrator = factories.create_staff(role=Role.ADMINISTRATOR)
    client = Client(headers={"accept-language": "ru"})
    client.force_login(administrator)
    address = reverse("admin:contracts_account_change", args=[owing.pk])
    form = client.get(address).context["adminform"].form
    asked = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, False)
    }
    rows = {
        f"{prefix}-{part}": 0
        for prefix in (
            "owners",
            "residents",
            "norms",
            "events",
            "ownerevent",
            "residentevent",
            "monthlynormevent",
        )
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    answer = client.post(
        address, {**asked, **rows, "party": factories.create_person().pk}, follow=True
    )

    assert "откройте новый для нового абонента" in answer.content.decode()
    assert Account.objects.get(pk=owing.pk).party == owing.party
