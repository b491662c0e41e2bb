"""Entering the events of a file into their cases."""

from webapp.recovery.operations import court_events
from webapp.recovery.queries import court_events_file
from webapp.recovery.queries.court_events_file import EventRow, Plan
from webapp.uploads.declarations import Loading, Written


def enter(loading: Loading[EventRow, Plan]) -> Written:
    """Enter what is new; what a case refuses on the way is told by its row."""
    errors = []
    for planned in loading.plan.new:
        try:
            court_events.enter(
                case_id=planned.case.pk,
                told=planned.row.told,
                by=loading.by,
                today=loading.today,
                file_name=loading.reading.file_name,
                file_row=planned.row.line,
            )
        except court_events.UnableToEnter as error:
            errors.append(
                court_events_file.error_of(
                    reading=loading.reading,
                    row=planned.row,
                    message=str(error),
                )
            )
    return Written(errors=tuple(errors))
