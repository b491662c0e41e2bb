"""The decider on a case to whose debt a court has added costs and penalty."""

from decimal import Decimal

import pytest

from tests.workflows.world import START
from webapp.recovery.operations.schemes import PERSONS
from workflows.debt_recovery import decider
from workflows.interfaces.debt_recovery import CloseReason, Facts, StageKind
from workflows.interfaces.process import CaseState
from workflows.process import walk

AT_THE_WRIT = CaseState(
    stage=walk.stage_of_kind(stages=PERSONS.stages, kind=StageKind.WRIT, after=0)
)


@pytest.mark.parametrize(
    ("facts", "deed", "reason"),
    [
        pytest.param(
            Facts(debt=Decimal(0), awarded=Decimal(2000), restricted=True),
            "resume",
            None,
            id="supply comes back first",
        ),
        pytest.param(
            Facts(debt=Decimal("99.99"), awarded=Decimal(1), restricted=True),
            "resume",
            None,
            id="the rest is no ground",
        ),
        pytest.param(
            Facts(debt=Decimal(0), awarded=Decimal(2000)),
            "ask",
            None,
            id="the case goes on for the award",
        ),
        pytest.param(
            Facts(debt=Decimal(60), awarded=Decimal("39.99")),
            "close",
            CloseReason.PAID,
            id="below the threshold together",
        ),
        pytest.param(
            Facts(debt=Decimal(100), awarded=Decimal(2000), restricted=True),
            "ask",
            None,
            id="principal keeps it cut off",
        ),
        pytest.param(
            Facts(debt=Decimal(0), awarded=Decimal(1), restricted=True),
            "resume",
            CloseReason.PAID,
            id="supply comes back, then it closes",
        ),
    ],
)
def test_an_award_keeps_a_case_open_and_nobody_cut_off(facts, deed, reason):
    decision = decider.decide(scheme=PERSONS, state=AT_THE_WRIT, facts=facts, today=START)

    assert (decision.deed.kind, decision.deed.reason) == (deed, reason)
