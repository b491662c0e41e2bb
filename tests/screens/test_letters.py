"""A letter goes where its paper says, and what the post tells of it is checked."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.parties.models import Party
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

LogIn = Callable[..., Client]
POSTAL = "170002, г. Тверь, ул. Лесная, д. 3, оф. 11"
ELSEWHERE = "125009, г. Москва, ул. Тверская, д. 7"


def letter() -> Task:
    return Task.objects.get(kind="deliver_by_post")


def address() -> str:
    return reverse("admin:tasks_task", args=[letter().pk])


def wait_for_letter(*, by: User, **where: str) -> Case:
    """Return a case of a person whom only a letter reaches, with the addresses known of him."""
    party = factories.create_person(email="", phone="", **where)
    account = factories.create_debtor(party=party, today=living.START)
    life = living.Life(
        case=living.open_case(account),
        by=by,
        gateways=providers.gateways(),
        lazy=frozenset({"deliver_by_post"}),
    )
    life.go(until="ask:deliver_by_post")
    return life.fresh()


@pytest.fixture
def posted(boss: User) -> Case:
    """A case whose debtor gets letters at another address than the service."""
    return wait_for_letter(by=boss, address=POSTAL)


@pytest.mark.parametrize("page", ["task", "list"])
def test_a_letter_is_sent_to_the_postal_address_that_its_paper_prints(
    posted: Case, log_in: LogIn, page: str
) -> None:
    Party.objects.update(address=ELSEWHERE)
    pages = {"task": address(), "list": reverse("admin:tasks_list")}

    text = log_in(Role.CALL_CENTER).get(pages[page]).content.decode()

    assert POSTAL in text
    assert ELSEWHERE not in text


def test_the_task_of_a_letter_still_says_where_the_service_is_supplied(
    posted: Case, log_in: LogIn
) -> None:
    text = log_in(Role.CALL_CENTER).get(address()).content.decode()

    assert "Куда отправить письмо" in text
    assert "Адрес поставки" in text
    assert letter().account.premises.address in text  # type: ignore[union-attr]


def test_a_debtor_without_another_address_gets_letters_where_he_is_supplied(
    boss: User, log_in: LogIn
) -> None:
    wait_for_letter(by=boss, residence="")

    text = log_in(Role.CALL_CENTER).get(address()).content.decode()

    assert "Куда отправить письмо" in text
    assert "Адрес поставки" not in text


def test_a_debtor_without_a_postal_address_gets_letters_where_he_is_registered(
    boss: User, log_in: LogIn
) -> None:
    wait_for_letter(by=boss, residence=ELSEWHERE)

    assert ELSEWHERE in log_in(Role.CALL_CENTER).get(address()).content.decode()


def test_a_task_that_sends_no_letter_names_no_address_of_one(posted: Case, log_in: LogIn) -> None:
    task = letter()
    Task.objects.update(kind="restriction")

    text = (
        log_in(Role.HEAD_OF_LEGAL).get(reverse("admin:tasks_task", args=[task.pk])).content.decode()
    )

    assert POSTAL not in text


@pytest.mark.parametrize("number", ["80111111111111999", "80110012345678"])
def test_a_number_that_is_none_of_the_post_proves_no_delivery(
    case: Case, log_in: LogIn, number: str
) -> None:
    report = {"outcome": "DELIVERED", "date": "2026-03-02", "number": number}

    text = log_in(Role.CALL_CENTER).post(address(), report).content.decode()

    assert "квитанци" in text
    assert letter().status == "OPEN"


@pytest.mark.parametrize(
    ("day", "words"), [("2026-03-01", "не могло"), ("2026-03-03", "ещё не наступил")]
)
def test_a_letter_is_not_delivered_before_its_paper_nor_tomorrow(
    case: Case, log_in: LogIn, day: str, words: str
) -> None:
    report = {"outcome": "DELIVERED", "date": day, "number": living.POSTED}

    text = log_in(Role.CALL_CENTER).post(address(), report).content.decode()

    assert words in text
    assert letter().status == "OPEN"


@pytest.mark.parametrize("number", ["80111111111111999", ""])
def test_no_program_reports_a_delivery_without_a_number_of_the_post(
    case: Case, boss: User, number: str
) -> None:
    with pytest.raises(UnableToComplete):
        work.complete(
            task_id=letter().pk,
            outcome="DELIVERED",
            result={"date": "2026-03-02", "number": number},
            by=boss,
            today=living.START,
        )


def test_a_number_is_kept_as_the_post_prints_it(case: Case, log_in: LogIn) -> None:
    report = {"outcome": "DELIVERED", "date": "2026-03-02", "number": "801100 12 34567-2"}

    log_in(Role.CALL_CENTER).post(address(), report)

    assert letter().result["number"] == "80110012345672"
