"""One attempt at one stage, looked at step by step: papers, delivery and its term, people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workflows.interfaces.process import DeedKind, Facts, Stage
from workflows.process import plan
from workflows.process.decisions import Act, Ask, Close, Decision, Wait
from workflows.process.delivery import Delivery
from workflows.process.people import People
from workflows.process.rules import Found, Rules
from workflows.process.situation import Situation, data_is_asked_for


@dataclass(frozen=True, slots=True)
class Attempt[S: Stage, F: Facts]:
    """One attempt at one stage under the rules of its process."""

    seen: Situation[S, F]
    rules: Rules[S, F]

    def next(self) -> Decision | plan.Move:
        """Return the first decision, or where to go when every step is done."""
        if self.seen.step("skip"):
            return plan.Next()
        ground = self.rules.skip(self.seen)
        if ground and (not self.seen.has_begun or self.rules.stops(self.seen, ground)):
            return self.seen.act(DeedKind.PASS, "skip", ground=ground)
        found = self.row(self.rules.steps(self.seen.stage))
        if isinstance(found, plan.AtEnd):
            return found.move
        return found

    def row(self, steps: Iterable[plan.Step]) -> Found:
        """Return the first decision or move of a row of steps; what is for its end, at its end."""
        at_end: Found = plan.Next()
        for step in steps:
            found = self._look_at(step)
            if isinstance(found, plan.AtEnd):
                at_end = _first(at_end, found)
            elif not isinstance(found, plan.Next):
                return found
        return at_end

    def _look_at(self, step: plan.Step) -> Found:
        people = People(self.seen, self.rules)
        match step:
            case plan.Make():
                return self._make(step)
            case plan.Deliver() | plan.Tell():
                is_paper = isinstance(step, plan.Deliver)
                return Delivery(self.seen, self.rules, is_paper).next()
            case plan.Work():
                return people.work(step)
            case plan.Approve():
                return people.approve(step)
            case plan.Child():
                return people.child(step)
            case plan.Together():
                return self._together(step)
            case plan.Own():
                return self.rules.own(self.seen, step)

    # papers

    def _make(self, step: plan.Make) -> Found:
        if step.after and not self.seen.has_ended_so(step.after):
            return plan.Next()
        made = self.seen.step(step.document)
        if made is None:
            return self._draw_up(step.document, revision=1)
        if self._is_sent_back or self.seen.is_being_corrected:
            return plan.Next()
        if made.is_void:
            return self._draw_up(step.document, revision=made.revision + 1)
        is_outdated = step.follows_basis and self.rules.is_outdated(made, self.seen.facts)
        if is_outdated and not self.seen.has_left(made.revision):
            return self._draw_up(step.document, revision=made.revision + 1)
        return plan.Next()

    def _draw_up(self, document: str, *, revision: int) -> Decision:
        """Make a paper unless a person is still bringing what it lacks."""
        if data_is_asked_for(self.seen.state, document):
            return Wait(f"task:{plan.DATA}-{document}")
        return self.seen.act(DeedKind.MAKE, document, revision=revision)

    @property
    def _is_sent_back(self) -> bool:
        """The answer about a paper that was not approved says where to go: none is made here."""
        return self.seen.answer(plan.APPROVE) not in (None, "APPROVED")

    # branches

    def _together(self, step: plan.Together) -> Found:
        """A branch that leads elsewhere leads the whole; else whatever can be done is done."""
        found = [self._branch(steps) for steps in step.branches]
        for one in found:
            if _leads_away(one):
                return one
        for one in found:
            if isinstance(one, Act | Ask | Close):
                return one
        waits = [one for one in found if isinstance(one, Wait)]
        if waits:
            return _joined(waits)
        at_end: Found = plan.Next()
        for one in found:
            at_end = _first(at_end, one)
        return at_end

    def _branch(self, steps: tuple[plan.Step, ...]) -> Found:
        names = set(_names(steps))
        own = tuple(one for one in self.seen.state.steps if one.name in names)
        seen = replace(self.seen, state=replace(self.seen.state, steps=own))
        return replace(self, seen=seen).row(steps)


def _leads_away(found: Found) -> bool:
    return isinstance(found, plan.Again | plan.GoTo | plan.Past | plan.End)


def _first(kept: Found, found: Found) -> Found:
    """What was to be done at the end before stays so."""
    if isinstance(kept, plan.Next):
        return found
    return kept


def _joined(waits: list[Wait]) -> Wait:
    """Return the waiting for whatever comes first; why names all that is waited for."""
    why = ",".join(wait.why for wait in waits)
    timed = [wait for wait in waits if wait.until]
    first = min(
        timed,
        key=lambda wait: (wait.until, wait.at),
        default=waits[0],
    )
    return replace(first, why=why)


def _names(steps: tuple[plan.Step, ...]) -> Iterator[str]:
    """Yield what the steps of a branch are called in the journal."""
    for step in steps:
        if isinstance(step, plan.Together):
            for branch in step.branches:
                yield from _names(branch)
        else:
            yield step.name
            yield f"{plan.SILENCE}{step.name}"
