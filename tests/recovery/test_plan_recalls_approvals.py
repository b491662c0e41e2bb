"""Nobody is asked to approve a package whose debtor has been given time to pay."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta

from tests.recovery.living import Life
from webapp.recovery.operations import plans
from webapp.recovery.queries import claims
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(begin: Callable[..., Life]) -> Life:
    """A service memo waits for approval, and a plan is agreed meanwhile."""
    life = begin(lazy=frozenset({"approve"}))
    life.go(until="ask:approve")
    debt = claims.debt(case_id=life.case.pk)
    due = life.today + relativedelta(months=1)
    half = (debt / 2).quantize(Decimal("0.01"))
    plans.agree(
        case_id=life.case.pk,
        parts=[(due, half), (due + relativedelta(months=1), debt - half)],
        by=life.by,
        today=life.today,
    )
    return life


def test_an_approval_is_recalled_when_a_plan_is_agreed(waiting: Life) -> None:
    task = Task.objects.get(kind="approve")

    assert (task.status, task.remarks) == (Task.Status.RECALLED, "PLAN")


def test_it_is_asked_for_again_when_the_plan_has_come_to_nothing(waiting: Life) -> None:
    plans.end(case_id=waiting.case.pk, ground="не платит", by=waiting.by, today=waiting.today)

    waiting.go(until="ask:approve:r2")

    assert Task.objects.filter(kind="approve", status=Task.Status.OPEN).exists()
