"""A letter that came back told nobody: the term that started from it is void, and the debtor is told anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from notifications.email.bounces import Bounce
from tests import factories
from tests.recovery.living import START, Life
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import returned
from webapp.processes.models import Step
from webapp.processes.queries import labels
from webapp.recovery.models import CourtCase, Recovery, SchemeVersion
from webapp.recovery.queries import schemes as known_schemes
from webapp.recovery.queries import view
from webapp.recovery.queries.contexts import proofs, values
from webapp.tasks.models import Task
from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.debt_recovery import StageKind
from workflows.process import decisions

Status = Message.Status
WORDS = "550 5.1.1 no such user"


def come_back(message: Message) -> None:
    bounce = Bounce(message.reference, frozenset({message.recipient}), WORDS)
    assert returned.record(bounce=bounce, today=START)


def citizen(begin: Callable[..., Life], *, email: str = "petrov@example.org") -> Life:
    party = factories.create_person(email=email, phone="+79031234567")
    return begin(factories.create_debtor(today=START, party=party))


def company(begin: Callable[..., Life]) -> Life:
    party = factories.create_organization(email="office@romashka.example", phone="")
    return begin(factories.create_debtor(today=START, party=party))


def letter(life: Life, step: str) -> Message:
    return Message.objects.get(workflow_id=f"debt_recovery:{life.case.pk}", step=step)


def warn_by_letter(life: Life) -> None:
    """Let the scheme of a case warn by e-mail first."""
    old = known_schemes.scheme_of_version(life.case.recovery.scheme_version_id)
    stages = tuple(
        replace(stage, channels=("email", "sms")) if stage.kind == StageKind.WARNING else stage
        for stage in old.stages
    )
    definition = known_schemes.SCHEME.dump_python(replace(old, stages=stages), mode="json")
    version = SchemeVersion.objects.create(
        scheme=life.case.recovery.scheme_version.scheme, number=99, definition=definition
    )
    Recovery.objects.filter(pk=life.case.pk).update(scheme_version=version)
    life.case = life.fresh()


def test_acceptance_by_a_mail_server_starts_the_term_of_a_notice(
    begin: Callable[..., Life],
) -> None:
    life = citizen(begin)

    life.go(until="0.1:pass:deliver")

    assert letter(life, "0.1:send:email").status == Status.ACCEPTED
    assert isinstance(life.decide(), decisions.Wait)


def test_a_notice_that_came_back_is_sent_anew_by_the_next_channel(
    begin: Callable[..., Life],
) -> None:
    life = citizen(begin)
    life.go(until="0.1:pass:deliver")
    first = life.steps().get(key="0.1:pass:deliver")
    life.today += timedelta(days=2)

    come_back(letter(life, "0.1:send:email"))
    life.go(until="0.2:send:sms")

    first.refresh_from_db()
    assert labels.outcome(first) != labels.outcome(life.steps().get(key="0.1:make:notice"))
    assert letter(life, "0.2:send:email").status == Status.NO_CONTACT
    assert letter(life, "0.2:send:sms").status == Status.SENT
    assert not life.steps().filter(key="0.2:pass:deliver").exists()
    assert life.fresh().stage_kind == StageKind.NOTICE


def test_another_address_of_the_debtor_is_tried_first(begin: Callable[..., Life]) -> None:
    life = citizen(begin)
    life.account.party.contacts.create(kind="EMAIL", value="second@example.org")
    life.go(until="0.1:pass:deliver")

    come_back(letter(life, "0.1:send:email"))
    life.go(until="0.2:pass:deliver")

    second = letter(life, "0.2:send:email")
    assert (second.recipient, second.status) == ("second@example.org", Status.ACCEPTED)
    paper = second.document
    assert paper is not None
    assert paper.step == "0.2:make:notice"


def test_the_journal_says_that_the_delivery_is_void(begin: Callable[..., Life]) -> None:
    life = citizen(begin)
    life.go(until="0.1:pass:deliver")
    come_back(letter(life, "0.1:send:email"))

    step = Step.objects.select_related("message").get(case=life.case, key="0.1:pass:deliver")

    assert labels.outcome(step) in {"void: it came back", "не состоялась: вернулось"}


def test_a_citizens_warning_waits_for_proof_that_it_was_received(
    begin: Callable[..., Life],
) -> None:
    life = citizen(begin)
    warn_by_letter(life)

    life.go(until="1.1:send:email")

    assert letter(life, "1.1:send:email").status == Status.ACCEPTED
    decision = life.decide()
    assert isinstance(decision, decisions.Wait)
    assert decision.why == "proof:email"

    life.go(until="1.1:send:sms")
    assert not life.steps().filter(key="1.1:pass:deliver").exists()


def test_a_citizens_warning_that_came_back_goes_by_the_next_channel_at_once(
    begin: Callable[..., Life],
) -> None:
    life = citizen(begin)
    warn_by_letter(life)
    life.go(until="1.1:send:email")
    day = life.today

    come_back(letter(life, "1.1:send:email"))
    life.go(until="1.1:send:sms")

    assert life.today == day


def test_a_crew_is_called_back_when_the_warning_before_it_came_back(
    begin: Callable[..., Life],
) -> None:
    life = company(begin)
    life.lazy = frozenset({"restriction"})
    life.go(until="2.1:ask:restriction")
    assert life.fresh().stage_kind == StageKind.RESTRICTION

    come_back(letter(life, "1.1:send:email"))
    life.go(until="1.2:ask:deliver_by_post")

    assert life.fresh().stage_kind == StageKind.WARNING
    assert Task.objects.get(kind="restriction").status == Task.Status.RECALLED
    order = Document.objects.get(kind="restriction_order")
    assert order.status == Document.Status.CANCELED


def test_a_crew_goes_again_when_the_new_warning_was_received(
    begin: Callable[..., Life],
) -> None:
    life = company(begin)
    life.lazy = frozenset({"restriction"})
    life.go(until="2.1:ask:restriction")
    come_back(letter(life, "1.1:send:email"))

    life.lazy = frozenset()
    life.go(until="2.2:make:restriction_report")

    old, new = Document.objects.filter(kind="restriction_order").order_by("id")
    assert (old.status, new.status) == (Document.Status.CANCELED, Document.Status.MADE)
    assert life.fresh().recovery.is_restricted


def test_what_the_court_has_is_not_undone(begin: Callable[..., Life]) -> None:
    life = citizen(begin)
    life.account.party.contacts.filter(kind="PHONE").delete()
    life.account.restriction_possible = False
    life.account.save(update_fields=["restriction_possible"])
    life.go(until="file_court_order:done")
    assert CourtCase.objects.filter(case=life.case).exists()

    come_back(letter(life, "0.1:send:email"))

    seen = view.case_view(case_id=life.case.pk, today=life.today, clock=BusinessClock())
    assert seen.facts.came_back is None


def test_a_paper_that_came_back_is_no_proof_before_a_court(begin: Callable[..., Life]) -> None:
    life = citizen(begin)
    life.go(until="0.1:pass:deliver")
    facts = values.case_facts(case=life.fresh(), today=life.today)
    assert len(proofs.proofs(facts)) == 1

    come_back(letter(life, "0.1:send:email"))

    assert proofs.proofs(facts) == ()


@pytest.mark.parametrize("times", [1, 3])
def test_told_however_often_the_notice_is_made_anew_once(
    begin: Callable[..., Life], times: int
) -> None:
    life = citizen(begin)
    life.go(until="0.1:pass:deliver")

    for _time in range(times):
        come_back(letter(life, "0.1:send:email"))
    life.go(until="0.2:send:sms")

    assert Document.objects.filter(kind="notice").count() == 2
