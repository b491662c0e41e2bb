"""The live diagram of a case: every stage of its own scheme, where it stands, what happened when, what each branch needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.processes.models import Case, Step
from webapp.recovery.models import Recovery
from webapp.recovery.queries import labels
from workflows.interfaces.debt_recovery import Scheme, Stage, StageKind
from workflows.interfaces.process import TermKind

_COURT = {StageKind.COURT_ORDER, StageKind.LAWSUIT, StageKind.WRIT, StageKind.ENFORCEMENT}
_GAP_X, _GAP_Y, _PAD, _ARC = 34, 46, 8, 30
_FLAT, _TALL = (196, 74), (340, 66)


@dataclass(frozen=True, slots=True)
class Node:
    """A stage as it is drawn: ``state`` is done, current, paused, todo, skipped or end."""

    number: int
    name: str
    state: str
    notes: tuple[str, ...]
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between stages."""

    path: str
    is_done: bool
    label: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes and edges with coordinates."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    box_width: int
    box_height: int

    @property
    def max_width(self) -> int:
        """Return how wide it may be drawn before its letters look too large."""
        return self.width * 5 // 4


@dataclass(frozen=True, slots=True)
class Diagram:
    """The same stages for a wide screen and for a phone."""

    flat: Drawing
    tall: Drawing


def draw(
    *,
    case: Case,
    scheme: Scheme,
    steps: Sequence[Step],
    until: date | None,
    on: date | None = None,
    side: str = "",
) -> Diagram:
    """Return the diagram as of now, or as of a past day when ``on`` is given: later steps are not seen then, and ``side`` is that day's."""
    seen = [
        step for step in steps if not labels.is_decision(step) and (on is None or step.on <= on)
    ]
    standing = max((step.stage for step in seen), default=0) if on else case.stage
    closed = case.closed_on is not None and (on is None or case.closed_on <= on)
    beside = Recovery.Side(side or (Recovery.Side.ACTIVE if on else case.side))
    nodes = [
        _node(
            case,
            index,
            stage,
            [step for step in seen if step.stage == index],
            standing,
            closed,
            beside,
            None if on else until,
        )
        for index, stage in enumerate(scheme.stages)
    ]
    return Diagram(
        flat=_arrange(nodes, scheme, _rows(scheme), _FLAT),
        tall=_arrange(nodes, scheme, [[i] for i in range(len(nodes))], _TALL),
    )


def _node(
    case: Case,
    index: int,
    stage: Stage,
    steps: list[Step],
    standing: int,
    closed: bool,
    side: Recovery.Side,
    until: date | None,
) -> Node:
    skipped = any(step.name == "skip" for step in steps) or (index < standing and not steps)
    name = labels.named(labels.STAGES, stage.kind)
    if skipped:
        ground = next((step.ground for step in steps if step.name == "skip"), "")
        return Node(index + 1, name, "skipped", (labels.named(labels.SKIPS, ground or "jumped"),))
    if index < standing:
        return Node(index + 1, name, "done", (_span(steps),))
    if index > standing:
        return Node(index + 1, name, "todo", _needs(stage))
    if closed and case.closed_on:
        return Node(index + 1, name, "end", (case.closing_name, _day(case.closed_on)))
    state = "current" if side == Recovery.Side.ACTIVE else "paused"
    since = _("since {day}").format(day=_day(steps[0].on if steps else case.stage_started_on))
    waits = _("until {day}").format(day=_day(until)) if until else ""
    label = waits if state == "current" else " ".join(filter(None, (str(side.label), waits)))
    return Node(index + 1, name, state, tuple(filter(None, (since, label))))


def _needs(stage: Stage) -> tuple[str, ...]:
    """Return what has to be true for a stage ahead, and how long it takes."""
    needs = {
        StageKind.LAWSUIT: _("if the order is refused"),
        StageKind.WRIT: _("after it is in force"),
        StageKind.ENFORCEMENT: _("with the writ"),
    }
    notes = [needs.get(stage.kind, "")]
    if stage.needs_possible_restriction:
        notes.append(_("if restriction is possible"))
    if stage.max_debt is not None:
        notes.append(_("up to {sum} ₽").format(sum=_sum(stage.max_debt)))
    if stage.min_debt:
        notes.append(_("from {sum} ₽").format(sum=_sum(stage.min_debt)))
    if stage.term_days:
        notes.append(_term(stage))
    return tuple(filter(None, notes))[:2]


