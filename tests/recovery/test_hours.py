"""A debtor is not written to or called at night, on a full day, or against his word; the case waits and says until when."""

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from tests import factories
from tests.notifications import providers
from tests.recovery.living import START, Life
from webapp.correspondence.models import Message
from webapp.parties import operations as parties
from webapp.processes.queries import explain
from webapp.recovery.queries import courses
from workflows.process import decisions

SATURDAY = START + timedelta(days=5)


def made(begin: Callable[..., Life], *, on: date = START, hour: int) -> Life:
    """Begin a case on a day, make its notice and find that no letter can carry it."""
    party = factories.create_person(email="", phone="+79031234567")
    life = begin(factories.create_debtor(today=START, party=party), hour=hour)
    life.today = on
    for _deed in ("notice", "email"):
        life.do(life.decide().deed)
    return life


def waiting(life: Life) -> explain.Explanation:
    case = life.fresh()
    course = courses.of_case(case, life.today, life.now())
    return explain.waiting(case=case, course=course)


def told(life: Life) -> str:
    with translation.override("ru"):
        return waiting(life).text


@pytest.mark.parametrize(
    ("on", "hour", "until", "at"),
    [
        pytest.param(START, 0, START, time(8), id="a term that ended at midnight"),
        pytest.param(START, 6, START, time(8), id="the sweep of a working day"),
        pytest.param(START, 22, START + timedelta(days=1), time(8), id="a working evening"),
        pytest.param(SATURDAY, 8, SATURDAY, time(9), id="a Saturday morning"),
        pytest.param(SATURDAY, 20, SATURDAY + timedelta(days=1), time(9), id="a Saturday evening"),
        pytest.param(date(2026, 3, 9), 8, date(2026, 3, 9), time(9), id="a moved day off"),
    ],
)
def test_outside_the_hours_the_case_waits_for_the_opening(
    begin: Callable[..., Life], on: date, hour: int, until: date, at: time
) -> None:
    life = made(begin, on=on, hour=hour)

    assert life.decide() == decisions.Wait("quiet:hours:sms", until, at)
    assert (
        told(life)
        == f"Тихие часы: сейчас нельзя писать должнику и звонить ему. Продолжится {until:%d.%m.%Y} в {at:%H:%M}: СМС."
    )
    assert not Message.objects.filter(channel="sms").exists()


def test_at_the_opening_it_goes(begin: Callable[..., Life]) -> None:
    life = made(begin, hour=6)

    life.hour = 8
    life.do(life.decide().deed)

    assert Message.objects.get(channel="sms").status == Message.Status.SENT


def test_what_was_decided_by_day_and_comes_to_its_release_at_night_waits_too(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    life = made(begin, hour=21)
    deed = life.decide().deed

    life.hour = 22
    life.do(deed)

    assert Message.objects.get(channel="sms").reason == "quiet-hours"
    assert not providers.accepted(tmp_path)
    assert life.decide() == decisions.Wait("quiet:hours:sms", START + timedelta(days=1), time(8))


def test_a_letter_does_not_wait_for_the_morning(begin: Callable[..., Life]) -> None:
    life = begin(
        factories.create_debtor(
            today=START, party=factories.create_person(email="anna@example.com", phone="")
        ),
        hour=3,
    )
    life.do(life.decide().deed)

    assert life.decide().deed.name == "email"


def test_two_messages_a_day_to_one_number_are_enough(begin: Callable[..., Life]) -> None:
    for _case in range(2):
        life = made(begin, hour=12)
        life.do(life.decide().deed)

    third = made(begin, hour=12)

    assert third.decide() == decisions.Wait("quiet:limit:sms", START + timedelta(days=1), time(8))
    assert told(third).startswith("Достигнут предел обращений")


@pytest.mark.parametrize(
    ("refused", "channel"),
    [(["sms"], "voice"), (["calls"], "sms"), (["sms", "calls"], "deliver_by_post")],
)
def test_a_refusal_leads_to_the_next_channel(
    begin: Callable[..., Life], refused: list[str], channel: str
) -> None:
    life = made(begin, hour=12)
    contact = life.account.party.contacts.get(kind="PHONE")
    for to in refused:
        parties.record_consent(
            contact_id=contact.pk,
            to=to,
            agrees=False,
            ground="просил не беспокоить",
            today=START,
            by=life.by,
        )

    while (deed := life.decide().deed).name in {"email", "sms", "voice"}:
        life.do(deed)
        if Message.objects.exclude(recipient="").exists():
            break

    assert deed.name == channel
    assert list(Message.objects.exclude(recipient="").values_list("channel", flat=True)) == [
        channel
    ] * (channel != "deliver_by_post")


def test_a_refusal_after_the_planning_keeps_the_message_in_the_house(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    life = made(begin, hour=21)
    deed, life.hour = life.decide().deed, 22
    life.do(deed)
    contact = life.account.party.contacts.get(kind="PHONE")
    parties.record_consent(
        contact_id=contact.pk,
        to="sms",
        agrees=False,
        ground="просил не писать",
        today=START,
        by=life.by,
    )

    life.hour = 23
    life.do(life.decide().deed)

    message = Message.objects.get(channel="sms")
    assert (message.status, message.reason) == (Message.Status.CANCELED, "no-consent")
    assert life.decide() == decisions.Wait("quiet:hours:voice", START + timedelta(days=1), time(8))
    assert not providers.accepted(tmp_path)
