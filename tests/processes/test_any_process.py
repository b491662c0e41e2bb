"""A process declared in a test is opened, walked, answered and closed by the shared room alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import factories
from tests.processes.conftest import Request, text
from webapp.outbox.models import Row, Subscription
from webapp.processes.models import Case, Step
from webapp.processes.operations import closing, opening
from webapp.processes.operations.opening import UnableToOpen
from webapp.staff.models import Role
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces.process import TASK_QUEUE
from workflows.process.decisions import Over, Wait

type Begin = Callable[[], Request]


def test_a_case_is_opened_once_and_its_story_begins(request_case: Begin) -> None:
    case = request_case().case

    assert (case.stage_kind, case.number[:3]) == ("survey", "REQ")
    started = Row.objects.get(workflow_id=f"request:{case.pk}")
    assert (started.workflow_type, started.task_queue) == ("request", TASK_QUEUE)
    with pytest.raises(UnableToOpen):
        opening.open_case(
            process="request",
            party=case.party,
            account=case.account,
            exclusive=f"account:{case.account_id}",
            today=case.opened_on,
        )


def test_a_case_opens_a_child_waits_for_it_and_goes_on_when_it_has_ended(
    request_case: Begin,
) -> None:
    life = request_case()

    assert life.live() == Wait("child:surveying")
    child = Case.objects.get(process="surveying")
    assert child.opened_for and child.opened_for.case == life.case
    listens = Subscription.objects.filter(workflow_id=f"request:{life.case.pk}")
    assert listens.filter(subject=f"surveying:{child.pk}").exists()
    life.surveyed()

    assert Row.objects.filter(subject=f"surveying:{child.pk}", fact="case.closed").exists()
    assert life.live() == Wait("approval:legal")


def test_the_end_of_a_child_may_lead_elsewhere(request_case: Begin) -> None:
    life = request_case()
    life.live()
    child = Case.objects.get(process="surveying")
    boss = factories.create_staff(role=Role.HEAD_OF_LEGAL)
    closing.request(
        case_id=child.pk, reason="DENIED", ground="нет доступа", by=boss, today=life.today
    )
    life.live(child)

    assert isinstance(life.live(), Over)
    life.case.refresh_from_db()
    assert (life.case.close_reason, life.case.side) == ("DENIED", "CLOSED")


def test_a_text_goes_from_seat_to_seat_and_nobody_answers_twice_or_for_himself(
    request_case: Begin,
) -> None:
    life = request_case()
    lawyer = factories.create_staff(role=Role.LAWYER)
    head = factories.create_staff(role=Role.HEAD_OF_LEGAL)
    life.surveyed()
    life.live()

    with pytest.raises(UnableToComplete, match="роли"):
        life.answer("approve-legal", "APPROVED", head)
    text["author"] = lawyer.pk
    with pytest.raises(UnableToComplete, match="сам"):
        life.answer("approve-legal", "APPROVED", lawyer)
    text["author"] = 0
    life.answer("approve-legal", "APPROVED", lawyer)

    assert life.live() == Wait("approval:head")
    life.answer("approve-head", "APPROVED", head)
    life.live()
    assert Task.objects.get(status=Task.Status.OPEN).kind == "deliver_by_post"


def test_a_changed_text_is_asked_about_anew_and_the_old_question_takes_no_answer(
    request_case: Begin,
) -> None:
    life = request_case()
    lawyer = factories.create_staff(role=Role.LAWYER)
    life.surveyed()
    life.live()
    text["version"] = "v2"

    with pytest.raises(UnableToComplete, match="изменился"):
        life.answer("approve-legal", "APPROVED", lawyer)
    life.live()

    assert life.keys()[-1].endswith(":ask:approve-legal:r2")
    assert Task.objects.latest("id").version == "v2"


def test_a_seat_may_ask_another_role_and_is_asked_again_when_the_opinion_has_come(
    request_case: Begin,
) -> None:
    life = request_case()
    lawyer = factories.create_staff(role=Role.LAWYER)
    life.surveyed()
    life.live()

    life.answer("approve-legal", "FORWARDED", lawyer, to_role=Role.CALL_CENTER)
    life.live()
    life.answer("approve-legal", "OPINION", factories.create_staff(role=Role.CALL_CENTER))
    life.live()

    asked = Task.objects.filter(name="approve-legal").order_by("id")
    assert [task.role for task in asked] == [Role.LAWYER, Role.CALL_CENTER, Role.LAWYER]


def test_a_term_that_was_slept_through_is_given_anew_and_silence_ends_the_case(
    request_case: Begin,
) -> None:
    life = request_case()
    life.surveyed()
    life.live()
    for seat, role in (("legal", Role.LAWYER), ("head", Role.HEAD_OF_LEGAL)):
        life.answer(f"approve-{seat}", "APPROVED", factories.create_staff(role=role))
        life.live()
    clerk = factories.create_staff(role=Role.CALL_CENTER)
    life.answer("deliver_by_post", "DELIVERED", clerk)
    life.live()
    first = Step.objects.get(case=life.case, name="deliver")

    life.today += timedelta(days=20)
    life.live()
    shifted = Step.objects.get(case=life.case, name="shift")
    life.today += timedelta(days=6)
    life.live()
    life.today += timedelta(days=5)

    assert first.term_ends_on and shifted.term_ends_on
    assert shifted.term_ends_on > first.term_ends_on + timedelta(days=15)
    assert isinstance(life.live(), Over)
    assert Step.objects.get(case=life.case, name="silence-answer").ground == "deemed"
    life.case.refresh_from_db()
    assert life.case.close_reason == "DEEMED"
    assert not Task.objects.filter(status=Task.Status.OPEN).exists()
