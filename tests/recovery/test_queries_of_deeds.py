"""What a deed asks of the database is counted: ten thousand cases do it on one morning."""

from collections.abc import Callable
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.recovery import living
from webapp.processes.operations import deeds, sending
from webapp.processes.queries import outlook
from webapp.staff import queries as staff
from webapp.staff.models import BusinessClockSetting
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE
from workflows.interfaces.process import Outlook

# among what a look asks is the norm by which the debt of a citizen is measured, and a notice asks
# whether somebody owes beside the customer
BUDGET = {"look": 4, "make_paper": 25, "send_email": 38, "note": 17}
# a process asks for the clock anew each second, whoever works then
NOT_OF_A_DEED = ("SAVEPOINT", BusinessClockSetting._meta.db_table)


def test_the_first_stage_keeps_to_its_budget_of_queries(
    begin: Callable[..., living.Life],
) -> None:
    _first_stage(begin)  # what a worker reads once and keeps is read here

    asked = _first_stage(begin)

    assert asked.keys() == BUDGET.keys()
    assert not {name: asked[name] for name in asked if asked[name] > BUDGET[name]}


def _first_stage(begin: Callable[..., living.Life]) -> dict[str, int]:
    """Live through the first stage of a new case; return how many queries each deed asked."""
    party = factories.create_person(email="debtor@example.org", phone="")
    life = begin(factories.create_debtor(today=living.START, party=party))
    asked = {}
    told, asked["look"] = _counted(partial(_look, life))
    while name := told.do:
        _nothing, asked[name] = _counted(partial(_do, life, told))
        told = _look(life)
    return asked


def _counted[T](do: Callable[[], T]) -> tuple[T, int]:
    with CaptureQueriesContext(connection) as queries:
        done = do()
    told = [query["sql"] for query in queries]
    return done, sum(not any(word in sql for word in NOT_OF_A_DEED) for sql in told)


def _look(life: living.Life) -> Outlook:
    clock = staff.business_clock()
    return outlook.of_case(
        process=WORKFLOW_TYPE,
        case_id=life.case.pk,
        today=life.today,
        clock=clock,
        now=life.now(),
    )


def _do(life: living.Life, told: Outlook) -> None:
    if told.sending is None:
        deeds.perform_step(case_id=life.case.pk, step=told.step, today=life.today)
        return
    sending.send(
        case_id=life.case.pk,
        deed=told.sending.deed,
        gateways=life.gateways,
        callback_base="http://localhost",
        today=life.today,
        now=life.now,
    )
