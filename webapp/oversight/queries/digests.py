"""What the letter of the morning tells a person: numbers of cases and links, and no names.

A letter leaves the house by the mail of others. What a colleague has typed may name a debtor, so
it is not quoted either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tariffs import calendar
from tariffs.parameters import NotInForce
from webapp.oversight import registry
from webapp.oversight.declarations import Deadline, Looked, Whose
from webapp.oversight.models import Digest, Preferences
from webapp.oversight.queries import agenda
from webapp.processes.queries import labels, worklist
from webapp.tasks.models import Task

_TEMPLATE = "oversight/digest.txt"
_MOST = 10
_SOON_DAYS = 3
_HEARINGS_DAYS = 7
_LAST_HOUR = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes out."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Line:
    """Something to do: what it is, of which case, until when, and where it is."""

    what: str
    case: str
    until: str
    link: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the first lines under it, and how many more there are."""

    title: Promise
    count: int
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        """Return how many have no room."""
        return self.count - len(self.lines)


def due(*, today: date, hour: int) -> QuerySet[Preferences]:
    """Return whoever wants a letter by this hour of a day and has not had it."""
    told = Digest.objects.filter(on=today).exclude(status=Digest.Status.PLANNED)
    wanting = Preferences.objects.filter(
        wants_digest=True, digest_hour__lte=min(hour, _LAST_HOUR), person__is_active=True
    )
    if hour > _LAST_HOUR:
        return wanting.none()
    if not _is_working(today):
        wanting = wanting.filter(on_working_days=False)
    reachable = wanting.exclude(person__email="").exclude(person__in=told.values("person"))
    return reachable.select_related("person").order_by("person_id")


def letter(looked: Looked) -> Letter | None:
    """Return what a person is told of the day; nothing where there is nothing to tell."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = [part for part in _parts(looked) if part.count]
        if not parts:
            return None
        address = settings.PUBLIC_URL
        body = render_to_string(
            _TEMPLATE, {"parts": parts, "office": address, "chosen": f"{address}{_chosen()}"}
        )
        return Letter(_title(parts), body)


def _title(parts: Iterable[Part]) -> str:
    told = "; ".join(f"{part.title} — {part.count}" for part in parts)
    return _("Istok: {told}").format(told=told)


def _parts(looked: Looked) -> Iterable[Part]:
    today = looked.now.date()
    soon = today + timedelta(days=_SOON_DAYS)
    mine = worklist.to_me(
        user=looked.user,
        now=looked.now,
    )
    conditions = {
        gettext_lazy("new"): Q(created_on__gte=_told_before(looked)),
        gettext_lazy("overdue"): Q(due_on__lt=today),
        gettext_lazy("due today"): Q(due_on=today),
        gettext_lazy("due within three days"): Q(
            due_on__gt=today,
            due_on__lte=soon,
        ),
        gettext_lazy("wait for approval"): worklist.approvals(),
    }
    for title, condition in conditions.items():
        yield _of_tasks(title, mine.filter(condition))
    yield _hearings(looked)


def _told_before(looked: Looked) -> date:
    """Return the day of the letter before; where there was none, yesterday."""
    today = looked.now.date()
    before = Digest.objects.filter(
        person=looked.user,
        on__lt=today,
    )
    days = before.order_by("-on").values_list("on", flat=True)
    return days.first() or today - timedelta(days=1)


def _of_tasks(title: Promise, tasks: QuerySet[Task]) -> Part:
    found = tasks.select_related("case").order_by("-priority", "due_on", "id")
    shown = tuple(_line(task) for task in found[:_MOST])
    return Part(title, tasks.count(), shown)


def _line(task: Task) -> Line:
    what = _("a colleague asks")
    if not task.is_of_people:
        what = labels.kind_title(
            process=task.process,
            code=task.kind,
        )
    return Line(
        what=what,
        case=task.case.number if task.case else "",
        until=_day(task.due_on) if task.due_on else "",
        link=f"{settings.PUBLIC_URL}{reverse('admin:tasks_task', args=[task.pk])}",
    )


def _hearings(looked: Looked) -> Part:
    """Return the hearings of one's own cases in the days to come."""
    kinds = [one for one in registry.sources(user=looked.user) if one.code == "hearing"]
    found = agenda.read(agenda.ahead(looked, days=_HEARINGS_DAYS), sources=kinds)
    shown = tuple(_heard(entry.deadline) for entry in found[:_MOST])
    return Part(gettext_lazy("hearings within a week"), len(found), shown)


def _heard(hearing: Deadline) -> Line:
    number = hearing.case.number if hearing.case else ""
    return Line(
        what=_("hearing"),
        case=number,
        until=_day(hearing.on),
        link=f"{settings.PUBLIC_URL}{reverse('admin:oversight_calendar')}",
    )


def looked_at(*, preferences: Preferences, now: datetime) -> Looked:
    """Return the look of a person at the own days from today on."""
    today = now.date()
    return Looked(
        preferences.person,
        now,
        today,
        today,
        whose=Whose.MINE,
    )


def _chosen() -> str:
    return reverse("admin:oversight_preferences")


def _day(day: date) -> str:
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))


def _is_working(day: date) -> bool:
    """Where the calendar of a year is not known yet, weekends are enough."""
    try:
        return calendar.is_working(day)
    except NotInForce:
        return day.weekday() < calendar.SATURDAY
