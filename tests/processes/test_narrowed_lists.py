"""Lists of cases and tasks are narrowed to a kind of customers and to a district."""

from datetime import datetime

import pytest

from tests import factories
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.processes.models import Case
from webapp.processes.queries import casefile, criteria, worklist
from webapp.processes.queries.casefile import CaseCriteria
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import giving
from webapp.tasks.operations.giving import About, Wanted
from workflows.interfaces.clock import MOSCOW
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=MOSCOW)


@pytest.fixture
def head(db: None) -> User:
    return living.prepare()


@pytest.fixture
def of_the_south(head: User) -> Account:
    """A firm of the southern district that owes under its contract."""
    south = factories.create_district(code="south", name="Южный")
    firm = factories.create_organization()
    return factories.create_debtor(today=living.START, party=firm, district=south)


@pytest.fixture
def of_the_north(head: User) -> Account:
    """A person of the northern district."""
    return factories.create_debtor(today=living.START)


def district_of(account: Account) -> int:
    return int(account.premises.building.street.district_id)


def cases(user: User, **asked: object) -> list[Case]:
    wanted = CaseCriteria(**asked)  # type: ignore[arg-type]
    return list(casefile.find(criteria=wanted, user=user, process=WORKFLOW_TYPE))


def tasks(user: User, **asked: str) -> list[Task]:
    wanted = criteria.read({"tab": "all", **asked}).condition(user=user, now=NOW)
    return list(worklist.visible(user=user, now=NOW).filter(wanted).order_by("id"))


def test_a_case_of_a_contract_stands_in_the_district_of_its_account(
    head: User, of_the_south: Account, of_the_north: Account
) -> None:
    southern = living.open_case(of_the_south)
    northern = living.open_case(of_the_north)

    assert cases(head, district=district_of(of_the_south)) == [southern]
    assert cases(head, district=district_of(of_the_north)) == [northern]
    assert cases(head) == [northern, southern]


def test_tasks_are_narrowed_by_the_customer_of_their_case_or_their_account(
    head: User, of_the_south: Account, of_the_north: Account
) -> None:
    about_case = ask(head, About(case_id=living.open_case(of_the_south).pk))
    about_account = ask(head, About(account_id=of_the_north.pk))
    about_nobody = ask(head, About())

    assert tasks(head, district=str(district_of(of_the_south))) == [about_case]
    assert tasks(head, party_kind="PERSON") == [about_account]
    assert tasks(head, party_kind="ORGANIZATION") == [about_case]
    assert tasks(head, party_kind="") == [about_case, about_account, about_nobody]


def ask(by: User, about: About) -> Task:
    wanted = Wanted(title="Позвонить", role=Role.LAWYER, about=about)
    return giving.create(wanted=wanted, by=by, now=NOW)
