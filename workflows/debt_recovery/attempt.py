"""One attempt at one stage, looked at step by step: papers, delivery and its term, people."""

from dataclasses import dataclass
from datetime import date

from workflows.debt_recovery import plan
from workflows.debt_recovery.decisions import Act, Ask, Decision, Wait
from workflows.interfaces import days
from workflows.interfaces.debt_recovery import (
    CaseState,
    Deed,
    DeedKind,
    Facts,
    IfLate,
    MessageRecord,
    Stage,
    StageKind,
    StepRecord,
    TaskRecord,
    TermFrom,
)

POST = "deliver_by_post"
DATA = "complete_data"
# tasks after which a paper is still in the house
_INSIDE = (plan.APPROVAL.task, DATA, "settle_unknown")
_RESTRICTING = (StageKind.WARNING, StageKind.RESTRICTION)
# what ends an attempt that has begun: nobody is warned of, or sent to, what may not be cut off any more
_STOPS = ("restriction_groundless", "restriction_impossible")
# a provider has it, and nobody knows yet whether the debtor has
_UNPROVEN = {"SENT", "ACCEPTED"}
_NOT_RELEASED = {"PLANNED", "CANCELLED", "NO_CONTACT", "FAILED"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at one stage, looked at step by step."""

    stage: Stage
    state: CaseState
    facts: Facts
    today: date

    def next(self) -> Decision | plan.Move:
        """Return the first decision, or where to go when every step is done."""
        if self._step("skip"):
            return plan.Next()
        ground = self._skip_ground()
        has_begun = bool(self.state.steps or self.state.tasks)
        if ground and (not has_begun or (ground in _STOPS and self._may_stop())):
            return Act(self._deed(DeedKind.PASS, "skip", ground=ground))
        for step in plan.steps(self.stage):
            found = self._look_at(step)
            if not isinstance(found, plan.Next):
                return found
        return self._late() or plan.Next()

    def _look_at(self, step: plan.Step) -> Decision | plan.Move:
        match step:
            case plan.Make():
                return self._make(step)
            case plan.Deliver():
                return self._deliver()
            case plan.Work():
                return self._work(step)
            case plan.Rest():
                return self._rest()

    def _skip_ground(self) -> str:
        stage, debt = self.stage, self.facts.debt
        if stage.needs_possible_restriction and not self.facts.restriction_possible:
            return "restriction_impossible"
        if stage.kind in _RESTRICTING and not self.facts.restriction_ground:
            return "restriction_groundless"
        if stage.kind == StageKind.COURT_ORDER and not self.facts.order_possible:
            return "debt_too_large"
        if debt < stage.min_debt:
            return "debt_too_small"
        return "debt_too_large" if stage.max_debt is not None and debt > stage.max_debt else ""

    def _may_stop(self) -> bool:
        """A warning that has reached the debtor lets its term run; a crew that has been there is not recalled."""
        visit = self._task("restriction")
        return (
            self.stage.kind in _RESTRICTING
            and self._step("deliver") is None
            and (visit is None or visit.status != "DONE")
        )

    # papers

    def _make(self, step: plan.Make) -> Decision | plan.Move:
        if step.after and not self._done_so(*step.after):
            return plan.Next()
        made = self._step(step.document)
        if made is None:
            return self._draw_up(step.document, revision=1)
        if made.is_void and not self._is_sent_back:
            return self._draw_up(step.document, revision=made.revision + 1)
        if step.follows_debt and made.debt != self.facts.debt and not self._released(made.revision):
            return self._draw_up(step.document, revision=made.revision + 1)
        return plan.Next()

    def _draw_up(self, document: str, *, revision: int) -> Decision:
        """Make a paper unless a person is still bringing what it lacks."""
        if data_is_asked_for(self.state, document):
            return Wait(f"task:{DATA}-{document}")
        return Act(self._deed(DeedKind.MAKE, document, revision=revision))

    @property
    def _is_sent_back(self) -> bool:
        """A paper that a lawyer did not approve is void, and his answer says where to go."""
        task = self._task(plan.APPROVAL.task)
        return task is not None and task.status == "DONE" and task.outcome != "APPROVED"

    def _released(self, revision: int) -> bool:
        sent = any(
            m.revision >= revision and m.status not in _NOT_RELEASED and not self._went_astray(m)
            for m in self.state.messages
        )
        done = any(
            t.revision >= revision and t.status == "DONE" and not t.name.startswith(_INSIDE)
            for t in self.state.tasks
        )
        return sent or done or self._step("deliver") is not None

    def _went_astray(self, message: MessageRecord) -> bool:
        """Sent, but nothing has proved in time that it arrived: the next channel has its turn, with a paper of what is owed by then."""
        is_open = message.status in _UNPROVEN and not self._is_told_by(message)
        return is_open and self.today > message.proof_until

    def _is_told_by(self, message: MessageRecord) -> bool:
        """Say whether a message starts the term: by proof of delivery, where the law lets sending or a mail server's acceptance be enough."""
        if self.stage.term_from == TermFrom.SENDING and message.status in _UNPROVEN:
            return True
        is_accepted = message.status == "ACCEPTED" and self.facts.acceptance_is_enough
        return is_accepted or message.status == "DELIVERED"

    @property
    def _revision(self) -> int:
        """The edition of this attempt's paper: tasks and messages about older editions do not count."""
        return max((step.revision for step in self.state.steps), default=1)

    # delivery and its term

    def _deliver(self) -> Decision | plan.Move:
        proof = self._step("deliver")
        if proof is None:
            return self._transmit()
        if proof.is_void:
            return plan.Again()
        if proof.term_ends_on and self.today <= proof.term_ends_on:
            return Wait("term", days.after(proof.term_ends_on))
        return plan.Next()

    def _transmit(self) -> Decision | plan.Move:
        for channel in self.stage.channels:
            found = self._try(channel)
            if found:
                return found
        return self._by_post()

    def _try(self, channel: str) -> Decision | None:
        message = self._message(channel)
        if message is None or message.status in {"PLANNED", "SENDING"}:
            quiet = next((found for found in self.facts.quiet if found.channel == channel), None)
            if quiet and (message is None or message.status == "PLANNED"):
                return Wait(f"quiet:{quiet.why}:{channel}", quiet.on, quiet.at)
            return Act(self._deed(DeedKind.SEND, channel, revision=self._revision))
        if message.status == "UNKNOWN":
            return self._ask_once(f"settle_unknown-{channel}", role="HEAD_OF_LEGAL", days=3)
        if self._is_told_by(message):
            return Act(
                self._deed(DeedKind.PASS, "deliver", ground=channel, revision=self._revision)
            )
        if message.status in _UNPROVEN and self.today <= message.proof_until:
            return Wait(f"proof:{channel}", days.after(message.proof_until))
        return None

    def _by_post(self) -> Decision | plan.Move:
        task = self._task(POST)
        if (
            task
            and (task.status, task.outcome) == ("DONE", "RETURNED")
            and self.stage.kind == StageKind.WARNING
        ):
            # a warning must have reached the debtor (PP 354 p. 119): what came back is sent again, and at last nothing is cut off
            return plan.Again() if self._may_try_again else plan.Past(StageKind.RESTRICTION)
        if task and task.status == "DONE":
            return Act(self._deed(DeedKind.PASS, "deliver", ground="post", revision=self._revision))
        return self._ask_once(POST, role="CALL_CENTER", days=10)

    def _late(self) -> plan.Move | None:
        """Law of the late timer: a term that ended long ago may have to be given again."""
        proof = self._step("deliver")
        if proof is None or proof.term_ends_on is None or self.stage.if_late == IfLate.PROCEED:
            return None
        is_late = self.today > days.after(proof.term_ends_on, days=self.stage.late_days)
        return plan.Again() if is_late and self._may_try_again else None

    # a writ that came back with nothing

    def _rest(self) -> Decision | plan.Move:
        """Wait before the writ is presented once more; when its term is over nobody can present it any longer."""
        writ = self.facts.returned_writ
        if writ is None or self.state.steps or self.state.tasks:
            return plan.Next()
        if self.today > writ.present_until:
            return Wait("end_of_scheme")
        return (
            Wait("returned_writ", writ.present_from)
            if self.today < writ.present_from
            else plan.Next()
        )

    def _later(self, step: plan.Work) -> Decision | plan.Move:
        writ = self.facts.returned_writ
        if writ is None or max(self.today, writ.look_again_on) > writ.present_until:
            return plan.Next()
        return (
            Wait("left_open", writ.look_again_on)
            if self.today < writ.look_again_on
            else self._ask(step)
        )

    # people

    def _work(self, step: plan.Work) -> Decision | plan.Move:
        if step.unless and self._done_so(*step.unless):
            return plan.Next()
        task = self._task(step.task)
        if task is None or task.status != "DONE":
            return self._ask(step)
        move = step.moves.get(task.outcome, plan.Next())
        if isinstance(move, plan.Later):
            return self._later(step)
        if isinstance(move, plan.Again) and move.limited and not self._may_try_again:
            return plan.Next()
        return move

    def _ask(self, step: plan.Work) -> Decision:
        return self._ask_once(
            step.task, role=step.role or self.stage.role, days=step.days or self.stage.task_days
        )

    def _ask_once(self, task: str, *, role: str, days: int) -> Decision:
        known = self._task(task)
        if known and known.status == "OPEN":
            return Wait(f"task:{task}")
        revision = self._revision if known is None else known.revision + 1
        return Ask(
            self._deed(
                DeedKind.ASK, task, revision=max(revision, self._revision), role=role, due_days=days
            )
        )

    # what is known

    @property
    def _may_try_again(self) -> bool:
        return self.state.attempt - self.state.attempts_before < self.stage.attempts

    def _deed(
        self,
        kind: DeedKind,
        name: str,
        *,
        revision: int = 1,
        ground: str = "",
        role: str = "",
        due_days: int = 0,
    ) -> Deed:
        state = self.state
        return Deed(
            kind,
            name,
            state.stage,
            state.attempt,
            revision,
            ground=ground,
            role=role,
            due_days=due_days,
        )

    def _step(self, name: str) -> StepRecord | None:
        return max(
            (s for s in self.state.steps if s.name == name), key=lambda s: s.revision, default=None
        )

    def _message(self, channel: str) -> MessageRecord | None:
        """Return what this edition went out by a channel with; where an older one went astray, the newer does not follow it."""
        of_channel = [m for m in self.state.messages if m.channel == channel]
        newest = next((m for m in of_channel if m.revision == self._revision), None)
        return newest or next((m for m in of_channel if self._went_astray(m)), None)

    def _task(self, name: str) -> TaskRecord | None:
        """Return the latest task of this name that is not about an older edition of the paper."""
        known = [
            task
            for task in self.state.tasks
            if task.name == name and task.revision >= self._revision
        ]
        return max(known, key=lambda task: task.revision, default=None)

    def _done_so(self, name: str, outcome: str) -> bool:
        task = self._task(name)
        return task is not None and task.status == "DONE" and task.outcome == outcome


def data_is_asked_for(state: CaseState, document: str) -> bool:
    """Return whether a person is bringing what a paper lacks."""
    return any((task.name, task.status) == (f"{DATA}-{document}", "OPEN") for task in state.tasks)
