"""After the text only a 4xx or a 5xx is a no; whatever else a mail server says or keeps silent about, nobody knows."""

from dataclasses import replace
from uuid import uuid4

import pytest

from notifications import gateways as door
from notifications.gateways import Gateways
from notifications.message import OutgoingMessage, UnableToSend
from tests.notifications import providers
from tests.notifications.rude_server import Said, rude_server

PATIENT = replace(providers.gateways(), timeout_s=5.0, smtp_answer_s=1.0)


def letter() -> OutgoingMessage:
    return OutgoingMessage(
        channel="email",
        recipient="petrov@example.org",
        title="Уведомление",
        body="Долг\n.\n..и ещё",
        reference=uuid4(),
    )


def failure(gateways: Gateways) -> UnableToSend:
    with pytest.raises(UnableToSend) as caught:
        door.send(letter(), gateways=gateways)
    return caught.value


@pytest.mark.parametrize(
    "answer",
    [
        b"hello this is not smtp\r\n",
        b"hello",
        b"\r\n",
        b"299 taken, or so\r\n",
        b"200 OK\r\n",
        b"251 user not local; will forward\r\n",
        b"354 go on\r\n",
        b"354 go on\r\n250 ok\r\n",
        b"999 ?\r\n",
        b"-50 ok\r\n",
        b"600 no such code\r\n",
        b"250-queued\r\nnonsense\r\n",
        b"250-queued\r\n",
        b"25",
        b"\x00\x00\x00\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"",
        None,
    ],
)
def test_any_other_answer_after_the_text_leaves_the_outcome_unknown(answer: Said) -> None:
    with rude_server(after_text=answer) as server:
        error = failure(replace(PATIENT, smtp_url=server.url))

        assert (error.outcome_unknown, error.permanent) == (True, False)
        assert server.texts == 1


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (b"421 shutting down\r\n", False),
        (b"451 4.3.0 try again\r\n", False),
        (b"452-4.3.1 full\r\n452 4.3.1 really\r\n", False),
        (b"550 5.7.1 spam\r\n", True),
        (b"554 5.6.0 refused\x00\xff\r\n", True),
    ],
)
def test_a_no_after_the_text_is_a_no(answer: bytes, permanent: bool) -> None:
    with rude_server(after_text=answer) as server:
        error = failure(replace(PATIENT, smtp_url=server.url))

        assert (error.outcome_unknown, error.permanent) == (False, permanent)


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (b"250 not yet\r\n", False),
        (b"hello\r\n", False),
        (b"451 busy\r\n", False),
        (b"554 no\r\n", True),
        (b"700 what\r\n", False),
        (b"35", False),
        (None, False),
    ],
)
def test_before_the_text_the_letter_certainly_stayed_here(answer: Said, permanent: bool) -> None:
    with rude_server(at_data=answer) as server:
        error = failure(replace(PATIENT, smtp_url=server.url, timeout_s=1.0))

        assert (error.outcome_unknown, error.permanent) == (False, permanent)
        assert server.texts == 0


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (b"250 ok \x00 queued\r\n", "250 ok � queued"),
        (b"250 \x1b[31mok\x7f\r\n", "250 �[31mok�"),
        (b"250 \xcf\xf0\xe8\xed\xff\xf2\xee\r\n", "250 �������"),
        (b"250-first\r\n250 second\r\n", "250 first\nsecond"),
        ("250 принято\r\n".encode(), "250 принято"),
    ],
)
def test_the_words_of_an_acceptance_can_always_be_kept(answer: bytes, kept: str) -> None:
    with rude_server(after_text=answer) as server:
        receipt = door.send(letter(), gateways=replace(PATIENT, smtp_url=server.url))

        assert receipt.evidence == kept


def test_the_last_answer_has_a_time_of_its_own() -> None:
    with rude_server(after_text=b"250 o") as server:
        hasty = replace(PATIENT, smtp_url=server.url, timeout_s=30.0, smtp_answer_s=0.3)

        assert failure(hasty).outcome_unknown


def test_a_password_is_not_told_to_a_server_that_does_not_encrypt() -> None:
    with rude_server(extensions=b"250-AUTH PLAIN LOGIN\r\n") as server:
        url = server.url.replace("smtp://", "smtp://dolg:secret@")
        error = failure(replace(PATIENT, smtp_url=url))

        assert (error.outcome_unknown, error.permanent) == (False, False)
        assert (server.credentials, server.texts) == (0, 0)


def test_a_password_goes_in_the_clear_where_a_setting_allows_it() -> None:
    with rude_server(extensions=b"250-AUTH PLAIN LOGIN\r\n") as server:
        url = server.url.replace("smtp://", "smtp://dolg:secret@")
        allowed = replace(PATIENT, smtp_url=url, plain_password_allowed=True)
        door.send(letter(), gateways=allowed)

        assert (server.credentials, server.texts) == (1, 1)
