"""The tables that recovery takes in: events of courts and bailiffs."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.recovery.models import CourtEvent
from webapp.recovery.operations import court_event_files, territories
from webapp.recovery.queries import (
    court_event_columns,
    court_events,
    court_events_file,
    territory_file,
)
from webapp.staff.models import User
from webapp.uploads import registry
from webapp.uploads.declarations import Kind, Listing, Preview, Report


def _told(report: Report) -> str:
    counts = {
        "entered": report.rows_loaded,
        "unchanged": report.rows_unchanged,
        "wrong": report.rows_wrong,
    }
    return (
        _("Events entered: %(entered)s; already there: %(unchanged)s; left out: %(wrong)s.")
        % counts
    )


def _visible(user: User) -> QuerySet[CourtEvent]:
    return court_events.visible(user=user)


COURT_EVENTS = Kind(
    code="court_events",
    title=gettext_lazy("Court and bailiff events"),
    permission=("recovery.view_recoverycase", "recovery.enter_court_event"),
    reader=court_events_file.READER,
    plan=court_events_file.plan,
    write=court_event_files.enter,
    hint=gettext_lazy(
        "One row is one event of a court or bailiffs in one case. One event is entered on the page "
        "of its case: Actions → Court or bailiff event."
    ),
    example=court_event_columns.EXAMPLE,
    preview=Preview(
        rows="recovery/_court_events_to_enter.html",
        new=gettext_lazy("New events"),
        rows_shown=50,
    ),
    listing=Listing("recovery/_court_events_entered.html", _visible),
    told=_told,
    at="recovery/events",
    pages="recovery_events",
    empty="events.xlsx",
)
registry.declare(COURT_EVENTS)
SECTIONS = Kind(
    code="court_sections",
    title=gettext_lazy("Houses of magistrates' sections"),
    permission=("recovery.change_authority",),
    reader=territory_file.READER,
    plan=territory_file.plan,
    write=territories.write,
    hint=gettext_lazy(
        "One row is one street of a section. Houses: all, a side, ranges, single houses with "
        "letters, as the law of the region lists them."
    ),
    example=territory_file.EXAMPLE,
    empty="sections.xlsx",
)
registry.declare(SECTIONS)
