"""The live diagram of a case: its stages, where it stands, what happened when, what is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from webapp.processes import registry
from webapp.processes.declarations import Pages, Sketch
from webapp.processes.models import Case, Step
from webapp.processes.queries import geometry, labels
from webapp.processes.queries.geometry import Drawing, Node
from workflows.interfaces.process import Stage, TermKind

ACTIVE = "ACTIVE"
# what a page of 1366 leaves beside the menu, and how wide a box is that holds a long word
_ROOM, _WIDEST, _NARROWEST = 1060, 232, 176
# four lines of words in a box of a row, three where a box has all of a phone's width
_FLAT_HEIGHT, _TALL = 84, (300, 69)


@dataclass(frozen=True, slots=True)
class Diagram:
    """The same stages for a wide screen and for a phone."""

    flat: Drawing
    tall: Drawing


@dataclass(frozen=True, slots=True)
class Seen:
    """What the nodes are drawn from: as of now, or as of a past day when ``on`` is given.

    Later steps are not seen then, and ``side`` is what stood beside the stages on that day.
    ``ahead`` are the first days on which stages may come, by their numbers.
    """

    case: Case
    pages: Pages
    steps: Sequence[Step]
    until: date | None = None
    on: date | None = None
    side: str = ""
    ahead: Mapping[int, date] = field(default_factory=dict)

    def standing(self, told: Sequence[Step]) -> int:
        """Return the number of the stage at which the case stood."""
        if self.on is None:
            return self.case.stage
        return max((step.stage for step in told), default=0)

    @property
    def is_closed(self) -> bool:
        """Say whether the case had been closed."""
        closed_on = self.case.closed_on
        if closed_on is None:
            return False
        return self.on is None or closed_on <= self.on

    @property
    def beside(self) -> str:
        """Return what stood beside the stages."""
        if self.side:
            return self.side
        return ACTIVE if self.on else self.case.side

    @property
    def told(self) -> list[Step]:
        """Return what was known then of the stages themselves."""
        known = []
        for step in self.steps:
            is_later = self.on is not None and step.on > self.on
            if not (is_later or labels.is_decision(step)):
                known.append(step)
        return known

    def word(self, table: str, code: str) -> str:
        """Return what the process of the case calls a code."""
        return registry.word(
            process=self.case.process,
            table=table,
            code=code,
        )


def draw(seen: Seen) -> Diagram:
    """Return the diagram as of now, or as of a past day."""
    return picture(seen=seen, stages=seen.pages.stages(seen.case))


@dataclass(frozen=True, slots=True)
class Then:
    """Where a case stood at the end of a past day, in words."""

    stage: str
    beside: str
    is_active: bool


def then(seen: Seen) -> Then | None:
    """Return where a case stood at the end of a past day, and how it ended when it had."""
    if seen.on is None:
        return None
    stages = seen.pages.stages(seen.case)
    standing = seen.standing(seen.told)
    name = seen.word("stages", stages[standing].kind)
    if seen.is_closed:
        return Then(name, seen.case.closing_name, is_active=False)
    beside = seen.word("sides", seen.beside)
    return Then(name, beside, seen.beside == ACTIVE)


def picture(*, seen: Seen, stages: Sequence[Stage]) -> Diagram:
    """Return stages with what is seen of each."""
    told = seen.told
    standing = seen.standing(told)
    nodes = []
    for number, stage in enumerate(stages):
        steps = [step for step in told if step.stage == number]
        nodes.append(_node(seen, standing, number, stage, steps))
    return arrange(nodes=nodes, stages=stages, sketch=seen.pages.sketch)


def arrange(*, nodes: Sequence[Node], stages: Sequence[Stage], sketch: Sketch) -> Diagram:
    """Return the boxes in their places: in rows, and one under another."""
    rows = geometry.rows(stages=stages, sketch=sketch)
    width = geometry.box_width(
        columns=max(map(len, rows)),
        room=_ROOM,
        most=_WIDEST,
        least=_NARROWEST,
    )
    flat = geometry.Plan(stages, sketch, width, _FLAT_HEIGHT)
    tall = geometry.Plan(stages, sketch, *_TALL)
    one_by_one = [[number] for number in range(len(nodes))]
    return Diagram(
        flat=flat.arrange(nodes, rows),
        tall=tall.arrange(nodes, one_by_one),
    )


# what a stage says


def _node(seen: Seen, standing: int, number: int, stage: Stage, steps: Sequence[Step]) -> Node:
    node = Node(number + 1, seen.word("stages", stage.kind), "todo", ())
    has_passed = number < standing
    if _is_skipped(steps) or (has_passed and not steps):
        why = _why_skipped(seen, steps)
        return replace(node, state="skipped", notes=(why,))
    if has_passed:
        return replace(node, state="done", notes=(_span(steps),))
    if number > standing:
        return replace(node, notes=_ahead(seen, number, stage))
    if seen.is_closed:
        return _end(seen, node)
    return _present(seen, node, steps)


def _end(seen: Seen, node: Node) -> Node:
    notes = [seen.case.closing_name]
    if seen.case.closed_on:
        notes.append(_day(seen.case.closed_on))
    return replace(node, state="end", notes=tuple(notes))


def _is_skipped(steps: Sequence[Step]) -> bool:
    return any(step.name == "skip" for step in steps)


def _why_skipped(seen: Seen, steps: Sequence[Step]) -> str:
    ground = "jumped"
    for step in steps:
        if step.name == "skip" and step.ground:
            ground = step.ground
            break
    words = labels.words_of(seen.case.process)
    return labels.named(words.skips, ground)


def _present(seen: Seen, node: Node, steps: Sequence[Step]) -> Node:
    since = seen.case.stage_started_on
    if steps:
        since = steps[0].on
    begun = _("since {day}").format(day=_day(since))
    notes = [begun]
    is_active = seen.beside == ACTIVE
    waits = []
    if not is_active:
        waits.append(seen.word("sides", seen.beside))
    if seen.until and seen.on is None:
        last_day = _day(seen.until)
        waits.append(_("until {day}").format(day=last_day))
    if waits:
        notes.append(" ".join(waits))
    state = "current" if is_active else "paused"
    return replace(node, state=state, notes=tuple(notes))


def _ahead(seen: Seen, number: int, stage: Stage) -> tuple[str, ...]:
    """Return when a stage may come, what has to be true for it, and how long it takes."""
    notes = []
    if day := seen.ahead.get(number):
        before = pgettext("a day", "not before")
        notes.append(f"{before} {_day(day)}")
    notes += seen.pages.sketch.needs(stage)
    if stage.term_days:
        notes.append(_term(stage))
    return tuple(notes[:3])


def _term(stage: Stage) -> str:
    days = {"n": stage.term_days}
    if stage.term_kind == TermKind.WORKING:
        return ngettext("%(n)d working day", "%(n)d working days", stage.term_days) % days
    return ngettext("%(n)d day", "%(n)d days", stage.term_days) % days


def _span(steps: Sequence[Step]) -> str:
    days = [step.on for step in steps]
    first, last = min(days), max(days)
    if first == last:
        return _day(first)
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
