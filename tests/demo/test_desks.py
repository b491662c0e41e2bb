"""When the story is over every role finds something to do, and the last lines say what and where."""

import pytest

from webapp.demo import casting, desks, personas, staffing, story, town
from webapp.demo.casting import LEFT, OF_EACH
from webapp.demo.personas import End
from webapp.processes import registry
from webapp.tasks.models import Task

STAYING = {
    "approve": "LAWYER",
    "deliver_by_post": "CALL_CENTER",
    "restriction": "CREW",
    "after_enforcement": "HEAD_OF_LEGAL",
}


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_in_every_town_cases_are_left_for_the_call_center_the_crew_and_the_head(seed: int) -> None:
    debtors = town.build(seed=seed).debtors()

    ends = [fate.end for fate in casting.cast(debtors=debtors, seed=seed).values()]

    assert {end: ends.count(end) for end in End if end.is_left} == {
        End.WITH_CALL_CENTER: OF_EACH,
        End.WITH_CREW: OF_EACH,
        End.WITH_LAWYERS: OF_EACH,
        End.WITH_HEAD: 1,
    }


@pytest.mark.parametrize("persona", dict.fromkeys(persona.name for persona in LEFT))
def test_whoever_is_left_has_one_task_that_nobody_does(persona: str) -> None:
    left = next(one for one in LEFT if one.name == persona)
    undone = {
        kind.code
        for _process, kind in registry.kinds()
        if personas.answer(persona=left, task=kind.code, attempt=1) == ""
    } - {"enforcement_result", "settle_unknown"}

    assert len(undone) == 1
    assert undone <= STAYING.keys()


def test_no_desk_is_empty_when_money_came_that_nobody_can_place(office: story.Office) -> None:
    desks.leave_unclear_money(office=office, today=town.START)
    for kind, role in {**STAYING, "enforcement_result": "LAWYER"}.items():
        _give(office, kind, role)

    waiting = {
        post.login: {one.page: count for one, count in desks.waiting(post)}
        for post in staffing.POSTS
    }

    assert waiting["accountant"]["payments_unidentified"] == len(desks.UNCLEAR)
    assert waiting["admin"]["staff_user_changelist"] == len(desks.NEWCOMERS)
    assert {login for login, waits in waiting.items() if not waits} <= {"lawyer2"}


def test_one_line_a_role_says_in_russian_what_waits(office: story.Office) -> None:
    desks.leave_unclear_money(office=office, today=town.START)

    told = dict(line.split(maxsplit=1) for line in desks.lines(address="http://here"))
    assert told.keys() == {post.login for post in staffing.POSTS}
    assert told["accountant"].startswith("Невыясненные платежи: 4")


def test_the_unclear_money_comes_once(office: story.Office) -> None:
    for _ in range(2):
        desks.leave_unclear_money(office=office, today=town.START)

    assert desks._unclear() == len(desks.UNCLEAR)


def _give(office: story.Office, kind: str, role: str) -> None:
    person = next(
        case for case in office.lookout.look(today=town.START) if case.party_kind == "PERSON"
    )
    account = office.lookout.accounts(case_id=person.case_id)[0]
    Task.objects.create(
        kind=kind,
        subject=f"recovery_case:{person.case_id}",
        role=role,
        created_on=town.START,
        due_on=town.START,
        workflow_id="w",
        step=f"0.1:ask:{kind}",
        case_id=person.case_id,
        stage=0,
        attempt=1,
        name=kind,
        account_id=account,
    )
