"""Cases about contacts on the real database: they open by themselves, and what comes of them."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from notifications.gateways import Gateways
from tests import factories
from tests.contact_verification.conftest import START, Verifying
from tests.correspondence import steps
from tests.recovery import living
from webapp.contact_verification.models import Verification
from webapp.contact_verification.operations import opening
from webapp.correspondence.models import Message
from webapp.outbox import operations as outbox
from webapp.outbox import relay
from webapp.outbox.models import Row
from webapp.parties import operations as parties
from webapp.parties.models import Contact
from webapp.processes.models import Case, Step
from webapp.processes.operations import sending
from webapp.staff.models import Role
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.contact_verification import CONFIRMED, CORRECTED, UNUSABLE
from workflows.process.decisions import Act, Over, Wait

EMAIL = Contact.Kind.EMAIL
type Begin = Callable[..., Verifying]


def test_a_contact_that_fails_opens_a_case_and_the_customer_is_asked_where_he_is_reached(
    begin: Begin,
) -> None:
    life = begin()
    life.fail(EMAIL)

    decision = life.live()

    assert decision == Wait("proof:sms", START + timedelta(days=4))
    message = Message.objects.get(case=life.case, channel="sms")
    assert (message.recipient, message.document) == ("+79161230011", None)
    assert "ООО «Город Энерго»" in message.body
    assert "anna@example.com" not in message.body


def test_whoever_is_asked_because_a_person_marked_the_mailbox_is_not_told_that_a_letter_came_back(
    begin: Begin,
) -> None:
    life = begin()
    contact = life.party.contacts.get(kind=EMAIL)
    parties.mark_contact(
        contact_id=contact.pk, works=False, ground="отвечает другой человек", by=life.clerk
    )
    relay.fan_out()

    life.live()

    body = Message.objects.get(case=life.case, channel="sms").body
    assert "вернулось" not in body
    assert "не можем связаться с Вами по известной нам электронной почте" in body


def test_the_same_failure_told_twice_is_one_case(begin: Begin) -> None:
    life = begin()
    contact = life.fail(EMAIL)

    opening.contact_failed(f"contact:{contact.pk}", START)

    assert Case.objects.filter(party=life.party).count() == 1


def test_a_customer_whom_nothing_reaches_is_looked_for_by_the_desk_with_what_happened(
    begin: Begin,
) -> None:
    life = begin(factories.create_person(phone=""))
    life.fail(EMAIL)

    task = life.to_desk()

    assert life.today == START
    assert (task.role, task.remarks) == (Role.CALL_CENTER, "anna@example.com: 550 5.1.1")


def test_a_number_that_is_nobodys_is_marked_and_asked_about(
    begin: Begin, gateways: Gateways
) -> None:
    life = begin(factories.create_person(email="", phone="+79161230001"))
    message = steps.plan(channel="sms", recipient="+79161230001")

    steps.send(message, gateways)
    relay.fan_out()

    assert not life.party.contacts.get().is_valid
    assert life.case.verification.ground.startswith("Twilio 21211")


def test_a_corrected_contact_is_written_beside_the_old_one_and_ends_the_case(begin: Begin) -> None:
    life = begin()
    broken = life.fail(EMAIL)

    life.report(CORRECTED, value="anna.s@example.org")

    assert isinstance(life.live(), Over)
    broken.refresh_from_db()
    new = life.party.contacts.get(value="anna.s@example.org")
    assert (broken.is_valid, new.is_valid, life.case.close_reason) == (False, True, CORRECTED)


def test_a_new_contact_is_checked_as_everywhere_and_nothing_is_written_when_it_is_refused(
    begin: Begin,
) -> None:
    life = begin()
    factories.create_person(email="other@example.org", phone="")
    life.fail(EMAIL)

    for value, field in (("not an address", "value"), ("other@example.org", "shared")):
        with pytest.raises(UnableToComplete) as refused:
            life.report(CORRECTED, value=value)
        assert refused.value.field == field

    assert Task.objects.get(kind="verify_contact").status == Task.Status.OPEN
    life.report(CORRECTED, value="other@example.org", shared=True)
    assert isinstance(life.live(), Over)


def test_a_confirmed_contact_works_again(begin: Begin) -> None:
    life = begin()
    contact = life.fail(EMAIL)

    life.report(CONFIRMED)

    assert isinstance(life.live(), Over)
    contact.refresh_from_db()
    assert (contact.is_valid, life.case.close_reason) == (True, CONFIRMED)


def test_an_unusable_contact_stays_marked_and_its_reason_stands_in_the_journal(
    begin: Begin,
) -> None:
    life = begin()
    contact = life.fail(EMAIL)

    life.report(UNUSABLE)

    assert isinstance(life.live(), Over)
    contact.refresh_from_db()
    assert (contact.is_valid, life.case.close_reason) == (False, UNUSABLE)
    answer = Step.objects.get(case=life.case, name="verify_contact", is_answer=True)
    assert answer.ground == "спросили соседей"


def test_a_contact_that_somebody_enters_on_its_page_ends_the_case_and_recalls_the_task(
    begin: Begin,
) -> None:
    life = begin()
    life.fail(EMAIL)
    task = life.to_desk()
    parties.add_contact(party=life.party, kind=EMAIL, value="new@example.org", by=life.clerk)
    relay.fan_out()

    assert isinstance(life.live(), Over)

    task.refresh_from_db()
    assert (task.status, life.case.close_reason) == (Task.Status.RECALLED, CORRECTED)
    woken = Row.objects.filter(workflow_id=f"contact_verification:{life.case.pk}", kind="SIGNAL")
    assert {row.payload["fact"] for row in woken} >= {"contact.added"}


def test_a_letter_that_came_back_asks_for_the_postal_address(begin: Begin) -> None:
    life = begin()
    outbox.announce(subject=f"party:{life.party.pk}", fact="letter.returned", key="1")
    outbox.announce(subject=f"party:{life.party.pk}", fact="letter.returned", key="2")
    relay.fan_out()
    assert life.case.verification.kind == Verification.Kind.ADDRESS

    life.report(CORRECTED, value="170100, г. Тверь, ул. Новая, д. 5")

    assert isinstance(life.live(), Over)
    life.party.refresh_from_db()
    assert life.party.address == "170100, г. Тверь, ул. Новая, д. 5"


def test_what_another_case_has_planned_goes_to_the_corrected_contact(
    begin: Begin, gateways: Gateways
) -> None:
    boss = living.prepare()
    life = begin(factories.create_person(phone=""))
    debtor = factories.create_debtor(party=life.party, today=START)
    debt = living.Life(case=living.open_case(debtor), by=boss, gateways=gateways)
    debt.go(until="make:notice")
    decision = debt.decide()
    assert isinstance(decision, Act)
    sending.plan(case_id=debt.case.pk, deed=decision.deed, today=START)
    relay.fan_out()

    life.fail(EMAIL)
    life.report(CORRECTED, value="anna.s@example.org")
    relay.fan_out()

    woken = Row.objects.filter(workflow_id=f"debt_recovery:{debt.case.pk}", kind="SIGNAL")
    assert {row.payload["fact"] for row in woken} >= {"contact.failed", "contact.added"}
    debt.do(debt.decide().deed)  # type: ignore[union-attr]
    message = Message.objects.get(case=debt.case)
    assert (message.recipient, message.status) == (
        "anna.s@example.org",
        Message.Status.ACCEPTED,
    )


@pytest.mark.django_db(transaction=True)
def test_two_letters_that_come_back_at_once_make_one_case() -> None:
    party = factories.create_account().party
    ready = threading.Barrier(2)

    def tell() -> None:
        ready.wait(timeout=30)
        opening.letter_returned(f"party:{party.pk}", START)
        connection.close()

    tellers = [threading.Thread(target=tell) for _teller in range(2)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join(timeout=60)

    assert Case.objects.get().verification.kind == Verification.Kind.ADDRESS
    assert Row.objects.filter(kind="START").count() == 1