def _term(stage: Stage) -> str:
    if stage.term_kind == TermKind.WORKING:
        return ngettext("%(n)d working day", "%(n)d working days", stage.term_days) % {
            "n": stage.term_days
        }
    return ngettext("%(n)d day", "%(n)d days", stage.term_days) % {"n": stage.term_days}


def _span(steps: list[Step]) -> str:
    first, last = min(step.on for step in steps), max(step.on for step in steps)
    return _day(first) if first == last else f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")


def _sum(amount: Decimal) -> str:
    return formats.number_format(
        amount.normalize() if amount % 1 else int(amount), use_l10n=True, force_grouping=True
    )


def _rows(scheme: Scheme) -> list[list[int]]:
    """Put what happens before the court in one row and the court with the bailiffs in the next."""
    court = next(
        (i for i, stage in enumerate(scheme.stages) if stage.kind in _COURT), len(scheme.stages)
    )
    whole = range(len(scheme.stages))
    return [list(row) for row in (whole[:court], whole[court:]) if row]


def _arrange(
    nodes: list[Node], scheme: Scheme, rows: list[list[int]], box: tuple[int, int]
) -> Drawing:
    width, height = box
    columns = max(len(row) for row in rows)
    arc = _ARC if columns > 1 else 0
    placed: dict[int, Node] = {}
    for line, row in enumerate(rows):
        for column, index in enumerate(row):
            node = nodes[index]
            x, y = (
                _PAD + column * (width + _GAP_X),
                _PAD + line * (height + (_GAP_Y if columns > 1 else 22) + (arc if line else 0)),
            )
            placed[index] = Node(node.number, node.name, node.state, node.notes, x, y)
    bypassed = {
        index
        for index, stage in enumerate(scheme.stages)
        if stage.kind == StageKind.LAWSUIT and nodes[index].state == "skipped"
    }
    edges = [*_edges(placed, box, bypassed), *(_branch(placed, scheme, box) if columns > 1 else ())]
    bottom = max(node.y for node in placed.values()) + height + _PAD
    right = _PAD * 2 + columns * width + (columns - 1) * _GAP_X
    return Drawing(tuple(placed.values()), tuple(edges), right, bottom, width, height)


def _edges(placed: dict[int, Node], box: tuple[int, int], bypassed: set[int]) -> Iterator[Edge]:
    width, height = box
    for first, second in pairwise(sorted(placed)):
        a, b = placed[first], placed[second]
        middle = a.y + height // 2
        if a.y == b.y:
            path = f"M{a.x + width} {middle} H{b.x - 4}"
        elif a.x == b.x:
            path = f"M{a.x + width // 2} {a.y + height} V{b.y - 4}"
        else:
            turn = a.y + height + 16
            path = f"M{a.x + width // 2} {a.y + height} V{turn} H{b.x + 40} V{b.y - 4}"
        yield Edge(path, is_done=b.state != "todo" and not bypassed & {first, second})


def _branch(placed: dict[int, Node], scheme: Scheme, box: tuple[int, int]) -> Iterator[Edge]:
    """An order in force leads past the lawsuit, straight to the writ."""
    kinds = {stage.kind: index for index, stage in enumerate(scheme.stages)}
    order, writ = kinds.get(StageKind.COURT_ORDER), kinds.get(StageKind.WRIT)
    if order is None or writ is None or writ - order < 2 or placed[order].y != placed[writ].y:
        return
    a, b, width = placed[order], placed[writ], box[0]
    top = a.y - 16
    start, end = a.x + width - 40, b.x + 40
    lawsuit = placed[order + 1]
    is_done = lawsuit.state == "skipped" and b.state != "todo"
    yield Edge(
        f"M{start} {a.y} V{top} H{end} V{b.y - 4}",
        is_done,
        _("the order is in force"),
        (start + end) // 2,
        top - 6,
    )
