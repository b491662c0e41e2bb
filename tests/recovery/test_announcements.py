"""What an SMS and a call say of a paper: everything the law counts a term from, short for the one and speakable for the other."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from pydantic import TypeAdapter

from documents import samples
from documents.catalogue import CATALOGUE, DocumentKind
from tests import factories
from tests.recovery.living import START
from webapp.correspondence.models import Document, Message
from webapp.recovery.queries import announcements

SEGMENTS_MAX, UNITS_OF_A_SEGMENT = 4, 67  # of a long message in Cyrillic
TOLD = (DocumentKind.NOTICE, DocumentKind.RESTRICTION_WARNING, DocumentKind.PRETRIAL_CLAIM)


def printed(*, kind: DocumentKind, is_citizen: bool) -> dict:
    context = samples.sample(kind=kind, is_citizen=is_citizen)
    return TypeAdapter(CATALOGUE[kind].context).dump_python(context, mode="json")


@pytest.mark.parametrize("is_citizen", [True, False])
@pytest.mark.parametrize("kind", TOLD)
def test_a_short_message_fits_four_segments(kind, is_citizen):
    with translation.override("ru"):
        text = announcements.short(kind=kind, context=printed(kind=kind, is_citizen=is_citizen))

    assert len(text.encode("utf-16-le")) // 2 <= SEGMENTS_MAX * UNITS_OF_A_SEGMENT, text


@pytest.mark.parametrize("is_citizen", [True, False])
@pytest.mark.parametrize("kind", TOLD)
def test_a_short_message_names_creditor_telephone_debt_and_penalty(kind, is_citizen):
    context = printed(kind=kind, is_citizen=is_citizen)

    with translation.override("ru"):
        text = announcements.short(kind=kind, context=context).replace("\xa0", "")

    creditor = context["claimant"]
    assert text.startswith(f"{creditor['short_name']}, тел. {creditor['phone']}: ")
    penalty = Decimal(context["penalty"]["total"])
    assert f" и пени {penalty:.2f}".replace(".", ",") in text


@pytest.mark.parametrize("is_citizen", [True, False])
@pytest.mark.parametrize("kind", TOLD)
def test_a_call_has_no_signs_that_a_voice_stumbles_over(kind, is_citizen):
    text = announcements.spoken(kind=kind, context=printed(kind=kind, is_citizen=is_citizen))

    assert not re.search(r"[№₽%/]|\d{2}\.\d{2}|руб\.|дн\.|л/с|None", text), text


def test_a_warning_names_the_service_its_debt_the_term_the_day_and_what_follows(begin):
    account = factories.create_account(
        party=factories.create_person(email="", phone="+79031234567")
    )
    light = factories.create_service(code="electricity", name="Электроснабжение")
    warmth = factories.create_service(code="heat", name="Отопление")
    for month in (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)):
        factories.create_charge(
            account=account,
            service=light,
            period=month,
            amount=Decimal(1000),
            due_date=date(2026, 2, 10),
        )
        factories.create_charge(
            account=account,
            service=warmth,
            period=month,
            amount=Decimal(4000),
            due_date=date(2026, 2, 10),
        )
    life = begin(account)

    life.go(until="1.1:send:voice")

    paper = Document.objects.get(kind="restriction_warning")
    day = date.fromisoformat(paper.context["restriction_from"])
    sms, call = (
        Message.objects.filter(document=paper, channel=channel).latest("id").body
        for channel in ("sms", "voice")
    )
    assert day > START + timedelta(days=20)
    assert f"предупреждение № {paper.number}" in sms and f"Л/с {account.number}" in sms
    penalty = Decimal(paper.context["penalty"]["total"])
    assert penalty > 0
    owed = f"долг 3\xa0000,00 и пени {str(penalty).replace('.', ',')} руб."
    assert f"{owed}: электроснабжение. Оплатите за 20 дн. с получения" in sms
    assert sms.startswith("ООО «Город Энерго», тел. +74822000000: ")
    assert f"с {day:%d.%m.%Y} услуга будет ограничена, а через 10 дн. приостановлена" in sms
    assert "не оплачено: электроснабжение. Долг: 3000 рублей, пени: " in call
    assert "в течение 20 дней со дня получения предупреждения" in call
    assert f"{day.year} года предоставление услуги будет ограничено" in call
    assert "отоплени" not in (sms + call).lower()


def test_business_is_told_of_a_full_restriction_at_its_hour():
    context = printed(kind=DocumentKind.RESTRICTION_WARNING, is_citizen=False)

    with translation.override("ru"):
        text = announcements.short(kind="restriction_warning", context=context)

    assert "за 10 дн. с получения" in text
    assert "с 10:00 14.12.2026 подача будет полностью ограничена" in text
