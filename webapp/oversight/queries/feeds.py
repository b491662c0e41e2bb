"""A person's calendar as programs of others read it: iCalendar (RFC 5545), whole days.

It leaves the house: cases stand by their numbers, and what colleagues have typed is not told.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.oversight import registry
from webapp.oversight.declarations import Looked, Whose
from webapp.oversight.models import Feed
from webapp.oversight.queries import agenda
from webapp.oversight.queries.agenda import Entry
from webapp.processes import registry as processes
from webapp.processes.models import Case
from webapp.staff.models import User
from webapp.tasks.queries import own

BEFORE_DAYS, AHEAD_DAYS = 30, 180
_SEE = "tasks.view_task"
_OCTETS_MAX = 75
_DAY = timedelta(days=1)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: it has 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def known(*, secret: str) -> Feed | None:
    """Return whose calendar stands at an address; nobody's once the person may see it no more."""
    found = Feed.objects.filter(digest=digest_of(secret), person__is_active=True)
    feed = found.select_related("person").first()
    if feed is None or not feed.person.has_perm(_SEE):
        return None
    return feed


def of(*, person: User) -> Feed | None:
    """Return the address that a person has given out."""
    return Feed.objects.filter(person=person).first()


def text(*, person: User, now: datetime) -> str:
    """Return the calendar: a month back, half a year ahead."""
    today = now.date()
    looked = Looked(
        person,
        now,
        today - timedelta(days=BEFORE_DAYS),
        today + timedelta(days=AHEAD_DAYS),
        whose=Whose.MINE,
    )
    lines = ["BEGIN:VCALENDAR", *_head()]
    stamp = timezone.now().astimezone(UTC)
    for entry in _days(looked):
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _head() -> Iterator[str]:
    yield "VERSION:2.0"
    yield "PRODID:-//Istok//Calendar//RU"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_escaped(_('Istok: hearings and deadlines'))}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
    yield "X-PUBLISHED-TTL:PT1H"


def _days(looked: Looked) -> list[Entry]:
    """Return one's own days; whoever leads has those of the team too, but for its tasks."""
    sources = list(registry.sources(user=looked.user))
    if not own.runs_place(looked.user):
        return agenda.read(looked, sources=sources)
    tasks = [one for one in sources if one.code == "task"]
    others = [one for one in sources if one.code != "task"]
    of_team = replace(looked, whose=Whose.TEAM)
    return [
        *agenda.read(looked, sources=tasks),
        *agenda.read(of_team, sources=others),
    ]


def _event(entry: Entry, stamp: datetime) -> Iterator[str]:
    day = entry.deadline
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(entry)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_plain(day.on)}"
    yield f"DTEND;VALUE=DATE:{_plain(day.on + _DAY)}"
    yield f"SUMMARY:{_escaped(_summary(entry))}"
    yield f"URL:{_address(entry)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(entry: Entry) -> str:
    day = entry.deadline
    told = [str(entry.source.title)]
    if not day.is_typed:
        told.append(day.title)
    named = ": ".join(told)
    if day.case is None:
        return named
    return f"{named} ({day.case.number})"


def _address(entry: Entry) -> str:
    return f"{settings.PUBLIC_URL}{entry.deadline.link or _case_page(entry.deadline.case)}"


def _case_page(case: Case | None) -> str:
    pages = case and processes.pages_of(process=case.process)
    if case is None or not pages:
        return reverse("admin:oversight_calendar")
    return reverse(f"admin:{pages.address}_case", args=[case.pk])


def _uid(entry: Entry) -> str:
    """Return the same name for the same day each time it is read."""
    parts = (entry.source.code, _plain(entry.on), _address(entry), entry.deadline.title)
    digest = hashlib.sha256("\n".join(parts).encode())
    return f"{digest.hexdigest()[:32]}@istok"


def _plain(day: date) -> str:
    return f"{day:%Y%m%d}"


def _escaped(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _folded(line: str) -> str:
    """Break a line of more than 75 octets; no letter is torn."""
    pieces, length = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > _OCTETS_MAX:
            pieces.append(" ")
            length = 1
        pieces[-1] += letter
        length += octets
    return "\r\n".join(pieces)
