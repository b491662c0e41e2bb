"""When the story is over every role finds something to do, and the last lines say what and where."""

import pytest

from webapp.demo import casting, desks, personas, staffing, story, town
from webapp.demo.casting import LEFT
from webapp.demo.personas import End
from webapp.processes import registry
from webapp.tasks.models import Task

STAYING = {
    "deliver_by_post": "CALL_CENTER",
    "restriction": "CREW",
    "after_enforcement": "HEAD_OF_LEGAL",
}


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_in_every_town_a_case_is_left_for_the_call_center_the_crew_and_the_head(seed: int) -> None:
    debtors = town.build(seed=seed).debtors()

    ends = [fate.end for fate in casting.cast(debtors=debtors, seed=seed).values()]

    left = {End.WITH_CALL_CENTER, End.WITH_CREW, End.WITH_HEAD}
    assert {end: ends.count(end) for end in left} == dict.fromkeys(left, 1)


@pytest.mark.parametrize("persona", LEFT, ids=lambda persona: persona.name)
def test_whoever_is_left_has_one_task_that_nobody_does(persona: personas.Persona) -> None:
    undone = {
        kind.code
        for _process, kind in registry.kinds()
        if personas.answer(persona=persona, task=kind.code, attempt=1) == ""
    } - {"enforcement_result", "settle_unknown"}

    assert len(undone) == 1
    assert undone <= STAYING.keys()


def test_no_desk_is_empty_when_money_came_that_nobody_can_place(office: story.Office) -> None:
    desks.leave_unclear_money(office=office, today=town.START)
    for kind, role in {**STAYING, "enforcement_result": "LAWYER"}.items():
        _give(office, kind, role)

    waiting = {post.login: desks.waiting(post)[0] for post in staffing.POSTS}

    assert waiting["accountant"] == 2
    assert waiting["admin"] == 1
    assert {login for login, count in waiting.items() if not count} <= {"lawyer2"}
    assert len(list(desks.lines(address="http://here"))) == len(staffing.POSTS)


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
