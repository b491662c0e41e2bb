"""After the database was restored from a backup: no letter twice, no number on two papers.

What happened between the backup and the fault has left the house, and the database does not know
it. So numbers begin far ahead, and what may have gone out waits for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from documents.catalogue import CATALOGUE
from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.correspondence.models import NumberSeries
from webapp.correspondence.operations import doubts, numbering
from webapp.processes import registry
from webapp.processes.models import Case, Restore

AHEAD = 10_000
_CLOCKS_DIFFER = timedelta(minutes=1)


class UnableToRestore(Exception):
    """This is not the database of that moment, or the moment has not come yet."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done, or was done before when ``is_new`` is false.

    The last number passed over by series, how many messages were put to a person. ``ahead`` is the
    most numbers that a series has passed over.
    """

    restore: Restore
    is_new: bool
    numbers: Mapping[str, int]
    case_ids_from: int = 0
    messages: int = 0
    ahead: int = 0


@transaction.atomic
def record(
    *, backup_of: datetime, now: datetime, lost_from: date, today: date, ahead: int | None = None
) -> Restored:
    """Write that the database is that of ``backup_of``, once, and make it safe to go on from it.

    :raises UnableToRestore: when the database is not of that moment
    """
    refuse_another_moment(backup_of, now)
    restore, is_new = Restore.objects.get_or_create(
        backup_of=backup_of, defaults={"lost_from": lost_from, "lost_until": today}
    )
    if not is_new:
        return Restored(restore, is_new, {})
    years = range(lost_from.year, today.year + 1)
    by = {year: ahead or _as_many_as_were_given(year) for year in years}
    done = Restored(
        restore,
        is_new,
        _push_numbers(by),
        _push_case_ids(ahead=ahead or AHEAD),
        doubts.doubt_planned(),
        ahead=max(by.values()),
    )
    details = {"backup_of": backup_of.isoformat(), "messages": done.messages}
    audit.record(
        name="processes.database.restored",
        subject="database",
        details=details,
    )
    return done


def refuse_another_moment(backup_of: datetime, now: datetime) -> None:
    """Do nothing when the database can be that of the moment.

    :raises UnableToRestore: when it cannot
    """
    if backup_of > now:
        raise UnableToRestore(
            f"{backup_of:%d.%m.%Y %H:%M} has not come yet: when was the backup made?"
        )
    if Restore.objects.filter(backup_of=backup_of).exists():
        return
    newest = Entry.objects.aggregate(at=Max("at"))["at"]
    if newest and newest > backup_of + _CLOCKS_DIFFER:
        raise UnableToRestore(
            f"this database has deeds of {newest:%d.%m.%Y %H:%M} UTC, later than the backup: "
            "it is another database, or somebody has worked in it since; restore the backup once "
            "more and let nobody in"
        )


def _as_many_as_were_given(year: int) -> int:
    """Return how many numbers to leave out: those of the whole year, and never a few only."""
    most = NumberSeries.objects.filter(year=year).aggregate(last=Max("last"))["last"] or 0
    return max(AHEAD, most)


def _push_numbers(by: Mapping[int, int]) -> dict[str, int]:
    pushed: dict[str, int] = {}
    for year, ahead in by.items():
        last = numbering.push_ahead(
            by=ahead,
            on=date(year, 1, 1),
            series=_series(),
        )
        pushed |= {f"{series}/{year}": number for series, number in last.items()}
    return pushed


def _series() -> tuple[str, ...]:
    of_papers = (entry.series for entry in CATALOGUE.values())
    return (*of_papers, *(process.series for process in registry.processes()))


def _push_case_ids(*, ahead: int) -> int:
    """The id of a case names its process, and Temporal may know one of a case that is lost."""
    table = Case._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        [sequence] = cursor.fetchone()
        cursor.execute("SELECT setval(%s, nextval(%s) + %s)", [sequence, sequence, ahead])
        [last] = cursor.fetchone()
    return int(last)
