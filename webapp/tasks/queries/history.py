"""What was done with a task, by whom, and in whose place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.dateparse import parse_date

from webapp.audit import queries as audit
from webapp.audit.models import Entry
from webapp.staff.models import User
from webapp.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Told:
    """One deed on a task: what it was, and to whom or until when."""

    at: datetime
    by: User | None
    deed: str
    to: str = ""
    acted_for: str = ""
    held_by: str = ""


def of(*, task: Task) -> list[Told]:
    """Return what the register tells of a task, the newest first."""
    about = Entry.objects.filter(subject=task.subject, name__startswith="tasks.task.")
    rows = list(about.filter(details__task=task.pk).select_related("actor").order_by("-id"))
    ids = {row.details["to"] for row in rows if "to" in row.details}
    people = User.objects.in_bulk(ids) if ids else {}
    return [_told(row, people) for row in rows]


def _told(row: Entry, people: Mapping[int, User]) -> Told:
    return Told(
        at=row.at,
        by=row.actor,
        deed=audit.deed_in_words(row.name),
        to=_to(row, people),
        acted_for=row.details.get("acted_for_name", ""),
        held_by=row.details.get("held_by_name", ""),
    )


def _to(row: Entry, people: Mapping[int, User]) -> str:
    """Return to whom it was given, how urgent it has become, or when it is looked at again."""
    details = row.details
    if details.get("to") in people:
        return str(people[details["to"]])
    if "priority" in details:
        return str(Task.Priority(details["priority"]).label)
    day = parse_date(details.get("on") or "")
    if day is None:
        return ""
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))
