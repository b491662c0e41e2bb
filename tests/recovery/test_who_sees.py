"""Who sees a paper that names no account: whoever sees its case."""

import pytest

from tests import factories
from tests.correspondence.steps import plan
from tests.correspondence.test_documents import store
from tests.recovery import living
from webapp.correspondence import queries
from webapp.correspondence.models import Document, Message
from webapp.processes.models import Case
from workflows.interfaces.places import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    living.prepare()
    return living.open_case(factories.create_debtor(today=living.START))


@pytest.fixture
def paper(case: Case) -> Document:
    return store(place=Place(case.pk, 0, 1, "notice"))


@pytest.fixture
def message(case: Case) -> Message:
    return plan(place=Place(case.pk, 0, 1, "sms"))


def test_whoever_sees_the_case_sees_its_paper_and_message(
    case: Case, paper: Document, message: Message
) -> None:
    ours = factories.create_staff(kinds=(case.party.kind,))

    assert list(queries.visible_documents(user=ours)) == [paper]
    assert list(queries.visible_messages(user=ours)) == [message]


def test_whoever_does_not_see_the_case_sees_neither(paper: Document, message: Message) -> None:
    theirs = factories.create_staff(kinds=("HOA",))

    assert not queries.visible_documents(user=theirs).exists()
    assert not queries.visible_messages(user=theirs).exists()


def test_a_paper_of_no_case_and_no_account_is_seen_by_those_who_see_everything(db: None) -> None:
    store()

    assert not queries.visible_documents(user=factories.create_staff(kinds=("PERSON",))).exists()
    assert queries.visible_documents(user=factories.create_staff()).exists()
