"""Keeping what a person looks for again and again."""

from django.utils.translation import gettext as _

from webapp.staff import characters
from webapp.staff.models import User
from webapp.tasks.models import SavedFilter
from webapp.tasks.queries import own

FILTERS_MAX = 20
QUERY_MAX = 300


class UnableToSave(Exception):
    """A filter needs a name and says a little, and nobody needs that many."""


class UnableToDrop(Exception):
    """A filter is dropped by its owner, a shared one also by who runs the place."""


def save(*, owner: User, name: str, query: str, is_shared: bool = False) -> SavedFilter:
    """Keep a question to the desk under a name; the same name again means the new question.

    :raises UnableToSave: when it has no name or is too long, or there are too many
    """
    try:
        name = characters.visible(name).strip()[:60]
    except characters.UnreadableSigns as error:
        raise UnableToSave(str(error)) from error
    if not name:
        raise UnableToSave(_("Give the filter a name."))
    if len(query) > QUERY_MAX:
        raise UnableToSave(_("The filter says too much: leave something out."))
    known = SavedFilter.objects.filter(owner=owner)
    if known.exclude(name=name).count() >= FILTERS_MAX:
        raise UnableToSave(_("You have many filters already: drop one first."))
    kept, _is_new = SavedFilter.objects.update_or_create(
        owner=owner, name=name, defaults={"query": query, "is_shared": is_shared}
    )
    return kept


def drop(*, by: User, filter_id: int) -> None:
    """Forget a filter; one that is gone already is gone.

    :raises UnableToDrop: when it is another's
    """
    found = SavedFilter.objects.filter(id=filter_id).first()
    if found is None:
        return
    is_theirs = found.is_shared and own.runs_place(by)
    if found.owner_id != by.pk and not is_theirs:
        raise UnableToDrop(_("This filter is another's: only its owner drops it."))
    found.delete()
