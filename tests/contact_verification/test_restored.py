"""After a restore a customer is not asked twice where he is reached: a person looks first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.contact_verification.conftest import START, Verifying
from webapp.correspondence.models import Message
from webapp.parties.models import Contact
from webapp.processes.operations import restoring
from webapp.tasks.models import Task
from workflows.process.decisions import Wait

type Begin = Callable[..., Verifying]


@pytest.fixture
def life(begin: Begin) -> Verifying:
    """A case that will ask its customer, not asked yet."""
    life = begin()
    life.fail(Contact.Kind.EMAIL)
    return life


def restore(life: Verifying, *, days_before: int) -> None:
    """The time that is lost has ended so many days before the case was opened."""
    now, until = timezone.now(), life.case.opened_on - timedelta(days=days_before)
    restoring.record(backup_of=now, now=now, lost_from=until - timedelta(days=3), today=until)


def test_a_question_of_a_case_that_was_open_then_waits_for_a_person(life: Verifying) -> None:
    restore(life, days_before=0)

    decision = life.live()

    assert isinstance(decision, Wait) and decision.why.startswith("task:settle_unknown")
    message = Message.objects.get(case=life.case, channel="sms")
    assert message.status == Message.Status.UNKNOWN
    assert Task.objects.get(case=life.case).kind.startswith("settle_unknown")


def test_a_case_that_was_opened_later_asks_at_once(life: Verifying) -> None:
    restore(life, days_before=1)

    assert life.live() == Wait("proof:sms", START + timedelta(days=4))
    message = Message.objects.get(case=life.case, channel="sms")
    assert Message.Status(message.status).went_out
