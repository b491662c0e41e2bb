"""A letter as the recipient's server gets it."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import Attachment, CannotAsk, OutgoingMessage, Search, UnableToSend
from webapp.demo.mail_catcher import MailCatcher

REFERENCE = UUID("6f1d2f64-1f0e-5b0a-9d3e-0d6a4f2b7c11")


def letter(
    *,
    title: str = "Уведомление о задолженности",
    attachments: tuple[Attachment, ...] = (),
    recipient: str = "petrov@example.org",
) -> OutgoingMessage:
    return OutgoingMessage(
        channel="email",
        recipient=recipient,
        title=title,
        body="Уважаемый Пётр Петрович!\n\n.\nДолг 5 000,00 ₽",
        reference=REFERENCE,
        attachments=attachments,
    )


def test_the_letter_carries_our_reference_and_the_text_unharmed(
    gateways: Gateways, post_office: MailCatcher
) -> None:
    receipt = door.send(letter(), gateways=gateways)

    caught = post_office.mailbox.read(1)
    assert caught["Message-ID"] == receipt.provider_id == f"<{REFERENCE}@istok.example>"
    assert caught["Subject"] == "Уведомление о задолженности"
    assert caught["Auto-Submitted"] == "auto-generated"
    assert caught.get_content().replace("\r\n", "\n").strip() == letter().body


def test_the_answer_of_the_server_is_kept_and_nothing_more_will_be_reported(
    gateways: Gateways,
) -> None:
    receipt = door.send(letter(), gateways=gateways)

    assert not receipt.is_reported
    assert receipt.evidence.startswith("250 2.0.0 OK")


def test_the_paper_goes_with_the_letter(gateways: Gateways, post_office: MailCatcher) -> None:
    paper = Attachment(
        name="Уведомление УВ-000001.pdf",
        content_type="application/pdf",
        content=b"%PDF-1.7 \x00\xff",
    )

    door.send(letter(attachments=(paper,)), gateways=gateways)

    [attached] = post_office.mailbox.read(1).iter_attachments()
    assert (attached.get_filename(), attached.get_content_type(), attached.get_content()) == (
        paper.name,
        paper.content_type,
        paper.content,
    )


def test_a_title_that_would_forge_a_header_is_refused(gateways: Gateways) -> None:
    with pytest.raises(UnableToSend) as caught:
        door.send(letter(title="Долг\r\nBcc: all@example.org"), gateways=gateways)

    assert caught.value.permanent


def test_a_cyrillic_domain_is_written_in_its_latin_form(
    gateways: Gateways, post_office: MailCatcher
) -> None:
    sender = replace(gateways, mail_from="Исток <dolg@исток.рф>")

    receipt = door.send(letter(recipient="ivan@почта.рф"), gateways=sender)

    [line] = post_office.mailbox.letters
    assert line["to"] == ["ivan@xn--80a1acny.xn--p1ai"]
    assert receipt.provider_id == line["message_id"] == f"<{REFERENCE}@xn--h1aellf.xn--p1ai>"
    assert post_office.mailbox.read(1)["From"] == "Исток <dolg@xn--h1aellf.xn--p1ai>"


@pytest.mark.parametrize(
    "address",
    [
        "иван@почта.рф",
        "ivan@",
        f"ivan@{'a' * 64}.ru",
        "ivan@a..ru",
        "ivan@example.org\r\nBcc: all@example.org",
    ],
)
def test_an_address_that_smtp_cannot_write_is_refused_for_good(
    address: str, gateways: Gateways, post_office: MailCatcher
) -> None:
    with pytest.raises(UnableToSend) as caught:
        door.send(letter(recipient=address), gateways=gateways)

    assert (caught.value.permanent, caught.value.outcome_unknown) == (True, False)
    assert not post_office.mailbox.letters


@pytest.mark.parametrize("smtp_url", ["smtp://127.0.0.1:post", "smtp://%D0%B8:%D0%B8@{host}"])
def test_wrong_settings_of_ours_leave_the_letter_to_another_try(
    smtp_url: str, gateways: Gateways
) -> None:
    wrong = replace(
        gateways, smtp_url=smtp_url.format(host=gateways.smtp_url.removeprefix("smtp://"))
    )

    with pytest.raises(UnableToSend) as caught:
        door.send(letter(), gateways=wrong)

    assert (caught.value.permanent, caught.value.outcome_unknown) == (False, False)


def test_smtp_cannot_be_asked(gateways: Gateways) -> None:
    assert not door.can_ask(channel="email")
    with pytest.raises(CannotAsk):
        door.find(letter(), gateways=gateways, search=Search(since=datetime.now(UTC)))
