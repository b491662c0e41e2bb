"""How stages are drawn: boxes in rows, lines between them, and ways that lead past a box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from webapp.processes.declarations import Branch, Sketch
from workflows.interfaces.process import Stage

_GAP_X, _GAP_Y, _GAP_TALL, _PAD, _ARC = 34, 46, 22, 8, 30
_TURN, _INDENT, _ARROW, _LABEL = 16, 40, 4, 6
# where the words of a box begin, and what stays free behind them
_WORDS_X, _WORDS_Y, _MARGIN = 44, 15, 8


@dataclass(frozen=True, slots=True)
class Node:
    """A stage as it is drawn: ``state`` is done, current, paused, todo, skipped or end."""

    number: int
    name: str
    state: str
    notes: tuple[str, ...]
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    @property
    def right(self) -> int:
        """Return where its right side is."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return where its lower side is."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """Return its middle from above."""
        return self.y + self.height // 2

    @property
    def center(self) -> int:
        """Return its middle from the left."""
        return self.x + self.width // 2

    @property
    def is_ahead(self) -> bool:
        """Say whether the case has not come to it."""
        return self.state == "todo"

    @property
    def is_skipped(self) -> bool:
        """Say whether the case has passed it over."""
        return self.state == "skipped"


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
    def words(self) -> dict[str, int]:
        """Return where in a box its words stand; the browser wraps them there and cuts the rest."""
        return {
            "x": _WORDS_X,
            "y": _WORDS_Y,
            "width": self.box_width - _WORDS_X - _MARGIN,
            "height": self.box_height - _WORDS_Y - _MARGIN,
        }

    @property
    def max_width(self) -> int:
        """Return how wide it may be drawn before its letters look too large."""
        return self.width * 5 // 4


def rows(*, stages: Sequence[Stage], sketch: Sketch) -> list[list[int]]:
    """Put the first of the lower kinds, and what stands behind it, in the second row."""
    above: list[int] = []
    below: list[int] = []
    for number, stage in enumerate(stages):
        row = above
        if below or stage.kind in sketch.lower:
            row = below
        row.append(number)
    return [row for row in (above, below) if row]


def box_width(*, columns: int, room: int, most: int, least: int) -> int:
    """Return how wide boxes may be that stand side by side in a room."""
    between = _GAP_X * (columns - 1)
    left = room - between - 2 * _PAD
    return max(least, min(most, left // columns))


@dataclass(frozen=True, slots=True)
class Plan:
    """The geometry of a drawing whose boxes are of one size."""

    stages: Sequence[Stage]
    sketch: Sketch
    width: int
    height: int

    def arrange(self, nodes: Sequence[Node], rows: list[list[int]]) -> Drawing:
        """Give the nodes their places and join them."""
        columns = max(map(len, rows))
        placed: dict[int, Node] = {}
        for line, row in enumerate(rows):
            y = _PAD + line * self._step_down(line, columns)
            for column, number in enumerate(row):
                x = _PAD + column * (self.width + _GAP_X)
                placed[number] = self._place(nodes[number], x, y)
        edges = list(self._edges(placed))
        if columns > 1:
            edges += self._branches(placed)
        right = max(node.right for node in placed.values())
        bottom = max(node.bottom for node in placed.values())
        return Drawing(
            nodes=tuple(placed.values()),
            edges=tuple(edges),
            width=_PAD + right,
            height=_PAD + bottom,
            box_width=self.width,
            box_height=self.height,
        )

    def _place(self, node: Node, x: int, y: int) -> Node:
        return replace(
            node,
            x=x,
            y=y,
            width=self.width,
            height=self.height,
        )

    def _step_down(self, line: int, columns: int) -> int:
        """Leave room between rows for the lines, and over the second for a way past its boxes."""
        if columns == 1:
            return self.height + _GAP_TALL
        if line == 0:
            return self.height + _GAP_Y
        return self.height + _GAP_Y + _ARC

    def _edges(self, placed: dict[int, Node]) -> Iterator[Edge]:
        bypassed = self._bypassed(placed)
        for first, second in pairwise(sorted(placed)):
            a = placed[first]
            b = placed[second]
            is_left_aside = bool(bypassed & {first, second})
            is_done = not (b.is_ahead or is_left_aside)
            yield Edge(_path(a, b), is_done)

    def _bypassed(self, placed: dict[int, Node]) -> set[int]:
        """Return the stages that a branch has led past."""
        passed = {branch.past for branch in self.sketch.branches}
        found = set()
        for index, node in placed.items():
            if node.is_skipped and self.stages[index].kind in passed:
                found.add(index)
        return found

    def _branches(self, placed: dict[int, Node]) -> Iterator[Edge]:
        numbers = {stage.kind: number for number, stage in enumerate(self.stages)}
        for branch in self.sketch.branches:
            start = numbers.get(branch.start)
            end = numbers.get(branch.end)
            if start is None or end is None:
                continue
            passed = list(range(start + 1, end))
            if passed:
                first = placed[passed[0]]
                yield from _over(branch, placed[start], first, placed[end])


def _over(branch: Branch, a: Node, passed: Node, b: Node) -> Iterator[Edge]:
    """Lead over what stands between two stages of one row."""
    if a.y != b.y:
        return
    left = a.right - _INDENT
    right = b.x + _INDENT
    top = a.y - _TURN
    arrow = b.y - _ARROW
    yield Edge(
        path=f"M{left} {a.y} V{top} H{right} V{arrow}",
        is_done=passed.is_skipped and not b.is_ahead,
        label=str(branch.label),
        x=(left + right) // 2,
        y=top - _LABEL,
    )


def _path(a: Node, b: Node) -> str:
    if a.y == b.y:
        arrow = b.x - _ARROW
        return f"M{a.right} {a.middle} H{arrow}"
    arrow = b.y - _ARROW
    if a.x == b.x:
        return f"M{a.center} {a.bottom} V{arrow}"
    turn = a.bottom + _TURN
    end = b.x + _INDENT
    parts = (
        f"M{a.center} {a.bottom}",
        f"V{turn}",
        f"H{end}",
        f"V{arrow}",
    )
    return " ".join(parts)
