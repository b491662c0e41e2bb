"""Programs ask people for something, take tasks up, give them back and on, and talk of them."""

from collections.abc import Callable

import pytest

from tests import factories
from tests.api.conftest import Program
from tests.tasks.conftest import NOW
from webapp.staff.models import Role, User
from webapp.tasks.models import Task, TaskComment
from webapp.tasks.operations import leases

Programs = Callable[..., Program]
TASKS = "/api/v1/tasks/"


@pytest.fixture
def lawyer(morning: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


@pytest.fixture
def caller(program: Programs, lawyer: User) -> Program:
    return program(lawyer)


def ask(caller: Program, **sent: object) -> dict[str, object]:
    answer = caller.post(TASKS, {"title": "Позвонить в суд", "role": "LAWYER", **sent})
    assert answer.status_code == 201, answer.content.decode()
    told: dict[str, object] = answer.json()
    return told


def test_a_task_is_asked_about_an_account_and_read_back(caller: Program, lawyer: User) -> None:
    account = factories.create_account()

    told = ask(caller, account=account.number, due_on="2026-03-09", priority=3)

    assert (told["title"], told["account"], told["priority"]) == (
        "Позвонить в суд",
        account.number,
        3,
    )
    assert told["created_by"] == lawyer.username
    assert caller.get(f"{TASKS}{told['id']}/").json()["title"] == "Позвонить в суд"


def test_the_same_call_again_asks_once(caller: Program) -> None:
    sent = {"title": "Один раз", "role": "LAWYER"}

    answers = [caller.post(TASKS, sent, key="once") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"role": ""}, "role"),
        ({"account": "000"}, "account"),
        ({"due_on": "2026-03-01"}, "due_on"),
        ({"whatever": 1}, "whatever"),
        ({"assignee": "nobody"}, "assignee"),
    ],
    ids=lambda told: str(told) if isinstance(told, str) else "",
)
def test_what_is_wrong_is_named_field_by_field(
    wrong: dict[str, object], field: str, caller: Program
) -> None:
    answer = caller.post(TASKS, {"title": "Позвонить", "role": "LAWYER", **wrong})

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:istok:problem:invalid")
    assert field in {fault["field"] for fault in answer.json()["errors"]}


def test_a_customer_of_another_segment_is_not_there(program: Programs, morning: None) -> None:
    caller = program(factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",)))
    account = factories.create_account()

    answer = caller.post(TASKS, {"title": "?", "role": "LAWYER", "account": account.number})

    assert answer.status_code == 400
    assert not Task.objects.exists()


def test_nobody_is_asked_about_customers_that_the_colleague_does_not_see(caller: Program) -> None:
    colleague = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))
    account = factories.create_account()
    sent = {"title": "?", "assignee": colleague.username, "account": account.number}

    answer = caller.post(TASKS, sent)

    assert [fault["field"] for fault in answer.json()["errors"]] == ["assignee"]


def test_crews_ask_nobody(program: Programs, morning: None) -> None:
    crew = program(factories.create_staff(role=Role.CREW))

    assert crew.post(TASKS, {"title": "?", "role": "LAWYER"}).status_code == 403


def test_of_two_programs_one_takes_a_task_up_and_the_other_is_told_who(
    caller: Program, program: Programs, lawyer: User
) -> None:
    other = program(factories.create_staff(role=Role.LAWYER))
    task = ask(caller)

    mine = caller.post(f"{TASKS}{task['id']}/claim/", {})
    theirs = other.post(f"{TASKS}{task['id']}/claim/", {})

    assert (mine.status_code, mine.json()["held_by"]) == (201, lawyer.username)
    assert (theirs.status_code, theirs.json()["type"]) == (409, "urn:istok:problem:refused")
    assert str(lawyer) in theirs.json()["detail"]
    caller.post(f"{TASKS}{task['id']}/give-back/", {})
    assert other.post(f"{TASKS}{task['id']}/claim/", {}).status_code == 201


@pytest.mark.parametrize("deed", ["claim", "give-back"])
@pytest.mark.parametrize("sent", [None, [], [1], "yes", 7, {"until": "2026-03-09"}], ids=str)
def test_a_deed_that_takes_nothing_is_sent_nothing(
    caller: Program, deed: str, sent: object
) -> None:
    task = ask(caller)

    answer = caller.post(f"{TASKS}{task['id']}/{deed}/", sent)

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:istok:problem:invalid")
    assert Task.objects.get().held_by is None


def test_a_task_goes_to_a_colleague_of_its_department_and_to_nobody_else(caller: Program) -> None:
    task = ask(caller)
    fitting = factories.create_staff(role=Role.LAWYER)
    clerk = factories.create_staff(role=Role.CALL_CENTER)

    refused = caller.post(f"{TASKS}{task['id']}/forward/", {"to": clerk.username})
    given = caller.post(f"{TASKS}{task['id']}/forward/", {"to": fitting.username})

    assert (refused.status_code, given.status_code) == (400, 201)
    assert given.json()["assignee"] == fitting.username


def test_comments_are_read_by_whoever_reads_the_task(caller: Program, program: Programs) -> None:
    stranger = program(factories.create_staff(role=Role.CALL_CENTER))
    address = f"{TASKS}{ask(caller)['id']}/comments/"

    assert caller.post(address, {"text": "Ждём ответа."}).status_code == 201

    assert [said["text"] for said in caller.get(address).json()] == ["Ждём ответа."]
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"text": "?"}).status_code == 404
    assert TaskComment.objects.count() == 1


def test_what_a_colleague_asked_is_reported_on_once(caller: Program, lawyer: User) -> None:
    task = ask(caller)
    report = {"outcome": "DONE", "date": "2026-03-02"}

    done = caller.post(f"{TASKS}{task['id']}/complete/", report)
    again = caller.post(f"{TASKS}{task['id']}/complete/", report)

    assert (done.status_code, again.status_code) == (201, 409), done.content.decode()
    assert Task.objects.get().completed_by == lawyer


def test_a_token_for_reading_does_nothing_else(program: Programs, lawyer: User) -> None:
    reader = program(lawyer, "tasks:read")
    task = Task.objects.create(
        kind="free", subject="task:1", role="LAWYER", title="?", created_on=NOW.date()
    )

    refused = [
        reader.post(f"{TASKS}{task.pk}/{deed}/", {}).status_code
        for deed in ("claim", "give-back", "forward", "comments")
    ]

    assert refused == [403] * 4
    assert leases.claim(task_id=task.pk, by=lawyer, now=NOW).held_by == lawyer
