"""Codes of the process never reach a screen as they are."""

from collections.abc import Callable
from datetime import date, datetime

import pgtrigger
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from webapp.correspondence.models import Message
from webapp.processes.models import Case, Step
from webapp.processes.queries import labels
from webapp.recovery.models import Recovery
from webapp.recovery.queries import labels as recovery_labels
from webapp.staff.models import Role
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

LogIn = Callable[..., Client]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("paid", "Оплачено до отправки"),
        ("debt-changed", "Сумма долга изменилась"),
        ("WRITTEN_OFF", "Долг списан"),
    ],
)
def test_why_a_message_was_not_sent_is_told_in_words(
    case: Case, log_in: LogIn, code: str, text: str
) -> None:
    with pgtrigger.ignore("correspondence.Message:proof_stays"):
        Message.objects.update(
            status=Message.Status.CANCELED, reason=code, evidence="", recipient="anna@example.com"
        )

    page = log_in(Role.LAWYER).get(reverse("admin:recovery_case", args=[case.pk])).content.decode()

    assert text in page
    assert f"· {code}" not in page


@pytest.mark.parametrize(
    ("channel", "status", "evidence", "text"),
    [
        ("email", "ACCEPTED", "250 2.0.0 OK: letter 46 taken 2026-11-28T18:58:06.221048+00:00",
         "принято почтовым сервером 28.11.2026 18:58"),
        ("sms", "SENT", "Twilio SM12: queued", "передано оператору 28.11.2026 18:58"),
        ("voice", "DELIVERED", "Twilio CA12: completed", "доставлено оператором 29.11.2026"),
        ("email", "SENT", "Ирина Волкова: журнал сервера", "Ирина Волкова: журнал сервера"),
    ],
)  # fmt: skip
def test_what_proves_a_message_is_told_in_words_and_not_in_those_of_a_server(
    channel: str, status: str, evidence: str, text: str
) -> None:
    message = Message(
        channel=channel,
        status=status,
        evidence=evidence,
        planned_on=date(2026, 11, 28),
        sent_on=date(2026, 11, 28),
        sending_since=datetime(2026, 11, 28, 18, 58, tzinfo=MOSCOW),
        delivered_on=date(2026, 11, 29) if status == "DELIVERED" else None,
    )
    rehearsed = Message(
        channel="email", evidence="250 ok", planned_on=date(2026, 3, 2), sent_on=date(2026, 3, 2),
        sending_since=message.sending_since,
    )  # fmt: skip

    with translation.override("ru"):
        assert message.proof_text == text
        assert rehearsed.proof_text == "принято почтовым сервером 02.03.2026"


def test_a_paper_made_by_a_scheme_names_the_scheme_and_its_version(
    case: Case, log_in: LogIn
) -> None:
    page = log_in(Role.LAWYER).get(reverse("admin:recovery_case", args=[case.pk])).content.decode()

    assert "по схеме «Граждане», версия 1" in page
    assert "persons v1" not in page


def test_the_end_of_a_pause_is_not_told_as_the_end_of_an_enforcement() -> None:
    ended = Step(deed="end_pause", name="pause-7", outcome="ENDED")

    assert (labels.event(ended), labels.outcome(ended)) == ("Пауза окончена", "")


@pytest.mark.parametrize(
    "code",
    [
        *Recovery.CloseReason,
        *("HOLD", "DISPUTE", "PROMISE", "PLAN", "debt-changed", "resumption", "settled"),
    ],
)
def test_why_a_task_was_taken_back_is_told_in_words(case: Case, log_in: LogIn, code: str) -> None:
    Task.objects.update(status=Task.Status.RECALLED, remarks=code)

    page = (
        log_in(Role.CALL_CENTER)
        .get(reverse("admin:tasks_task", args=[Task.objects.get().pk]))
        .content.decode()
    )

    assert labels.recall(code) != code
    assert labels.recall(code) in page


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Message.Status.ACCEPTED, "Принято почтовым сервером"),
        (Message.Status.DELIVERED, "Доставка подтверждена"),
    ],
)
def test_what_a_mail_server_took_is_not_called_delivered(status: str, said: str) -> None:
    step = Step(deed="pass", name="deliver", message=Message(channel="email", status=status))

    with translation.override("ru"):
        assert labels.event(step).startswith(said)


def test_an_award_withdrawn_with_its_order_tells_why_in_words() -> None:
    step = Step(deed=Step.Deed.DECIDED, name="award-cancelled", ground="order-cancelled")

    with translation.override("ru"):
        assert recovery_labels.ground(step) == "Судебный приказ отменён: дело переходит к иску."
