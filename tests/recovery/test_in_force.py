"""A writ is asked for when the judgment is in force, not before."""

from datetime import timedelta

from tests.recovery.test_courts import report, to_the_judgment
from webapp.tasks.models import Task
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
