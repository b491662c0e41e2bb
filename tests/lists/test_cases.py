"""The list of cases: what they wait for, who is asked, and what is done to many at once."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories
from tests.recovery import living
from webapp.processes.models import Case, Note, Pause
from webapp.processes.queries.casefile import Row
from webapp.recovery.models import Scheme
from webapp.recovery.operations import schemes as operations
from webapp.recovery.queries import limitation, schemes
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
PAGE = "/office/recovery/cases/"


@pytest.fixture
def cases(boss: User) -> list[Case]:
    """Three cases that have just been opened."""
    return [living.open_case(factories.create_debtor(today=living.START)) for _n in range(3)]


def ask(case: Case, person: User | None, due_on: str) -> Task:
    return Task.objects.create(
        case=case,
        kind="complete_data",
        subject=f"recovery_case:{case.pk}",
        workflow_id=f"debt_recovery:{case.pk}",
        step=f"{case.pk}",
        name="complete_data",
        stage=0,
        attempt=1,
        role=Role.LAWYER,
        assignee=person,
        created_on=living.START,
        due_on=due_on,
    )


def found(client: Client, **asked: object) -> list[Case]:
    rows: list[Row] = client.get(PAGE, asked).context["rows"]
    return [row.case for row in rows]


def do(client: Client, deed: str, cases: list[Case], **said: object) -> str:
    address = reverse("admin:recovery_cases_deed", args=[deed])
    sent = {"ids": [case.pk for case in cases], **said}
    return client.post(address, sent).content.decode()


def test_a_case_is_found_by_whom_it_waits_for_and_by_its_next_term(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    clerk = factories.create_staff(role=Role.LAWYER)
    ask(cases[0], clerk, "2026-03-10")
    ask(cases[1], boss, "2026-03-20")
    client = log_in(boss)

    assert found(client, waits_for=clerk.pk) == [cases[0]]
    assert found(client, next_from="2026-03-15") == [cases[1]]
    assert found(client, next_to="2026-03-15") == [cases[0]]
    assert found(client, debt_min="4500") == cases[::-1]
    assert found(client, debt_min="4500,01") == []
    assert found(client, order="due") == cases
    assert found(client, order="-due") == [cases[1], cases[0], cases[2]]


def test_the_cases_that_keep_a_version_of_a_scheme_are_listed_from_its_page(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    scheme = Scheme.objects.get(code="persons")
    first = scheme.versions.get()
    known = schemes.scheme_of_version(first.pk)
    changed = replace(known, close_below=known.close_below + 1)
    second = operations.save_version(scheme_id=scheme.pk, definition=changed, note="Шире", by=boss)
    newer = living.open_case(factories.create_debtor(today=living.START))
    client = log_in(boss)

    assert found(client, version=first.pk) == cases[::-1]
    assert found(client, version=second.pk) == [newer]
    page = client.get(reverse("admin:recovery_scheme", args=[scheme.pk])).content.decode()
    assert f'href="{PAGE}?version={first.pk}"' in page and "3 открытых дела" in page


def test_cases_are_held_together_after_the_effects_are_told(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    client, said = log_in(boss), {"reason": "Сверка", "until": "2026-03-20"}
    Case.objects.filter(pk=cases[2].pk).update(side="DISPUTE")

    asked = do(client, "hold", cases)
    assert "Выбрано: 3" in asked and cases[0].number in asked
    assert not Pause.objects.exists()
    ahead = do(client, "hold", cases, sure="1", **said)
    assert "Исковая давность до" in ahead and not Pause.objects.exists()
    told = do(client, "hold", cases, sure="1", foreseen="1", **said)

    assert (told.count("ik-tag ok"), told.count("ik-tag bad")) == (2, 1)
    assert "В этом состоянии дела" in told
    assert Case.objects.filter(side="HOLD").count() == 2


def test_a_form_that_is_wrong_is_asked_again_and_nothing_is_done(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    asked = do(log_in(boss), "hold", cases, sure="1", reason="", until="2026-03-20")

    assert "Обязательное поле" in asked
    assert not Pause.objects.exists()


def test_cases_get_another_executor_together(cases: list[Case], boss: User, log_in: LogIn) -> None:
    lawyer = factories.create_staff(role=Role.LAWYER)

    told = do(log_in(boss), "executor", cases[:2], sure="1", executor=lawyer.pk)

    assert told.count("ik-tag ok") == 2
    assert Case.objects.filter(executor=lawyer).count() == 2


def test_a_note_is_written_in_each_of_the_chosen_cases_once(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    client, key = log_in(boss), "0f8fad5b-d9cb-469f-a165-70867728950e"

    for _time in range(2):
        told = do(client, "note", cases[:2], sure="1", key=key, text="Дом расселяют")

    assert told.count("ik-tag ok") == 2
    written = Note.objects.order_by("case_id").values_list("case_id", "text", "by_id")
    assert list(written) == [(case.pk, "Дом расселяют", boss.pk) for case in cases[:2]]


def test_a_note_about_many_says_something(cases: list[Case], boss: User, log_in: LogIn) -> None:
    asked = do(log_in(boss), "note", cases, sure="1", text="")

    assert "Обязательное поле" in asked and not Note.objects.exists()


def test_nobody_does_to_many_what_may_not_be_done_to_one(cases: list[Case], log_in: LogIn) -> None:
    clerk = log_in(Role.CALL_CENTER)
    address = reverse("admin:recovery_cases_deed", args=["executor"])

    assert clerk.post(address, {"ids": [cases[0].pk], "sure": "1"}).status_code == 403
    assert "Сменить исполнителя" not in clerk.get(PAGE).content.decode()


def test_all_the_cases_found_are_in_the_spreadsheet_with_what_they_owe(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    answer = log_in(boss).get(reverse("admin:recovery_cases_export"))

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    debt = rows[1].index("Долг, ₽")
    assert [row[debt] for row in rows[2:]] == [4500.0, 4500.0, 4500.0, 13500.0]


def test_the_last_day_to_sue_stands_in_the_list_when_it_is_asked_for(
    cases: list[Case], boss: User, log_in: LogIn
) -> None:
    client = log_in(boss)
    last = limitation.of_case(case=cases[0], today=living.START)
    assert last and last.ends_on

    assert f"{last.ends_on:%d.%m.%Y}" not in client.get(PAGE).content.decode()
    shown = client.get(PAGE, {"columns": "number.sue_until"}).content.decode()

    assert f"{last.ends_on:%d.%m.%Y}" in shown
