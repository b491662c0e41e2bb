"""A writ is asked for when the judgment is in force, not before."""

from datetime import timedelta

import pytest

from tests.recovery.living import OBJECTING
from tests.recovery.test_courts import report, to_the_judgment
from webapp.recovery.models import CourtCase
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.process.decisions import Wait


def test_a_writ_is_waited_for_until_the_judgment_is_in_force(begin):
    life = to_the_judgment(begin)
    in_force_on = life.today + timedelta(days=33)
    report(life, "judgment", "GRANTED", in_force_on=in_force_on.isoformat())

    decision = life.decide()

    assert isinstance(decision, Wait)
    assert (decision.why, decision.until) == ("in_force", in_force_on)
    life.go(until="ask:register_writ")
    assert Task.objects.get(kind="register_writ").created_on == in_force_on


def test_a_judgment_in_force_already_lets_the_writ_be_asked_for_at_once(begin):
    life = to_the_judgment(begin)
    report(life, "judgment", "GRANTED", in_force_on=life.today.isoformat())

    life.go(until="ask:register_writ")

    assert Task.objects.get(kind="register_writ").created_on == life.today


def test_an_order_is_not_in_force_before_its_debtor_could_object(begin):
    life = begin(lazy=frozenset({"court_order_effect"}))
    life.go(until="ask:court_order_effect")
    issued_on = CourtCase.objects.get().issued_on

    # ten working days are more than ten days
    life.today = issued_on + timedelta(days=10)
    with pytest.raises(UnableToComplete, match="вправе возразить"):
        report(life, "court_order_effect", "IN_FORCE")
    assert CourtCase.objects.get().in_force_on is None

    life.today = issued_on + OBJECTING
    report(life, "court_order_effect", "IN_FORCE")
    assert CourtCase.objects.get().in_force_on == life.today
