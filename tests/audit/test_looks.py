"""Who has looked at the data of which customer is written down: once an hour, for its term."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import python_calamine
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from webapp.audit import operations as audit
from webapp.audit.models import Entry, Look
from webapp.contracts.models import Account
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db
LOOKS = "admin:audit_look_changelist"


@pytest.fixture
def account(db: None) -> Account:
    party = factories.create_person(name="Петрова Вера Ильинична")
    return factories.create_account(party=party, number="700123")


def enter(client: Client, role: Role, **segment: tuple[str, ...]) -> User:
    user = factories.create_staff(role=role, **segment)
    client.force_login(user)
    return user


def card(account: Account) -> str:
    return reverse("admin:workplace_account", args=[account.pk])


def subjects() -> list[str]:
    return sorted(Look.objects.values_list("subject", flat=True))


def test_a_card_looked_at_again_and_again_is_one_row_of_the_hour(
    client: Client, account: Account
) -> None:
    user = enter(client, Role.CALL_CENTER)
    for _time in range(3):
        client.get(card(account))

    look = Look.objects.get()
    assert (look.by, look.subject) == (user, f"account:{account.pk}")
    assert look.hour == timezone.now().replace(minute=0, second=0, microsecond=0)
    assert not Entry.objects.exists()


def test_cases_papers_forms_and_contacts_are_written_down_too(
    client: Client, account: Account
) -> None:
    enter(client, Role.HEAD_OF_LEGAL)
    for page in (
        reverse("admin:parties_party_change", args=[account.party_id]),
        reverse("admin:contracts_account_change", args=[account.pk]),
        reverse("admin:parties_contacts", args=[account.party_id]),
    ):
        assert client.get(page).status_code == 200

    assert subjects() == [f"account:{account.pk}", f"party:{account.party_id}"]


def test_what_is_not_shown_is_not_written_down(client: Client, account: Account) -> None:
    enter(client, Role.CALL_CENTER, districts=("south",))

    for page in (card(account), reverse("admin:parties_party_change", args=[account.party_id])):
        client.get(page)

    assert subjects() == []


def test_the_page_is_shown_though_the_look_cannot_be_written(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def breaks(*_rows: Any, **_asked: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(Look.objects, "bulk_create", breaks)
    enter(client, Role.CALL_CENTER)

    assert client.get(card(account)).status_code == 200
    assert "cannot be written down" in caplog.text and "Петрова" not in caplog.text


def test_the_list_names_what_was_looked_at_and_is_searched_by_number(
    client: Client, account: Account
) -> None:
    other = factories.create_account(number="800456")
    reader = enter(client, Role.HEAD_OF_LEGAL)
    for looked in (account, other):
        audit.look(subject=f"account:{looked.pk}", by=reader)

    text = client.get(reverse(LOOKS), {"q": "700123"}).content.decode()

    assert "Лицевой счёт 700123" in text and "800456" not in text
    assert str(reader) in text


def test_the_list_is_narrowed_by_what_and_by_whom(client: Client, account: Account) -> None:
    reader = enter(client, Role.HEAD_OF_LEGAL)
    other = factories.create_staff(role=Role.LAWYER)
    audit.look(subject=f"account:{account.pk}", by=reader)
    audit.look(subject=f"party:{account.party_id}", by=other)

    def shown(**asked: str) -> list[str]:
        return [
            look.subject for look in client.get(reverse(LOOKS), asked).context["cl"].result_list
        ]

    assert shown(kind="party") == [f"party:{account.party_id}"]
    assert shown(by__id__exact=str(reader.pk)) == [f"account:{account.pk}"]


def test_the_chosen_looks_go_to_a_workbook(client: Client, account: Account) -> None:
    reader = enter(client, Role.HEAD_OF_LEGAL)
    audit.look(subject=f"account:{account.pk}", by=reader)
    chosen = {"action": "export", "_selected_action": [Look.objects.get().pk]}

    answer = client.post(reverse(LOOKS), chosen)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))

    assert book.get_sheet_by_index(0).to_python()[1][1:] == [str(reader), "Лицевой счёт 700123"]


@pytest.mark.parametrize("role", [Role.LAWYER, Role.CALL_CENTER, Role.ACCOUNTANT, Role.CREW])
def test_nobody_but_the_head_and_the_administrator_reads_it(client: Client, role: Role) -> None:
    enter(client, role)

    assert client.get(reverse(LOOKS)).status_code == 403


def test_a_head_of_a_segment_reads_only_the_looks_at_its_customers(
    client: Client, account: Account
) -> None:
    reader = enter(client, Role.HEAD_OF_LEGAL, districts=("south",))
    audit.look(subject=f"account:{account.pk}", by=reader)

    assert "700123" not in client.get(reverse(LOOKS)).content.decode()
    assert list(client.get(reverse(LOOKS)).context["cl"].result_list) == []


def test_looks_are_forgotten_when_their_term_is_over(account: Account, settings: Any) -> None:
    settings.LOOKS_KEPT_DAYS = 30
    by = factories.create_staff(role=Role.LAWYER)
    now = timezone.now()
    for days in (29, 31):
        Look.objects.create(by=by, subject=f"account:{days}", hour=now - timedelta(days=days))

    assert audit.forget_looks() == 1
    assert subjects() == ["account:29"]


def test_a_look_costs_one_query(
    client: Client, account: Account, django_assert_num_queries: Callable[[int], Any]
) -> None:
    by = factories.create_staff(role=Role.LAWYER)

    with django_assert_num_queries(1):
        audit.look(subject=f"account:{account.pk}", by=by)


def test_the_card_of_a_look_names_what_was_looked_at_in_words(
    client: Client, account: Account
) -> None:
    enter(client, Role.HEAD_OF_LEGAL)
    client.get(card(account))
    look = Look.objects.get()

    page = client.get(reverse("admin:audit_look_change", args=[look.pk])).content.decode()

    assert look.subject not in page and "700123" in page
