"""Cases, papers and tasks, as programs read them and report on them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.api.conftest import Program
from tests.notifications import providers
from tests.recovery import living
from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.processes.queries import casefile
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

Programs = Callable[..., Program]


@pytest.fixture
def boss(morning: None) -> User:
    return living.prepare()


@pytest.fixture
def case(boss: User) -> Case:
    """A case that waits for a registered letter to be delivered."""
    party = factories.create_person(name="Петров Пётр Петрович", email="", phone="")
    account = factories.create_debtor(party=party, months=3, today=living.START)
    life = living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"deliver_by_post"}),
    )
    life.go(until="ask:deliver_by_post")
    return life.fresh()


def test_a_case_says_where_it_stands_and_what_is_owed(
    program: Programs, boss: User, case: Case
) -> None:
    told = program(boss).get(f"/api/v1/cases/{case.pk}/").json()
    listed = program(boss).get("/api/v1/cases/", account=case.account.number).json()["results"]

    assert listed == [told]
    assert (told["number"], told["state"], told["debt"]) == (case.number, "ACTIVE", "4500.00")
    assert (told["stage"], told["stage_name"]) == (case.stage_kind, "Notice")


def test_the_timeline_is_the_journal_of_the_case(program: Programs, boss: User, case: Case) -> None:
    told = program(boss).get(f"/api/v1/cases/{case.pk}/timeline/").json()

    assert [row["id"] for row in told] == [step.pk for step in casefile.steps(case=case)]
    assert [row["document"] for row in told if row["document"]] == [Document.objects.get().pk]


def test_a_closed_case_is_listed_too(program: Programs, boss: User, case: Case) -> None:
    Case.objects.update(closed_on="2026-03-02", close_reason="PAID", side="CLOSED")
    caller = program(boss)

    assert len(caller.get("/api/v1/cases/").json()["results"]) == 1
    assert len(caller.get("/api/v1/cases/", state="CLOSED").json()["results"]) == 1
    assert caller.get("/api/v1/cases/", state="ACTIVE").json()["results"] == []


def test_a_paper_is_listed_and_its_file_is_sent(program: Programs, boss: User, case: Case) -> None:
    caller, document = program(boss), Document.objects.get()

    told = caller.get(f"/api/v1/documents/{document.pk}/").json()
    listed = caller.get("/api/v1/documents/", number=document.number).json()["results"]
    file = caller.get(f"/api/v1/documents/{document.pk}/docx/")

    assert listed == [told]
    assert (told["number"], told["kind"]) == (document.number, document.kind)
    assert b"".join(file.streaming_content) == bytes(document.docx.content)
    assert "attachment" in file.headers["Content-Disposition"]


class TestATask:
    """Is completed through the operation and the form of the screen."""

    @pytest.fixture
    def address(self, case: Case) -> str:
        return f"/api/v1/tasks/{Task.objects.get().pk}/"

    def test_says_what_its_report_asks_for(
        self, program: Programs, boss: User, address: str
    ) -> None:
        told = program(boss).get(address).json()

        assert (told["kind"], told["status"]) == ("deliver_by_post", "OPEN")
        fields = {field["name"]: field for field in told["fields_of_report"]}
        assert fields["outcome"]["choices"] == ["DELIVERED", "RETURNED"]
        assert fields["outcome"]["is_required"]

    def test_is_completed_with_a_right_report_once(
        self, program: Programs, boss: User, address: str
    ) -> None:
        report = {"outcome": "DELIVERED", "date": "2026-03-02", "number": "17000000000000"}
        caller = program(boss)

        done = caller.post(f"{address}complete/", report)
        late = caller.post(f"{address}complete/", report)

        task = Task.objects.get(kind="deliver_by_post")
        assert done.json() == {
            "id": task.pk,
            "status": "DONE",
            "outcome": "DELIVERED",
            "was_recalled": False,
        }
        assert (task.completed_by, task.result["number"]) == (boss, "17000000000000")
        assert (late.status_code, late.json()["type"]) == (409, "urn:istok:problem:refused")

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"number": ""}, "number"),
            ({"outcome": "DONE"}, "outcome"),
            ({"date": "2999-01-01"}, "date"),
            ({"date": None}, "date"),
            ({"color": "red"}, "color"),
            ({"remarks": "\u202e"}, "remarks"),
        ],
    )
    def test_is_not_completed_with_a_wrong_report_and_says_which_field(
        self, program: Programs, boss: User, address: str, wrong: dict[str, Any], field: str
    ) -> None:
        right = {"outcome": "DELIVERED", "date": "2026-03-02", "number": "17000000000000"}

        answer = program(boss).post(f"{address}complete/", {**right, **wrong})

        assert answer.status_code == 400
        assert field in {fault["field"] for fault in answer.json()["errors"]}
        assert Task.objects.get().status == "OPEN"

    def test_is_completed_by_nobody_whose_it_is_not(self, program: Programs, address: str) -> None:
        caller = program(Role.ACCOUNTANT)

        answer = caller.post(f"{address}complete/", {"outcome": "DELIVERED"})

        assert answer.status_code in {403, 404}
        assert Task.objects.get().status == "OPEN"
