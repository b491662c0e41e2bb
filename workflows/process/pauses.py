"""Several pauses at once, each with a cause, a scope and an end of its own."""

from collections.abc import Sequence
from datetime import date

from workflows.interfaces import days
from workflows.interfaces.process import CaseState, Deed, DeedKind, Pause
from workflows.process import plan
from workflows.process.decisions import Act, Decision, Wait

_PAUSE = "pause-"


def ending(*, pauses: Sequence[Pause], state: CaseState, today: date) -> Act | None:
    """Return the deed that ends the first pause whose last day is over; nothing while all run."""
    for pause in pauses:
        if pause.until and pause.until < today:
            return Act(Deed(DeedKind.END_PAUSE, named(pause.id), state.stage, state.attempt))
    return None


def named(pause_id: int) -> str:
    """Return what the deed is called that ends a pause."""
    return f"{_PAUSE}{pause_id}"


def pause_of(name: str) -> int:
    """Return which pause the deed of a name ends."""
    return int(name.removeprefix(_PAUSE))


def without(*, pauses: Sequence[Pause], name: str) -> tuple[Pause, ...]:
    """Return what is left when the deed of a name has ended its pause."""
    return tuple(pause for pause in pauses if named(pause.id) != name)


def standing(*, pauses: Sequence[Pause], scope: str, today: date) -> list[Pause]:
    """Return the pauses that hold something now: those of the whole case and those about it."""
    return [pause for pause in pauses if _holds(pause, scope, today)]


def _holds(pause: Pause, scope: str, today: date) -> bool:
    if pause.until and pause.until < today:
        return False
    return not pause.scope or scope in pause.scope


def hold(*, decision: Decision, pauses: Sequence[Pause], scope: str, today: date) -> Decision:
    """Return a decision as pauses leave it: nothing is done while one stands.

    What silence has come to mean by law is done all the same: that clock does not stop for us.
    """
    holding = standing(pauses=pauses, scope=scope, today=today)
    if not holding or _is_of_law(decision):
        return decision
    return _rest(holding, _until(decision, holding))


def resting(*, pauses: Sequence[Pause], state: CaseState, today: date) -> Decision | None:
    """Return what pauses of the whole case leave to do: to end one, or to wait for its end.

    For a process that looks at its stages only when nothing stands beside them.
    """
    over = ending(pauses=pauses, state=state, today=today)
    if over:
        return over
    holding = standing(pauses=pauses, scope="", today=today)
    if not holding:
        return None
    ends = [days.after(pause.until) for pause in holding if pause.until]
    return _rest(holding, min(ends, default=None))


def _rest(holding: Sequence[Pause], until: date | None) -> Wait:
    causes = dict.fromkeys(pause.cause for pause in holding)
    return Wait(f"pause:{','.join(causes)}", until)


def _until(decision: Decision, holding: Sequence[Pause]) -> date | None:
    """Return when to look again: a pause ends, or what was waited for anyway comes."""
    looks = [days.after(pause.until) for pause in holding if pause.until]
    if isinstance(decision, Wait) and decision.until:
        looks.append(decision.until)
    return min(looks, default=None)


def _is_of_law(decision: Decision) -> bool:
    if not isinstance(decision, Act):
        return False
    return decision.deed.name.startswith(plan.SILENCE)
