"""Short messages go to mobile numbers only; a landline is called, and no day is lost on it."""

from collections.abc import Callable

import pytest

from tests import factories
from tests.recovery.living import START, Life
from webapp.correspondence.models import Message
from webapp.parties.models import Contact, Party
from webapp.processes.queries import contacts

LANDLINE, MOBILE = "+78123159883", "+79165554433"


def with_phones(*numbers: str) -> Party:
    party = factories.create_person(email="", phone="")
    for number in numbers:
        party.contacts.create(kind=Contact.Kind.PHONE, value=number)
    return party


@pytest.mark.parametrize(
    ("numbers", "sms", "voice"),
    [
        ((LANDLINE, MOBILE), [MOBILE], [LANDLINE, MOBILE]),
        ((MOBILE, LANDLINE), [MOBILE], [MOBILE, LANDLINE]),
        ((LANDLINE,), [], [LANDLINE]),
        (("+74732123456",), [], ["+74732123456"]),
        (("+78001234567",), [], ["+78001234567"]),
        (("+77172701234", "+77012345678"), ["+77012345678"], ["+77172701234", "+77012345678"]),
        (("+375291234567",), ["+375291234567"], ["+375291234567"]),
        (("+70001234567",), [], ["+70001234567"]),
        (("315-98-83",), [], ["315-98-83"]),
    ],
    ids=[
        "a landline before a mobile",
        "a mobile before a landline",
        "a landline of St. Petersburg",
        "a landline of Voronezh",
        "a free number",
        "Kazakhstan",
        "Belarus",
        "no number of any kind",
        "without a code",
    ],
)
def test_a_short_message_goes_to_the_first_number_that_takes_it(
    begin: Callable[..., Life], numbers: tuple[str, ...], sms: list[str], voice: list[str]
) -> None:
    case = begin(factories.create_debtor(today=START, party=with_phones(*numbers))).case

    assert contacts.recipients(case=case, channel="sms") == sms
    assert contacts.recipients(case=case, channel="voice") == voice


def test_with_a_mobile_behind_a_landline_the_mobile_gets_the_message(
    begin: Callable[..., Life],
) -> None:
    life = begin(factories.create_debtor(today=START, party=with_phones(LANDLINE, MOBILE)))

    life.go(until="0.1:send:sms")

    message = Message.objects.get(channel="sms")
    assert (message.recipient, message.status) == (MOBILE, Message.Status.SENT)


def test_with_a_landline_only_it_is_called_the_same_day(begin: Callable[..., Life]) -> None:
    life = begin(factories.create_debtor(today=START, party=with_phones(LANDLINE)))

    life.go(until="0.1:send:voice")

    assert life.today == START
    assert Message.objects.get(channel="sms").status == Message.Status.NO_CONTACT
    call = Message.objects.get(channel="voice")
    assert (call.recipient, call.status) == (LANDLINE, Message.Status.SENT)
