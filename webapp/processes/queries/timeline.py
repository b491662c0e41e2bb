"""The timeline of a case: the steps of its journal, and what people wrote and said beside them."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.processes.models import Case, Note, Step
from webapp.processes.queries import labels
from webapp.tasks.models import TaskComment


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the timeline: a step, a note or a comment on a task."""

    on: date
    at: datetime
    step: Step | None = None
    note: Note | None = None
    comment: TaskComment | None = None

    @property
    def words(self) -> str:
        """Return what of the row can be searched."""
        if self.step:
            return f"{labels.event(self.step)} {labels.outcome(self.step)} {self.step.ground}"
        if self.comment:
            return f"{self.comment.text} {self.comment.by}"
        assert self.note is not None
        note = self.note
        files = " ".join(file.name for file in note.files.all())
        return f"{note.text} {note.person} {note.phone} {note.by} {files}"


def of_case(
    *, case: Case, steps: Sequence[Step], notes: Iterable[Note], on: date | None
) -> list[Row]:
    """Return the rows of a case, the newest first; of a past day none that came later."""
    told = [Row(step.on, step.at, step=step) for step in steps if on is None or step.on <= on]
    beside = [Row(note.on, note.at, note=note) for note in notes]
    beside += [Row(said.at.date(), said.at, comment=said) for said in _comments(case, on)]
    beside.sort(key=_moment)
    rows = list(heapq.merge(told, beside, key=_moment))
    return rows[::-1]


def with_words(rows: Iterable[Row], words: str) -> list[Row]:
    """Return the rows that have every one of some words."""
    asked = words.casefold().split()
    return [row for row in rows if all(word in row.words.casefold() for word in asked)]


def _comments(case: Case, on: date | None) -> list[TaskComment]:
    said = TaskComment.objects.filter(task__case=case).select_related("by", "task")
    if on:
        said = said.filter(at__date__lte=on)
    return list(said.order_by("id"))


def _moment(row: Row) -> tuple[date, datetime]:
    return row.on, row.at
