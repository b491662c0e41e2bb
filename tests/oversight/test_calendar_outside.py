"""A telephone reads a person's calendar at a private address: no names, the own segment, until it is taken back."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests import factories
from tests.oversight.conftest import MARCH, debtor, lawyer, open_case
from tests.oversight.test_calendar import appoint, sue
from tests.tasks.conftest import give
from webapp.audit.models import Entry
from webapp.oversight.models import Feed
from webapp.processes.models import Case
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db
GIVE, SETTINGS = "/office/my-settings/calendar/", "/office/my-settings/"
type Enter = Callable[[User], Client]


@pytest.fixture
def mine(head: User) -> User:
    return lawyer("Абрамов")


@pytest.fixture
def case(head: User, mine: User) -> Case:
    """A case of a citizen of the north, with a hearing on the twenty-fifth."""
    party = factories.create_person(name="Зверёв Пётр Ильич")
    case = open_case(debtor(party=party), by=mine)
    sue(case)
    appoint(case, head, on=date(2026, 3, 25))
    return case


def address_of(client: Client) -> str:
    """Give an address out, and return where it is on this machine."""
    page = client.post(GIVE, {"give": "1"}).content.decode()
    found = re.search(r"/calendar/[\w-]+\.ics", page)
    assert found is not None
    return found[0]


def read(address: str) -> str:
    """Read a calendar as a telephone does: without a login, lines put together again."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return str(answer.content.decode().replace("\r\n ", ""))


def test_a_hearing_stands_there_by_the_number_of_its_case(
    mine: User, case: Case, client_of: Enter
) -> None:
    calendar = read(address_of(client_of(mine)))

    assert calendar.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert calendar.count("BEGIN:VEVENT") == calendar.count("END:VEVENT") > 0
    event = next(part for part in calendar.split("BEGIN:VEVENT") if "20260325" in part)
    assert "DTSTART;VALUE=DATE:20260325\r\nDTEND;VALUE=DATE:20260326\r\n" in event
    assert f"SUMMARY:Заседание: 2-15/2026 ({case.number})\r\n" in event
    assert f"/office/recovery/cases/{case.pk}/\r\n" in event
    assert "Зверёв" not in calendar


def test_a_day_keeps_its_name_from_reading_to_reading(
    mine: User, case: Case, client_of: Enter
) -> None:
    address = address_of(client_of(mine))
    names = [
        [line for line in read(address).splitlines() if line.startswith("UID:")]
        for _reading in range(2)
    ]

    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0])


def test_what_a_colleague_has_typed_stays_in_the_house(
    head: User, mine: User, client_of: Enter
) -> None:
    give(by=head, assignee=mine, title="Позвонить Зверёву")
    Task.objects.update(due_on=MARCH)

    calendar = read(address_of(client_of(mine)))

    assert "SUMMARY:Поручение\r\n" in calendar
    assert "Зверёву" not in calendar


def test_whoever_leads_reads_hearings_of_the_team_and_the_own_tasks(
    head: User, case: Case, client_of: Enter
) -> None:
    give(by=head, assignee=lawyer("Белова"))
    Task.objects.update(due_on=MARCH)

    calendar = read(address_of(client_of(head)))

    assert case.number in calendar
    assert "SUMMARY:Поручение" not in calendar


def test_the_segment_of_the_moment_holds(mine: User, case: Case, client_of: Enter) -> None:
    address = address_of(client_of(mine))
    assert case.number in read(address)

    User.objects.filter(pk=mine.pk).update(segment_districts=["south"])

    assert case.number not in read(address)


def test_an_address_opens_nothing_once_another_is_given_or_it_is_taken_back(
    mine: User, client_of: Enter
) -> None:
    client = client_of(mine)
    first, second = address_of(client), address_of(client)

    assert first != second
    assert Client().get(first).status_code == 404
    read(second)
    assert Feed.objects.get().last_read_at is not None
    assert second.split("/")[-1][:43] not in client.get(SETTINGS).content.decode()

    client.post(GIVE, {"take_back": "1"})

    assert Client().get(second).status_code == 404
    names = Entry.objects.filter(name__startswith="oversight.feed").values_list("name", flat=True)
    assert sorted(names) == [*["oversight.feed.given"] * 2, "oversight.feed.taken-back"]


def test_whoever_has_left_is_read_no_more(mine: User, client_of: Enter) -> None:
    address = address_of(client_of(mine))
    User.objects.filter(pk=mine.pk).update(is_active=False)

    assert Client().get(address).status_code == 404


def test_it_speaks_the_language_in_which_it_was_given(
    mine: User, case: Case, client_of: Enter
) -> None:
    client = client_of(mine)
    client.cookies["django_language"] = "en"

    assert "SUMMARY:Hearing: 2-15/2026" in read(address_of(client))


def test_a_crew_reads_its_own_orders(db: None, client_of: Enter) -> None:
    crew = factories.create_staff(role=Role.CREW)

    assert "BEGIN:VEVENT" not in read(address_of(client_of(crew)))
