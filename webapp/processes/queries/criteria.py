"""What the list of tasks may be asked for: as an address says it, and as a condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.dateparse import parse_date

from webapp.processes.queries import worklist
from webapp.search import queries as search
from webapp.staff.asked import whole_number
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.queries import own

LISTS = ("mine", "role", "forwarded", "approve", "look", "all")
NOBODY = "nobody"
NO_ROLE = "none"


@dataclass(frozen=True, slots=True)
class Criteria:
    """One list of the desk, narrowed; what cannot be understood is not applied."""

    tab: str = "mine"
    kind: str = ""
    search: str = ""
    person: str = ""
    role: str = ""
    due: str = ""
    due_from: str = ""
    late: str = ""
    party_kind: str = ""
    district: str = ""

    @property
    def is_whole_list(self) -> bool:
        """Say whether nothing but the list itself is asked for."""
        return self == Criteria(tab=self.tab)

    def condition(self, *, user: User, now: datetime) -> Q:
        """Return the condition on the tasks that a person sees."""
        found = worklist.lists(user=user, now=now)[self.tab]
        found &= _of_kind(self.kind)
        if self.late:
            found &= Q(status=Task.Status.OPEN, due_on__lt=now.date())
        due = _day(self.due)
        if due:
            found &= Q(due_on__lte=due)
        since = _day(self.due_from)
        if since:
            found &= Q(due_on__gte=since)
        found &= self._whose(now)
        if self.party_kind or self.district:
            found &= worklist.of_customers(
                party_kind=self.party_kind,
                district_id=whole_number(self.district),
            )
        if self.search:
            found &= search.condition(kind="task", text=self.search)
        return found

    def _whose(self, now: datetime) -> Q:
        found = Q()
        if self.role in Role.values:
            found &= Q(role=self.role)
        if self.role == NO_ROLE:
            found &= Q(role="")
        if self.person == NOBODY:
            found &= own.nobodys(now=now)
        person = whole_number(self.person)
        if person is not None:
            found &= own.of_person(person=person, now=now)
        return found


def read(asked: Mapping[str, str]) -> Criteria:
    """Return what an address asks for."""
    known = {name: asked.get(name, "").strip() for name in Criteria.__dataclass_fields__}
    if known["tab"] not in LISTS:
        known["tab"] = LISTS[0]
    return Criteria(**known)


def _of_kind(asked: str) -> Q:
    """A kind is named with its process, or alone as people ask each other."""
    if not asked:
        return Q()
    process, colon, code = asked.partition(":")
    if not colon:
        return Q(kind=asked)
    return worklist.of_kind(process, code)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
