"""When one channel never works, the next one gets its turn."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from notifications.message import UnableToSend
from tests import factories
from tests.recovery.living import START, Life
from webapp.correspondence.models import TRIES_MAX, Document, Message


def test_a_letter_that_is_given_up_is_followed_by_a_short_message(
    begin: Callable[..., Life],
) -> None:
    party = factories.create_person(email="petrov@example.org", phone="+79031234567")
    life = begin(factories.create_debtor(today=START, party=party))
    life.do(life.decide().deed)
    first, works = life.decide().deed, life.gateways
    life.gateways = replace(works, smtp_url="smtp://127.0.0.1:1")
    with pytest.raises(UnableToSend):
        life.do(first)
    assert life.decide().deed == first

    Message.objects.update(attempts=TRIES_MAX)
    life.do(first)

    second = life.decide().deed
    assert (first.name, second.name) == ("email", "sms")
    life.do(second)
    assert list(Message.objects.order_by("id").values_list("status", flat=True)) == [
        "FAILED",
        "SENT",
    ]


def test_a_call_after_a_message_that_went_astray_carries_a_paper_of_what_is_owed_by_then(
    begin: Callable[..., Life],
) -> None:
    life = begin()
    life.go(until="0.1:send:sms")
    life.pay(Decimal(1000))

    life.go(until="0.1:send:voice:r2")

    call = Message.objects.select_related("document").get(channel="voice")
    assert call.document is not None
    assert (call.document.debt, call.status) == (Decimal(3500), Message.Status.SENT)
    assert list(
        Document.objects.filter(kind="notice").order_by("id").values_list("status", flat=True)
    ) == ["CANCELLED", "MADE"]
    assert Message.objects.filter(channel="sms").count() == 1
