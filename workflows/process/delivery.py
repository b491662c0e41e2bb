"""How a paper reaches somebody: channel after channel, the post at last, until there is proof."""

from dataclasses import dataclass

from tariffs import terms
from workflows.interfaces import days
from workflows.interfaces.process import DeedKind, Facts, IfLate, MessageRecord, Stage
from workflows.process import plan
from workflows.process.decisions import Decision, Wait
from workflows.process.rules import Found, Rules
from workflows.process.situation import UNPROVEN, Situation

_DAYS_FOR_POST = 10
_DAYS_TO_SETTLE = 3


@dataclass(frozen=True, slots=True)
class Delivery[S: Stage, F: Facts]:
    """The delivery of an attempt's paper, or of words alone, and the term that it starts."""

    seen: Situation[S, F]
    rules: Rules[S, F]
    is_paper: bool = True

    def next(self) -> Found:
        """Return what is to be done until the paper is delivered and its term is over."""
        proof = self.seen.step("deliver")
        if proof is None:
            return self._transmit()
        if proof.is_void:
            return plan.Again()
        return self._term() or self._late() or plan.Next()

    def _term(self) -> Decision | None:
        ends_on = self.seen.term_ends_on
        if ends_on is None or self.seen.today > ends_on:
            return None
        return Wait("term", days.after(ends_on))

    def _late(self) -> Found | None:
        """Law of the late timer: the term may have to be given again, or its end is moved."""
        stage, ends_on = self.seen.stage, self.seen.term_ends_on
        if ends_on is None or stage.if_late == IfLate.PROCEED or self._has_gone_on:
            return None
        if self.seen.today <= days.after(ends_on, days=stage.late_days):
            return None
        if stage.if_late == IfLate.SHIFT:
            return self._shift()
        if self.seen.may_try_again:
            return plan.Again()
        return None

    @property
    def _has_gone_on(self) -> bool:
        """What follows the term has begun: then the term was not slept through."""
        about_delivery = (plan.APPROVE, plan.BY_POST, plan.DATA, plan.SETTLE)
        return any(not task.name.startswith(about_delivery) for task in self.seen.state.tasks)

    def _shift(self) -> Decision:
        """The same paper, and as many days anew, from today."""
        seen, before = self.seen, self.seen.step(plan.SHIFT)
        days_given, kind = seen.stage.term_days, seen.stage.term_kind
        term = terms.deadline(
            start=seen.today,
            days=days_given,
            kind=kind.value,
        )
        revision = 1
        if before:
            revision = before.revision + 1
        return seen.act(
            DeedKind.PASS,
            plan.SHIFT,
            revision=revision,
            due_on=term.end,
        )

    def _transmit(self) -> Found:
        for channel in self.seen.stage.channels:
            found = self._try(channel)
            if found:
                return found
        if not self.is_paper:
            return plan.Next()
        return self._by_post()

    def _try(self, channel: str) -> Decision | None:
        message = self.seen.message(channel)
        if message is None or message.status in {"PLANNED", "SENDING"}:
            return self._quiet(channel, message) or self._send(channel)
        if message.status == "UNKNOWN":
            task = f"{plan.SETTLE}-{channel}"
            return self.seen.ask(
                task,
                role=self.rules.doubt_role,
                days=_DAYS_TO_SETTLE,
            )
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
        seen = self.seen
        return seen.act(DeedKind.SEND, channel, revision=seen.revision)

    def _delivered(self, ground: str) -> Decision:
        seen = self.seen
        return seen.act(
            DeedKind.PASS,
            "deliver",
            ground=ground,
            revision=seen.revision,
        )

    def _by_post(self) -> Found:
        answer = self.seen.answer(plan.BY_POST)
        if answer is None:
            role = self.rules.post_role
            return self.seen.ask(
                plan.BY_POST,
                role=role,
                days=_DAYS_FOR_POST,
            )
        if answer == "RETURNED":
            return self.rules.returned(self.seen) or self._delivered("post")
        return self._delivered("post")
