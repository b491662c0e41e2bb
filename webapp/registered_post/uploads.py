"""The tables of the post that this app takes in: numbers of letters, and their fates."""

from django.utils.translation import gettext_lazy as _

from webapp.registered_post.operations import tables
from webapp.registered_post.queries import tracking
from webapp.uploads import registry
from webapp.uploads.declarations import Kind

_MAY = ("correspondence.view_document", "tasks.complete_task")
NUMBERS = Kind(
    code="postal_numbers",
    title=_("Tracking numbers of letters"),
    permission=_MAY,
    reader=tracking.READER_OF_NUMBERS,
    plan=tracking.plan_numbers,
    write=tables.write_numbers,
    hint=_("One row is one letter of a list for the post: its place and its number."),
    example={"post_list": "Ф103-000001/2026", "place": "1", "tracking": "80110012345672"},
    empty="tracking.xlsx",
)
registry.declare(NUMBERS)
FATES = Kind(
    code="postal_fates",
    title=_("What became of letters"),
    permission=_MAY,
    reader=tracking.READER_OF_FATES,
    plan=tracking.plan_fates,
    write=tables.write_fates,
    hint=_("One row is one letter: its number, what became of it, and the day."),
    example={"tracking": "80110012345672", "fate": "вручено", "on": "12.11.2026"},
    empty="fates.xlsx",
)
registry.declare(FATES)
