"""Which letter came back, as mail servers say it: in the standard's fields and in words of their own."""

import time
from email.message import EmailMessage
from uuid import UUID

import pytest

from notifications.email import bounces
from webapp.demo import returns

REFERENCE = UUID("6f1d2f64-1f0e-5b0a-9d3e-0d6a4f2b7c11")
OTHER = UUID("00000000-1f0e-5b0a-9d3e-0d6a4f2b7c11")
RECIPIENT = "office@does-not-exist.example"


def letter(reference: UUID = REFERENCE) -> EmailMessage:
    """Our letter, as the server that gives it back has it."""
    ours = EmailMessage()
    ours["From"] = "Исток <dolg@istok.example>"
    ours["To"] = RECIPIENT
    ours["Message-ID"] = f"<{reference}@istok.example>"
    ours.set_content("Уважаемый Пётр Петрович!")
    return ours


def report(
    action: str = "failed", status: str = "5.1.1", words: str = "550 5.1.1 no such user"
) -> bytes:
    return returns.report(
        letter=letter(), recipient=RECIPIENT, action=action, status=status, words=words
    )


def text(
    body: str,
    *,
    sender: str = "MAILER-DAEMON@mail.example.ru",
    subject: str = "failure notice",
    **headers: str,
) -> bytes:
    told = EmailMessage()
    told["From"], told["To"], told["Subject"] = sender, "dolg@istok.example", subject
    for name, value in headers.items():
        told[name.replace("_", "-")] = value
    told.set_content(body)
    return told.as_bytes()


QMAIL = f"""Hi. This is the qmail-send program at mail.example.ru.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{RECIPIENT}>:
550 5.1.1 user unknown

--- Below this line is a copy of the message.

Message-ID: <{REFERENCE}@istok.example>
Subject: notice
"""
EXIM = f"""This message was created automatically by mail delivery software.

  {RECIPIENT}
    host mx.example [192.0.2.1]: 554 mailbox disabled

------ This is a copy of the message, including all the headers. ------

Message-ID: <{REFERENCE}@istok.example>
"""
MAIL_RU = f"""Ваше письмо не может быть доставлено.

{RECIPIENT}: 550 Message was not accepted -- invalid mailbox.

Исходное письмо:
Message-ID: <{REFERENCE}@istok.example>
"""


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(report(), id="a report by the standard"),
        pytest.param(report(status="5.2.2", words="552 5.2.2 mailbox full"), id="a full mailbox"),
        pytest.param(
            report(status="4.4.7", words="421 4.4.7 retry time expired"), id="given up after days"
        ),
        pytest.param(report().replace(b"\n", b"\r\n"), id="with the line ends of the wire"),
        pytest.param(report().replace(b"Final-Recipient", b"FINAL-RECIPIENT"), id="shouted"),
        pytest.param(
            report().replace(b"message/delivery-status", b"message/global-delivery-status"),
            id="RFC 6533",
        ),
        pytest.param(text(QMAIL), id="qmail"),
        pytest.param(
            text(EXIM, subject="Mail delivery failed", X_Failed_Recipients=RECIPIENT), id="Exim"
        ),
        pytest.param(
            text(MAIL_RU, sender="mailer-daemon@corp.mail.ru", subject="Недоставленное письмо"),
            id="Russian words",
        ),
        pytest.param(
            text(
                f"{RECIPIENT} 550 5.1.10 RecipientNotFound",
                sender="MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.ru",
                In_Reply_To=f"<{REFERENCE}@istok.example>",
            ),
            id="Exchange, known by what it answers to",
        ),
    ],
)
def test_a_letter_that_will_not_arrive_is_known_by_its_reference_and_recipient(
    content: bytes,
) -> None:
    bounce = bounces.read(content)

    assert bounce is not None
    assert bounce.reference == REFERENCE
    assert any(bounces.same_address(RECIPIENT, named) for named in bounce.recipients)
    assert bounce.words


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(report("delayed", "4.4.1", "451 no answer"), id="a delay"),
        pytest.param(report("relayed", "2.0.0", "250 ok"), id="passed on"),
        pytest.param(report("delivered", "2.0.0", "250 ok"), id="delivered"),
        pytest.param(report("", "4.7.1", "451 greylisted"), id="a code of class 4 and no action"),
        pytest.param(
            text(
                QMAIL.replace("550 5.1.1", "5.1.1").replace(
                    "I'm afraid", "This is a warning message only; it will be retried. I'm afraid"
                )
            ),
            id="a warning in words",
        ),
        pytest.param(
            text(f"451 4.4.1 busy\nMessage-ID: <{REFERENCE}@istok.example>"), id="a refusal for now"
        ),
        pytest.param(
            text(
                f"В отпуске до 5.1.2027, тел. 550-12-34.\n> Message-ID: <{REFERENCE}@istok.example>",
                sender=RECIPIENT,
                subject="Автоответ",
                Auto_Submitted="auto-replied",
                In_Reply_To=f"<{REFERENCE}@istok.example>",
            ),
            id="out of office",
        ),
        pytest.param(
            text(
                f"Вернулось: 550 5.1.1\nMessage-ID: <{REFERENCE}@istok.example>",
                sender="director@example.ru",
                subject="Fwd: Undelivered",
            ),
            id="a person forwards a bounce",
        ),
        pytest.param(text("550 5.1.1 user unknown"), id="a letter of somebody else"),
        pytest.param(
            text("550 5.1.1\nMessage-ID: <abc@istok.example>"), id="a reference that is not ours"
        ),
        pytest.param(
            report().replace(b"delivery-status", b"disposition-notification"), id="a read receipt"
        ),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00\xff\xfe" * 50, id="noise"),
        pytest.param(b"Content-Type: multipart/report; boundary=x\n\n--x\n", id="cut off"),
        pytest.param(
            b"From: postmaster@x.ru\nContent-Type: text/plain; charset=no-such\n\n550 5.1.1 \xff",
            id="an unknown charset",
        ),
    ],
)
def test_what_does_not_say_that_our_letter_is_lost_is_no_bounce(content: bytes) -> None:
    assert bounces.read(content) is None


