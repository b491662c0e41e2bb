"""Characters: dealt the same way for a seed, led by the stage of the case only."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from webapp.demo import casting, personas, town
from webapp.demo.personas import End, Habit, Persona, Sight, When
from workflows.interfaces.debt_recovery import StageKind

STAGES = (
    "notice",
    "warning",
    "restriction",
    "lawyers",
    "court_order",
    "lawsuit",
    "writ",
    "enforcement",
)
TODAY = date(2026, 4, 1)
DEBT = Decimal(9000)


def sight(stage: str, **facts: object) -> Sight:
    return Sight(
        stages=STAGES, stage=STAGES.index(stage), debt=facts.pop("debt", DEBT), today=TODAY, **facts
    )  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def fates() -> dict[str, Persona]:
    return casting.cast(debtors=town.build(seed=7).debtors(), seed=7)


def test_every_debtor_has_a_character(fates: dict[str, Persona]) -> None:
    assert len(fates) == 310


def test_the_same_seed_deals_the_same_characters(fates: dict[str, Persona]) -> None:
    assert casting.cast(debtors=town.build(seed=7).debtors(), seed=7) == fates


def test_every_way_a_case_can_end_is_met(fates: dict[str, Persona]) -> None:
    assert set(Counter(persona.end for persona in fates.values())) == set(End)


def test_somebody_pays_at_every_stage(fates: dict[str, Persona]) -> None:
    paid_at = {persona.stage for persona in fates.values() if persona.habit == Habit.PAYS}

    assert paid_at == set(StageKind)


def test_even_a_small_town_has_every_character_of_persons() -> None:
    fates = casting.cast(debtors=town.build(seed=7, accounts=200).debtors(), seed=7)

    assert {persona.name for persona, _share in casting.PERSONS} <= {
        persona.name for persona in fates.values()
    }


def test_fates_that_need_a_crew_go_to_those_who_can_be_cut() -> None:
    debtors = town.build(seed=7).debtors()
    fates = casting.cast(debtors=debtors, seed=7)

    needing = [
        scope
        for scope, persona in fates.items()
        if persona.stage == StageKind.RESTRICTION and persona.habit == Habit.PAYS
    ]
    assert all(line.restriction_possible for scope in needing for line in debtors[scope])
    assert all(
        sum(charge.amount > charge.paid for charge in line.charges) > 3
        for scope in needing
        for line in debtors[scope]
    )


def test_a_payer_waits_for_the_stage_and_for_the_paper() -> None:
    payer = Persona("", End.PAID, stage=StageKind.WARNING, when=When.DELIVERED)

    assert personas.move(persona=payer, sight=sight("notice", is_delivered=True)) is None
    assert personas.move(persona=payer, sight=sight("warning")) is None
    assert personas.move(persona=payer, sight=sight("warning", is_delivered=True)) == personas.Pay()


def test_a_payer_who_missed_the_moment_pays_at_the_next_stage() -> None:
    payer = Persona("", End.PAID, stage=StageKind.RESTRICTION, when=When.PLANNED)

    assert personas.move(persona=payer, sight=sight("lawyers")) == personas.Pay()


def test_a_stage_that_the_scheme_lacks_counts_by_the_usual_order() -> None:
    payer = Persona("", End.PAID, stage=StageKind.PRETRIAL_CLAIM)

    assert personas.move(persona=payer, sight=sight("restriction")) is None
    assert personas.move(persona=payer, sight=sight("lawyers")) == personas.Pay()


def test_nobody_acts_when_nothing_is_owed() -> None:
    payer = Persona("", End.PAID)

    assert personas.move(persona=payer, sight=sight("notice", debt=Decimal("99.99"))) is None


def test_what_a_court_added_is_paid_too() -> None:
    payer = Persona("pays", End.PAID, stage=StageKind.NOTICE)

    assert (
        personas.move(persona=payer, sight=sight("writ", debt=Decimal(0), awarded=Decimal(2000)))
        == personas.Pay()
    )
    assert (
        personas.move(
            persona=payer, sight=sight("writ", debt=Decimal(50), awarded=Decimal("49.99"))
        )
        is None
    )


def test_a_long_plan_is_paid_ahead_but_never_to_its_end() -> None:
    keeper = Persona("", End.ON_PLAN, Habit.KEEPS_LONG_PLAN)
    soon, later = TODAY + timedelta(days=30), TODAY + timedelta(days=90)

    assert isinstance(personas.move(persona=keeper, sight=sight("warning")), personas.AskForPlan)
    assert personas.move(
        persona=keeper,
        sight=sight("warning", plans=1, plan_part=(soon, Decimal(700)), plan_parts_left=5),
    ) == personas.Pay(Decimal(700))
    assert (
        personas.move(
            persona=keeper,
            sight=sight("warning", plans=1, plan_part=(later, Decimal(700)), plan_parts_left=5),
        )
        is None
    )
    assert (
        personas.move(
            persona=keeper,
            sight=sight("warning", plans=1, plan_part=(soon, Decimal(700)), plan_parts_left=1),
        )
        is None
    )


def test_a_broken_plan_is_asked_for_once_and_never_paid() -> None:
    breaker = Persona("", End.ENFORCEMENT, Habit.BREAKS_PLAN)

    assert isinstance(personas.move(persona=breaker, sight=sight("notice")), personas.AskForPlan)
    assert (
        personas.move(
            persona=breaker,
            sight=sight("notice", plans=1, plan_part=(TODAY, DEBT), plan_parts_left=2),
        )
        is None
    )


def test_a_dispute_is_settled_before_the_money_comes() -> None:
    disputing = Persona("", End.PAID, Habit.DISPUTES)
    open_dispute = {"pauses": 1, "pause": "DISPUTE", "paused_since": TODAY - timedelta(days=5)}

    assert personas.move(persona=disputing, sight=sight("notice")) == personas.Pause("DISPUTE")
    assert (
        personas.move(persona=disputing, sight=sight("notice", **open_dispute))
        == personas.EndPause()
    )
    assert personas.move(persona=disputing, sight=sight("notice", pauses=1)) == personas.Pay()


def test_half_comes_first_and_the_rest_after_the_next_stage_began() -> None:
    halving = Persona("", End.PAID, Habit.PAYS_IN_TWO)

    assert personas.move(persona=halving, sight=sight("notice")) == personas.Pay(Decimal(4500))
    assert (
        personas.move(persona=halving, sight=sight("notice", payments=1, debt=Decimal(4500)))
        is None
    )
    assert (
        personas.move(persona=halving, sight=sight("warning", payments=1, debt=Decimal(4500)))
        == personas.Pay()
    )


def test_papers_are_returned_once_only() -> None:
    returned = Persona("", End.ENFORCEMENT, Habit.NEVER_PAYS, first_answers={"approve": "RETURNED"})

    assert personas.answer(persona=returned, task="approve", attempt=1) == "RETURNED"
    assert personas.answer(persona=returned, task="approve", attempt=2) == "APPROVED"
    assert personas.answer(persona=returned, task="judgment", attempt=1) == "GRANTED"


def test_a_plan_that_broke_by_no_fault_of_the_debtor_is_made_good() -> None:
    keeper, finisher = (
        Persona("", End.PAID, habit) for habit in (Habit.KEEPS_LONG_PLAN, Habit.FINISHES_PLAN)
    )

    assert isinstance(
        personas.move(persona=keeper, sight=sight("warning", plans=1)), personas.AskForPlan
    )
    assert personas.move(persona=finisher, sight=sight("warning", plans=1)) == personas.Pay()
