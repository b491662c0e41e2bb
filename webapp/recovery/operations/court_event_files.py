"""Loading a file of court and bailiff events: all of it or the good rows, in one transaction."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import ngettext

from webapp.recovery.models import CourtEventUpload
from webapp.recovery.operations import court_events
from webapp.recovery.queries import court_events_file
from webapp.staff.models import User
from webapp.uploads.tables.lines import RowError


class UnableToLoadEvents(Exception):
    """Nothing was entered; ``errors`` says which rows are wrong."""

    def __init__(self, message: str, errors: tuple[RowError, ...] = ()) -> None:
        super().__init__(message)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did."""

    rows_total: int
    entered: int
    unchanged: int
    errors: tuple[RowError, ...] = ()


@transaction.atomic
def load(
    *, file_name: str, content: bytes, by: User | None, today: date, good_rows_only: bool
) -> LoadReport:
    """Enter the events of a file into the cases that a person sees.

    The same file again changes nothing.

    :raises UnableToReadTable: when the file is no table of events
    :raises UnableToLoadEvents: when rows are wrong and all or nothing was asked
    """
    plan = court_events_file.plan(
        file=court_events_file.read(file_name=file_name, content=content),
        user=by,
        today=today,
    )
    errors = list(plan.errors)
    for planned in plan.new:
        try:
            court_events.enter(
                case_id=planned.case.pk,
                told=planned.row.told,
                by=by,
                today=today,
                file_name=file_name,
                file_row=planned.row.line,
            )
        except court_events.UnableToEnter as error:
            errors.append(
                court_events_file.error_of(file=plan.file, row=planned.row, message=str(error))
            )
    wrong = {error.row for error in errors}
    if errors and not good_rows_only:
        raise UnableToLoadEvents(_refusal(file_name, len(wrong)), tuple(errors))
    return LoadReport(
        plan.file.rows_total,
        plan.file.rows_total - plan.unchanged - len(wrong),
        plan.unchanged,
        tuple(errors),
    )


@transaction.atomic
def load_upload(
    *, upload: CourtEventUpload, by: User, today: date, good_rows_only: bool
) -> LoadReport:
    """Load a kept file and forget it.

    :raises UnableToLoadEvents: see ``load``; the file is kept then
    """
    report = load(
        file_name=upload.file_name,
        content=bytes(upload.content),
        by=by,
        today=today,
        good_rows_only=good_rows_only,
    )
    upload.delete()
    return report


def _refusal(file_name: str, rows: int) -> str:
    message = ngettext(
        (
            "«%(file)s»: %(rows)s row is wrong, nothing was loaded. Correct it, or load the "
            "good rows only."
        ),
        (
            "«%(file)s»: %(rows)s rows are wrong, nothing was loaded. Correct them, or load "
            "the good rows only."
        ),
        rows,
    )
    return message % {"file": file_name, "rows": rows}
