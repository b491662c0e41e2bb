"""The stages of debt recovery as they are walked: what is passed over, redone, looked at later."""

from collections.abc import Callable
from decimal import Decimal

from workflows.debt_recovery import ending, plan
from workflows.interfaces.debt_recovery import CloseReason, Facts, Stage, StageKind
from workflows.interfaces.process import StepRecord
from workflows.process.decisions import Wait
from workflows.process.people import asked
from workflows.process.plan import Again, End, Move, Next, Past, Work
from workflows.process.plan import Own as OwnStep
from workflows.process.rules import Found, Rules
from workflows.process.situation import Situation

type Seen = Situation[Stage, Facts]

_RESTRICTING = (StageKind.WARNING, StageKind.RESTRICTION)
# what ends an attempt that has begun: nobody is warned of, or sent to, what may not be cut any more
_STOPS = ("restriction_groundless", "restriction_impossible")


def _skip(seen: Seen) -> str:
    stage, facts = seen.stage, seen.facts
    if stage.needs_possible_restriction and not facts.restriction_possible:
        return "restriction_impossible"
    if stage.kind in _RESTRICTING and not facts.restriction_ground:
        return "restriction_groundless"
    if stage.kind == StageKind.COURT_ORDER and not facts.order_possible:
        return "debt_too_large"
    if facts.debt < stage.min_debt:
        return "debt_too_small"
    is_too_large = stage.max_debt is not None and facts.debt > stage.max_debt
    return "debt_too_large" if is_too_large else ""


def _stops(seen: Seen, ground: str) -> bool:
    """A warning that has arrived lets its term run; a crew that has been there is not recalled."""
    return (
        ground in _STOPS
        and seen.stage.kind in _RESTRICTING
        and seen.step("deliver") is None
        and seen.answer("restriction") is None
    )


def _is_outdated(made: StepRecord, facts: Facts) -> bool:
    if Decimal(made.basis) != facts.debt:
        return True
    stale_before = facts.stale_before
    return made.name in plan.FILINGS and stale_before is not None and made.on < stale_before


def _returned(seen: Seen) -> Move | None:
    """A warning must have reached the debtor (PP 354 p. 119).

    What came back is sent again, and at last nothing is cut off. Other letters count as delivered.
    """
    if seen.stage.kind != StageKind.WARNING:
        return None
    return Again() if seen.may_try_again else Past(StageKind.RESTRICTION)


def _own(seen: Seen, step: OwnStep) -> Found:
    return _OWN[step](seen)


def _months(seen: Seen) -> Found:
    """Ask which months are claimed before the filing is drawn up, not once it stands."""
    if not seen.facts.months_open or _stands(seen):
        return Next()
    return ending.ask_beside(
        seen.state,
        "claim_months",
        is_asked=seen.facts.months_asked,
    )


def _stands(seen: Seen) -> bool:
    made = [step for name in plan.FILINGS if (step := seen.step(name))]
    if not made:
        return False
    if seen.has_left(made[0].revision):
        return True
    return not made[0].is_void and not _is_outdated(made[0], seen.facts)


def _telling(seen: Seen) -> Found:
    if seen.facts.others_are_told:
        return Next()
    return asked(seen, Work(plan.TELLING.name))


def _others(seen: Seen) -> Found:
    """Somebody is asked to post their letters; the customer's goes on meanwhile."""
    if not seen.facts.others_unwritten:
        return Next()
    return ending.ask_beside(
        seen.state,
        plan.OTHERS.name,
        is_asked=False,
    )


def _beside(seen: Seen) -> Found:
    """What is in force against one of several does not wait for what becomes of the others."""
    if not seen.facts.stands_beside:
        return Next()
    return ending.ask_beside(
        seen.state,
        plan.BESIDE.name,
        is_asked=False,
    )


def _appeal(seen: Seen) -> Found:
    """A judgment is not in force before the appeal is decided; reversed, there is no claim."""
    answer = seen.answer(plan.APPEAL.name)
    if answer == "REVERSED":
        return End(CloseReason.DENIED)
    if not seen.facts.is_appealed:
        return Next()
    return asked(seen, Work(plan.APPEAL.name, days=plan.APPEAL_DAYS))


def _enclosures(seen: Seen) -> Found:
    """A filing waits for what it names as enclosed, until it is there or a lawyer decides."""
    if not seen.facts.enclosures_lacking or seen.answer(plan.ENCLOSURES.name):
        return Next()
    return asked(seen, Work(plan.ENCLOSURES.name))


def _suspension(seen: Seen) -> Found:
    """The crew goes once more, to cut off what it has limited, when ten days have not helped."""
    limited = seen.facts.suspension
    if limited is None or limited.attempt != seen.state.attempt:
        return Next()
    if seen.today < limited.possible_from:
        return Wait("suspension", limited.possible_from)
    return Again()


def _force(seen: Seen) -> Found:
    in_force_on = seen.facts.in_force_on
    if in_force_on is None or seen.has_begun or in_force_on <= seen.today:
        return Next()
    return Wait("in_force", in_force_on)


def _rest(seen: Seen) -> Found:
    """Wait before the writ is presented once more.

    When its term is over nobody can present it any longer.
    """
    writ = seen.facts.returned_writ
    if writ is None or seen.has_begun:
        return Next()
    if seen.today > writ.present_until:
        return Wait("end_of_scheme")
    if seen.today < writ.present_from:
        return Wait("returned_writ", writ.present_from)
    return Next()


_OWN: dict[OwnStep, Callable[[Seen], Found]] = {
    plan.OTHERS: _others,
    plan.BESIDE: _beside,
    plan.APPEAL: _appeal,
    plan.TELLING: _telling,
    plan.SUSPENSION: _suspension,
    plan.FORCE: _force,
    plan.MONTHS: _months,
    plan.ENCLOSURES: _enclosures,
    plan.REST: _rest,
}


def _later(seen: Seen, step: Work) -> Found:
    writ = seen.facts.returned_writ
    if writ is None or max(seen.today, writ.look_again_on) > writ.present_until:
        return Next()
    if seen.today < writ.look_again_on:
        return Wait("left_open", writ.look_again_on)
    return asked(seen, step)


RULES = Rules(
    steps=plan.steps,
    close=ending.close,
    skip=_skip,
    stops=_stops,
    is_outdated=_is_outdated,
    returned=_returned,
    own=_own,
    later=_later,
)