def test_of_a_report_about_several_only_those_that_failed_count() -> None:
    two = report().replace(
        b"Final-Recipient:",
        b"Final-Recipient: rfc822; ivan@example.org\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient:",
    )

    bounce = bounces.read(two)

    assert bounce is not None
    assert bounce.recipients == {RECIPIENT}


def test_the_recipient_before_a_forwarding_counts_too() -> None:
    forwarded = report().replace(
        b"Final-Recipient: rfc822; " + RECIPIENT.encode(),
        b"Original-Recipient: rfc822;"
        + RECIPIENT.encode()
        + b"\nFinal-Recipient: rfc822; x@y.example",
    )

    bounce = bounces.read(forwarded)

    assert bounce is not None
    assert bounce.recipients == {RECIPIENT, "x@y.example"}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Office@Example.RU", "office@example.ru", True),
        ("ivan@почта.рф", "ivan@xn--80a1acny.xn--p1ai", True),
        ("<ivan@example.ru>", "ivan@example.ru", True),
        ("ivan@example.ru", "ivan@example.org", False),
        ("ivan@example.ru", "van@example.ru", False),
        ("", "ivan@example.ru", False),
    ],
)
def test_two_spellings_are_one_mailbox(one: str, other: str, is_same: bool) -> None:
    assert bounces.same_address(one, other) is is_same


def nested(depth: int) -> bytes:
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'
        for number in range(depth)
    )
    return f"From: mailer-daemon@x.example\n{parts}Content-Type: text/plain\n\nx\n".encode()


REFUSED = f"""From: mailer-daemon@x.example
Subject: Undelivered 550 5.1.1 no
In-Reply-To: <{REFERENCE}@istok.example>
"""
SPOILT = {
    "a coded word without its end": b"From: =?utf-8?B?A?= <spam@x.example>\nSubject: sale\n\nbuy\n",
    "a thousand parts in parts": nested(1000),
    "three thousand parts in parts": nested(3000),
    "letters in letters": b"From: mailer-daemon@x\n" + b"Content-Type: message/rfc822\n\n" * 1500,
    "five thousand brackets": b"From: " + b"(" * 5000 + b"\n\n550 5.1.1",
    "brackets in the recipients": b"From: mailer-daemon@x\nX-Failed-Recipients: "
    + b"(" * 5000
    + b"\n\n550 5.1.1",
    "a report without parts": b"From: mailer-daemon@x\nContent-Type: multipart/report\n\nx",
    "many parts": b"From: mailer-daemon@x\nContent-Type: multipart/mixed; boundary=q\n\n"
    + b"--q\n\nx\n" * 100_000,
    "nothing": b"",
    "zeros": b"\0" * 1000,
}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT.keys())
def test_a_letter_made_to_be_none_is_no_bounce_and_nothing_worse(content: bytes) -> None:
    try:
        assert bounces.read(content) is None
    except bounces.Unreadable as error:
        assert len(str(error)) < 40


@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "utf\0", "punycode", "rot13", "zlib", "a" * 100_000, "utf-7"]
)
def test_a_charset_that_is_none_hides_no_bounce(charset: str) -> None:
    told = f'{REFUSED}Content-Type: text/plain; charset="{charset}"\n\n550 5.1.1 {RECIPIENT}\n'

    bounce = bounces.read(told.encode())

    assert bounce and RECIPIENT in bounce.recipients


@pytest.mark.parametrize(
    "body",
    ["a" * 500_000, "a." * 250_000, "a@" + "a." * 200_000, ("a@" + "-" * 3000 + "\n") * 150],
    ids=["letters", "points", "domains", "hyphens"],
)
def test_the_time_for_a_letter_grows_with_it_and_no_faster(body: str) -> None:
    began = time.process_time()

    bounces.read(f"{REFUSED}\n550 5.1.1 {body}".encode())

    assert time.process_time() - began < 5
