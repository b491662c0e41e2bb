"""No customer is reached at our own addresses and numbers, nor where a machine answers."""

import pytest

from tests import factories
from webapp.parties import operations
from webapp.parties.forms import ContactForm
from webapp.parties.models import Contact
from webapp.parties.queries import requisites

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def suppliers(settings):
    settings.MAIL_FROM = "Взыскание <claims@vdes.example>"
    factories.create_supplier(email="dolg@vdes.example", phone="8 (473) 200-00-01, 300-00-00")
    factories.create_supplier(inn="7728168971", email="", phone="+7 473 200-00-02 доб. 5")


@pytest.mark.parametrize(
    "value",
    [
        "ivanov@localhost",
        "postmaster@example.ru",
        "noreply@example.ru",
        "No-Reply@example.ru",
        "do_not_reply@example.ru",
        "MAILER-DAEMON@example.ru",
        "noreply+17@example.ru",
        "claims@vdes.example",
        "Claims+1@VDES.example",
    ],
)
def test_a_mailbox_that_nobody_reads_or_that_is_ours_is_no_contact(value):
    with pytest.raises(requisites.InvalidRequisite):
        requisites.email(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Contact.Kind.EMAIL, "dolg@vdes.example"),
        (Contact.Kind.EMAIL, "DOLG@vdes.example"),
        (Contact.Kind.EMAIL, "dolg+7@Vdes.Example"),
        (Contact.Kind.PHONE, "8 (473) 200-00-01"),
        (Contact.Kind.PHONE, "+7 473 2000001"),
        (Contact.Kind.PHONE, "4732000002"),
    ],
)
def test_a_contact_of_a_supplier_is_refused_however_it_is_written(kind, value):
    party = factories.create_person()

    with pytest.raises(operations.UnableToAddContact, match="собственный"):
        operations.add_contact(party=party, kind=kind, value=value, by=None)

    form = ContactForm({"party": party.pk, "kind": kind, "value": value, "is_valid": True})
    assert "value" in form.errors


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Contact.Kind.EMAIL, "dolgova@vdes.example"),
        (Contact.Kind.EMAIL, "reply@example.ru"),
        (Contact.Kind.PHONE, "+7 473 200-00-03"),
    ],
)
def test_what_is_alike_is_a_contact(kind, value):
    party = factories.create_person()

    assert operations.add_contact(party=party, kind=kind, value=value, by=None)
