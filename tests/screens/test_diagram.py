"""The live diagram: what happened to each stage, and what each branch needs."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from webapp.processes.models import Case, Step
from webapp.processes.queries import diagram
from webapp.recovery.operations import schemes
from webapp.recovery.pages import PAGES
from workflows.interfaces.debt_recovery import Scheme

MARCH = date(2026, 3, 2)
JUNE = date(2026, 6, 10)


def case(stage: int, **fields: object) -> Case:
    return Case(
        process="debt_recovery", stage=stage, stage_started_on=MARCH, opened_on=MARCH, **fields
    )


def step(stage: int, name: str = "notice", on: date = MARCH, ground: str = "") -> Step:
    return Step(stage=stage, name=name, on=on, ground=ground, debt=Decimal(3000))


def states(drawn: diagram.Diagram) -> list[str]:
    return [node.state for node in drawn.flat.nodes]


def draw(
    found: Case, *steps: Step, scheme: Scheme = schemes.PERSONS, **fields: object
) -> diagram.Diagram:
    seen = diagram.Seen(found, PAGES, steps, **fields)
    with translation.override("en"):
        return diagram.picture(seen=seen, stages=scheme.stages)


def test_stages_behind_are_done_the_present_one_waits_until_its_day_the_rest_is_ahead() -> None:
    drawn = draw(
        case(1),
        step(0),
        step(0, "deliver", date(2026, 3, 12)),
        step(1, on=date(2026, 4, 1)),
        until=JUNE,
    )

    assert states(drawn) == ["done", "current", *["todo"] * 6]
    assert drawn.flat.nodes[0].notes == ("2 Mar 2026 – 12 Mar 2026",)
    assert drawn.flat.nodes[1].notes == ("since 1 Apr 2026", "until 10 Jun 2026")


def test_a_stage_ahead_tells_its_first_day_before_what_it_needs() -> None:
    drawn = draw(case(0), step(0), ahead={1: JUNE})

    assert drawn.flat.nodes[1].notes[:2] == ("not before 10 Jun 2026", "if restriction is possible")
    assert "not before" not in " ".join(drawn.flat.nodes[2].notes)


def test_a_stage_passed_over_says_why() -> None:
    drawn = draw(case(3), step(0), step(1, "skip", ground="restriction_impossible"))

    assert states(drawn)[:4] == ["done", "skipped", "skipped", "current"]
    assert [node.notes for node in drawn.flat.nodes[1:3]] == [
        ("restriction is impossible",),
        ("passed over",),
    ]


def test_a_pause_is_seen_on_the_present_stage() -> None:
    drawn = draw(case(0, side="HOLD"), step(0), until=JUNE)

    assert drawn.flat.nodes[0].state == "paused"
    assert drawn.flat.nodes[0].notes[1] == "On hold until 10 Jun 2026"


def test_a_closed_case_ends_where_it_stands() -> None:
    drawn = draw(
        case(2, side="CLOSED", closed_on=JUNE, close_reason="PAID"), step(0), step(1), step(2)
    )

    assert states(drawn)[2:] == ["end", *["todo"] * 5]
    assert drawn.flat.nodes[2].notes == ("Paid", "10 Jun 2026")


def test_the_past_is_drawn_from_the_steps_known_then() -> None:
    drawn = draw(
        case(4), step(0), step(1, on=date(2026, 4, 1)), step(2, on=JUNE), on=date(2026, 4, 2)
    )

    assert states(drawn)[:3] == ["done", "current", "todo"]


@pytest.mark.parametrize("scheme", schemes.DEFAULTS, ids=lambda scheme: scheme.code)
def test_every_stage_has_its_place_and_branches_say_what_they_need(scheme: Scheme) -> None:
    drawn = draw(case(0), scheme=scheme)

    for drawing in (drawn.flat, drawn.tall):
        places = {(node.x, node.y) for node in drawing.nodes}
        assert len(places) == len(scheme.stages)
        assert all(
            node.x + drawing.box_width <= drawing.width
            and node.y + drawing.box_height <= drawing.height
            for node in drawing.nodes
        )
    assert "the order is in force" in [edge.label for edge in drawn.flat.edges]
    assert any("if the order is refused" in node.notes for node in drawn.flat.nodes)


def test_an_order_in_force_leads_past_the_lawsuit() -> None:
    drawn = draw(case(6), *(step(number) for number in (0, 1, 2, 3, 4, 6)))
    branch = next(edge for edge in drawn.flat.edges if edge.label)

    assert branch.is_done
    assert [edge.is_done for edge in drawn.flat.edges if not edge.label] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_past_day_shows_the_pause_of_that_day_and_not_of_today() -> None:
    today = draw(case(0, side="HOLD"), step(0), on=date(2026, 3, 5))
    then = draw(case(0), step(0), on=date(2026, 3, 5), side="PROMISE")

    assert (states(today)[0], states(then)[0]) == ("current", "paused")
    assert then.flat.nodes[0].notes[1] == "Promise to pay"
