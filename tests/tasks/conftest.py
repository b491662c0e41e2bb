"""An office of colleagues: a lawyer, another, their head, a clerk of the call center, a crew."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import giving
from webapp.tasks.operations.giving import Wanted

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 2, 10, tzinfo=MOSCOW)
TODAY = NOW.date()


@pytest.fixture
def head(db: None) -> User:
    return factories.create_staff(role=Role.HEAD_OF_LEGAL)


@pytest.fixture
def lawyer(db: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


@pytest.fixture
def other_lawyer(db: None) -> User:
    return factories.create_staff(role=Role.LAWYER)


def give(*, by: User, **wanted: object) -> Task:
    """Let somebody ask for something; of the lawyers, when nobody is named."""
    if "assignee" not in wanted:
        wanted.setdefault("role", Role.LAWYER)
    asked = {"title": "Позвонить в суд", **wanted}
    return giving.create(wanted=Wanted(**asked), by=by, now=NOW)  # type: ignore[arg-type]
