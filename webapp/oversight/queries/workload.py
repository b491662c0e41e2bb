"""Who has how much to do, what of it is late, and what was finished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from webapp.oversight.declarations import Asked
from webapp.processes.queries import worklist
from webapp.tasks.queries import own

_DAY = timedelta(days=1)
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Late:
    """A range of days by which tasks are late, both ends included."""

    code: str
    first: int
    last: int | None = None

    def due(self, *, today: date) -> Q:
        """Return the condition on tasks that are so late on a day."""
        found = Q(due_on__lte=today - timedelta(days=self.first))
        if self.last is not None:
            found &= Q(due_on__gte=today - timedelta(days=self.last))
        return found


LATE = (Late("3", 1, 3), Late("7", 4, 7), Late("30", 8, 30), Late("more", 31))


class _Median(Aggregate):
    """The median, which only PostgreSQL counts by itself."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has to do: a person, or a role whose tasks nobody has taken up."""

    who: int
    role: str
    open: int
    late: int
    oldest_on: date | None
    by_late: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What a person has finished: how many, after how many days by the median, how many late."""

    who: int
    count: int
    days: float
    late: int


def tasks(asked: Asked) -> QuerySet[Any]:
    """Return the tasks that a person sees, about the customers asked for, with who has each."""
    seen = worklist.visible(
        user=asked.user,
        now=asked.now,
    )
    if asked.of_customers:
        seen = seen.filter(
            worklist.of_customers(
                party_kind=asked.party_kind,
                district_id=asked.district,
            )
        )
    has_nobody = Q(assignee=None) & own.nobodys(now=asked.now)
    return seen.annotate(
        who=_who(asked.now), desk=Case(When(has_nobody, then=F("role")), default=Value(""))
    )


def loads(asked: Asked) -> list[Load]:
    """Return what everybody has to do now."""
    by_late = {f"late_{late.code}": late.due(today=asked.today) for late in LATE}
    counted = {name: Count("id", filter=due) for name, due in by_late.items()}
    rows: Iterable[Any] = (
        tasks(asked)
        .filter(own.OPEN)
        .order_by()
        .values("who", "desk")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=Q(due_on__lt=asked.today)),
            oldest_on=Min("due_on", filter=Q(due_on__lt=asked.today)),
            **counted,
        )
    )
    return [_load(row, list(by_late)) for row in rows]


def done(asked: Asked) -> list[Done]:
    """Return what everybody has finished in the days asked for."""
    took = ExpressionWrapper(F("completed_on") - F("created_on"), output_field=DurationField())
    rows: Iterable[Any] = (
        finished(asked)
        .order_by()
        .values("completed_by")
        .annotate(
            count=Count("id"),
            took=_Median(took, output_field=DurationField()),
            late=Count("id", filter=Q(due_on__lt=F("completed_on"))),
        )
    )
    return [_done(row) for row in rows]


def finished(asked: Asked) -> QuerySet[Any]:
    """Return the tasks that people have finished in the days asked for."""
    return tasks(asked).filter(
        own.DONE, completed_on__range=(asked.first_on, asked.last_on), completed_by__isnull=False
    )


def _who(now: datetime) -> Any:
    """Whoever was given a task has it, else whoever has taken it up for the time being."""
    held = Case(
        When(
            held_until__gt=now,
            then=F("held_by"),
        )
    )
    return Coalesce(F("assignee"), held, Value(NOBODY))


def _load(row: dict[str, Any], by_late: Sequence[str]) -> Load:
    return Load(
        who=row["who"],
        role=row["desk"],
        open=row["open"],
        late=row["late"],
        oldest_on=row["oldest_on"],
        by_late=tuple(row[name] for name in by_late),
    )


def _done(row: dict[str, Any]) -> Done:
    return Done(
        who=row["completed_by"], count=row["count"], days=row["took"] / _DAY, late=row["late"]
    )
