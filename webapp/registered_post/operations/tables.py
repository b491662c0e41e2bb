"""Writing what a table of the post says: numbers of letters, and what became of them."""

from django.utils.translation import gettext as _

from webapp.registered_post import operations
from webapp.registered_post.operations import Told, UnableToPost
from webapp.registered_post.queries.tracking import Fated, FateRow, Numbered, NumberRow
from webapp.staff import queries as staff
from webapp.uploads.declarations import Loading, Planned, Written
from webapp.uploads.tables.lines import RowError


def write_numbers(loading: Loading[NumberRow, Planned[Numbered]]) -> Written:
    """Give the letters their numbers; what is refused on the way is told by its row."""
    errors: list[RowError] = []
    for one in loading.plan.new:
        try:
            operations.number(letter_id=one.letter.pk, tracking=one.row.tracking)
        except UnableToPost as error:
            errors += loading.reading.errors_of(one.row.line, ("tracking", str(error)))
    return Written(errors=tuple(errors))


def write_fates(loading: Loading[FateRow, Planned[Fated]]) -> Written:
    """Finish the tasks of the letters; what is refused on the way is told by its row."""
    errors: list[RowError] = []
    for one in loading.plan.new:
        if loading.by is None:
            fault = ("tracking", _("A person tells what became of a letter."))
            errors += loading.reading.errors_of(one.row.line, fault)
            continue
        try:
            operations.tell(
                letter_id=one.letter.pk,
                told=Told(one.row.fate, one.row.on),
                by=loading.by,
                now=staff.business_now(),
            )
        except UnableToPost as error:
            errors += loading.reading.errors_of(one.row.line, ("fate", str(error)))
    return Written(errors=tuple(errors))
