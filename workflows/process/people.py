"""What people and other cases are asked for within an attempt, and what their answers lead to."""

from dataclasses import dataclass, replace

from tariffs.parameters import NotInForce
from workflows.interfaces import days
from workflows.interfaces.approval import APPROVED, RETURNED, WHOLE, Matter
from workflows.interfaces.clock import MOSCOW
from workflows.interfaces.process import DeedKind, Facts, Stage, TaskRecord
from workflows.process import clocks, plan
from workflows.process.approval import Approval, Turn
from workflows.process.clocks import Due
from workflows.process.decisions import Ask, Decision, Wait
from workflows.process.rules import Found, Rules
from workflows.process.situation import Situation


@dataclass(frozen=True, slots=True)
class People[S: Stage, F: Facts]:
    """The steps of an attempt that others do."""

    seen: Situation[S, F]
    rules: Rules[S, F]

    def work(self, step: plan.Work) -> Found:
        """Return what is to be done until a task is answered, and where its answer leads."""
        if step.unless and self.seen.has_ended_so(step.unless):
            return plan.Next()
        answer = self.seen.answer(step.task)
        if answer is None:
            return self._silence(step) or asked(self.seen, step)
        move = step.moves.get(answer, plan.Next())
        if isinstance(move, plan.Later):
            return self.rules.later(self.seen, step)
        if isinstance(move, plan.Correct):
            return self._corrected(move)
        return self._allowed(move)

    def _corrected(self, move: plan.Correct, about: str = "") -> Found:
        """Ask for a correction, once of each version; when somebody has seen to it, begin anew."""
        known = self.seen.task(plan.CORRECT)
        if known and known.status == "DONE" and known.about == about:
            return plan.Again()
        return self.seen.ask(
            plan.CORRECT,
            role=move.role or self.seen.stage.role,
            days=move.days or self.seen.stage.task_days,
            about=about,
        )

    def _silence(self, step: plan.Work) -> Found | None:
        """Where the law says what silence means, its end is written down, and then leads on."""
        term, known = step.term, self.seen.task(step.task)
        if term is None or term.silent is None:
            return None
        name = f"{plan.SILENCE}{step.task}"
        if self.seen.step(name):
            return self._allowed(term.silent)
        if known is None or not self._is_over(known, term):
            return None
        return self.seen.act(DeedKind.PASS, name, ground=term.means)

    def _is_over(self, task: TaskRecord, term: plan.Term) -> bool:
        due = due_now(self.seen, task, term)
        if due is None:
            return False
        return due.is_over(today=self.seen.today, now=self.seen.facts.now)

    def approve(self, step: plan.Approve) -> Found:
        """Return whom to ask for approval next, and where a return leads."""
        matter = self.seen.facts.matter
        if matter is None:
            return Wait("matter")
        if self.seen.is_being_corrected:
            return Wait(f"task:{plan.CORRECT}")
        approval = Approval(step.route, matter, self.seen.state.votes)
        outcome = approval.outcome()
        if outcome == APPROVED:
            return plan.Next()
        if outcome == RETURNED:
            return self._returned(step, matter)
        turns = approval.turns()
        for turn in turns:
            version = matter.version_for(turn.seat)
            if not self._is_asked(turn, version):
                return self._ask_seat(step, turn, version)
        names = [turn.seat.name for turn in turns]
        return Wait(f"approval:{','.join(names)}")

    def _returned(self, step: plan.Approve, matter: Matter) -> Found:
        """What was returned leads on once; the same text is not sent round again."""
        names = [task.name for task in self.seen.state.tasks]
        if not any(name.startswith(plan.APPROVE) for name in names):
            return Wait("new_version")
        if isinstance(step.returned, plan.Correct):
            return self._corrected(step.returned, about=matter.versions[WHOLE])
        return self._allowed(step.returned)

    def _is_asked(self, turn: Turn, version: str) -> bool:
        for task in self.seen.state.tasks:
            is_open = task.name == _seat_task(turn) and task.status == "OPEN"
            if is_open and task.role == turn.role and task.about == version:
                return True
        return False

    def _ask_seat(self, step: plan.Approve, turn: Turn, version: str) -> Decision:
        name = _seat_task(turn)
        before = [task.revision for task in self.seen.state.tasks if task.name == name]
        deed = self.seen.deed(
            DeedKind.ASK,
            name,
            revision=max(before, default=0) + 1,
            role=turn.role,
            due_days=step.days or self.seen.stage.task_days,
            about=version,
        )
        return Ask(deed)

    def child(self, step: plan.Child) -> Found:
        """Return how another process's case is opened and waited for, and where its end leads."""
        opened = (one for one in self.seen.state.children if one.process == step.process)
        child = next(opened, None)
        if child is None:
            return self.seen.act(DeedKind.OPEN, step.process)
        if not child.outcome:
            return Wait(f"child:{step.process}")
        return self._allowed(step.moves.get(child.outcome, plan.Next()))

    def _allowed(self, move: plan.Move | plan.AtEnd) -> Found:
        """A limited attempt is made only while the stage allows one more; else the case goes on."""
        wanted = move
        if isinstance(wanted, plan.AtEnd):
            wanted = wanted.move
        is_limited = isinstance(wanted, plan.Again) and wanted.limited
        if is_limited and not self.seen.may_try_again:
            return plan.Next()
        return move


def _seat_task(turn: Turn) -> str:
    return f"{plan.APPROVE}-{turn.seat.name}"


def asked[S: Stage, F: Facts](seen: Situation[S, F], step: plan.Work) -> Decision:
    """Ask for a step's task: of the step's role and days or term, or of those of the stage."""
    role = step.role or seen.stage.role
    if step.term is None:
        due_days = step.days or seen.stage.task_days
        return seen.ask(step.task, role=role, days=due_days)
    task = seen.task(step.task)
    if task and task.status == "OPEN":
        return _waited_for(seen, task, step.term)
    due = _due(seen, step.term)
    left = max((due.on - seen.today).days, 0)
    return seen.ask(
        step.task,
        role=role,
        days=left,
        due_on=due.on,
        due_at=due.at,
    )


def _due[S: Stage, F: Facts](seen: Situation[S, F], term: plan.Term) -> Due:
    try:
        return clocks.due(
            term=term,
            asked_on=seen.today,
            facts=seen.facts,
        )
    except NotInForce:
        # what is only late may be asked for before the calendar of the next year is known
        if term.silent is not None:
            raise
        return Due(days.after(seen.today, days=term.length))


def due_now[S: Stage, F: Facts](
    seen: Situation[S, F], task: TaskRecord, term: plan.Term
) -> Due | None:
    """Return when the term of a task ends, with the days on which its clock has stood still."""
    if task.due_on is None:
        return None
    if task.asked_on and clocks.still(term=term, facts=seen.facts):
        return clocks.due(
            term=term,
            asked_on=task.asked_on,
            facts=seen.facts,
        )
    return Due(task.due_on, task.due_at)


def _waited_for[S: Stage, F: Facts](
    seen: Situation[S, F], task: TaskRecord, term: plan.Term
) -> Wait:
    """Where silence means something, one looks again when it has come to mean it."""
    wait = Wait(f"task:{task.name}")
    if term.silent is None:
        return wait
    due = due_now(seen, task, term)
    if due is None:
        return wait
    if due.at is None:
        return replace(wait, until=days.after(due.on))
    over_at = due.at.astimezone(MOSCOW)
    return replace(wait, until=over_at.date(), at=over_at.time())
