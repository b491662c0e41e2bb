"""Who has how much open work, by role and person, and how a part of it may be shared out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from webapp.processes.queries import criteria, takers, worklist
from webapp.processes.queries.worklist import Item
from webapp.staff.asked import whole_number
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.queries import own

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Load:
    """The open tasks of a role that a person has; those that nobody has when there is no person."""

    role: str
    person: User | None
    today: date
    number: int = 0
    late: int = 0
    this_week: int = 0

    @property
    def key(self) -> str:
        """Return what names it in a form."""
        return f"{self.role}:{self._whose}"

    @property
    def query(self) -> str:
        """Return the end of the address of its list."""
        role = self.role or criteria.NO_ROLE
        return urlencode({"tab": "all", "role": role, "person": self._whose})

    @property
    def query_of_week(self) -> str:
        """Return the end of the address of what is due this week."""
        last = _end_of_week(self.today)
        return f"{self.query}&{urlencode({'due_from': self.today, 'due': last})}"

    @property
    def _whose(self) -> str:
        if self.person is None:
            return criteria.NOBODY
        return str(self.person.pk)


@dataclass(frozen=True, slots=True)
class Portion:
    """A task that would go to somebody; to nobody when none of those chosen may do it."""

    item: Item
    to: User | None
    able: Sequence[User]


def loads(*, user: User, now: datetime) -> list[Load]:
    """Return who has how much of what a person sees; colleagues with free hands too."""
    today = now.date()
    counted = list(_counted(user, now))
    people = {person.pk: person for person in colleagues()}
    people |= User.objects.in_bulk({row["owner"] for row in counted} - {None, *people})
    found = [_load(row, people, today) for row in counted]
    busy = {(load.role, load.person) for load in found}
    for role in dict.fromkeys(load.role for load in found):
        found += [
            Load(role, person, today)
            for person in people.values()
            if (role, person) not in busy and role in _roles(person)
        ]
    return sorted(found, key=_in_order)


def tasks_of(*, keys: Iterable[str], user: User, now: datetime) -> QuerySet[Task]:
    """Return the open tasks of some people in their roles, the most urgent first."""
    wanted = Q(pk__in=())
    for key in keys:
        role, _colon, whose = key.partition(":")
        wanted |= Q(role=role) & _of(whose, now)
    open_ones = worklist.visible(user=user, now=now).filter(own.OPEN & wanted)
    joined = open_ones.select_related("assignee", "held_by", "account__premises")
    return joined.order_by("-priority", "due_on", "id")


def colleagues() -> QuerySet[User]:
    """Return whoever does tasks, with their roles, by name."""
    return takers.everybody().prefetch_related("groups")


def spread(*, tasks: Sequence[Task], people: Sequence[User], today: date) -> list[Portion]:
    """Return to whom of some people each task would go, as evenly as may be."""
    able = takers.who_may(tasks=tasks, people=people)
    given: Counter[int] = Counter()
    portions = []
    for item in worklist.with_cases(tasks=list(tasks), today=today):
        others = [one for one in able[item.task.pk] if one.pk != item.task.assignee_id]
        to = min(others, key=lambda person: given[person.pk], default=None)
        if to is not None:
            given[to.pk] += 1
        portions.append(Portion(item, to, others))
    return portions


def _counted(user: User, now: datetime) -> Iterator[dict[str, Any]]:
    """Whoever has taken up what nobody was given has it."""
    today = now.date()
    holder = Case(When(held_until__gt=now, then=F("held_by")))
    seen = worklist.visible(user=user, now=now).filter(own.OPEN)
    week = Q(due_on__gte=today, due_on__lte=_end_of_week(today))
    rows = seen.annotate(owner=Coalesce("assignee", holder)).values("role", "owner")
    counted = rows.annotate(
        number=Count("id"),
        late=Count("id", filter=Q(due_on__lt=today)),
        this_week=Count("id", filter=week),
    )
    for row in counted.order_by():
        yield {**row}


def _load(row: dict[str, Any], people: dict[int, User], today: date) -> Load:
    return Load(
        role=row["role"],
        person=people.get(row["owner"]),
        today=today,
        number=row["number"],
        late=row["late"],
        this_week=row["this_week"],
    )


def _in_order(load: Load) -> tuple[int, bool, str]:
    """Roles as they are listed everywhere, what nobody has first, then people by name."""
    roles = [*Role.values, ""]
    return roles.index(load.role), load.person is not None, str(load.person)


def _roles(person: User) -> set[str]:
    return {group.name for group in person.groups.all()}


def _of(whose: str, now: datetime) -> Q:
    person = whole_number(whose)
    if person is None:
        return own.nobodys(now=now)
    return own.of_person(person=person, now=now)


def _end_of_week(today: date) -> date:
    return today + timedelta(days=_SUNDAY - today.weekday())
