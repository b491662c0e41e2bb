"""One attempt at one stage, looked at step by step: papers, delivery and its term, people."""

from dataclasses import dataclass

from workflows.interfaces import days
from workflows.interfaces.process import DeedKind, Facts, IfLate, Stage
from workflows.process import plan
from workflows.process.decisions import Act, Decision, Wait
from workflows.process.delivery import Delivery
from workflows.process.rules import Found, Rules
from workflows.process.situation import Situation, data_is_asked_for


@dataclass(frozen=True, slots=True)
class Attempt[S: Stage, F: Facts]:
    """One attempt at one stage under the rules of its process."""

    seen: Situation[S, F]
    rules: Rules[S, F]

    def next(self) -> Found:
        """Return the first decision, or where to go when every step is done."""
        if self.seen.step("skip"):
            return plan.Next()
        ground = self.rules.skip(self.seen)
        if ground and (not self.seen.has_begun or self.rules.stops(self.seen, ground)):
            return Act(self.seen.deed(DeedKind.PASS, "skip", ground=ground))
        for step in self.rules.steps(self.seen.stage):
            found = self._look_at(step)
            if not isinstance(found, plan.Next):
                return found
        return self._late() or plan.Next()

    def _look_at(self, step: plan.Step) -> Found:
        match step:
            case plan.Make():
                return self._make(step)
            case plan.Deliver():
                return Delivery(self.seen, self.rules).next()
            case plan.Work():
                return self._work(step)
            case plan.Own():
                return self.rules.own(self.seen, step)

    # papers

    def _make(self, step: plan.Make) -> Found:
        if step.after and not self._has_ended_so(step.after):
            return plan.Next()
        made = self.seen.step(step.document)
        if made is None:
            return self._draw_up(step.document, revision=1)
        if made.is_void and not self._is_sent_back:
            return self._draw_up(step.document, revision=made.revision + 1)
        is_outdated = step.follows_basis and self.rules.is_outdated(made, self.seen.facts)
        if is_outdated and not self.seen.has_left(made.revision):
            return self._draw_up(step.document, revision=made.revision + 1)
        return plan.Next()

    def _draw_up(self, document: str, *, revision: int) -> Decision:
        """Make a paper unless a person is still bringing what it lacks."""
        if data_is_asked_for(self.seen.state, document):
            return Wait(f"task:{plan.DATA}-{document}")
        return Act(self.seen.deed(DeedKind.MAKE, document, revision=revision))

    @property
    def _is_sent_back(self) -> bool:
        """A paper that was not approved is void, and the answer says where to go."""
        return self.seen.answer(plan.APPROVE) not in (None, "APPROVED")

    def _late(self) -> plan.Move | None:
        """Law of the late timer: a term that ended long ago may have to be given again."""
        stage, proof = self.seen.stage, self.seen.step("deliver")
        if proof is None or proof.term_ends_on is None or stage.if_late == IfLate.PROCEED:
            return None
        is_late = self.seen.today > days.after(proof.term_ends_on, days=stage.late_days)
        return plan.Again() if is_late and self.seen.may_try_again else None

    # people

    def _work(self, step: plan.Work) -> Found:
        if step.unless and self._has_ended_so(step.unless):
            return plan.Next()
        answer = self.seen.answer(step.task)
        if answer is None:
            return asked(self.seen, step)
        move = step.moves.get(answer, plan.Next())
        if isinstance(move, plan.Later):
            return self.rules.later(self.seen, step)
        if isinstance(move, plan.Again) and move.limited and not self.seen.may_try_again:
            return plan.Next()
        return move

    def _has_ended_so(self, ending: tuple[str, str]) -> bool:
        task, outcome = ending
        return self.seen.answer(task) == outcome


def asked[S: Stage, F: Facts](seen: Situation[S, F], step: plan.Work) -> Decision:
    """Ask for a step's task: of the step's role and days, or of those of the stage."""
    role, due_days = step.role or seen.stage.role, step.days or seen.stage.task_days
    return seen.ask(step.task, role=role, days=due_days)
