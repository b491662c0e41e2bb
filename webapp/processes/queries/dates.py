"""The dates ahead of a case: for each coming step the earliest day and the last, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import explain, labels
from workflows.process import ahead
from workflows.process.ahead import Coming
from workflows.process.course import Course

# so many steps are told beside why a case waits; the table has the rest
_NEXT = 3
_CHANGES: dict[str, Promise] = {
    ahead.ANSWER: _("an answer"),
    ahead.DELIVERY: _("a delivery"),
    ahead.PAYMENT: _("a payment"),
    ahead.PAUSE: _("the end of the pause"),
    ahead.PLAN: _("the plan, when it is kept"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A coming step: what it is, its first lawful day, its last, and what moves them."""

    code: str
    name: str
    earliest: date
    latest: date | None
    changes: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A stage with its coming steps."""

    number: int
    stage: str
    steps: tuple[Step, ...]
    is_here: bool

    @property
    def first(self) -> date:
        """Return the first day on which anything of it may come."""
        return self.steps[0].earliest


def ahead_of(*, case: Case, course: Course) -> list[Ahead]:
    """Return the coming stages of a case."""
    if case.closed_on or case.close_requested:
        return []
    found = groupby(ahead.steps(course), key=lambda coming: coming.stage)
    return [_stage(case, course, number, list(coming)) for number, coming in found]


def first_days(ahead: Iterable[Ahead]) -> dict[int, date]:
    """Return the first day on which each of the coming stages may come, by its number."""
    return {stage.number: stage.first for stage in reversed(list(ahead))}


def next_steps(ahead: Iterable[Ahead], *, beside: str) -> list[Step]:
    """Return the first steps that come, each name once, without the one that is waited for now."""
    named: dict[str, Step] = {}
    for stage in ahead:
        for step in stage.steps:
            if step.code != beside:
                named.setdefault(step.name, step)
    return list(named.values())[:_NEXT]


def _stage(case: Case, course: Course, number: int, coming: Iterable[Coming]) -> Ahead:
    kind = course.stages[number].kind
    name = registry.word(
        process=case.process,
        table="stages",
        code=kind,
    )
    steps = tuple(_step(case.process, one) for one in coming)
    return Ahead(number, name, steps, is_here=number == case.stage)


def _step(process: str, coming: Coming) -> Step:
    return Step(
        code=coming.name,
        name=explain.name_of_step(coming.name, process=process),
        earliest=coming.earliest,
        latest=coming.latest,
        changes=", ".join(map(str, _changes(process, coming))),
    )


def _changes(process: str, coming: Coming) -> Iterator[Promise]:
    """Yield what moves a step; a process without money says itself what an answer is."""
    pages = registry.pages_of(process=process)
    for code in coming.changed_by:
        if code == ahead.PAYMENT and pages and not pages.sum_of:
            yield from labels.words_of(process).always
        else:
            yield _CHANGES[code]
