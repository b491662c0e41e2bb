"""How a paper reaches somebody: channel after channel, the post at last, until there is proof."""

from dataclasses import dataclass

from workflows.interfaces import days
from workflows.interfaces.process import DeedKind, Facts, MessageRecord, Stage
from workflows.process import plan
from workflows.process.decisions import Act, Decision, Wait
from workflows.process.rules import Found, Rules
from workflows.process.situation import UNPROVEN, Situation

_DAYS_FOR_POST = 10
_DAYS_TO_SETTLE = 3


@dataclass(frozen=True, slots=True)
class Delivery[S: Stage, F: Facts]:
    """The delivery of an attempt's paper, and the term that it starts."""

    seen: Situation[S, F]
    rules: Rules[S, F]

    def next(self) -> Found:
        """Return what is to be done until the paper is delivered and its term is over."""
        proof = self.seen.step("deliver")
        if proof is None:
            return self._transmit()
        if proof.is_void:
            return plan.Again()
        if proof.term_ends_on and self.seen.today <= proof.term_ends_on:
            return Wait("term", days.after(proof.term_ends_on))
        return plan.Next()

    def _transmit(self) -> Found:
        for channel in self.seen.stage.channels:
            found = self._try(channel)
            if found:
                return found
        return self._by_post()

    def _try(self, channel: str) -> Decision | None:
        message = self.seen.message(channel)
        if message is None or message.status in {"PLANNED", "SENDING"}:
            return self._quiet(channel, message) or self._send(channel)
        if message.status == "UNKNOWN":
            task = f"{plan.SETTLE}-{channel}"
            return self.seen.ask(task, role=self.rules.doubt_role, days=_DAYS_TO_SETTLE)
        if self.seen.is_told_by(message):
            return self._delivered(channel)
        if message.status in UNPROVEN and self.seen.today <= message.proof_until:
            return Wait(f"proof:{channel}", days.after(message.proof_until))
        return None

    def _quiet(self, channel: str, message: MessageRecord | None) -> Decision | None:
        """What is not on its way yet waits for the hour at which it may go."""
        may_wait = message is None or message.status == "PLANNED"
        for quiet in self.seen.facts.quiet:
            if may_wait and quiet.channel == channel:
                return Wait(f"quiet:{quiet.why}:{channel}", quiet.on, quiet.at)
        return None

    def _send(self, channel: str) -> Decision:
        return Act(self.seen.deed(DeedKind.SEND, channel, revision=self.seen.revision))

    def _delivered(self, ground: str) -> Decision:
        revision = self.seen.revision
        return Act(self.seen.deed(DeedKind.PASS, "deliver", ground=ground, revision=revision))

    def _by_post(self) -> Found:
        answer = self.seen.answer(plan.BY_POST)
        if answer is None:
            role = self.rules.post_role
            return self.seen.ask(plan.BY_POST, role=role, days=_DAYS_FOR_POST)
        led_elsewhere = self.rules.returned(self.seen) if answer == "RETURNED" else None
        return led_elsewhere or self._delivered("post")
