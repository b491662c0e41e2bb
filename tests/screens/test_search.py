"""The search of the office: people by surname and initials, contracts, papers and cases by number."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import factories
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.parties.models import Party
from webapp.processes.models import Case
from webapp.staff.models import Role, User
from webapp.workplace.queries import search

LogIn = Callable[..., Client]


def accounts_of(user: User, text: str) -> list[Account]:
    return search.find(user=user, text=text).accounts


@pytest.fixture
def clerk() -> User:
    return factories.create_staff(role=Role.LAWYER)


@pytest.fixture
def account() -> Account:
    return factories.create_account(party=factories.create_person(name="Зверёв Пётр Ильич"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Зверёв П.И.",
        "Зверёв П. И.",
        "зверев п и",
        "Зверев П.",
        "П.И. Зверёв",
        " Зверёв ",
        "Пётр Ил",
    ],
)
def test_a_person_is_found_by_surname_with_initials(
    account: Account, clerk: User, text: str
) -> None:
    assert accounts_of(clerk, text) == [account]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Зверёв А.И.", "Зверёв П.А.", "верёв П.И.", "П.И.", "Зв", ".*+("])
def test_another_person_is_not(account: Account, clerk: User, text: str) -> None:
    assert accounts_of(clerk, text) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["+79518841018", "9518841018", "8 951 884-10-18", "8(951)884-10-18", "7 951 884 10 18"]
)
def test_a_customer_is_found_by_a_telephone_however_it_is_written(
    clerk: User, log_in: LogIn, text: str
) -> None:
    account = factories.create_account(party=factories.create_person(phone="+79518841018"))
    factories.create_account(party=factories.create_person(phone="+79518841019"))

    listed = log_in(clerk).get(reverse("admin:parties_party_changelist"), {"q": text})

    assert accounts_of(clerk, text) == [account]
    assert list(listed.context["cl"].queryset) == [account.party]


@pytest.mark.django_db
def test_a_contract_is_found_by_its_number_and_leads_to_its_card(log_in: LogIn) -> None:
    contract = factories.create_contract(party=factories.create_organization(), number="Д-7001")

    page = log_in(Role.LAWYER).get(reverse("admin:search"), {"s": "д-700"}).content.decode()

    assert f'href="{reverse("admin:workplace_contract", args=[contract.pk])}"' in page


def test_a_paper_and_a_case_are_found_by_their_numbers(case: Case, log_in: LogIn) -> None:
    paper = Document.objects.get()
    client, address = log_in(Role.LAWYER), reverse("admin:search")

    of_paper = client.get(address, {"s": paper.number}).content.decode()
    of_case = client.get(address, {"s": case.number}).content.decode()

    assert reverse("admin:correspondence_document_changelist") + "?words=" in of_paper
    assert paper.number in of_paper
    assert f'href="{reverse("admin:recovery_case", args=[case.pk])}"' in of_case


def test_nothing_of_a_foreign_segment_is_found(case: Case, log_in: LogIn) -> None:
    contract = factories.create_contract(party=factories.create_person(), number="Д-7001")
    stranger = factories.create_staff(role=Role.LAWYER)
    User.objects.filter(pk=stranger.pk).update(segment_party_kinds=[Party.Kind.ORGANIZATION])
    stranger.refresh_from_db()

    for text in (contract.number, Document.objects.get().number, case.number, str(case.party)):
        assert search.find(user=stranger, text=text) == search.Found(), text


def test_what_a_role_may_not_open_is_not_found(case: Case) -> None:
    number = Document.objects.get().number

    assert search.find(user=factories.create_staff(role=Role.LAWYER), text=number).papers
    assert not search.find(user=factories.create_staff(role=Role.ACCOUNTANT), text=number).papers
    crew = factories.create_staff(role=Role.CREW)
    assert search.find(user=crew, text=str(case.party)) == search.Found()


def test_the_search_takes_one_query_a_kind(
    case: Case, clerk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk.has_perm("recovery.view_recoverycase")
    name = str(case.party)

    with django_assert_num_queries(5):
        found = search.find(user=clerk, text=name)
        shown = [str(one.party) for one in (*found.cases, *found.accounts)]

    assert shown
