"""One attempt at one stage as it is known now.

What was made, sent, asked, and what counts of it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.interfaces.process import (
    CaseState,
    Deed,
    DeedKind,
    Facts,
    MessageRecord,
    Stage,
    StepRecord,
    TaskRecord,
    TermFrom,
)
from workflows.process import plan
from workflows.process.decisions import Act, Ask, Decision, Wait

# tasks after which a paper is still in the house
_INSIDE = (plan.APPROVE, plan.CORRECT, plan.DATA, plan.SETTLE, plan.LEAVE, plan.ENCLOSE)
# a provider has it, and nobody knows yet whether the recipient has
UNPROVEN = {"SENT", "ACCEPTED"}
_NOT_RELEASED = {"PLANNED", "CANCELLED", "NO_CONTACT", "FAILED"}


@dataclass(frozen=True, slots=True)
class Situation[S: Stage, F: Facts]:
    """What a decision about one attempt at one stage stands on."""

    stage: S
    state: CaseState
    facts: F
    today: date

    @property
    def has_begun(self) -> bool:
        """Say whether anything has been made or asked."""
        return bool(self.state.steps or self.state.tasks)

    @property
    def may_try_again(self) -> bool:
        """Say whether the stage allows one more attempt."""
        return self.state.attempt - self.state.attempts_before < self.stage.attempts

    @property
    def revision(self) -> int:
        """Return the edition of this attempt's paper.

        Tasks and messages about older ones do not count.
        """
        return max((step.revision for step in self.state.steps), default=1)

    # what is known

    def step(self, name: str) -> StepRecord | None:
        """Return the newest record of a step."""
        known = [step for step in self.state.steps if step.name == name]
        return max(
            known,
            key=lambda step: step.revision,
            default=None,
        )

    def task(self, name: str) -> TaskRecord | None:
        """Return the latest task of this name that is not about an older edition of the paper."""
        known = [task for task in self.state.tasks if task.name == name]
        latest = max(
            known,
            key=lambda task: task.revision,
            default=None,
        )
        if latest is None or latest.revision < self.revision:
            return None
        return latest

    def answer(self, name: str) -> str | None:
        """Return how a task has ended; ``None`` while it has not."""
        task = self.task(name)
        if task is None or task.status != "DONE":
            return None
        return task.outcome

    @property
    def is_being_corrected(self) -> bool:
        """Say whether somebody is still correcting what was sent back."""
        task = self.task(plan.CORRECT)
        return task is not None and task.status == "OPEN"

    def has_ended_so(self, ending: tuple[str, str]) -> bool:
        """Say whether a task has ended with an outcome."""
        task, outcome = ending
        return self.answer(task) == outcome

    def message(self, channel: str) -> MessageRecord | None:
        """Return what this edition went out by a channel with.

        Where an older one went astray, the newer does not follow it.
        """
        of_channel = [sent for sent in self.state.messages if sent.channel == channel]
        for sent in of_channel:
            if sent.revision == self.revision:
                return sent
        return next(filter(self.went_astray, of_channel), None)

    def went_astray(self, message: MessageRecord) -> bool:
        """Say whether nothing has proved in time that a sent message arrived.

        The next channel has its turn then, with a paper of what is true by then.
        """
        is_open = message.status in UNPROVEN and not self.is_told_by(message)
        return is_open and self.today > message.proof_until

    def is_told_by(self, message: MessageRecord) -> bool:
        """Say whether a message starts the term.

        Proof of delivery does; sending or a mail server's acceptance where the law lets it be
        enough.
        """
        if self.stage.term_from == TermFrom.SENDING and message.status in UNPROVEN:
            return True
        is_accepted = message.status == "ACCEPTED" and self.facts.acceptance_is_enough
        return is_accepted or message.status == "DELIVERED"

    def has_left(self, revision: int) -> bool:
        """Say whether an edition of the paper has left the house."""
        if self.step("deliver") is not None:
            return True
        sent = [sent for sent in self.state.messages if sent.revision >= revision]
        done = [task for task in self.state.tasks if task.revision >= revision]
        return any(map(self._is_out, sent)) or any(map(_is_handed_over, done))

    def _is_out(self, message: MessageRecord) -> bool:
        return message.status not in _NOT_RELEASED and not self.went_astray(message)

    @property
    def term_ends_on(self) -> date | None:
        """Return the last day of the term that runs from the delivery, be it shifted."""
        ends = []
        for name in ("deliver", plan.SHIFT):
            step = self.step(name)
            if step and step.term_ends_on:
                ends.append(step.term_ends_on)
        return max(ends, default=None)

    # what may be done

    def act(self, kind: DeedKind, name: str, **words: Any) -> Act:
        """Return the decision to do something within this attempt."""
        return Act(self.deed(kind, name, **words))

    def deed(self, kind: DeedKind, name: str, **words: Any) -> Deed:
        """Return a deed of this attempt."""
        return Deed(kind, name, self.state.stage, self.state.attempt, **words)

    def ask(self, task: str, *, role: str, days: int, **words: Any) -> Decision:
        """Ask a person, once at a time, and wait for the answer."""
        revision = self.revision
        known = self.task(task)
        if known and known.status == "OPEN":
            return Wait(f"task:{task}")
        if known:
            revision = max(known.revision + 1, revision)
        told = {"revision": revision, "role": role, "due_days": days, **words}
        return Ask(self.deed(DeedKind.ASK, task, **told))


def _is_handed_over(task: TaskRecord) -> bool:
    return task.status == "DONE" and not task.name.startswith(_INSIDE)


def data_is_asked_for(state: CaseState, document: str) -> bool:
    """Return whether a person is bringing what a paper lacks."""
    name = f"{plan.DATA}-{document}"
    return any((task.name, task.status) == (name, "OPEN") for task in state.tasks)
