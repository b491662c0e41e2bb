"""The letter of the morning: what it tells, to whom, and that each goes out once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from notifications.gateways import Gateways
from tests import factories
from tests.notifications import providers, rude_server
from tests.oversight.conftest import MARCH, debtor, moment, open_case
from tests.oversight.test_calendar import appoint, sue
from tests.oversight.test_workload import give
from webapp.demo.mail_catcher import MailCatcher
from webapp.oversight.models import Digest, Preferences
from webapp.oversight.operations import digests, preferences
from webapp.oversight.queries import digests as told
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

SUNDAY = date(2026, 3, 1)


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[MailCatcher]:
    with providers.open_post_office(tmp_path) as catcher:
        yield catcher


@pytest.fixture
def gateways(post_office: MailCatcher) -> Gateways:
    return providers.gateways(mail_port=post_office.port)


@pytest.fixture
def reader(db: None) -> User:
    return wanting(factories.create_staff(role=Role.LAWYER))


def wanting(person: User, *, hour: int = 8, on_working_days: bool = True) -> User:
    person.email = f"{person.username}@istok.example"
    person.save(update_fields=["email"])
    preferences.choose(person=person, wants_digest=True, hour=hour, on_working_days=on_working_days)
    return person


def letters(catcher: MailCatcher) -> list[str]:
    """Return the texts of the letters that have come, with their subjects."""
    found = catcher.mailbox.search("")
    texts = []
    for one in sorted(found, key=lambda row: row["number"]):
        letter = catcher.mailbox.read(one["number"])
        body = letter.get_body()
        assert body is not None
        texts.append(f"{letter['Subject']}\n{body.get_content()}")
    return texts


def at(hour: int, day: date = MARCH) -> Callable[[], datetime]:
    return lambda: moment(day).replace(hour=hour)


@pytest.mark.django_db
class TestWhatItTells:
    def test_new_late_and_due_tasks_are_told_with_links(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        for days in (0, 3, 5, 12):
            give(reader, reader, due=MARCH + timedelta(days=days))
        today = MARCH + timedelta(days=3)
        Task.objects.update(created_on=today)

        assert digests.send_due(now=at(8, today), gateways=gateways).sent == 1
        [letter] = letters(post_office)
        first = Task.objects.order_by("id")[0]
        for line in ("новые — 4", "просрочено — 1", "срок сегодня — 1"):
            assert line in letter
        assert "Срок в ближайшие три дня: 1" in letter
        assert f"/office/tasks/{first.pk}/" in letter

    def test_no_debtor_is_named_and_no_words_of_colleagues_are_quoted(
        self, head: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        wanting(head)
        person = factories.create_person(name="Петров Пётр Петрович")
        case = open_case(debtor(party=person))
        task = give(head, head, due=MARCH, case=case.pk)
        Task.objects.filter(pk=task.pk).update(title="Позвонить Петрову")

        digests.send_due(now=at(8), gateways=gateways)
        [letter] = letters(post_office)
        assert case.number in letter
        account = case.account
        assert account is not None
        for secret in ("Петров", account.number, account.premises.address, "+7916"):
            assert secret not in letter

    def test_a_hearing_of_the_own_case_is_told(
        self, head: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        wanting(head)
        case = open_case(debtor(), by=head)
        sue(case)
        appoint(case, head, on=MARCH + timedelta(days=5))

        digests.send_due(now=at(8), gateways=gateways)
        assert "заседания в ближайшую неделю — 1" in letters(post_office)[0].lower()

    def test_nothing_to_tell_is_no_letter(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        assert digests.send_due(now=at(8), gateways=gateways).sent == 0
        assert letters(post_office) == []
        assert Digest.objects.get().status == Digest.Status.EMPTY


@pytest.mark.django_db
class TestWhen:
    @pytest.fixture(autouse=True)
    def task(self, reader: User) -> Task:
        return give(reader, reader, due=MARCH)

    def test_it_waits_for_the_chosen_hour_and_goes_with_the_next_where_that_was_missed(
        self, reader: User, gateways: Gateways
    ) -> None:
        assert digests.send_due(now=at(7), gateways=gateways).sent == 0
        assert digests.send_due(now=at(11), gateways=gateways).sent == 1

    def test_nobody_is_written_to_at_night(self, reader: User, gateways: Gateways) -> None:
        assert digests.send_due(now=at(21), gateways=gateways).sent == 0

    def test_on_days_off_only_whoever_wants_that_is_written_to(
        self, reader: User, gateways: Gateways
    ) -> None:
        assert digests.send_due(now=at(9, SUNDAY), gateways=gateways).sent == 0
        wanting(reader, on_working_days=False)
        assert digests.send_due(now=at(9, SUNDAY), gateways=gateways).sent == 1

    def test_whoever_wants_none_has_left_or_has_no_address_gets_none(
        self, reader: User, gateways: Gateways
    ) -> None:
        Preferences.objects.update(wants_digest=False)
        assert digests.send_due(now=at(9), gateways=gateways).sent == 0
        wanting(reader)
        User.objects.filter(pk=reader.pk).update(email="")
        assert digests.send_due(now=at(9), gateways=gateways).sent == 0
        User.objects.filter(pk=reader.pk).update(email="a@istok.example", is_active=False)
        assert digests.send_due(now=at(9), gateways=gateways).sent == 0


@pytest.mark.django_db
class TestOnce:
    @pytest.fixture(autouse=True)
    def task(self, reader: User) -> Task:
        return give(reader, reader, due=MARCH)

    def test_a_day_has_one_letter_and_the_next_day_another(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        for _time in range(3):
            digests.send_due(now=at(9), gateways=gateways)
        assert len(letters(post_office)) == 1

        digests.send_due(now=at(9, MARCH + timedelta(days=1)), gateways=gateways)
        assert len(letters(post_office)) == 2

    def test_a_sender_that_died_in_the_middle_is_not_followed_by_another(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        digests.send_due(now=at(9), gateways=gateways)
        Digest.objects.update(status=Digest.Status.SENDING)

        digests.send_due(now=at(10), gateways=gateways)
        assert len(letters(post_office)) == 1

    def test_a_sender_that_died_before_it_began_is_followed_by_another(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        Digest.objects.create(
            person=reader, on=MARCH, reference="00000000-0000-0000-0000-000000000001"
        )

        digests.send_due(now=at(9), gateways=gateways)
        assert len(letters(post_office)) == 1

    def test_a_mail_server_that_is_away_gets_it_with_the_next_hour(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        assert digests.send_due(now=at(9), gateways=providers.gateways()).failed == 1
        assert Digest.objects.get().status == Digest.Status.PLANNED

        assert digests.send_due(now=at(10), gateways=gateways).sent == 1
        assert len(letters(post_office)) == 1

    def test_where_nobody_knows_whether_it_went_it_does_not_go_again(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        with rude_server.rude_server(after_text=None) as server:
            rude = replace(gateways, smtp_url=server.url)
            digests.send_due(now=at(9), gateways=rude)
            assert server.texts == 1

        digests.send_due(now=at(10), gateways=gateways)
        assert letters(post_office) == []

    def test_an_address_that_is_refused_for_good_is_not_tried_again(
        self, reader: User, post_office: MailCatcher, gateways: Gateways
    ) -> None:
        User.objects.filter(pk=reader.pk).update(email="nobody@istok.example")

        digests.send_due(now=at(9), gateways=gateways)
        assert Digest.objects.get().status == Digest.Status.FAILED
        assert list(told.due(today=MARCH, hour=10)) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_letter(
    reader: User, post_office: MailCatcher, gateways: Gateways
) -> None:
    give(reader, reader, due=MARCH)
    chosen = Preferences.objects.get()

    def send(_number: int) -> None:
        digests.send(preferences=chosen, now=moment(MARCH), gateways=gateways)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, range(4)))

    assert len(letters(post_office)) == 1
    assert Digest.objects.get().status == Digest.Status.SENT


@pytest.mark.django_db
def test_a_person_chooses_the_letter_on_a_page(
    head: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(head)
    page = "/office/my-settings/"

    assert "Присылать мне письмо" in client.get(page).content.decode()
    client.post(page, {"wants_digest": "on", "hour": "9"})
    chosen = Preferences.objects.get(person=head)
    assert (chosen.wants_digest, chosen.digest_hour, chosen.on_working_days) == (True, 9, False)

    client.post(page, {"hour": "8", "on_working_days": "on"})
    chosen.refresh_from_db()
    assert (chosen.wants_digest, chosen.on_working_days) == (False, True)
    assert client.post(page, {"hour": "99"}).status_code == 200
