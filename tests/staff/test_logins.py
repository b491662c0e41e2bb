"""Who may try a password, how often, from where; and the telephone that confirms it."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from webapp.audit.models import Entry
from webapp.staff import attempts, operations, queries, totp
from webapp.staff.models import LoginAttempt, RecoveryCode, Role, SecondFactor, User

pytestmark = pytest.mark.django_db
LOGIN = "/office/login/"
TRIED = LoginAttempt.Outcome.TRIED


def come(client: Client, login: str, password: str = "wrong", **headers: Any) -> int:
    return client.post(LOGIN, {"username": login, "password": password}, **headers).status_code


def tried(
    number: int, *, login: str, address: str = "10.0.0.1", device: str = "", ago_s: int = 0
) -> None:
    rows = [
        LoginAttempt(login=login, address=address, device=device, outcome=TRIED)
        for _n in range(number)
    ]
    made = LoginAttempt.objects.bulk_create(rows)
    before = timezone.now() - timedelta(seconds=ago_s)
    with pgtrigger.ignore("staff.LoginAttempt:append_only"):
        LoginAttempt.objects.filter(pk__in=[row.pk for row in made]).update(at=before)


@pytest.fixture
def person() -> User:
    return factories.create_staff(role=Role.ACCOUNTANT, username="accountant")


def test_ten_wrong_passwords_and_the_right_one_is_not_looked_at(person: User) -> None:
    answers = [come(Client(), "accountant") for _number in range(10)]

    assert answers == [200] * 10
    assert come(Client(), "ACCOUNTANT", factories.PASSWORD) == 429


@pytest.mark.parametrize("login", ["accountant", "somebody"])
def test_a_stranger_behind_the_same_address_keeps_nobody_out_for_more_than_a_minute(
    person: User, login: str
) -> None:
    for number in range(attempts.STRANGERS_MAX + 5):
        tried(1, login=f"{login}{number}" if number >= 10 else login, address="127.0.0.1")
    now = timezone.now()

    waits = [
        attempts.password_pause_s(
            attempts.wrong_passwords(login="accountant", visitor=new, now=at), visitor=new
        )
        for at in (now, now + timedelta(seconds=61))
        for new in [attempts.Visitor(address="127.0.0.1", device="", is_known_address=False)]
    ]

    assert come(Client(), "accountant", factories.PASSWORD) == 429
    assert 50 < waits[0] <= 60
    assert waits[1] == 0


def test_one_password_over_forty_logins_is_stopped(person: User) -> None:
    answers = [come(Client(), f"login{number}", "Password-1") for number in range(45)]

    assert answers[:40] == [200] * 40
    assert answers[40:] == [429] * 5


def test_nobody_locks_a_colleague_out_of_the_own_browser(person: User) -> None:
    own = Client()
    assert come(own, "accountant", factories.PASSWORD) == 302
    own.post("/office/logout/")
    for number in range(12):
        come(Client(), "accountant", f"guess-{number}")
    tried(60, login="somebody", address="127.0.0.1")

    assert come(Client(), "accountant", factories.PASSWORD) == 429
    assert come(own, "accountant", factories.PASSWORD) == 302


def test_a_known_browser_has_its_own_limit(person: User) -> None:
    own = Client()
    come(own, "accountant", factories.PASSWORD)
    own.post("/office/logout/")

    answers = [come(own, "accountant") for _number in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_browser_of_one_person_is_not_known_for_another(person: User) -> None:
    factories.create_staff(role=Role.LAWYER, username="lawyer")
    own = Client()
    come(own, "accountant", factories.PASSWORD)
    own.post("/office/logout/")
    tried(10, login="lawyer", address="127.0.0.1")

    assert come(own, "lawyer", factories.PASSWORD) == 429


@pytest.mark.parametrize(
    ("failed", "since_s", "wait_s"), [(19, 0, 0), (20, 0, 1), (23, 3, 5), (40, 0, 60), (999, 59, 1)]
)
def test_guesses_from_everywhere_slow_a_stranger_and_lock_nobody(
    failed: int, since_s: float, wait_s: float
) -> None:
    none = attempts.Wrong(0)
    known = attempts.Failures(
        pair=none, strangers=none, login=attempts.Wrong(failed, since_s=since_s)
    )
    stranger = attempts.Visitor(address="10.0.0.1", device="", is_known_address=False)
    own = attempts.Visitor(address="10.0.0.1", device="own", is_known_address=False)

    assert attempts.password_pause_s(known, visitor=stranger) == wait_s
    assert attempts.password_pause_s(known, visitor=own) == 0


def guessed(count: int) -> None:
    """Guess at one login, each time from another address."""
    for number in range(count):
        tried(1, login="accountant", address=f"10.0.{number // 250}.{number % 250}")


def test_guesses_from_a_thousand_addresses_are_as_slow_as_from_one(person: User) -> None:
    guessed(attempts.FREE + 10)

    for number in range(3):
        with pytest.raises(operations.UnableToTry):
            operations.begin_attempt(login="accountant", address=f"10.9.0.{number}", device="")

    assert come(Client(), "lawyer") == 200


def test_one_of_many_strangers_has_a_turn_once_a_minute(person: User) -> None:
    tried(attempts.FREE + 10, login="accountant", address="10.0.0.9", ago_s=61)

    operations.begin_attempt(login="accountant", address="10.9.0.1", device="")

    with pytest.raises(operations.UnableToTry):
        operations.begin_attempt(login="accountant", address="10.9.0.2", device="")


@pytest.mark.parametrize("count", [25, 120])
def test_guesses_from_many_addresses_slow_nobody_at_a_known_one(person: User, count: int) -> None:
    own = Client()
    assert come(own, "accountant", factories.PASSWORD) == 302
    guessed(count)

    assert come(Client(), "accountant", factories.PASSWORD) == 302
    assert come(own, "accountant", factories.PASSWORD, REMOTE_ADDR="10.7.0.1") == 302
    assert come(Client(), "accountant", factories.PASSWORD, REMOTE_ADDR="10.7.0.2") == 429


def test_wrong_passwords_at_a_known_address_take_no_turn_of_a_stranger(person: User) -> None:
    assert come(Client(), "accountant", factories.PASSWORD) == 302
    tried(attempts.FREE, login="accountant", address="10.0.0.9", ago_s=61)
    tried(3, login="accountant", address="127.0.0.1")

    assert come(Client(), "accountant", REMOTE_ADDR="10.7.0.2") == 200


def test_guesses_behind_one_address_keep_nobody_out_who_has_come_from_there(person: User) -> None:
    assert come(Client(), "accountant", factories.PASSWORD) == 302
    tried(60, login="somebody", address="127.0.0.1")

    assert come(Client(), "accountant", factories.PASSWORD) == 302
    assert come(Client(), "another") == 429


def test_a_form_without_a_password_counts_for_nothing(person: User) -> None:
    assert come(Client(), "accountant", "") == 200

    assert not LoginAttempt.objects.exists()


def test_attempts_of_an_hour_ago_are_forgotten(person: User) -> None:
    now = timezone.now() + timedelta(minutes=61)
    tried(12, login="accountant")

    stranger = attempts.Visitor(address="10.0.0.1", device="", is_known_address=False)
    before = attempts.wrong_passwords(login="accountant", visitor=stranger, now=now)

    assert (before.pair.count, before.strangers.count, before.login.count) == (0, 0, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_loginattempt SET login = 'x'",
        "DELETE FROM staff_loginattempt",
        "TRUNCATE staff_loginattempt",
    ],
)
def test_the_list_of_logins_cannot_be_cleaned(statement: str) -> None:
    tried(1, login="accountant")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert LoginAttempt.objects.get().login == "accountant"


def test_an_administrator_reads_the_logins_and_deletes_none(client: Client) -> None:
    tried(1, login="accountant")
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
    row = LoginAttempt.objects.get()

    assert (
        "accountant" in client.get(reverse("admin:staff_loginattempt_changelist")).content.decode()
    )
    assert (
        client.post(
            reverse("admin:staff_loginattempt_delete", args=[row.pk]), {"post": "yes"}
        ).status_code
        == 403
    )


class TestTheAddress:
    """Comes from the proxies that are named, and from nobody else."""

    @pytest.mark.parametrize(
        ("proxies", "said", "seen"),
        [
            (0, "203.0.113.9", "127.0.0.1"),
            (1, "203.0.113.9", "203.0.113.9"),
            (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
            (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            (2, "10.0.0.2", "127.0.0.1"),
            (1, "nonsense", "unknown"),
            (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            (1, "::ffff:203.0.113.9", "203.0.113.9"),
            (1, "203.0.113.9:50123", "203.0.113.9"),
            (1, "[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::/64"),
            (1, "[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
            (1, "203.0.113.9:http", "unknown"),
        ],
    )
    def test_is_the_one_that_the_outermost_of_ours_has_seen(
        self, settings: Any, proxies: int, said: str, seen: str
    ) -> None:
        settings.PROXY_COUNT = proxies

        come(Client(), "nobody", headers={"x-forwarded-for": said})

        assert LoginAttempt.objects.get().address == seen


@pytest.mark.parametrize(
    "password",
    [
        "accountant",
        "accountant1",
        "Accountant12",
        "tnatnuocca-accountant",
        "123456789012",
        "password1234",
        "korotkiy-7",
        "a1-" * 1700,
    ],
)
def test_a_password_like_the_login_or_easily_guessed_is_refused(
    person: User, password: str
) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, person)


class TestTheOldPassword:
    """Of whoever sits at the screen is tried as seldom as at the login."""

    def change(self, client: Client, old: str, new: str = "dlinnaya-fraza-7") -> Any:
        words = {"old_password": old, "new_password1": new, "new_password2": new}
        return client.post(reverse("admin:password_change"), words)

    def test_cannot_be_guessed(self, client: Client, person: User) -> None:
        client.force_login(person)
        answers = [self.change(client, f"guess-{number}").status_code for number in range(10)]

        refused = self.change(client, factories.PASSWORD)

        assert answers == [200] * 10
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        person.refresh_from_db()
        assert person.check_password(factories.PASSWORD)

    def test_that_is_right_is_no_wrong_attempt(self, client: Client, person: User) -> None:
        client.force_login(person)

        assert self.change(client, factories.PASSWORD).status_code == 302
        assert set(LoginAttempt.objects.values_list("outcome", flat=True)) == {"TRIED", "PASSED"}

    def test_gives_way_to_no_endless_one(self, client: Client, person: User) -> None:
        client.force_login(person)

        assert self.change(client, factories.PASSWORD, "ж7-" * 1700).status_code == 200
        person.refresh_from_db()
        assert person.check_password(factories.PASSWORD)


def test_a_phrase_is_taken(person: User) -> None:
    validate_password("три зелёных слона", person)


class TestTheSecondFactor:
    """A telephone confirms who moves money or gives rights."""

    @pytest.fixture(autouse=True)
    def _required(self, settings: Any) -> Iterator[None]:
        settings.SECOND_FACTOR = "required"
        yield

    @pytest.fixture
    def page(self) -> str:
        return reverse("admin:second_factor")

    def in_office(self, client: Client) -> bool:
        return client.get("/office/payments/").status_code == 200

    def enter(self, client: Client, page: str, user: User, *, steps: int = 0) -> Any:
        known = SecondFactor.objects.filter(user=user).first()
        secret = known.secret if known else self.offered(client)
        return client.post(page, {"code": self.code(secret, steps=steps)})

    def offered(self, client: Client) -> str:
        return str(client.session["second_factor_offer"]["secret"])

    def code(self, secret: str, *, steps: int = 0) -> str:
        return totp.code_of(secret, step=int(time.time()) // totp.STEP_S + steps)

    def wrong(self, client: Client, page: str, times: int, **headers: Any) -> str:
        for number in range(times):
            answer = client.post(page, {"code": f"wrong-{number}"}, **headers)
        return str(answer.content.decode())

    def logged_in(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    @pytest.mark.parametrize(
        "role", [Role.ACCOUNTANT, Role.LAWYER, Role.HEAD_OF_LEGAL, Role.ADMINISTRATOR]
    )
    def test_is_asked_of_those_with_money_or_rights(
        self, client: Client, page: str, role: Role
    ) -> None:
        client.force_login(factories.create_staff(role=role))

        for address in (
            "/office/",
            "/office/payments/",
            "/office/search/?s=aaa",
            "/office/staff/user/",
        ):
            assert client.get(address).headers["Location"].startswith(page), address
            assert client.post(address).headers["Location"].startswith(page), address

    @pytest.mark.parametrize("role", [Role.CREW, Role.CALL_CENTER])
    def test_is_not_asked_of_others(self, client: Client, role: Role) -> None:
        client.force_login(factories.create_staff(role=role))

        assert client.get("/office/").status_code == 200

    def test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(
        self, client: Client, page: str, person: User
    ) -> None:
        client.force_login(person)
        shown = client.get(page).content.decode()
        assert self.offered(client) in shown
        assert not SecondFactor.objects.exists()
        assert "data:image/svg+xml" in shown

        answer = self.enter(client, page, person).content.decode()

        assert answer.count("-") >= RecoveryCode.objects.count() == 10
        assert self.in_office(client)
        assert Entry.objects.get().name == "staff.user.second-factor-set"

    def test_shows_its_secret_to_nobody_later(
        self, client: Client, page: str, person: User
    ) -> None:
        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)
        thief = Client()
        thief.force_login(person)

        assert SecondFactor.objects.get().secret not in thief.get(page).content.decode()
        assert not self.in_office(thief)

    def test_takes_each_code_once(self, client: Client, page: str, person: User) -> None:
        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)
        later = Client()
        later.force_login(person)

        self.enter(later, page, person)
        assert not self.in_office(later)
        self.enter(later, page, person, steps=1)
        assert self.in_office(later)

    def test_is_replaced_once_by_a_code_for_its_loss(
        self, client: Client, page: str, person: User
    ) -> None:
        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)
        code = operations.renew_recovery_codes(user=person)[0]
        first, second = Client(), Client()
        for each in (first, second):
            each.force_login(person)
            each.post(page, {"code": code.upper()})

        assert (self.in_office(first), self.in_office(second)) == (True, False)

    def test_cannot_be_guessed(self, client: Client, page: str, person: User) -> None:
        client.force_login(person)
        client.get(page)
        for number in range(10):
            client.post(page, {"code": f"00000{number}"})

        answer = self.enter(client, page, person)

        assert "Слишком много" in answer.content.decode()
        assert not self.in_office(client)

    def test_is_learned_from_the_page_of_ones_own_session_only(
        self, client: Client, page: str, person: User
    ) -> None:
        thief = self.logged_in(person)
        thief.get(page)
        seen = self.offered(thief)
        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)

        for steps in (-1, 0, 1):
            thief.post(page, {"code": self.code(seen, steps=steps)})

        assert SecondFactor.objects.get().secret != seen
        assert not self.in_office(thief)

    def test_that_is_not_confirmed_in_ten_minutes_is_shown_no_more(
        self, client: Client, page: str, person: User
    ) -> None:
        client.force_login(person)
        client.get(page)
        session = client.session
        old = session["second_factor_offer"]["secret"]
        session["second_factor_offer"] = {"secret": old, "at_s": time.time() - 601}
        session.save()

        answer = client.post(page, {"code": self.code(old)}).content.decode()

        assert old not in answer
        assert self.offered(client) in answer
        assert "Квадрат устарел" in answer
        assert not SecondFactor.objects.exists()

    @pytest.mark.parametrize("prefix", ["code:", "CODE:", "code_of:", "login:code:"])
    def test_is_out_of_reach_of_the_login_form(
        self, client: Client, page: str, person: User, prefix: str
    ) -> None:
        for number in range(10):
            come(Client(), f"{prefix}accountant")
            come(Client(), f"{prefix}{person.pk}")
            come(Client(), "accountant", f"guess-{number}")

        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)

    def test_does_not_wait_for_wrong_passwords_of_the_same_address(
        self, client: Client, page: str, person: User
    ) -> None:
        for number in range(60):
            come(Client(), f"guess{number}")

        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)

    def test_in_the_own_browser_does_not_wait_for_a_thief_with_the_password(
        self, page: str, person: User
    ) -> None:
        own, thief = Client(), self.logged_in(person)
        assert come(own, "accountant", factories.PASSWORD) == 302
        own.get(page)
        self.enter(own, page, person)
        own.post("/office/logout/")

        for number in range(50):
            self.wrong(thief, page, 1, REMOTE_ADDR=f"198.51.100.{number}")
        self.wrong(thief, page, 12)

        assert "Слишком много" in self.wrong(thief, page, 1)
        assert come(own, "accountant", factories.PASSWORD) == 302
        self.enter(own, page, person, steps=1)
        assert self.in_office(own)

    def test_at_a_known_address_does_not_wait_for_a_thief_from_elsewhere(
        self, page: str, person: User
    ) -> None:
        own, thief = self.logged_in(person), self.logged_in(person)
        own.get(page)
        self.enter(own, page, person)

        for number in range(50):
            self.wrong(thief, page, 1, REMOTE_ADDR=f"198.51.100.{number}")

        other = self.logged_in(person)
        self.enter(other, page, person, steps=1)
        assert self.in_office(other)
        assert "Слишком много" in self.wrong(thief, page, 1, REMOTE_ADDR="198.51.100.99")

    def test_of_one_person_is_not_that_of_another(
        self, client: Client, page: str, person: User
    ) -> None:
        other = self.logged_in(factories.create_staff(role=Role.ADMINISTRATOR, username="boss"))
        other.get(page)
        self.wrong(other, page, 12)

        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)

    def test_that_an_administrator_resets_is_in_the_journal(self, page: str, person: User) -> None:
        own = Client()
        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(own, page, person)
        boss, client = factories.create_staff(role=Role.ADMINISTRATOR), Client()
        client.force_login(boss)
        client.get(page)
        self.enter(client, page, boss)

        client.post(
            reverse("admin:staff_user_changelist"),
            {"action": "forget_telephone", "_selected_action": [person.pk]},
        )

        entry = Entry.objects.get(name="staff.user.second-factor-reset")
        assert (entry.subject, entry.actor) == (f"user:{person.pk}", boss)
        assert not queries.has_second_factor(user=person)
        assert own.get("/office/").headers["Location"].startswith("/office/login/")
        assert client.get("/office/").status_code == 200

    def test_leads_nowhere_else(self, client: Client, page: str, person: User) -> None:
        self.test_is_set_up_at_the_first_login_and_gives_codes_for_its_loss(client, page, person)

        for wanted in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
            assert client.get(page, {"next": wanted}).headers["Location"] == "/office/"

    def test_is_off_in_a_rehearsal(self, client: Client, person: User) -> None:
        operations.set_clock(business_at=timezone.now(), rate=2.0)
        client.force_login(person)

        assert self.in_office(client)
